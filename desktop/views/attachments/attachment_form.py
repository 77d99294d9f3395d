"""What a clerk says of a document, when it is added and later."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.casework.attachments.attachment_choices import AttachmentChoices, StepChoice
from desktop.casework.attachments.attachments import AttachmentFacts, AttachmentRow, describe_attachment
from desktop.casework.people.people import PersonRow
from desktop.clock import today
from desktop.models.attachment_adding import Source
from desktop.models.attachment_table import guessed_kind
from desktop.terms import AttachmentKind, Protection
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm

_FILES_NAMED = 4


class AttachmentForm(QuickForm):
    """The fields, below words about the files if any; `titled` False leaves the title to each file's own name."""

    def __init__(
        self, choices: AttachmentChoices, *, titled: bool = True, about: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._titled = titled
        if about:
            self.add_words(about)
        if titled:
            self.add(TextField("title", self.tr("Titel"), mandatory=True))
        self.add(choice_field("kind", self.tr("Art"), term_options(AttachmentKind), mandatory=True))
        if choices.persons:
            persons = [Option(person.id, person.name, person.own_script_name) for person in choices.persons]
            family = self.tr("Leer: die ganze Familie.")
            self.add(choice_field("person_id", self.tr("Betrifft"), persons, help_text=family))
        self.add(
            DateField("document_date", self.tr("Datum des Dokuments"), lean=Lean.PAST, latest=today()),
            choice_field("protection", self.tr("Schutzklasse"), term_options(Protection), mandatory=True),
        )
        if choices.steps:
            steps = [Option(step.measure_id, step.words, step.goal) for step in choices.steps]
            self.add(CodeField("measure_id", self.tr("Nachweis für den Schritt"), steps))
        self.add(NoteField("note", self.tr("Notiz"), help_text=self.tr("Etwa: Original gesehen, Kopie beglaubigt.")))
        self.finish()
        self.field("protection").set_value(Protection.S2)
        self.field("kind").changed.connect(self._on_kind_changed)

    def show_facts(self, facts: AttachmentFacts) -> None:
        """Fill the fields."""
        for key, value in vars(facts).items():
            if key in self._fields:
                self.field(key).set_value(value or None)

    def facts(self) -> AttachmentFacts:
        """What was entered."""
        person, step = (self._fields.get(key) for key in ("person_id", "measure_id"))
        return AttachmentFacts(
            self.text("title") if self._titled else "", AttachmentKind(self.value("kind")),
            person.value() if person else None, step.value() if step else None,
            Protection(self.value("protection")), self.value("document_date"), self.text("note"),
        )

    def _on_kind_changed(self) -> None:
        """Health is specially protected by law (Art. 9 DSGVO)."""
        if self.value("kind") == AttachmentKind.MEDICAL:
            self.field("protection").set_value(Protection.S3)


class AddForm(AttachmentForm):
    """For files that were chosen, dropped or pasted."""

    def __init__(self, sources: tuple[Source, ...], choices: AttachmentChoices, parent: QWidget | None = None) -> None:
        super().__init__(choices, titled=len(sources) == 1, about=_about(sources), parent=parent)
        self.sources = sources
        count = len(sources)
        several = self.tr("%1 Dateien hinzufügen").replace("%1", str(count))
        self.set_save_words(self.tr("Hinzufügen") if count == 1 else several)
        guesses = {guessed_kind(source.name) for source in sources}
        if len(guesses) == 1:
            self.field("kind").set_value(guesses.pop())
        if count == 1:
            self.field("title").set_value(sources[0].title)
        if len(choices.persons) == 1:
            self.field("person_id").set_value(choices.persons[0].id)
        self._on_kind_changed()


class DescribeForm(AttachmentForm):
    """For a document that is there."""

    def __init__(self, row: AttachmentRow, choices: AttachmentChoices, parent: QWidget | None = None) -> None:
        super().__init__(with_former(choices, row), parent=parent)
        self._row = row
        self.show_facts(row.facts)

    def job(self) -> Job:
        return describe_attachment, (self._row.id, self.facts(), self._row.row_version)


def with_former(choices: AttachmentChoices, row: AttachmentRow) -> AttachmentChoices:
    """Somebody who left the family, or a step of an older Fassung, stays choosable where it was chosen."""
    person_id, measure_id = row.facts.person_id, row.facts.measure_id
    persons, steps = choices.persons, choices.steps
    if person_id is not None and person_id not in {person.id for person in persons}:
        persons += (PersonRow(person_id, row.person, "", None, None),)
    if measure_id is not None and measure_id not in {step.measure_id for step in steps}:
        steps += (StepChoice(measure_id, row.measure, ""),)
    return AttachmentChoices(persons, steps)


def _about(sources: tuple[Source, ...]) -> str:
    """Which files the form is for."""
    names = ", ".join(f"„{source.name}“" for source in sources[:_FILES_NAMED])
    if len(sources) > _FILES_NAMED:
        names += _tr(" und %1 weitere").replace("%1", str(len(sources) - _FILES_NAMED))
    same = _tr("Die Angaben gelten für alle; der Titel ist jeweils der Dateiname.")
    return names if len(sources) == 1 else f"{names}. {same}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddForm", text)
