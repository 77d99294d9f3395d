"""The one window: start pages, then the desk, and the crash page if it must be."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.views import icons
from desktop.views.crash_page import CrashPage
from desktop.views.report_page import ReportPage

_LEAST = QSize(1280, 640)


class MainWindow(QMainWindow):
    """Shows one screen at a time. The title names the program only: a window title is seen by others (PRIVACY).

    *Signals:* `closing` before the window goes; `restart_wanted` from the crash page.
    """

    closing = Signal()
    restart_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Wegplan")
        self.setWindowIcon(icons.icon("signpost", "accent", 64))
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._crash: CrashPage | None = None
        self._before: QWidget | None = None
        self.setMinimumSize(self._least())
        self.resize(1366, 768)

    def show_screen(self, screen: QWidget) -> None:
        """Show start pages or desk; the screen before is destroyed."""
        old = self._stack.currentWidget()
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def show_crash(self, report: str) -> None:
        """Show the report of a bug; only the first one, because others follow from it, but they lead back to it."""
        if self._crash is not None:
            self._stack.setCurrentWidget(self._crash)
            return
        self._before = self._stack.currentWidget()
        self._crash = CrashPage(report)
        self._crash.restart_wanted.connect(self.restart_wanted)
        self._crash.back_wanted.connect(self._on_back_wanted)
        self._stack.addWidget(self._crash)
        self._stack.setCurrentWidget(self._crash)

    def show_report(self, report: str) -> None:
        """Show the trace of the last run's hard crash over what is on the screen; its button leads back."""
        page = ReportPage(
            self.tr("So ist Wegplan beim letzten Mal abgebrochen"),
            self.tr("Der Bericht enthält nur Stellen im Programm, keine Angaben zu Menschen. "
                    "Er wird nirgendwohin geschickt."),
            report, "Wegplan-Absturz.txt",
        )  # fmt: skip
        below = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

        def back() -> None:
            if below is not None:
                self._stack.setCurrentWidget(below)
            self._stack.removeWidget(page)
            page.deleteLater()

        page.back_wanted.connect(back)

    def geometry_text(self) -> str:
        """Place and size for the settings."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def restore(self, text: str) -> None:
        """Place and size as they were; nonsense is ignored."""
        self.restoreGeometry(QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore"))))

    def _least(self) -> QSize:
        """1280 × 640 (decision 38), less only where the screen itself is smaller (a laptop at 125 %)."""
        screen = QGuiApplication.primaryScreen()
        return _LEAST.boundedTo(screen.availableSize()) if screen is not None else _LEAST

    def _on_back_wanted(self) -> None:
        if self._before is not None:
            self._stack.setCurrentWidget(self._before)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
