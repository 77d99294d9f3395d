"""Kita, school and protection needs on a person's page."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import case_head
from desktop.casework.people.children import child_facts
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.protection_needs import NewNeed, add_need
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import ConsentPurpose
from desktop.views.cases.case_file_page import CaseFilePage
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Places
from tests.conftest import TODAY
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press

pytestmark = [
    pytest.mark.usefixtures("fixed_clock"),
    pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True),  # offscreen platform only
]


@pytest.fixture
def file(work: Work, places: Places, drafts: Drafts, session: Session, actor: Actor, shown: Show) -> CaseFilePage:
    page = CaseFilePage(work, case_samples.family(session, actor, size=3), places, drafts)
    shown(page)
    return page


def member(session: Session, actor: Actor, file: CaseFilePage, given: str) -> int:
    return next(m.person.id for m in case_head(session, actor, file.case_id).members if m.person.given == given)


def said(part: QWidget) -> str:
    QApplication.processEvents()  # what was built just now is shown then
    return " | ".join(label.text() for label in part.findChildren(QLabel) if not label.isHidden())


def test_a_child_has_school_and_proof_an_adult_has_not(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    zahra = member(session, actor, file, "Zahra")
    file.show_person(member(session, actor, file, "Farid"))
    adult = file.people.editor()
    assert adult is not None
    assert adult.care.child_section.isHidden()
    file.show_person(zahra)
    editor = file.people.editor()
    assert editor is not None
    assert not editor.care.child_section.isHidden()
    assert "Nachweis fehlt" in said(editor.care.child)
    button = editor.care.findChild(QPushButton, "child_edit")
    assert button is not None
    button.click()
    form = file.people.drawer.content()
    assert isinstance(form, QuickForm)
    form.field("institution").set_value("Realschule am Bach")
    form.field("registered_on").set_value(dt.date(2026, 9, 1))
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert child_facts(session, actor, zahra).entry.institution == "Realschule am Bach"
    assert "angemeldet am 01.09.2026" in said(editor.care.child)


def test_needs_are_masked_shown_on_demand_and_masked_again(
    file: CaseFilePage, session: Session, actor: Actor
) -> None:
    maryam = member(session, actor, file, "Maryam")
    give_consent(session, actor, NewConsent(maryam, ConsentPurpose.HEALTH, TODAY))
    add_need(session, actor, NewNeed(maryam, "Bedrohung", TODAY))
    file.show_person(maryam)
    editor = file.people.editor()
    assert editor is not None
    assert "Bedrohung" not in said(editor.care)
    show = editor.care.findChild(QPushButton, "need_show")
    assert show is not None
    show.click()
    assert "Bedrohung" in said(editor.care.needs)
    editor.refresh()
    assert "Bedrohung" not in said(editor.care.needs)


def test_without_consent_nothing_can_be_entered(file: CaseFilePage, session: Session, actor: Actor) -> None:
    file.show_person(member(session, actor, file, "Farid"))
    editor = file.people.editor()
    assert editor is not None
    assert editor.care.findChild(QPushButton, "need_add") is None
    assert "erst mit Einwilligung" in said(editor.care.needs)
