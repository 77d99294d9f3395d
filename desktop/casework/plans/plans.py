"""Making a plan: starting it, its goals and steps while it is a draft. Its life is in `plan_life.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.assessments.ratings import latest_ratings
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.office import office_settings
from desktop.casework.people.people import person_row, require_person
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, PlanHeader
from desktop.casework.plans.plan_views import (
    goal_content,
    header_of,
    measure_content,
    put_goal,
    put_header,
    put_measure,
    require_version,
)
from desktop.casework.plans.proposals import catalogue_goal, catalogue_measures, client_doer
from desktop.casework.rights import Actor, Right
from desktop.clock import add_months, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.terms import PRINT_LANGUAGES, PlanKind, PlanState

MOST_GOALS = 20
"""More than this is no plan a person can follow; it also keeps the sheets readable."""


@change(Right.EDIT_CASE, record="plan.start")
def start_plan(
    session: Session, actor: Actor, case_id: int, kind: PlanKind, person_id: int | None = None
) -> Changes:
    """A first Fassung as draft, prefilled from the assessment, the office and the person. `made` is the Fassung's id.

    Raises CaseworkError when the person or family has a plan already: that one is continued, not doubled.
    """
    case = require_case(session, case_id)
    if kind is PlanKind.SINGLE and person_id is None:
        raise CaseworkError("Für wen ist der Einzelplan? Bitte eine Person auswählen.")
    person_id = person_id if kind is PlanKind.SINGLE else None
    _refuse_second(session, case_id, person_id)
    number = session.scalar(select(func.max(Plan.number)).where(Plan.case_id == case_id)) or 0
    plan = Plan(case_id=case_id, kind=kind, person_id=person_id, number=number + 1, created_by=actor.user_id)
    version = PlanVersion(version=1, created_by=actor.user_id)
    put_header(version, _first_header(session, actor, case_id, person_id))
    plan.versions.append(version)
    session.add(plan)
    session.flush()
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, case.id), made=version.id)


@change(Right.EDIT_CASE, record="plan.header")
def save_header(session: Session, actor: Actor, version_id: int, header: PlanHeader, row_version: int) -> Changes:
    """Change what is said of the Fassung as a whole. Next talk and language may change after freezing too."""
    version = require_version(session, version_id)
    if version.row_version != row_version:
        raise ChangedMeanwhileError("Dieser Plan wurde inzwischen geändert. Bitte neu laden und noch einmal eintragen.")
    if version.state is not PlanState.DRAFT:
        fixed = replace(
            header_of(version), next_talk_on=header.next_talk_on, next_talk_time=header.next_talk_time,
            next_talk_place=header.next_talk_place, language=header.language,
        )
        if fixed != header:
            raise frozen_error()
    put_header(version, header)
    return _touched(version)


@change(Right.EDIT_CASE, record="goal.add")
def add_goal(
    session: Session, actor: Actor, version_id: int, content: NewGoal, measures: tuple[NewMeasure, ...] = ()
) -> Changes:
    """A goal in own words, with its first steps. `made` is the goal's id."""
    version = require_draft(session, version_id)
    _check_goal(content)
    if len(version.goals) >= MOST_GOALS:
        raise CaseworkError(f"Ein Plan kann höchstens {MOST_GOALS} Ziele haben.")
    goal = Goal(position=len(version.goals))
    put_goal(goal, content)
    goal.measures = [_new_measure(place, measure) for place, measure in enumerate(measures)]
    version.goals.append(goal)
    session.flush()
    return _touched(version, made=goal.id)


@change(Right.EDIT_CASE, record="goal.take")
def take_goal(
    session: Session, actor: Actor, version_id: int, goal_key: str, measure_keys: tuple[str, ...],
    person_id: int | None = None, fill: str = "",
) -> Changes:
    """„Ziel daraus machen“: a goal and steps of the catalogue with their defaults (who, until when, proof)."""
    version = require_draft(session, version_id)
    person_id = person_id or version.plan.person_id
    person, doer = persons_of_goal(session, version.plan, person_id)
    return add_goal(
        session, actor, version_id, catalogue_goal(goal_key, person_id),
        catalogue_measures(measure_keys, person, doer, fill),
    )


@change(Right.EDIT_CASE, record="goal.save")
def save_goal(session: Session, actor: Actor, goal_id: int, content: NewGoal) -> Changes:
    """Change a goal of a draft."""
    goal = _require_goal(session, goal_id)
    _check_goal(content)
    put_goal(goal, _own_words_goal(content))
    return _touched(goal.plan_version)


