"""Dates as clerks write them: whole, in part, about, as Excel's number, impossible."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from desktop import clock
from desktop.casework.handover.incoming import (
    CellReading,
    Validity,
    missing,
    sure,
    unreadable,
    unsure,
)
from desktop.exchange.readers.words import cleaned, is_nothing, key, words
from desktop.exchange.table import Cell, Uncalculated, cell_text
from desktop.person_terms import ValidUntil
from desktop.terms import PartialDate

FORMULA_NOTE = "Die Zelle enthält eine Formel, deren Ergebnis nicht in der Datei gespeichert ist."
FIRST_OF_JANUARY = "Geburtstag 01.01. gilt als unsicher."

_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(7_000, 80_000)
"""Excel's day numbers from 1919 to 2119."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar jan jaenner january", "februar feb february", "marz maerz mar mrz march", "april apr", "mai may",
         "juni jun june", "juli jul july", "august aug", "september sep sept", "oktober okt october oct",
         "november nov", "dezember dez december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2}|[xX?]{2})\s*[./\-,]\s*(\d{1,2}|[xX?]{2})\s*[./\-,]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_WORD_MONTH = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]{3,9})\.?\s+(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")
_DIGITS_8 = re.compile(r"\d{8}")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
_ABOUT = re.compile(r"\b(?:ca|circa|etwa|ungef\w*|um|vermutl\w*|wohl|gesch\w*|approx)\b\.?|[~≈]", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:geb|geboren|am|jg|jahrgang|unbek|unbekannt|fiktiv|genau|tag|seit|ab|zum|vom|uhr|im)\b\.?"
    r"|\b(?:verl[aä]ngert )?bis\b",
    re.IGNORECASE,
)


def read_birth(cell: Cell) -> CellReading[PartialDate]:
    """A date of birth. 01.01. is unsure (domain 13); a day in the future or before 1900 is unsure too."""
    reading = read_date(cell, past_only=True)
    value = reading.value
    if value is None:
        return reading
    if PartialDate(value.year, value.month, value.day).code > clock.today().isoformat():
        return unsure(value, reading.original, "Das Geburtsdatum liegt in der Zukunft.")
    if value.year < clock.today().year - 110:
        return unsure(value, reading.original, "Das Geburtsdatum liegt mehr als 110 Jahre zurück.")
    if value.month == value.day == 1:
        first = PartialDate(value.year, 1, 1, value.approximate, uncertain=True)
        return unsure(first, reading.original, FIRST_OF_JANUARY)
    return reading


def read_day(cell: Cell) -> CellReading[dt.date]:
    """A whole day; anything less is unreadable here."""
    reading = read_date(cell)
    if reading.value is None:
        return CellReading(None, reading.certainty, reading.note, reading.original)
    day = reading.value.exact
    if day is None:
        return unreadable(reading.original, "Hier wird ein ganzes Datum gebraucht (Tag, Monat und Jahr).")
    return CellReading(day, reading.certainty, reading.note, reading.original)


def read_validity(cell: Cell) -> CellReading[Validity]:
    """„gültig bis“: a day, „unbefristet“ or „beantragt“."""
    text = cleaned(cell_text(cell))
    word = key(text)
    if word in words("words", "unlimited"):
        return sure(Validity(ValidUntil.UNLIMITED), text)
    if word in words("words", "applied"):
        return sure(Validity(ValidUntil.APPLIED), text)
    reading = read_day(cell)
    if reading.value is None:
        return CellReading(None, reading.certainty, reading.note, reading.original)
    return CellReading(Validity(ValidUntil.DATE, reading.value), reading.certainty, reading.note, reading.original)


def read_date(cell: Cell, *, past_only: bool = False) -> CellReading[PartialDate]:
    """A date in any usual spelling. `past_only` decides the century of two-digit years."""
    if isinstance(cell, Uncalculated):
        return unreadable(cell_text(cell), FORMULA_NOTE)
    if isinstance(cell, dt.date):
        return sure(PartialDate(cell.year, cell.month, cell.day), cell_text(cell))
    if isinstance(cell, int | float):
        return _from_number(int(cell), cell_text(cell))
    return _from_text(cleaned(cell or ""), past_only, clock.today().year)


def _from_number(number: int, original: str) -> CellReading[PartialDate]:
    if 1900 <= number <= 2100:
        return unsure(PartialDate(number), original, "Nur das Jahr ist angegeben.")
    if number in _SERIALS:
        day = _EXCEL_DAY_ZERO + dt.timedelta(days=number)
        note = "Die Zahl wurde als Excel-Datum gelesen."
        return unsure(PartialDate(day.year, day.month, day.day), original, note)
    if len(str(number)) in (7, 8):
        return _from_text(f"{number:08}", False, clock.today().year)
    return unreadable(original, f"„{original}“ ist kein Datum.")


