"""What a column of a hand-over list holds, judged by its cells alone: how well they read as each possible field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

from desktop import clock
from desktop.casework.handover.incoming import Certainty, Field
from desktop.exchange.column_cells import name_likeness, share
from desktop.exchange.readers import contact, dates, people, residence, skills
from desktop.exchange.table import Cell, cell_text

_SHORT_NUMBER = re.compile(r"(?=\D*\d)(?!\d{1,2}\.\d{1,2}\.\d)[\w \-/.]{1,12}")

_READS: dict[Field, Callable[[str], bool]] = {
    Field.SEX: lambda text: people.read_sex(text).value is not None,
    Field.NATIONALITY: lambda text: people.read_nationality(text).value is not None,
    Field.ORIGIN_COUNTRY: lambda text: people.read_country(text).value is not None,
    Field.RESIDENCE: lambda text: residence.read_residence(text).value is not None,
    Field.GERMAN: lambda text: skills.read_german(text).value is not None,
    Field.EMAIL: lambda text: contact.read_email(text).value is not None,
    Field.RELATION: lambda text: people.read_relation(text).value is not None,
    Field.MARITAL: lambda text: people.read_marital(text).value is not None,
    # These keep unknown words, so that only a sure reading speaks for the field.
    Field.LANGUAGES: lambda text: people.read_languages(text).certainty is Certainty.SURE,
    Field.INCOME: lambda text: skills.read_income(text).certainty is Certainty.SURE,
    Field.SCHOOL: lambda text: skills.read_school(text).certainty is Certainty.SURE,
    Field.ADDRESS: lambda text: contact.read_address(text).certainty is Certainty.SURE,
    Field.NUMBER: lambda text: bool(_SHORT_NUMBER.fullmatch(text)),
    Field.FAMILY_NUMBER: lambda text: bool(_SHORT_NUMBER.fullmatch(text)),
    Field.POSTCODE: lambda text: len(text) == 5 and text.isdigit(),
}

_BY_CONTENT = (
    Field.SEX, Field.NATIONALITY, Field.RESIDENCE, Field.LANGUAGES, Field.GERMAN, Field.EMAIL, Field.ADDRESS,
    Field.INCOME, Field.SCHOOL, Field.MARITAL,
)  # fmt: skip


def fitness(field: Field, cells: Sequence[Cell]) -> float | None:
    """Share of a sample that reads as `field`, from 0 to 1; None when the cells cannot tell (free text, no cells)."""
    if not cells:
        return None
    if field in (Field.BIRTH, Field.ENTRY, Field.ASSIGNED, Field.VALID_UNTIL):
        return _date_fitness(field, cells)
    if field in _READS:
        return share(_READS[field](cell_text(cell)) for cell in cells)
    if field is Field.PHONE:
        return share(contact.read_phone(cell).value is not None and not _date_like(cell) for cell in cells)
    if field in (Field.NAME, Field.FAMILY_NAME, Field.GIVEN_NAMES):
        return share(any(map(str.isalpha, cell_text(cell))) and not _date_like(cell) for cell in cells)
    return None


def speaks_for(field: Field, cells: Sequence[Cell]) -> float:
    """Like `fitness`, but for cells without a known heading: bare numbers prove no residence status."""
    if field is Field.RESIDENCE and share(cell_text(cell)[:1].isdigit() for cell in cells) > 0.2:
        return 0.0
    return fitness(field, cells) or 0.0


def fields_by_content(cells: Sequence[Cell]) -> Iterator[tuple[Field, float]]:
    """Fields the cells themselves speak for when the heading says nothing, each with its share."""
    yield Field.NAME, name_likeness(cells)
    yield from ((field, speaks_for(field, cells)) for field in _BY_CONTENT)
    read_as_dates = fitness(Field.VALID_UNTIL, cells) or 0.0
    if read_as_dates >= 0.8:
        yield guess_date_field(cells), read_as_dates
    elif fitness(Field.PHONE, cells) == 1.0:
        yield Field.PHONE, 0.9


def _date_fitness(field: Field, cells: Sequence[Cell]) -> float:
    if field is Field.VALID_UNTIL:
        return share(dates.read_validity(cell).value is not None for cell in cells)
    return share(dates.read_date(cell).value is not None for cell in cells)


def guess_date_field(cells: Sequence[Cell]) -> Field:
    """What dates without a heading mean, by where they lie: births spread wide, validity lies ahead."""
    days = sorted(_days(cells))
    if not days:
        return Field.VALID_UNTIL
    if days[-1].year - days[0].year > 25:
        return Field.BIRTH
    return Field.VALID_UNTIL if days[len(days) // 2] > clock.today() else Field.ENTRY


def _days(cells: Sequence[Cell]) -> list[dt.date]:
    values = (dates.read_date(cell).value for cell in cells)
    return [dt.date(value.year, value.month or 7, value.day or 1) for value in values if value]


def _date_like(cell: Cell) -> bool:
    return isinstance(cell, dt.date) or (isinstance(cell, str) and dates.read_date(cell).certainty is Certainty.SURE)
