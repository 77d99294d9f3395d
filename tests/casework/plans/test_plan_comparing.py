"""„Was hat sich geändert?“ between two Fassungen, and how a plan went over time."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import NewAnswer, Rating
from desktop.casework.assessments.assessments import save_answers
from desktop.casework.assessments.results import save_rating
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.plans.plan_comparing import Fate, FieldChange, GoalDifference, compare_versions
from desktop.casework.plans.plan_course import plan_course
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, PlanView
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, add_measure, save_goal, save_measure
from desktop.casework.plans.word_diff import Mark, word_diff
from desktop.casework.reviews.review_finish import finish_review
from desktop.casework.reviews.review_rows import GoalResult, StepResult
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import record_goal, record_step, save_review, start_review
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.errors import CaseworkError
from desktop.terms import ConsentPurpose, GoalStatus, MeasureStatus, Need
from tests.casework.reviews.review_cases import SIGNED, plan_in_force

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def plan(session: Session, actor: Actor) -> PlanView:
    return plan_in_force(session, actor)


def reviewed(session: Session, actor: Actor, plan: PlanView, value: int = 5, attainment: int = 0) -> int:
    """Review today: first goal goes on with its first step done, the second is reached. Gives the draft's id."""
    review_id = start_review(session, actor, plan.id).made or 0
    goal = plan.goals[0]
    record_goal(session, actor, review_id, goal.id, GoalResult(value_now=value, attainment=attainment))
    if len(plan.goals) > 1:
        record_step(session, actor, review_id, goal.measures[0].id, StepResult(MeasureStatus.DONE))
        record_goal(session, actor, review_id, plan.goals[1].id, GoalResult(GoalStatus.REACHED, 8, attainment=2))
    row = review_view(session, actor, review_id)
    save_review(session, actor, review_id, replace(row.header, reason="Es geht voran"), row.row_version)
    return finish_review(session, actor, review_id).made or 0


def named(changes: tuple[FieldChange, ...]) -> dict[str, tuple[str, str]]:
    return {change.label: (change.before, change.after) for change in changes}


def by_text(goals: tuple[GoalDifference, ...]) -> dict[str, GoalDifference]:
    return {goal.text: goal for goal in goals}


