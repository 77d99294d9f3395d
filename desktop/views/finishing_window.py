"""The small window that stays while the day's copy is finished after the program was closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.busy import BusyLine
from desktop.views.start.start_page import words


class FinishingWindow(QWidget):
    """Names no case and no vault: it stands on the screen when everybody has gone (PRIVACY).

    *Signals:* `closing` when the user does not want to wait.
    """

    closing = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Wegplan")
        self.setWindowIcon(icons.icon("signpost", "accent", 64))
        style.set_look(self, "page")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(6)] * 4)
        column.setSpacing(style.space(3))
        column.addWidget(words(self.tr("Sicherung wird fertiggestellt …"), "section"))
        column.addWidget(words(self.tr("Alles ist gespeichert. Wegplan beendet sich danach von selbst.")))
        column.addWidget(BusyLine(work, self))
        self.setMinimumWidth(style.text_width(64))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
