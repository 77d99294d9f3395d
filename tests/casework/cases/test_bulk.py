"""One thing for many cases: previewed, all or none, taken back in one, and one entry in the access record."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.access.users import add_user, deactivate_user
from desktop.casework.cases.bulk import (
    NewStatus,
    add_tasks,
    assign_cases,
    change_statuses,
    move_reviews,
    move_reviews_back,
    remove_tasks,
    take_back_statuses,
    unassign_cases,
)
from desktop.casework.cases.bulk_preview import (
    preview_assigning,
    preview_reviews,
    preview_sheets,
    preview_statuses,
    preview_tasks,
)
from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_list import CaseFilter, CaseRow, list_cases
from desktop.casework.cases.list_export import note_list_export
from desktop.casework.changes import Kind
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.rights import Actor
from desktop.casework.tasks import finish_task, tasks_of_case
from desktop.errors import CaseworkError
from desktop.records.cases import CaseResponsible
from desktop.terms import CaseStatus, EndReason
from tests.casework.reviews.review_cases import new_person, plan_in_force
from tests.conftest import TODAY
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")
LATER = dt.date(2027, 1, 18)


@pytest.fixture
def jonas(session: Session, actor: Actor) -> int:
    return add_user(session, actor, "Jonas Weiß").made or 0


@pytest.fixture
def three(session: Session, actor: Actor) -> tuple[int, ...]:
    return tuple(case_samples.single(session, actor) for _ in range(3))


@pytest.fixture
def ended(session: Session, actor: Actor) -> int:
    case_id = case_samples.single(session, actor)
    change_status(session, actor, case_id, CaseStatus.ASSESSMENT, TODAY)
    close_case(session, actor, case_id, Closing(TODAY, EndReason.OWN_WISH, final_talk=False))
    return case_id


def listed(session: Session, actor: Actor) -> dict[int, CaseRow]:
    return {row.id: row for row in list_cases(session, actor, CaseFilter(with_ended=True))}


def titles(session: Session, actor: Actor, case_id: int) -> list[str]:
    """Tasks beside the first steps every case begins with."""
    rows = tasks_of_case(session, actor, case_id)
    return [row.title for row in rows if row.title in ("Wohngeld neu beantragen", "Anrufen")]


def recorded(session: Session, actor: Actor) -> list[str]:
    return [row.action for row in list_access(session, actor, AccessFilter())]


def test_cases_are_assigned_at_once_and_taken_back_at_once(
    session: Session, actor: Actor, three: tuple[int, ...], jonas: int
) -> None:
    preview = preview_assigning(session, actor, three, jonas)
    assert preview.case_ids == three
    entries = len(recorded(session, actor))
    changes = assign_cases(session, actor, preview.case_ids, jonas)
    assert changes.touched == {(Kind.CASE, case_id) for case_id in three}
    assert {listed(session, actor)[id_].responsible for id_ in three} == {"Jonas Weiß"}
    assert len(recorded(session, actor)) == entries + 1
    unassign_cases(session, actor, preview.responsible, jonas)
    assert {listed(session, actor)[id_].responsible for id_ in three} == {actor.name}
    with session.begin():
        assert jonas not in set(session.scalars(select(CaseResponsible.user_id)))


def test_who_has_a_case_already_and_ended_ones_are_left_out_with_the_reason(
    session: Session, actor: Actor, three: tuple[int, ...], jonas: int, ended: int
) -> None:
    assign_cases(session, actor, three[:1], jonas)
    preview = preview_assigning(session, actor, (*three, ended), jonas)
    assert preview.case_ids == three[1:]
    assert [case.reason for case in preview.left_out] == ["ist schon bei dieser Person", "ist beendet"]


def test_a_case_that_changed_meanwhile_stops_all_of_it(
    session: Session, actor: Actor, three: tuple[int, ...], jonas: int
) -> None:
    assign_cases(session, actor, three[2:], jonas)
    with pytest.raises(CaseworkError, match="geht nicht mehr mit"):
        assign_cases(session, actor, three, jonas)
    assert [listed(session, actor)[id_].responsible_id == jonas for id_ in three] == [False, False, True]


def test_nobody_is_given_cases_who_has_left_and_nothing_chosen_is_said(
    session: Session, actor: Actor, three: tuple[int, ...], jonas: int
) -> None:
    with pytest.raises(CaseworkError, match="Keiner der gewählten Fälle"):
        assign_cases(session, actor, (), jonas)
    deactivate_user(session, actor, jonas)
    with pytest.raises(CaseworkError, match="arbeitet nicht mehr"):
        assign_cases(session, actor, three, jonas)


def test_taking_back_is_refused_once_somebody_else_got_one(
    session: Session, actor: Actor, three: tuple[int, ...], jonas: int
) -> None:
    preview = preview_assigning(session, actor, three, jonas)
    assign_cases(session, actor, three, jonas)
    assign_cases(session, actor, three[:1], actor.user_id)
    with pytest.raises(CaseworkError, match="inzwischen geändert"):
        unassign_cases(session, actor, preview.responsible, jonas)
    assert listed(session, actor)[three[1]].responsible_id == jonas


def test_every_case_gets_its_task_and_loses_it_again(
    session: Session, actor: Actor, three: tuple[int, ...], ended: int
) -> None:
    assert preview_tasks(session, actor, (*three, ended)).case_ids == three
    changes = add_tasks(session, actor, three, "Wohngeld neu beantragen", LATER, None)
    assert [titles(session, actor, id_) for id_ in three] == [["Wohngeld neu beantragen"]] * 3
    tasks = tuple(sorted(id_ for kind, id_ in changes.touched if kind is Kind.TASK))
    assert len(tasks) == 3
    remove_tasks(session, actor, tasks)
    assert [titles(session, actor, id_) for id_ in three] == [[]] * 3


def test_tasks_somebody_finished_stay(session: Session, actor: Actor, three: tuple[int, ...]) -> None:
    changes = add_tasks(session, actor, three, "Anrufen", None, actor.user_id)
    tasks = tuple(sorted(id_ for kind, id_ in changes.touched if kind is Kind.TASK))
    finish_task(session, actor, tasks[1])
    with pytest.raises(CaseworkError, match="inzwischen erledigt"):
        remove_tasks(session, actor, tasks)
    assert titles(session, actor, three[0]) == ["Anrufen"]


def test_a_task_without_words_is_entered_nowhere(session: Session, actor: Actor, three: tuple[int, ...]) -> None:
    before = tasks_of_case(session, actor, three[0])
    with pytest.raises(CaseworkError, match="was zu tun ist"):
        add_tasks(session, actor, three, "  ", LATER, None)
    assert tasks_of_case(session, actor, three[0]) == before


def test_reviews_move_together_and_the_signed_plan_stays_as_it_is(
    session: Session, actor: Actor, three: tuple[int, ...]
) -> None:
    plans = [plan_in_force(session, actor), plan_in_force(session, actor, new_person(session, actor, "Sara"))]
    cases = tuple(plan.case_id for plan in plans)
    preview = preview_reviews(session, actor, (*cases, three[0]), LATER)
    assert preview.case_ids == cases
    assert [case.reason for case in preview.left_out] == ["hat keinen Plan in Kraft mit einem Tag der Überprüfung"]
    before = {id_: listed(session, actor)[id_].next_review_on for id_ in cases}
    move_reviews(session, actor, cases, LATER, "Krankheit")
    assert {listed(session, actor)[id_].next_review_on for id_ in cases} == {LATER}
    for plan in plans:
        assert plan_view(session, actor, plan.id).header.next_review_on == plan.header.next_review_on
    again = preview_reviews(session, actor, cases, LATER)
    assert [case.reason for case in again.left_out] == ["ist schon für den 18.01.2027 vorgesehen"] * 2
    move_reviews_back(session, actor, preview)
    assert {id_: listed(session, actor)[id_].next_review_on for id_ in cases} == before


@pytest.mark.parametrize(("day", "reason", "said"), [(TODAY, "x", "Zukunft"), (LATER, " ", "begründen")])
def test_reviews_move_only_ahead_and_with_a_reason(
    session: Session, actor: Actor, day: dt.date, reason: str, said: str
) -> None:
    plan = plan_in_force(session, actor)
    with pytest.raises(CaseworkError, match=said):
        move_reviews(session, actor, (plan.case_id,), day, reason)


def test_statuses_change_together_where_that_is_allowed(
    session: Session, actor: Actor, three: tuple[int, ...], ended: int
) -> None:
    preview = preview_statuses(session, actor, (*three, ended), CaseStatus.RESTING)
    assert (preview.case_ids, preview.needs_reason, preview.needs_day) == (three, True, True)
    assert [case.reason for case in preview.left_out] == ["auf „Beendet“ kann das nicht folgen"]
    resting = NewStatus(CaseStatus.RESTING, TODAY, "Sommerpause", LATER)
    change_statuses(session, actor, three, resting)
    assert {listed(session, actor)[id_].status for id_ in three} == {CaseStatus.RESTING}
    take_back_statuses(session, actor, three, CaseStatus.RESTING)
    assert {listed(session, actor)[id_].status for id_ in three} == {CaseStatus.CONTACT_OPEN}


def test_one_status_that_fails_changes_none(session: Session, actor: Actor, three: tuple[int, ...]) -> None:
    change_status(session, actor, three[1], CaseStatus.OFFERED, TODAY)
    with pytest.raises(CaseworkError):
        change_statuses(session, actor, three, NewStatus(CaseStatus.RESTING, TODAY, "", LATER))
    assert listed(session, actor)[three[0]].status is CaseStatus.CONTACT_OPEN


def test_a_list_ends_no_case(session: Session, actor: Actor, three: tuple[int, ...]) -> None:
    assert preview_statuses(session, actor, three, CaseStatus.ENDED).case_ids == ()


def test_sheets_are_of_fassungen_that_are_signed_or_wait_for_it(
    session: Session, actor: Actor, three: tuple[int, ...]
) -> None:
    plan = plan_in_force(session, actor)
    preview = preview_sheets(session, actor, (three[0], plan.case_id))
    assert preview.versions == (plan.id,)
    assert [case.reason for case in preview.left_out] == ["hat keinen fertigen Plan"]


def test_a_list_that_leaves_is_recorded_with_its_cases(
    session: Session, actor: Actor, three: tuple[int, ...]
) -> None:
    note_list_export(session, actor, tuple((Kind.CASE, id_) for id_ in three))
    entry = list_access(session, actor, AccessFilter())[0]
    assert entry.action == "Liste als Datei gespeichert"
    assert all(f"Fall {listed(session, actor)[id_].number}" in entry.objects for id_ in three)
    with pytest.raises(CaseworkError, match="leer"):
        note_list_export(session, actor, ())
