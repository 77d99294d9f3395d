"""What the page says while there is no plan: one sentence and the plans that can be started."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.plan_page import PossiblePlan
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.plans.words import plan_name


class StartCard(QWidget):
    """*Signals:* start_wanted(PossiblePlan)."""

    start_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(style.space(3))
        picture, words = QLabel(), QLabel(self.tr(
            "Noch kein Plan. Er beginnt mit den Stärken und Bedarfen aus dem Assessment und schlägt dazu Ziele vor."
        ))  # fmt: skip
        icons.set_icon(picture, "file-plus", "muted", 2)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        style.set_look(words, "muted")
        self._box = QWidget()
        self._flow = FlowLayout(self._box, gap=2)
        self.buttons: list[QPushButton] = []
        for part in (picture, words, self._box):
            column.addWidget(part)
        column.addStretch()

    def show_possible(self, possible: Sequence[PossiblePlan]) -> None:
        """The first one is the usual one: the family's, or the only person's."""
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for place, plan in enumerate(possible):
            button = QPushButton(self.tr("%1 beginnen").replace("%1", plan_name(plan)))
            if place == 0:
                style.set_look(button, "primary")
                icons.set_icon(button, "plus", "on_accent")
            button.clicked.connect(lambda _=False, plan=plan: self.start_wanted.emit(plan))
            self.buttons.append(button)
            self._flow.addWidget(button)
