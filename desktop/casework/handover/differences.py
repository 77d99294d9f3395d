"""Which facts a list tells differently from the vault, as texts for people."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel import Locale

from desktop.casework.handover.known import KnownFacts
from desktop.casework.handover.listed import ADDRESS, LABELS, LANGUAGES, TITLE, Listed
from desktop.casework.handover.spelling import better_spelling
from desktop.casework.list_rows import FieldChange
from desktop.casework.people.languages import language_name
from desktop.casework.people.residence import AddressRow, TitleRow
from desktop.clock import german_date
from desktop.person_terms import ValidUntil
from desktop.terms import PartialDate, Term

_NAMES = ("family_name", "given_names")
_GERMAN = Locale("de")


def differences(statement: Listed, known: KnownFacts) -> tuple[FieldChange, ...]:
    """Changes in the order of `LABELS`. What the list does not say is no change."""
    found = []
    for name in LABELS:
        if name in statement.fields:
            old, new = _values(name, statement, known)
            if _differ(name, old, new):
                found.append(_change(name, old, new, known))
    return tuple(found)


def new_columns(statement: Listed, known: KnownFacts, fields: frozenset[str]) -> dict[str, Any]:
    """The chosen record columns with the values they are to get."""
    return {name: _values(name, statement, known)[1] for name in statement.columns if name in fields}


def text_of(value: object) -> str:
    """A fact as a clerk writes it; empty when there is none."""
    if isinstance(value, Term):
        return value.label
    if isinstance(value, PartialDate):
        return value.german
    if isinstance(value, dt.date):
        return german_date(value)
    if isinstance(value, TitleRow):
        return _title_text(value)
    if isinstance(value, AddressRow):
        return ", ".join(part for part in (value.accommodation, value.line) if part)
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    return "" if value is None else str(value)


def coded_text(name: str, value: object) -> str:
    """Like `text_of`; codes of languages and countries get their German names."""
    if name == LANGUAGES and isinstance(value, list | tuple):
        return ", ".join(language_name(str(code)) for code in value)
    if name in ("nationalities", "origin_country"):
        codes = value if isinstance(value, list) else [value] if value else []
        special = {"stateless": "staatenlos", "unclear": "ungeklärt"}
        return ", ".join(special.get(str(code)) or _GERMAN.territories.get(str(code), str(code)) for code in codes)
    return text_of(value)


def _values(name: str, statement: Listed, known: KnownFacts) -> tuple[object, object]:
    """Old and new value of a field; a name is compared by its better spelling."""
    if name == LANGUAGES:
        return known.languages, list(statement.languages)
    if name == TITLE:
        return known.title, statement.title
    if name == ADDRESS:
        return known.address, statement.address
    old, new = known.columns[name], statement.columns[name]
    return old, better_spelling(old, new) if name in _NAMES and old else new


def _differ(name: str, old: object, new: object) -> bool:
    if isinstance(old, TitleRow) and isinstance(new, TitleRow):
        return _title_key(old) != _title_key(new)
    if isinstance(old, AddressRow) and isinstance(new, AddressRow):
        return _place_key(old) != _place_key(new)
    if name == LANGUAGES and isinstance(old, list) and isinstance(new, list):
        return not set(new) <= set(old)
    if isinstance(old, PartialDate) and isinstance(new, PartialDate):
        return old.code.rstrip("?") != new.code.rstrip("?")
    return bool(old != new)


def _title_key(title: TitleRow) -> tuple[object, ...]:
    return title.kind, title.valid_kind, title.valid_until


def _place_key(address: AddressRow) -> tuple[str, ...]:
    """Address without blanks and capitals; a postcode only one side knows makes no other place."""
    return tuple(part.casefold().replace(" ", "") for part in (address.street, address.town, address.accommodation))


def _change(name: str, old: object, new: object, known: KnownFacts) -> FieldChange:
    why = known.kept.get(name, "")
    if name == LANGUAGES and isinstance(old, list) and isinstance(new, list):
        new = [*old, *(code for code in new if code not in old)]
    return FieldChange(name, LABELS[name], coded_text(name, old), coded_text(name, new), not why, why)


def _title_text(title: TitleRow) -> str:
    words = title.as_written or title.kind.label
    if title.valid_until:
        return f"{words}, gültig bis {german_date(title.valid_until)}"
    return words if title.valid_kind is ValidUntil.UNKNOWN else f"{words}, {title.valid_kind.label}"
