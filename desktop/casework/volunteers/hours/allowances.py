"""What volunteers may get: limits per year, the office's own rates, and how far somebody is (domain 6.2).

LAW: § 3 Nr. 26 and 26a EStG – two allowances with limits of their own; money laid out and given back counts for none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_line
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.hours.hours_words import euros
from desktop.casework.volunteers.hours.money_data import MoneyYear, shipped_years
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.office import Setting
from desktop.volunteer_terms import Allowance

_KEY = "volunteer_money"
YEARS = range(2015, 2101)
MOST_CENTS, MOST_PER_HOUR, MOST_PER_KM = 100_000_00, 500_00, 5_00
"""More is a slip of the keyboard."""
LIMITED = (Allowance.VOLUNTEER, Allowance.TRAINER)
"""Allowances with a limit of their own."""
PAID = (*LIMITED, Allowance.INTERPRETER)
"""As what money can be paid to somebody."""


@dataclass(frozen=True)
class MoneySettings:
    """Amounts per year, oldest first, and what is the same in all years."""

    years: tuple[MoneyYear, ...]
    interpreter_per_hour: int = 15_00
    """Cents for an hour of Sprachmittlung; a proposal, an entry may say otherwise."""
    interpreter_as: Allowance = Allowance.VOLUNTEER
    """Against which limit Sprachmittlung counts: the lower one until the office decided."""
    warn_percent: int = 80
    """From this share of a limit on the program warns."""

    def of_year(self, year: int) -> MoneyYear:
        """The amounts of the year, else the last known before it, else the first known."""
        before = [known for known in self.years if known.year <= year]
        return before[-1] if before else self.years[0]

    def hint(self, year: int) -> str:
        """Says when the amounts of another year are taken; empty else."""
        taken = self.of_year(year).year
        if taken == year:
            return ""
        return f"Für {year} sind noch keine Beträge eingetragen; gerechnet wird mit denen von {taken}."


class LimitState(StrEnum):
    """How far a sum is; always shown with its words."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"


@dataclass(frozen=True)
class AllowanceRow:
    """What somebody got in a year against one limit, in cents."""

    allowance: Allowance
    year: int
    spent: int
    limit: int
    state: LimitState

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means the limit is reached."""
        return self.spent * 100 // self.limit

    @property
    def words(self) -> str:
        """„Ehrenamtspauschale 2026: 780,00 € von 960,00 €, noch 180,00 €“."""
        rest = self.limit - self.spent
        said = f"noch {euros(rest)}" if rest >= 0 else f"{euros(-rest)} zu viel"
        return f"{self.allowance.label} {self.year}: {euros(self.spent)} von {euros(self.limit)}, {said}"

    @property
    def warning(self) -> str:
        """What to do about it; empty while there is enough room."""
        if self.state is LimitState.OVER:
            return f"{self.words}. Was darüber liegt, ist in der Regel zu versteuern."
        return f"{self.words}. Die Grenze ist bald erreicht." if self.state is LimitState.NEAR else ""


@query(Right.READ_VOLUNTEERS)
def money_settings(session: Session, actor: Actor) -> MoneySettings:
    """The office's amounts; as shipped where it changed nothing."""
    return kept_money(session)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.money")
def save_money_settings(session: Session, actor: Actor, settings: MoneySettings, before: MoneySettings) -> Changes:
    """Keep the office's amounts; `before` are those that were changed. Raises ChangedMeanwhileError when somebody
    saved others since, CaseworkError for amounts that cannot be, with the input as its field."""
    if kept_money(session) != before:
        raise ChangedMeanwhileError("Die Beträge wurden inzwischen geändert. Bitte schließen, neu öffnen und noch "
                                    "einmal eintragen.")  # fmt: skip
    session.merge(Setting(key=_KEY, value=_kept(_checked(settings))))
    return Changes.of((Kind.OFFICE, 1))


