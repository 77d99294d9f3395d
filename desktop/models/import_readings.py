"""What a row of a hand-over list says cell by cell: the text as it stands there and what it was read as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.casework.handover.differences import coded_text, text_of
from desktop.casework.handover.incoming import (
    Address,
    CellReading,
    Certainty,
    Field,
    GermanSkill,
    IncomingList,
    IncomingPerson,
    PersonName,
    Remark,
    Residence,
    Validity,
)
from desktop.casework.people.languages import language_name
from desktop.exchange.layout import Column, Layout
from desktop.models.cell_lines import CellLine, told_once

_OF_NAME = (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAMES)
_OF_ADDRESS = (
    Field.ADDRESS, Field.STREET, Field.HOUSE_NUMBER, Field.POSTCODE, Field.TOWN, Field.DISTRICT,
)  # fmt: skip
_COUNTRIES = {Field.NATIONALITY: "nationalities", Field.ORIGIN_COUNTRY: "origin_country"}


def cell_lines(incoming: IncomingList, layout: Layout[Field], row: int) -> tuple[CellLine, ...]:
    """The cells of one row in the order of the list; empty for a row that is no person at all."""
    cells = incoming.cells.get(row)
    if cells is None:
        return ()
    person = next((person for person in incoming.persons if person.row == row), None)
    return told_once(_line(column, text, person) for column, text in zip(layout.columns, cells, strict=True))


def reading_text(field: Field, value: object) -> str:
    """What a cell was understood to mean, as a clerk would write it."""
    if field in _COUNTRIES:
        return coded_text(_COUNTRIES[field], list(value) if isinstance(value, tuple) else value)
    if field is Field.LANGUAGES and isinstance(value, tuple):
        return ", ".join(map(language_name, value))
    for kind, words in _WORDS.items():
        if isinstance(value, kind):
            return words(field, value)
    own = getattr(value, "text", None)
    return own if isinstance(own, str) else text_of(value)


def _line(column: Column[Field], text: str, person: IncomingPerson | None) -> CellLine:
    if column.field is None or person is None:
        return CellLine(column.shown, column.field.label if column.field else "", text)
    reading = _reading(column.field, person)
    notes = [note.sentence for note in person.notes if note.field is column.field]
    if reading is None:
        return CellLine(column.shown, column.field.label, text)
    read = "" if reading.value is None else reading_text(column.field, reading.value)
    certainty = Certainty.UNSURE if notes and not reading.doubtful else reading.certainty
    note = " ".join(filter(None, (reading.note, *notes)))
    return CellLine(column.shown, column.field.label, text, read, certainty, note)


def _reading(field: Field, person: IncomingPerson) -> CellReading[Any] | None:
    """The reading a column feeds; None for a mere row number."""
    if field in _OF_NAME:
        return person.name
    if field in _OF_ADDRESS:
        return person.address
    return getattr(person, field.value, None)


def _name(field: Field, value: PersonName) -> str:
    parts = {Field.FAMILY_NAME: value.family, Field.GIVEN_NAMES: value.given}
    if field in parts:
        return parts[field]
    return " · ".join(part for part in (value.family, value.given) if part)


def _address(field: Field, value: Address) -> str:
    parts = {Field.STREET: value.street, Field.POSTCODE: value.postcode, Field.TOWN: value.town,
             Field.DISTRICT: value.district, Field.HOUSE_NUMBER: value.street}  # fmt: skip
    if field in parts:
        return parts[field]
    place = " ".join(part for part in (value.postcode, value.town) if part)
    return " · ".join(part for part in (value.street, place, value.district) if part)


def _residence(_field: Field, value: Residence) -> str:
    return value.kind.label


def _validity(_field: Field, value: Validity) -> str:
    return text_of(value.until) if value.until else value.kind.label


def _german(_field: Field, value: GermanSkill) -> str:
    proof = " ".join(part for part in (value.certificate, text_of(value.certified)) if part)
    parts = (
        value.level.label if value.level else "", f"Nachweis {proof}" if proof else "",
        f"besucht Kurs {value.course.label}" if value.course else "", "Alphabetisierung" if value.literacy else "",
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def _remark(_field: Field, value: Remark) -> str:
    return value.text


_WORDS: dict[type, Callable[[Field, Any], str]] = {
    PersonName: _name, Address: _address, Residence: _residence, Validity: _validity, GermanSkill: _german,
    Remark: _remark,
}  # fmt: skip
