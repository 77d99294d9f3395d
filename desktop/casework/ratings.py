"""The newest result page of a case, for whoever builds on it inside a use case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.records.assessments import AreaRating, Assessment


def latest_ratings(session: Session, case_id: int, person_id: int | None) -> tuple[AreaRating, ...]:
    """Newest rating per area of one person, or with None of everybody in the case (the newest, most pressing first).

    An area rated in an older assessment only still counts: what was not asked again has not changed.
    """
    rated = (
        select(AreaRating)
        .join(Assessment, Assessment.id == AreaRating.assessment_id)
        .where(Assessment.case_id == case_id)
        .order_by(Assessment.started_on.desc(), Assessment.id.desc(), AreaRating.id)
    )
    if person_id is not None:
        rated = rated.where(AreaRating.person_id == person_id)
    newest: dict[tuple[str, int | None], AreaRating] = {}
    for rating in session.scalars(rated):
        newest.setdefault((rating.area, rating.person_id), rating)
    return tuple(newest.values())
