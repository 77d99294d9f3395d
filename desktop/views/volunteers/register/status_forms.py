"""Short forms of a volunteer's life in the register: another status, the end, beginning again, the consent."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.casework.plain_text import LONGEST_NAME
from desktop.casework.volunteers.register.volunteer_rows import VolunteerHead
from desktop.casework.volunteers.register.volunteer_status import (
    FOLLOWING,
    change_volunteer_status,
    end_volunteer,
    is_step_back,
    reopen_volunteer,
)
from desktop.casework.volunteers.register.volunteers import give_volunteer_consent, withdraw_consent
from desktop.clock import today
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm
from desktop.volunteer_terms import VolunteerStatus


class VolunteerStatusForm(QuickForm):
    """Only what may follow is offered; a step back asks for its reason, a pause for its end where it is known."""

    def __init__(self, head: VolunteerHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = head
        self.set_save_words(self.tr("Status ändern"))
        self.add_words(self.tr("Jetzt: %1").replace("%1", head.status.label))
        if head.papers:
            self.add_words(self.tr("Unterlagen: %1").replace("%1", head.papers))
        following = FOLLOWING[head.status]
        self.add(
            choice_field("status", self.tr("Neuer Status"), term_options(following), mandatory=True),
            DateField("pause_until", self.tr("Pause bis (wenn bekannt)"), lean=Lean.FUTURE, earliest=today()),
            NoteField("reason", self.tr("Grund")),
        )
        self.finish()
        self.field("status").set_value(following[0])
        self.field("status").changed.connect(self._follow)
        self._follow()

    def job(self) -> Job:
        status = VolunteerStatus(self.value("status"))
        until = self.value("pause_until") if status is VolunteerStatus.PAUSE else None
        return change_volunteer_status, (self._head.id, status, self.text("reason"), until)

    def _follow(self) -> None:
        chosen = self.value("status")
        status = VolunteerStatus(chosen) if chosen else None
        self.field("pause_until").setVisible(status is VolunteerStatus.PAUSE)
        self.field("reason").set_mandatory(status is not None and is_step_back(self._head.status, status))


class EndForm(QuickForm):
    """The end of somebody's Ehrenamt. While matches run it is refused, naming them."""

    def __init__(self, head: VolunteerHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volunteer_id = head.id
        self.set_save_words(self.tr("Ehrenamt beenden"))
        self.add_words(self.tr("Stunden und Verlauf bleiben. Was danach zu löschen ist, steht unter „Unterlagen“."))
        self.add(
            DateField("on", self.tr("Beendet am"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("note", self.tr("Notiz")),
        )
        self.finish()
        self.field("on").set_value(today())

    def job(self) -> Job:
        return end_volunteer, (self._volunteer_id, self.value("on"), self.text("note"))


class ReopenVolunteerForm(QuickForm):
    """Somebody who ended begins again."""

    def __init__(self, head: VolunteerHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volunteer_id = head.id
        self.set_save_words(self.tr("Wieder aufnehmen"))
        self.add_words(self.tr("Die Unterlagen werden neu angesehen; ohne Einwilligung beginnt es mit „Interesse“."))
        self.add(TextField("reason", self.tr("Grund"), mandatory=True, longest=LONGEST_NAME))
        self.finish()

    def job(self) -> Job:
        return reopen_volunteer, (self._volunteer_id, self.text("reason"))


class GiveConsentForm(QuickForm):
    """A signed consent of the volunteer, the first one or anew."""

    def __init__(self, head: VolunteerHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volunteer_id = head.id
        self.set_save_words(self.tr("Einwilligung erfassen"))
        self.add(
            DateField("consent_on", self.tr("Unterschrieben am"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("consent_version", self.tr("Fassung des Textes"), longest=LONGEST_NAME),
            CheckField("may_show_contact", self.tr("Telefon und E-Mail dürfen Begleitete erfahren")),
        )
        self.finish()
        self.field("consent_on").set_value(today())

    def job(self) -> Job:
        on: dt.date = self.value("consent_on")
        version, shown = self.text("consent_version"), bool(self.value("may_show_contact"))
        return give_volunteer_consent, (self._volunteer_id, on, version, shown)


class WithdrawForm(QuickForm):
    """The consent of the volunteer ends."""

    def __init__(self, head: VolunteerHead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._volunteer_id = head.id
        self.set_save_words(self.tr("Widerruf erfassen"))
        self.add_words(self.tr("Neue Vorschläge gibt es dann nicht mehr; wer einsatzbereit oder im Einsatz ist, "
                               "pausiert. Danach bitte Begleitungen und Ehrenamt beenden."))  # fmt: skip
        self.add(DateField("on", self.tr("Widerrufen am"), lean=Lean.PAST, latest=today(), mandatory=True))
        self.finish()
        self.field("on").set_value(today())

    def job(self) -> Job:
        return withdraw_consent, (self._volunteer_id, self.value("on"))
