"""A chip that opens a menu of proposals; also the list of what is missing."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.components.chip import ChipButton, Tone


class IdeasButton(ChipButton):
    """A click opens the menu below the chip; a single entry of a `direct` chip is carried out at once."""

    def __init__(
        self, words: str, tone: Tone = Tone.ACCENT, icon: str = "lightbulb", *, direct: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, tone, icon, parent=parent)
        self._direct = direct
        self.entries = QMenu(self)
        self.setAutoDefault(True)  # Enter opens it as well as the space bar
        self.clicked.connect(self._on_clicked)

    def set_entries(self, entries: list[QAction]) -> None:
        """Replace what the menu offers."""
        self.entries.clear()
        for entry in entries:
            entry.setParent(self.entries)
        self.entries.addActions(entries)

    def has_entries(self) -> bool:
        """Whether there is anything to offer."""
        return bool(self.entries.actions())

    def _on_clicked(self) -> None:
        actions = self.entries.actions()
        if self._direct and len(actions) == 1:
            actions[0].trigger()
        elif actions:
            self.entries.popup(self.mapToGlobal(QPoint(0, self.height())))
            self.entries.setActiveAction(actions[0])
