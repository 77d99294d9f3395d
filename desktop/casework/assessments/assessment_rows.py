"""What travels between the Assessment's pages and its use cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from desktop.casework.forms.definition import Who
from desktop.casework.forms.kinds import Value
from desktop.casework.people.own_fields import OwnValueRow
from desktop.casework.plans.catalogue_data import AreaData
from desktop.terms import AssessmentKind, Need, Origin, SkipReason


@dataclass(frozen=True)
class AssessmentRow:
    """One assessment of a case."""

    id: int
    case_id: int
    kind: AssessmentKind
    started_on: dt.date
    finished_on: dt.date | None

    @property
    def is_open(self) -> bool:
        return self.finished_on is None


@dataclass(frozen=True)
class SubjectRow:
    """Whose part it is: a person, or with `person_id` None the family. `given` is the short name for tabs."""

    person_id: int | None
    name: str
    given: str
    roles: frozenset[Who]


@dataclass(frozen=True)
class EarlierValue:
    """What was said before; `value` as its question's kind has it."""

    value: Value
    as_of: dt.date
    origin: Origin | None


@dataclass(frozen=True)
class AnswerRow:
    """One question's answer. A masked one has an answer that is not given out yet (S3).

    `bound` facts live in a record; `open` ones wait to be confirmed.
    """

    key: str
    value: Value = None
    origin: Origin | None = None
    as_of: dt.date | None = None
    skip: SkipReason | None = None
    note: str = ""
    bound: bool = False
    open: bool = False
    masked: bool = False
    earlier: EarlierValue | None = None


@dataclass(frozen=True)
class PartRow:
    """One person's (or the family's) part of an assessment: nothing of anybody else's is in it (DS-05).

    `context` holds values that conditions and derived questions need beside the answers. `members` are the persons of
    the case, for questions that name one. `consent` says whether S3 may be entered.
    """

    assessment: AssessmentRow
    subject: SubjectRow
    answers: dict[str, AnswerRow]
    consent: bool
    context: dict[str, Value] = field(default_factory=dict)
    members: tuple[tuple[int, str], ...] = ()

    def values(self) -> dict[str, Value]:
        """Values by key with the context, as the walks of a form take them."""
        return self.context | {key: row.value for key, row in self.answers.items() if row.value is not None}

    def skips(self) -> dict[str, SkipReason]:
        return {key: row.skip for key, row in self.answers.items() if row.skip is not None}


@dataclass(frozen=True)
class NewAnswer:
    """An answer to save; None takes the former one back. Origin and day default to the question's and today."""

    key: str
    value: Value
    origin: Origin | None = None
    as_of: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Rating:
    """One line of the result page. resource 0–3, self_rating 1–5, importance 1–3."""

    need: Need | None = None
    resource: int | None = None
    self_rating: int | None = None
    importance: int | None = None
    going_well: str = ""
    missing: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Rating()


@dataclass(frozen=True)
class RatingRow:
    """An area with its rating now and before. Locked areas wait for a consent, masked ones to be shown (S3)."""

    area: AreaData
    rating: Rating
    before: Rating
    before_on: dt.date | None
    locked: bool = False
    masked: bool = False


@dataclass(frozen=True)
class IndexRow:
    """Selbstständigkeits-Index, 0–12; None until all four scales are answered."""

    value: int | None
    answered: int
    before: int | None
    before_on: dt.date | None

    @property
    def change(self) -> int | None:
        return self.value - self.before if self.value is not None and self.before is not None else None


@dataclass(frozen=True)
class ResultRow:
    """The result page of one person or the family. `index` is None for whom the scales are not asked; `own` is what the
    office itself asks in the Assessment, as it is known today."""

    assessment: AssessmentRow
    subject: SubjectRow
    ratings: tuple[RatingRow, ...]
    index: IndexRow | None
    consent: bool
    own: tuple[OwnValueRow, ...] = ()
