"""What the page says while there is no plan: one sentence and the plans that can be started."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.casework.plans.plan_page import PossiblePlan
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.plans.words import plan_name


class StartCard(Card):
    """*Signals:* start_wanted(PossiblePlan)."""

    start_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        picture, words = QLabel(), QLabel(self.tr(
            "Noch kein Plan. Er beginnt mit den Stärken und Bedarfen aus dem Assessment und schlägt dazu Ziele vor."
        ))  # fmt: skip
        icons.set_icon(picture, "file-plus", "accent", 1.5)
        words.setWordWrap(True)
        self._box = QWidget()
        self._flow = FlowLayout(self._box, gap=2)
        self.buttons: list[QPushButton] = []
        self._possible: tuple[PossiblePlan, ...] = ()
        line = QHBoxLayout()
        line.setSpacing(style.space(3))
        line.addWidget(picture)
        line.addWidget(words, 1)
        self.body.setSpacing(style.space(4))
        self.body.addLayout(line)
        self.body.addWidget(self._box)

    def show_possible(self, possible: Sequence[PossiblePlan]) -> None:
        """The first one is the usual one: the family's, or the only person's."""
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons, self._possible = [], tuple(possible)
        for place, plan in enumerate(possible):
            button = QPushButton(self.tr("%1 beginnen").replace("%1", plan_name(plan)))
            if place == 0:
                style.set_look(button, "primary")
                icons.set_icon(button, "plus", "on_accent")
            button.clicked.connect(self._on_clicked)
            self.buttons.append(button)
            self._flow.addWidget(button)

    def _on_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton) and button in self.buttons:
            self.start_wanted.emit(self._possible[self.buttons.index(button)])
