"""What a review leads to, before it is finished: what it lacks, and what the next Fassung will take over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from desktop.casework.assessments.assessment_rows import RatingRow, ResultRow
from desktop.casework.plans.plan_rows import Missing
from desktop.casework.reviews.review_rows import ReviewGoalRow, ReviewHeader, ReviewStepRow
from desktop.clock import german_date
from desktop.terms import GoalStatus, MeasureStatus, Need

GOALS_OVER = frozenset({GoalStatus.REACHED, GoalStatus.GIVEN_UP})
STEPS_OVER = frozenset({MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE})
_TO_REASON = (GoalStatus.POSTPONED, GoalStatus.GIVEN_UP)
_PRESSING = (Need.MEDIUM, Need.HIGH, Need.ACUTE)


def lacks_of(header: ReviewHeader, goals: tuple[ReviewGoalRow, ...]) -> tuple[Missing, ...]:
    """What keeps a review from being finished, in reading order; `field` leads to the input."""
    lacks: list[Missing] = []
    entered = any(not row.result.is_empty or any(step.result for step in row.steps) for row in goals)
    if not entered:
        lacks.append(Missing("Noch ist kein Ergebnis eingetragen.", "results"))
    for number, row in enumerate(goals, 1):
        lacks += _lacks_of_goal(number, row)
    if not header.reason.strip():
        lacks.append(Missing("Es fehlt die Begründung: Was ergab die Überprüfung?", "reason"))
    if header.next_review_on is None or header.next_review_on <= header.held_on:
        lacks.append(Missing("Die nächste Überprüfung muss nach dieser liegen.", "next_review_on"))
    return tuple(lacks)


def outcome_of(goals: tuple[ReviewGoalRow, ...], ratings: ResultRow | None) -> tuple[str, ...]:
    """Plain sentences: what goes on, what is left behind, whose day moves, which need has no goal yet."""
    going = [row for row in goals if status_of(row) not in GOALS_OVER]
    kept = [step for row in going for step in row.steps if result_of(step) not in STEPS_OVER]
    every = sum(len(row.steps) for row in goals)
    lines = [f"{_count(len(going), 'Ziel geht', 'Ziele gehen')} mit "
             f"{_count(len(kept), 'offenen Schritt', 'offenen Schritten')} weiter; "
             f"{_count(every - len(kept), 'Schritt bleibt', 'Schritte bleiben')} zurück."]  # fmt: skip
    lines += [f"{status_of(row).label.capitalize()}: „{row.goal.content.text}“" for row in goals
              if status_of(row) in GOALS_OVER]  # fmt: skip
    lines += [words for row in going for words in _moved(row.steps)]
    lines += _no_goal_yet(ratings.ratings if ratings else (), {row.goal.content.area for row in going})
    return tuple(lines)


def status_of(row: ReviewGoalRow) -> GoalStatus:
    """The status the goal has with this review."""
    return row.result.status or row.goal.status


def result_of(row: ReviewStepRow) -> MeasureStatus:
    """The status the step has with this review."""
    return row.result.result if row.result else row.step.status


def _lacks_of_goal(number: int, row: ReviewGoalRow) -> Iterator[Missing]:
    if row.result.status in _TO_REASON and not row.result.note.strip():
        yield Missing(f"Warum ist Ziel {number} {row.result.status.label}?", "note", row.goal.id)
    for place, step in enumerate(row.steps, 1):
        if step.result and step.result.result is MeasureStatus.MOVED and step.result.new_due_on is None:
            words = f"Auf wann ist Schritt {number}.{place} verschoben?"
            yield Missing(words, "new_due_on", row.goal.id, step.step.id)


def _moved(steps: Iterable[ReviewStepRow]) -> Iterator[str]:
    for row in steps:
        if row.result and row.result.new_due_on and result_of(row) not in STEPS_OVER:
            yield f"Neue Frist {_from(row.step.due_on)}{german_date(row.result.new_due_on)}: {row.step.content.text}"


def _from(former: dt.date | None) -> str:
    return f"{german_date(former)} → " if former else ""


def _no_goal_yet(ratings: Iterable[RatingRow], with_goal: Collection[str]) -> Iterator[str]:
    for row in ratings:
        if row.rating.need in _PRESSING and row.area.key not in with_goal:
            yield f"{row.area.name}: Bedarf {row.rating.need.label}, noch kein Ziel."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
