"""What travels up and down of a review (Überprüfung, domain 3.2)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.casework.assessments.assessment_rows import ResultRow
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow, Missing
from desktop.terms import GoalStatus, MeasureStatus, Obstacle, PlanState

LEVELS = (-2, -1, 0, 1, 2)
"""Steps of a goal's attainment scale; 0 is „wie vereinbart“."""
LEVEL_WORDS = {
    -2: "viel weniger als vereinbart", -1: "weniger als vereinbart", 0: "wie vereinbart",
    1: "mehr als vereinbart", 2: "viel mehr als vereinbart",
}  # fmt: skip


@dataclass(frozen=True)
class ReviewHeader:
    """What is entered about a review as a whole. `reason` says why the plan goes on as it does."""

    held_on: dt.date
    participants: tuple[str, ...] = ()
    reason: str = ""
    next_review_on: dt.date | None = None


@dataclass(frozen=True)
class StepResult:
    """What came of a step; `new_due_on` is its day in the next Fassung."""

    result: MeasureStatus
    obstacle: Obstacle | None = None
    note: str = ""
    new_due_on: dt.date | None = None


@dataclass(frozen=True)
class GoalResult:
    """Where a goal stands. value_now 0–10, self_rating 1–5, attainment -2…2."""

    status: GoalStatus | None = None
    value_now: int | None = None
    self_rating: int | None = None
    attainment: int | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self == GoalResult()


@dataclass(frozen=True)
class LevelRow:
    """One described step of a goal's attainment scale."""

    level: int
    text: str
    text_translated: str = ""


@dataclass(frozen=True)
class ReviewStepRow:
    """A step of the Fassung with what came of it; None as long as nothing was entered."""

    step: MeasureRow
    result: StepResult | None


@dataclass(frozen=True)
class ReviewGoalRow:
    """A goal of the Fassung with its result now and at the last finished review."""

    goal: GoalRow
    result: GoalResult
    before: GoalResult
    before_on: dt.date | None
    levels: tuple[LevelRow, ...]
    """The described scale; empty when nobody described it."""
    proposed_levels: tuple[LevelRow, ...]
    """A scale made of indicator, start and target, to be taken or written anew."""
    steps: tuple[ReviewStepRow, ...]


@dataclass(frozen=True)
class ScaleRow:
    """One of the four scales of the Selbstständigkeits-Index, 0–3, with its value before."""

    key: str
    label: str
    value: int | None
    before: int | None
    before_on: dt.date | None


@dataclass(frozen=True)
class ReviewRow:
    """A review as its page needs it. `lacks` keeps it from being finished; `outcome` says what the next Fassung is."""

    id: int
    version_id: int
    plan_id: int
    case_id: int
    version: int
    person_name: str
    """Whose plan; empty for the family's."""
    header: ReviewHeader
    goals: tuple[ReviewGoalRow, ...]
    ratings: ResultRow | None
    """The result page filled again; None when its assessment was deleted."""
    scales: tuple[ScaleRow, ...]
    """Empty for families and children, whom the scales are not asked."""
    valid_from: dt.date | None
    lacks: tuple[Missing, ...]
    outcome: tuple[str, ...]
    row_version: int
    finished: bool
    new_version_id: int | None


@dataclass(frozen=True)
class ReviewBrief:
    """A review in a list."""

    id: int
    version_id: int
    plan_id: int
    version: int
    plan_state: PlanState
    held_on: dt.date
    reason: str
    finished: bool
    new_version_id: int | None
