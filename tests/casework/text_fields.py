"""Every text somebody can type in casework, each as a use case with only that text left open. All people invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment, record_outcome
from desktop.casework.cases.bulk import add_tasks
from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_team import TeamEntry, add_to_team
from desktop.casework.cases.first_steps import FirstStep, Since, save_first_steps
from desktop.casework.cases.flags import NewFlag, resolve_flag, set_flag
from desktop.casework.cases.inactive_cases import BulkReview, Decision, review_inactive
from desktop.casework.cases.saved_views import NewView, save_view
from desktop.casework.cases.stand_ins import HandOver, enter_absence, put_stand_in
from desktop.casework.changes import Changes
from desktop.casework.deadlines.marks import DueKey, hand_over, mark_done, move_deadline
from desktop.casework.people.children import ChildEntry, save_child_facts
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import take_in_person
from desktop.casework.people.household import HouseholdMove, move_household
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.people.protection_needs import NewNeed, add_need
from desktop.casework.plans.plan_progress import set_goal_status, set_measure_status
from desktop.casework.reviews.goal_consents import NewGoalConsent, record_goal_consent
from desktop.casework.reviews.goal_scales import save_scale
from desktop.casework.reviews.review_rows import GoalResult, LevelRow, ReviewHeader, StepResult
from desktop.casework.reviews.reviews import record_goal, record_step, save_review, start_review
from desktop.casework.rights import Actor
from desktop.casework.talks.private_notes import put_private_note
from desktop.casework.talks.quick_talk import QuickTalk, add_quick_talk
from desktop.casework.talks.talk_rows import FollowUp, StepAdded, StepDone, StepMarks, TalkEntry, TopicEntry
from desktop.casework.talks.talks import add_talk, edit_talk
from desktop.casework.talks.text_blocks import TextBlockEntry, save_text_block
from desktop.casework.tasks import NewTask, TaskEdit, add_task, edit_task, move_task
from desktop.clock import today
from desktop.person_terms import Relation
from desktop.talk_terms import AppointmentStatus, GoalConsentForm, TalkKind
from desktop.terms import (
    CaseStatus,
    ConsentForm,
    ConsentPurpose,
    EndReason,
    FlagKind,
    GoalStatus,
    MeasureStatus,
    PartialDate,
)
from tests.casework.reviews.review_cases import plan_in_force
from tests.casework.volunteers.figures.thanks_texts import thanks_texts
from tests.casework.volunteers.hours.hours_texts import hours_texts
from tests.casework.volunteers.matches.match_texts import match_texts
from tests.casework.volunteers.needs.need_texts import need_texts
from tests.casework.volunteers.papers.paper_texts import paper_texts
from tests.casework.volunteers.register.register_texts import register_texts

Enter = Callable[[str], Changes]


@dataclass(frozen=True)
class World:
    """A file with a plan in force, a running review, a talk, a task, an appointment and a flag; a child; a colleague.
    """

    session: Session
    actor: Actor
    case_id: int
    person_id: int
    child_id: int
    colleague_id: int
    version_id: int
    goal_id: int
    measure_id: int
    review_id: int
    talk: TalkEntry
    talk_id: int
    task_id: int
    appointment_id: int
    flag_id: int

    def does(self, use_case: Callable[..., Changes], *args: object) -> Changes:
        return use_case(self.session, self.actor, *args)


def build(session: Session, actor: Actor) -> World:
    """Everything made with the use cases themselves."""

    def made(use_case: Callable[..., Changes], *args: object) -> int:
        return use_case(session, actor, *args).made or 0

    plan = plan_in_force(session, actor)
    case_id, person_id, goal = plan.case_id, plan.person_id or 0, plan.goals[0]
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.HEALTH, today(), form=ConsentForm.ORAL))
    child_id = made(create_person, PersonFacts("Ahmadi", "Omid", birth_date=PartialDate(2020, 5, 4)))
    take_in_person(session, actor, case_id, child_id, Relation.CHILD)
    talk = TalkEntry((case_id,), today(), (person_id,), content="Post besprochen", topics=(TopicEntry("wohnen"),))
    meeting = AppointmentEntry(today() - dt.timedelta(days=1), "10:00", 30, case_id, note="Nachgetragen")
    return World(
        session, actor, case_id, person_id, child_id,
        made(add_user, "Jonas Weber"), plan.id, goal.id, goal.measures[0].id, made(start_review, plan.id), talk,
        made(add_talk, talk), made(add_task, NewTask("Zeugnis übersetzen", case_id=case_id)),
        made(make_appointment, meeting),
        made(set_flag, NewFlag(case_id, FlagKind.URGENT, "Wohnung gekündigt", today())),
    )  # fmt: skip


def text_fields(world: World) -> dict[str, Enter]:
    """Name of the field → entering a text there."""
    return {
        **_of_talks(world), **_of_tasks_and_appointments(world), **_of_plans(world), **_of_cases(world),
        **_of_the_office(world), **paper_texts(world.session, world.actor),
        **hours_texts(world.session, world.actor), **match_texts(world.session, world.actor),
        **register_texts(world.session, world.actor), **need_texts(world.session, world.actor),
        **thanks_texts(world.session, world.actor),
    }  # fmt: skip


def _of_talks(world: World) -> dict[str, Enter]:
    here, talk_id, talk = world.does, world.talk_id, world.talk

    def add(**texts: object) -> Changes:
        return here(add_talk, replace(talk, **texts))  # type: ignore[arg-type]

    def quick(text: str) -> Changes:
        return here(add_quick_talk, QuickTalk(world.case_id, world.person_id, today(), text=text))

    conference = replace(talk, kind=TalkKind.CONFERENCE, occasion="Wie weiter?", person_ids=())
    return {
        **{f"Gespräch, {name}": partial(_with, add, name) for name in
           ("place", "interpreter_language", "group_title", "occasion", "content", "outcome")},
        "Gespräch, participants": lambda text: here(add_talk, replace(conference, participants=text)),
        "Gespräch, Thema": lambda text: add(topics=(TopicEntry("wohnen", text),)),
        "Gespräch, Schritt erledigt":
            lambda text: here(add_talk, talk, StepMarks(done=(StepDone(world.measure_id, note=text),))),
        "Gespräch, Schritt dazu": lambda text: here(add_talk, talk, StepMarks(added=(StepAdded(world.goal_id, text),))),
        "Gespräch, nächster Schritt": lambda text: here(add_talk, talk, None, (FollowUp(text),)),
        "Gespräch, private Notiz": lambda text: here(add_talk, talk, None, (), text),
        "Gespräch, Grund der Änderung": lambda text: here(edit_talk, talk_id, replace(talk, content="Anders"), 1, text),
        "Schnelleintrag": quick,
        "Private Notiz": lambda text: here(put_private_note, world.case_id, text),
        "Textbaustein": lambda text: here(save_text_block, TextBlockEntry("mv", text)),
        "Textbaustein, Kürzel": lambda text: here(save_text_block, TextBlockEntry(text, "Mietvertrag")),
    }  # fmt: skip


def _with(add: Callable[..., Changes], name: str, text: str) -> Changes:
    return add(**{name: text})


def _of_tasks_and_appointments(world: World) -> dict[str, Enter]:
    here, case_id, task_id = world.does, world.case_id, world.task_id
    meeting = AppointmentEntry(today() + dt.timedelta(days=2), "14:00", 30, case_id)
    key = DueKey("plan_review", (world.version_id,), today(), case_id)
    held = AppointmentStatus.HELD
    return {
        "Aufgabe": lambda text: here(add_task, NewTask(text, case_id=case_id)),
        "Aufgabe, Notiz": lambda text: here(add_task, NewTask("Anrufen", case_id=case_id, note=text)),
        "Aufgabe, geändert": lambda text: here(edit_task, task_id, TaskEdit(text), 1),
        "Aufgabe, geänderte Notiz": lambda text: here(edit_task, task_id, TaskEdit("Anrufen", note=text), 1),
        "Aufgabe, Grund": lambda text: here(move_task, task_id, today(), text),
        "Aufgabe für viele": lambda text: here(add_tasks, (case_id,), text, None, None),
        "Termin, Titel": lambda text: here(make_appointment, replace(meeting, title=text)),
        "Termin, Ort": lambda text: here(make_appointment, replace(meeting, place=text)),
        "Termin, Mitbringen": lambda text: here(make_appointment, replace(meeting, bring_along=text)),
        "Termin, Notiz": lambda text: here(make_appointment, replace(meeting, note=text)),
        "Termin, Ergebnis": lambda text: here(record_outcome, world.appointment_id, held, text, 1),
        "Frist, erledigt": lambda text: here(mark_done, key, text),
        "Frist, verschoben": lambda text: here(move_deadline, key, today() + dt.timedelta(days=9), text),
        "Frist, übergeben": lambda text: here(hand_over, key, world.colleague_id, text),
    }  # fmt: skip


def _of_plans(world: World) -> dict[str, Enter]:
    here, review, goal, step = world.does, world.review_id, world.goal_id, world.measure_id
    said = NewGoalConsent(world.person_id, False, GoalConsentForm.SPOKEN, today())
    return {
        "Überprüfung, Begründung": lambda text: here(save_review, review, ReviewHeader(today(), reason=text), 1),
        "Überprüfung, Beteiligte": lambda text: here(save_review, review, ReviewHeader(today(), (text,)), 1),
        "Überprüfung, Schritt": lambda text: here(record_step, review, step, StepResult(MeasureStatus.OPEN, note=text)),
        "Überprüfung, Ziel": lambda text: here(record_goal, review, goal, GoalResult(note=text)),
        "Ziel, Zustimmung": lambda text: here(record_goal_consent, goal, replace(said, note=text)),
        "Ziel, Stufe": lambda text: here(save_scale, goal, (LevelRow(0, text),)),
        "Ziel, Stufe übersetzt": lambda text: here(save_scale, goal, (LevelRow(0, "Wie vereinbart", text),)),
        "Ziel, aufgegeben": lambda text: here(set_goal_status, goal, GoalStatus.GIVEN_UP, text),
        "Schritt, Notiz": lambda text: here(set_measure_status, step, MeasureStatus.DONE, today(), text),
    }  # fmt: skip


def _of_cases(world: World) -> dict[str, Enter]:
    here, case_id, person = world.does, world.case_id, world.person_id
    closing = Closing(today(), EndReason.REACHED, True, close_plans=True)
    leave = BulkReview(Decision.LEAVE, "", today() + dt.timedelta(days=30))
    move = HouseholdMove((person,), False, today())

    def join(**texts: str) -> Changes:
        given = {"name": "Ines Roth", "role": "Schulsozialarbeit", **texts}
        return here(add_to_team, case_id, TeamEntry(since=today(), **given))  # type: ignore[arg-type]

    return {
        "Status, Grund": lambda text: here(change_status, case_id, CaseStatus.RESTING, today(), text,
                                           today() + dt.timedelta(days=30)),
        "Abschluss, Notiz": lambda text: here(close_case, case_id, replace(closing, note=text)),
        "Abschluss, weitervermittelt an": lambda text: here(
            close_case, case_id, replace(closing, reason=EndReason.REGULAR_SERVICE, passed_on_to=text)),
        "Hinweis": lambda text: here(set_flag, NewFlag(case_id, FlagKind.URGENT, text, today())),
        "Hinweis, erledigt": lambda text: here(resolve_flag, world.flag_id, text),
        "Schutzbedarf": lambda text: here(add_need, NewNeed(person, text, today())),
        "Schutzbedarf, Notiz": lambda text: here(add_need, NewNeed(person, "Rollstuhl", today(), note=text)),
        "Kind, Einrichtung": lambda text: here(save_child_facts, world.child_id, ChildEntry(institution=text)),
        "Kind, Gruppe": lambda text: here(save_child_facts, world.child_id, ChildEntry(group_name=text)),
        "Kind, Notiz": lambda text: here(save_child_facts, world.child_id, ChildEntry(note=text)),
        "Haushalt, Notiz": lambda text: here(move_household, case_id, replace(move, note=text)),
        "Vertretung, Grund": lambda text: here(put_stand_in, case_id, world.colleague_id, today(), None, text),
        **{f"Mitwirkende, {name}": partial(_with, join, name) for name in
           ("name", "organisation", "role", "phone", "email", "note")},
        "Ohne Kontakt, Grund": lambda text: here(review_inactive, (case_id,), replace(leave, reason=text)),
    }  # fmt: skip


def _of_the_office(world: World) -> dict[str, Enter]:
    here = world.does
    away = HandOver(world.actor.user_id, world.colleague_id, today(), today() + dt.timedelta(days=7))
    step = FirstStep("", "Anrufen", 3, Since.ASSIGNMENT)
    return {
        "Abwesenheit, Notiz": lambda text: here(enter_absence, replace(away, note=text)),
        "Ansicht, Name": lambda text: here(save_view, NewView("cases", text, {})),
        "Erster Schritt": lambda text: here(save_first_steps, (replace(step, title=text),)),
        "Erster Schritt, Quelle": lambda text: here(save_first_steps, (replace(step, source=text),)),
    }  # fmt: skip
