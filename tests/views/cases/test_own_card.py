"""The office's own fields in a case file: seen on the overview, filled in with the keyboard, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy.orm import Session

from desktop.casework.people.own_fields import OwnField, OwnKind, own_case_values, save_own_field
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.people.own_panel import OwnForm
from desktop.views.places import Places
from tests.views.admin.own_fields_states import OF_CASES, make_case_fields
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press, type_text

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


@pytest.fixture
def file(work: Work, places: Places, drafts: Drafts, shown: Show) -> CaseFilePage:
    page = CaseFilePage(work, make_case_fields(work), places, drafts, case_tabs())
    shown(page)
    return page


def said(page: CaseFilePage) -> str:
    return "\n".join(label.text() for label in page.overview.own.findChildren(QLabel))


def test_the_overview_says_what_is_known_and_what_is_open(file: CaseFilePage) -> None:
    assert not file.overview.own.isHidden()
    assert "Fach im Archiv der Dienststelle: Schrank 3, Fach 12" in said(file)
    assert "Noch nicht gefragt: Patenschaft vermittelt" in said(file)


def test_values_are_changed_with_the_keyboard_and_taken_back(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    button = file.overview.own.findChild(QPushButton, "own_edit")
    assert button is not None
    button.setFocus()
    press(Qt.Key.Key_Space)
    form = file.drawer.content()
    assert isinstance(form, OwnForm)
    form.field("own-1").set_value(None)
    form.field("own-1").focus_input()
    type_text("Schrank 4")
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [row.words for row in own_case_values(session, actor, file.case_id)] == ["Schrank 4", ""]
    assert "Schrank 4" in said(file)
    next(link for link in file.messages.actions_shown() if link.text() == "Rückgängig").click()
    session.expire_all()
    assert own_case_values(session, actor, file.case_id)[0].words == "Schrank 3, Fach 12"
    assert "Schrank 3, Fach 12" in said(file)


def test_the_card_comes_with_the_first_field_of_a_case_and_not_with_one_of_a_person(
    work: Work, places: Places, drafts: Drafts, shown: Show, session: Session, actor: Actor
) -> None:
    page = CaseFilePage(work, case_samples.family(session, actor, size=2), places, drafts, case_tabs())
    shown(page)
    work.change(work, save_own_field, OwnField("", "Wohngruppe", OwnKind.TEXT))
    assert page.overview.own.isHidden()
    work.change(work, save_own_field, OF_CASES[0])
    assert not page.overview.own.isHidden()
