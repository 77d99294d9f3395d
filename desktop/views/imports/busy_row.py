"""What the import is doing now, with the way out of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.models.import_job import ImportJob
from desktop.views import style
from desktop.views.start.start_page import button, words


class BusyRow(QWidget):
    """Hidden while nothing runs. How long it takes is not known beforehand, so the bar only moves."""

    def __init__(self, job: ImportJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(3))
        self._words, self._bar = words(""), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.cancel = button(self.tr("Abbrechen"), "x")
        self.cancel.clicked.connect(job.cancel)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel)
        job.busy_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._job.busy))
        self._words.setText(self._job.busy)
        self._bar.setAccessibleName(self._job.busy)
        self.cancel.setEnabled(self._job.cancellable)
