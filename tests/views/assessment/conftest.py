"""A family with an open assessment, and its page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.families import put_together
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.models.work import Work
from desktop.person_terms import InterpreterNeed
from desktop.terms import AssessmentKind, Origin, PartialDate
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.places import Places


@dataclass(frozen=True)
class Family:
    """Ids of a family of three and their open assessment."""

    case: int
    assessment: int
    farid: int
    maryam: int
    zahra: int


@pytest.fixture
def family(session: Session, actor: Actor, fixed_clock: dt.date) -> Family:
    persons = []
    for given, year in (("Farid", 1984), ("Maryam", 1988), ("Zahra", 2017)):
        facts = PersonFacts("Ahmadi", given, birth_date=PartialDate(year, 4, 2), phone="0171 1",
                            interpreter_need=InterpreterNeed.SOMETIMES)  # fmt: skip
        persons.append(create_person(session, actor, facts, (LanguageRow("fa_AF"),), Origin.HANDOVER).made or 0)
    cases = tuple(open_person_case(session, actor, one).made or 0 for one in persons)
    case = put_together(session, actor, cases).made or 0
    assessment = start_assessment(session, actor, case, AssessmentKind.FULL).made or 0
    return Family(case, assessment, *persons)


@pytest.fixture
def page(family: Family, work: Work, qtbot: QtBot) -> AssessmentPage:
    """The page at Maryam's part, as wide and high as in the case file of a 1366 × 768 screen."""
    page = AssessmentPage(work, family.case, Places(work))
    qtbot.addWidget(page)
    page.resize(1226, 560)
    show(page, qtbot)
    page.load()
    page.bar.subjects.pick(family.maryam)
    return page


def show(page: AssessmentPage, qtbot: QtBot) -> None:
    """Show with the keyboard in the window, as after a click on it."""
    page.show()
    activate(page)


def activate(page: AssessmentPage) -> None:
    """Windows made in a fixture are no longer active when the test begins."""
    page.activateWindow()
    assert QTest.qWaitForWindowActive(page)
