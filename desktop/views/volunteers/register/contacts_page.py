"""The tab „Kontakte und Verlauf“ of a volunteer's file: what was talked about, and every status there was."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.contacts import contacts_of, delete_contact, resolve_overload, restore_contact
from desktop.casework.volunteers.register.volunteer_rows import ContactRow, StatusRow
from desktop.casework.volunteers.register.volunteer_status import status_history
from desktop.clock import german_date
from desktop.models.volunteer_words import volunteer_mark
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.section import Section
from desktop.views.people.lines import counted_section, emptied, flow, link, stacked, words
from desktop.views.tab_page import TabPage
from desktop.views.volunteers.register.contact_forms import ContactForm, ResolveOverloadForm
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import VolunteerContactKind

_ICONS = {
    VolunteerContactKind.FIRST_TALK: "handshake", VolunteerContactKind.CONTACT: "phone",
    VolunteerContactKind.CHECK_IN: "message-square", VolunteerContactKind.OVERLOAD: "triangle-alert",
    VolunteerContactKind.THANKS: "star", VolunteerContactKind.CLOSING: "archive",
}  # fmt: skip
_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "accent": Tone.ACCENT, "muted": Tone.NEUTRAL}


class ContactsPage(TabPage):
    """Reads when it is made and whenever something of the volunteer changes."""

    def __init__(self, file: VolunteerFilePage, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._file, self._work = file, file.work
        self._contacts: tuple[ContactRow, ...] = ()
        self._may_edit = file.work.actor.may(Right.EDIT_VOLUNTEERS)
        self._talked, self._statuses = QVBoxLayout(), QVBoxLayout()
        self.add_parts(self._talked, self._statuses)
        self._work.announced.connect(self._on_announced)
        self.load()

    def load(self) -> None:
        """Read contacts and history."""
        id_, failed = self._file.volunteer_id, self._file.show_failure
        self._work.read(self, contacts_of, id_, then=self._on_contacts, failed=failed)
        self._work.read(self, status_history, id_, then=self._on_history, failed=failed)

    def show_target(self, contact_id: int | None = None) -> None:
        """Give the keyboard to this contact, where one is meant."""
        self.want(*([f"contact_{contact_id}"] if contact_id is not None else []))

    def new_contact(self, kind: VolunteerContactKind | None = None) -> None:
        """Open the form for what was talked about."""
        form = ContactForm(self._file.volunteer_id, kind)
        self._file.open_form(form, self.tr("Kontakt"), "volunteer-contact", self.tr("Eingetragen."))

    def edit_contact(self, row: ContactRow) -> None:
        """Open the form of a contact."""
        form = ContactForm(self._file.volunteer_id, row=row)
        self._file.open_form(form, self.tr("Kontakt ändern"), f"volunteer-contact/{row.id}", self.tr("Geändert."))

    def resolve(self, row: ContactRow) -> None:
        """Ask since when it is settled."""
        title, said = self.tr("Überlastung erledigt"), self.tr("Der Hinweis ist erledigt.")
        self._file.open_form(ResolveOverloadForm(row), title, f"volunteer-overload/{row.id}", said)

    # building

    def _on_contacts(self, contacts: tuple[ContactRow, ...]) -> None:
        self._contacts = contacts
        self.rebuild(self._build_contacts)

    def _on_history(self, rows: tuple[StatusRow, ...]) -> None:
        emptied(self._statuses)
        section = Section(self.tr("Status im Lauf der Zeit"))
        for row in rows:
            section.body.addWidget(self._status_line(row))
        self._statuses.addWidget(section)

    def _build_contacts(self) -> None:
        emptied(self._talked)
        if self._may_edit:
            self._talked.addWidget(flow(
                link(self.tr("Kontakt eintragen"), self.new_contact, "new_contact", icon="plus"),
                link(self.tr("Hinweis auf Überlastung"), partial(self.new_contact, VolunteerContactKind.OVERLOAD),
                     "new_overload", icon="triangle-alert"),
                link(self.tr("Dank oder Ehrung"), partial(self.new_contact, VolunteerContactKind.THANKS),
                     "new_thanks", icon="star"),
            ))  # fmt: skip
        lines = [self._contact_line(row) for row in self._contacts]
        self._talked.addWidget(counted_section(self.tr("Kontakte"), lines, self.tr("Noch nichts eingetragen.")))

    def _contact_line(self, row: ContactRow) -> QWidget:
        """Kind and day, what was said, what can be done."""
        overload = row.kind is VolunteerContactKind.OVERLOAD
        tone = Tone.WARN if overload and row.resolved_on is None else Tone.NEUTRAL
        parts: list[QWidget] = [Chip(row.kind.label, tone, _ICONS[row.kind]), words(german_date(row.on_date), "strong")]
        if row.resolved_on is not None:
            said = self.tr("erledigt am %1").replace("%1", german_date(row.resolved_on))
            parts.append(Chip(said, Tone.OK, "check"))
        said_by = [*([words(row.text)] if row.text else []), *([words(row.by, "muted")] if row.by else [])]
        return stacked(flow(*parts, *(self._links(row) if self._may_edit else [])), *said_by)

    def _links(self, row: ContactRow) -> list[QWidget]:
        about = f"{row.kind.label} {german_date(row.on_date)}"
        links: list[QWidget] = [
            link(self.tr("Ändern …"), partial(self.edit_contact, row), f"contact_{row.id}",
                 said=self.tr("Ändern: %1").replace("%1", about), icon="pencil"),
            link(self.tr("Löschen"), partial(self._delete, row), f"contact_gone_{row.id}",
                 said=self.tr("Löschen: %1").replace("%1", about), icon="trash-2"),
        ]  # fmt: skip
        if row.kind is VolunteerContactKind.OVERLOAD and row.resolved_on is None:
            links.insert(0, link(self.tr("Erledigt …"), partial(self.resolve, row), f"resolve_{row.id}",
                                 said=self.tr("Erledigt: %1").replace("%1", about), icon="check"))  # fmt: skip
        elif row.resolved_on is not None:
            links.insert(0, link(self.tr("Wieder öffnen"), partial(self._open_again, row), f"open_{row.id}",
                                 said=self.tr("Wieder öffnen: %1").replace("%1", about), icon="undo-2"))  # fmt: skip
        return links

    def _status_line(self, row: StatusRow) -> QWidget:
        icon, role = volunteer_mark(row.status)
        said = self.tr("seit %1").replace("%1", german_date(row.since))
        parts: list[QWidget] = [Chip(row.status.label, _TONES[role], icon), words(said)]
        about = " · ".join(part for part in (row.note, row.by) if part)
        if about:
            parts.append(words(about, "muted"))
        return flow(*parts)

    # changing

    def _delete(self, row: ContactRow) -> None:
        def back() -> None:
            self._work.change(self, restore_contact, row, failed=self._file.show_failure)

        def gone(_changes: Changes) -> None:
            self._file.messages.show_undo(self.tr("Der Eintrag ist gelöscht."), back)

        self._work.change(self, delete_contact, row.id, then=gone, failed=self._file.show_failure)

    def _open_again(self, row: ContactRow) -> None:
        def back() -> None:
            self._work.change(self, resolve_overload, row.id, row.resolved_on, failed=self._file.show_failure)

        def opened(_changes: Changes) -> None:
            self._file.messages.show_undo(self.tr("Der Hinweis ist wieder offen."), back)

        self._work.change(self, resolve_overload, row.id, None, then=opened, failed=self._file.show_failure)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.VOLUNTEER, self._file.volunteer_id):
            self.load()
