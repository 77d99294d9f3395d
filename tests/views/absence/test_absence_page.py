"""Handing a caseload over on the page: preview, for a time or for good, undo, and the sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.cases.cases import case_head
from desktop.casework.cases.stand_ins import list_absences
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.absence.absence_form import AbsenceForm
from desktop.views.absence.absence_page import AbsencePage
from tests.conftest import TODAY
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, drafts, press, shown

__all__ = ["drafts", "shown"]
pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_samples.single(session, actor)


@pytest.fixture
def jonas(session: Session, actor: Actor) -> int:
    return add_user(session, actor, "Jonas Weiß").made or 0


@pytest.fixture
def page(work: Work, drafts: Drafts, shown: Show, case_id: int, jonas: int) -> AbsencePage:
    made = AbsencePage(work, drafts)
    shown(made)
    made.show_target()
    return made


def form_of(page: AbsencePage) -> AbsenceForm:
    page.open_form()
    form = page.drawer.content()
    assert isinstance(form, AbsenceForm)
    return form


def choose(form: AbsenceForm, key: str, value: object) -> None:
    form.field(key).set_value(value)
    form.field(key).changed.emit()


def undo(page: AbsencePage) -> None:
    next(link for link in page.messages.actions_shown() if link.text() == "Rückgängig").click()


def test_an_absence_is_previewed_entered_and_taken_back(
    page: AbsencePage, session: Session, actor: Actor, jonas: int
) -> None:
    form = form_of(page)
    assert "Das betrifft 1 Fall:" in [label.text() for label in form.findChildren(QLabel)]
    choose(form, "deputy", jonas)
    choose(form, "until", TODAY + dt.timedelta(days=9))
    press(Qt.Key.Key_S, CTRL)
    assert [(row.deputy, row.until) for row in list_absences(session, actor)] == [
        ("Jonas Weiß", TODAY + dt.timedelta(days=9)),
    ]
    undo(page)
    assert list_absences(session, actor) == ()


def test_a_deputy_who_is_the_absent_person_is_refused_at_the_field(page: AbsencePage, actor: Actor) -> None:
    form = form_of(page)
    choose(form, "deputy", actor.user_id)
    choose(form, "until", TODAY)
    press(Qt.Key.Key_S, CTRL)
    assert "Sich selbst" in form.field("deputy").error()


def test_cases_go_for_good_and_come_back_by_undo(
    page: AbsencePage, session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    form = form_of(page)
    choose(form, "deputy", jonas)
    choose(form, "for_good", True)
    assert form.field("until").isHidden()
    press(Qt.Key.Key_S, CTRL)
    session.expire_all()
    assert case_head(session, actor, case_id).responsible == "Jonas Weiß"
    undo(page)
    session.expire_all()
    assert case_head(session, actor, case_id).responsible == actor.name


def test_the_sheet_is_saved_as_a_pdf(
    page: AbsencePage, session: Session, actor: Actor, jonas: int, answers: Any, tmp_path: Path
) -> None:
    form = form_of(page)
    choose(form, "deputy", jonas)
    choose(form, "until", TODAY)
    press(Qt.Key.Key_S, CTRL)
    absence = list_absences(session, actor)[0].id
    answers.answers += [tmp_path / "blatt.pdf"]
    button = page.findChild(QPushButton, f"save_{absence}")
    assert button is not None
    button.click()
    assert (tmp_path / "blatt.pdf").read_bytes().startswith(b"%PDF")
    assert list(tmp_path.glob("*.neu")) == []
