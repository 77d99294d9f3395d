"""The review of a plan: filled in, finished into the next Fassung, refused where it makes no sense (domain 3.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import list_assessments, save_answers, start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.changes import Changes
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import OfficeSettings
from desktop.casework.plans.plan_life import close_plan, discard_draft, next_version
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.review_finish import finish_review, finish_review_and_close
from desktop.casework.reviews.review_rows import GoalResult, ReviewHeader, ReviewRow, StepResult
from desktop.casework.reviews.review_rules import next_review_day
from desktop.casework.reviews.review_views import list_reviews, review_view
from desktop.casework.reviews.reviews import (
    discard_review,
    record_goal,
    record_step,
    save_review,
    start_review,
)
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.office import AccessEntry
from desktop.records.plans import PlanEvent
from desktop.records.reviews import Review
from desktop.terms import AssessmentKind, GoalStatus, MeasureStatus, Need, Obstacle, PlanState
from tests.casework.reviews.review_cases import SIGNED, plan_in_force

pytestmark = pytest.mark.usefixtures("fixed_clock")
NEXT_YEAR = dt.date(2027, 2, 22)


@pytest.fixture
def plan(session: Session, actor: Actor) -> PlanView:
    return plan_in_force(session, actor)


@pytest.fixture
def review_id(session: Session, actor: Actor, plan: PlanView) -> int:
    made = start_review(session, actor, plan.id).made
    assert made is not None
    return made


def shown(session: Session, actor: Actor, review_id: int) -> ReviewRow:
    return review_view(session, actor, review_id)


def give_reason(session: Session, actor: Actor, review_id: int, reason: str = "Kurs fast geschafft") -> None:
    row = shown(session, actor, review_id)
    save_review(session, actor, review_id, replace(row.header, reason=reason), row.row_version)


def events(session: Session) -> int:
    with session.begin():
        return session.scalar(select(func.count()).select_from(PlanEvent)) or 0


def fill(session: Session, actor: Actor, review_id: int, plan: PlanView) -> None:
    """Language: test done, course moved. Flat: given up. Work: reached."""
    language, flat, work = plan.goals
    test, course = language.measures
    record_step(session, actor, review_id, test.id, StepResult(MeasureStatus.DONE, note="A2 bestanden"))
    record_step(
        session, actor, review_id, course.id,
        StepResult(MeasureStatus.MOVED, Obstacle.NO_PLACE, "Warteliste", dt.date(2027, 1, 15)),
    )
    record_goal(session, actor, review_id, language.id, GoalResult(GoalStatus.PARTLY, 5, 4, 0))
    record_goal(session, actor, review_id, flat.id, GoalResult(GoalStatus.GIVEN_UP, note="bleibt bei der Schwester"))
    record_goal(session, actor, review_id, work.id, GoalResult(GoalStatus.REACHED, 8, 5, 1))


def test_a_review_starts_with_everybody_of_the_plan_and_the_next_day_by_rule(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    row = shown(session, actor, review_id)
    assert (row.header.held_on, row.header.next_review_on) == (today(), NEXT_YEAR)
    assert row.header.participants == plan.header.participants != ()
    assert [len(goal.steps) for goal in row.goals] == [2, 2, 2]
    assert row.ratings is not None
    assert row.ratings.assessment.is_open
    assert [lack.field for lack in row.lacks] == ["results", "reason"]
    assert (list_reviews(session, actor, plan.case_id)[0].id, row.finished) == (review_id, False)


def test_finishing_marks_the_fassung_and_makes_the_next_one(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    fill(session, actor, review_id, plan)
    give_reason(session, actor, review_id)
    made = finish_review(session, actor, review_id).made
    old, new = plan_view(session, actor, plan.id), plan_view(session, actor, made or 0)
    assert [goal.status for goal in old.goals] == [GoalStatus.PARTLY, GoalStatus.GIVEN_UP, GoalStatus.REACHED]
    test, course = old.goals[0].measures
    assert (test.status, test.result, course.status) == (MeasureStatus.DONE, "A2 bestanden", MeasureStatus.MOVED)
    assert (course.due_on, course.agreed_due_on) == (dt.date(2027, 1, 15), dt.date(2026, 11, 20))
    assert (new.version, new.state) == (2, PlanState.DRAFT)
    (goal,) = new.goals
    assert (goal.content.text, goal.content.value_start) == (plan.goals[0].content.text, 5)
    assert [(step.content.text, step.due_on) for step in goal.measures] == [
        ("Ich besuche den Kurs.", dt.date(2027, 1, 15))
    ]
    assert new.header.next_review_on == NEXT_YEAR
    row = shown(session, actor, review_id)
    assert (row.finished, row.new_version_id) == (True, made)
    with session.begin():
        assert chain_is_whole(session)
        assert "review.finish" in set(session.scalars(select(AccessEntry.action)))


def test_the_text_of_the_reviewed_fassung_stays_word_for_word(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    fill(session, actor, review_id, plan)
    give_reason(session, actor, review_id)
    finish_review(session, actor, review_id)
    old = plan_view(session, actor, plan.id)
    assert [goal.content for goal in old.goals] == [goal.content for goal in plan.goals]
    assert [[step.content for step in goal.measures] for goal in old.goals] == [
        [step.content for step in goal.measures] for goal in plan.goals
    ]
    assert (old.header, old.state) == (plan.header, PlanState.IN_FORCE)


def test_the_outcome_says_what_goes_on_before_it_does(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    fill(session, actor, review_id, plan)
    page = shown(session, actor, review_id).ratings
    assert page is not None
    save_rating(session, actor, page.assessment.id, plan.person_id, "grundbildung", Rating(Need.HIGH))
    outcome = shown(session, actor, review_id).outcome
    assert outcome[0] == "1 Ziel geht mit 1 offenen Schritt weiter; 5 Schritte bleiben zurück."
    assert "Neue Frist 20.11.2026 → 15.01.2027: Ich besuche den Kurs." in outcome
    assert any("Bedarf hoch, noch kein Ziel" in line for line in outcome)


def test_a_review_without_any_result_is_not_finished(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    give_reason(session, actor, review_id)
    with pytest.raises(CaseworkError, match="kein Ergebnis"):
        finish_review(session, actor, review_id)
    assert events(session) == 0
    assert len(plan_view(session, actor, plan.id).versions) == 1


def test_nothing_is_finished_without_reason_note_or_new_day(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    goal = plan.goals[0]
    record_goal(session, actor, review_id, goal.id, GoalResult(GoalStatus.POSTPONED))
    record_step(session, actor, review_id, goal.measures[0].id, StepResult(MeasureStatus.MOVED))
    row = shown(session, actor, review_id)
    save_review(session, actor, review_id, replace(row.header, next_review_on=today()), row.row_version)
    lacks = shown(session, actor, review_id).lacks
    assert [lack.field for lack in lacks] == ["note", "new_due_on", "reason", "next_review_on"]
    assert (lacks[1].goal_id, lacks[1].measure_id) == (goal.id, goal.measures[0].id)
    with pytest.raises(CaseworkError, match="Warum ist Ziel 1 zurückgestellt"):
        finish_review(session, actor, review_id)
    assert events(session) == 0


@pytest.mark.parametrize(
    ("day", "words"), [(SIGNED - dt.timedelta(days=1), "vor dem Beginn"), (dt.date(2026, 11, 23), "Zukunft")]
)
def test_an_impossible_day_is_refused(
    session: Session, actor: Actor, plan: PlanView, review_id: int, day: dt.date, words: str
) -> None:
    row = shown(session, actor, review_id)
    with pytest.raises(CaseworkError, match=words) as caught:
        save_review(session, actor, review_id, replace(row.header, held_on=day), row.row_version)
    assert caught.value.field == "held_on"
    discard_review(session, actor, review_id)
    with pytest.raises(CaseworkError, match=words):
        start_review(session, actor, plan.id, day)


def test_two_reviews_are_never_open_at_once(session: Session, actor: Actor, plan: PlanView, review_id: int) -> None:
    with pytest.raises(CaseworkError, match=r"vom 22\.11\.2026 ist noch offen"):
        start_review(session, actor, plan.id)


def test_only_a_fassung_in_force_without_a_next_draft_is_reviewed(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    draft = next_version(session, actor, plan.id).made or 0
    with pytest.raises(CaseworkError, match="Entwurf der nächsten Fassung"):
        start_review(session, actor, plan.id)
    with pytest.raises(CaseworkError, match="„Entwurf“"):
        start_review(session, actor, draft)
    discard_draft(session, actor, draft)
    close_plan(session, actor, plan.id)
    with pytest.raises(CaseworkError, match="„abgeschlossen“"):
        start_review(session, actor, plan.id)


def test_a_plan_closed_meanwhile_takes_no_review(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    fill(session, actor, review_id, plan)
    give_reason(session, actor, review_id)
    close_plan(session, actor, plan.id)
    with pytest.raises(CaseworkError, match="„abgeschlossen“"):
        finish_review(session, actor, review_id)
    assert events(session) == 0


def test_a_review_can_be_the_end_of_the_plan(session: Session, actor: Actor, plan: PlanView, review_id: int) -> None:
    fill(session, actor, review_id, plan)
    give_reason(session, actor, review_id, "Alles erreicht")
    finish_review_and_close(session, actor, review_id)
    assert plan_view(session, actor, plan.id).state is PlanState.CLOSED
    assert shown(session, actor, review_id).new_version_id is None


def test_a_finished_review_stays_as_it_is(session: Session, actor: Actor, plan: PlanView, review_id: int) -> None:
    fill(session, actor, review_id, plan)
    give_reason(session, actor, review_id)
    finish_review(session, actor, review_id)
    row = shown(session, actor, review_id)
    goal = plan.goals[0]
    step, result = goal.measures[0].id, GoalResult(value_now=9)
    attempts: tuple[Callable[[], Changes], ...] = (
        lambda: record_goal(session, actor, review_id, goal.id, result),
        lambda: record_step(session, actor, review_id, step, None),
        lambda: save_review(session, actor, review_id, row.header, row.row_version),
        lambda: discard_review(session, actor, review_id),
        lambda: finish_review(session, actor, review_id),
    )
    for attempt in attempts:
        with pytest.raises(CaseworkError, match="abgeschlossen und bleibt"):
            attempt()


def test_what_two_pages_say_at_once_is_not_overwritten(session: Session, actor: Actor, review_id: int) -> None:
    row = shown(session, actor, review_id)
    give_reason(session, actor, review_id)
    with pytest.raises(ChangedMeanwhileError):
        save_review(session, actor, review_id, replace(row.header, reason="Anderes"), row.row_version)


def test_values_off_their_scale_and_steps_of_other_plans_are_refused(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    goal = plan.goals[0]
    for wrong in (GoalResult(value_now=11), GoalResult(self_rating=0), GoalResult(attainment=-3)):
        with pytest.raises(CaseworkError, match="Bitte einen Wert von"):
            record_goal(session, actor, review_id, goal.id, wrong)
    with pytest.raises(CaseworkError, match="vor der Überprüfung"):
        record_step(
            session, actor, review_id, goal.measures[0].id,
            StepResult(MeasureStatus.MOVED, new_due_on=today() - dt.timedelta(days=1)),
        )
    with pytest.raises(CaseworkError, match="zu lang"):
        record_goal(session, actor, review_id, goal.id, GoalResult(note="x" * 200_000))
    stranger = plan_in_force(session, actor)
    with pytest.raises(CaseworkError, match="gehört nicht"):
        record_goal(session, actor, review_id, stranger.goals[0].id, GoalResult(value_now=3))
    with pytest.raises(CaseworkError, match="gehört nicht"):
        record_step(session, actor, review_id, stranger.goals[0].measures[0].id, StepResult(MeasureStatus.DONE))
    assert shown(session, actor, review_id).goals[0].result == GoalResult()


def test_results_are_taken_back_and_changed_as_often_as_one_likes(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    goal = plan.goals[0]
    step = goal.measures[0]
    for status in (MeasureStatus.DONE, MeasureStatus.OPEN):
        record_step(session, actor, review_id, step.id, StepResult(status))
        found = shown(session, actor, review_id).goals[0].steps[0].result
        assert found is not None
        assert found.result is status
    record_step(session, actor, review_id, step.id, None)
    record_goal(session, actor, review_id, goal.id, GoalResult(value_now=4))
    record_goal(session, actor, review_id, goal.id, GoalResult())
    row = shown(session, actor, review_id)
    assert row.goals[0].steps[0].result is None
    assert row.lacks[0].field == "results"


def test_discarding_keeps_a_result_page_only_when_something_is_on_it(
    session: Session, actor: Actor, plan: PlanView, review_id: int
) -> None:
    discard_review(session, actor, review_id)
    assert list_assessments(session, actor, plan.case_id) == ()
    again = start_review(session, actor, plan.id).made or 0
    page = shown(session, actor, again).ratings
    assert page is not None
    save_rating(session, actor, page.assessment.id, plan.person_id, "sprache", Rating(Need.LOW))
    discard_review(session, actor, again)
    assert [row.id for row in list_assessments(session, actor, plan.case_id)] == [page.assessment.id]


def test_the_result_page_shows_the_value_and_day_before(session: Session, actor: Actor, plan: PlanView) -> None:
    with fixed(SIGNED):
        first = start_assessment(session, actor, plan.case_id, AssessmentKind.SHORT).made or 0
        save_rating(session, actor, first, plan.person_id, "sprache", Rating(Need.HIGH, 1))
        save_answers(session, actor, first, plan.person_id, tuple(NewAnswer(key, 1) for key in INDEPENDENCE))
    review_id = start_review(session, actor, plan.id).made or 0
    row = shown(session, actor, review_id)
    assert row.ratings is not None
    assert row.ratings.assessment.id != first
    line = next(line for line in row.ratings.ratings if line.area.key == "sprache")
    assert (line.rating, line.before.need, line.before_on) == (Rating(), Need.HIGH, SIGNED)
    assert [(scale.value, scale.before, scale.before_on) for scale in row.scales] == [(None, 1, SIGNED)] * 4
    assert not next(a for a in list_assessments(session, actor, plan.case_id) if a.id == first).is_open


def test_the_second_review_knows_what_the_first_said(session: Session, actor: Actor, plan: PlanView) -> None:
    with fixed(dt.date(2026, 10, 1)):
        first = start_review(session, actor, plan.id).made or 0
        record_goal(session, actor, first, plan.goals[0].id, GoalResult(value_now=4, self_rating=3, attainment=-1))
        give_reason(session, actor, first)
        draft = finish_review(session, actor, first).made or 0
        discard_draft(session, actor, draft)
    second = start_review(session, actor, plan.id).made or 0
    goal = shown(session, actor, second).goals[0]
    assert (goal.before.value_now, goal.before.attainment, goal.before_on) == (4, -1, dt.date(2026, 10, 1))
    assert shown(session, actor, first).new_version_id is None


def test_the_proposed_next_day_follows_the_day_until_somebody_chose_one(
    session: Session, actor: Actor, review_id: int
) -> None:
    row = shown(session, actor, review_id)
    save_review(session, actor, review_id, replace(row.header, held_on=dt.date(2026, 11, 10)), row.row_version)
    row = shown(session, actor, review_id)
    assert row.header.next_review_on == dt.date(2027, 2, 10)
    save_review(session, actor, review_id, replace(row.header, next_review_on=dt.date(2027, 1, 7)), row.row_version)
    row = shown(session, actor, review_id)
    save_review(session, actor, review_id, ReviewHeader(today(), (), "", row.header.next_review_on), row.row_version)
    assert shown(session, actor, review_id).header.next_review_on == dt.date(2027, 1, 7)


def test_the_rhythm_is_three_months_in_the_first_year_then_six_and_the_offices_setting() -> None:
    office, first = OfficeSettings(), dt.date(2026, 1, 31)
    assert next_review_day(office, first, dt.date(2026, 12, 1)) == dt.date(2027, 3, 1)
    assert next_review_day(office, first, dt.date(2027, 1, 31)) == dt.date(2027, 7, 31)
    own = replace(office, review_months_first_year=2, review_months_later=12)
    assert next_review_day(own, first, dt.date(2026, 12, 1)) == dt.date(2027, 2, 1)
    assert next_review_day(own, None, dt.date(2026, 12, 1)) == dt.date(2027, 2, 1)


def test_a_review_goes_with_its_plan_only(session: Session, actor: Actor, plan: PlanView, review_id: int) -> None:
    discard_review(session, actor, review_id)
    with session.begin():
        assert session.get(Review, review_id) is None
    assert plan_view(session, actor, plan.id).state is PlanState.IN_FORCE
