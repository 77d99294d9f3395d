"""Four eyes: what the office wants approved counts only after a second person said yes to this very text."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import (
    finish_assessment,
    save_answers,
    skip_questions,
    start_assessment,
)
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.approvals import (
    answer_approval,
    approvals_of_case,
    ask_approval,
    demand_approvals,
    demanded_approvals,
    withdraw_approval,
)
from desktop.casework.cases.case_closing import Closing, close_case, reopen_case
from desktop.casework.cases.cases import case_head
from desktop.casework.cases.stand_ins import HandOver, enter_absence
from desktop.casework.changes import Kind
from desktop.casework.plans.plan_life import Signing, agree, back_to_draft, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.casework.tasks import tasks_of_case
from desktop.clock import fixed, today
from desktop.errors import CaseworkError, ChangedMeanwhileError, NotAllowedError
from desktop.talk_terms import ApprovalAnswer, ApprovalOf
from desktop.terms import AssessmentKind, CaseStatus, EndReason, Need, PlanKind, Responsible, SkipReason
from tests.casework.deadlines.due_samples import case_of, colleague, lines

pytestmark = pytest.mark.usefixtures("fixed_clock")
GIVEN, BACK = ApprovalAnswer.GIVEN, ApprovalAnswer.SENT_BACK
DAY = dt.date(2026, 11, 22)
SIGNED = Signing((SignatureRow("person", "Filmon Habte", DAY), SignatureRow("im", "Petra Lang", DAY)))


@pytest.fixture
def other(session: Session, actor: Actor) -> Actor:
    return colleague(session)


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_of(session, actor)[0]


def demand(session: Session, actor: Actor, *wanted: ApprovalOf) -> None:
    demand_approvals(session, actor, wanted)


def closing() -> Closing:
    return Closing(today(), EndReason.REACHED, final_talk=True, close_plans=True)


def test_the_office_demands_it_only_where_there_is_a_second_person(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="zweite Person"):
        demand(session, actor, ApprovalOf.PLAN)
    assert demanded_approvals(session, actor) == frozenset()
    colleague(session)
    demand(session, actor, ApprovalOf.PLAN, ApprovalOf.CLOSING)
    assert demanded_approvals(session, actor) == {ApprovalOf.PLAN, ApprovalOf.CLOSING}
    demand(session, actor)
    assert demanded_approvals(session, actor) == frozenset()


def test_asking_stands_in_heute_of_whoever_is_asked_and_the_answer_in_the_own(
    session: Session, actor: Actor, other: Actor, case_id: int
) -> None:
    approval = ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id, "bitte ansehen").made
    (line,) = lines(session, other, "")
    assert (line.title, line.detail, line.case_id, line.page) == (
        "Freigabe: Abschluss des Falls", "bitte ansehen", case_id, "tasks",
    )  # fmt: skip
    assert lines(session, actor, "") == []
    (seen,) = approvals_of_case(session, other, case_id).rows
    assert (seen.id, seen.asked_by, seen.asked_of, seen.may_answer, seen.may_withdraw) == (
        approval, "Petra Lang", "Jonas Weber", True, False,
    )  # fmt: skip
    with pytest.raises(CaseworkError, match="was noch fehlt"):
        answer_approval(session, other, seen.id, BACK, seen.row_version)
    answer_approval(session, other, seen.id, BACK, seen.row_version, "Wohin weitervermittelt?")
    assert lines(session, other, "") == []
    assert [(row.title, row.detail) for row in lines(session, actor, "")] == [
        ("Zurückgegeben: Abschluss des Falls", "Wohin weitervermittelt?")
    ]
    (seen,) = approvals_of_case(session, actor, case_id).rows
    assert (seen.answer, seen.answer_note, seen.answered_by, seen.may_answer) == (
        BACK, "Wohin weitervermittelt?", "Jonas Weber", False,
    )  # fmt: skip


def test_nobody_approves_for_themselves_or_for_somebody_else(
    session: Session, actor: Actor, other: Actor, case_id: int
) -> None:
    third = colleague(session, "Ayşe Yılmaz")
    with pytest.raises(CaseworkError, match="zweite Person wählen"):
        ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, actor.user_id)
    made = ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id).made or 0
    for stranger in (actor, third):
        with pytest.raises(NotAllowedError, match="darum gebeten"):
            answer_approval(session, stranger, made, GIVEN, 1)
    enter_absence(session, actor, HandOver(other.user_id, third.user_id, today(), today()))
    answer_approval(session, third, made, GIVEN, 1)
    with pytest.raises(ChangedMeanwhileError, match="inzwischen beantwortet"):
        answer_approval(session, third, made, GIVEN, 1)


def test_a_request_is_made_once_and_can_be_withdrawn(
    session: Session, actor: Actor, other: Actor, case_id: int
) -> None:
    made = ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id).made or 0
    assert approvals_of_case(session, actor, case_id).subjects == ()
    with pytest.raises(CaseworkError, match="schon gebeten"):
        ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id)
    with pytest.raises(NotAllowedError, match="zurückziehen"):
        withdraw_approval(session, other, made, 1)
    withdraw_approval(session, actor, made, 1)
    assert approvals_of_case(session, actor, case_id).rows == ()
    assert lines(session, other, "") == []
    with pytest.raises(CaseworkError, match="zurzeit keine Freigabe"):
        ask_approval(session, actor, case_id, ApprovalOf.PLAN, 4711, other.user_id)
    with pytest.raises(CaseworkError, match="kürzen"):
        ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id, "x" * 200_000)


def test_a_case_ends_only_after_approval_and_needs_a_new_one_the_next_time(
    session: Session, actor: Actor, other: Actor, case_id: int
) -> None:
    demand(session, actor, ApprovalOf.CLOSING)
    with pytest.raises(CaseworkError, match="Zuerst muss eine zweite Person freigeben"):
        close_case(session, actor, case_id, closing())
    made = ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id).made or 0
    with pytest.raises(CaseworkError, match="steht noch aus"):
        close_case(session, actor, case_id, closing())
    answer_approval(session, other, made, GIVEN, 1)
    close_case(session, actor, case_id, closing())
    with fixed(today() + dt.timedelta(days=1)):
        reopen_case(session, actor, case_id, CaseStatus.ACCOMPANIED, today(), "kommt wieder")
        with pytest.raises(CaseworkError, match="Zuerst muss"):
            close_case(session, actor, case_id, closing())


def test_a_plan_counts_only_with_the_text_that_was_approved(
    session: Session, actor: Actor, other: Actor
) -> None:
    """Negative control in it: without the demand the same Fassung comes into force at once."""
    case_id, version_id = agreed(session, actor)
    demand(session, actor, ApprovalOf.PLAN)
    with pytest.raises(CaseworkError, match="Integrationsplan: Zuerst"):
        put_in_force(session, actor, version_id, SIGNED)
    made = ask_approval(session, actor, case_id, ApprovalOf.PLAN, version_id, other.user_id).made or 0
    answer_approval(session, other, made, GIVEN, 1)
    with fixed(today() + dt.timedelta(days=1)):
        back_to_draft(session, actor, version_id)
        agree(session, actor, version_id)
        with pytest.raises(CaseworkError, match="Zuerst muss"):
            put_in_force(session, actor, version_id, SIGNED)
        demand(session, actor)
        put_in_force(session, actor, version_id, SIGNED)


def test_what_came_back_says_why(session: Session, actor: Actor, other: Actor) -> None:
    case_id, version_id = agreed(session, actor)
    demand(session, actor, ApprovalOf.PLAN)
    made = ask_approval(session, actor, case_id, ApprovalOf.PLAN, version_id, other.user_id).made or 0
    answer_approval(session, other, made, BACK, 1, "Ziel 1 ist zu groß.")
    with pytest.raises(CaseworkError, match=r"„Ziel 1 ist zu groß\.“"):
        put_in_force(session, actor, version_id, SIGNED)


def test_an_assessment_is_finished_after_approval(session: Session, actor: Actor, other: Actor, case_id: int) -> None:
    demand(session, actor, ApprovalOf.ASSESSMENT)
    assessment = start_assessment(session, actor, case_id, AssessmentKind.SHORT).made or 0
    with pytest.raises(CaseworkError, match="Assessment: Zuerst"):
        finish_assessment(session, actor, assessment)
    words = [one.words for one in approvals_of_case(session, actor, case_id).subjects]
    assert words == ["Assessment vom 22.11.2026", "Abschluss des Falls"]
    made = ask_approval(session, actor, case_id, ApprovalOf.ASSESSMENT, assessment, other.user_id).made or 0
    answer_approval(session, other, made, GIVEN, 1)
    finish_assessment(session, actor, assessment)
    titles = [task.title for task in tasks_of_case(session, actor, case_id)]
    assert titles == ["Freigegeben: Assessment vom 22.11.2026"]


def approved(session: Session, actor: Actor, other: Actor, case_id: int) -> tuple[int, int]:
    """An open assessment with one answer that was approved; its id and the person's."""
    person_id = case_head(session, actor, case_id).members[0].person.id
    assessment = start_assessment(session, actor, case_id, AssessmentKind.FULL).made or 0
    save_answers(session, actor, assessment, person_id, (NewAnswer("everyday.shopping", 2),))
    made = ask_approval(session, actor, case_id, ApprovalOf.ASSESSMENT, assessment, other.user_id).made or 0
    answer_approval(session, other, made, GIVEN, 1)
    return assessment, person_id


