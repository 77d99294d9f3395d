"""People come, leave and come back; who is responsible for what is kept, and everything about access is recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework import office
from desktop.casework.access import users
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.office import AccessEntry, User
from desktop.terms import CaseKind, CaseStatus

MONDAY = dt.date(2026, 11, 23)


def add(session: Session, actor: Actor, name: str) -> int:
    made = users.add_user(session, actor, name).made
    assert made is not None
    return made


def test_a_colleague_is_listed_with_the_day_they_came(session: Session, actor: Actor) -> None:
    with clock.fixed(MONDAY):
        ayse = add(session, actor, "  Ayşe   Yılmaz ")
    petra, found = users.list_colleagues(session, actor)
    assert (petra.name, found.id, found.name, found.slot_label) == ("Petra Lang", ayse, "Ayşe Yılmaz", "Ayşe Yılmaz")
    assert found.since.date() == MONDAY
    assert (found.changed, found.open_cases) == (None, 0)
    assert actor_for(session, "Ayşe Yılmaz").short == "AY"


@pytest.mark.parametrize("name", ["Petra Lang", " PETRA  LANG ", "", "   ", "P" * 81, "Wiederherstellung"])
def test_a_name_that_is_missing_or_taken_is_refused(session: Session, actor: Actor, name: str) -> None:
    with pytest.raises(CaseworkError) as refused:
        users.add_user(session, actor, name)
    assert refused.value.field == "name"


def test_who_left_is_offered_nowhere_and_cannot_act(session: Session, actor: Actor) -> None:
    uwe = add(session, actor, "Uwe Fort")
    users.deactivate_user(session, actor, uwe)
    assert [row.name for row in office.list_users(session, actor)] == ["Petra Lang"]
    assert [row.name for row in users.list_colleagues(session, actor)] == ["Petra Lang"]
    with pytest.raises(CaseworkError, match="keine Person"):
        actor_for(session, "Uwe Fort")


def test_who_comes_back_gets_the_same_row(session: Session, actor: Actor) -> None:
    uwe = add(session, actor, "Uwe Fort")
    users.deactivate_user(session, actor, uwe)
    assert add(session, actor, "uwe fort") == uwe
    assert actor_for(session, "Uwe Fort").user_id == uwe


def test_open_cases_of_somebody_are_counted_so_that_they_can_be_handed_over(session: Session, actor: Actor) -> None:
    uwe = add(session, actor, "Uwe Fort")
    with session.begin():
        for number, status in enumerate((CaseStatus.ACCOMPANIED, CaseStatus.ASSESSMENT, CaseStatus.ENDED), 1):
            session.add(Case(number=f"F-2026-{number:03}", kind=CaseKind.PERSON, status=status, responsible_id=uwe,
                             opened_on=MONDAY))  # fmt: skip
    assert [row.open_cases for row in users.list_colleagues(session, actor)] == [0, 2]
    users.deactivate_user(session, actor, uwe)
    assert set(session.scalars(select(Case.responsible_id))) == {uwe}
    session.rollback()


def test_nobody_removes_themselves(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="Sich selbst"):
        users.deactivate_user(session, actor, actor.user_id)
    assert [row.name for row in users.list_colleagues(session, actor)] == ["Petra Lang"]


def test_a_change_of_the_key_removes_who_leaves_and_renews_the_sheet(session: Session, actor: Actor) -> None:
    uwe = add(session, actor, "Uwe Fort")
    assert users.key_history(session, actor) == users.KeyHistory(None, None)
    with clock.fixed(MONDAY):
        users.note_key_changed(session, actor, uwe)
    found = users.key_history(session, actor)
    assert found.key_changed is not None
    assert found.key_changed.date() == MONDAY
    assert found.sheet_renewed == found.key_changed
    assert [row.name for row in users.list_colleagues(session, actor)] == ["Petra Lang"]
    with clock.fixed(MONDAY + dt.timedelta(days=1)):
        users.note_sheet_renewed(session, actor)
    later = users.key_history(session, actor)
    assert later.key_changed == found.key_changed
    assert later.sheet_renewed is not None
    assert later.sheet_renewed > found.key_changed


def test_an_own_password_is_dated(session: Session, actor: Actor) -> None:
    with clock.fixed(MONDAY):
        users.note_own_password(session, actor)
    (petra,) = users.list_colleagues(session, actor)
    assert petra.changed is not None
    assert petra.changed.date() == MONDAY


def test_everything_about_access_is_in_the_record(session: Session, actor: Actor) -> None:
    uwe = add(session, actor, "Uwe Fort")
    users.note_start_password(session, actor, uwe)
    users.note_key_changed(session, actor, uwe)
    users.note_sheet_renewed(session, actor)
    users.note_own_password(session, actor)
    entries = session.scalars(select(AccessEntry)).all()
    assert [entry.action for entry in entries] == [
        "user.add", "user.start_password", "vault.key_changed", "vault.sheet_renewed", "user.password",
    ]  # fmt: skip
    assert ["user", uwe] in entries[0].objects
    assert "Uwe" not in str([entry.objects for entry in entries])
    assert session.scalar(select(User.active).where(User.id == uwe)) is False
    assert chain_is_whole(session)
    session.rollback()
