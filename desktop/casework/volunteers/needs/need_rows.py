"""What travels up and down of a need: somebody of a case would like to be accompanied by a volunteer (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from desktop.casework.volunteers.week_times import Span
from desktop.volunteer_terms import Activity, GenderWish, NeedEnd, NeedStatus, Sponsorship

LONGEST_TASK, LONGEST_INTEREST, LONGEST_LANGUAGE = 500, 100, 40
MOST_INTERESTS, MOST_LANGUAGES = 20, 10
MOST_MINUTES = 40 * 60
"""A week's work: nobody gives more, so more is a slip."""


@dataclass(frozen=True)
class NeedFacts:
    """A need as entered; see `records/volunteer_matches.py` for what each field means.

    `person_id` None is the whole family, `reported_on` None is today.
    """

    activity: Activity
    person_id: int | None = None
    task: str = ""
    sponsorship: Sponsorship = Sponsorship.SINGLE
    languages: tuple[str, ...] = ()
    times: tuple[Span, ...] = ()
    minutes_per_week: int | None = None
    place: str = ""
    gender_wish: GenderWish = GenderWish.ANY
    with_children: bool = False
    interests: tuple[str, ...] = ()
    reported_on: dt.date | None = None
    wanted_by: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class NeedMatchRow:
    """A match of a need that has not ended: „Gerda W.“ and how far it is."""

    match_id: int
    volunteer_id: int
    volunteer: str
    stage: str


@dataclass(frozen=True)
class NeedRow:
    """A need as kept. `client` is the name as the reader may see it: without READ_CASE the given name alone."""

    id: int
    case_id: int
    case_number: str
    client: str
    age: int | None
    """In whole years on the day of reading; None for a family and where nothing is known."""
    facts: NeedFacts
    measure_id: int | None
    status: NeedStatus
    closed_on: dt.date | None
    end_reason: NeedEnd | None
    reported_by: str
    matches: tuple[NeedMatchRow, ...]
    waiting_days: int
    """Since it was reported, until it was closed."""
    row_version: int

    @property
    def open(self) -> bool:
        """Somebody is still looked for."""
        return self.status in (NeedStatus.OPEN, NeedStatus.MATCHING)

    @property
    def seeking(self) -> bool:
        """Whether suggestions make sense: a group may have more volunteers than the first one."""
        return self.open or (self.status is NeedStatus.SERVED and self.facts.sponsorship is Sponsorship.GROUP)


@dataclass(frozen=True)
class NeedChoices:
    """What a need of a case may be for, and what the person's record proposes (to be confirmed, never taken over)."""

    case_id: int
    case_number: str
    persons: tuple[tuple[int, str], ...]
    """Id and given name of the present members."""
    family: bool
    proposals: dict[int | None, NeedProposal]
    """By person; None is the family."""
    task: str = ""
    """Words of the step of the plan the need comes from."""
    measure_id: int | None = None
    for_person_id: int | None = None
    """Whom the step of the plan is for."""


@dataclass(frozen=True)
class NeedProposal:
    """Languages, place and wish of a person as their record has them."""

    languages: tuple[str, ...] = ()
    gender_wish: GenderWish = GenderWish.ANY
    place: str = ""
    interests: tuple[str, ...] = ()
    minor: bool | None = None
    """None where no date of birth is known."""


@dataclass(frozen=True)
class DemandRow:
    """How many needs wait: of one activity, or for one language. `longest` is in days."""

    key: str
    count: int
    longest: int


@dataclass(frozen=True)
class Demand:
    """What is asked for and not served, by activity (codes of Activity) and by language (CLDR codes)."""

    activities: tuple[DemandRow, ...]
    languages: tuple[DemandRow, ...]
