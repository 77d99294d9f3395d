"""Flags of a file: seen in its head until somebody says what came of them."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head
from desktop.casework.cases.flags import LONGEST_REASON, NewFlag, list_flags, resolve_flag, set_flag, unresolve_flag
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.terms import FlagKind
from tests.conftest import TODAY
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_samples.single(session, actor)


def test_a_flag_stands_in_the_head_until_it_is_resolved_and_comes_back_by_undo(
    session: Session, actor: Actor, case_id: int
) -> None:
    flag = set_flag(session, actor, NewFlag(case_id, FlagKind.SAFETY, " Nur zu zweit ", TODAY)).made or 0
    assert [(row.kind, row.reason) for row in case_head(session, actor, case_id).flags] == [
        (FlagKind.SAFETY, "Nur zu zweit"),
    ]
    resolve_flag(session, actor, flag, "Umgezogen")
    assert case_head(session, actor, case_id).flags == ()
    kept = list_flags(session, actor, case_id)[0]
    assert (kept.resolution, kept.resolved_by, kept.resolved_on) == ("Umgezogen", actor.name, TODAY)
    with pytest.raises(CaseworkError, match="schon erledigt"):
        resolve_flag(session, actor, flag, "noch einmal")
    unresolve_flag(session, actor, flag)
    assert len(case_head(session, actor, case_id).flags) == 1


@pytest.mark.parametrize(("values", "words"), [
    ({"reason": "  \x00 "}, "worauf zu achten"),
    ({"reason": "x" * (LONGEST_REASON + 1)}, "kürzer"),
    ({"since": TODAY + dt.timedelta(days=1)}, "Zukunft"),
    ({"person_id": 999}, "gehört nicht"),
    ({"case_id": 999}, "gibt es nicht mehr"),
])  # fmt: skip
def test_a_flag_that_says_nothing_or_the_impossible_is_refused(
    session: Session, actor: Actor, case_id: int, values: dict[str, object], words: str
) -> None:
    given = {"case_id": case_id, "kind": FlagKind.URGENT, "reason": "Kündigung", "since": TODAY} | values
    with pytest.raises(CaseworkError, match=words):
        set_flag(session, actor, NewFlag(**given))  # type: ignore[arg-type]  # test data
    assert case_head(session, actor, case_id).flags == ()


def test_a_resolution_is_said(session: Session, actor: Actor, case_id: int) -> None:
    flag = set_flag(session, actor, NewFlag(case_id, FlagKind.URGENT, "Kündigung", TODAY)).made or 0
    with pytest.raises(CaseworkError, match="wodurch"):
        resolve_flag(session, actor, flag, " ")
