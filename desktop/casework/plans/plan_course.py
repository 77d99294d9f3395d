"""How a plan went over time, as plain rows for charts: goals, Selbstständigkeits-Index, needs and resources."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.forms.assessment.living import INDEPENDENCE
from desktop.casework.gate import query
from desktop.casework.people.people import person_row
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.assessments import Answer, AreaRating, Assessment
from desktop.records.plans import Goal, Plan, PlanVersion
from desktop.records.reviews import Review, ReviewGoal
from desktop.terms import Need, Protection

_NEED_VALUES = {Need.NONE: 0, Need.LOW: 1, Need.MEDIUM: 2, Need.HIGH: 3, Need.ACUTE: 4}
"""„akut“ stands above „hoch“ in a chart."""


@dataclass(frozen=True)
class Course:
    """One line of a chart: what it is, and its value on each day, oldest first."""

    name: str
    points: tuple[tuple[dt.date, int], ...]


@dataclass(frozen=True)
class AreaCourse:
    """Need (0–4, 4 is „akut“) and resource (0–3) of one Handlungsfeld over time."""

    area: str
    need: Course
    resource: Course


@dataclass(frozen=True)
class PlanCourse:
    """Everything that is drawn of a plan. `attainment` is -2…2, `values` 0–10, `index` 0–12 per person."""

    person_name: str
    attainment: tuple[Course, ...]
    values: tuple[Course, ...]
    index: tuple[Course, ...]
    areas: tuple[AreaCourse, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.attainment or self.values or self.index or self.areas)


@query(Right.READ_CASE)
def plan_course(session: Session, actor: Actor, plan_id: int) -> PlanCourse:
    """The course of a plan: of the person's own ratings for a single plan, of the family's for a family plan (DS-05).

    Areas of class S3 are left out; they are nobody's business on a sheet or over a shoulder (decision 20).
    """
    plan = session.get(Plan, plan_id)
    if plan is None:
        raise CaseworkError("Diesen Plan gibt es nicht mehr.")
    persons = persons_of(session, require_case(session, plan.case_id))
    mine = {person.id: person_row(person).name for person in persons if plan.person_id in (None, person.id)}
    alone = plan.person_id or (next(iter(mine)) if len(mine) == 1 else None)
    attainment, values = _goal_courses(session, plan)
    return PlanCourse(
        mine.get(alone or 0, ""), attainment, values, _index(session, {alone: mine[alone]} if alone else {}),
        _areas(session, plan, alone),
    )  # fmt: skip


def _goal_courses(session: Session, plan: Plan) -> tuple[tuple[Course, ...], tuple[Course, ...]]:
    """By goal over all Fassungen it was carried through, named as it is called last."""
    goals = {
        goal.id: goal for goal in session.scalars(select(Goal).join(PlanVersion, PlanVersion.id == Goal.version_id)
                                                  .where(PlanVersion.plan_id == plan.id).order_by(Goal.id))
    }  # fmt: skip
    first = {id_: _first(goals, id_) for id_ in goals}
    names = {first[id_]: goal.text for id_, goal in goals.items()}
    attained: dict[int, dict[dt.date, int]] = defaultdict(dict)
    valued: dict[int, dict[dt.date, int]] = defaultdict(dict)
    for id_, goal in goals.items():
        begun = goal.plan_version.valid_from
        if goal.previous_goal_id is None and goal.value_start is not None and begun is not None:
            valued[id_][begun] = goal.value_start
    asked = (
        select(ReviewGoal, Review.held_on).join(Review, Review.id == ReviewGoal.review_id)
        .where(ReviewGoal.goal_id.in_(goals), Review.finished_at.is_not(None)).order_by(Review.held_on, Review.id)
    )  # fmt: skip
    for row, held_on in session.execute(asked):
        if row.attainment is not None:
            attained[first[row.goal_id]][held_on] = row.attainment
        if row.value_now is not None:
            valued[first[row.goal_id]][held_on] = row.value_now
    return _named(names, attained), _named(names, valued)


def _first(goals: dict[int, Goal], id_: int) -> int:
    seen: set[int] = set()
    while (former := goals[id_].previous_goal_id) in goals and former not in seen and former is not None:
        seen.add(former)
        id_ = former
    return id_


def _named(names: dict[int, str], by_goal: dict[int, dict[dt.date, int]]) -> tuple[Course, ...]:
    return tuple(Course(name, _points(by_goal[id_])) for id_, name in names.items() if by_goal.get(id_))


def _index(session: Session, persons: dict[int, str]) -> tuple[Course, ...]:
    """Only days on which all four scales were answered."""
    courses = []
    for person_id, name in persons.items():
        asked = (
            select(Assessment.id, Assessment.started_on, Answer.value)
            .join(Answer, Answer.assessment_id == Assessment.id)
            .where(Answer.person_id == person_id, Answer.key.in_(INDEPENDENCE), Answer.skip.is_(None))
            .order_by(Assessment.started_on, Assessment.id)
        )  # fmt: skip
        found: dict[tuple[int, dt.date], list[int]] = defaultdict(list)
        for assessment_id, day, value in session.execute(asked):
            if value is not None:
                found[assessment_id, day].append(value)
        whole = {day: sum(values) for (_, day), values in found.items() if len(values) == len(INDEPENDENCE)}
        if whole:
            courses.append(Course(name, _points(whole)))
    return tuple(courses)


def _areas(session: Session, plan: Plan, person_id: int | None) -> tuple[AreaCourse, ...]:
    of_whom = AreaRating.person_id.is_(None) if person_id is None else AreaRating.person_id == person_id
    asked = (
        select(AreaRating, Assessment.started_on).join(Assessment, Assessment.id == AreaRating.assessment_id)
        .where(Assessment.case_id == plan.case_id, of_whom).order_by(Assessment.started_on, Assessment.id)
    )  # fmt: skip
    needs: dict[str, dict[dt.date, int]] = defaultdict(dict)
    resources: dict[str, dict[dt.date, int]] = defaultdict(dict)
    for rating, day in session.execute(asked):
        if rating.need is not None:
            needs[rating.area][day] = _NEED_VALUES[rating.need]
        if rating.resource is not None:
            resources[rating.area][day] = rating.resource
    return tuple(
        AreaCourse(area.name, Course("Bedarf", _points(needs[area.key])),
                   Course("Ressource", _points(resources[area.key])))
        for area in shipped_catalogue().areas
        if area.protection is not Protection.S3 and (needs.get(area.key) or resources.get(area.key))
    )  # fmt: skip


def _points(by_day: dict[dt.date, int]) -> tuple[tuple[dt.date, int], ...]:
    return tuple(sorted(by_day.items()))
