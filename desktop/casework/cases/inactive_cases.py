"""Going through files nobody has spoken to for long: end, rest or leave many of them with one reason, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.case_life import change_status, take_back_status
from desktop.casework.cases.cases import require_case
from desktop.casework.cases.closing_undo import BeforeClosing, before_closing, take_back_closing
from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.caseload import chunks, open_cases, user_names
from desktop.casework.deadlines.choices import kept_settings
from desktop.casework.deadlines.work_lists import NO_CONTACT, last_talks, no_contact, work_lists
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_lines, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import DeadlineMark
from desktop.talk_terms import AppointmentStatus, DeadlineAnswer
from desktop.terms import CaseStatus, EndReason, PlanState, Term

_LIVE = (PlanState.DRAFT, PlanState.AGREEING, PlanState.IN_FORCE)


class Decision(Term):
    """What becomes of a file without contact."""

    CLOSE = "close", "Beenden"
    REST = "rest", "Ruhen lassen"
    LEAVE = "leave", "So lassen und später wieder vorlegen"


@dataclass(frozen=True)
class InactiveRow:
    """A file without contact; `last_talk` is None where nobody was ever spoken to."""

    case_id: int
    number: str
    title: str
    status: CaseStatus
    last_talk: dt.date | None
    open_plan: bool
    next_appointment: dt.date | None
    user: str


@dataclass(frozen=True)
class BulkReview:
    """One decision for several files. `again_on` is the day of resumption, or when files that stay come up again."""

    decision: Decision
    reason: str
    again_on: dt.date | None = None
    end_reason: EndReason | None = None
    passed_on_to: str = ""
    close_plans: bool = False


@dataclass(frozen=True)
class BeforeReview:
    """How the chosen files stood before; to be read before `review_inactive` and given back to take it back."""

    cases: tuple[tuple[int, BeforeClosing], ...]


@query(Right.LIST_CASES)
def days_without_contact(session: Session, actor: Actor) -> int:
    """After how many days the office calls a file inactive."""
    shipped = next(entry.days for entry in work_lists() if entry.key == NO_CONTACT)
    return kept_settings(session).list_days.get(NO_CONTACT, shipped)


@query(Right.LIST_CASES)
def inactive_cases(session: Session, actor: Actor, days: int, mine: bool = True) -> tuple[InactiveRow, ...]:
    """Files without contact for so many days, by title. Raises CaseworkError for fewer than one day."""
    if days < 1:
        raise CaseworkError("Bitte mindestens einen Tag angeben.", field="days")
    day = today()
    silent = [found.case_id for found in no_contact(session, day, days) if found.case_id is not None]
    cases, users, last = open_cases(session, silent, day), user_names(session), last_talks(session, silent)
    planned, coming = _open_plans(session, list(cases)), _appointments(session, list(cases))
    rows = [
        InactiveRow(case.id, case.number, case.title, case.status, last.get(case.id), case.id in planned,
                    coming.get(case.id), users.get(case.responsible_id or 0, ""))
        for case in cases.values()
        if not mine or case.responsible_id is None or case.belongs_to(actor.user_id)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.title, row.number)))


@query(Right.READ_CASE)
def before_review(session: Session, actor: Actor, case_ids: tuple[int, ...]) -> BeforeReview:
    """How these files stand now."""
    return BeforeReview(tuple((case_id, before_closing(session, actor, case_id)) for case_id in case_ids))


@change(Right.EDIT_CASE, record="caseload.review")
def review_inactive(session: Session, actor: Actor, case_ids: tuple[int, ...], review: BulkReview) -> Changes:
    """Do the same to every chosen file, or to none of them.

    Raises CaseworkError without files or a reason, for a day not to come, and with the number of the first file it
    cannot be done to.
    """
    _check(case_ids, review)
    changes = Changes()
    for case_id in dict.fromkeys(case_ids):
        try:
            changes |= _decide(session, actor, case_id, review)
        except CaseworkError as error:
            number = require_case(session, case_id).number
            raise CaseworkError(f"Fall {number}: {error}", field=error.field) from error
    return Changes(changes.touched)


@change(Right.EDIT_CASE, record="caseload.review_undone")
def take_back_review(session: Session, actor: Actor, before: BeforeReview, decision: Decision) -> Changes:
    """Undo `review_inactive` on the same day, for every file or for none."""
    changes = Changes()
    for case_id, kept in before.cases:
        if decision is Decision.CLOSE:
            changes |= take_back_closing(session, actor, case_id, kept)
        elif decision is Decision.REST:
            case = require_case(session, case_id)
            changes |= take_back_status(session, actor, case_id, case.statuses[-1].id)
        else:
            _forget_mark(session, case_id)
            changes |= Changes.of((Kind.CASE, case_id))
    return changes


def _check(case_ids: Sequence[int], review: BulkReview) -> None:
    if not case_ids:
        raise CaseworkError("Bitte mindestens einen Fall auswählen.")
    if not some_lines(review.reason):
        raise CaseworkError("Bitte einen Grund eintragen; er steht dann in jedem der Fälle.", field="reason")
    if review.decision is Decision.CLOSE and review.end_reason is None:
        raise CaseworkError("Bitte auswählen, warum die Fälle enden.", field="end_reason")
    if review.decision is not Decision.CLOSE and (review.again_on is None or review.again_on <= today()):
        raise CaseworkError("Bitte einen Tag in der Zukunft wählen.", field="again_on")


def _decide(session: Session, actor: Actor, case_id: int, review: BulkReview) -> Changes:
    if review.decision is Decision.CLOSE:
        assert review.end_reason is not None
        closing = Closing(
            today(), review.end_reason, False, review.reason, review.passed_on_to, close_plans=review.close_plans
        )
        return close_case(session, actor, case_id, closing)
    if review.decision is Decision.REST:
        resting = CaseStatus.RESTING
        return change_status(session, actor, case_id, resting, today(), review.reason, review.again_on)
    require_case(session, case_id)
    _forget_mark(session, case_id)
    session.add(DeadlineMark(
        rule=NO_CONTACT, subject_id=case_id, due_on=today(), case_id=case_id, answer=DeadlineAnswer.MOVED,
        moved_to=review.again_on, note=short_lines(review.reason, "reason"), created_by=actor.user_id,
    ))  # fmt: skip
    return Changes.of((Kind.CASE, case_id))


def _forget_mark(session: Session, case_id: int) -> None:
    session.execute(delete(DeadlineMark).where(
        DeadlineMark.rule == NO_CONTACT, DeadlineMark.subject_id == case_id, DeadlineMark.due_on == today()
    ))  # fmt: skip


def _open_plans(session: Session, case_ids: list[int]) -> set[int]:
    found: set[int] = set()
    for some in chunks(case_ids):
        asked = select(Plan.case_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
        found.update(session.scalars(asked.where(Plan.case_id.in_(some), PlanVersion.state.in_(_LIVE))))
    return found


def _appointments(session: Session, case_ids: list[int]) -> dict[int, dt.date]:
    """The next planned appointment of each: somebody about to come is no lost contact."""
    found: dict[int, dt.date] = {}
    for some in chunks(case_ids):
        rows = session.execute(
            select(Appointment.case_id, Appointment.on_date)
            .where(Appointment.case_id.in_(some), Appointment.on_date >= today(),
                   Appointment.status == AppointmentStatus.PLANNED)
            .order_by(Appointment.on_date.desc())
        )  # fmt: skip
        found.update({case_id: day for case_id, day in rows if case_id is not None})
    return found
