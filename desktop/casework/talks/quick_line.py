"""Reads the one line of the quick entry: „Ahmadi Tel 10 Wohnen Vermieter ruft zurück“. Pure; knows no vault.

The name comes first, then codes in any order, then the text. The first word that is no code begins the text, and so
does a second code of the same meaning. Every word typed ends up in the name, in a part or in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from desktop.casework.talks import quick_words
from desktop.talk_terms import ContactResult, TalkKind, TalkWay

MOST_NAME_WORDS = 4
"""Longer names are found by fewer of their words."""
LONGEST_LINE = 20_000
_WORD = re.compile(r"\S+")
_HOURS = re.compile(r"(\d{1,2})(?:[.,](\d))?(?:h|std)(\d{1,2})?", re.IGNORECASE)
_CLOCKED = re.compile(r"(\d{1,2}):([0-5]\d)")
_MINUTES = re.compile(r"(\d{1,3})(?:min\.?|m|')?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?")
_DURATION = re.compile(r"\d{1,3}:\d{2}|\d{1,3}(?:[.,]\d)?(?:h|std)\d{0,2}|\d+min\.?", re.IGNORECASE)
"""What can be meant for nothing else, so that it is told where it cannot be one."""
_LEAP_YEAR = 2024
_LAST_YEAR_DAYS = 92
_MOST_PLAIN = 600
_MOST = 1440
_Code = TypeVar("_Code", TalkWay, TalkKind, ContactResult, str)


class Meaning(StrEnum):
    """What a part of the line says."""

    WAY = "way"
    MINUTES = "minutes"
    KIND = "kind"
    RESULT = "result"
    AREA = "area"
    DAY = "day"


@dataclass(frozen=True)
class Part:
    """A read part: its meaning, the words it was read from, and its value. A `kept` one stays in the text too."""

    meaning: Meaning
    said: str
    value: TalkWay | TalkKind | ContactResult | int | str | dt.date
    kept: bool = False


@dataclass(frozen=True)
class QuickLine:
    """A line as it is read. `name` are the words before the first code; `hint` is one sentence on a word that looks
    like a day or a duration and can be neither, empty for none."""

    name: tuple[str, ...]
    parts: tuple[Part, ...]
    text: str
    hint: str = ""

    def value(self, meaning: Meaning) -> TalkWay | TalkKind | ContactResult | int | str | dt.date | None:
        """What was said of one thing; None for nothing."""
        return next((part.value for part in self.parts if part.meaning is meaning), None)


def read_line(
    line: str, today: dt.date, name_words: int | None = None, as_text: frozenset[Meaning] = frozenset()
) -> QuickLine:
    """Read a line; talks are in the past, so a day after `today` is text.

    `name_words` says how many words the name has; None takes all up to the first code (the first word is always one).
    Meanings in `as_text` are not read: their words stay in the text.
    """
    words = list(_WORD.finditer(line))
    said = [word.group() for word in words]
    least = 1 if name_words is None else name_words
    most = MOST_NAME_WORDS if name_words is None else name_words
    at = min(least, len(said))
    while at < min(most, len(said)) and _part(said, at, today, {}) is None:
        at += 1
    name = tuple(said[:at])
    parts: dict[Meaning, Part] = {}
    aside: list[str] = []
    while at < len(said) and (part := _part(said, at, today, parts)) is not None:
        if part.meaning not in as_text:
            parts[part.meaning] = part
        if part.kept:
            break
        if part.meaning in as_text:
            aside.append(part.said)
        at += len(part.said.split())
    rest = line[words[at].start() :].rstrip() if at < len(words) else ""
    hint = _hint(said, at, today, {*parts, *as_text})
    return QuickLine(name, tuple(parts.values()), " ".join([*aside, rest] if rest else aside), hint)


def _part(said: list[str], at: int, today: dt.date, known: Mapping[Meaning, Part]) -> Part | None:
    """The code at a place, unless its meaning is known already."""
    word, following = said[at], said[at + 1] if at + 1 < len(said) else ""
    for part in (_minutes(word, following), _day(word, today), _result(word, following, known), _coded(word)):
        if part is not None and part.meaning not in known:
            return part
    return None


def _hint(said: list[str], at: int, today: dt.date, settled: set[Meaning]) -> str:
    """What to say of the word at which reading stopped."""
    word, following = said[at] if at < len(said) else "", said[at + 1] if at + 1 < len(said) else ""
    if Meaning.DAY not in settled and (match := _DAY.fullmatch(word)):
        trouble = _trouble_of_day(match, today)
    elif Meaning.MINUTES not in settled and _DURATION.fullmatch(word) and following.casefold() not in quick_words.CLOCK:
        trouble = "ist keine Dauer"
    else:
        return ""
    return f"„{word}“ {trouble}; es bleibt im Text."


def _trouble_of_day(match: re.Match[str], today: dt.date) -> str:
    year = _year(match) if match[3] else today.year
    if _date(year, match) is not None:
        return "liegt in der Zukunft"
    return f"gibt es {year} nicht" if _date(_LEAP_YEAR, match) else "ist kein Tag im Kalender"


def _coded(word: str) -> Part | None:
    low = word.casefold().rstrip(".,;:")
    for meaning, table in ((Meaning.WAY, _BY_WAY), (Meaning.KIND, _BY_KIND), (Meaning.AREA, _BY_AREA)):
        if low in table:
            return Part(meaning, word, table[low])
    return Part(Meaning.AREA, word, _BY_SIGN[low], kept=True) if low in _BY_SIGN else None


def _result(word: str, following: str, known: Mapping[Meaning, Part]) -> Part | None:
    """Only after „KV“, because „zurück“ and „Nachricht“ are words of any text."""
    kind = known.get(Meaning.KIND)
    if kind is None or kind.value is not TalkKind.CONTACT_ATTEMPT:
        return None
    for words in (f"{word} {following}", word):
        code = _BY_RESULT.get(words.casefold().rstrip(".,;:"))
        if code is not None:
            return Part(Meaning.RESULT, words, code)
    return None


def _minutes(word: str, following: str) -> Part | None:
    low = following.casefold()
    if low in quick_words.CLOCK:
        return None
    said = f"{word} {following}"
    if word.isascii() and word.isdigit() and low in quick_words.MINUTE_UNITS | quick_words.HOUR_UNITS:
        minutes = int(word[:5]) * (60 if low in quick_words.HOUR_UNITS else 1)
        return Part(Meaning.MINUTES, said, minutes) if 1 <= minutes <= _MOST else None
    read = _length(word)
    return Part(Meaning.MINUTES, word, read) if read is not None else None


def _length(word: str) -> int | None:
    """„10“, „10min“, „1h“, „1,5h“, „1h30“, „1:15“ in minutes."""
    if match := _HOURS.fullmatch(word):
        minutes = int(match[1]) * 60 + int(match[2] or 0) * 6 + int(match[3] or 0)
    elif match := _CLOCKED.fullmatch(word):
        minutes = int(match[1]) * 60 + int(match[2])
    elif word.isascii() and (match := _MINUTES.fullmatch(word)):
        minutes = int(match[1])
        if minutes > _MOST_PLAIN:
            return None
    else:
        return None
    return minutes if 1 <= minutes <= _MOST else None


def _day(word: str, today: dt.date) -> Part | None:
    day = _named_day(word, today) or _dotted_day(word, today)
    return Part(Meaning.DAY, word, day) if day is not None else None


def _named_day(word: str, today: dt.date) -> dt.date | None:
    low = word.casefold().rstrip(",;:")
    if low in quick_words.DAYS:
        return today + dt.timedelta(days=quick_words.DAYS[low])
    weekday = quick_words.WEEKDAYS.get(word, quick_words.WEEKDAYS.get(word.rstrip(".,;:")))
    weekday = quick_words.WEEKDAYS.get(low) if weekday is None else weekday
    return None if weekday is None else today - dt.timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)


def _dotted_day(word: str, today: dt.date) -> dt.date | None:
    """„12.11.“, „12.11.26“; without a year the last such day, but none long past."""
    match = _DAY.fullmatch(word)
    if match is None:
        return None
    if match[3]:
        found = _date(_year(match), match)
        return found if found is not None and found <= today else None
    found = _date(today.year, match)
    if found is not None and found > today:
        found = _date(today.year - 1, match)
        return found if found is not None and (today - found).days <= _LAST_YEAR_DAYS else None
    return found


def _year(match: re.Match[str]) -> int:
    return int(match[3]) + (2000 if len(match[3]) == 2 else 0)


def _date(year: int, match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(year, int(match[2]), int(match[1]))
    except ValueError:
        return None


def _turned(table: Mapping[_Code, tuple[str, ...]]) -> dict[str, _Code]:
    return {word: code for code, words in table.items() for word in words}


_BY_WAY, _BY_KIND = _turned(quick_words.WAYS), _turned(quick_words.KINDS)
_BY_RESULT, _BY_AREA = _turned(quick_words.RESULTS), _turned(quick_words.AREAS)
_BY_SIGN = _turned(quick_words.AREA_SIGNS)
