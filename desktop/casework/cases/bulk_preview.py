"""Before one thing is done to many cases: which of them go along, and why the others do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import ENDED, REVIEW_RULE
from desktop.casework.cases.case_moves import move_to
from desktop.casework.cases.cases import case_title, persons_of
from desktop.casework.deadlines.marks import DueKey, MarkRow, marks_of
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family
from desktop.records.plans import Plan, PlanVersion
from desktop.terms import CaseStatus, PlanState


@dataclass(frozen=True)
class BulkCase:
    """A chosen case; `reason` says why it does not go along, empty for one that does."""

    id: int
    number: str
    title: str
    reason: str = ""


@dataclass(frozen=True)
class BulkPreview:
    """What would happen, and how those that go along stand now, for the way back."""

    going: tuple[BulkCase, ...]
    left_out: tuple[BulkCase, ...] = ()
    responsible: tuple[tuple[int, int | None], ...] = ()
    """(case, user responsible now)."""
    reviews: tuple[tuple[DueKey, tuple[MarkRow, ...]], ...] = ()
    """Every review that would move, with what was decided about it before."""
    versions: tuple[int, ...] = ()
    """Fassungen that would be printed."""
    needs_reason: bool = False
    needs_day: bool = False

    @property
    def case_ids(self) -> tuple[int, ...]:
        """Ids of the cases that go along."""
        return tuple(case.id for case in self.going)


@query(Right.LIST_CASES)
def preview_assigning(
    session: Session, actor: Actor, case_ids: tuple[int, ...], user_id: int | None
) -> BulkPreview:
    """Who is responsible already is left out, and files that are over."""
    if user_id is not None:
        user = session.get(User, user_id)
        if user is None or not user.active:
            raise CaseworkError("Diese Person arbeitet nicht mehr mit dem Tresor. Bitte jemand anderen wählen.")

    def why_not(case: Case) -> str:
        return "ist schon bei dieser Person" if case.responsible_id == user_id else _is_over(case)

    preview = _sorted_out(session, case_ids, why_not)
    cases = {case.id: case.responsible_id for case in _cases(session, case_ids)}
    return replace(preview, responsible=tuple((id_, cases[id_]) for id_ in preview.case_ids))


@query(Right.LIST_CASES)
def preview_tasks(session: Session, actor: Actor, case_ids: tuple[int, ...]) -> BulkPreview:
    """Files that are over get no task."""
    return _sorted_out(session, case_ids, _is_over)


@query(Right.LIST_CASES)
def preview_reviews(session: Session, actor: Actor, case_ids: tuple[int, ...], to: dt.date | None) -> BulkPreview:
    """Only a Fassung in force has a day of the next review."""
    reviews = {
        case_id: [(key, marks_of(session, actor, key)) for key in keys]
        for case_id, keys in _review_keys(session, case_ids).items()
    }

    def why_not(case: Case) -> str:
        days = {_day_now(*review) for review in reviews.get(case.id, ())}
        if not days:
            return "hat keinen Plan in Kraft mit einem Tag der Überprüfung"
        return f"ist schon für den {german_date(to)} vorgesehen" if to is not None and days == {to} else ""

    preview = _sorted_out(session, case_ids, why_not)
    return replace(preview, reviews=tuple(review for id_ in preview.case_ids for review in reviews[id_]))


@query(Right.LIST_CASES)
def preview_statuses(
    session: Session, actor: Actor, case_ids: tuple[int, ...], status: CaseStatus | None
) -> BulkPreview:
    """Only moves that are allowed; ending a case asks for more than a list can (`case_closing.py`)."""

    def why_not(case: Case) -> str:
        if status is None:
            return _is_over(case)
        known = move_to(case.status, status) if status is not CaseStatus.ENDED else None
        return "" if known else f"auf „{case.status.label}“ kann das nicht folgen"

    preview = _sorted_out(session, case_ids, why_not)
    moves = [move_to(case.status, status) for case in _cases(session, preview.case_ids) if status is not None]
    return replace(
        preview, needs_reason=any(move.needs_reason for move in moves if move),
        needs_day=any(move.needs_day for move in moves if move),
    )  # fmt: skip


@query(Right.PRINT)
def preview_sheets(session: Session, actor: Actor, case_ids: tuple[int, ...]) -> BulkPreview:
    """The Fassung in force of every plan, or the one that waits for signatures; a draft is not handed out."""
    rows = session.execute(
        select(Plan.case_id, Plan.id, PlanVersion.id, PlanVersion.state)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id.in_(case_ids), PlanVersion.state.in_((PlanState.AGREEING, PlanState.IN_FORCE)))
        .order_by(PlanVersion.state == PlanState.IN_FORCE, PlanVersion.id)
    )
    chosen: dict[int, dict[int, int]] = {}
    for case_id, plan_id, version_id, _ in rows:  # what comes last is in force
        chosen.setdefault(case_id, {})[plan_id] = version_id
    preview = _sorted_out(session, case_ids, lambda case: "" if case.id in chosen else "hat keinen fertigen Plan")
    return replace(preview, versions=tuple(v for id_ in preview.case_ids for v in chosen[id_].values()))


def _sorted_out(session: Session, case_ids: tuple[int, ...], why_not: Callable[[Case], str]) -> BulkPreview:
    rows = [_row(session, case, why_not(case)) for case in _cases(session, case_ids)]
    return BulkPreview(tuple(row for row in rows if not row.reason), tuple(row for row in rows if row.reason))


def _cases(session: Session, case_ids: tuple[int, ...]) -> list[Case]:
    """In the order they were chosen; what is gone is passed over."""
    found = {case.id: case for case in session.scalars(select(Case).where(Case.id.in_(case_ids)))}
    return [found[case_id] for case_id in case_ids if case_id in found]


def _is_over(case: Case) -> str:
    return f"ist {case.status.label.lower()}" if case.status in ENDED else ""


def _review_keys(session: Session, case_ids: tuple[int, ...]) -> dict[int, list[DueKey]]:
    rows = session.execute(
        select(Plan.case_id, PlanVersion.id, PlanVersion.next_review_on)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id.in_(case_ids), PlanVersion.state == PlanState.IN_FORCE,
               PlanVersion.next_review_on.is_not(None))
        .order_by(PlanVersion.id)
    )  # fmt: skip
    keys: dict[int, list[DueKey]] = {}
    for case_id, version_id, due in rows:
        assert due is not None
        keys.setdefault(case_id, []).append(DueKey(REVIEW_RULE, (version_id,), due, case_id))
    return keys


def _day_now(key: DueKey, marks: tuple[MarkRow, ...]) -> dt.date:
    """The day a review was moved to, else the one in the plan."""
    return next((mark.moved_to for mark in marks if mark.moved_to), key.mark_day)


def _row(session: Session, case: Case, reason: str) -> BulkCase:
    family = session.get(Family, case.family_id) if case.family_id else None
    return BulkCase(case.id, case.number, case_title(family, persons_of(session, case))[0], reason)
