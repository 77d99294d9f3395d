"""What travels up and down of a talk (domain 4.1): what was entered, what a list shows, what was done to the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay
from desktop.terms import MeasureStatus, Obstacle

COUNTED_KINDS = frozenset({
    TalkKind.FIRST, TalkKind.ASSESSMENT, TalkKind.PLANNING, TalkKind.REVIEW, TalkKind.COUNSELLING,
    TalkKind.ACCOMPANYING, TalkKind.CRISIS, TalkKind.CLOSING,
})  # fmt: skip
"""Kinds that count as Beratungsgespräch unless somebody says otherwise (domain 4.1): the person was counselled."""
WITHOUT_PERSONS = frozenset({TalkKind.CASE_TALK, TalkKind.CONFERENCE, TalkKind.HANDOVER, TalkKind.GROUP})
"""Kinds nobody of the file needs to take part in."""
LONGEST_TEXT = 20_000
"""Characters one text of a talk may have."""
MOST_MINUTES = 1440
"""A talk ends on the day it began."""
LATE_DAYS = 14
"""After so many days a change of the record needs its reason."""


@dataclass(frozen=True)
class TopicEntry:
    """A topic as entered; `id` is that of a stored one, `person_id` whom alone it concerns (DS-05)."""

    area: str
    text: str = ""
    minutes: int | None = None
    person_id: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class TalkEntry:
    """A talk as entered. `counts` None takes what the kind proposes, `user_id` None the acting user.

    `late` says that a talk with a closed case is entered afterwards on purpose.
    """

    case_ids: tuple[int, ...]
    held_on: dt.date
    person_ids: tuple[int, ...] = ()
    kind: TalkKind = TalkKind.COUNSELLING
    way: TalkWay = TalkWay.OFFICE
    start_time: str = ""
    """HH:MM or empty."""
    minutes: int | None = None
    place: str = ""
    user_id: int | None = None
    interpreting: Interpreting = Interpreting.NONE
    interpreter_language: str = ""
    interpreter_cents: int | None = None
    occasion: str = ""
    content: str = ""
    outcome: str = ""
    contact_result: ContactResult | None = None
    counts: bool | None = None
    group_title: str = ""
    topics: tuple[TopicEntry, ...] = ()
    late: bool = False
    participants: str = ""
    """Who else was there, one per line; only of kinds in `talk_conferences.WITH_OTHERS`."""


@dataclass(frozen=True)
class StepDone:
    """A step of the plan got another state in the talk."""

    measure_id: int
    status: MeasureStatus = MeasureStatus.DONE
    note: str = ""


@dataclass(frozen=True)
class StepMoved:
    """A step of the plan got another day in the talk."""

    measure_id: int
    due_on: dt.date
    obstacle: Obstacle | None = None


@dataclass(frozen=True)
class StepAdded:
    """A step agreed in the talk: a Ergänzung of the Fassung in force, with its date as a task."""

    goal_id: int
    text: str
    due_on: dt.date | None = None


@dataclass(frozen=True)
class StepMarks:
    """Everything done to the plan in one talk."""

    done: tuple[StepDone, ...] = ()
    moved: tuple[StepMoved, ...] = ()
    added: tuple[StepAdded, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.done or self.moved or self.added)


@dataclass(frozen=True)
class FollowUp:
    """The next step as a task; `user_id` None leaves it to whoever is responsible for the case.

    `case_id` is the file it stands in; None for the first of the talk.
    """

    title: str
    due_on: dt.date | None = None
    user_id: int | None = None
    case_id: int | None = None


@dataclass(frozen=True)
class TopicRow:
    """A topic as shown. While `masked` its text is not told (DS-04)."""

    id: int
    area: str
    area_name: str
    text: str
    minutes: int | None
    person_id: int | None
    person: str
    masked: bool


@dataclass(frozen=True)
class FollowUpRow:
    """A task agreed in the talk."""

    id: int
    title: str
    due_on: dt.date | None
    done: bool


@dataclass(frozen=True)
class TalkRow:
    """A talk as one case file shows it: with the persons of this file only."""

    id: int
    held_on: dt.date
    start_time: str
    minutes: int | None
    kind: TalkKind
    way: TalkWay
    place: str
    leader: str
    persons: tuple[str, ...]
    person_ids: tuple[int, ...]
    other_cases: int
    """How many other files share a group talk; nobody in them is named."""
    topics: tuple[TopicRow, ...]
    occasion: str
    content: str
    outcome: str
    contact_result: ContactResult | None
    counts: bool
    interpreting: Interpreting
    interpreter_language: str
    interpreter_cents: int | None
    group_title: str
    steps: tuple[str, ...]
    """What happened to the plan, in words."""
    follow_ups: tuple[FollowUpRow, ...]
    own_note: str
    """The reader's own private note; nobody else's is ever told."""
    added_at: dt.datetime
    edited: bool
    row_version: int
    participants: str = ""

    @property
    def needs_reason(self) -> bool:
        """Whether it was entered long after it was held."""
        return (self.added_at.astimezone().date() - self.held_on).days > LATE_DAYS


@dataclass(frozen=True)
class FormerTalkText:
    """What stood in one field before; `value` in stored form."""

    field: str
    value: object
    replaced_at: dt.datetime
    replaced_by: str


@dataclass(frozen=True)
class KeptTalk:
    """A talk as it is taken away, so that „Rückgängig“ can put it back."""

    values: Mapping[str, object]
    case_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
    topics: tuple[Mapping[str, object], ...]
    plan_event_ids: tuple[int, ...]
    task_ids: tuple[int, ...]
    own_note: str = field(repr=False)
    others_note_ids: tuple[int, ...]
    history: tuple[Mapping[str, object], ...]


@dataclass(frozen=True)
class TalkPersonRow:
    """Somebody of the case who can take part."""

    id: int
    name: str
    given: str
    language: str


@dataclass(frozen=True)
class OpenStepRow:
    """A step of a Fassung in force that is not over."""

    measure_id: int
    goal_id: int
    goal: str
    area: str
    text: str
    who: str
    due_on: dt.date | None
    overdue: bool
    status: MeasureStatus


@dataclass(frozen=True)
class GoalBrief:
    """A goal a new step can be agreed for."""

    id: int
    text: str
    person: str


@dataclass(frozen=True)
class TalkChoices:
    """What the page of a talk offers."""

    persons: tuple[TalkPersonRow, ...]
    users: tuple[tuple[int, str], ...]
    steps: tuple[OpenStepRow, ...]
    goals: tuple[GoalBrief, ...]
    closed: str
    """German name of the status when the case is closed; empty while it is open."""
    interpreter_language: str
    """Language the persons of the case usually speak."""
