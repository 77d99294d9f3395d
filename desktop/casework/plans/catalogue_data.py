"""The catalogue as shipped: areas, goals, measures and proofs out of `resources/catalogue/*.toml` (domain 3.3).

The vault holds the office's own copy (decision 7); this module only reads and checks what comes with the program.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from desktop import paths
from desktop.terms import DueKind, Horizon, Protection, Responsible

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_Code = TypeVar("_Code", bound=Enum)


class CatalogueFormatError(Exception):
    """A catalogue file breaks the schema; the message names the file's entry and what is wrong."""


class AreaPrinting(StrEnum):
    """Where an area's goals may be printed (decision 21)."""

    ALWAYS = "always"
    OWN_SHEET_AFTER_TICK = "own_sheet_after_tick"


class DueRule(StrEnum):
    """How the default due date of a measure is found."""

    WEEKS = "weeks"
    ONGOING = "ongoing"
    AT_ONCE = "at_once"
    COURSE_END = "course_end"
    HOUSING_OFFER = "housing_offer"
    WEEKS_BEFORE_EXPIRY = "weeks_before_expiry"
    MONTHS_AFTER_RECOGNITION = "months_after_recognition"


COUNTED_RULES = frozenset({DueRule.WEEKS, DueRule.WEEKS_BEFORE_EXPIRY, DueRule.MONTHS_AFTER_RECOGNITION})


@dataclass(frozen=True)
class DueOffset:
    """Default due date of a measure; `amount` counts weeks or months and is 0 for rules without a number."""

    rule: DueRule
    amount: int = 0

    @property
    def kind(self) -> DueKind:
        """How the plan stores it: ongoing, at once, or a date that is computed or waits for the user."""
        return {DueRule.ONGOING: DueKind.ONGOING, DueRule.AT_ONCE: DueKind.AT_ONCE}.get(self.rule, DueKind.DATE)

    def day_from(self, start: dt.date) -> dt.date | None:
        """The due day counted in weeks from `start`; None where it hangs on something only the user knows."""
        return start + dt.timedelta(weeks=self.amount) if self.rule is DueRule.WEEKS else None


@dataclass(frozen=True)
class AreaData:
    """A Handlungsfeld; `short` is for narrow columns, `icon` a file name in `resources/icons` without `.svg`."""

    key: str
    number: int
    name: str
    short: str
    icon: str
    protection: Protection
    printing: AreaPrinting


@dataclass(frozen=True)
class GoalData:
    """A proposed goal in the person's voice with „Woran merken wir es?“."""

    key: str
    area: str
    text: str
    indicator: str
    horizon: Horizon


@dataclass(frozen=True)
class MeasureData:
    """A proposed step. `proof` is a proof key or empty; `fill` holds suggestions for each `{placeholder}` in `text`."""

    key: str
    area: str
    text: str
    who: tuple[Responsible, ...]
    due: DueOffset
    proof: str
    goals: tuple[str, ...]
    fill: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Catalogue:
    """The shipped catalogue, everything in printing order; `proofs` maps proof keys to their German words."""

    areas: tuple[AreaData, ...]
    goals: tuple[GoalData, ...]
    measures: tuple[MeasureData, ...]
    proofs: Mapping[str, str]

    def goals_of(self, area: str) -> tuple[GoalData, ...]:
        return tuple(goal for goal in self.goals if goal.area == area)

    def measures_for(self, goal: str) -> tuple[MeasureData, ...]:
        """Steps proposed for a goal key."""
        return tuple(measure for measure in self.measures if goal in measure.goals)


@cache
def shipped_catalogue() -> Catalogue:
    """The catalogue that came with this version of the program."""
    return read_catalogue(paths.resource("catalogue"))


def read_catalogue(folder: Path) -> Catalogue:
    """Read and check a catalogue folder; raises `CatalogueFormatError`."""
    areas = tuple(_area(entry) for entry in _load(folder / "areas.toml").get("area", []))
    proofs = _load(folder / "proofs.toml").get("proof", {})
    goals: list[GoalData] = []
    measures: list[MeasureData] = []
    for area in areas:
        content = _load(folder / "areas" / f"{area.number:02}_{area.key}.toml")
        _only(f"Datei {area.key}", content, {"goal", "measure"})
        goals += [_goal(area.key, entry) for entry in content.get("goal", [])]
        measures += [_measure(area.key, entry) for entry in content.get("measure", [])]
    catalogue = Catalogue(areas, tuple(goals), tuple(measures), MappingProxyType(proofs))
    _check_links(catalogue)
    return catalogue


