"""Somebody new in the register, in the few facts one has at first; the file is open afterwards and takes the rest."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.plain_text import LONGEST_NAME
from desktop.casework.volunteers.register.same_people import SimilarVolunteer, similar_volunteers
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.models.work import Work
from desktop.person_terms import Salutation
from desktop.views import style
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import term_options
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.volunteer_terms import Activity

_WAIT_MS = 300  # typing goes on: the vault is asked only after a short rest
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
            email=self.text("email"), town=self.text("town"), activities=tuple(self.value("activities") or ()),
        )  # fmt: skip
        return create_volunteer, (facts,)


class AlikeVolunteers(QWidget):
    """Who may be in the register already, and why. It never keeps anybody from saving."""

    def __init__(self, work: Work, places: Places, form: QuickForm) -> None:
        super().__init__(form)
        self._work, self._places, self._form = work, places, form
        self._asked = ("", "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._on_rest)
        self.hide()

    def touched(self) -> None:
        """Something was typed: look after a rest."""
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._asked = asked = (self._form.text("family_name"), self._form.text("given_names"))
        self._work.read(self, similar_volunteers, *asked, then=partial(self._on_found, asked))

    def _on_rest(self) -> None:
        """Whoever locks or closes right after a key is asked nothing any more."""
        if not self._work.stopped:
            self.look()

    def _on_found(self, asked: tuple[str, str], found: tuple[SimilarVolunteer, ...]) -> None:
        if asked != self._asked:  # answers to what was typed before come too late
            return
        emptied(self._column)
        if found:
            self._column.addWidget(words(self.tr("Vielleicht schon im Register:"), "strong"))
        for one in found[:_MOST]:
            said = ", ".join(part for part in (one.name, one.town, one.status.label) if part)
            self._column.addWidget(words(f"{said} – {', '.join(one.reasons)}"))
            self._column.addWidget(flow(link(self.tr("Öffnen"), partial(self._places.go, FILE_PLACE, one.id),
                                             said=self.tr("Öffnen: %1").replace("%1", one.name), icon="hand-heart")))
        self.setVisible(bool(found))
        if found:
            order_stops(self._form)
