"""What the coordination of volunteers may and may not do, and how somebody gets another role."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework import office
from desktop.casework.access import users
from desktop.casework.cases.case_list import list_cases
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.deadlines.acting import due_state, finish_due
from desktop.casework.deadlines.marks import DueKey
from desktop.casework.deadlines.today import today_view
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.tasks import NewTask, add_task
from desktop.errors import CaseworkError, NotAllowedError
from desktop.terms import Role

pytestmark = pytest.mark.usefixtures("fixed_clock")

DAY = dt.date(2026, 11, 22)


@pytest.fixture
def coordinator(session: Session, actor: Actor) -> Actor:
    users.add_user(session, actor, "Heike Sommer", Role.COORDINATOR)
    return actor_for(session, "Heike Sommer")


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    made = enter_person_case(session, actor, PersonFacts("Issa", "Amal", assigned_on=dt.date(2026, 10, 1))).made
    assert made is not None
    return made


def test_the_coordination_opens_no_file_and_lists_none(session: Session, coordinator: Actor, case_id: int) -> None:
    for asked in (lambda: list_cases(session, coordinator), lambda: case_head(session, coordinator, case_id)):
        with pytest.raises(NotAllowedError):
            asked()


def test_no_right_of_the_coordination_is_about_cases_papers_or_the_vault() -> None:
    missing = {Right.LIST_CASES, Right.READ_CASE, Right.EDIT_CASE, Right.READ_CONFIDENTIAL, Right.IMPORT, Right.PRINT,
               Right.EXPORT, Right.MANAGE_ACCESS, Right.DELETE, Right.EDIT_OFFICE, Right.EDIT_CATALOGUE}
    assert not missing & RIGHTS[Role.COORDINATOR]
    assert RIGHTS[Role.COORDINATOR] < RIGHTS[Role.MANAGER]


def test_today_tells_the_coordination_nothing_of_cases(
    session: Session, actor: Actor, coordinator: Actor, case_id: int
) -> None:
    add_task(session, actor, NewTask("Amal anrufen", DAY, case_id=case_id))
    mine = today_view(session, actor, mine=False)
    assert any(line.case_id == case_id for line in mine.lines)
    theirs = today_view(session, coordinator, mine=False)
    assert all(line.case_id is None and not line.is_task for line in theirs.lines)
    assert theirs.appointments == ()


def test_the_coordination_decides_about_no_date_of_a_case(session: Session, coordinator: Actor, case_id: int) -> None:
    for key in (DueKey("title_expires", (1,), DAY), DueKey("figures_county", (0,), DAY, case_id)):
        for asked in (lambda key=key: finish_due(session, coordinator, key),
                      lambda key=key: due_state(session, coordinator, key)):
            with pytest.raises(NotAllowedError):
                asked()
    finish_due(session, coordinator, DueKey("figures_county", (0,), DAY))
    assert due_state(session, coordinator, DueKey("figures_county", (0,), DAY)).marks


def test_no_case_is_offered_to_the_coordination(session: Session, actor: Actor, coordinator: Actor) -> None:
    assert [row.name for row in office.list_users(session, actor)] == ["Petra Lang"]
    assert [row.name for row in office.list_users(session, actor, everybody=True)] == ["Heike Sommer", "Petra Lang"]


def test_a_role_is_changed_and_recorded(session: Session, actor: Actor, coordinator: Actor) -> None:
    users.change_role(session, actor, coordinator.user_id, Role.MANAGER)
    assert actor_for(session, "Heike Sommer").may(Right.READ_CASE)
    assert [row.role for row in users.list_colleagues(session, actor)] == [Role.MANAGER, Role.MANAGER]


def test_nobody_changes_their_own_role_so_that_somebody_who_can_stays(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="eigene Rolle"):
        users.change_role(session, actor, actor.user_id, Role.COORDINATOR)


def test_who_is_responsible_for_cases_hands_them_over_first(session: Session, actor: Actor, case_id: int) -> None:
    jonas = users.add_user(session, actor, "Jonas Roth").made or 0
    users.change_role(session, actor_for(session, "Jonas Roth"), actor.user_id, Role.MANAGER)
    with pytest.raises(CaseworkError, match=r"offene Fälle zuständig \(1\)"):
        users.change_role(session, actor_for(session, "Jonas Roth"), actor.user_id, Role.COORDINATOR)
    users.change_role(session, actor, jonas, Role.COORDINATOR)


def test_who_comes_back_has_the_role_chosen_now(session: Session, actor: Actor, coordinator: Actor) -> None:
    users.deactivate_user(session, actor, coordinator.user_id)
    users.add_user(session, actor, "Heike Sommer", Role.MANAGER)
    assert actor_for(session, "Heike Sommer").role is Role.MANAGER