def kept_money(session: Session) -> MoneySettings:
    """Inside a use case: see `money_settings`. A year the office never saw comes from a newer program."""
    row = session.get(Setting, _KEY)
    if row is None:
        return MoneySettings(shipped_years())
    kept: dict[str, Any] = row.value
    years = {year.year: year for year in shipped_years()} | {one["year"]: MoneyYear(**one) for one in kept["years"]}
    return MoneySettings(
        tuple(sorted(years.values(), key=lambda year: year.year)), kept["interpreter_per_hour"],
        Allowance(kept["interpreter_as"]), kept["warn_percent"],
    )  # fmt: skip


def allowance_rows(
    settings: MoneySettings, year: int, spent: Mapping[Allowance, int], own: Allowance | None = None
) -> tuple[AllowanceRow, ...]:
    """How far each limit is used, both told apart; those without a cent are left out unless they are `own`.

    `spent` has cents by what they were paid as; Sprachmittlung is added to the limit the office chose.
    """
    sums = {allowance: spent.get(allowance, 0) for allowance in LIMITED}
    sums[settings.interpreter_as] += spent.get(Allowance.INTERPRETER, 0)
    counted = settings.interpreter_as if own is Allowance.INTERPRETER else own
    amounts = settings.of_year(year)
    limits = {Allowance.VOLUNTEER: amounts.volunteer, Allowance.TRAINER: amounts.trainer}
    return tuple(
        AllowanceRow(allowance, year, sums[allowance], limits[allowance],
                     _state(sums[allowance], limits[allowance], settings.warn_percent))
        for allowance in LIMITED if sums[allowance] or allowance is counted
    )  # fmt: skip


def km_cents(settings: MoneySettings, year: int, metres: int) -> int:
    """What a way is worth at the rate of the year, rounded to the cent."""
    return (metres * settings.of_year(year).km + 500) // 1000


def interpreter_cents(settings: MoneySettings, minutes: int) -> int:
    """What interpreting of that length comes to at the office's rate, rounded to the cent."""
    return (minutes * settings.interpreter_per_hour + 30) // 60


def _state(spent: int, limit: int, warn_percent: int) -> LimitState:
    if spent > limit:
        return LimitState.OVER
    return LimitState.NEAR if spent * 100 >= limit * warn_percent else LimitState.WITHIN


def _checked(settings: MoneySettings) -> MoneySettings:
    if not settings.years or len({year.year for year in settings.years}) != len(settings.years):
        raise CaseworkError("Ein Jahr steht zweimal in der Liste. Bitte eine Zeile entfernen.", field="year")
    for year in settings.years:
        _check_year(year)
    if settings.interpreter_as not in LIMITED:
        raise CaseworkError("Bitte wählen, zu welcher Pauschale Sprachmittlung zählt.", field="interpreter_as")
    _check_amount(settings.interpreter_per_hour, MOST_PER_HOUR, "interpreter_per_hour", "Der Satz je Stunde")
    if not 1 <= settings.warn_percent <= 100:
        raise CaseworkError("Gewarnt wird ab einem Anteil von 1 bis 100 %.", field="warn_percent")
    return settings


def _check_year(year: MoneyYear) -> None:
    if year.year not in YEARS:
        raise CaseworkError(f"Das Jahr liegt zwischen {YEARS[0]} und {YEARS[-1]}.", field="year")
    _check_amount(year.volunteer, MOST_CENTS, "volunteer", f"Die Ehrenamtspauschale {year.year}")
    _check_amount(year.trainer, MOST_CENTS, "trainer", f"Die Übungsleiterpauschale {year.year}")
    _check_amount(year.km, MOST_PER_KM, "km", f"Der Betrag je Kilometer {year.year}")


def _check_amount(cents: int, most: int, field: str, what: str) -> None:
    if not 0 < cents <= most:
        raise CaseworkError(f"{what} liegt über 0 und höchstens bei {euros(most)}.", field=field)


def _kept(settings: MoneySettings) -> dict[str, Any]:
    years: Iterable[MoneyYear] = sorted(settings.years, key=lambda year: year.year)
    return {
        "years": [asdict(year) | {"source": short_line(year.source, "source", 200)} for year in years],
        "interpreter_per_hour": settings.interpreter_per_hour, "interpreter_as": settings.interpreter_as.value,
        "warn_percent": settings.warn_percent,
    }  # fmt: skip
