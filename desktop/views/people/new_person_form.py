"""Somebody new, in the few facts one has at the door; the file is open afterwards and takes the rest."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.duplicates import Newcomer
from desktop.models.person_form import facts_of, languages_of
from desktop.models.work import Work
from desktop.person_terms import Sex
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.language_field import LanguagesField
from desktop.views.fields.options import term_options
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.merging.duplicate_note import DuplicateNote
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.places import Places


class NewPersonForm(QuickForm):
    """A person with a file of their own; says while typing who may be recorded already.

    `merge_with` is whom the new person is to be compared with once entered; None for nobody.
    """

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_save_words(self.tr("Fall anlegen"))
        self.add(
            TextField("family_name", self.tr("Familienname"), mandatory=True),
            TextField("given_names", self.tr("Vorname(n)")),
            TextField("own_script_name", self.tr("Name in eigener Schrift")),
            PartialDateField("birth_date", self.tr("Geburtsdatum")),
            choice_field("sex", self.tr("Geschlecht"), term_options(Sex)),
            LanguagesField("mother", self.tr("Muttersprache(n)")),
            DateField("assigned_on", self.tr("Zuteilung in die AU am")),
            PhoneField("phone", self.tr("Telefon")),
        )
        self.merge_with: int | None = None
        self.duplicates = DuplicateNote(work, places, self.newcomer)
        self.duplicates.merge_wanted.connect(self._on_merge_wanted)
        self.add_foot(self.duplicates)
        self.edited.connect(self.duplicates.touched)
        self.edited.connect(self._on_edited)
        self.finish()

    def newcomer(self) -> Newcomer:
        """Who it is, as far as typed."""
        return Newcomer(self.text("family_name"), self.text("given_names"), self.text("own_script_name"),
                        self.value("birth_date"))  # fmt: skip

    def _on_merge_wanted(self, person_id: int) -> None:
        """Nothing typed is lost: it is entered first, and then compared field by field."""
        self.merge_with = person_id
        self.save()

    def _on_edited(self) -> None:
        """A field put right after all: whoever saves then wants the file."""
        self.merge_with = None

    def job(self) -> Job:
        values = {key: field.value() for key, field in self._fields.items()}
        return enter_person_case, (facts_of(values), languages_of(values))
