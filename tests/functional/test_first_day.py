"""The main job in the real window: from „Neuer Tresor“ over the county's list to the Arabic sheet of a binding plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.casework.plans.plan_views import list_plans, plan_view
from desktop.terms import PlanState, SheetVariant
from desktop.views.assessment.result_view import ResultView
from desktop.views.cases.case_files import CaseFiles
from desktop.views.desk import Desk
from desktop.views.plans.plan_page import PlanPage
from desktop.views.preview.preview_page import PreviewPage
from tests.closing import close
from tests.functional.clerk import Clerk, Strangers
from tests.functional.first_steps import CHEAP, choose_tab, make_vault, open_family, take_over_the_list


@pytest.fixture
def program(qapp: QApplication, profile: Path, qtbot: QtBot) -> Iterator[Program]:
    profile.mkdir(exist_ok=True)
    program = Program(qapp, start_process=lambda: None, end_process=lambda: None, cost=CHEAP)
    program.start()
    program.window.resize(1366, 768)
    qtbot.addWidget(program.window)
    program.window.activateWindow()
    yield program
    close(program)
    program.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clerk(program: Program, qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Clerk]:
    strangers = Strangers()
    qapp.installEventFilter(strangers)
    yield Clerk(program.window, qtbot, tmp_path / "bilder")
    qapp.removeEventFilter(strangers)
    assert set(strangers.seen) <= {"FinishingWindow"}  # closing makes the day's copy


def test_from_a_new_vault_to_the_arabic_preview(
    program: Program, clerk: Clerk, qtbot: QtBot, tmp_path: Path
) -> None:
    make_vault(clerk, tmp_path / "Büro" / "Musterlingen.wegplan")
    take_over_the_list(clerk)
    open_family(clerk, "Issa")
    assess(clerk)
    plan(clerk)
    preview = see_arabic(clerk)

    assert preview.board.sheet is not None
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(preview.board.sheet.pdf))
    assert "Integrationsplan" in text
    assert "خطة" in text
    assert program._opened is not None
    with program._opened.vault.session() as session:
        actor = program._opened.actor
        case = clerk.find(Desk).places.page("case")
        assert isinstance(case, CaseFiles)
        shown = case.shown()
        assert shown is not None
        view = plan_view(session, actor, list_plans(session, actor, shown.case_id)[0].version_id)
    assert view.state is PlanState.AGREEING
    assert view.goals


def assess(clerk: Clerk) -> None:
    """A short Assessment, straight to the result page: three areas by keyboard."""
    choose_tab(clerk, "Assessment")
    clerk.click("Kurz-Assessment beginnen")
    clerk.picture("11-fragen")
    clerk.click("Ergebnis")
    view = clerk.find(ResultView)
    clerk.reads("Grundbildung")
    view.focus_first()
    for digit in (Qt.Key.Key_3, Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        clerk.press(digit)
    clerk.picture("12-ergebnis")


def plan(clerk: Clerk) -> None:
    choose_tab(clerk, "Plan")
    page = clerk.find(PlanPage)
    clerk.wait(lambda: bool(page.start.buttons) and page.start.buttons[0].isVisible())
    clerk.picture("13-welcher-plan")
    clerk.click_on(page.start.buttons[0])
    clerk.wait(lambda: bool(page.proposals.chips) and page.proposals.chips[0].isVisible())
    clerk.picture("14-plan-entwurf")
    clerk.click_on(page.proposals.chips[0])
    clerk.picture("15-ziel-uebernehmen")
    clerk.press(Qt.Key.Key_Return)
    clerk.picture("16-plan")
    clerk.click("In Abstimmung geben")
    clerk.click("Drucken")


def see_arabic(clerk: Clerk) -> PreviewPage:
    """Arabic is proposed, because the family speaks it; on paper it stands beside the German."""
    preview = clerk.find(PreviewPage)
    clerk.wait(lambda: preview.board.sheet is not None)
    assert preview.options.language.value() == "ar"
    clerk.click("nur Deutsch")
    clerk.wait(lambda: _variant(preview) is SheetVariant.GERMAN)
    clerk.picture("17-vorschau-deutsch")
    clerk.click("nebeneinander")
    clerk.wait(lambda: _variant(preview) is SheetVariant.SIDE_BY_SIDE)
    clerk.picture("18-vorschau-arabisch")
    return preview


def _variant(preview: PreviewPage) -> SheetVariant | None:
    return preview.board.sheet.choice.variant if preview.board.sheet is not None else None