@change(Right.EDIT_CASE, record="goal.remove")
def remove_goal(session: Session, actor: Actor, goal_id: int) -> Changes:
    """Take a goal with its steps out of a draft."""
    goal = _require_goal(session, goal_id)
    version = goal.plan_version
    version.goals.remove(goal)
    _renumber(version.goals)
    return _touched(version)


@change(Right.EDIT_CASE, record="goal.move")
def move_goal(session: Session, actor: Actor, goal_id: int, position: int) -> Changes:
    """Put a goal of a draft at another place (0 is the first)."""
    goal = _require_goal(session, goal_id)
    version = goal.plan_version
    ordered = [other for other in version.goals if other is not goal]
    ordered.insert(position, goal)
    version.goals = ordered
    _renumber(ordered)
    return _touched(version)


@change(Right.EDIT_CASE, record="measure.add")
def add_measure(session: Session, actor: Actor, goal_id: int, content: NewMeasure) -> Changes:
    """A step for a goal of a draft. `made` is its id."""
    goal = _require_goal(session, goal_id)
    _check_measure(content)
    measure = _new_measure(len(goal.measures), content)
    goal.measures.append(measure)
    session.flush()
    return _touched(goal.plan_version, made=measure.id)


@change(Right.EDIT_CASE, record="measure.take")
def take_measures(session: Session, actor: Actor, goal_id: int, keys: tuple[str, ...], fill: str = "") -> Changes:
    """Steps of the catalogue with their defaults for a goal of a draft."""
    goal = _require_goal(session, goal_id)
    person_id = goal.person_id or goal.plan_version.plan.person_id
    person, doer = persons_of_goal(session, goal.plan_version.plan, person_id)
    for content in catalogue_measures(keys, person, doer, fill):
        goal.measures.append(_new_measure(len(goal.measures), content))
    session.flush()
    return _touched(goal.plan_version)


@change(Right.EDIT_CASE, record="measure.save")
def save_measure(session: Session, actor: Actor, measure_id: int, content: NewMeasure) -> Changes:
    """Change a step of a draft; a catalogue text that was changed becomes own words."""
    measure = _require_measure(session, measure_id)
    _check_measure(content)
    put_measure(measure, _own_words_measure(content))
    return _touched(measure.goal.plan_version)


@change(Right.EDIT_CASE, record="measure.move")
def move_measure(session: Session, actor: Actor, measure_id: int, position: int) -> Changes:
    """Put a step of a draft at another place of its goal (0 is the first)."""
    measure = _require_measure(session, measure_id)
    goal = measure.goal
    ordered = [other for other in goal.measures if other is not measure]
    ordered.insert(position, measure)
    goal.measures = ordered
    _renumber(ordered)
    return _touched(goal.plan_version)


@change(Right.EDIT_CASE, record="measure.remove")
def remove_measure(session: Session, actor: Actor, measure_id: int) -> Changes:
    """Take a step out of a draft."""
    measure = _require_measure(session, measure_id)
    goal = measure.goal
    goal.measures.remove(measure)
    _renumber(goal.measures)
    return _touched(goal.plan_version)


def require_draft(session: Session, version_id: int) -> PlanVersion:
    """The Fassung, if its text may still change; raises CaseworkError otherwise."""
    version = require_version(session, version_id)
    if version.state is not PlanState.DRAFT:
        raise frozen_error()
    return version


def persons_of_goal(session: Session, plan: Plan, person_id: int | None) -> tuple[Person | None, Person | None]:
    """Inside a use case: whom a goal is for (without a choice the first of the case), and the client steps' doer."""
    persons = persons_of(session, require_case(session, plan.case_id))
    chosen = require_person(session, person_id) if person_id else None
    person = chosen or next(iter(persons), None)
    return person, client_doer(chosen, persons, own_plan=plan.person_id is not None)


def frozen_error() -> CaseworkError:
    return CaseworkError(
        "Der Text dieser Fassung steht fest. Kleine Korrekturen bitte als Ergänzung, größere als neue Fassung."
    )


def copy_goals(source: PlanVersion, target: PlanVersion, keep: frozenset[int], keep_measures: frozenset[int]) -> None:
    """Inside a use case: carry goals and open steps into the next Fassung, remembering where they come from."""
    from_source = [goal for goal in source.goals if goal.id in keep]
    for place, goal in enumerate(from_source):
        copied = Goal(position=place, previous_goal_id=goal.id)
        put_goal(copied, goal_content(goal))
        open_steps = [measure for measure in goal.measures if measure.id in keep_measures]
        copied.measures = [_copied_measure(step, measure) for step, measure in enumerate(open_steps)]
        target.goals.append(copied)


