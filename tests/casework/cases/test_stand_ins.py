"""Stand-ins for one case, absences that end by themselves, caseloads handed over for good and taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.access.users import add_user, deactivate_user
from desktop.casework.cases.cases import case_head, require_case
from desktop.casework.cases.stand_ins import (
    HandOver,
    caseload,
    covered_by,
    deputy_of,
    end_absence,
    end_stand_in,
    enter_absence,
    hand_over_for_good,
    list_absences,
    list_stand_ins,
    put_stand_in,
    take_caseload_back,
)
from desktop.casework.changes import Kind
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from tests.conftest import TODAY
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)
UNTIL = TODAY + 14 * DAY


@pytest.fixture
def jonas(session: Session, actor: Actor) -> int:
    return add_user(session, actor, "Jonas Weiß").made or 0


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_samples.single(session, actor)


def deputy(session: Session, case_id: int, day: dt.date) -> str:
    with session.begin():
        return deputy_of(session, require_case(session, case_id), day)


def covered(session: Session, user_id: int, day: dt.date) -> frozenset[int]:
    with session.begin():
        return covered_by(session, user_id, day)


def test_an_absence_covers_every_case_and_ends_by_itself(
    session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    enter_absence(session, actor, HandOver(actor.user_id, jonas, TODAY, UNTIL, "Urlaub"))
    later = case_samples.family(session, actor, size=2)
    assert covered(session, jonas, UNTIL) >= {case_id, later}
    assert covered(session, jonas, UNTIL + DAY) == frozenset()
    assert deputy(session, case_id, UNTIL) == "Jonas Weiß"
    assert deputy(session, case_id, UNTIL + DAY) == ""
    assert case_head(session, actor, case_id).responsible == actor.name
    with clock.fixed(UNTIL + DAY):
        assert list_absences(session, actor) == ()


def test_back_early_ends_it_and_a_mistake_leaves_nothing(
    session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    mistaken = enter_absence(session, actor, HandOver(actor.user_id, jonas, TODAY, UNTIL)).made or 0
    end_absence(session, actor, mistaken)
    assert list_absences(session, actor) == ()
    real = enter_absence(session, actor, HandOver(actor.user_id, jonas, TODAY, UNTIL)).made or 0
    with clock.fixed(TODAY + 3 * DAY):
        end_absence(session, actor, real)
    assert covered(session, jonas, TODAY + 2 * DAY) == {case_id}
    assert covered(session, jonas, TODAY + 3 * DAY) == frozenset()


def test_an_absence_that_cannot_be_is_refused(session: Session, actor: Actor, jonas: int) -> None:
    me = actor.user_id
    enter_absence(session, actor, HandOver(me, jonas, TODAY, UNTIL))
    third = add_user(session, actor, "Dritte Person").made or 0
    wrong = {
        "user itself": (HandOver(me, me, UNTIL + DAY, UNTIL + DAY), "Sich selbst"),
        "end first": (HandOver(me, jonas, UNTIL + 9 * DAY, UNTIL + 8 * DAY), "vor dem Beginn"),
        "over": (HandOver(me, jonas, TODAY - 9 * DAY, TODAY - DAY), "schon vorbei"),
        "overlap": (HandOver(me, third, UNTIL, UNTIL + DAY), "schon eine Abwesenheit"),
        "deputy away": (HandOver(third, me, UNTIL, UNTIL + DAY), "selbst abwesend"),
        "no end": (HandOver(me, jonas, UNTIL + DAY, None), "bis wann"),
        "nobody": (HandOver(me, 99, UNTIL + DAY, UNTIL + DAY), "nicht mehr"),
    }
    for hand_over, words in wrong.values():
        with pytest.raises(CaseworkError, match=words):
            enter_absence(session, actor, hand_over)
    assert len(list_absences(session, actor)) == 1


def test_a_caseload_goes_for_good_in_one_step_and_comes_back(
    session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    other = case_samples.family(session, actor, size=2)
    ids = tuple(row.id for row in caseload(session, actor, actor.user_id))
    assert set(ids) == {case_id, other}
    went = hand_over_for_good(session, actor, actor.user_id, jonas)
    assert all(went.touches(Kind.CASE, id_) for id_ in ids)
    assert case_head(session, actor, case_id).responsible == "Jonas Weiß"
    assert caseload(session, actor, actor.user_id) == ()
    with pytest.raises(CaseworkError, match="kein offener Fall"):
        hand_over_for_good(session, actor, actor.user_id, jonas)
    take_caseload_back(session, actor, actor.user_id, jonas, ids)
    session.expire_all()
    assert set(ids) == {row.id for row in caseload(session, actor, actor.user_id)}
    with pytest.raises(CaseworkError, match="inzwischen geändert"):
        take_caseload_back(session, actor, actor.user_id, jonas, ids)


def test_one_case_has_one_stand_in_at_a_time_with_history(
    session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    third = add_user(session, actor, "Dritte Person").made or 0
    put_stand_in(session, actor, case_id, jonas, TODAY - 5 * DAY, None, "Dari")
    put_stand_in(session, actor, case_id, third, TODAY)
    assert [(row.name, row.until) for row in list_stand_ins(session, actor, case_id)] == [
        ("Dritte Person", None), ("Jonas Weiß", TODAY - DAY),
    ]
    assert deputy(session, case_id, TODAY - DAY) == "Jonas Weiß"
    assert deputy(session, case_id, TODAY) == "Dritte Person"
    assert covered(session, third, TODAY) == {case_id}
    end_stand_in(session, actor, list_stand_ins(session, actor, case_id)[0].id)
    assert deputy(session, case_id, TODAY) == ""


def test_a_stand_in_that_cannot_be_is_refused(session: Session, actor: Actor, case_id: int, jonas: int) -> None:
    with pytest.raises(CaseworkError, match="Sich selbst"):
        put_stand_in(session, actor, case_id, actor.user_id, TODAY)
    with pytest.raises(CaseworkError, match="vor dem Beginn"):
        put_stand_in(session, actor, case_id, jonas, TODAY, TODAY - DAY)
    put_stand_in(session, actor, case_id, jonas, UNTIL)
    with pytest.raises(CaseworkError, match="schon eine Vertretung"):
        put_stand_in(session, actor, case_id, jonas, TODAY)
    deactivate_user(session, actor, jonas)
    with pytest.raises(CaseworkError, match="arbeitet nicht mehr"):
        put_stand_in(session, actor, case_id, jonas, TODAY)
