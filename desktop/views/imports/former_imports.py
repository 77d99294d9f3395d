"""What was imported before, each with the way back as long as nobody has worked with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.clock import german_date
from desktop.models.import_job import ImportJob
from desktop.models.import_kind import FormerImport
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.start.start_page import button, words

_SHOWN = 5


class FormerImports(Card):
    """The newest imports, one line each; hidden while there is none."""

    def __init__(self, job: ImportJob, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("FormerImports", "Frühere Importe"), "history", parent)
        self._job = job
        self._lines: list[QWidget] = []
        job.loaded.connect(self._show)
        self._show()

    def _show(self) -> None:
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(row) for row in self._job.imports[:_SHOWN]]
        for line in self._lines:
            self.body.addWidget(line)
        self.setVisible(bool(self._lines))

    def _line(self, row: FormerImport) -> QWidget:
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.space(3))
        mark = QLabel()
        icons.set_icon(mark, "undo-2" if row.undone_on else "circle-check", "muted" if row.undone_on else "ok")
        box.addWidget(mark)
        box.addWidget(words(self._words(row)), 1)
        if row.undone_on is None:
            undo = button(self.tr("Rückgängig"), "undo-2", "link")
            undo.setObjectName(f"undo_{row.id}")
            said = self.tr("Import vom %1 rückgängig machen")
            undo.setAccessibleName(said.replace("%1", german_date(row.made_on)))
            undo.clicked.connect(partial(self._job.undo, row.id))
            box.addWidget(undo)
        return line

    def _words(self, row: FormerImport) -> str:
        parts = [german_date(row.made_on), *row.told]
        if row.undone_on is not None:
            parts.append(self.tr("am %1 rückgängig gemacht").replace("%1", german_date(row.undone_on)))
        return " · ".join(parts)
