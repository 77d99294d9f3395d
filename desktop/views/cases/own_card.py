"""The office's own fields of a case: on the overview, and filled in beside it with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.cases.cases import CaseHead
from desktop.casework.cases.overview import CaseOverview
from desktop.casework.changes import Changes
from desktop.casework.people.own_fields import OwnValueRow, Value, save_own_case_values
from desktop.views.cases.overview_cards import OverviewCard
from desktop.views.people.own_panel import OwnForm, OwnPanel

if TYPE_CHECKING:
    from desktop.views.cases.case_file_page import CaseFilePage


class OwnCard(OverviewCard):
    """Not there where the office asks nothing of its own. *Signals:* edit_wanted(tuple of OwnValueRow)."""

    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Weitere Angaben zum Fall"), "list", parent)

    def build(self, head: CaseHead, overview: CaseOverview) -> None:
        self.setVisible(bool(overview.own))
        panel = OwnPanel()
        panel.show_values(overview.own)
        panel.edit_wanted.connect(self.edit_wanted)
        self.body.addWidget(panel)


class OwnActions(QObject):
    """Belongs to a case file."""

    def __init__(self, file: CaseFilePage) -> None:
        super().__init__(file)
        self._file = file

    def edit(self, rows: tuple[OwnValueRow, ...]) -> None:
        """Open the form; what is saved can be taken back."""
        before = {row.field.key: row.value for row in rows}
        undo = partial(self._save, before)

        def saved(_changes: Changes) -> None:
            self._file.messages.show_undo(self.tr("Gespeichert."), undo)

        form, key = OwnForm(save_own_case_values, self._file.case_id, rows), f"own-case/{self._file.case_id}"
        self._file.drawer.open_form(form, self.tr("Weitere Angaben zum Fall"), key, saved)

    def _save(self, values: Mapping[str, Value]) -> None:
        file = self._file
        file.work.change(self, save_own_case_values, file.case_id, values, then=self._on_undone,
                         failed=file.show_failure)  # fmt: skip

    def _on_undone(self, _changes: Changes) -> None:
        self._file.messages.show_ok(self.tr("Zurückgenommen."))
