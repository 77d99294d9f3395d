"""Cells of a list of volunteers: tasks, languages with their level, times of the week, hours, yes and no.

Nothing is guessed: a word that is not known goes into the note of the person, with the reading of the rest kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from desktop.casework.volunteers.register.volunteer_headings import volunteer_words
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage
from desktop.casework.volunteers.week_times import DAY, Span, merged
from desktop.exchange.readers.words import cleaned, is_nothing, key, table
from desktop.volunteer_terms import Activity, LanguageSkill, TargetGroup

T = TypeVar("T")
_PARTS = re.compile(r"\s*[;,/|\n]\s*|\s+und\s+|\s+sowie\s+|\s*\+\s*")
_YES, _NO = frozenset({"ja", "j", "x", "yes", "vorhanden", "1", "ok", "✓"}), frozenset({"nein", "n", "no", "0", "kein"})
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_RANGE = re.compile(rf"(?:von\s+)?{_CLOCK}\s*(?:uhr)?\s*(?:-|bis)\s*{_CLOCK}\s*(?:uhr|h)?")
_DASHES = str.maketrans({"–": "-", "—": "-"})
_HOURS = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|std|stunden?)?")
_KILOMETRES = re.compile(r"(\d{1,3})\s*(?:km|kilometer)?")


@dataclass(frozen=True)
class Found(Generic[T]):
    """What was understood of a cell, the words nobody knows, and what was understood only by a rule."""

    value: T
    unknown: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def read_activities(text: str) -> Found[tuple[Activity, ...]]:
    """Tasks by their usual words."""
    known, unknown = _coded("activities", text, [activity.label for activity in Activity], list(Activity))
    return Found(tuple(Activity(code) for code in known), unknown)


def read_target_groups(text: str) -> Found[tuple[TargetGroup, ...]]:
    """Whom somebody likes to accompany."""
    known, unknown = _coded("target_groups", text, [group.label for group in TargetGroup], list(TargetGroup))
    return Found(tuple(TargetGroup(code) for code in known), unknown)


def read_spoken(text: str) -> Found[tuple[SpokenLanguage, ...]]:
    """„Deutsch, Arabisch (gut), Englisch B2“; without a level „gut“ is taken and said."""
    found: dict[str, SpokenLanguage] = {}
    unknown, rules = [], []
    for part in _parts(text):
        name, skill = _language_and_skill(part)
        code = table("languages").get(key(name)) if name else None
        if code is None:
            unknown.append(part)
            continue
        if skill is None:
            rules.append(f"„{part}“ steht ohne Niveau da: gut angenommen.")
        found.setdefault(code, SpokenLanguage(code, skill or LanguageSkill.GOOD))
    return Found(tuple(found.values()), tuple(unknown), tuple(rules))


def read_times(text: str) -> Found[tuple[Span, ...]]:
    """„Mo, Mi nachmittags; Sa 9-12 Uhr“. A piece with a word nobody knows is left out as a whole, with its days."""
    spans: list[Span] = []
    unknown: list[str] = []
    rules: list[str] = []
    for piece in re.split(r"\s*[;\n]\s*", cleaned(text.replace("\n", ";")).translate(_DASHES)):
        if piece and not is_nothing(piece):
            _read_piece(piece, spans, unknown, rules)
    return Found(merged(spans), tuple(unknown), tuple(dict.fromkeys(rules)))


def read_minutes(text: str) -> Found[int | None]:
    """„2,5 Std.“ as 150; a range or words are not known."""
    found = _HOURS.fullmatch(key_of_number(text))
    if found is None:
        return Found(None, () if is_nothing(text) else (text,))
    minutes = int(found[1]) * 60 + round(float(f"0.{found[2] or 0}") * 60)
    return Found(minutes) if 0 < minutes <= 7 * DAY else Found(None, (text,))


def read_kilometres(text: str) -> Found[int | None]:
    """„10 km“ as 10."""
    found = _KILOMETRES.fullmatch(key_of_number(text))
    return Found(int(found[1])) if found else Found(None, () if is_nothing(text) else (text,))


def read_yes(text: str) -> Found[bool | None]:
    """„ja“, „x“, „nein“; anything else is not known."""
    word = text.strip() if text.strip() == "✓" else key(text)
    if word in _YES or word in _NO:
        return Found(word in _YES)
    return Found(None, () if is_nothing(text) else (text,))


def read_words(text: str) -> tuple[str, ...]:
    """Single words or phrases of a list („Garten, Kochen“)."""
    return tuple(dict.fromkeys(_parts(text)))


def key_of_number(text: str) -> str:
    """Lower case without blanks at the ends and without the full stop of „Std.“, „ca.“ is no number."""
    return cleaned(text).casefold().removesuffix("/woche").removesuffix("pro woche").strip(" .")


# inside


def _parts(text: str) -> list[str]:
    """Parts of a cell; blanks and dashes are none."""
    return [part.strip(" .") for part in _PARTS.split(cleaned(text.replace("\n", ";"))) if not is_nothing(part.strip())]


@cache
def _codes(name: str) -> Mapping[str, str]:
    """Key of a word → code, umlauts also as „ue“."""
    listed: Mapping[str, Sequence[str]] = volunteer_words()[name]
    return {form: code for code, listing in listed.items() for word in listing for form in _forms(word)}


def _forms(word: str) -> tuple[str, str]:
    return key(word), key(word.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))


def _coded(name: str, text: str, labels: Sequence[str], codes: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    known = {**{key(label): str(code) for label, code in zip(labels, codes, strict=True)}, **_codes(name)}
    whole = known.get(key(cleaned(text)))
    if whole is not None:
        return [whole], ()
    found = {part: known.get(key(part)) for part in _parts(text)}
    unknown = tuple(part for part, code in found.items() if code is None)
    return list(dict.fromkeys(code for code in found.values() if code is not None)), unknown


def _language_and_skill(part: str) -> tuple[str, LanguageSkill | None]:
    """„Arabisch (gut)“, „Englisch: B2“, „Muttersprache Farsi“ in language and level."""
    if table("languages").get(key(part)):
        return part, None
    word = key(part)
    for spelling, code in sorted(_codes("skills").items(), key=lambda entry: -len(entry[0])):
        if f" {spelling} " in f" {word} ":
            return f" {word} ".replace(f" {spelling} ", " ").strip(), LanguageSkill(code)
    return part, None


def _read_piece(piece: str, spans: list[Span], unknown: list[str], rules: list[str]) -> None:
    """One piece between semicolons: days, then times for them, then perhaps other days."""
    found: list[Span] = []
    told: list[str] = []
    days: list[int] = []
    timed = False
    for token in _tokens(piece):
        if isinstance(token, tuple):
            if timed:
                days, timed = [], False
            days += token
        elif isinstance(token, _Time) and days and token.start < token.end <= DAY:
            found += [Span(day, token.start, token.end) for day in days]
            timed = True
            if token.rule:
                told.append(token.rule)
        else:
            unknown.append(piece)
            return
    if days and not timed:
        unknown.append(piece)
        return
    spans += found
    rules += told


@dataclass(frozen=True)
class _Time:
    start: int
    end: int
    rule: str = ""


def _tokens(piece: str) -> Iterator[tuple[int, ...] | _Time | str]:
    """Days, times and words that are neither, in their order."""
    rest = piece.casefold().strip()
    while rest:
        rest = rest.lstrip(" ,.&+")
        for word in ("und", "u", "sowie", "am", "jeweils", "immer", "uhr"):
            if re.match(rf"{word}\b", rest):
                rest = rest[len(word) :].lstrip(" ,.&+")
        if not rest:
            return
        token, length = _next_token(rest)
        yield token
        if not length:
            return
        rest = rest[length:]


def _next_token(rest: str) -> tuple[tuple[int, ...] | _Time | str, int]:
    range_ = _RANGE.match(rest)
    if range_ is not None:
        hours = [int(part or 0) for part in range_.groups()]
        return _Time(hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]), range_.end()
    word = re.match(r"[^\W\d]+\.?", rest)
    between = re.match(r"([^\W\d]+)\.?\s*(?:-|bis)\s*([^\W\d]+)\.?", rest)
    if between is not None and (days := _between(between[1], between[2])):
        return days, between.end()
    for phrase, days in _phrases().items():
        if re.match(rf"{re.escape(phrase)}\b", rest):
            return days, len(phrase)
    if word is None:
        return rest, 0
    return _word_token(word[0].rstrip("."), rest), word.end()


def _word_token(word: str, rest: str) -> tuple[int, ...] | _Time | str:
    day = _codes("days").get(key(word))
    if day is not None:
        return (int(day),)
    if key(word) in _day_parts():
        name, start, end = _day_parts()[key(word)]
        return _Time(start, end, f"{name} wurde als {start // 60}–{end // 60} Uhr gelesen.")
    return rest


def _between(first: str, last: str) -> tuple[int, ...]:
    """„Mo-Fr“ as five days; nothing where one of them is no day or they run backwards."""
    days = [_codes("days").get(key(word)) for word in (first, last)]
    if days[0] is None or days[1] is None or int(days[1]) < int(days[0]):
        return ()
    return tuple(range(int(days[0]), int(days[1]) + 1))


@cache
def _phrases() -> Mapping[str, tuple[int, ...]]:
    """Words for several days, the longest first."""
    listed: Mapping[str, Sequence[str]] = volunteer_words()["several_days"]
    found = {word.casefold(): tuple(map(int, digits)) for digits, listing in listed.items() for word in listing}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


@cache
def _day_parts() -> Mapping[str, tuple[str, int, int]]:
    """Key of a word → the part's name and its minutes."""
    listed = volunteer_words()["day_parts"]
    return {
        form: (name, int(part["from"]), int(part["until"]))
        for name, part in listed.items() for word in part["words"] for form in _forms(word)
    }  # fmt: skip