@pytest.mark.parametrize("change", ["answer", "skip", "rating"])
def test_an_approved_assessment_that_changes_is_to_be_approved_again(
    session: Session, actor: Actor, other: Actor, case_id: int, change: str
) -> None:
    demand(session, actor, ApprovalOf.ASSESSMENT)
    assessment, person_id = approved(session, actor, other, case_id)
    changes = {
        "answer": lambda: save_answers(session, actor, assessment, person_id, (NewAnswer("everyday.shopping", 3),)),
        "skip": lambda: skip_questions(
            session, actor, assessment, person_id, ("everyday.shopping",), SkipReason.NOT_DISCUSSED
        ),
        "rating": lambda: save_rating(session, actor, assessment, person_id, "wohnen", Rating(Need.HIGH)),
    }[change]()
    (seen,) = approvals_of_case(session, actor, case_id).rows
    assert (seen.answer, seen.answered_by) == (ApprovalAnswer.OUTGROWN, "Jonas Weber")
    assert changes.touches(Kind.APPROVAL, seen.id)
    with pytest.raises(CaseworkError, match=r"Seit der Freigabe am 22\.11\.2026 wurde etwas geändert"):
        finish_assessment(session, actor, assessment)
    again = ask_approval(session, actor, case_id, ApprovalOf.ASSESSMENT, assessment, other.user_id).made or 0
    answer_approval(session, other, again, GIVEN, 1)
    finish_assessment(session, actor, assessment)


def test_an_approval_stays_when_the_same_is_saved_again(
    session: Session, actor: Actor, other: Actor, case_id: int
) -> None:
    assessment, person_id = approved(session, actor, other, case_id)
    save_answers(session, actor, assessment, person_id, (NewAnswer("everyday.shopping", 2),))
    (seen,) = approvals_of_case(session, actor, case_id).rows
    assert seen.answer is GIVEN
    with pytest.raises(ValueError, match="no answer"):
        answer_approval(session, other, seen.id, ApprovalAnswer.OUTGROWN, 2)


def agreed(session: Session, actor: Actor) -> tuple[int, int]:
    """A case whose plan waits for signatures since yesterday; (case, Fassung)."""
    case_id, person_id = case_of(session, actor)
    step = NewMeasure("Ich frage beim Vermieter.", who=(Responsible.CLIENT,), due_on=dt.date(2026, 12, 20))
    goal = NewGoal("wohnen", "Ich finde eine Wohnung.", person_id=person_id)
    with fixed(today() - dt.timedelta(days=1)):
        version_id = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
        add_goal(session, actor, version_id, goal, (step,))
        agree(session, actor, version_id)
    return case_id, version_id