@lru_cache(maxsize=50_000)
def _from_text(text: str, past_only: bool, this_year: int) -> CellReading[PartialDate]:
    """`this_year` is part of the cache's key: two-digit years hang on it."""
    about = bool(_ABOUT.search(text))
    core = _TIME.sub("", text)
    core = _NOISE.sub(" ", _ABOUT.sub(" ", core)).replace("(", " ").replace(")", " ").replace("*", " ")
    core = " ".join(core.split()).strip(" ,;:-")
    if is_nothing(text) or not core:
        return missing(text) if is_nothing(text) or not text else unreadable(text, f"„{text}“ ist kein Datum.")
    try:
        reading = _shape(core, text, past_only, this_year)
    except ValueError:
        return unreadable(text, f"Das Datum „{text}“ gibt es nicht.")
    if reading.value is None or not about:
        return reading
    value = reading.value
    return unsure(PartialDate(value.year, value.month, value.day, approximate=True), text, "Nur ungefähr bekannt.")


def _shape(core: str, text: str, past_only: bool, this_year: int) -> CellReading[PartialDate]:
    """Tries the spellings from the most to the least exact; ValueError means that no such day exists."""
    if match := _DAY_FIRST.fullmatch(core):
        return _day_first(match.group(1), match.group(2), match.group(3), text, past_only, this_year)
    if match := _YEAR_FIRST.fullmatch(core):
        return _whole(int(match.group(1)), int(match.group(2)), int(match.group(3)), text)
    if match := _WORD_MONTH.fullmatch(core):
        month = _MONTHS.get(key(match.group(2)))
        if month:
            day = match.group(1)
            return _whole(int(match.group(3)), month, int(day), text) if day else _part(match.group(3), month, text)
    if match := _MONTH_YEAR.fullmatch(core):
        return _part(match.group(2), int(match.group(1)), text)
    if _YEAR.fullmatch(core):
        return _part(core, None, text)
    if _DIGITS_8.fullmatch(core):
        return _eight_digits(core, text)
    if core.isdigit() and int(core) in _SERIALS:
        return _from_number(int(core), text)
    return unreadable(text, f"„{text}“ ist kein Datum.")


def _day_first(day: str, month: str, year: str, text: str, past_only: bool, this_year: int) -> CellReading[PartialDate]:
    full_year = int(year) if len(year) == 4 else _century(int(year), past_only, this_year)
    known_day, known_month = (int(part) if part.isdigit() else 0 for part in (day, month))
    if not known_day or not known_month:
        return _part(str(full_year), known_month or None, text)
    if known_month > 12 and known_day <= 12:
        note = "Tag und Monat standen vertauscht."
        return unsure(_whole(full_year, known_day, known_month, text).value, text, note)
    reading = _whole(full_year, known_month, known_day, text)
    if len(year) == 2 and reading.value:
        return unsure(reading.value, text, f"Das Jahr war nur zweistellig angegeben, gelesen als {full_year}.")
    return reading


def _century(year: int, past_only: bool, this_year: int) -> int:
    """Births lie in the past, other dates within twenty years to come."""
    newest = this_year if past_only else this_year + 20
    return 2000 + year if 2000 + year <= newest else 1900 + year


def _whole(year: int, month: int, day: int, text: str) -> CellReading[PartialDate]:
    if not 1900 <= year <= 2150:
        return _strange_year(year, text)
    dt.date(year, month, day)
    return sure(PartialDate(year, month, day), text)


def _part(year: str, month: int | None, text: str) -> CellReading[PartialDate]:
    if not 1900 <= int(year) <= 2150:
        return _strange_year(int(year), text)
    note = "Nur Monat und Jahr sind angegeben." if month else "Nur das Jahr ist angegeben."
    return unsure(PartialDate(int(year), month), text, note)


def _strange_year(year: int, text: str) -> CellReading[PartialDate]:
    if 1280 <= year <= 1440:
        return unreadable(text, f"Das Jahr {year} stammt vermutlich aus dem persischen oder islamischen Kalender.")
    return unreadable(text, f"Das Jahr {year} kann nicht stimmen.")


def _eight_digits(core: str, text: str) -> CellReading[PartialDate]:
    if core.startswith(("19", "20")) and 1 <= int(core[4:6]) <= 12:
        value = _whole(int(core[:4]), int(core[4:6]), int(core[6:]), text)
    else:
        value = _whole(int(core[4:]), int(core[2:4]), int(core[:2]), text)
    return unsure(value.value, text, "Das Datum stand ohne Punkte da.") if value.value else value
