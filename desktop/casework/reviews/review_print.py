"""What the Fortschreibungsblatt (sheet 11) may say: review, changes and course, cut down by decision 21."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.plans.catalogue_data import AreaPrinting, shipped_catalogue
from desktop.casework.plans.plan_comparing import PlanDifference, compare_versions
from desktop.casework.plans.plan_course import PlanCourse, plan_course
from desktop.casework.plans.plan_print import PlanPrint, plan_print
from desktop.casework.reviews.review_rows import ReviewGoalRow, ReviewRow
from desktop.casework.reviews.review_views import review_view
from desktop.casework.rights import Actor, Right
from desktop.records.reviews import Review


@dataclass(frozen=True)
class ReviewPrint:
    """Everything the sheet is made of. `data` is of the later Fassung: office, contact, title.

    `goals` are results of the review that led from the earlier to the later Fassung, None when there was none.
    """

    data: PlanPrint
    difference: PlanDifference
    review: ReviewRow | None
    goals: tuple[ReviewGoalRow, ...]
    course: PlanCourse
    left_out: int
    """Protected goals that do not print (areas 8 and 12)."""


@query(Right.PRINT, record="review.print")
def review_print(session: Session, actor: Actor, later_id: int, former_id: int) -> ReviewPrint:
    """Data of the Fortschreibungsblatt from one Fassung to another; the access is recorded as a print-out (DS-06)."""
    difference = compare_versions(session, actor, former_id, later_id)
    data = plan_print(session, actor, difference.later.id)
    found = session.scalar(
        select(Review.id).where(Review.version_id == difference.former.id, Review.finished_at.is_not(None))
        .order_by(Review.held_on.desc(), Review.id.desc()).limit(1)
    )  # fmt: skip
    review = review_view(session, actor, found) if found is not None else None
    open_areas = {area.key: area.name for area in shipped_catalogue().areas
                  if area.printing is not AreaPrinting.OWN_SHEET_AFTER_TICK}  # fmt: skip
    goals = tuple(row for row in review.goals if row.goal.content.area in open_areas) if review else ()
    shown = tuple(goal for goal in difference.goals if goal.area in open_areas.values())
    hidden = {goal.text for goal in difference.goals} - {goal.text for goal in shown}
    course = plan_course(session, actor, difference.later.plan_id)
    return ReviewPrint(
        data, replace(difference, goals=shown), review, goals, _without(course, hidden),
        len(difference.goals) - len(shown),
    )  # fmt: skip


def _without(course: PlanCourse, hidden: set[str]) -> PlanCourse:
    """Lines of protected goals do not print either."""
    return replace(
        course, attainment=tuple(line for line in course.attainment if line.name not in hidden),
        values=tuple(line for line in course.values if line.name not in hidden),
    )  # fmt: skip
