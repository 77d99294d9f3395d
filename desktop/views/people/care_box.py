"""Parts of a person's page that keep to themselves: Kita and school, the office's own fields, protection needs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.people.children import ChildRow, child_facts
from desktop.casework.people.own_fields import OwnValueRow, own_values, save_own_values
from desktop.casework.people.protection_needs import NeedRow, masked_needs, show_needs
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.section import Section
from desktop.views.people.child_panel import ChildForm, ChildPanel
from desktop.views.people.need_panel import NeedEndForm, NeedForm, NeedPanel
from desktop.views.people.own_panel import OwnForm, OwnPanel
from desktop.views.people.quick_form import QuickForm


class CareBox(QWidget):
    """Reads and masks by itself; every `load` masks again. *Signals:* form_wanted(QuickForm, title, key);
    failed(CaseworkError)."""

    form_wanted = Signal(object, str, str)
    failed = Signal(object)

    def __init__(self, work: Work, person_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._person_id = work, person_id
        self.child, self.needs, self.own = ChildPanel(), NeedPanel(), OwnPanel()
        self.child_section = Section(self.tr("Kita und Schule"))
        self.child_section.body.addWidget(self.child)
        need_section = Section(self.tr("Schutzbedarf"))
        need_section.body.addWidget(self.needs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(4))
        self.own_section = Section(self.tr("Weitere Angaben"))
        self.own_section.body.addWidget(self.own)
        for section in (self.child_section, self.own_section, need_section):
            column.addWidget(section)
        self.child_section.hide()
        self.own_section.hide()
        self.own.edit_wanted.connect(self._on_own_wanted)
        self.child.edit_wanted.connect(self._on_child_wanted)
        self.needs.add_wanted.connect(self._on_need_wanted)
        self.needs.end_wanted.connect(self._on_end_wanted)
        self.needs.show_wanted.connect(self._on_show_wanted)

    def load(self) -> None:
        """Read all of it; what was shown on demand is masked again."""
        self._work.read(self, own_values, self._person_id, then=self._on_own, failed=self.failed.emit)
        self._work.read(self, child_facts, self._person_id, then=self._on_child, failed=self.failed.emit)
        self._work.read(self, masked_needs, self._person_id, then=self.needs.show_needs, failed=self.failed.emit)

    def _on_child(self, row: ChildRow) -> None:
        self.child_section.setVisible(row.is_child)
        self.child.show_child(row)

    def _on_own(self, rows: tuple[OwnValueRow, ...]) -> None:
        self.own_section.setVisible(bool(rows))
        self.own.show_values(rows)

    def _on_own_wanted(self, rows: tuple[OwnValueRow, ...]) -> None:
        self._want(OwnForm(save_own_values, self._person_id, rows), self.tr("Weitere Angaben"), "own")

    def _on_show_wanted(self) -> None:
        self._work.read(self, show_needs, self._person_id, then=self.needs.show_needs, failed=self.failed.emit)

    def _on_child_wanted(self, row: ChildRow) -> None:
        self._want(ChildForm(row), self.tr("Kita und Schule"), "child")

    def _on_need_wanted(self) -> None:
        self._want(NeedForm(self._person_id), self.tr("Schutzbedarf"), "need")

    def _on_end_wanted(self, row: NeedRow) -> None:
        self._want(NeedEndForm(row), self.tr("Schutzbedarf beenden"), f"need-end/{row.id}")

    def _want(self, form: QuickForm, title: str, key: str) -> None:
        self.form_wanted.emit(form, title, f"{key}/{self._person_id}")
