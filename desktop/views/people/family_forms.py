"""Short forms of a family: somebody new, somebody known, splitting, putting files together."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.case_list import CaseRow
from desktop.casework.people.families import Newcomer, Split, enter_member, put_together, split_off, take_in_person
from desktop.casework.people.people import PersonFacts, PersonRow
from desktop.casework.search.search import FoundPerson
from desktop.clock import today
from desktop.models.work import Work
from desktop.person_terms import Relation, Sex
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.text_field import TextField
from desktop.views.people.person_finder import PersonFinder
from desktop.views.people.quick_form import Job, QuickForm


class NewMemberForm(QuickForm):
    """A newborn, or somebody who follows later. A newborn may still be without given name and papers."""

    def __init__(self, case_id: int, family_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Zur Familie hinzufügen"))
        self.add(
            TextField("family_name", self.tr("Familienname")),
            TextField("given_names", self.tr("Vorname(n)"), help_text=self.tr("Darf bei Neugeborenen noch fehlen.")),
            PartialDateField("birth_date", self.tr("Geburtsdatum")),
            choice_field("sex", self.tr("Geschlecht"), term_options(Sex)),
            choice_field("relation", self.tr("Beziehung"), term_options(Relation), mandatory=True),
            DateField("since", self.tr("gehört dazu seit"), lean=Lean.PAST, latest=today(),
                      help_text=self.tr("Leer: bei Neugeborenen der Tag der Geburt, sonst heute.")),
            CheckField("lives_here", self.tr("Lebt im Haushalt (Anschrift übernehmen)")),
        )
        self.finish()
        self.field("family_name").set_value(family_name)
        self.field("relation").set_value(Relation.CHILD)
        self.field("lives_here").set_value(True)

    def job(self) -> Job:
        sex = self.value("sex")
        facts = PersonFacts(
            self.text("family_name"), self.text("given_names"), birth_date=self.value("birth_date"),
            sex=Sex(sex) if sex else None,
        )
        newcomer = Newcomer(facts, Relation(self.value("relation")), bool(self.value("lives_here")),
                            self.value("since"))  # fmt: skip
        return enter_member, (self._case_id, newcomer)


class KnownMemberForm(QuickForm):
    """Somebody who is in the vault already, found by name."""

    def __init__(self, work: Work, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Zur Familie hinzufügen"))
        self.add_words(self.tr("Ein eigener Fall dieser Person endet als „zusammengeführt“ und bleibt lesbar."))
        self.add(PersonFinder("person", self.tr("Wer?"), work))
        self.add(choice_field("relation", self.tr("Beziehung"), term_options(Relation), mandatory=True))
        self.finish()
        self.field("relation").set_value(Relation.OTHER)

    def job(self) -> Job:
        found = self.value("person")
        assert isinstance(found, FoundPerson)
        return take_in_person, (self._case_id, found.person_id, Relation(self.value("relation")))


class SplitForm(QuickForm):
    """Members who get a file of their own."""

    def __init__(self, case_id: int, members: tuple[PersonRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Eigenen Fall anlegen"))
        self.add_words(
            self.tr("Wer angekreuzt ist, bekommt zusammen einen eigenen Fall, mit eigenen Plänen, Aufgaben und "
                    "Terminen und Gesprächen, bei denen sonst niemand aus der Familie dabei war. Was gemeinsam "
                    "besprochen wurde, bleibt in dieser Akte; Neues steht nur noch im eigenen Fall.")
        )  # fmt: skip
        self.add(
            MultiChoiceField("who", self.tr("Wer?"), [Option(m.id, m.given) for m in members], mandatory=True),
            DateField("on_date", self.tr("getrennt seit"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("reason", self.tr("Grund (zum Beispiel Trennung, Auszug eines erwachsenen Kindes)")),
        )
        self.finish()
        self.field("on_date").set_value(today())

    def job(self) -> Job:
        split = Split(self.value("on_date"), self.text("reason"))
        return split_off, (self._case_id, tuple(self.value("who")), split)


class MergeForm(QuickForm):
    """Another file that belongs to this one."""

    def __init__(self, case_id: int, cases: tuple[CaseRow, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Zusammenführen"))
        self.add_words(self.tr("Alle Personen stehen danach in einem Fall; der andere endet als „zusammengeführt“."))
        options = [
            Option(row.id, row.title, row.number, row.own_script_name) for row in cases if row.id != case_id
        ]
        self.add(CodeField("case", self.tr("Mit welchem Fall?"), options, mandatory=True))
        self.finish()

    def job(self) -> Job:
        return put_together, ((self._case_id, int(self.value("case"))),)
