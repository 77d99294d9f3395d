"""What runs beside the user: one line with title, bar and cancel in the foot of the window."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.models.work import Runner, Running
from desktop.views import style


class BusyLine(QWidget):
    """Shows the oldest named work of a `Runner`; hidden while there is none."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        self._title = QLabel()
        style.set_look(self._title, "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(style.text_width(20))
        self._cancel = QPushButton(self.tr("Abbrechen"))
        style.set_look(self._cancel, "link")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        for widget in (self._title, self._bar, self._cancel):
            row.addWidget(widget)
        runner.busy_changed.connect(self._on_busy_changed)
        self._on_busy_changed()

    def _shown(self) -> Running | None:
        return next((running for running in self._runner.running if running.title), None)

    def _on_busy_changed(self) -> None:
        running = self._shown()
        self.setVisible(running is not None)
        if running is None:
            return
        percent = running.progress.percent
        self._bar.setRange(0, 100 if percent is not None else 0)
        self._bar.setValue(percent or 0)
        others = len(self._runner.running) - 1
        self._title.setText(running.title + (self.tr(" (und %1 weitere)").replace("%1", str(others)) if others else ""))
        self._bar.setAccessibleName(running.title)
        self._cancel.setAccessibleName(self.tr("%1 abbrechen").replace("%1", running.title))
        self._cancel.setVisible(running.cancellable)
        self._cancel.setEnabled(not running.progress.cancelled)

    def _on_cancel_clicked(self) -> None:
        running = self._shown()
        if running is not None:
            running.progress.cancel()
            self._cancel.setEnabled(False)
