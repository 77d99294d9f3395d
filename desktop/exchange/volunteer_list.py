"""A file with volunteers → rows as they were understood. The file is read by a process of its own (security.md T24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.casework.volunteers.register.volunteer_headings import (
    CellDoubt,
    IncomingVolunteer,
    IncomingVolunteers,
    VolunteerField,
    volunteer_words,
)
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerFacts
from desktop.casework.volunteers.week_times import Span
from desktop.exchange.found_list import FoundList, ignored_row, lines_of
from desktop.exchange.layout import Layout, ListKind
from desktop.exchange.readers import contact, people, volunteering
from desktop.exchange.readers.dates import read_birth, read_date
from desktop.exchange.readers.words import cleaned, is_nothing, key
from desktop.exchange.table import Cell, Line, Uncalculated, cell_text
from desktop.person_terms import Salutation, Sex
from desktop.terms import PartialDate

T = TypeVar("T")
_SALUTATIONS = {Sex.FEMALE: Salutation.MS, Sex.MALE: Salutation.MR}


def _synonyms() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = volunteer_words()["headings"]
    return found


def _given_first(heading: str) -> bool:
    """„Ehrenamtliche“ or „Vorname Name“; not so where the heading itself begins with the family name."""
    return not key(heading).startswith(("name", "familienname", "nachname"))


VOLUNTEERS = ListKind(
    fields=VolunteerField,
    whole_name=VolunteerField.NAME,
    family_name=VolunteerField.FAMILY_NAME,
    given_names=VolunteerField.GIVEN_NAMES,
    birth=VolunteerField.BIRTH,
    several=frozenset({VolunteerField.NOTE, VolunteerField.ACTIVITIES, VolunteerField.LANGUAGES,
                       VolunteerField.INTERESTS, VolunteerField.TIMES}),
    remarks=VolunteerField.NOTE,
    synonyms=_synonyms,
    no_list="In der Datei wurde keine Liste mit Überschriften gefunden: Die erste Zeile muss sagen, was in den Spalten "
            "steht (zum Beispiel „Name“, „Telefon“, „Sprachen“).",
    names_suffice=True,
    given_first=_given_first,
)  # fmt: skip
"""A coordination's list of the people who help."""


def read_volunteers(
    source: FoundList[VolunteerField], layout: Layout[VolunteerField] | None = None
) -> IncomingVolunteers:
    """Read every row. `layout` is the user's when columns were adjusted."""
    layout = layout or source.layout
    lines = list(lines_of(source.table, layout))
    return IncomingVolunteers(
        tuple(column.shown for column in layout.columns),
        tuple(_read(line, layout) for line, reason in lines if not reason),
        tuple(ignored_row(line, reason) for line, reason in lines if reason),
    )


def _read(line: Line, layout: Layout[VolunteerField]) -> IncomingVolunteer:
    row = _Row(layout.cells_by_field(line), layout.given_first)
    return replace(row.volunteer(line.number), cells=layout.texts(line))


