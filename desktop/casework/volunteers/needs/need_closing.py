"""What becomes of needs when their case ends, parts or goes on in another file. Imports records alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.records.cases import Case
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.terms import EndReason
from desktop.volunteer_terms import CASE_ENDS, MatchStage, NeedEnd, NeedStatus

_AT_CLOSING = {EndReason.REACHED: NeedEnd.REACHED, EndReason.MOVED: NeedEnd.MOVED_AWAY}


def open_needs(session: Session, case_id: int) -> list[VolunteerNeed]:
    """Inside a use case: needs of the case that are not closed, the oldest first."""
    asked = select(VolunteerNeed).where(VolunteerNeed.case_id == case_id, VolunteerNeed.status != NeedStatus.CLOSED)
    return list(session.scalars(asked.order_by(VolunteerNeed.reported_on, VolunteerNeed.id)))


def need_line(need: VolunteerNeed) -> str:
    """„Sprachpatenschaft: Deutsch üben“."""
    return ": ".join(part for part in (need.activity.label, need.task) if part)


def end_at_closing(reason: EndReason) -> NeedEnd:
    """What a need is closed with when its case has its Abschluss."""
    return _AT_CLOSING.get(reason, NeedEnd.CASE_OVER)


def close_needs(session: Session, case: Case, on: dt.date, reason: NeedEnd) -> Changes:
    """Inside a use case: the case is over, so nobody is looked for any more."""
    changes = Changes()
    for need in open_needs(session, case.id):
        need.status, need.closed_on, need.end_reason = NeedStatus.CLOSED, max(on, need.reported_on), reason
        changes |= Changes.of((Kind.NEED, need.id))
    return changes


def open_needs_again(session: Session, need_ids: Collection[int]) -> Changes:
    """Inside a use case: the end of their case is taken back."""
    closed = select(VolunteerNeed).where(VolunteerNeed.id.in_(need_ids), VolunteerNeed.status == NeedStatus.CLOSED)
    changes = Changes()
    for need in session.scalars(closed):
        need.status, need.closed_on, need.end_reason = status_by_matches(session, need.id), None, None
        changes |= Changes.of((Kind.NEED, need.id))
    return changes


def needs_closed_by_case(session: Session, case_id: int) -> list[int]:
    """Inside a use case: ids of needs nobody closed but the end of their case."""
    asked = select(VolunteerNeed.id).where(VolunteerNeed.case_id == case_id, VolunteerNeed.end_reason.in_(CASE_ENDS))
    return list(session.scalars(asked))


def take_needs_along(session: Session, former: Case, fresh: Case, persons: Collection[int] | None = None) -> None:
    """Inside a use case: needs of the case, or of these persons of it, go on in another file."""
    for need in open_needs(session, former.id):
        if persons is None or need.person_id in persons:
            need.case_id = fresh.id


def status_by_matches(session: Session, need_id: int) -> NeedStatus:
    """Inside a use case: how far a need that is not closed has come, told by its matches."""
    running = select(VolunteerMatch.stage).where(
        VolunteerMatch.need_id == need_id, VolunteerMatch.stage != MatchStage.ENDED
    )
    stages = set(session.scalars(running))
    if MatchStage.ACTIVE in stages:
        return NeedStatus.SERVED
    return NeedStatus.MATCHING if stages else NeedStatus.OPEN
