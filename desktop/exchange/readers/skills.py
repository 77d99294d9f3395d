"""Cells about German, school, profession and income."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.casework.handover.incoming import (
    CellReading,
    GermanSkill,
    Income,
    Schooling,
    missing,
    sure,
    unreadable,
    unsure,
)
from desktop.exchange.readers.words import cleaned, is_nothing, key, table
from desktop.person_terms import GermanLevel
from desktop.terms import PartialDate

_LEVEL = re.compile(r"\b([ABC])\s?([12])(?:\.\d)?\b", re.IGNORECASE)
_IN_COURSE = re.compile(
    r"\b(?:in|im|besucht|lernt|kurs|läuft|laufend)\b[^;,/]*?\b(?:kurs|[ABC][12])|\b[ABC][12]\s?-?\s?kurs", re.IGNORECASE
)
_CERTIFICATE = re.compile(r"\b(DTZ|DTB|telc|Goethe|ÖSD|TestDaF|LiD|Zertifikat|Zert)\b\.?", re.IGNORECASE)
_MONTH = re.compile(r"\b(0?[1-9]|1[0-2])\s*[/.]\s*(\d{4}|\d{2})\b")
_LITERACY = re.compile(r"\balpha(?:bet\w*|kurs)?\b", re.IGNORECASE)
_YEAR_OF_SCHOOL = re.compile(r"\b(?:kl(?:asse)?\.?\s*(\d{1,2})|(\d{1,2})\.?\s*kl(?:asse)?\b)", re.IGNORECASE)
_PIECES = re.compile(r"\s*[/;,+&]\s*|\s+und\s+")
_ERGAENZEND = re.compile(r"\b(?:erg(?:änzend)?|aufst\w*)\b\.?", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def read_german(text: str) -> CellReading[GermanSkill]:
    """Level of German with certificate and course.

    „A1/A2“ gives the lower level, unsure: the higher one has only begun.
    """
    text = cleaned(text)
    if not text or text in ("-", "–"):
        return missing(text)
    code = table("german_levels").get(key(text))
    if code:
        return sure(GermanSkill(GermanLevel(code)), text)
    levels = [GermanLevel(letter.upper() + digit) for letter, digit in _LEVEL.findall(text)]
    literacy = bool(_LITERACY.search(text))
    if literacy and not levels:
        return sure(GermanSkill(None, literacy=True), text)
    if not levels:
        return missing(text) if is_nothing(text) else unreadable(text, f"„{text}“ ist keine bekannte Deutschangabe.")
    if _IN_COURSE.search(text):
        return _course(text, levels, literacy)
    if len(set(levels)) > 1:
        low = min(levels, key=list(GermanLevel).index)
        return unsure(GermanSkill(low, literacy=literacy), text, f"Zwei Stufen sind angegeben, übernommen wird {low}.")
    return sure(_certified(text, levels[0], literacy), text)


def _course(text: str, levels: list[GermanLevel], literacy: bool) -> CellReading[GermanSkill]:
    skill = GermanSkill(levels[0] if len(levels) > 1 else None, course=levels[-1], literacy=literacy)
    if skill.level:
        return sure(skill, text)
    return sure(skill, text, f"Besucht einen Kurs auf Stufe {skill.course}; die erreichte Stufe ist nicht angegeben.")


def _certified(text: str, level: GermanLevel, literacy: bool) -> GermanSkill:
    certificate, month = _CERTIFICATE.search(text), _MONTH.search(text)
    when = None
    if month:
        year = int(month.group(2))
        when = PartialDate(year if year > 99 else 2000 + year, int(month.group(1)))
    return GermanSkill(level, None, certificate.group(1) if certificate else "", when, literacy)


@lru_cache(maxsize=10_000)
def read_school(text: str) -> CellReading[Schooling]:
    """School or day care with the year of school; an unknown school keeps its name and no code."""
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    match = _YEAR_OF_SCHOOL.search(text)
    year = int(match.group(1) or match.group(2)) if match else None
    kinds = table("schools")
    rest = key(_YEAR_OF_SCHOOL.sub(" ", text))
    code = kinds.get(key(text)) or kinds.get(rest)
    if not code:
        code = next((kinds[word] for word in rest.split() if word in kinds), None)
    if not code and year and year <= 4:
        return unsure(Schooling("primary", year, text), text, "Aus der Klasse wurde auf die Grundschule geschlossen.")
    if not code:
        return unsure(Schooling("", year, text), text, f"„{text}“ ist keine bekannte Schulart; der Text bleibt stehen.")
    return sure(Schooling(code, year, text), text)


@lru_cache(maxsize=10_000)
def read_profession(text: str) -> CellReading[str]:
    """A profession as written. „ohne“ and „keine“ are answers and stay, a dash is none."""
    text = cleaned(text)
    return missing(text) if is_nothing(text) else sure(text, text)


@lru_cache(maxsize=10_000)
def read_income(text: str) -> CellReading[Income]:
    """Benefits and work; what is in no table keeps the reading unsure but its words stay."""
    text = cleaned(text)
    if is_nothing(text):
        return missing(text)
    benefits, activities, strange = [], [], []
    for part in [text] if _income_codes(text) != (None, None) else _PIECES.split(text):
        benefit, activity = _income_codes(part)
        benefits += [benefit] if benefit else []
        activities += [activity] if activity else []
        if not benefit and not activity and key(part):
            strange.append(part)
    income = Income(tuple(dict.fromkeys(benefits)), activities[0] if activities else None, text)
    if strange:
        return unsure(income, text, f"„{strange[0]}“ ist keine bekannte Leistung; der Text bleibt stehen.")
    return sure(income, text)


def _income_codes(part: str) -> tuple[str | None, str | None]:
    word = key(_ERGAENZEND.sub(" ", part))
    return table("benefits").get(word), table("activities").get(word)