class _Row:
    """One row while it is read: gathers what could not be understood, for the note and for the preview."""

    def __init__(self, cells: Mapping[VolunteerField, Cell], given_first: bool) -> None:
        self._cells, self._given_first = cells, given_first
        self._doubts: list[CellDoubt] = []
        self._left_over: list[str] = []

    def volunteer(self, number: int) -> IncomingVolunteer:
        family, given, problem = self._name()
        salutation, sex = self._salutation()
        birth_year, birthday = self._birth()
        street, postal_code, town = self._address()
        phone = self._phone()
        languages, times = self._languages(), self._times()
        facts = VolunteerFacts(
            family_name=family, given_names=given, salutation=salutation, sex=sex, birth_year=birth_year,
            birthday=birthday, street=street, postal_code=postal_code, town=town, phone=phone, email=self._email(),
            organisation=self._text(VolunteerField.ORGANISATION),
            activities=self._found(VolunteerField.ACTIVITIES, volunteering.read_activities),
            target_groups=self._found(VolunteerField.TARGET_GROUPS, volunteering.read_target_groups),
            interests=volunteering.read_words(self._text(VolunteerField.INTERESTS)),
            profession=self._text(VolunteerField.PROFESSION),
            minutes_per_week=self._found(VolunteerField.HOURS, volunteering.read_minutes),
            area=self._text(VolunteerField.AREA), radius_km=self._found(VolunteerField.RADIUS,
                                                                        volunteering.read_kilometres),
            has_car=self._found(VolunteerField.CAR, volunteering.read_yes),
            works_with_minors=self._found(VolunteerField.MINORS, volunteering.read_yes),
            active_since=self._day(VolunteerField.ACTIVE_SINCE), first_talk_on=self._day(VolunteerField.FIRST_TALK),
            consent_on=self._day(VolunteerField.CONSENT),
        )  # fmt: skip
        group = self._text(VolunteerField.GROUP)
        facts = replace(facts, note="\n".join((*self._own_note(), *self._left_over)))
        return IncomingVolunteer(number, facts, languages, times, group, tuple(self._doubts), problem)

    # cells

    def _text(self, field: VolunteerField) -> str:
        text = cleaned(cell_text(self._cells.get(field)))
        return "" if is_nothing(text) else text

    def _own_note(self) -> tuple[str, ...]:
        note = self._text(VolunteerField.NOTE)
        return (note,) if note else ()

    def _keep(self, field: VolunteerField, original: str, sentence: str) -> None:
        """Not understood: into the note, word for word."""
        self._left_over.append(f"{field.label}: {original}")
        self._doubts.append(CellDoubt(field, original, sentence))

    def _found(self, field: VolunteerField, read: Callable[[str], volunteering.Found[T]]) -> T:
        """What `read` makes of the cell; „x“ says nothing elsewhere, but yes where yes or no is asked."""
        asked = field in (VolunteerField.CAR, VolunteerField.MINORS)
        text = cleaned(cell_text(self._cells.get(field))) if asked else self._text(field)
        found = read(text)
        if found.unknown:
            self._keep(field, ", ".join(found.unknown), "Nicht verstanden, steht wörtlich in der Notiz.")
        for rule in found.rules:
            self._doubts.append(CellDoubt(field, text, rule))
        return found.value

    def _name(self) -> tuple[str, str, str]:
        used = [self._cells.get(field) for field in (VolunteerField.NAME, VolunteerField.FAMILY_NAME,
                                                     VolunteerField.GIVEN_NAMES)]
        if any(isinstance(cell, Uncalculated) for cell in used):
            return "", "", "Der Name ist eine Formel ohne Ergebnis."
        whole = cleaned(cell_text(used[0]))
        reading = people.read_full_name(whole, self._given_first) if whole else (
            people.join_name(cell_text(used[1]), cell_text(used[2]))
        )  # fmt: skip
        if reading.value is None:
            return "", "", reading.note or "Der Name fehlt."
        if reading.doubtful:
            self._doubts.append(CellDoubt(VolunteerField.NAME, reading.original, reading.note, reading.value.german))
        return reading.value.family, reading.value.given, ""

    def _salutation(self) -> tuple[Salutation | None, Sex | None]:
        text = self._text(VolunteerField.SALUTATION)
        reading = people.read_sex(text)
        if text and reading.value is None:
            self._keep(VolunteerField.SALUTATION, text, "Nicht verstanden, steht wörtlich in der Notiz.")
        return (_SALUTATIONS.get(reading.value) if reading.value else None), reading.value

    def _birth(self) -> tuple[int | None, str]:
        cell = self._cells.get(VolunteerField.BIRTH)
        reading = read_birth(cell)
        value: PartialDate | None = reading.value
        if value is None:
            if not is_nothing(cleaned(cell_text(cell))):
                self._keep(VolunteerField.BIRTH, cell_text(cell), reading.note)
            return None, ""
        day = f"{value.month:02}-{value.day:02}" if value.month and value.day and not value.uncertain else ""
        return value.year, day

    def _address(self) -> tuple[str, str, str]:
        whole = contact.read_address(self._text(VolunteerField.ADDRESS)).value
        postal_code, town = contact.split_town(self._text(VolunteerField.TOWN))
        street = self._text(VolunteerField.STREET) or (whole.street if whole else "")
        code = self._text(VolunteerField.POSTAL_CODE) or postal_code or (whole.postcode if whole else "")
        place = town or (" ".join(filter(None, (whole.town, whole.district))) if whole else "")
        return street, code, place

    def _phone(self) -> str:
        """The first number that is one; the second one goes into the note, for there is one field."""
        numbers = []
        for field in (VolunteerField.PHONE, VolunteerField.MOBILE):
            reading = contact.read_phone(self._cells.get(field))
            if reading.value:
                numbers.append(reading.value)
            elif reading.doubtful:
                self._keep(field, reading.original, reading.note)
        self._left_over += [f"Telefon: {number}" for number in numbers[1:]]
        return numbers[0] if numbers else ""

    def _email(self) -> str:
        reading = contact.read_email(self._text(VolunteerField.EMAIL))
        if reading.doubtful:
            self._keep(VolunteerField.EMAIL, reading.original, reading.note)
        return reading.value or ""

    def _languages(self) -> tuple[SpokenLanguage, ...]:
        return self._found(VolunteerField.LANGUAGES, volunteering.read_spoken)

    def _times(self) -> tuple[Span, ...]:
        return self._found(VolunteerField.TIMES, volunteering.read_times)

    def _day(self, field: VolunteerField) -> dt.date | None:
        """A whole day; anything less (a year, „ja“) stands in the note."""
        cell = self._cells.get(field)
        text = cleaned(cell_text(cell))
        if is_nothing(text) or key(text) in ("nein", "offen", "fehlt"):
            return None
        reading = read_date(cell, past_only=True)
        day = reading.value.exact if reading.value else None
        if day is None:
            self._keep(field, text, "Kein ganzes Datum, steht wörtlich in der Notiz.")
        return day
