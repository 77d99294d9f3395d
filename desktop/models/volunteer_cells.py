"""What a row of a list of volunteers says cell by cell: the text as it stands there and what it was read as."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.casework.handover.incoming import Certainty
from desktop.casework.volunteers.register.volunteer_headings import CellDoubt, IncomingVolunteer, VolunteerField
from desktop.clock import german_date
from desktop.exchange.layout import Column, Layout
from desktop.models.cell_lines import CellLine, told_once
from desktop.models.volunteer_week import week_words
from desktop.models.volunteer_words import activity_words, spoken_words

_OF_NAME = (VolunteerField.NAME, VolunteerField.FAMILY_NAME, VolunteerField.GIVEN_NAMES)


def volunteer_cell_lines(
    row: IncomingVolunteer, layout: Layout[VolunteerField], unknown_group: str = ""
) -> tuple[CellLine, ...]:
    """The cells of one row in the order of the list; `unknown_group` says that its Helferkreis does not exist."""
    doubts = row.doubts
    if unknown_group:
        doubts = (*doubts, CellDoubt(VolunteerField.GROUP, row.group, unknown_group))
    return told_once(
        _line(column, text, row, [doubt for doubt in doubts if _subject(doubt.field) is _subject(column.field)])
        for column, text in zip(layout.columns, row.cells, strict=True)
    )


def _line(
    column: Column[VolunteerField], text: str, row: IncomingVolunteer, doubts: Sequence[CellDoubt]
) -> CellLine:
    if column.field is None:
        return CellLine(column.shown, "", text)
    unreadable = bool(row.problem) and column.field in _OF_NAME
    certainty = Certainty.UNREADABLE if unreadable else Certainty.UNSURE if doubts else Certainty.SURE
    reading = next((doubt.reading for doubt in doubts if doubt.reading), "") or _reading(column.field, row)
    note = " ".join(_told(doubt, text) for doubt in doubts)
    return CellLine(column.shown, column.field.label, text, reading, certainty if text else None, note)


def _subject(field: VolunteerField | None) -> VolunteerField | None:
    """Parts of a name are doubted together."""
    return VolunteerField.NAME if field in _OF_NAME else field


def _told(doubt: CellDoubt, text: str) -> str:
    """The sentence, naming the part of the cell it is about."""
    return doubt.sentence if doubt.original == text else f"„{doubt.original}“: {doubt.sentence}"


def _reading(field: VolunteerField, row: IncomingVolunteer) -> str:
    words = _WORDS.get(field)
    return words(row) if words else ""


def _birth(row: IncomingVolunteer) -> str:
    month, _, day = row.facts.birthday.partition("-")
    return (f"{day}.{month}." if day else "") + str(row.facts.birth_year or "")


def _yes(value: bool | None) -> str:
    return "" if value is None else "ja" if value else "nein"


def _hours(row: IncomingVolunteer) -> str:
    minutes = row.facts.minutes_per_week
    return f"{minutes / 60:g} Std.".replace(".", ",", 1) if minutes else ""


_WORDS: Mapping[VolunteerField, Callable[[IncomingVolunteer], str]] = {
    VolunteerField.NAME: lambda row: row.facts.name,
    VolunteerField.FAMILY_NAME: lambda row: row.facts.family_name,
    VolunteerField.GIVEN_NAMES: lambda row: row.facts.given_names,
    VolunteerField.SALUTATION: lambda row: row.facts.salutation.label if row.facts.salutation else "",
    VolunteerField.BIRTH: _birth,
    VolunteerField.STREET: lambda row: row.facts.street,
    VolunteerField.POSTAL_CODE: lambda row: row.facts.postal_code,
    VolunteerField.TOWN: lambda row: " ".join(filter(None, (row.facts.postal_code, row.facts.town))),
    VolunteerField.ADDRESS: lambda row: ", ".join(filter(None, (
        row.facts.street, " ".join(filter(None, (row.facts.postal_code, row.facts.town)))))),
    VolunteerField.PHONE: lambda row: row.facts.phone,
    VolunteerField.EMAIL: lambda row: row.facts.email,
    VolunteerField.ACTIVITIES: lambda row: activity_words(row.facts.activities),
    VolunteerField.TARGET_GROUPS: lambda row: ", ".join(group.label for group in row.facts.target_groups),
    VolunteerField.INTERESTS: lambda row: ", ".join(row.facts.interests),
    VolunteerField.LANGUAGES: lambda row: spoken_words(row.languages),
    VolunteerField.TIMES: lambda row: week_words(row.times),
    VolunteerField.HOURS: _hours,
    VolunteerField.RADIUS: lambda row: f"{row.facts.radius_km} km" if row.facts.radius_km else "",
    VolunteerField.CAR: lambda row: _yes(row.facts.has_car),
    VolunteerField.MINORS: lambda row: _yes(row.facts.works_with_minors),
    VolunteerField.ACTIVE_SINCE: lambda row: german_date(row.facts.active_since) if row.facts.active_since else "",
    VolunteerField.FIRST_TALK: lambda row: german_date(row.facts.first_talk_on) if row.facts.first_talk_on else "",
    VolunteerField.CONSENT: lambda row: german_date(row.facts.consent_on) if row.facts.consent_on else "",
}  # fmt: skip
