"""Short forms about what was talked about with a volunteer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.plain_text import LONGEST_REMARK
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact, edit_contact, resolve_overload
from desktop.casework.volunteers.register.volunteer_rows import ContactRow
from desktop.clock import german_date, today
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.people.quick_form import Job, QuickForm
from desktop.volunteer_terms import VolunteerContactKind


class ContactForm(QuickForm):
    """A contact, new or changed."""

    def __init__(
        self, volunteer_id: int, kind: VolunteerContactKind | None = None, row: ContactRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._volunteer_id, self._row = volunteer_id, row
        self.set_save_words(self.tr("Eintrag ändern") if row else self.tr("Eintragen"))
        self.add(
            choice_field("kind", self.tr("Art"), term_options(VolunteerContactKind), mandatory=True),
            DateField("on_date", self.tr("am"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("text", self.tr("Was war?"), lines=5, longest=LONGEST_REMARK),
        )
        self.add_words(self.tr("Nur, was für die Zusammenarbeit nötig ist; nichts über Klientinnen und Klienten."))
        self.finish()
        self.field("kind").set_value(row.kind if row else kind or VolunteerContactKind.CONTACT)
        self.field("on_date").set_value(row.on_date if row else today())
        self.field("text").set_value((row.text if row else "") or None)

    def job(self) -> Job:
        match_id = self._row.match_id if self._row is not None else None
        kind = VolunteerContactKind(self.value("kind"))
        entry = ContactEntry(kind, self.value("on_date"), self.text("text"), match_id)
        if self._row is not None:
            return edit_contact, (self._row.id, entry, self._row.row_version)
        return add_contact, (self._volunteer_id, entry)


class ResolveOverloadForm(QuickForm):
    """Since when a note of overload is settled."""

    def __init__(self, row: ContactRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contact_id = row.id
        self.set_save_words(self.tr("Als erledigt vermerken"))
        said = self.tr("Hinweis auf Überlastung vom %1").replace("%1", german_date(row.on_date))
        self.add_words(f"{said}: {row.text}" if row.text else said)
        self.add(DateField("on", self.tr("erledigt am"), lean=Lean.PAST, earliest=row.on_date, latest=today(),
                           mandatory=True))  # fmt: skip
        self.finish()
        self.field("on").set_value(today())

    def job(self) -> Job:
        return resolve_overload, (self._contact_id, self.value("on"))
