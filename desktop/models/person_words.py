"""Persons in a few German words, as list, head and overview say them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from desktop.casework.cases.cases import MemberRow
from desktop.casework.people.people import PersonRow
from desktop.casework.people.residence import TitleRow
from desktop.clock import german_date
from desktop.exchange.readers.words import mapping
from desktop.person_terms import GermanLevel, InterpreterNeed, Relation, ResidenceGroup, ValidUntil

EXPIRY_DAYS = 70
"""A title counts as expiring from ten weeks before (domain 1.5)."""


def language_name(code: str) -> str:
    """The usual German word of a language („Dari“); what has no code is a word already."""
    names: Mapping[str, Sequence[str]] = mapping("languages")
    return names[code][0] if code in names else code


def language_words(codes: Sequence[str], level: GermanLevel | None = None) -> str:
    """„Dari, Paschtu, Deutsch A2“; German itself only with its level."""
    names = [language_name(code) for code in codes if code != "de"]
    if level is not None and level is not GermanLevel.NONE:
        names.append(f"Deutsch {level.label}")
    elif level is GermanLevel.NONE:
        names.append("noch kein Deutsch")
    return ", ".join(names)


def age_words(person: PersonRow, day: dt.date) -> str:
    """„34 Jahre“, „5 Monate“ for babies, „ca. 41 Jahre“ where the birth date is unsure, nothing without one."""
    birth = person.birth_date
    if birth is None:
        return ""
    years = birth.age_on(day)
    about = "ca. " if birth.approximate or birth.uncertain or not birth.month else ""
    if years < 1 and birth.month:
        months = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < (birth.day or 1))
        return "1 Monat" if months == 1 else f"{max(0, months)} Monate"
    return f"{about}{years} Jahr" if years == 1 else f"{about}{years} Jahre"


def title_words(title: TitleRow | None) -> str:
    """„Aufenthaltserlaubnis § 25 Abs. 3, bis 14.01.2027“; nothing where nothing is known."""
    if title is None:
        return ""
    if title.valid_kind is ValidUntil.DATE and title.valid_until:
        return f"{title.kind.label}, bis {german_date(title.valid_until)}"
    if title.valid_kind is ValidUntil.UNKNOWN:
        return title.kind.label
    return f"{title.kind.label}, {title.valid_kind.label}"


def days_of_title(title: TitleRow | None, day: dt.date) -> int | None:
    """Days until the title ends, negative when it is over; None when it has no end."""
    dated = title is not None and title.valid_kind is ValidUntil.DATE and title.valid_until
    return (dated - day).days if dated else None


def expires_soon(title: TitleRow | None, day: dt.date) -> bool:
    """Whether the title is over or ends within ten weeks."""
    days = days_of_title(title, day)
    return days is not None and days <= EXPIRY_DAYS


def expiry_words(title: TitleRow, day: dt.date) -> str:
    """„Titel läuft ab am 14.01.2027“. Gestattung and Duldung are no titles and are not called so (domain 13)."""
    assert title.valid_until is not None
    paper = "Aufenthaltspapier" if title.kind.group is ResidenceGroup.WITHOUT_TITLE else "Titel"
    over = "abgelaufen am" if title.valid_until < day else "läuft ab am"
    return f"{paper} {over} {german_date(title.valid_until)}"


def relation_words(member: MemberRow) -> str:
    """The member's place in the family, custody of a child, and whether they live elsewhere.

    The word for any adult says nothing and is left out.
    """
    said = "" if member.relation in (None, Relation.ADULT) else member.relation.label
    custody = f"Sorgerecht: {member.custody.label}" if member.custody else ""
    return " · ".join(part for part in (said, custody, "" if member.in_household else "lebt woanders") if part)


def interpreter_words(need: InterpreterNeed | None) -> str:
    """„Sprachmittlung: manchmal“; nothing where none is needed or nobody asked."""
    return f"Sprachmittlung: {need.label}" if need not in (None, InterpreterNeed.NO) else ""
