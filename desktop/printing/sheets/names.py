"""Names as each language writes them: Latin letters in German, the own script in the other column."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.casework.people.people import PersonRow
from desktop.casework.plans.plan_print import PlanPrint
from desktop.printing.sheets.speech import Speech, Words, shortened

_LONGEST = 60


def given_name(data: PlanPrint, speech: Speech, person: PersonRow) -> Words:
    """The given name of somebody the plan is for."""
    own = person.own_script_name.split()
    first, last = _shared(data.persons)
    inner = own[1 if first else 0 : len(own) - (1 if last else 0)]
    return speech.called(shortened(person.given, _LONGEST), shortened(" ".join(inner), _LONGEST))


def full_name(data: PlanPrint, speech: Speech, name: str) -> Words:
    """Somebody who takes part; „Ahmadi, Maryam“ as one says it, and in the own script for whom the plan is for."""
    known = next((person for person in data.persons if name in (person.name, spoken_name(person.name))), None)
    if known is None:
        return speech.same(name)
    return speech.called(spoken_name(name), known.own_script_name)


def family_name(data: PlanPrint, speech: Speech, longest: int) -> Words:
    """„Ahmadi“; in the own script where its members share a word of their names."""
    first, last = _shared(data.persons)
    return speech.called(shortened(data.title.removeprefix("Familie "), longest), shortened(first or last, longest))


def spoken_name(name: str) -> str:
    """„Ahmadi, Maryam“ as one says it."""
    family, _, given = name.partition(", ")
    return f"{given} {family}" if given else family


def _shared(persons: Sequence[PersonRow]) -> tuple[str, str]:
    """The word all own-script names begin with, or the one they end with; which of the two depends on the culture.

    Empty where it cannot be told from the names, as with one person or with the endings of „Морозов“ and „Морозова“.
    """
    names = [person.own_script_name.split() for person in persons]
    if len(names) < 2 or any(len(name) < 2 for name in names):
        return "", ""
    last = names[0][-1] if len({name[-1] for name in names}) == 1 else ""
    first = names[0][0] if not last and len({name[0] for name in names}) == 1 else ""
    return first, last
