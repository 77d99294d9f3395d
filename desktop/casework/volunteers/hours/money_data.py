"""`resources/catalogue/volunteer_money.toml`: yearly limits as shipped, interpreter rates, activity → Förderbereich."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from desktop import paths
from desktop.casework.plans.catalogue_data import AreaData, CatalogueFormatError, shipped_catalogue
from desktop.volunteer_terms import Activity


@dataclass(frozen=True)
class MoneyYear:
    """Amounts of one year in cents; `source` says where they come from."""

    year: int
    volunteer: int
    """Ehrenamtspauschale (§ 3 Nr. 26a EStG)."""
    trainer: int
    """Übungsleiterpauschale (§ 3 Nr. 26 EStG)."""
    km: int
    """Per kilometre; money laid out, not part of an allowance."""
    source: str = ""


@dataclass(frozen=True)
class InterpreterExample:
    """What somebody else pays for Sprachmittlung."""

    place: str
    words: str
    source: str


@cache
def shipped_years() -> tuple[MoneyYear, ...]:
    """The years the program knows, oldest first. Raises CatalogueFormatError for a file that breaks its form."""
    years = sorted((_year(entry) for entry in _content().get("year", [])), key=lambda year: year.year)
    if not years or len({year.year for year in years}) != len(years):
        raise CatalogueFormatError("volunteer_money: years must be given, each once")
    return tuple(years)


@cache
def interpreter_examples() -> tuple[InterpreterExample, ...]:
    """In the order of the file."""
    return tuple(InterpreterExample(**entry) for entry in _content().get("interpreter", []))


@cache
def area_of() -> Mapping[Activity, AreaData]:
    """The Handlungsfeld each activity counts to; every activity has one."""
    areas = {area.key: area for area in shipped_catalogue().areas}
    given = _content().get("areas", {})
    if set(given) != {activity.value for activity in Activity} or not set(given.values()) <= set(areas):
        raise CatalogueFormatError("volunteer_money: areas must name a known area for each activity")
    return MappingProxyType({Activity(code): areas[area] for code, area in given.items()})


def _year(entry: Mapping[str, Any]) -> MoneyYear:
    try:
        year = MoneyYear(**entry)
    except TypeError as error:
        raise CatalogueFormatError(f"volunteer_money: {error}") from error
    if not year.source or min(year.volunteer, year.trainer, year.km) <= 0:
        raise CatalogueFormatError(f"volunteer_money: {year.year} needs amounts above 0 and a source")
    return year


def _content() -> dict[str, Any]:
    return tomllib.loads(paths.resource("catalogue", "volunteer_money.toml").read_text(encoding="utf-8"))
