"""A volunteer's facts as values of a form and back."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage, VolunteerDetail, VolunteerFacts
from desktop.casework.volunteers.week_times import Span
from desktop.person_terms import Salutation, Sex
from desktop.terms import Term
from desktop.volunteer_terms import Activity, Allowance, LanguageSkill, TargetGroup

_TERMS: dict[str, type[Term]] = {"salutation": Salutation, "sex": Sex, "allowance": Allowance}
_CHOSEN: dict[str, type[Term]] = {
    "activities": Activity, "excluded_activities": Activity, "target_groups": TargetGroup,
    "excluded_groups": TargetGroup,
}  # fmt: skip
_NUMBERS = ("radius_km", "most_matches")
_FLAGS = ("has_car", "works_with_minors", "own_flight")
_EMPTY = VolunteerFacts()


def profile_values(detail: VolunteerDetail) -> dict[str, object]:
    """Values by field key: the facts, hours instead of minutes a week, languages as rows, times as spans."""
    values: dict[str, object] = dict(vars(detail.facts))
    for key in _NUMBERS:
        values[key] = None if values[key] is None else Decimal(str(values[key]))
    minutes = detail.facts.minutes_per_week
    values["minutes_per_week"] = None if minutes is None else _hours(minutes)
    values["languages"] = tuple({"code": row.code, "skill": row.skill.value} for row in detail.languages)
    values["times"] = detail.times
    return values


def facts_of_form(values: Mapping[str, object], rest: VolunteerFacts = _EMPTY) -> VolunteerFacts:
    """The facts a form holds; what it has no field for stays as in `rest`."""
    known = {name: _fact(name, values[name]) for name in vars(_EMPTY) if name in values}
    return VolunteerFacts(**{**vars(rest), **known})


def languages_of_form(values: Mapping[str, object]) -> tuple[SpokenLanguage, ...]:
    """The languages a form holds, each once; a row without a language is none."""
    rows = values.get("languages")
    found: dict[str, SpokenLanguage] = {}
    for row in rows if isinstance(rows, list | tuple) else ():
        code = str(row.get("code") or "")
        skill = LanguageSkill(str(row.get("skill") or LanguageSkill.GOOD.value))
        if code and code not in found:
            found[code] = SpokenLanguage(code, skill)
    return tuple(found.values())


def times_of_form(values: Mapping[str, object]) -> tuple[Span, ...]:
    """The times a form holds."""
    times = values.get("times")
    return tuple(span for span in times if isinstance(span, Span)) if isinstance(times, list | tuple) else ()


def _fact(name: str, value: object) -> Any:  # noqa: ANN401  each fact has its own type
    if name == "minutes_per_week":
        return None if value is None else int(Decimal(str(value)) * 60)
    if name in _CHOSEN:
        codes = value if isinstance(value, list | tuple) else ()
        return tuple(_CHOSEN[name](str(code)) for code in codes)
    if value is None or value == "":
        return getattr(_EMPTY, name)
    if name in _TERMS:
        return _TERMS[name](str(value))
    if name in _NUMBERS:
        return int(Decimal(str(value)))
    if name in _FLAGS or name == "may_show_contact":
        return bool(value)
    return tuple(value) if isinstance(value, list) else value


def _hours(minutes: int) -> Decimal:
    """2.5 for 150; as few digits as it needs."""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.01")).normalize()
    return hours.quantize(Decimal(1)) if hours == hours.to_integral() else hours
