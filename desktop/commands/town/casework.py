"""The daily work in the files of Musterlingen, through the same use cases as a clerk's clicks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment, record_outcome
from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_list import list_cases
from desktop.casework.cases.cases import change_responsible
from desktop.casework.cases.flags import NewFlag, resolve_flag, set_flag
from desktop.casework.cases.stand_ins import HandOver, enter_absence
from desktop.casework.plans.plan_life import Signing, agree, put_in_force
from desktop.casework.plans.plan_rows import SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.reviews.review_finish import finish_review
from desktop.casework.reviews.review_rows import GoalResult, ReviewGoalRow, StepResult
from desktop.casework.reviews.review_views import review_view
from desktop.casework.reviews.reviews import record_goal, record_step, save_review, start_review
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_rows import FollowUp, StepDone, StepMarks, TalkEntry, TopicEntry
from desktop.casework.talks.talks import add_talk
from desktop.casework.talks.text_blocks import TextBlockEntry, save_text_block
from desktop.casework.tasks import NewTask, add_task, finish_task, tasks_of_case
from desktop.clock import today
from desktop.commands.town.building import TOWN, BuiltFamily
from desktop.commands.town.course import AppointmentStory, FlagStory, ResultStory, ReviewStory, TalkStory
from desktop.talk_terms import AppointmentStatus
from desktop.terms import CaseStatus

COLLEAGUE = "Jonas Weber"
_LONG_AGO = dt.timedelta(weeks=9)
"""Whoever was assigned longer ago is known to the office already."""
_BLOCKS = (
    ("ub", "Unterlagen gesichtet und besprochen, Fristen erklärt.", "", True),
    ("wbs", "Wohnberechtigungsschein erklärt und Antrag gemeinsam ausgefüllt.", "wohnen", True),
    ("sk", "Zum Sprachkurs beraten, Zeiten und Kinderbetreuung geklärt.", "sprache", False),
)


def live(session: Session, actor: Actor, families: Sequence[BuiltFamily]) -> tuple[BuiltFamily, ...]:
    """Everything of the stories' course; a family whose plan was reviewed comes back with its newest Fassung."""
    for short, text, area, office in _BLOCKS:
        save_text_block(session, actor, TextBlockEntry(short, text, area, office))
    return tuple(_live(session, actor, family) for family in families)


def share_work(session: Session, actor: Actor, families: Sequence[BuiltFamily]) -> None:
    """A colleague has the files of the county's list and some of the stories', and will be away soon."""
    colleague = add_user(session, actor, COLLEAGUE).made
    if colleague is None:
        raise AssertionError("the use case said it made nobody")
    told = {family.case_id: family.story.responsible for family in families}
    for case in list_cases(session, actor):
        if case.assigned_on and case.assigned_on < today() - _LONG_AGO and case.id not in told:
            change_status(session, actor, case.id, CaseStatus.ACCOMPANIED, today(), "Übernahme der laufenden Fälle")
        if told.get(case.id, COLLEAGUE) == COLLEAGUE:
            change_responsible(session, actor, case.id, colleague)
    away = HandOver(colleague, actor.user_id, working_day(4), working_day(18), "Fortbildung und Urlaub")
    enter_absence(session, actor, away)


def _live(session: Session, actor: Actor, family: BuiltFamily) -> BuiltFamily:
    course = family.story.course
    if family.story.status is CaseStatus.ACCOMPANIED:
        for step in tasks_of_case(session, actor, family.case_id):  # taken long ago
            finish_task(session, actor, step.id)
    for flag in course.flags:
        _flag(session, actor, family, flag)
    for talk in sorted(course.talks, key=lambda one: -one.ago):
        _talk(session, actor, family, talk)
    for task in course.tasks:
        due = None if task.due_in is None else working_day(task.due_in)
        add_task(session, actor, NewTask(task.title, due, family.case_id, note=task.note))
    for appointment in course.appointments:
        _appointment(session, actor, family, appointment)
    for review in course.reviews:
        family = _review(session, actor, family, review)
    return family


def _flag(session: Session, actor: Actor, family: BuiltFamily, story: FlagStory) -> None:
    since = today() - dt.timedelta(days=story.ago)
    person = None if story.person is None else family.person_ids[story.person]
    made = set_flag(session, actor, NewFlag(family.case_id, story.kind, story.reason, since, person)).made
    if story.resolution:
        resolve_flag(session, actor, made or 0, story.resolution)


