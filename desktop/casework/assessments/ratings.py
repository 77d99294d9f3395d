"""The newest result page of a case, for whoever builds on it inside a use case."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.people.consents import has_consent
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.clock import today
from desktop.records.assessments import AreaRating, Assessment
from desktop.terms import ConsentPurpose, Protection


def latest_ratings(session: Session, case_id: int, person_id: int | None) -> tuple[AreaRating, ...]:
    """Newest rating per area of one person, or with None of everybody in the case (the newest, most pressing first).

    An area rated in an older assessment only still counts: what was not asked again has not changed. Areas of class S3
    count only while the person's consent holds (DS-04).
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
    return tuple(rating for rating in newest.values() if _may_be_used(session, rating))


def _may_be_used(session: Session, rating: AreaRating) -> bool:
    protected = rating.area in {area.key for area in shipped_catalogue().areas if area.protection is Protection.S3}
    return not protected or (
        rating.person_id is not None and has_consent(session, rating.person_id, ConsentPurpose.HEALTH, today())
    )
