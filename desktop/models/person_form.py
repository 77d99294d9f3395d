"""A person's facts as values of a form and back, and former values in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from desktop.casework.people.people import LanguageRow, PersonDetail, PersonFacts
from desktop.clock import german_date
from desktop.models.person_words import language_name
from desktop.person_terms import (
    AssignmentKind,
    AsylumState,
    FamilyReunion,
    GermanLevel,
    InterpreterGender,
    InterpreterNeed,
    LanguageUse,
    MaritalStatus,
    Reachable,
    Reading,
    Salutation,
    Sex,
    TravelDocument,
)
from desktop.terms import PartialDate, Term

TERMS: dict[str, type[Term]] = {
    "salutation": Salutation, "sex": Sex, "assignment_kind": AssignmentKind, "reachable": Reachable,
    "interpreter_need": InterpreterNeed, "interpreter_gender": InterpreterGender, "reading": Reading,
    "german_level": GermanLevel, "marital_status": MaritalStatus, "asylum_state": AsylumState,
    "travel_document": TravelDocument, "family_reunion": FamilyReunion,
}  # fmt: skip
"""Facts that are one of a list."""

_DAYS = ("assigned_on", "travel_document_until", "family_reunion_due")
_PARTIAL = ("birth_date", "entry_date")


def form_values(detail: PersonDetail) -> dict[str, object]:
    """Values by field key; languages stand under `mother`, `speaks` and `would_interpret` as tuples of codes."""
    values: dict[str, object] = dict(vars(detail.facts))
    for key, use in (("mother", LanguageUse.MOTHER), ("speaks", LanguageUse.SPEAKS)):
        values[key] = tuple(row.code for row in detail.languages if row.use is use)
    values["would_interpret"] = tuple(row.code for row in detail.languages if row.would_interpret)
    return values


def facts_of(values: Mapping[str, object]) -> PersonFacts:
    """The facts a form holds; keys it does not have stay unknown."""
    empty = PersonFacts()
    return PersonFacts(**{name: _fact(name, values.get(name), getattr(empty, name)) for name in vars(empty)})


def languages_of(values: Mapping[str, object]) -> tuple[LanguageRow, ...]:
    """The languages a form holds: mother tongues first, each language once."""
    mother, speaks, helps = (_codes(values.get(key)) for key in ("mother", "speaks", "would_interpret"))
    uses = dict.fromkeys((*speaks, *helps), LanguageUse.SPEAKS) | dict.fromkeys(mother, LanguageUse.MOTHER)
    ordered = dict.fromkeys((*mother, *speaks, *helps))
    return tuple(LanguageRow(code, uses[code], code in helps) for code in ordered)


def former_words(field: str, value: object) -> str:
    """A stored former value in German: the word for a code, dd.MM.yyyy for a day, „–“ for nothing."""
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if field in TERMS:
        return TERMS[field](str(value)).label
    if field in _DAYS:
        return german_date(dt.date.fromisoformat(str(value)))
    if field in _PARTIAL:
        return PartialDate.parse(str(value)).german
    if field == "print_language":
        return language_name(str(value))
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _fact(name: str, value: object, unknown: object) -> Any:  # noqa: ANN401  each fact has its own type
    if value is None or value == "":
        return unknown
    if name in TERMS:
        return TERMS[name](str(value))
    return tuple(value) if isinstance(value, list) else value


def _codes(value: object) -> tuple[str, ...]:
    return tuple(str(code) for code in value) if isinstance(value, list | tuple) else ()
