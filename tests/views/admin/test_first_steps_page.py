"""The office changes the first steps of new files: title, days, off, own ones; each change can be undone."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.cases.first_steps import FirstStep, Since, first_steps, save_first_steps, shipped_first_steps
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.records.tasks import Task
from desktop.views.admin.first_steps_page import FirstStepsPage, StepForm
from desktop.views.places import Places
from tests.conftest import TODAY
from tests.views.cases.case_stage import Show, drafts, places, press, shown

__all__ = ["drafts", "places", "shown"]
pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(work: Work, places: Places, drafts: Drafts, shown: Show) -> FirstStepsPage:
    page = FirstStepsPage(work, drafts, places)
    shown(page)
    page.show_target()
    return page


def click(page: FirstStepsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def fill(page: FirstStepsPage, **values: object) -> None:
    form = page.drawer.content()
    assert isinstance(form, StepForm)
    for key, value in values.items():
        form.field(key).set_value(value)
        form.field(key).changed.emit()
    press(Qt.Key.Key_S, CTRL)


def undo(page: FirstStepsPage) -> None:
    next(link for link in page.messages.actions_shown() if link.text() == "Rückgängig").click()


def tasks_of_new_file(session: Session, actor: Actor) -> dict[str, dt.date | None]:
    facts = PersonFacts("Neu", "F", assigned_on=dt.date(2026, 11, 22))
    case_id = enter_person_case(session, actor, facts).made
    with session.begin():
        return dict(session.execute(select(Task.title, Task.due_on).where(Task.case_id == case_id)).all())


def test_a_step_of_ones_own_becomes_a_task_of_new_files(page: FirstStepsPage, session: Session, actor: Actor) -> None:
    page.new_step()
    fill(page, title="Schlüssel übergeben", days=Decimal(3))
    assert tasks_of_new_file(session, actor)["Schlüssel übergeben"] == TODAY + dt.timedelta(days=3)
    own = page.steps[-1]
    assert (own.key, own.own, own.since) == ("own-1", True, Since.ASSIGNMENT)
    click(page, "trash-2_own-1")
    assert "Schlüssel übergeben" not in tasks_of_new_file(session, actor)
    undo(page)
    assert page.steps[-1] == own
    click(page, "trash-2_own-1")
    page.new_step()
    fill(page, title="Hausordnung", days=Decimal(1))
    assert page.steps[-1].key == "own-2", "tasks of the former step must not count for the new one"


def test_a_shipped_step_is_changed_and_switched_off_but_not_removed(
    page: FirstStepsPage, session: Session, actor: Actor
) -> None:
    assert page.findChild(QPushButton, "trash-2_contact") is None
    click(page, "pencil_contact")
    fill(page, title="Besuch ankündigen", days=Decimal(7))
    assert tasks_of_new_file(session, actor)["Besuch ankündigen"] == TODAY + dt.timedelta(days=7)
    click(page, "power_contact")
    assert "Besuch ankündigen" not in tasks_of_new_file(session, actor)
    undo(page)
    assert page.steps[0].active
    click(page, "reset")
    assert page.steps == shipped_first_steps()
    assert page.findChild(QPushButton, "reset") is None


def test_the_order_can_be_changed(page: FirstStepsPage) -> None:
    click(page, "arrow-up_handover_talk")
    assert [step.key for step in page.steps[:2]] == ["handover_talk", "contact"]


def test_two_open_pages_do_not_overwrite_each_other(page: FirstStepsPage, session: Session, actor: Actor) -> None:
    page.new_step()
    elsewhere = (FirstStep("x", "Von nebenan", 1, Since.ASSIGNMENT),)
    save_first_steps(session, actor, elsewhere)
    fill(page, title="Hausordnung", days=Decimal(1))
    form = page.drawer.content()
    assert isinstance(form, StepForm)
    assert "inzwischen geändert" in form.messages.text()
    assert form.text("title") == "Hausordnung"
    assert first_steps(session, actor) == elsewhere


def test_what_cannot_be_is_said_at_its_field(page: FirstStepsPage) -> None:
    page.new_step()
    fill(page, title="  ", days=Decimal(1))
    form = page.drawer.content()
    assert isinstance(form, StepForm)
    assert form.field("title").error()
    assert page.steps == shipped_first_steps()
