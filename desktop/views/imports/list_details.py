"""The card below a file: which of its sheets is meant; kinds of lists with more to say about them add to it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.models.import_job import ImportJob
from desktop.views.components.card import Card
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.form_row import FormRow


class ListDetails(Card):
    """*Signals:* `typed` when the user changed a field, for the draft."""

    typed = Signal()

    def __init__(self, job: ImportJob, table: CodeField, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ListDetails", "Zu dieser Liste"), "file-text", parent)
        self._job, self._table = job, table
        self._build()

    def wrong(self) -> list[FormRow[Any]]:
        """Fields that cannot stay so, each with its message shown."""
        return []

    def show_list(self) -> None:
        """Show what is known of the list in hand; the choice of sheets is filled already."""
        self.setVisible(self._job.held.source is not None and not self._table.isHidden())

    def _build(self) -> None:
        self.body.addWidget(self._table)
