"""What „Heute“ shows: frozen lines of deadlines, tasks and appointments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from desktop.talk_terms import AppointmentStatus, TalkKind


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: `subject_id` is what a mark hangs on. Either `case_id` or `person_id` says whose it is;
    neither for the office's own dates. `version_id` is the Fassung it stands in, for those about a plan.

    What belongs to no case may say `whose` it is (a volunteer) and what it `opens`: a place with its target; of a
    volunteer `volunteer_id` tells who of the office is to see to it.
    """

    subject_id: int
    due_on: dt.date
    person_id: int | None = None
    case_id: int | None = None
    detail: str = ""
    version_id: int | None = None
    whose: str = ""
    opens: tuple[object, ...] = ()
    volunteer_id: int | None = None

    def place_on(self, page: str) -> tuple[int, ...]:
        """What that tab of the case file is to show: the person, the Fassung, or nothing in particular."""
        wanted = {"people": self.person_id, "plan": self.version_id}.get(page)
        return () if wanted is None else (wanted,)


def known(day: dt.date | None) -> dt.date:
    """A day of a column that may be empty, in a row the query asked to have it."""
    if day is None:
        raise AssertionError("the query let an empty day through")
    return day


class DueGroup(StrEnum):
    """Where a line stands; the value is the German headline."""

    OVERDUE = "Überfällig"
    TODAY = "Heute"
    WEEK = "Diese Woche"
    SOON = "Demnächst"


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line. A rule that gives the same day for several persons of a case is one line with several subjects."""

    rule: str
    """Key of the rule; empty for a task."""
    subjects: tuple[int, ...]
    """What the marks hang on; the task's id for a task."""
    mark_day: dt.date
    """The day of the rule the marks hang on, see `Rule.reminder_day`."""
    due_on: dt.date
    shown_on: dt.date
    """Day it stands under: another than `due_on` where it was moved."""
    group: DueGroup
    title: str
    detail: str
    icon: str
    case_id: int | None
    case_title: str
    case_number: str
    page: str
    user_id: int | None
    """Who does it: to whom it was handed over, else who is responsible."""
    user: str
    own: bool
    """Whether it is the actor's: responsible, standing in, or handed over to them."""
    moved: bool = False
    place: tuple[int, ...] = ()
    """What `page` is to show: a task, a person, a Fassung."""
    whose: str = ""
    """Whose it is where it belongs to no case: the name of a volunteer."""
    opens: tuple[object, ...] = ()
    """The place outside of case files it opens, with its target; empty for none."""
    stays: bool = False
    """Whether it cannot be ticked off: it goes once its cause is gone."""
    first_step: str = ""
    """Key of the first step of a new file a task was made from; empty for other lines."""
    gathers: int = 0
    """How many files a line stands for that only opens their list; 0 for a line of its own."""

    @property
    def is_task(self) -> bool:
        return not self.rule

    @property
    def key(self) -> tuple[str, tuple[int, ...], dt.date]:
        """What makes it the same line after a reload."""
        return (self.rule, self.subjects, self.mark_day)


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """An appointment of the day."""

    id: int
    on_date: dt.date
    start_time: str
    minutes: int
    kind: TalkKind
    title: str
    place: str
    case_id: int | None
    case_title: str
    case_number: str
    user_id: int | None
    user: str
    status: AppointmentStatus
    own: bool


@dataclass(frozen=True)
class TodayView:
    """Everything that has a day. `lines` stand in order: by group, then by day."""

    day: dt.date
    lines: tuple[DueRow, ...]
    appointments: tuple[AppointmentLine, ...]

    def of(self, group: DueGroup) -> tuple[DueRow, ...]:
        return tuple(line for line in self.lines if line.group is group)

    @property
    def urgent(self) -> int:
        """How many lines are overdue or due today: the counter of the rail."""
        return sum(line.group in (DueGroup.OVERDUE, DueGroup.TODAY) for line in self.lines)
