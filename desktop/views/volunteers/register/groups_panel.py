"""The Helferkreise beside the register: who belongs to them, new ones, changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.plain_text import LONGEST_NAME
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.groups import (
    GroupEntry,
    GroupRow,
    add_group,
    delete_group,
    edit_group,
    list_groups,
)
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, words
from desktop.views.people.quick_form import FormDrawer, Job, QuickForm


class GroupsPanel(QWidget):
    """Lies in a drawer; forms take its place there and lead back to it."""

    def __init__(self, work: Work, drawer: FormDrawer, messages: MessageArea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._drawer, self._messages = work, drawer, messages
        self._rows: tuple[GroupRow, ...] = ()
        self._page = ScrollPage(margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(style.space(3))
        self._page.body.addLayout(self._inner)
        self._page.body.addStretch(1)
        work.announced.connect(self._on_announced)

    def load(self) -> None:
        """Read the groups."""
        self._work.read(self, list_groups, then=self._on_rows, failed=self._on_failed)

    def new_group(self) -> None:
        """Open the form for another one."""
        self._drawer.open_form(GroupForm(), self.tr("Neuer Helferkreis"), "volunteer-group/new", self._on_saved)

    def edit_group(self, row: GroupRow) -> None:
        """Open the form of a group."""
        self._drawer.open_form(GroupForm(row), row.name, f"volunteer-group/{row.id}", self._on_saved)

    def _on_rows(self, rows: tuple[GroupRow, ...]) -> None:
        self._rows = rows
        rebuilt(self._page, self._build)
        order_stops(self)

    def _build(self) -> None:
        emptied(self._inner)
        may_edit = self._work.actor.may(Right.EDIT_VOLUNTEERS)
        if may_edit:
            self._inner.addWidget(flow(link(self.tr("Neuer Helferkreis"), self.new_group, "new_group", icon="plus")))
        if not self._rows:
            self._inner.addWidget(words(self.tr("Noch kein Helferkreis eingetragen."), "muted"))
        for row in self._rows:
            self._inner.addWidget(self._line(row, may_edit=may_edit))

    def _line(self, row: GroupRow, *, may_edit: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(row.name, "strong"))
        parts: list[QWidget] = [] if row.entry.active else [Chip(self.tr("nicht mehr tätig"), Tone.NEUTRAL, "archive")]
        if may_edit:
            parts += self._links(row)
        contact = " · ".join(part for part in (row.entry.contact, row.entry.phone, row.entry.email) if part)
        names = "; ".join(name for _id, name in row.members)
        for said in (contact, row.entry.note, names or self.tr("noch niemand")):
            if said:
                column.addWidget(words(said, "muted"))
        column.addWidget(flow(*parts))
        return box

    def _links(self, row: GroupRow) -> list[QWidget]:
        links: list[QWidget] = [link(self.tr("Ändern …"), partial(self.edit_group, row), f"group_{row.id}",
                                     said=self.tr("Ändern: %1").replace("%1", row.name), icon="pencil")]  # fmt: skip
        if not row.members:
            links.append(link(self.tr("Löschen"), partial(self._delete, row), f"group_gone_{row.id}",
                              said=self.tr("Löschen: %1").replace("%1", row.name), icon="trash-2"))  # fmt: skip
        return links

    def _delete(self, row: GroupRow) -> None:
        def back() -> None:
            self._work.change(self, add_group, row.entry, failed=self._on_failed)

        def gone(_changes: Changes) -> None:
            self._messages.show_undo(self.tr("„%1“ ist gelöscht.").replace("%1", row.name), back)

        self._work.change(self, delete_group, row.id, then=gone, failed=self._on_failed)

    def _on_saved(self, _changes: Changes) -> None:
        self._messages.show_ok(self.tr("Der Helferkreis ist gespeichert."))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.OFFICE) or changes.touches(Kind.VOLUNTEER):
            self.load()

    def _on_failed(self, error: Exception) -> None:
        self._messages.show_error(str(error))


class GroupForm(QuickForm):
    """A Helferkreis, new or changed."""

    def __init__(self, row: GroupRow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.add(
            TextField("name", self.tr("Name"), mandatory=True, longest=LONGEST_NAME),
            TextField("contact", self.tr("Ansprechperson"), longest=LONGEST_NAME),
            PhoneField("phone", self.tr("Telefon")),
            TextField("email", self.tr("E-Mail"), longest=LONGEST_NAME),
            NoteField("note", self.tr("Notiz")),
            CheckField("active", self.tr("Ist tätig")),
        )
        self.finish()
        self.field("active").set_value(row is None or row.entry.active)
        if row is not None:
            for key in ("name", "contact", "phone", "email", "note"):
                self.field(key).set_value(getattr(row.entry, key) or None)

    def job(self) -> Job:
        entry = GroupEntry(self.text("name"), self.text("contact"), self.text("phone"), self.text("email"),
                           self.text("note"), bool(self.value("active")))  # fmt: skip
        if self._row is None:
            return add_group, (entry,)
        return edit_group, (self._row.id, entry, self._row.row_version)
