"""The rules of `resources/catalogue/deadlines.toml` and what the office changed of them."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from desktop import paths
from desktop.casework.plans.catalogue_data import CatalogueFormatError
from desktop.errors import CaseworkError

LONGEST_DAYS = 1000
"""More days than anybody wants to be reminded before; guards a typing error."""


@dataclass(frozen=True)
class Rule:
    """One rule. See the head of the catalogue file for the meaning of the fields."""

    key: str
    title: str
    icon: str
    source: str
    who: str
    page: str
    lead_days: tuple[int, ...]
    """From the longest to the shortest."""
    after_days: tuple[int, ...] = ()
    day: str = ""
    active: bool = True
    on_top: bool = False
    stays: bool = False

    @property
    def longest_lead(self) -> dt.timedelta:
        return dt.timedelta(days=max(self.lead_days))

    def horizon(self, today: dt.date) -> dt.date:
        """The last day this rule shows already today."""
        return today + self.longest_lead

    def reminder_day(self, due_on: dt.date, today: dt.date) -> dt.date:
        """The day itself, or the day of the reminder reached last where the rule reminds several times.

        It is what a mark hangs on: done half a year before, the date comes up again three months before.
        """
        if len(self.lead_days) == 1:
            return due_on
        reached = [lead for lead in self.lead_days if due_on - dt.timedelta(days=lead) <= today]
        return due_on - dt.timedelta(days=min(reached, default=max(self.lead_days)))


@dataclass(frozen=True)
class RuleChoice:
    """What the office decided about one rule; everything else stays as shipped."""

    key: str
    active: bool
    lead_days: tuple[int, ...]
    after_days: tuple[int, ...] = ()
    day: str = ""


@cache
def shipped_rules() -> tuple[Rule, ...]:
    """The rules as they came with the program, in the order of the catalogue."""
    known = {field.name for field in fields(Rule)}
    rules = tuple(_rule(entry, known) for entry in _load("deadlines.toml").get("rule", []))
    if len({rule.key for rule in rules}) != len(rules):
        raise CatalogueFormatError("deadlines: a key is given twice")
    return rules


def chosen_rules(kept: Mapping[str, Any]) -> tuple[Rule, ...]:
    """All rules with the office's choices (`kept_choice` by key) laid over them."""
    return tuple(_with_choice(rule, kept.get(rule.key)) for rule in shipped_rules())


def kept_choice(choice: RuleChoice) -> dict[str, Any]:
    """A choice as JSON values. Raises CaseworkError for numbers and days that cannot be."""
    rule = next((rule for rule in shipped_rules() if rule.key == choice.key), None)
    if rule is None:
        raise CaseworkError("Diese Frist gibt es nicht mehr.")
    for days in (choice.lead_days, choice.after_days):
        if any(not 0 <= number <= LONGEST_DAYS for number in days):
            raise CaseworkError(f"Tage gehen von 0 bis {LONGEST_DAYS}.", field=choice.key)
    if not choice.lead_days or bool(choice.after_days) != bool(rule.after_days):
        raise CaseworkError("Bitte mindestens eine Zahl von Tagen angeben.", field=choice.key)
    if rule.day:
        _check_day(choice)
    return {
        "active": choice.active, "lead_days": sorted(choice.lead_days, reverse=True),
        "after_days": sorted(choice.after_days), "day": choice.day,
    }  # fmt: skip


def next_day(text: str, today: dt.date, patience: int = 90) -> dt.date:
    """„04.03.2027“ as it is; „15.01.“ of this year as long as it is not over for more than `patience` days, else of
    the next. Raises CaseworkError for anything else."""
    parts = text.strip().rstrip(".").split(".")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return dt.date(numbers[2], numbers[1], numbers[0])
        day = dt.date(today.year, numbers[1], numbers[0])
        return day if (today - day).days <= patience else dt.date(today.year + 1, numbers[1], numbers[0])
    except (ValueError, IndexError) as error:
        raise CaseworkError("Bitte einen Tag wie 15.01. oder 04.03.2027 angeben.", field="day") from error


def _check_day(choice: RuleChoice) -> None:
    try:
        next_day(choice.day, dt.date(2000, 1, 1))
    except CaseworkError as error:
        raise CaseworkError(str(error), field=choice.key) from error


def _rule(entry: Mapping[str, Any], known: set[str]) -> Rule:
    if strange := set(entry) - known:
        raise CatalogueFormatError(f"{entry.get('key')}: unknown field {', '.join(sorted(strange))}")
    rule = Rule(**{**entry, "lead_days": tuple(entry["lead_days"]), "after_days": tuple(entry.get("after_days", ()))})
    if rule.who not in ("case", "office", "volunteers") or not rule.lead_days or not rule.source:
        raise CatalogueFormatError(f"{rule.key}: who, lead_days and source must be given")
    return rule


def _with_choice(rule: Rule, kept: Any) -> Rule:  # noqa: ANN401  JSON out of the settings
    if not isinstance(kept, dict):
        return rule
    return replace(
        rule, active=bool(kept["active"]), lead_days=tuple(kept["lead_days"]), after_days=tuple(kept["after_days"]),
        day=str(kept["day"]) or rule.day,
    )


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource("catalogue", name).read_text(encoding="utf-8"))
