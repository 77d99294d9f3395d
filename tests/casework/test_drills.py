"""Drills and restores are kept in the vault, with who did them."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.drills import (
    DrillResult,
    is_drill_due,
    keep_drill,
    keep_restore,
    list_drills,
    restores_kept,
)
from desktop.casework.rights import Actor

MADE = dt.datetime(2026, 11, 20, 16, 5, tzinfo=dt.UTC)
GOOD = DrillResult("2026-11-20_170500", MADE, 1.25, 430_000, {"persons": 59}, {"persons": 61})
BAD = DrillResult("2026-11-20_170500", None, problem="Die Sicherung ist beschädigt.")


def test_a_drill_is_kept_whole_with_who_did_it(session: Session, actor: Actor, fixed_clock: dt.date) -> None:
    keep_drill(session, actor, GOOD)
    keep_drill(session, actor, BAD)
    last, first = list_drills(session, actor)
    assert (first.who, first.at.date(), first.result, first.passed) == (actor.name, fixed_clock, GOOD, True)
    assert (last.result, last.passed) == (BAD, False)


def test_a_restore_is_kept_once_told(session: Session, actor: Actor) -> None:
    keep_restore(session, actor, MADE, MADE - dt.timedelta(days=1))
    assert restores_kept(session, actor) == {MADE.isoformat()}


@pytest.mark.parametrize(
    ("result", "months_later", "due"),
    [(GOOD, 11, False), (GOOD, 12, True), (BAD, 11, False), (BAD, 12, True), (None, 11, False), (None, 12, True)],
)
def test_a_drill_is_due_a_year_after_the_last_that_passed_or_after_the_vault_was_begun(
    session: Session, actor: Actor, result: DrillResult | None, months_later: int, due: bool
) -> None:
    begun = dt.date(2026, 11, 22)
    with clock.fixed(begun):
        keep_restore(session, actor, MADE, MADE)
        if result:
            keep_drill(session, actor, result)
    with clock.fixed(clock.add_months(begun, months_later)):
        assert is_drill_due(session, actor) is due


def test_a_drill_that_failed_does_not_take_the_place_of_one_that_passed(session: Session, actor: Actor) -> None:
    with clock.fixed(dt.date(2025, 11, 1)):
        keep_drill(session, actor, GOOD)
    with clock.fixed(dt.date(2026, 11, 22)):
        keep_drill(session, actor, BAD)
        assert is_drill_due(session, actor)
