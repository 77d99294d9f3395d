"""Builds Musterlingen in a new vault, through the same use cases as a clerk's clicks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.assessments import finish_assessment, start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import OfficeSettings, save_office_settings, save_own_user
from desktop.casework.people.children import ChildEntry, save_child_facts
from desktop.casework.people.families import Membership, add_member
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person
from desktop.casework.people.periods import set_period
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, move
from desktop.casework.plans.plan_life import Signing, agree, hand_out, put_in_force
from desktop.casework.plans.plan_progress import set_goal_value, set_measure_status
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, save_goal, save_header, start_plan, take_goal
from desktop.casework.rights import Actor
from desktop.clock import add_months, today
from desktop.commands.town.stories import FamilyStory, GoalStory, PersonStory, PlanStory, stories
from desktop.person_terms import AssignmentKind, LanguageUse, Relation, ResidenceKind, ValidUntil
from desktop.terms import (
    AssessmentKind,
    CaseStatus,
    MeaslesProof,
    MeasureStatus,
    Origin,
    PartialDate,
    PeriodBasis,
    PlanKind,
    Responsible,
)

TOWN = "Musterlingen"
USER = "Petra Lang"
ADULT_AGE = 18


@dataclass(frozen=True)
class BuiltFamily:
    """What a story became in the vault."""

    story: FamilyStory
    case_id: int
    person_ids: tuple[int, ...]
    version_id: int | None


def furnish_office(session: Session, actor: Actor) -> None:
    """Town hall, room and phone as the sheets print them."""
    settings = OfficeSettings(
        municipality=f"Gemeinde {TOWN}", street="Rathausplatz 1", postal_code="70000", town=TOWN, room="12",
        phone="07000 98 76 54", email="integration@musterlingen.example",
        letterhead="Sprechzeiten: Montag und Donnerstag 9–12 Uhr\nBus 7, Haltestelle Rathaus",
    )
    save_office_settings(session, actor, settings)
    save_own_user(session, actor, USER, "PL", "07000 98 76 54")


def tell_stories(session: Session, actor: Actor) -> tuple[BuiltFamily, ...]:
    """All families of the stories, with their assessments and plans."""
    return tuple(_tell(session, actor, story) for story in stories())


def _tell(session: Session, actor: Actor, story: FamilyStory) -> BuiltFamily:
    persons = tuple(_enter(session, actor, story, person) for person in story.persons)
    case_id = _file_of(session, actor, story, persons)
    move(session, actor, persons, AddressRow(story.street, "70000", TOWN, origin=Origin.HANDOVER))
    if story.ratings:
        _assess(session, actor, story, case_id, persons)
    version_id = _plan(session, actor, story.plan, case_id, persons) if story.plan else None
    if story.status is not CaseStatus.CONTACT_OPEN:
        change_status(session, actor, case_id, story.status, today(), "Übernahme der laufenden Fälle")
    return BuiltFamily(story, case_id, persons, version_id)


def _enter(session: Session, actor: Actor, story: FamilyStory, person: PersonStory) -> int:
    assigned = add_months(today(), -person.assigned_months)
    entry = add_months(today(), -person.entry_months) if person.entry_months else None
    facts = PersonFacts(
        family_name=story.name, given_names=person.given, own_script_name=person.script, birth_date=person.birth,
        sex=person.sex, nationalities=(person.country,), origin_country=person.country,
        entry_date=PartialDate.of(entry) if entry else None, assigned_on=assigned,
        assignment_kind=AssignmentKind.UKRAINE_PRIVATE if person.country == "UA" else AssignmentKind.ASSIGNED,
        phone=person.phone, interpreter_need=person.interpreter, print_language=story.language,
        german_level=person.level, school=person.school, profession=person.profession, income=person.income,
    )
    made = _made(create_person(session, actor, facts, _languages(person)).made)
    until = add_months(today(), person.title_months)
    title = TitleRow(person.title, valid_until=until, valid_kind=ValidUntil.DATE, origin=Origin.DOCUMENT)
    add_title(session, actor, made, replace(title, seen_on=assigned))
    if person.title is not ResidenceKind.P55_ASYLG and person.assigned_months > 2:
        set_period(session, actor, made, assigned + dt.timedelta(weeks=3), PeriodBasis.FIRST_TALK)
    if person.school:
        since = add_months(today(), -min(person.assigned_months, 2))
        save_child_facts(session, actor, made, ChildEntry(person.school, attends_since=_attends(person, since),
                         registered_on=since, measles=MeaslesProof.VACCINATED, measles_seen_on=since))  # fmt: skip
    return made


def _attends(person: PersonStory, since: dt.date) -> dt.date | None:
    """„Kita vorgemerkt“ waits for a place still."""
    return None if "vorgemerkt" in person.school else since


def _languages(person: PersonStory) -> tuple[LanguageRow, ...]:
    first, *others = person.languages
    return (LanguageRow(first), *(LanguageRow(code, LanguageUse.SPEAKS) for code in others))


def _file_of(session: Session, actor: Actor, story: FamilyStory, persons: tuple[int, ...]) -> int:
    case_id = _made(open_person_case(session, actor, persons[0]).made)
    for person, told in zip(persons[1:], story.persons[1:], strict=True):
        child = told.birth.age_on(today()) < ADULT_AGE
        add_member(session, actor, case_id, Membership(person, Relation.CHILD if child else Relation.PARTNER))
    return case_id


def _assess(session: Session, actor: Actor, story: FamilyStory, case_id: int, persons: tuple[int, ...]) -> None:
    started = today() - dt.timedelta(weeks=6)
    assessment = _made(start_assessment(session, actor, case_id, AssessmentKind.SHORT, started).made)
    for line in story.ratings:
        rating = Rating(
            need=line.need, resource=line.resource, self_rating=line.self_rating, importance=line.importance,
            going_well=line.well, missing=line.missing,
        )
        if line.area not in ("gesundheit", "schutz"):  # S3: only with a consent, which the talk will bring
            save_rating(session, actor, assessment, persons[line.person], line.area, rating)
    if story.plan:
        finish_assessment(session, actor, assessment)


def _plan(session: Session, actor: Actor, plan: PlanStory, case_id: int, persons: tuple[int, ...]) -> int:
    person = persons[plan.person] if plan.person is not None else None
    version = _made(start_plan(session, actor, case_id, plan.kind, person).made)
    _head(session, actor, plan, version)
    for goal in plan.goals:
        _goal(session, actor, goal, version, persons)
    if plan.state in ("agreeing", "in_force"):
        agree(session, actor, version)
    if plan.state == "in_force":
        _put_in_force(session, actor, plan, version, persons)
    return version


def _head(session: Session, actor: Actor, plan: PlanStory, version: int) -> None:
    view = plan_view(session, actor, version)
    talk = today() + dt.timedelta(days=plan.talk_days) if plan.talk_days else None
    header = replace(
        view.header, strengths=plan.strengths, strengths_translated=plan.strengths_translated,
        next_talk_on=_working_day(talk), next_talk_time=plan.talk_time,
        needs_translated="", next_review_on=_review_day(plan),
    )
    save_header(session, actor, version, header, view.row_version)


def _review_day(plan: PlanStory) -> dt.date:
    return add_months(today(), 3) if plan.review_in is None else today() + dt.timedelta(days=plan.review_in)


def _goal(session: Session, actor: Actor, goal: GoalStory, version: int, persons: tuple[int, ...]) -> None:
    person = persons[goal.person] if goal.person is not None else None
    if goal.key:
        made = _made(take_goal(session, actor, version, goal.key, goal.steps, person).made)
    else:
        own = NewGoal(
            goal.area, goal.text, text_translated=goal.translated, indicator=goal.indicator, person_id=person
        )
        steps = tuple(
            NewMeasure(
                step.text, text_translated=step.translated, who=(Responsible.CLIENT,), who_person_id=person,
                due_on=today() + dt.timedelta(weeks=step.weeks),
            )
            for step in goal.own_steps
        )
        made = _made(add_goal(session, actor, version, own, steps).made)
    content = next(row.content for row in plan_view(session, actor, version).goals if row.id == made)
    save_goal(session, actor, made, replace(content, value_start=goal.start, value_target=goal.target))


def _put_in_force(
    session: Session, actor: Actor, plan: PlanStory, version: int, persons: tuple[int, ...]
) -> None:
    day = today() - dt.timedelta(days=plan.in_force_days)
    signers = persons if plan.kind is PlanKind.FAMILY else persons[:1]
    signatures = [SignatureRow("person", "unterschrieben", day, person) for person in signers[:2]]
    signing = Signing((*signatures, SignatureRow("im", actor.name, day)), place=TOWN, valid_from=day)
    put_in_force(session, actor, version, signing)
    hand_out(session, actor, version, day)
    view = plan_view(session, actor, version)
    for story, row in zip(plan.goals, view.goals, strict=True):
        for place in story.done:
            set_measure_status(session, actor, row.measures[place].id, MeasureStatus.DONE, day)
        if story.now is not None:
            set_goal_value(session, actor, row.id, story.now)


def _working_day(day: dt.date | None) -> dt.date | None:
    """Nobody is invited on a weekend."""
    if day is None or day.weekday() < 5:
        return day
    return day + dt.timedelta(days=7 - day.weekday())


def _made(id_: int | None) -> int:
    if id_ is None:
        raise AssertionError("the use case said it made nothing")
    return id_