def test_added_removed_and_changed_goals_steps_days_and_values(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    draft = reviewed(session, actor, plan)
    first, work = plan_view(session, actor, draft).goals
    save_goal(session, actor, first.id, replace(first.content, text="Ich spreche im Alltag besser Deutsch."))
    step = first.measures[0]
    save_measure(session, actor, step.id, replace(step.content, due_on=dt.date(2027, 1, 15)))
    add_measure(session, actor, first.id, NewMeasure("Ich gehe ins Sprachcafé."))
    add_goal(session, actor, draft, NewGoal("alltag", "Ich fahre allein Bus."))
    found = compare_versions(session, actor, plan.id, draft)
    language = by_text(found.goals)["Ich spreche im Alltag besser Deutsch."]
    assert language.fate is Fate.CHANGED
    assert named(language.changes) == {
        "Ziel": ("Ich spreche im Alltag Deutsch.", "Ich spreche im Alltag besser Deutsch."),
        "Wert am Anfang": ("2", "5"),
    }
    assert [(row.fate, row.text, row.note) for row in language.steps] == [
        (Fate.CHANGED, "Ich besuche den Kurs.", ""), (Fate.ADDED, "Ich gehe ins Sprachcafé.", ""),
        (Fate.REMOVED, "Ich mache einen Einstufungstest.", "erledigt"),
    ]  # fmt: skip
    assert named(language.steps[0].changes) == {"Frist": ("20.11.2026", "15.01.2027")}
    flat = by_text(found.goals)["Wir ziehen in eine eigene Wohnung."]
    assert (flat.fate, flat.note) == (Fate.REMOVED, "erreicht")
    assert by_text(found.goals)["Ich fahre allein Bus."].fate is Fate.ADDED
    assert by_text(found.goals)[work.content.text].fate is Fate.SAME
    assert not by_text(found.goals)[work.content.text].touched
    assert named(found.header)["Nächste Überprüfung"] == ("20.11.2026", "22.02.2027")


def test_goals_are_followed_over_several_fassungen_and_in_any_order(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    second = reviewed(session, actor, plan)
    in_force(session, actor, second)
    third = reviewed(session, actor, plan_view(session, actor, second), 7)
    for one, other in ((plan.id, third), (third, plan.id)):
        found = compare_versions(session, actor, one, other)
        assert (found.former.version, found.later.version) == (1, 3)
        goal = by_text(found.goals)["Ich spreche im Alltag Deutsch."]
        assert named(goal.changes) == {"Wert am Anfang": ("2", "7")}


def test_only_two_fassungen_of_one_plan_are_compared(session: Session, actor: Actor, plan: PlanView) -> None:
    other = plan_in_force(session, actor)
    with pytest.raises(CaseworkError, match="desselben Plans"):
        compare_versions(session, actor, plan.id, other.id)
    with pytest.raises(CaseworkError, match="zwei verschiedene"):
        compare_versions(session, actor, plan.id, plan.id)


def test_word_for_word_nothing_gets_lost_or_invented() -> None:
    rng = random.Random(11)
    words = ["Ich", "lerne", "Deutsch", "–", "täglich", "\n", "B1", "Kurs", ",", "mit", "😀", "مرحبا"]
    for _ in range(300):
        before, after = (" ".join(rng.choices(words, k=rng.randrange(0, 15))) for _ in range(2))
        pieces = word_diff(before, after)
        assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == before
        assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == after
        assert all(piece.text for piece in pieces)
    assert [piece.mark for piece in word_diff("gut", "gut")] == [Mark.SAME]
    moved = word_diff("bis 20.11.2026, 9:30 Uhr", "bis 15.01.2027, 9:30 Uhr")
    assert [(piece.mark, piece.text) for piece in moved if piece.mark is not Mark.SAME] == [
        (Mark.REMOVED, "20.11.2026"), (Mark.ADDED, "15.01.2027"),
    ]  # fmt: skip
    pasted = word_diff("wort " * 40_000, "anderes " * 40_000)
    assert [piece.mark for piece in pasted] == [Mark.REMOVED, Mark.ADDED]


def test_the_course_shows_goals_over_reviews_from_their_first_value(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    second = reviewed(session, actor, plan, 5, -1)
    in_force(session, actor, second)
    with fixed(dt.date(2027, 3, 1)):
        reviewed(session, actor, plan_view(session, actor, second), 7, 1)
    course = plan_course(session, actor, plan.plan_id)
    later = dt.date(2027, 3, 1)
    values = {row.name: row.points for row in course.values}
    assert values["Ich spreche im Alltag Deutsch."] == ((SIGNED, 2), (today(), 5), (later, 7))
    attained = {row.name: row.points for row in course.attainment}
    assert attained["Ich spreche im Alltag Deutsch."] == ((today(), -1), (later, 1))
    assert attained["Wir ziehen in eine eigene Wohnung."] == ((today(), 2),)


def test_the_course_shows_index_and_areas_but_nothing_protected(
    session: Session, actor: Actor, plan: PlanView
) -> None:
    person_id = plan.person_id or 0
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today()))
    review_id = start_review(session, actor, plan.id).made or 0
    page = review_view(session, actor, review_id).ratings
    assert page is not None
    save_answers(session, actor, page.assessment.id, person_id, tuple(NewAnswer(key, 2) for key in INDEPENDENCE))
    save_rating(session, actor, page.assessment.id, person_id, "wohnen", Rating(Need.ACUTE, 1))
    save_rating(session, actor, page.assessment.id, person_id, "gesundheit", Rating(Need.HIGH, 1))
    course = plan_course(session, actor, plan.plan_id)
    assert [row.points for row in course.index] == [((today(), 8),)]
    assert [(row.area, row.need.points, row.resource.points) for row in course.areas] == [
        ("Wohnen", ((today(), 4),), ((today(), 1),))
    ]
    save_answers(session, actor, page.assessment.id, person_id, (NewAnswer(INDEPENDENCE[0], None),))
    assert plan_course(session, actor, plan.plan_id).index == ()


def in_force(session: Session, actor: Actor, version_id: int) -> None:
    agree(session, actor, version_id)
    put_in_force(session, actor, version_id, Signing((), "telefonisch vereinbart"))
