"""Every section of every part and the result page, at 100 % and 200 % text: names, reading order, nothing cut."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models.work import Work
from desktop.views.assessment.assessment_page import AssessmentPage
from desktop.views.places import Places
from desktop.views.style import Theme, apply_style
from tests.views.assessment.conftest import Family
from tests.views.page_walk import INSIDE_DESK, problems, settle


@pytest.mark.parametrize("percent", [100, 200])
def test_every_section_can_be_read_and_used_by_everybody(
    percent: int, family: Family, work: Work, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_style(qapp, Theme.LIGHT, percent)
    page = AssessmentPage(work, family.case, Places(work))
    qtbot.addWidget(page)
    page.resize(*INSIDE_DESK)
    page.show()
    page.load()
    found = {}
    for subject in (family.maryam, family.zahra, "family"):
        page.bar.subjects.pick(subject)
        for section in page.questions.state.sections():
            page.questions.list.choose(section.key)
            settle()
            found[subject, section.key] = problems(page)
        page.bar.views.pick("result")
        settle()
        found[subject, "result"] = problems(page)
        page.bar.views.pick("questions")
    assert {place: faults for place, faults in found.items() if faults} == {}
