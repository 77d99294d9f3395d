"""The five described steps of a goal's attainment scale, -2 to +2, with 0 for „wie vereinbart“."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.forms.kinds import LONGEST_TEXT
from desktop.casework.gate import change
from desktop.casework.plain_text import short_lines
from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.reviews.review_rows import LEVELS, LevelRow
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.plans import Goal, PlanVersion
from desktop.records.reviews import GoalLevel
from desktop.terms import PlanState


@change(Right.EDIT_CASE, record="goal.scale")
def save_scale(session: Session, actor: Actor, goal_id: int, levels: tuple[LevelRow, ...]) -> Changes:
    """Describe the steps of a goal's scale; empty ones are left out, nothing at all takes the scale away.

    It may be written while the Fassung is in force too: it measures the agreed text and does not change it.
    Raises CaseworkError when 0 („wie vereinbart“) is not described, for a step twice, a text that is too long, and a
    Fassung that is over.
    """
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise CaseworkError("Dieses Ziel gibt es nicht mehr.")
    if goal.plan_version.state in (PlanState.REPLACED, PlanState.CLOSED):
        raise CaseworkError("Diese Fassung gilt nicht mehr; ihre Stufen bleiben, wie sie waren.")
    shown = [replace(row, text=_text(row.text), text_translated=_text(row.text_translated)) for row in levels]
    described = [row for row in shown if row.text]
    _check(described)
    session.execute(delete(GoalLevel).where(GoalLevel.goal_id == goal_id))
    session.add_all(
        GoalLevel(goal_id=goal_id, level=row.level, text=row.text, text_translated=row.text_translated)
        for row in described
    )
    session.flush()
    version = goal.plan_version
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id))


def levels_of(session: Session, goal_ids: Collection[int]) -> dict[int, tuple[LevelRow, ...]]:
    """Inside a use case: the described steps by goal, from -2 up."""
    found: dict[int, tuple[LevelRow, ...]] = {}
    asked = select(GoalLevel).where(GoalLevel.goal_id.in_(goal_ids)).order_by(GoalLevel.level)
    for row in session.scalars(asked):
        found[row.goal_id] = (*found.get(row.goal_id, ()), LevelRow(row.level, row.text, row.text_translated))
    return found


def proposed_levels(goal: NewGoal) -> tuple[LevelRow, ...]:
    """A scale to begin with, out of the indicator and the values at the start and agreed; it is there to be edited."""
    agreed = goal.indicator.strip() or goal.text.strip()
    start = f" (Wert {goal.value_start})" if goal.value_start is not None else ""
    target = f" (Wert {goal.value_target})" if goal.value_target is not None else ""
    texts = (
        f"Es ist schwieriger als am Anfang{start}.", f"Es ist wie am Anfang{start} oder nur wenig besser.",
        f"{agreed.rstrip('.')}{target}.", f"Mehr als vereinbart: {agreed.rstrip('.')} – und das meistens ohne Hilfe.",
        f"Viel mehr als vereinbart: {agreed.rstrip('.')} – dauerhaft und ganz ohne Hilfe.",
    )  # fmt: skip
    return tuple(LevelRow(level, text) for level, text in zip(LEVELS, texts, strict=True))


def carry_scales(session: Session, draft: PlanVersion) -> None:
    """Inside a use case: a goal that goes on is measured on the same scale."""
    former = levels_of(session, [goal.previous_goal_id for goal in draft.goals if goal.previous_goal_id])
    for goal in draft.goals:
        for row in former.get(goal.previous_goal_id or 0, ()):
            session.add(GoalLevel(goal_id=goal.id, level=row.level, text=row.text, text_translated=row.text_translated))


def _text(text: str) -> str:
    return short_lines(text, "level0", LONGEST_TEXT)


def _check(described: list[LevelRow]) -> None:
    levels = [row.level for row in described]
    if len(set(levels)) < len(levels) or not set(levels) <= set(LEVELS):
        raise CaseworkError("Die Stufen gehen von −2 bis +2, jede einmal.")
    if described and 0 not in levels:
        raise CaseworkError("Bitte mindestens die Stufe 0 „wie vereinbart“ beschreiben.", field="level0")
