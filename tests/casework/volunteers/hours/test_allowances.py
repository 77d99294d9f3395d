"""Limits per year: told apart, warned before and after, unknown years with a hint, amounts as settings (domain 6.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import (
    AllowanceRow,
    LimitState,
    MoneySettings,
    allowance_rows,
    km_cents,
    money_settings,
    save_money_settings,
)
from desktop.casework.volunteers.hours.money_data import MoneyYear, area_of, interpreter_examples, shipped_years
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.volunteer_terms import Activity, Allowance
from tests.casework.volunteers.hours.hours_samples import coordinator

SHIPPED = MoneySettings(shipped_years())


def row(cents: int, paid: Allowance = Allowance.VOLUNTEER, year: int = 2026) -> AllowanceRow:
    return allowance_rows(SHIPPED, year, {paid: cents})[0]


def year(number: int, volunteer: int, trainer: int, km: int) -> dict[str, object]:
    return {"years": (MoneyYear(number, volunteer, trainer, km, "Satzung"),)}


def test_the_limits_of_2025_and_2026_are_those_of_the_law() -> None:
    known = {year.year: (year.volunteer, year.trainer) for year in shipped_years()}
    assert known[2025] == (840_00, 3000_00)
    assert known[2026] == (960_00, 3300_00)
    assert all(year.source for year in shipped_years())


def test_an_unknown_year_takes_the_last_known_and_says_so() -> None:
    assert SHIPPED.of_year(2031).year == 2026
    assert SHIPPED.hint(2031) == "Für 2031 sind noch keine Beträge eingetragen; gerechnet wird mit denen von 2026."
    assert SHIPPED.of_year(2019).year == 2025
    assert SHIPPED.hint(2026) == ""


@pytest.mark.parametrize(
    ("cents", "state"),
    [
        (0, LimitState.WITHIN), (767_99, LimitState.WITHIN), (768_00, LimitState.NEAR), (960_00, LimitState.NEAR),
        (960_01, LimitState.OVER),
    ],
)  # fmt: skip
def test_the_warning_comes_at_80_percent_and_above_the_limit(cents: int, state: LimitState) -> None:
    found = allowance_rows(SHIPPED, 2026, {Allowance.VOLUNTEER: cents}, Allowance.VOLUNTEER)[0]
    assert found.state is state
    assert bool(found.warning) is (state is not LimitState.WITHIN)


def test_a_sum_above_the_limit_is_said_in_words_and_figures() -> None:
    over = row(1000_00)
    assert over.words == "Ehrenamtspauschale 2026: 1.000,00 € von 960,00 €, 40,00 € zu viel"
    assert over.warning == f"{over.words}. Was darüber liegt, ist in der Regel zu versteuern."
    assert row(700_00, year=2025).words == "Ehrenamtspauschale 2025: 700,00 € von 840,00 €, noch 140,00 €"


def test_both_allowances_have_limits_of_their_own() -> None:
    rows = allowance_rows(SHIPPED, 2026, {Allowance.VOLUNTEER: 900_00, Allowance.TRAINER: 900_00})
    assert [(found.allowance, found.limit, found.state) for found in rows] == [
        (Allowance.VOLUNTEER, 960_00, LimitState.NEAR), (Allowance.TRAINER, 3300_00, LimitState.WITHIN),
    ]  # fmt: skip


def test_interpreting_counts_where_the_office_says() -> None:
    spent = {Allowance.VOLUNTEER: 500_00, Allowance.INTERPRETER: 500_00}
    assert [found.spent for found in allowance_rows(SHIPPED, 2026, spent)] == [1000_00]
    as_trainer = replace(SHIPPED, interpreter_as=Allowance.TRAINER)
    assert [found.spent for found in allowance_rows(as_trainer, 2026, spent)] == [500_00, 500_00]


def test_money_laid_out_counts_for_no_limit() -> None:
    assert allowance_rows(SHIPPED, 2026, {Allowance.EXPENSES: 5000_00, Allowance.NONE: 5000_00}) == ()


@given(st.integers(0, 4000_00), st.integers(0, 4000_00), st.integers(0, 4000_00))
def test_no_cent_paid_is_lost_or_counted_twice(volunteer: int, trainer: int, interpreter: int) -> None:
    spent = {Allowance.VOLUNTEER: volunteer, Allowance.TRAINER: trainer, Allowance.INTERPRETER: interpreter}
    assert sum(found.spent for found in allowance_rows(SHIPPED, 2026, spent)) == volunteer + trainer + interpreter


def test_a_way_is_priced_at_the_rate_of_its_year() -> None:
    assert km_cents(SHIPPED, 2026, 12_400) == 372
    dear = replace(SHIPPED, years=(*SHIPPED.years, MoneyYear(2027, 960_00, 3300_00, 35, "Satzung")))
    assert (km_cents(dear, 2027, 10_000), km_cents(dear, 2026, 10_000)) == (350, 300)


def test_the_office_keeps_its_own_amounts(session: Session, actor: Actor) -> None:
    assert money_settings(session, actor) == SHIPPED
    new = MoneyYear(2027, 1000_00, 3400_00, 32, "Satzung vom 01.12.2026")
    wanted = replace(SHIPPED, years=(*SHIPPED.years, new), interpreter_per_hour=22_50,
                     interpreter_as=Allowance.TRAINER, warn_percent=70)  # fmt: skip
    save_money_settings(session, coordinator(actor), wanted, SHIPPED)
    assert money_settings(session, actor) == wanted


def test_whoever_saves_second_is_told_and_nothing_is_lost(session: Session, actor: Actor) -> None:
    seen = money_settings(session, actor)
    save_money_settings(session, actor, replace(seen, warn_percent=70), seen)
    with pytest.raises(ChangedMeanwhileError, match="inzwischen geändert"):
        save_money_settings(session, actor, replace(seen, interpreter_per_hour=22_50), seen)
    kept = money_settings(session, actor)
    assert (kept.warn_percent, kept.interpreter_per_hour) == (70, seen.interpreter_per_hour)
    save_money_settings(session, actor, replace(kept, interpreter_per_hour=22_50), kept)
    assert money_settings(session, actor).warn_percent == 70


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"years": (*shipped_years(), shipped_years()[0])}, "year"), ({"years": ()}, "year"),
        (year(1026, 1, 1, 1), "year"), (year(2026, 0, 1, 1), "volunteer"), (year(2026, 1, -1, 1), "trainer"),
        (year(2026, 1, 1, 501), "km"), ({"interpreter_as": Allowance.EXPENSES}, "interpreter_as"),
        ({"interpreter_per_hour": 0}, "interpreter_per_hour"), ({"warn_percent": 0}, "warn_percent"),
        ({"warn_percent": 101}, "warn_percent"),
    ],
)  # fmt: skip
def test_amounts_that_cannot_be_are_refused(
    session: Session, actor: Actor, wrong: dict[str, object], field: str
) -> None:
    with pytest.raises(CaseworkError) as refused:
        save_money_settings(session, actor, replace(SHIPPED, **wrong), SHIPPED)  # type: ignore[arg-type]  # one field each
    assert refused.value.field == field
    assert money_settings(session, actor) == SHIPPED


def test_every_activity_counts_to_an_area_of_the_plan() -> None:
    assert set(area_of()) == set(Activity)
    assert area_of()[Activity.LANGUAGE].key == "sprache"
    assert {example.place for example in interpreter_examples()} >= {"Alb-Donau-Kreis"}
