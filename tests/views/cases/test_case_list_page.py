"""The page „Fälle“ in a real vault, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import list_cases
from desktop.casework.drafts import list_drafts
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Place, Places
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, focused, press, type_text

pytestmark = pytest.mark.usefixtures("fixed_clock")

CTRL = Qt.KeyboardModifier.ControlModifier


class Remembered:
    """What this PC keeps, as the settings would."""

    def __init__(self) -> None:
        self.text = ""

    def memory(self) -> ListMemory:
        return ListMemory(lambda: self.text, self.put)

    def put(self, text: str) -> None:
        self.text = text


@pytest.fixture
def page(work: Work, places: Places, drafts: Drafts) -> CaseListPage:
    page = CaseListPage(work, places, drafts)
    places.add(
        Place("cases", "Fälle", "folder-open", lambda: page),
        Place("case", "Fallakte", "folder-open", lambda: CaseFiles(work, places, drafts), rail=False),
    )
    return page


def test_an_empty_list_offers_the_first_person(page: CaseListPage, shown: Show) -> None:
    shown(page)
    page.load()
    assert not page.table.isVisible()
    assert page.head.primary is not None


def test_a_person_is_entered_by_keyboard_and_the_file_opens(
    page: CaseListPage, shown: Show, places: Places, session: Session, actor: Actor
) -> None:
    shown(page)
    page.load()
    page.enter_person()
    type_text("Kovalenko")
    press(Qt.Key.Key_Tab)
    type_text("Olena")
    press(Qt.Key.Key_S, CTRL)
    assert [row.title for row in list_cases(session, actor)] == ["Kovalenko, Olena"]
    files = places.page("case")
    assert isinstance(files, CaseFiles)
    file = files.shown()
    assert file is not None
    assert file.head.title() == "Kovalenko, Olena"
    assert list_drafts(session, actor) == ()


def test_a_person_entered_leaves_no_draft_behind_when_the_program_is_locked(
    page: CaseListPage, shown: Show, drafts: Drafts, session: Session, actor: Actor
) -> None:
    shown(page)
    page.load()
    page.enter_person()
    type_text("Kovalenko")
    press(Qt.Key.Key_S, CTRL)
    drafts.flush()
    assert list_drafts(session, actor) == ()


def test_a_person_without_a_name_is_told_beside_the_field(page: CaseListPage, shown: Show) -> None:
    shown(page)
    page.enter_person()
    press(Qt.Key.Key_S, CTRL)
    assert focused().objectName() == "family_name"
    assert "fehlt noch" in page.drawer.content().field("family_name").error()  # type: ignore[union-attr]  # the form


def test_a_half_entered_person_comes_back_after_unlocking(
    page: CaseListPage, shown: Show, work: Work, places: Places, drafts: Drafts
) -> None:
    shown(page)
    page.enter_person()
    type_text("Kovalenko")
    drafts.flush()
    again = CaseListPage(work, places, Drafts(work, work))
    shown(again)
    again.load()
    assert "noch nicht fertig" in again.messages.text()
    again.messages.actions_shown()[0].click()
    form = again.drawer.content()
    assert form.field("family_name").value() == "Kovalenko"  # type: ignore[union-attr]  # the form
    form.messages.actions_shown()[0].click()  # type: ignore[union-attr]  # „Verwerfen“
    assert form.field("family_name").value() is None  # type: ignore[union-attr]  # the form


def test_enter_opens_the_marked_case_and_the_file_keeps_its_tab(
    page: CaseListPage, shown: Show, places: Places, session: Session, actor: Actor
) -> None:
    one, two = case_samples.single(session, actor), case_samples.family(session, actor, size=2)
    shown(page)
    page.show_target()
    page.table.choose(one)
    press(Qt.Key.Key_Return)
    files = places.page("case")
    assert isinstance(files, CaseFiles)
    first = files.shown()
    assert first is not None
    assert first.case_id == one
    first.show_page("people")
    places.go("case", two)
    places.go("case", one)
    assert files.shown() is first
    assert first.tabs.current_key() == "people"


def test_two_marked_cases_become_a_family(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    for _ in range(2):
        case_samples.single(session, actor)
    shown(page)
    page.load()
    assert not page.bulk.together.isVisible()
    page.table.view.selectAll()
    assert page.bulk.together.isVisible()
    page.bulk.together.trigger()
    assert [row.title for row in page.model.rows] == ["Familie Habte"]
    assert page.table.count_words() == "1 Fall"
    assert "Familie" in page.messages.text()


def test_filters_stay_across_visits_without_what_was_searched_for(
    work: Work, places: Places, drafts: Drafts, shown: Show, session: Session, actor: Actor
) -> None:
    case_samples.single(session, actor)
    case_samples.family(session, actor, size=2)
    remembered = Remembered()
    page = CaseListPage(work, places, drafts, remembered.memory())
    shown(page)
    page.load()
    page.table.filters.set_values({"language": "ti", "text": "habte"})
    assert [row.title for row in page.model.rows] == ["Habte, Filmon"]
    again = CaseListPage(work, places, drafts, remembered.memory())
    again.load()
    assert again.table.filters.values()["language"] == "ti"
    assert again.table.filters.values()["text"] == ""
    assert "habte" not in remembered.text
    assert [row.title for row in again.model.rows] == ["Habte, Filmon"]


def test_a_case_changed_elsewhere_shows_at_once_and_stays_marked(
    page: CaseListPage, shown: Show, work: Work, session: Session, actor: Actor
) -> None:
    from desktop.casework.cases.case_life import change_status
    from desktop.clock import today
    from desktop.terms import CaseStatus

    case_id = case_samples.single(session, actor)
    case_samples.family(session, actor, size=2)
    shown(page)
    page.load()
    page.table.choose(case_id)
    work.change(work, change_status, case_id, CaseStatus.ASSESSMENT, today(), "")
    current = page.table.current_row()
    assert getattr(current, "id", None) == case_id
    assert getattr(current, "status", None) is CaseStatus.ASSESSMENT


def test_selecting_lines_needs_no_mouse(page: CaseListPage, shown: Show, session: Session, actor: Actor) -> None:
    for _ in range(3):
        case_samples.single(session, actor)
    shown(page)
    page.load()
    view = page.table.view
    view.setFocus()
    view.selectionModel().setCurrentIndex(page.model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
                                          | QItemSelectionModel.SelectionFlag.Rows)  # fmt: skip
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.table.selected_rows()) == 2


def test_a_list_read_before_it_is_seen_shows_the_columns_there_is_room_for(
    page: CaseListPage, shown: Show, session: Session, actor: Actor
) -> None:
    case_samples.single(session, actor)
    page.load()
    shown(page)
    assert len(page.table.shown_columns()) > 6
    page.resize(600, 640)
    assert len(page.table.shown_columns()) < 6
