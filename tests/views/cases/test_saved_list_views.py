"""Views of the list of cases: saved, chosen, changed, begun the day with; all from the menu of their chip."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.saved_views import NewView, list_views, save_view
from desktop.casework.rights import Actor
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import CaseStatus
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Places
from tests.conftest import TODAY
from tests.views.cases import case_samples
from tests.views.cases.case_stage import Show, press, type_text

pytestmark = pytest.mark.usefixtures("fixed_clock")
CTRL = Qt.KeyboardModifier.ControlModifier


class Remembered:
    """What this PC keeps, as the settings would."""

    def __init__(self) -> None:
        self.text = ""

    def put(self, text: str) -> None:
        self.text = text

    def memory(self) -> ListMemory:
        return ListMemory(lambda: self.text, self.put)


@pytest.fixture
def remembered() -> Remembered:
    return Remembered()


@pytest.fixture
def page(
    work: Work, places: Places, drafts: Drafts, shown: Show, session: Session, actor: Actor, remembered: Remembered
) -> CaseListPage:
    """A single person in Tigrinya, and a family."""
    case_samples.single(session, actor)
    case_samples.family(session, actor, size=2)
    page = CaseListPage(work, places, drafts, remembered.memory())
    shown(page)
    page.load()
    return page


def entries(page: CaseListPage) -> list[str]:
    page.views.fill_menu()
    return [action.text() for action in page.views.menu.actions() if action.text()]


def entry(page: CaseListPage, words: str) -> QAction:
    page.views.fill_menu()
    return next(action for action in page.views.menu.actions() if action.text().startswith(words))


def titles(page: CaseListPage) -> list[str]:
    return [row.title for row in page.model.rows]


def saved(page: CaseListPage, name: str) -> None:
    entry(page, "Als Ansicht").trigger()
    type_text(name)
    press(Qt.Key.Key_S, CTRL)


def test_a_view_brings_filters_columns_and_order_back(page: CaseListPage) -> None:
    page.table.filters.set_values({"language": "ti", "text": "habte"})
    page.table.open_columns()
    panel = page.table.column_panel()
    assert panel is not None
    panel.list.setCurrentRow(4)
    panel.shift(-3)
    page.table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    columns = page.table.shown_columns()
    saved(page, "Tigrinya")
    assert page.views.button.text() == "Ansicht: Tigrinya"
    entry(page, "Ohne Ansicht").trigger()
    assert (page.views.button.text(), len(titles(page))) == ("Ansicht", 2)
    assert page.table.shown_columns() != columns
    entry(page, "Tigrinya").trigger()
    assert titles(page) == ["Habte, Filmon"]
    assert page.table.shown_columns() == columns
    assert page.model.sorted_by == (1, Qt.SortOrder.DescendingOrder)
    assert page.table.filters.values()["text"] == ""
    assert page.views.button.text() == "Ansicht: Tigrinya"


def test_a_changed_view_says_so_and_is_overwritten_or_not(
    page: CaseListPage, session: Session, actor: Actor
) -> None:
    page.table.filters.set_values({"language": "ti"})
    saved(page, "Meine")
    assert not any("überschreiben" in words for words in entries(page))
    page.table.filters.set_values({"mine": True})
    assert page.views.button.text() == "Ansicht: Meine (geändert)"
    entry(page, "„Meine“ mit dieser Liste").trigger()
    assert list_views(session, actor, "cases")[0].state["filters"] == {"mine": True}
    assert page.views.button.text() == "Ansicht: Meine"
    page.messages.actions_shown()[0].click()
    assert list_views(session, actor, "cases")[0].state["filters"] == {"language": "ti"}


def test_what_is_searched_for_is_no_part_of_a_view(page: CaseListPage, session: Session, actor: Actor) -> None:
    page.table.filters.set_values({"text": "habte", "mine": True})
    saved(page, "Meine")
    assert list_views(session, actor, "cases")[0].state["filters"] == {"mine": True}


def test_views_are_renamed_and_deleted_with_a_way_back(page: CaseListPage, session: Session, actor: Actor) -> None:
    saved(page, "Erste & letzte")
    entry(page, "„Erste && letzte“ umbenennen").trigger()
    press(Qt.Key.Key_A, CTRL)
    type_text("Zweite")
    press(Qt.Key.Key_S, CTRL)
    assert page.views.button.text() == "Ansicht: Zweite"
    entry(page, "„Zweite“ löschen").trigger()
    assert list_views(session, actor, "cases") == ()
    assert page.views.button.text() == "Ansicht"
    page.messages.actions_shown()[0].click()
    assert [view.name for view in list_views(session, actor, "cases")] == ["Zweite"]
    assert page.views.button.text() == "Ansicht: Zweite"


def test_a_name_taken_is_told_beside_the_field(page: CaseListPage) -> None:
    saved(page, "Meine")
    saved(page, "meine")
    form = page.drawer.content()
    assert "gibt es schon" in form.field("name").error()  # type: ignore[union-attr]  # the form


def test_views_of_the_office_are_marked(page: CaseListPage) -> None:
    entry(page, "Als Ansicht").trigger()
    form = page.drawer.content()
    form.field("office").set_value(True)  # type: ignore[union-attr]  # the form
    type_text("Team")
    press(Qt.Key.Key_S, CTRL)
    assert entries(page)[0] == "Team (für alle)"


def test_a_view_of_something_nobody_has_now_shows_nothing_and_not_everything(
    page: CaseListPage, session: Session, actor: Actor
) -> None:
    case_id = page.model.rows[0].id
    change_status(session, actor, case_id, CaseStatus.RESTING, TODAY, "Reise", TODAY + dt.timedelta(days=9))
    page.load()
    page.table.filters.set_values({"status": "resting"})
    saved(page, "Ruhende")
    change_status(session, actor, case_id, CaseStatus.ACCOMPANIED, TODAY)
    page.load()
    assert titles(page) == []
    entry(page, "Ohne Ansicht").trigger()
    entry(page, "Ruhende").trigger()
    assert titles(page) == []
    assert page.table.filters.values()["status"] == "resting"


def test_a_day_begins_with_the_default_and_goes_on_where_it_was(
    page: CaseListPage, work: Work, places: Places, remembered: Remembered
) -> None:
    page.table.filters.set_values({"language": "ti"})
    saved(page, "Tigrinya")
    entry(page, "Jeden Tag mit").trigger()
    assert entry(page, "Jeden Tag mit").isChecked()
    entry(page, "Ohne Ansicht").trigger()

    def opened() -> CaseListPage:
        again = CaseListPage(work, places, Drafts(work, work), remembered.memory())
        again.load()
        return again

    assert opened().views.button.text() == "Ansicht"  # after the lock, the same day
    with clock.fixed(TODAY + dt.timedelta(days=1)):
        morning = opened()
        assert morning.views.button.text() == "Ansicht: Tigrinya"
        assert titles(morning) == ["Habte, Filmon"]
        morning.table.filters.set_values({})
        assert opened().views.button.text() == "Ansicht: Tigrinya (geändert)"


def test_a_view_somebody_else_saves_for_all_is_there_at_once(
    page: CaseListPage, work: Work
) -> None:
    work.change(work, save_view, NewView("cases", "Neu vom Team", {"filters": {}, "look": {}}, office=True))
    assert entries(page)[0] == "Neu vom Team (für alle)"