def _talk(session: Session, actor: Actor, family: BuiltFamily, story: TalkStory) -> None:
    topics = tuple(
        TopicEntry(topic.area, topic.text, topic.minutes, None if topic.person is None else
                   family.person_ids[topic.person])
        for topic in story.topics
    )  # fmt: skip
    language = family.story.persons[story.persons[0]].languages[0] if story.interpreting.value != "none" else ""
    entry = TalkEntry(
        (family.case_id,), working_day(-story.ago), tuple(family.person_ids[place] for place in story.persons),
        story.kind, story.way, story.start, story.minutes, interpreting=story.interpreting,
        interpreter_language=language, occasion=story.occasion, content=story.content, outcome=story.outcome,
        contact_result=story.contact, topics=topics,
    )  # fmt: skip
    due = None if story.then_in is None else working_day(story.then_in)
    follow_ups = (FollowUp(story.then, due),) if story.then else ()
    add_talk(session, actor, entry, _done(session, actor, family, story), follow_ups, story.private_note)


def _done(session: Session, actor: Actor, family: BuiltFamily, story: TalkStory) -> StepMarks | None:
    if not story.done or family.version_id is None:
        return None
    goals = plan_view(session, actor, family.version_id).goals
    return StepMarks(done=tuple(StepDone(goals[goal].measures[step].id) for goal, step in story.done))


def _appointment(session: Session, actor: Actor, family: BuiltFamily, story: AppointmentStory) -> None:
    persons = tuple(family.person_ids[place] for place in story.persons)
    entry = AppointmentEntry(
        working_day(story.due_in), story.start, story.minutes, family.case_id, persons, story.title, story.kind,
        story.way, story.place, story.bring_along, story.note,
    )
    made = make_appointment(session, actor, entry).made
    if story.status is not AppointmentStatus.PLANNED:
        record_outcome(session, actor, made or 0, story.status, story.outcome, row_version=1)


def _review(session: Session, actor: Actor, family: BuiltFamily, story: ReviewStory) -> BuiltFamily:
    held = working_day(-story.ago)
    review = start_review(session, actor, family.version_id or 0, held).made or 0
    view = review_view(session, actor, review)
    for row, result in zip(view.goals, story.results, strict=True):
        _result(session, actor, review, row, result)
    _fill_page_again(session, actor, family, story, review)
    view = review_view(session, actor, review)
    header = replace(view.header, participants=story.participants, reason=story.reason)
    save_review(session, actor, review, header, view.row_version)
    if not story.finished:
        return family
    version = finish_review(session, actor, review).made or 0
    _sign(session, actor, family, version, held)
    return replace(family, version_id=version)


def _result(session: Session, actor: Actor, review: int, row: ReviewGoalRow, story: ResultStory) -> None:
    result = GoalResult(story.status, story.value, story.self_rating, story.attainment, story.note)
    record_goal(session, actor, review, row.goal.id, result)
    for place, came, obstacle, weeks in story.steps:
        due = None if weeks is None else today() + dt.timedelta(weeks=weeks)
        step = StepResult(came, obstacle, new_due_on=due)
        record_step(session, actor, review, row.steps[place].step.id, step)


def _fill_page_again(
    session: Session, actor: Actor, family: BuiltFamily, story: ReviewStory, review: int
) -> None:
    page = review_view(session, actor, review).ratings
    if page is None:
        return
    for need in story.needs:
        rating = Rating(need=need.need, resource=need.resource, self_rating=need.self_rating)
        save_rating(session, actor, page.assessment.id, family.person_ids[0], need.area, rating)


def _sign(session: Session, actor: Actor, family: BuiltFamily, version: int, day: dt.date) -> None:
    agree(session, actor, version)
    persons = [SignatureRow("person", "unterschrieben", day, family.person_ids[0])]
    signing = Signing((*persons, SignatureRow("im", actor.name, day)), place=TOWN, valid_from=day)
    put_in_force(session, actor, version, signing)


def working_day(days: int) -> dt.date:
    """So many days from today; a weekend becomes the Friday before for what was, the Monday after for what will be.

    Today stays today, so that the first page has something to show on any day.
    """
    day = today() + dt.timedelta(days=days)
    beyond = day.weekday() - 4
    if not days or beyond <= 0:
        return day
    return day - dt.timedelta(days=beyond) if days < 0 else day + dt.timedelta(days=3 - beyond)
