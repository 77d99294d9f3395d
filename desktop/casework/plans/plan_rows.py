"""What travels up and down of a plan: frozen rows of a Fassung with its goals, measures and what happened to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from desktop.talk_terms import GoalConsentForm
from desktop.terms import DueKind, GoalStatus, Horizon, MeasureStatus, PlanKind, PlanState, Responsible


@dataclass(frozen=True)
class NewMeasure:
    """A step as entered; a catalogue text keeps its key only while it is unchanged."""

    text: str
    catalogue_key: str = ""
    fill_in: str = ""
    text_translated: str = ""
    who: tuple[Responsible, ...] = (Responsible.CLIENT,)
    """The leading one first."""
    who_person_id: int | None = None
    """Which family member, where `who` has the client."""
    who_name: str = ""
    """Name of the volunteer or office, where `who` has one."""
    start_on: dt.date | None = None
    due_kind: DueKind = DueKind.DATE
    due_on: dt.date | None = None
    proof: str = ""
    proof_key: str = ""


@dataclass(frozen=True)
class NewGoal:
    """A goal as entered."""

    area: str
    text: str
    catalogue_key: str = ""
    text_translated: str = ""
    person_id: int | None = None
    """For whom; None is the whole family."""
    indicator: str = ""
    indicator_translated: str = ""
    horizon: Horizon | None = None
    priority: int | None = None
    """1–3"""
    value_start: int | None = None
    """0–10"""
    value_target: int | None = None
    """0–10"""


@dataclass(frozen=True)
class MeasureRow:
    """A step with its present state; `due_on` is the present day, `agreed_due_on` the one on the frozen text."""

    id: int
    position: int
    content: NewMeasure
    who_text: str
    """Who does it, ready to show: „Maryam + Ehrenamt“."""
    status: MeasureStatus
    due_on: dt.date | None
    obstacle: str = ""
    result: str = ""
    done_on: dt.date | None = None

    @property
    def agreed_due_on(self) -> dt.date | None:
        return self.content.due_on

    def overdue_on(self, day: dt.date) -> bool:
        """Past its day and neither done nor dropped."""
        over = (MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE)
        return self.due_on is not None and self.due_on < day and self.status not in over


@dataclass(frozen=True)
class GoalConsentRow:
    """What somebody said to a goal last. `person_name` is empty where the person was deleted."""

    id: int
    person_id: int | None
    person_name: str
    agreed: bool
    form: GoalConsentForm
    on_date: dt.date
    note: str = ""


@dataclass(frozen=True)
class GoalRow:
    """A goal with its steps and its present state."""

    id: int
    position: int
    content: NewGoal
    person_name: str
    """For whom, ready to show; „Familie“ for all."""
    status: GoalStatus
    value_now: int | None
    measures: tuple[MeasureRow, ...]
    consents: tuple[GoalConsentRow, ...] = ()
    """The last word of each person."""

    @property
    def refused(self) -> bool:
        """Somebody said no: the goal stays visible, but does not print as agreed."""
        return any(not consent.agreed for consent in self.consents)


@dataclass(frozen=True)
class SupplementRow:
    """A dated correction of a Fassung in force."""

    on_date: dt.date
    text: str
    text_translated: str


@dataclass(frozen=True)
class SignatureRow:
    """Who signed and when; `part` is `person`, `im` or `interpreter`."""

    part: str
    name: str
    signed_on: dt.date
    person_id: int | None = None


@dataclass(frozen=True)
class Missing:
    """One thing that keeps a Fassung from being binding; ids lead to the input."""

    text: str
    field: str
    goal_id: int | None = None
    measure_id: int | None = None


@dataclass(frozen=True)
class PlanHeader:
    """What is entered about a Fassung as a whole."""

    language: str = ""
    """Second language of the sheets; empty for German alone."""
    strengths: str = ""
    strengths_translated: str = ""
    needs: str = ""
    needs_translated: str = ""
    participants: tuple[str, ...] = ()
    next_review_on: dt.date | None = None
    next_talk_on: dt.date | None = None
    next_talk_time: str = ""
    """HH:MM"""
    next_talk_place: str = ""
    sensitive_areas_on_own_sheet: bool = False
    """Areas 8 and 12 may print on the person's own sheet (decision 21)."""


@dataclass(frozen=True)
class VersionBrief:
    """A Fassung in the list of Fassungen."""

    id: int
    version: int
    state: PlanState
    valid_from: dt.date | None
    replaced_on: dt.date | None


@dataclass(frozen=True)
class PlanView:
    """One Fassung as the plan page and the sheets need it."""

    id: int
    plan_id: int
    case_id: int
    kind: PlanKind
    person_id: int | None
    person_name: str
    number: int
    version: int
    state: PlanState
    header: PlanHeader
    goals: tuple[GoalRow, ...]
    valid_from: dt.date | None
    frozen_at: dt.datetime | None
    printed_at: dt.datetime | None
    read_out_in: str
    signed_place: str
    unsigned_reason: str
    handed_out_on: dt.date | None
    signatures: tuple[SignatureRow, ...]
    supplements: tuple[SupplementRow, ...]
    versions: tuple[VersionBrief, ...]
    row_version: int
    missing: tuple[Missing, ...] = field(default=())

    @property
    def editable(self) -> bool:
        """Only a draft's text may change (decision 18)."""
        return self.state is PlanState.DRAFT


@dataclass(frozen=True)
class PlanBriefRow:
    """A plan of a case, with its newest Fassung."""

    plan_id: int
    version_id: int
    kind: PlanKind
    person_id: int | None
    person_name: str
    number: int
    version: int
    state: PlanState
    valid_from: dt.date | None
    next_review_on: dt.date | None