def _touched(version: PlanVersion, made: int | None = None) -> Changes:
    return Changes.of((Kind.PLAN, version.id), (Kind.CASE, version.plan.case_id), made=made)


def _refuse_second(session: Session, case_id: int, person_id: int | None) -> None:
    plans = session.scalars(select(Plan).where(Plan.case_id == case_id, Plan.person_id.is_(person_id)))
    if any(version.state is not PlanState.CLOSED for plan in plans for version in plan.versions[-1:]):
        raise CaseworkError("Es gibt schon einen Plan. Bitte diesen fortschreiben.")


def _first_header(session: Session, actor: Actor, case_id: int, person_id: int | None) -> PlanHeader:
    case = require_case(session, case_id)
    persons = persons_of(session, case)
    mine = [person for person in persons if person_id in (None, person.id)]
    office = office_settings(session, actor)
    strengths, needs = _prefilled(session, case_id, person_id)
    adults = [person for person in mine if not person_row(person).is_child_on(today())] or mine
    return PlanHeader(
        language=next((code for code in map(_sheet_language, adults) if code), ""),
        strengths=strengths, needs=needs,
        participants=(*(person_row(person).name for person in adults), actor.name),
        next_review_on=add_months(today(), office.review_months_first_year), next_talk_place=office.place,
    )


def _sheet_language(person: Person) -> str:
    """What the person reads sheets in; without a word on it the mother tongue is proposed."""
    spoken = (language.code for language in person.languages)
    return person.print_language or next((code for code in spoken if code in PRINT_LANGUAGES), "")


def _prefilled(session: Session, case_id: int, person_id: int | None) -> tuple[str, str]:
    """Strengths and needs out of the result page, one line per area.

    A family plan takes only what was said of the family: adults have separate confidential areas (DS-05).
    """
    names = {area.key: area.name for area in shipped_catalogue().areas}
    open_areas = {area.key for area in shipped_catalogue().areas if area.protection.value != "S3"}
    rated = latest_ratings(session, case_id, person_id)
    ratings = [row for row in rated if row.person_id == person_id and row.area in open_areas]
    well = [f"{names[row.area]}: {row.going_well}" for row in ratings if row.going_well]
    lacking = [f"{names[row.area]}: {row.missing}" for row in ratings if row.missing]
    return "\n".join(well), "\n".join(lacking)


def _own_words_goal(content: NewGoal) -> NewGoal:
    known = {goal.key: goal.text for goal in shipped_catalogue().goals}
    same = known.get(content.catalogue_key) == content.text
    return content if same else replace(content, catalogue_key="")


def _own_words_measure(content: NewMeasure) -> NewMeasure:
    known = {measure.key: measure for measure in shipped_catalogue().measures}
    measure = known.get(content.catalogue_key)
    if measure is None:
        return replace(content, catalogue_key="", fill_in="")
    texts = (measure.text, *(measure.text.replace("{" + name + "}", content.fill_in) for name in measure.fill))
    return content if content.text in texts else replace(content, catalogue_key="", fill_in="")


def _check_goal(content: NewGoal) -> None:
    if not content.text.strip():
        raise CaseworkError("Bitte das Ziel in einem Satz aufschreiben.", field="text")
    values = (content.value_start, content.value_target)
    if any(value is not None and not 0 <= value <= 10 for value in values):
        raise CaseworkError("Werte gehen von 0 bis 10.", field="value_start")


def _check_measure(content: NewMeasure) -> None:
    if not content.text.strip():
        raise CaseworkError("Bitte den Schritt in einem Satz aufschreiben.", field="text")
    if content.start_on and content.due_on and content.due_on < content.start_on:
        raise CaseworkError("Die Frist liegt vor dem Beginn.", field="due_on")


def _new_measure(position: int, content: NewMeasure) -> Measure:
    measure = Measure(position=position)
    put_measure(measure, content)
    return measure


def _copied_measure(position: int, source: Measure) -> Measure:
    measure = _new_measure(position, measure_content(source))
    measure.previous_measure_id = source.id
    return measure


def _require_goal(session: Session, goal_id: int) -> Goal:
    goal = session.get(Goal, goal_id)
    if goal is None:
        raise CaseworkError("Dieses Ziel gibt es nicht mehr.")
    if goal.plan_version.state is not PlanState.DRAFT:
        raise frozen_error()
    return goal


def _require_measure(session: Session, measure_id: int) -> Measure:
    measure = session.get(Measure, measure_id)
    if measure is None:
        raise CaseworkError("Diesen Schritt gibt es nicht mehr.")
    _require_goal(session, measure.goal_id)
    return measure


def _renumber(rows: Sequence[Goal | Measure]) -> None:
    for place, row in enumerate(rows):
        row.position = place
