"""What people type as a date or a time, read into values („010526“, „morgen“, „+6w“, „fr“, „9:30“). No widgets."""

from __future__ import annotations

import datetime as dt
import enum
import re

from PySide6.QtCore import QCoreApplication

from desktop.clock import add_months, german_date
from desktop.errors import CaseworkError

WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_NAMED_DAYS = {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2, "uebermorgen": 2}
_NEAR_FUTURE_YEARS = 20  # „26“ to „46“ typed in 2026 mean 20xx; plans and titles reach no further


class Lean(enum.Enum):
    """Which side of today is meant where the typed text leaves it open („5.1.“, „fr“, „85“)."""

    PAST = "past"  # birth, arrival: „85“ is 1985, „fr“ the last Friday
    NEAREST = "nearest"
    FUTURE = "future"  # deadlines: „5.1.“ is the next fifth of January


def read_date(text: str, today: dt.date, lean: Lean = Lean.NEAREST) -> dt.date | None:
    """The day meant by `text`, None for nothing typed.

    Raises CaseworkError with one German sentence for an impossible or unreadable date.
    """
    words = " ".join(text.casefold().split())
    if not words:
        return None
    for reader in (_read_named, _read_offset, _read_weekday, _read_iso, _read_digits, _read_dotted, _read_month_name):
        day = reader(words, today, lean)
        if day is not None:
            return day
    raise CaseworkError(
        _tr("„%1“ ist kein Datum. Bitte zum Beispiel 01.05.2026, morgen oder +6w eingeben.").replace("%1", text.strip())
    )


def read_time(text: str) -> dt.time | None:
    """The time of day meant by „9“, „930“, „9:30“, „9.30 Uhr“; None for nothing typed. Raises CaseworkError."""
    words = text.casefold().replace("uhr", "").strip()
    if not words:
        return None
    match = re.fullmatch(r"(\d{1,2})(?:[:.,h ]?(\d{2}))?", words)
    if match and int(match[1]) < 24 and int(match[2] or 0) < 60:
        return dt.time(int(match[1]), int(match[2] or 0))
    raise CaseworkError(
        _tr("„%1“ ist keine Uhrzeit. Bitte zum Beispiel 09:30 eingeben.").replace("%1", text.strip())
    )


def weekday(day: dt.date) -> str:
    """The German name of the weekday."""
    return WEEKDAYS[day.weekday()]


def full_year(digits: str, today: dt.date, lean: Lean = Lean.NEAREST) -> int:
    """The year meant by two or four digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    latest = today.year if lean is Lean.PAST else today.year + _NEAR_FUTURE_YEARS
    return 2000 + year if 2000 + year <= latest else 1900 + year


def month_number(word: str) -> int | None:
    """1 to 12 for a German month or its beginning („Mai“, „sep“, „maerz“), else None."""
    start = word.casefold().replace("ae", "ä").rstrip(".")
    if len(start) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(start)), None)


def make_date(year: int, month: int, day: int) -> dt.date:
    """That day; raises CaseworkError where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        written = f"{day:02}.{month:02}.{year:04}"
        raise CaseworkError(
            _tr("Den %1 gibt es nicht. Bitte Tag und Monat prüfen.").replace("%1", written)
        ) from None


def with_weekday(day: dt.date) -> str:
    """„Fr 01.05.2026“."""
    return f"{weekday(day)[:2]} {german_date(day)}"


def _read_named(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    days = _NAMED_DAYS.get(words)
    return None if days is None else today + dt.timedelta(days=days)


def _read_offset(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    match = re.fullmatch(r"([+-])\s?(\d{1,3})\s?(t|d|w|m|j)?[a-zäöü]*", words)
    if match is None:
        return None
    count = int(match[1] + match[2])
    match match[3]:
        case "w":
            return today + dt.timedelta(weeks=count)
        case "m":
            return add_months(today, count)
        case "j":
            return add_months(today, 12 * count)
        case _:
            return today + dt.timedelta(days=count)


def _read_weekday(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    names = [name.casefold() for name in WEEKDAYS]
    word = words.rstrip(".")
    wanted = next((i for i, name in enumerate(names) if word in (name[:2], name)), 5 if word == "sonnabend" else None)
    if wanted is None:
        return None
    if lean is Lean.PAST:
        return today - dt.timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + dt.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _read_iso(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    match = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words)
    return make_date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _read_digits(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    match = re.fullmatch(r"(\d\d)(\d\d)(\d\d|\d{4})", words)
    return make_date(full_year(match[3], today, lean), int(match[2]), int(match[1])) if match else None


def _read_dotted(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    match = re.fullmatch(r"(\d{1,2})\s?[./, -]\s?(\d{1,2})(?:\s?[./, -]\s?(\d{4}|\d{2})?)?", words)
    if match is None:
        return None
    if match[3]:
        return make_date(full_year(match[3], today, lean), int(match[2]), int(match[1]))
    return _without_year(int(match[1]), int(match[2]), today, lean)


def _read_month_name(words: str, today: dt.date, lean: Lean) -> dt.date | None:
    match = re.fullmatch(r"(\d{1,2})\.?\s?([a-zäöü]+)\.?(?:\s?(\d{4}|\d{2}))?", words)
    month = month_number(match[2]) if match else None
    if match is None or month is None:
        return None
    if match[3]:
        return make_date(full_year(match[3], today, lean), month, int(match[1]))
    return _without_year(int(match[1]), month, today, lean)


def _without_year(day: int, month: int, today: dt.date, lean: Lean) -> dt.date:
    this = make_date(today.year, month, day)
    last, following = add_months(this, -12), add_months(this, 12)
    match lean:
        case Lean.PAST:
            return this if this <= today else last
        case Lean.FUTURE:
            return this if this >= today else following
        case Lean.NEAREST:
            return min((this, last, following), key=lambda candidate: abs(candidate - today))


def _tr(text: str) -> str:
    return QCoreApplication.translate("DateReading", text)
