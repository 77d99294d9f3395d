"""What travels up and down about matches: frozen rows of plain values; which stage may follow which (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.casework.volunteers.matches.match_settings import MatchPeriods
from desktop.casework.volunteers.week_times import Span
from desktop.volunteer_terms import Activity, MatchEnd, MatchStage, NeedEnd, Sponsorship

RUNNING = (MatchStage.BOTH_AGREED, MatchStage.MEETING, MatchStage.AGREEMENT, MatchStage.ACTIVE)
"""Stages in which a match takes one of the volunteer's places and its times are the volunteer's."""
TOGETHER = (MatchStage.MEETING, MatchStage.AGREEMENT, MatchStage.ACTIVE)
"""Stages in which they meet: only a group has more than one such match for the same need."""
PATH: tuple[tuple[MatchStage, ...], ...] = (
    (MatchStage.SUGGESTED,), (MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED), (MatchStage.BOTH_AGREED,),
    (MatchStage.MEETING,), (MatchStage.AGREEMENT,), (MatchStage.ACTIVE,), (MatchStage.ENDED,),
)  # fmt: skip
"""The life of a match in its order; two in one place are reached in any order."""
FOLLOWING: Mapping[MatchStage, tuple[MatchStage, ...]] = {
    MatchStage.SUGGESTED: (MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED),
    MatchStage.PERSON_AGREED: (MatchStage.VOLUNTEER_AGREED,),
    MatchStage.VOLUNTEER_AGREED: (MatchStage.PERSON_AGREED,),
    MatchStage.BOTH_AGREED: (MatchStage.MEETING,),
    MatchStage.MEETING: (MatchStage.AGREEMENT,),
    MatchStage.AGREEMENT: (MatchStage.ACTIVE,),
    MatchStage.ACTIVE: (),
    MatchStage.ENDED: (),
}
"""Stages that may follow beside the end, which may follow all of them."""


@dataclass(frozen=True)
class ClientRow:
    """Of the client what the coordination may know. `name` is the whole name only for somebody who may read cases.

    `given` is what everybody may know, see `client_words.py`. `ages` and `languages` (CLDR codes) are those of
    everybody it is for.
    """

    case_id: int
    case_number: str
    name: str
    given: str
    ages: tuple[int | None, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class MatchRow:
    """A match in a list. `next_on` is the next day something is to happen, `next_words` what."""

    id: int
    need_id: int
    volunteer_id: int
    volunteer: str
    volunteer_given: str
    client: ClientRow
    activity: Activity
    sponsorship: Sponsorship
    stage: MatchStage
    since: dt.date
    """Day the stage was reached."""
    next_on: dt.date | None
    next_words: str
    overdue: bool
    blocks: tuple[str, ...]
    """What stands against it today, in words, although it runs: a lapsed certificate, a pause."""
    times: tuple[Span, ...]
    measure_id: int | None
    end_reason: MatchEnd | None


@dataclass(frozen=True)
class StepRow:
    """A stage that was reached, or with `stage` None a talk between."""

    id: int
    stage: MatchStage | None
    on: dt.date
    note: str
    user: str

    @property
    def title(self) -> str:
        return self.stage.label if self.stage is not None else "Zwischengespräch"


@dataclass(frozen=True)
class Consenting:
    """Somebody of the case whose consent allows giving the volunteer their data, and whether it holds."""

    person_id: int
    name: str
    holds: bool


@dataclass(frozen=True)
class Reasons:
    """Why it was suggested, in words, as on the day of the suggestion."""

    score: int | None = None
    fits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Reasons:
        texts = (tuple(str(text) for text in kept.get(name, ())) for name in ("fits", "misses", "unknown"))
        score = kept.get("score")
        return cls(int(score) if score is not None else None, *texts)

    def columns(self) -> dict[str, Any]:
        """As the record keeps them."""
        return {"score": self.score, "fits": list(self.fits), "misses": list(self.misses),
                "unknown": list(self.unknown)}  # fmt: skip


@dataclass(frozen=True)
class MatchDetail:
    """Everything a page shows of one match."""

    row: MatchRow
    task: str
    meeting_place: str
    meeting_on: dt.date | None
    trial_until: dt.date | None
    agreed_on: dt.date | None
    ends_by: dt.date | None
    next_check_on: dt.date | None
    ended_on: dt.date | None
    end_note: str
    steps: tuple[StepRow, ...]
    """The oldest first."""
    reasons: Reasons
    consents: tuple[Consenting, ...]
    """Who may consent; the first one whose consent holds is enough."""
    following: tuple[MatchStage, ...]
    hints: tuple[str, ...]
    """What is worth knowing of its times: near ones, times outside what the volunteer offers."""
    free: tuple[Span, ...]
    """Times of the volunteer that no other match has."""
    check_months: int | None
    """From one talk between to the next; None until it has begun."""
    periods: MatchPeriods
    """The office's usual ones."""
    row_version: int

    @property
    def has_consent(self) -> bool:
        return any(one.holds for one in self.consents)


@dataclass(frozen=True)
class MatchEdit:
    """What can be put right at any time. Texts are empty, days None where there is nothing."""

    task: str = ""
    meeting_place: str = ""
    times: tuple[Span, ...] = ()
    trial_until: dt.date | None = None
    ends_by: dt.date | None = None
    next_check_on: dt.date | None = None
    check_months: int | None = None


@dataclass(frozen=True)
class Meeting:
    """When and where both meet for the first time; then they try it for some weeks, None for as long as usual."""

    on: dt.date
    place: str = ""
    trial_weeks: int | None = None


@dataclass(frozen=True)
class Agreement:
    """The signed agreement: task, times of the week, until when (None for as long as both like)."""

    on: dt.date
    task: str
    times: tuple[Span, ...] = ()
    ends_by: dt.date | None = None


@dataclass(frozen=True)
class CheckIn:
    """A talk between; `next_on` empty for as many months later as the match has."""

    on: dt.date
    note: str = ""
    next_on: dt.date | None = None


@dataclass(frozen=True)
class Ending:
    """How a match ends. `need_end` closes the need with it; None looks for somebody else."""

    on: dt.date
    reason: MatchEnd
    note: str = field(default="", repr=False)
    need_end: NeedEnd | None = None
