"""„Heute“ as the page walk looks at it: with everything on it, empty, with its drawers, and a work list."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.casework.deadlines.first_contacts import GATHERED_FROM
from desktop.casework.tasks import NewTask, add_task
from desktop.clock import today
from desktop.records.appointments import Appointment
from desktop.terms import CaseStatus
from desktop.views.today.rules_page import RulesPage
from desktop.views.today.today_page import TodayPage
from desktop.views.today.work_list_page import WorkListPage
from tests.casework.deadlines.due_samples import case_of, colleague, family_of, plan_in_force, put

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

DAY = dt.timedelta(days=1)


def fill(stage: Stage) -> int:
    """A line in every group, an appointment, a task; the family's case."""
    actor = stage.work.actor
    with stage.vault.session() as session:
        case, _ = family_of(session, actor, "Maryam", "Farid", travel_document_until=today() - 6 * DAY)
        plan_in_force(session, case, today(), ("Ich mache einen Einstufungstest.", today() + DAY))
        single, _ = case_of(session, actor, travel_document_until=today() + 40 * DAY)
        put(session, Appointment(uid="1", on_date=today(), start_time="09:00", minutes=45, title="Überprüfung",
                                 place="Büro", case_id=single, user_id=actor.user_id))  # fmt: skip
        add_task(session, actor, NewTask("Kita Regenbogen anrufen", today(), case, note="vormittags"))
    return case


def at_today(stage: Stage) -> TodayPage:
    """A usual Monday."""
    fill(stage)
    page = TodayPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_many_new(stage: Stage) -> TodayPage:
    """After the county's list was read in."""
    fill(stage)
    with stage.vault.session() as session:
        for _ in range(GATHERED_FROM):
            case_of(session, stage.work.actor, CaseStatus.CONTACT_OPEN, assigned_on=today() - 14 * DAY)
    page = TodayPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_nothing(stage: Stage) -> QWidget:
    """Nothing is due."""
    page = TodayPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_moving(stage: Stage) -> QWidget:
    """The drawer for another day."""
    page = at_today(stage)
    page._on_move_wanted(next(line.row for card in page.groups.values() for line in card.lines))
    return page


def at_handing_over(stage: Stage) -> QWidget:
    """The drawer for somebody else."""
    with stage.vault.session() as session:
        colleague(session)
    page = at_today(stage)
    page._on_hand_over_wanted(next(line.row for card in page.groups.values() for line in card.lines))
    return page


def at_task(stage: Stage) -> QWidget:
    """The drawer for a task."""
    page = at_today(stage)
    page.add_task()
    return page


def at_rules(stage: Stage) -> QWidget:
    """What the office may change of the dates."""
    page = RulesPage(stage.work, stage.places)
    page.show_target()
    return page


def at_work_list(stage: Stage) -> QWidget:
    """Cases with gaps."""
    fill(stage)
    page = WorkListPage(stage.work, stage.places)
    page.show_target("gaps", True)
    return page
