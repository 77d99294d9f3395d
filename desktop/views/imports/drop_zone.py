"""Where a file is dropped or chosen; afterwards it says which one it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.views import icons, messages, style
from desktop.views.start.start_page import button, words

KINDS = "Listen (*.csv *.xlsx *.txt);;Alle Dateien (*)"


class DropZone(QFrame):
    """*Signals:* `dropped(Path)` for one file dropped or chosen; `refused(sentence)` for anything else."""

    dropped = Signal(object)
    refused = Signal(str)

    def __init__(self, empty: str, hint: str, chooser: str, parent: QWidget | None = None) -> None:
        """`empty` and `hint` stand there before a file is chosen, `chooser` is the title of the window to choose it."""
        super().__init__(parent)
        self._empty, self._hint, self._chooser = empty, hint, chooser
        self._over = False
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*[style.space(5)] * 4)
        row.setSpacing(style.space(4))
        self._picture = QLabel()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(style.space(1))
        self._title, self._words = words("", "section"), words("", "muted")
        column.addWidget(self._title)
        column.addWidget(self._words)
        row.addLayout(column, 1)
        self.choose = button(self.tr("Datei wählen …"), "folder-open")
        self.choose.clicked.connect(self.open_chooser)
        row.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_empty()

    def show_empty(self) -> None:
        """Nothing was chosen yet."""
        icons.set_icon(self._picture, "file-up", "accent", 2)
        self._title.setText(self._empty)
        self._words.setText(self._hint)
        self.choose.setText(self.tr("Datei wählen …"))

    def show_file(self, name: str, what: str) -> None:
        """The file and what was found in it."""
        icons.set_icon(self._picture, "file-check", "ok", 2)
        self._title.setText(name)
        self._words.setText(what)
        self.choose.setText(self.tr("Andere Datei …"))

    def open_chooser(self) -> None:
        """Let the user choose the file."""
        messages.choose_file(self, self._chooser, KINDS, self._on_chosen)

    def _on_chosen(self, path: Path) -> None:
        self.dropped.emit(path)

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self._set_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        event.acceptProposedAction()
        path = dropped_file(event.mimeData())
        if path is None:
            self.refused.emit(self.tr("Bitte genau eine Datei hierher ziehen."))
        else:
            self.dropped.emit(path)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = style.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashes = QPen(tokens.color("accent" if self._over else "control"), 2 if self._over else 1)
        dashes.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(dashes)
        painter.setBrush(tokens.color("accent_soft" if self._over else "surface"))
        radius = style.space(2)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


def dropped_file(data: QMimeData) -> Path | None:
    """The one local file that is dragged; None for several, for none or for something from the web."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return None if path.is_dir() else path
