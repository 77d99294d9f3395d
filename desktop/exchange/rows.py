"""One row of a list → one person, by the layout's columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from desktop.casework.handover.incoming import (
    Address,
    CellReading,
    Field,
    IncomingPerson,
    PersonName,
    Residence,
    RowNote,
    sure,
    unreadable,
    unsure,
)
from desktop.exchange.layout import Layout
from desktop.exchange.readers import contact, people, residence, skills
from desktop.exchange.readers.dates import FORMULA_NOTE, read_birth, read_date, read_day, read_validity
from desktop.exchange.readers.words import cleaned
from desktop.exchange.table import Cell, Line, Uncalculated, cell_text, is_blank
from desktop.person_terms import ResidenceGroup, ValidUntil
from desktop.terms import PartialDate

Cells = Mapping[Field, Cell]


def read_person(line: Line, layout: Layout[Field]) -> IncomingPerson:
    """All readings of one row, and what does not fit together within it."""
    cells = layout.cells_by_field(line)
    person = IncomingPerson(
        row=line.number,
        name=_name(cells, layout.given_first),
        birth=read_birth(cells.get(Field.BIRTH)),
        sex=people.read_sex(_text(cells, Field.SEX)),
        nationality=people.read_nationality(_text(cells, Field.NATIONALITY)),
        origin_country=people.read_country(_text(cells, Field.ORIGIN_COUNTRY)),
        family_number=contact.read_plain(_text(cells, Field.FAMILY_NUMBER)),
        reference=contact.read_plain(_text(cells, Field.REFERENCE)),
        languages=people.read_languages(_text(cells, Field.LANGUAGES)),
        residence=_residence(cells),
        valid_until=read_validity(cells.get(Field.VALID_UNTIL)),
        entry=read_date(cells.get(Field.ENTRY), past_only=True),
        assigned=read_day(cells.get(Field.ASSIGNED)),
        address=_address(cells),
        accommodation=contact.read_plain(_text(cells, Field.ACCOMMODATION)),
        phone=contact.read_phone(cells.get(Field.PHONE)),
        email=contact.read_email(_text(cells, Field.EMAIL)),
        german=skills.read_german(_text(cells, Field.GERMAN)),
        school=skills.read_school(_text(cells, Field.SCHOOL)),
        profession=skills.read_profession(_text(cells, Field.PROFESSION)),
        income=skills.read_income(_text(cells, Field.INCOME)),
        relation=people.read_relation(_text(cells, Field.RELATION)),
        marital=people.read_marital(_text(cells, Field.MARITAL)),
        remark=contact.read_remark(_text(cells, Field.REMARK)),
    )
    notes = tuple(_notes(person))
    return replace(person, notes=notes) if notes else person


def _text(cells: Cells, field: Field) -> str:
    return cleaned(cell_text(cells.get(field)))


def _name(cells: Cells, given_first: bool) -> CellReading[PersonName]:
    used = [cells.get(field) for field in (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAMES)]
    if any(isinstance(cell, Uncalculated) for cell in used):
        return unreadable("(Formel ohne Wert)", FORMULA_NOTE)
    if is_blank(used[0]):
        return people.join_name(cell_text(used[1]), cell_text(used[2]))
    return people.read_full_name(cell_text(used[0]), given_first)


def _residence(cells: Cells) -> CellReading[Residence]:
    """Excel turns „25/3“ into a date; such a cell says nothing any more."""
    cell = cells.get(Field.RESIDENCE)
    if isinstance(cell, dt.date):
        return unreadable(cell_text(cell), "Excel hat den Aufenthaltsstatus in ein Datum verwandelt.")
    return residence.read_residence(cell_text(cell))


def _address(cells: Cells) -> CellReading[Address]:
    """From one cell, from parts, or from both."""
    whole = contact.read_address(_text(cells, Field.ADDRESS))
    number, street = _text(cells, Field.HOUSE_NUMBER), _text(cells, Field.STREET)
    street = " ".join(part for part in (street, number) if part)
    postcode, town = contact.split_town(_text(cells, Field.TOWN))
    town, district = contact.split_district(town)
    postcode = _text(cells, Field.POSTCODE) or postcode
    district = _text(cells, Field.DISTRICT) or district
    if not any((street, postcode, town, district)):
        return whole
    known = whole.value or Address()
    joined = Address(known.street or street, known.postcode or postcode, known.town or town, known.district or district)
    if known.street and not known.town and town:
        whole = sure(known, whole.original)
    original = joined.german if whole.value is None else f"{whole.original}, {joined.german}"
    if not joined.town:
        return unsure(joined, original, "Der Ort fehlt.")
    return sure(joined, original) if joined.street else unsure(joined, original, "Die Straße fehlt.")


def _notes(person: IncomingPerson) -> list[RowNote]:
    """What cannot be true at once; marked, never refused (decision 33)."""
    notes = []
    birth, entry, assigned = person.birth.value, person.entry.value, person.assigned.value
    if birth and entry and _surely_before(entry, birth):
        notes.append(RowNote(Field.ENTRY, "Die Einreise liegt vor der Geburt."))
    if birth and assigned and _surely_before(PartialDate.of(assigned), birth):
        notes.append(RowNote(Field.ASSIGNED, "Die Zuteilung liegt vor der Geburt."))
    if entry and assigned and _surely_before(PartialDate.of(assigned), entry):
        notes.append(RowNote(Field.ASSIGNED, "Die Zuteilung liegt vor der Einreise."))
    return notes + _residence_notes(person)


def _residence_notes(person: IncomingPerson) -> list[RowNote]:
    title, validity = person.residence.value, person.valid_until.value
    if title is None or validity is None:
        return []
    unlimited = validity.kind is ValidUntil.UNLIMITED
    if unlimited and title.kind.group in (ResidenceGroup.WITHOUT_TITLE, ResidenceGroup.PERMIT):
        return [RowNote(Field.VALID_UNTIL, f"„unbefristet“ passt nicht zu „{title.text}“.")]
    if validity.kind is ValidUntil.DATE and title.kind.group is ResidenceGroup.UNLIMITED:
        return [RowNote(Field.VALID_UNTIL, f"„{title.text}“ ist unbefristet; das Datum gilt wohl dem Dokument.")]
    return []


def _surely_before(first: PartialDate, second: PartialDate) -> bool:
    """Whether the whole of `first` lies before the whole of `second`."""
    if first.approximate or second.approximate:
        return first.year + 1 < second.year
    latest = (first.year, first.month or 12, first.day or 31)
    return latest < (second.year, second.month or 1, second.day or 1)


def split_districts(persons: list[IncomingPerson], home_town: str = "") -> list[IncomingPerson]:
    """Parts „Musterlingen-Oberdorf“ where the list (or the office) also knows „Musterlingen“ alone."""
    towns = {person.address.value.town for person in persons if person.address.value} | {home_town}
    return [_with_district(person, towns) for person in persons]


def _with_district(person: IncomingPerson, towns: set[str]) -> IncomingPerson:
    address = person.address.value
    if address is None or address.district or "-" not in address.town:
        return person
    town, _, district = address.town.partition("-")
    if not town or town not in towns:
        return person
    split = replace(address, town=town.strip(), district=district.strip())
    return replace(person, address=replace(person.address, value=split))
