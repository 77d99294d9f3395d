"""„Fall in einer Minute“: what somebody must know who opens a file between two appointments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_minute import CaseMinute, minute_of
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.gate import query
from desktop.casework.people.consents import ConsentRow, has_consent, list_consents
from desktop.casework.people.own_fields import OwnValueRow, values_of_case
from desktop.casework.people.people import person_row
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.plans.plan_rows import MeasureRow
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.records.assessments import AreaRating, Assessment
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Person
from desktop.terms import ConsentPurpose, MeasureStatus, Need, PlanState, Protection

_STRONG_FROM = 2
"""A resource counts as a strength from „gut“ on (0–3)."""
_NEEDY = (Need.MEDIUM, Need.HIGH, Need.ACUTE)
_OVER = (MeasureStatus.DONE, MeasureStatus.DROPPED, MeasureStatus.IMPOSSIBLE)
_STEPS_SHOWN = 5


@dataclass(frozen=True)
class AreaLine:
    """One area in the last assessment of somebody; `who` is empty for the family."""

    area: str
    icon: str
    who: str
    going_well: str
    missing: str
    need: Need | None
    resource: int | None


@dataclass(frozen=True)
class StepLine:
    """A step of the newest plan that is still to be done."""

    text: str
    who: str
    due_on: dt.date | None
    overdue: bool


@dataclass(frozen=True)
class PlanLine:
    """A plan in short: for whom (empty for the family), Fassung, state, goals, steps done of all."""

    version_id: int
    who: str
    version: int
    state: PlanState
    valid_from: dt.date | None
    next_review_on: dt.date | None
    goals: int
    steps_done: int
    steps: int


@dataclass(frozen=True)
class NoteLine:
    """The remark of the handing-over office about a person; hidden ones have no text (S3 without consent)."""

    person_id: int
    who: str
    text: str
    hidden: bool


@dataclass(frozen=True)
class ConsentLine:
    """All consents of one member."""

    person_id: int
    who: str
    consents: tuple[ConsentRow, ...]


@dataclass(frozen=True)
class ResponsibleLine:
    """Who was responsible from a day on."""

    name: str
    since: dt.date


@dataclass(frozen=True)
class CaseOverview:
    """What the overview shows beside the head of the file. Areas of S3 stay out: they are shown on request only."""

    assessed_on: dt.date | None
    strengths: tuple[AreaLine, ...]
    needs: tuple[AreaLine, ...]
    plans: tuple[PlanLine, ...]
    steps: tuple[StepLine, ...]
    consents: tuple[ConsentLine, ...]
    notes: tuple[NoteLine, ...]
    responsibles: tuple[ResponsibleLine, ...]
    minute: CaseMinute
    own: tuple[OwnValueRow, ...]
    """The office's own fields of a case."""


@query(Right.READ_CASE)
def case_overview(session: Session, actor: Actor, case_id: int) -> CaseOverview:
    """Everything of the overview in one reading. Raises CaseworkError when the case is gone."""
    case = require_case(session, case_id)
    persons = persons_of(session, case)
    assessment = _last_assessment(session, case_id)
    lines = _areas(session, assessment, persons) if assessment else ()
    plans, steps = _plans(session, actor, case_id)
    return CaseOverview(
        assessment.started_on if assessment else None,
        tuple(line for line in lines if (line.resource or 0) >= _STRONG_FROM),
        tuple(sorted((line for line in lines if line.need in _NEEDY), key=_urgency)),
        plans, steps,
        tuple(ConsentLine(person.id, _short(person), list_consents(session, actor, person.id)) for person in persons),
        tuple(_note(session, person) for person in persons if person.handover_note),
        _responsibles(session, case), minute_of(session, actor, case), values_of_case(session, case),
    )


@query(Right.READ_CASE)
def prepare_overview(session: Session, actor: Actor) -> None:
    """Have the statements of the overview ready before the first file is opened: making them takes longer than asking.

    What is read of one's newest case goes nowhere, so nothing is recorded.
    """
    newest = select(Case.id).where(Case.responsible_id == actor.user_id).order_by(Case.id.desc()).limit(1)
    case_id = session.scalar(newest)
    if case_id is not None:
        case_overview(session, actor, case_id)


def _last_assessment(session: Session, case_id: int) -> Assessment | None:
    """The newest assessment with a result; one that was only begun says nothing yet."""
    return session.scalar(
        select(Assessment)
        .where(Assessment.case_id == case_id, Assessment.ratings.any())
        .order_by(Assessment.started_on.desc(), Assessment.id.desc())
        .limit(1)
    )


def _areas(session: Session, assessment: Assessment, persons: tuple[Person, ...]) -> tuple[AreaLine, ...]:
    names = {person.id: _short(person) for person in persons}
    areas = {area.key: area for area in shipped_catalogue().areas if area.protection is not Protection.S3}
    ratings = session.scalars(select(AreaRating).where(AreaRating.assessment_id == assessment.id))
    shown = [
        row for row in ratings if row.area in areas and (row.person_id is None or row.person_id in names)
    ]
    shown.sort(key=lambda row: areas[row.area].number)
    return tuple(
        AreaLine(
            areas[row.area].name, areas[row.area].icon, names.get(row.person_id or 0, ""),
            row.going_well, row.missing,
            row.need, row.resource,
        )
        for row in shown
    )


def _urgency(line: AreaLine) -> int:
    return -_NEEDY.index(line.need) if line.need in _NEEDY else 0


def _plans(
    session: Session, actor: Actor, case_id: int
) -> tuple[tuple[PlanLine, ...], tuple[StepLine, ...]]:
    """Each plan's newest Fassung in short, and the next open steps of all of them by day."""
    lines, steps = [], []
    for brief in list_plans(session, actor, case_id):
        view = plan_view(session, actor, brief.version_id)
        measures = [measure for goal in view.goals for measure in goal.measures]
        done = sum(measure.status is MeasureStatus.DONE for measure in measures)
        lines.append(
            PlanLine(view.id, view.person_name, view.version, view.state, view.valid_from,
                     view.header.next_review_on, len(view.goals), done, len(measures))
        )  # fmt: skip
        steps += [_step(measure) for measure in measures if measure.status not in _OVER]
    steps.sort(key=lambda step: (step.due_on is None, step.due_on or dt.date.max))
    return tuple(lines), tuple(steps[:_STEPS_SHOWN])


def _step(measure: MeasureRow) -> StepLine:
    return StepLine(measure.content.text, measure.who_text, measure.due_on, measure.overdue_on(today()))


def _note(session: Session, person: Person) -> NoteLine:
    hidden = person.handover_note_protected and not has_consent(session, person.id, ConsentPurpose.HEALTH, today())
    return NoteLine(person.id, _short(person), "" if hidden else person.handover_note, hidden)


def _responsibles(session: Session, case: Case) -> tuple[ResponsibleLine, ...]:
    """Newest first."""
    names = {user.id: user.name for user in session.scalars(select(User))}
    return tuple(ResponsibleLine(names.get(row.user_id, "–"), row.since) for row in reversed(case.responsibles))


def _short(person: Person) -> str:
    return person.call_name or person_row(person).given
