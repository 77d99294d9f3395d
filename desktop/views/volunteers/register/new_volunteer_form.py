"""Somebody new in the register, in the few facts one has at first; the file is open afterwards and takes the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.casework.plain_text import LONGEST_NAME
from desktop.casework.volunteers.register.same_people import SimilarVolunteer, similar_volunteers
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.models.work import Work
from desktop.person_terms import Salutation
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import term_options
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.people.alike_note import AlikeNote
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.volunteer_terms import Activity

_MOST = 3


class NewVolunteerForm(QuickForm):
    """Name, contact and what somebody would like to do; says while typing who may be in the register already."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_save_words(self.tr("Ins Register aufnehmen"))
        self.add(
            TextField("family_name", self.tr("Familienname"), mandatory=True, longest=LONGEST_NAME),
            TextField("given_names", self.tr("Vorname(n)"), longest=LONGEST_NAME),
            choice_field("salutation", self.tr("Anrede"), term_options(Salutation)),
            PhoneField("phone", self.tr("Telefon")),
            TextField("email", self.tr("E-Mail"), longest=LONGEST_NAME),
            TextField("postal_code", self.tr("Postleitzahl"), characters=10),
            TextField("town", self.tr("Ort"), longest=LONGEST_NAME),
            MultiChoiceField("activities", self.tr("Möchte gern"), term_options(Activity)),
        )
        self.add_words(self.tr("Ohne Einwilligung bleibt es bei „Interesse“; sie wird im Profil erfasst."))
        self.alike = AlikeVolunteers(work, places, self)
        self.add_foot(self.alike)
        self.edited.connect(self.alike.touched)
        self.finish()

    def job(self) -> Job:
        facts = VolunteerFacts(
            self.text("family_name"), self.text("given_names"), self.value("salutation"), phone=self.text("phone"),
            email=self.text("email"), postal_code=self.text("postal_code"), town=self.text("town"),
            activities=tuple(self.value("activities") or ()),
        )  # fmt: skip
        return create_volunteer, (facts,)


class AlikeVolunteers(AlikeNote[tuple[str, str], SimilarVolunteer]):
    """Who may be in the register already, and why."""

    def __init__(self, work: Work, places: Places, form: QuickForm) -> None:
        headline = QCoreApplication.translate("AlikeVolunteers", "Vielleicht schon im Register:")
        super().__init__(work, headline, lambda: (form.text("family_name"), form.text("given_names")), form)
        self._places = places

    def ask(self, typed: tuple[str, str], then: Callable[[tuple[SimilarVolunteer, ...]], object]) -> None:
        self._work.read(self, similar_volunteers, *typed, then=lambda found: then(found[:_MOST]))

    def line(self, one: SimilarVolunteer) -> tuple[QWidget, ...]:
        said = ", ".join(part for part in (one.name, one.town, one.status.label) if part)
        opened = link(self.tr("Öffnen"), partial(self._places.go, FILE_PLACE, one.id),
                      said=self.tr("Öffnen: %1").replace("%1", one.name), icon="hand-heart")  # fmt: skip
        return words(f"{said} – {', '.join(one.reasons)}"), flow(opened)
