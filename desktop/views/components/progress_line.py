"""How much of something is done: a thin line and the words for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.views import style


class ProgressLine(QWidget):
    """„14 von 25 beantwortet“; `words` is the pattern with %1 and %2. Nothing to do shows an empty line."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        self._bar, self._text = QProgressBar(), QLabel()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        style.set_look(self._text, "muted")
        row.addWidget(self._bar, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        """Show `done` of `total`."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(min(done, max(1, total)))
        self._text.setText(self._words.replace("%1", str(done)).replace("%2", str(total)))
        self._bar.setAccessibleDescription(self._text.text())

    def words(self) -> str:
        """The words shown."""
        return self._text.text()
