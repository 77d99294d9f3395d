"""The tasks of a case as the page walk looks at them."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.access import users
from desktop.casework.assessments.assessment_rows import NewAnswer
from desktop.casework.assessments.assessments import save_answers, start_assessment
from desktop.casework.cases.approvals import answer_approval, ask_approval, demand_approvals
from desktop.casework.cases.cases import case_head, open_person_case
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.talks.private_notes import put_private_note
from desktop.casework.tasks import NewTask, add_task, finish_task, tasks_of_case
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import ApprovalAnswer, ApprovalOf
from desktop.terms import AssessmentKind
from desktop.views.tasks.tasks_page import TasksPage
from tests.views.talks.talk_samples import talking_family

DAY = dt.timedelta(days=1)


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work
    drafts: Drafts


def busy_case(work: Work) -> int:
    """A case with tasks of every kind and an own note; without the first steps of a new file."""
    actor = work.actor
    with work.store.session() as session:
        person = create_person(session, actor, PersonFacts("عبد الرحمن الخطيب", "مريم")).made or 0
        case_id = open_person_case(session, actor, person).made or 0
        for first in tasks_of_case(session, actor, case_id):
            finish_task(session, actor, first.id)
        for title, days, user in (
            ("Vermieter wegen der Heizung anrufen", -3, None), ("Kita Regenbogen anrufen", 0, actor.user_id),
            ("Antrag auf Wohnberechtigungsschein gemeinsam ausfüllen und mit allen Nachweisen abgeben", 9, None),
        ):  # fmt: skip
            add_task(session, actor, NewTask(title, today() + days * DAY, case_id, user_id=user, note="nur vormittags"))
        add_task(session, actor, NewTask("Bei Gelegenheit nach dem Verein fragen", None, case_id))
        put_private_note(session, actor, case_id, "Wirkt seit dem Umzug erschöpft; nicht vor anderen ansprechen.")
    return case_id


def at_tasks(stage: Offers) -> TasksPage:
    """Open and finished ones."""
    return TasksPage(stage.work, stage.drafts, busy_case(stage.work))


def at_task_form(stage: Offers) -> QWidget:
    """A task being changed."""
    page = at_tasks(stage)
    page.edit_task(page._tasks[0])
    return page


def at_own_note(stage: Offers) -> QWidget:
    """The note only its author reads."""
    page = at_tasks(stage)
    page.write_note()
    return page


def at_approvals(stage: Offers) -> TasksPage:
    """A request somebody made, one that came back, one for what has changed since, and the form for the next."""
    case_id, actor = busy_case(stage.work), stage.work.actor
    with stage.work.store.session() as session:
        users.add_user(session, actor, "Jürgen Weiß-Öztürk von der Fachaufsicht")
        other = actor_for(session, "Jürgen Weiß-Öztürk von der Fachaufsicht")
        demand_approvals(session, actor, (ApprovalOf.PLAN, ApprovalOf.CLOSING))
        asked = ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id, "bitte ansehen").made
        answer_approval(session, other, asked or 0, ApprovalAnswer.SENT_BACK, 1, "Wohin wird weitervermittelt?")
        ask_approval(session, actor, case_id, ApprovalOf.CLOSING, case_id, other.user_id, "jetzt mit Adresse")
        assessment = start_assessment(session, actor, case_id, AssessmentKind.FULL).made or 0
        asked = ask_approval(session, actor, case_id, ApprovalOf.ASSESSMENT, assessment, other.user_id).made
        answer_approval(session, other, asked or 0, ApprovalAnswer.GIVEN, 1)
        person_id = case_head(session, actor, case_id).members[0].person.id
        save_answers(session, actor, assessment, person_id, (NewAnswer("everyday.shopping", 3),))
    page = TasksPage(stage.work, stage.drafts, case_id)
    page.approvals.ask()
    return page


def at_steps(stage: Offers) -> TasksPage:
    """Goals and open steps of a family's plan in force."""
    return TasksPage(stage.work, stage.drafts, talking_family(stage.work)[0])
