"""The plan beside a talk: ticking a step off, moving its day or adding one *is* the note."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_rows import StepAdded, StepDone, StepMarks, StepMoved, TalkEntry
from desktop.casework.talks.talk_steps import goals_in_force, mark_steps, open_steps
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.talks.talks import add_talk
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.terms import MeasureStatus, PlanKind

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.date(2026, 11, 20)
SOON = dt.date(2026, 12, 5)


def planned(session: Session, actor: Actor, family: str) -> tuple[int, int, int]:
    """A case with a plan in force: ids of case, person and Fassung."""
    person_id = create_person(session, actor, PersonFacts(family, "Maryam")).made or 0
    case_id = open_person_case(session, actor, person_id).made or 0
    version_id = start_plan(session, actor, case_id, PlanKind.SINGLE, person_id).made or 0
    steps = (NewMeasure("Ich melde mich zum Kurs an.", due_on=SOON), NewMeasure("Ich rufe an.", due_on=DAY))
    add_goal(session, actor, version_id, NewGoal("sprache", "Ich bestehe B1.", person_id=person_id), steps)
    agree(session, actor, version_id)
    signatures = (SignatureRow("person", "M", today(), person_id), SignatureRow("im", "P", today()))
    put_in_force(session, actor, version_id, Signing(signatures))
    return case_id, person_id, version_id


@pytest.fixture
def plan(session: Session, actor: Actor) -> tuple[int, int, int]:
    return planned(session, actor, "Ahmadi")


def test_open_steps_stand_by_their_day_and_say_what_is_overdue(
    session: Session, actor: Actor, plan: tuple[int, int, int]
) -> None:
    rows = open_steps(session, actor, plan[0])
    assert [(row.text, row.overdue) for row in rows] == [("Ich rufe an.", True), ("Ich melde mich zum Kurs an.", False)]
    assert [goal.text for goal in goals_in_force(session, actor, plan[0])] == ["Ich bestehe B1."]


def test_marks_made_in_a_talk_are_its_note_and_the_plans_history(
    session: Session, actor: Actor, plan: tuple[int, int, int]
) -> None:
    case_id, person_id, version_id = plan
    call, sign_up = open_steps(session, actor, case_id)
    (goal,) = goals_in_force(session, actor, case_id)
    marks = StepMarks((StepDone(call.measure_id, note="Platz ab Januar"),),
                      (StepMoved(sign_up.measure_id, dt.date(2026, 12, 19)),),
                      (StepAdded(goal.id, "Ich hole das Zeugnis.", SOON),))  # fmt: skip
    add_talk(session, actor, TalkEntry((case_id,), DAY, (person_id,)), marks)
    (row,) = list_talks(session, actor, case_id)
    assert row.steps == (
        "erledigt: Ich rufe an. – Platz ab Januar", "neue Frist 19.12.2026: Ich melde mich zum Kurs an.",
        "neuer Schritt: Ich hole das Zeugnis.",
    )  # fmt: skip
    assert [(task.title, task.due_on) for task in row.follow_ups] == [("Ich hole das Zeugnis.", SOON)]
    view = plan_view(session, actor, version_id)
    moved, done = view.goals[0].measures
    assert (done.status, done.done_on, done.result) == (MeasureStatus.DONE, DAY, "Platz ab Januar")
    assert (moved.due_on, moved.agreed_due_on) == (dt.date(2026, 12, 19), SOON)
    assert view.supplements[0].text == "Neuer Schritt zu „Ich bestehe B1.“: Ich hole das Zeugnis. (bis 05.12.2026)"
    assert [step.text for step in open_steps(session, actor, case_id)] == ["Ich melde mich zum Kurs an."]


def test_a_strangers_step_cannot_be_marked(session: Session, actor: Actor, plan: tuple[int, int, int]) -> None:
    other, *_ = planned(session, actor, "Habte")
    (strange, _) = open_steps(session, actor, other)
    entry = TalkEntry((plan[0],), DAY, (plan[1],))
    with pytest.raises(CaseworkError, match="gehört nicht zum Plan"):
        add_talk(session, actor, entry, StepMarks((StepDone(strange.measure_id),)))
    assert list_talks(session, actor, plan[0]) == ()
    assert len(open_steps(session, actor, other)) == 2


def test_a_mark_that_fails_takes_the_talk_with_it(session: Session, actor: Actor, plan: tuple[int, int, int]) -> None:
    (goal,) = goals_in_force(session, actor, plan[0])
    with pytest.raises(CaseworkError, match="aufschreiben"):
        add_talk(session, actor, TalkEntry((plan[0],), DAY, (plan[1],)), StepMarks(added=(StepAdded(goal.id, " "),)))
    assert list_talks(session, actor, plan[0]) == ()


def test_steps_can_be_marked_in_a_talk_later_on(session: Session, actor: Actor, plan: tuple[int, int, int]) -> None:
    talk_id = add_talk(session, actor, TalkEntry((plan[0],), DAY, (plan[1],))).made or 0
    (call, _) = open_steps(session, actor, plan[0])
    mark_steps(session, actor, talk_id, StepMarks((StepDone(call.measure_id, MeasureStatus.STARTED),)))
    (row,) = list_talks(session, actor, plan[0])
    assert row.steps == ("begonnen: Ich rufe an.",)
