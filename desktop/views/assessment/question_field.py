"""From the kind of an answer to the field that takes it. The only place that knows both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from desktop.casework.forms.choices import Choice, Countries, Languages, Many, OneCountry, OneLanguage, Week
from desktop.casework.forms.definition import Question
from desktop.casework.forms.kinds import (
    AnswerKind,
    Day,
    Derived,
    Faces,
    Member,
    Note,
    Number,
    PartialDay,
    Scale,
    Tags,
    Text,
    YesNo,
)
from desktop.casework.forms.tables import Table
from desktop.views.assessment.derived_field import DerivedField
from desktop.views.assessment.table_field import TableField
from desktop.views.assessment.tags_field import TagsField
from desktop.views.assessment.week_field import WeekField
from desktop.views.components.mark_button import face_segments
from desktop.views.components.segment_row import Segment
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.language_field import CountriesField, CountryField, LanguageField, LanguagesField
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import Option
from desktop.views.fields.partial_date_field import PartialDateField
from desktop.views.fields.person_field import PersonField, person_options
from desktop.views.fields.scale_field import ScaleField
from desktop.views.fields.text_field import TextField

Make = Callable[[str, str, Any], FormRow[Any]]

AT_ONCE = (Choice, YesNo, Scale, Tags, Languages, OneLanguage, OneCountry, Member)
"""Kinds whose answer is whole as soon as it changes; the others are saved when the keyboard rests or leaves."""


def question_field(question: Question, members: Sequence[tuple[int, str]] = ()) -> FormRow[Any]:
    """The field of a question; `members` are the persons of the case for questions that name one."""
    if isinstance(question.kind, Member):
        persons = [(person_id, name, "") for person_id, name in members]
        return PersonField(question.key, question.text, person_options(persons), help_text=question.help)
    field = make_field(question.key, question.text, question.kind)
    field.set_help(question.help)
    return field


def make_field(key: str, label: str, kind: AnswerKind) -> FormRow[Any]:
    """The field for a kind, in a form."""
    for known, make in _MAKERS:
        if isinstance(kind, known):
            return make(key, label, kind)
    raise TypeError(f"no field for {type(kind).__name__}")


def make_cell(key: str, label: str, kind: AnswerKind) -> FormRow[Any]:
    """The field for a kind in a table: choices always as a list, to keep the row narrow."""
    if isinstance(kind, YesNo):
        return CodeField(key, label, _YES_NO)
    if type(kind) is Choice:
        return CodeField(key, label, _options(kind))
    return make_field(key, label, kind)


def _options(kind: Choice) -> tuple[Option, ...]:
    return tuple(Option(option.code, option.label, option.group) for option in kind.options)


_YES_NO = (Option(True, "ja"), Option(False, "nein"))


def _number(key: str, label: str, kind: Number) -> FormRow[Any]:
    return NumberField(
        key, label, unit=kind.unit, lowest=kind.lowest, highest=kind.highest, decimals=kind.decimals
    )


def _scale(key: str, label: str, kind: Scale) -> FormRow[Any]:
    segments = [Segment(step, word, mark=str(step)) for step, word in enumerate(kind.words, kind.lowest)]
    return ScaleField(key, label, segments)


def _text(key: str, label: str, kind: Text) -> FormRow[Any]:
    return TextField(key, label, longest=kind.longest)


def _note(key: str, label: str, kind: Note) -> FormRow[Any]:
    return NoteField(key, label, longest=kind.longest)


def _table(key: str, label: str, kind: Table) -> FormRow[Any]:
    return TableField(key, label, kind, make_cell)


# The narrower kind stands before the wider one it is made from.
_MAKERS: tuple[tuple[type[AnswerKind], Make], ...] = (
    (Note, _note), (Text, _text), (Number, _number),
    (Day, lambda key, label, _: DateField(key, label)),
    (PartialDay, lambda key, label, _: PartialDateField(key, label)),
    (YesNo, lambda key, label, _: choice_field(key, label, _YES_NO)),
    (Faces, lambda key, label, _: ScaleField(key, label, face_segments())),
    (Scale, _scale),
    (Languages, lambda key, label, _: LanguagesField(key, label)),
    (Countries, lambda key, label, _: CountriesField(key, label)),
    (Week, lambda key, label, kind: WeekField(key, label, kind)),
    (Many, lambda key, label, kind: MultiChoiceField(key, label, _options(kind))),
    (Choice, lambda key, label, kind: choice_field(key, label, _options(kind))),
    (OneLanguage, lambda key, label, _: LanguageField(key, label)),
    (OneCountry, lambda key, label, _: CountryField(key, label)),
    (Tags, lambda key, label, kind: TagsField(key, label, kind.suggestions)),
    (Table, _table),
    (Derived, lambda key, label, kind: DerivedField(key, label, kind.note)),
)  # fmt: skip
