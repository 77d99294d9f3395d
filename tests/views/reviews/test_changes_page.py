"""„Was hat sich geändert?“ on screen, and charts that say their data."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.casework.plans.plan_comparing import FieldChange
from desktop.casework.plans.plan_life import Signing, agree, list_documents, put_in_force
from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import save_goal
from desktop.casework.plans.word_diff import word_diff
from desktop.clock import fixed, now
from desktop.terms import SheetKind
from desktop.views import style
from desktop.views.reviews.changes_page import ChangesPage
from desktop.views.reviews.difference_view import rich_pieces
from tests.views.reviews import review_states
from tests.views.reviews.review_room import CaseStandIn, Room

pytestmark = pytest.mark.usefixtures("fixed_clock")


def shown(page: ChangesPage, qtbot: QtBot) -> ChangesPage:
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.show()
    return page


def told(page: ChangesPage) -> str:
    return "\n".join(page.difference.words())


def test_added_removed_and_changed_are_told_by_sign_and_word(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.at_changes(room), qtbot)
    words = told(page)
    assert "−  „Wir ziehen in eine eigene Wohnung.“" in words
    assert "nicht mehr dabei (erreicht)" in words
    assert "≠  „Ich spreche im Alltag Deutsch.“" in words
    assert "Wert am Anfang: bisher 2, jetzt 5" in words
    assert "− Schritt „Ich mache einen Einstufungstest.“ – nicht mehr dabei (erledigt)" in words
    assert "Unverändert: „Ich finde eine Arbeit.“" in words


def test_changed_words_carry_signs_beside_their_colour_and_nothing_typed_becomes_markup(qtbot: QtBot) -> None:
    change = FieldChange("Ziel", "Ich lerne <b>Deutsch</b>.", "Ich lerne viel Deutsch.",
                         word_diff("Ich lerne <b>Deutsch</b>.", "Ich lerne viel Deutsch."))  # fmt: skip
    rich = rich_pieces(change)
    assert re.search(r"\[\+<u>viel.*</u>\+\]", rich)
    assert "[−<s>" in rich
    assert "<b>" not in rich


def test_any_two_fassungen_can_be_chosen(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.at_changes(room), qtbot)
    assert page.former.count() == page.later.count() == 2
    page.later.setCurrentIndex(page.former.currentIndex())
    page.later.activated.emit(page.later.currentIndex())
    assert "zwei verschiedene" in page.messages.text()
    page.later.setCurrentIndex(1)
    page.later.activated.emit(1)
    assert page.messages.text() == ""


def test_what_can_be_chosen_is_not_cut_where_it_came_after_the_page_was_there(room: Room, qtbot: QtBot) -> None:
    plan, draft = review_states.second_fassung(room.work)
    page = shown(ChangesPage(room.work, room.places), qtbot)
    page.former.show()
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    needed = page.former.fontMetrics().horizontalAdvance(page.former.currentText())
    assert page.former.sizeHint().width() > needed


def test_a_plan_with_one_fassung_says_so_and_still_shows_its_course(room: Room, qtbot: QtBot) -> None:
    plan = review_states.reviewed_plan(room.work)
    page = shown(ChangesPage(room.work, room.places), qtbot)
    page.show_target(plan.case_id, plan.plan_id, plan.id)
    assert page.printing.isHidden()
    assert page.difference.isHidden()
    assert any("erst eine Fassung" in label.text() for label in page.findChildren(QLabel) if label.isVisible())
    assert len(page.charts) == 1


def test_every_chart_says_its_data_and_shows_a_picture_in_the_colours_of_the_screen(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.at_changes(room), qtbot)
    names = [view.picture.accessibleName() for view in page.charts]
    assert any("Ich spreche im Alltag Deutsch – 20.08.2026: 2, 22.11.2026: 5" in name for name in names)
    assert any(name.startswith("Wohnen.") for name in names)
    for view in page.charts:
        image = view.picture.grab().toImage()
        spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
        colours = {image.pixel(*spot) for spot in spots}
        assert any(alike(QColor(pixel), style.current().color("accent")) for pixel in colours)
        assert image.pixelColor(2, 2).lightness() > 200, "the ground is the screen's own"


def alike(one: QColor, other: QColor) -> bool:
    """Edges are smoothed."""
    parts = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(abs(part) for part in parts) <= 12


def test_the_sheet_is_printed_and_saved(room: Room, qtbot: QtBot, tmp_path: Path, answers: object) -> None:
    page = shown(review_states.at_changes(room), qtbot)
    paper, file = tmp_path / "paper.pdf", tmp_path / "blatt.pdf"
    answers.answers += [paper, file]  # type: ignore[attr-defined]  # the fixture's script
    qtbot.mouseClick(page.printing, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]  # pytest-qt
    assert paper.read_bytes().startswith(b"%PDF")
    assert "Drucker" in page.messages.text()
    page.save_sheet()
    assert file.read_bytes().startswith(b"%PDF")


def test_the_sheet_to_a_fassung_in_force_is_kept_and_comes_back_byte_for_byte(
    room: Room, qtbot: QtBot, tmp_path: Path, answers: Any
) -> None:
    plan, draft = review_states.second_fassung(room.work)
    actor = room.work.actor
    page = shown(ChangesPage(room.work, room.places), qtbot)
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    answers.answers += [tmp_path / "entwurf.pdf"]
    page.save_sheet()
    with room.work.store.session() as session:
        assert list_documents(session, actor, draft) == ()
        agree(session, actor, draft)
        put_in_force(session, actor, draft, Signing((), "möchte später unterschreiben"))
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    answers.answers += [tmp_path / "erst.pdf", tmp_path / "noch.pdf"]
    page.save_sheet()
    with fixed(now() + dt.timedelta(days=30)):
        page.save_sheet()
    assert (tmp_path / "erst.pdf").read_bytes() == (tmp_path / "noch.pdf").read_bytes()
    with room.work.store.session() as session:
        assert [row.kind for row in list_documents(session, actor, draft)] == [SheetKind.REVIEW]


def test_the_way_on_leads_to_the_newest_fassung(room: Room, qtbot: QtBot) -> None:
    page = shown(review_states.at_changes(room), qtbot)
    page.to_plan.click()
    case = room.places.page("case")
    assert isinstance(case, CaseStandIn)
    assert case.targets[-1][1:] == ("plan", page.later.itemData(1))


def test_what_changes_meanwhile_is_shown_at_the_next_visit(room: Room, qtbot: QtBot) -> None:
    plan, draft = review_states.second_fassung(room.work)
    page = shown(ChangesPage(room.work, room.places), qtbot)
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    with room.work.store.session() as session:
        goal = plan_view(session, room.work.actor, draft).goals[0]
        save_goal(session, room.work.actor, goal.id, NewGoal(**{**vars(goal.content), "text": "Ich spreche gut."}))
    page.show_target(plan.case_id, plan.plan_id, plan.id, draft)
    assert "Ziel: bisher Ich spreche im Alltag Deutsch., jetzt Ich spreche gut." in told(page)
