"""How far a batch of files is, with the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.views import icons, style
from desktop.views.components.progress_line import ProgressLine


class AddingRow(QWidget):
    """Hidden while nothing is added. *Signals:* `cancel_wanted`."""

    cancel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        self.line = ProgressLine(self.tr("Dateien werden hinzugefügt"), self.tr("%1 von %2 Dateien"))
        self.cancel = QPushButton(self.tr("Abbrechen"))
        icons.set_icon(self.cancel, "x", "accent")
        self.cancel.clicked.connect(self.cancel_wanted)
        row.addWidget(self.line, 1)
        row.addWidget(self.cancel)
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """`done` of `total` files are through; nothing is left when both are the same."""
        self.line.set_progress(done, total)
        self.setVisible(done < total)
        self.cancel.setEnabled(done < total)
