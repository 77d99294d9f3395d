"""The palette speaks of the case file on the screen: its commands come, fit its status, work and go."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy.orm import Session

from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment
from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.cases import case_head
from desktop.casework.plans.plan_life import next_version
from desktop.casework.rights import Actor
from desktop.casework.tasks import NewTask, add_task
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import CaseStatus, EndReason
from desktop.views.calendar.appointments_page import AppointmentsPage
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.commands import Commands
from desktop.views.components.chip import Chip
from desktop.views.places import Place, Places
from desktop.views.talks.talks_page import TalksPage
from desktop.views.volunteers.needs.case_volunteer_tab import CaseVolunteerTab
from desktop.views.volunteers.needs.need_form import NeedForm
from tests.casework.reviews.review_cases import plan_in_force
from tests.conftest import TODAY
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
ALWAYS = [
    "appointment", "changes", "flag", "responsible", "review", "stand-in", "status", "talk", "team", "volunteer-need",
]  # fmt: skip


class Target(QWidget):
    """A place that remembers where it was asked to go."""

    def show_target(self, *target: object) -> None:
        self.target = target


@pytest.fixture
def commands(work: Work) -> Commands:
    return Commands(work)


@pytest.fixture
def files(work: Work, places: Places, drafts: Drafts, commands: Commands, shown: Show) -> CaseFiles:
    page = CaseFiles(work, places, drafts, case_tabs(), commands)
    places.add(Place("review", "Überprüfung", "clipboard-check", Target, rail=False))
    shown(page)
    return page


def offered(commands: Commands) -> list[str]:
    prefix = "this-case-"
    return sorted(one.key.removeprefix(prefix) for one in commands.all() if one.key.startswith(prefix))


def test_the_commands_come_with_the_file_and_go_with_it(
    files: CaseFiles, commands: Commands, session: Session, actor: Actor
) -> None:
    assert offered(commands) == []
    files.show_target(case_samples.single(session, actor))
    assert offered(commands) == sorted([*ALWAYS, "close"])
    files.hide()
    assert offered(commands) == []
    files.show()
    assert offered(commands) == sorted([*ALWAYS, "close"])


def test_a_closed_case_offers_to_go_on_instead(
    files: CaseFiles, commands: Commands, session: Session, actor: Actor
) -> None:
    case_id = case_samples.single(session, actor)
    close_case(session, actor, case_id, Closing(TODAY, EndReason.OWN_WISH, final_talk=False))
    files.show_target(case_id)
    assert offered(commands) == sorted([*ALWAYS, "reopen"])
    file = files.shown()
    assert file is not None
    commands.run("this-case-reopen")
    assert file.drawer.isVisible()


def test_each_command_is_about_the_file_shown(
    files: CaseFiles, commands: Commands, session: Session, actor: Actor
) -> None:
    first, second = case_samples.single(session, actor), case_samples.single(session, actor)
    files.show_target(first)
    files.show_target(second)
    file = files.shown()
    assert file is not None
    assert file.case_id == second
    for key, kind in (("talk", TalksPage), ("appointment", AppointmentsPage)):
        commands.run(f"this-case-{key}")
        page = file.page("talks" if kind is TalksPage else "appointments")
        assert isinstance(page, kind)
        assert page.isVisible()
    talks = file.page("talks")
    assert isinstance(talks, TalksPage)
    assert talks.form is not None
    commands.run("this-case-volunteer-need")
    volunteer = file.page("volunteer")
    assert isinstance(volunteer, CaseVolunteerTab)
    assert isinstance(volunteer.needs.drawer.content(), NeedForm)
    commands.run("this-case-status")
    assert file.drawer.isVisible()


def test_reviewing_goes_to_the_plan_in_force_and_says_when_there_is_none(
    files: CaseFiles, commands: Commands, places: Places, session: Session, actor: Actor
) -> None:
    files.show_target(case_samples.single(session, actor))
    commands.run("this-case-review")
    file = files.shown()
    assert file is not None
    assert "in Kraft" in file.messages.text()
    plan = plan_in_force(session, actor)
    files.show_target(plan.case_id)
    commands.run("this-case-review")
    assert places.where == ("review", (plan.case_id, plan.id))


def test_the_head_names_the_next_appointment_and_the_next_date(
    files: CaseFiles, session: Session, actor: Actor
) -> None:
    case_id = case_samples.single(session, actor)
    make_appointment(session, actor, AppointmentEntry(dt.date(2026, 11, 25), "10:00", 60, case_id, title="Beratung"))
    files.show_target(case_id)
    file = files.shown()
    assert file is not None
    chips = {chip.text(): chip.accessibleDescription() for chip in file.head.findChildren(Chip) if chip.isVisible()}
    assert chips["Überfällig seit 17.11.2026"] == "Kontakt aufnehmen (1. Versuch)"
    assert chips["Termin 25.11.2026"] == "10:00 Uhr, Beratung"


def test_an_abschluss_is_taken_back_with_one_click(files: CaseFiles, session: Session, actor: Actor) -> None:
    files.show_target(case_samples.single(session, actor))
    file = files.shown()
    assert file is not None
    file.life.close_case()
    form = file.drawer.content()
    assert form is not None
    form.field("reason").set_value(EndReason.OWN_WISH)  # type: ignore[attr-defined]
    add_task(session, actor, NewTask("Zwischendurch", case_id=file.case_id))
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    session.expire_all()
    assert case_head(session, actor, file.case_id).status is CaseStatus.ENDED
    next(link for link in file.messages.actions_shown() if link.text() == "Rückgängig").click()
    session.expire_all()
    assert case_head(session, actor, file.case_id).status is CaseStatus.CONTACT_OPEN
    file.life.close_case()
    again = file.drawer.content()
    assert again is not None
    assert "– Zwischendurch" in [label.text() for label in again.findChildren(QLabel)]


def test_the_changes_are_shown_once_there_is_a_second_fassung(
    files: CaseFiles, commands: Commands, places: Places, session: Session, actor: Actor
) -> None:
    places.add(Place("changes", "Was hat sich geändert?", "split", Target, rail=False))
    plan = plan_in_force(session, actor)
    files.show_target(plan.case_id)
    commands.run("this-case-changes")
    file = files.shown()
    assert file is not None
    assert "noch keine zweite" in file.messages.text()
    draft = next_version(session, actor, plan.id).made
    commands.run("this-case-changes")
    target = places.page("changes")
    assert isinstance(target, Target)
    assert target.target[0] == plan.case_id
    assert target.target[2] == draft