def placeholders(text: str) -> frozenset[str]:
    """Names in curly braces that a text wants filled."""
    return frozenset(PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """A catalogue text with its placeholders replaced, „…“ where the user has not said what yet."""
    return PLACEHOLDER.sub(lambda match: values.get(match[1]) or "…", text)


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueFormatError(f"{file.name}: {error}") from error


def _only(place: str, entry: Mapping[str, Any], known: Collection[str]) -> None:
    if strange := sorted(set(entry) - set(known)):
        raise CatalogueFormatError(f"{place}: unknown field {', '.join(strange)}")


def _text(place: str, entry: Mapping[str, Any], field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value or value != value.strip():
        raise CatalogueFormatError(f"{place}: {field} must be a text without blanks around it")
    return value


def _coded(place: str, kind: type[_Code], code: object) -> _Code:
    try:
        return kind(code)
    except ValueError as error:
        raise CatalogueFormatError(f"{place}: {code!r} is no {kind.__name__}") from error


def _key(area: str, part: str, entry: Mapping[str, Any]) -> str:
    key = _text(f"an entry of {area}", entry, "key")
    if not key.startswith(f"{area}.{part}."):
        raise CatalogueFormatError(f"{key}: the key must begin with {area}.{part}.")
    return key


def _area(entry: Mapping[str, Any]) -> AreaData:
    key = _text("area", entry, "key")
    _only(key, entry, AreaData.__dataclass_fields__)
    if not isinstance(entry.get("number"), int):
        raise CatalogueFormatError(f"{key}: number must be a whole number")
    return AreaData(
        key=key,
        number=entry["number"],
        name=_text(key, entry, "name"),
        short=_text(key, entry, "short"),
        icon=_text(key, entry, "icon"),
        protection=_coded(key, Protection, entry.get("protection")),
        printing=_coded(key, AreaPrinting, entry.get("printing")),
    )


def _goal(area: str, entry: Mapping[str, Any]) -> GoalData:
    key = _key(area, "ziel", entry)
    _only(key, entry, {"key", "text", "indicator", "horizon"})
    horizon = _coded(key, Horizon, entry.get("horizon"))
    return GoalData(key, area, _text(key, entry, "text"), _text(key, entry, "indicator"), horizon)


def _measure(area: str, entry: Mapping[str, Any]) -> MeasureData:
    key = _key(area, "schritt", entry)
    _only(key, entry, {"key", "text", "fill", "who", "due", "proof", "goals"})
    text = _text(key, entry, "text")
    fill = {name: tuple(words) for name, words in entry.get("fill", {}).items()}
    if placeholders(text) != set(fill) or not all(fill.values()):
        raise CatalogueFormatError(f"{key}: fill must give suggestions for exactly the placeholders of the text")
    who = tuple(_coded(key, Responsible, code) for code in entry.get("who", ()))
    goals = tuple(entry.get("goals", ()))
    if not who or not goals:
        raise CatalogueFormatError(f"{key}: who and goals must not be empty")
    proof = _text(key, entry, "proof") if "proof" in entry else ""
    return MeasureData(key, area, text, who, _due(key, entry.get("due")), proof, goals, MappingProxyType(fill))


def _due(place: str, value: object) -> DueOffset:
    if isinstance(value, dict) and len(value) == 1:
        ((name, amount),) = value.items()
        offset = DueOffset(_coded(place, DueRule, name), amount)
    else:
        offset = DueOffset(_coded(place, DueRule, value))
    counted = isinstance(offset.amount, int) and offset.amount > 0
    if counted != (offset.rule in COUNTED_RULES):
        raise CatalogueFormatError(f"{place}: due {value!r} needs a number above 0 exactly where the rule counts")
    return offset


def _check_links(catalogue: Catalogue) -> None:
    """Keys are unique, numbers run from 1, and every goal and proof a measure names exists."""
    _unique(area.key for area in catalogue.areas)
    _unique(goal.key for goal in catalogue.goals)
    _unique(measure.key for measure in catalogue.measures)
    if [area.number for area in catalogue.areas] != list(range(1, len(catalogue.areas) + 1)):
        raise CatalogueFormatError("areas: numbers must run from 1 without gaps")
    for key, word in catalogue.proofs.items():
        _text(f"proof {key}", {"word": word}, "word")
    for measure in catalogue.measures:
        known = {goal.key for goal in catalogue.goals_of(measure.area)}
        if strange := [goal for goal in measure.goals if goal not in known]:
            raise CatalogueFormatError(f"{measure.key}: no such goal in its area: {', '.join(strange)}")
        if measure.proof and measure.proof not in catalogue.proofs:
            raise CatalogueFormatError(f"{measure.key}: no such proof: {measure.proof}")


def _unique(keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise CatalogueFormatError(f"{key}: the key is given twice")
        seen.add(key)
