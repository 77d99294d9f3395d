"""The register on the screen: filters, keyboard, views, files, somebody new, Helferkreise; the place with its tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.access.users import add_user
from desktop.casework.rights import Actor
from desktop.casework.volunteers.register.groups import list_groups
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer, list_volunteers
from desktop.exchange.table_file import FileKind
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.commands import Commands
from desktop.views.filtered_list import ListMemory
from desktop.views.messages import scripted
from desktop.views.people.quick_form import QuickForm
from desktop.views.places import Place, Places
from desktop.views.volunteers.entry import FILE_PLACE, PLACE, add_volunteers
from desktop.views.volunteers.place_tabs import PlaceTab
from desktop.views.volunteers.register.groups_panel import GroupsPanel
from desktop.views.volunteers.register.import_entry import IMPORT_PLACE
from desktop.views.volunteers.register.new_volunteer_form import NewVolunteerForm
from desktop.views.volunteers.register.register_page import RegisterPage
from desktop.views.volunteers.volunteers_page import VolunteersPage
from tests.views.volunteers.register.register_states import fill_register

pytestmark = pytest.mark.usefixtures("fixed_clock")

Make = Callable[..., RegisterPage]


class FilePage(QLabel):
    """Remembers whose file it was asked to show."""

    target: tuple[object, ...] = ()

    def show_target(self, *target: object) -> None:
        self.target = target


@pytest.fixture
def file() -> FilePage:
    return FilePage()


@pytest.fixture
def places(work: Work, file: FilePage) -> Places:
    places = Places(work)
    places.add(Place(FILE_PLACE, "Ehrenamtliche", "hand-heart", lambda: file, rail=False))
    return places


@pytest.fixture
def ids(session: Session, actor: Actor) -> dict[str, int]:
    return fill_register(session, actor)


@pytest.fixture
def make(work: Work, places: Places, qtbot: QtBot) -> Make:
    """A register page that is shown, with `memory`, for the user or for another `work`."""

    def made(memory: ListMemory | None = None, own: Work | None = None) -> RegisterPage:
        page = RegisterPage(own or work, Drafts(work, work), places, memory)
        qtbot.addWidget(page)
        page.resize(1274, 560)
        page.show()
        page.show_target()
        return page

    return made


@pytest.fixture
def page(make: Make, ids: dict[str, int]) -> RegisterPage:
    return make()


def names(page: RegisterPage) -> list[str]:
    return [row.name.partition(",")[0] for row in page.model.rows]


def press(page: RegisterPage, words: str) -> None:
    next(button for button in page.head_buttons() if words in (button.accessibleName(), button.text())).click()


def test_everybody_who_has_not_ended_stands_in_german_order(page: RegisterPage) -> None:
    page.table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page) == ["Kaya", "Lang", "Öztürk", "Roth", "Weiß-Großmann", "Zimmer"]
    page.table.filters.set_values({"ended": True})
    assert "Adler" in names(page)
    page.table.filters.set_values({"status": "ended"})
    assert names(page) == ["Adler"]


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        ({"status": "ready"}, ["Weiß-Großmann"]),
        ({"activity": "rides"}, ["Kaya"]),
        ({"language": "tr"}, ["Kaya", "Öztürk"]),
        ({"day": 1}, ["Kaya", "Öztürk"]),
        ({"day": 1, "part": "evening"}, ["Kaya", "Öztürk"]),
        ({"day": 1, "part": "morning"}, []),
        ({"part": "morning", "language": "tr", "activity": "language"}, ["Öztürk"]),
        ({"free": True}, ["Öztürk", "Weiß-Großmann"]),
        ({"text": "ozturk"}, ["Öztürk"]),
        ({"text": "neudorf"}, ["Kaya", "Roth"]),
        ({"text": "nord"}, ["Lang", "Roth", "Weiß-Großmann", "Zimmer"]),
    ],
)  # fmt: skip
def test_filters_keep_whom_they_name(page: RegisterPage, filters: dict[str, object], wanted: list[str]) -> None:
    page.table.filters.set_values(filters)
    page.table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert names(page) == wanted


def test_a_filter_by_helferkreis_keeps_its_members(page: RegisterPage, session: Session, actor: Actor) -> None:
    north = next(group.id for group in list_groups(session, actor) if group.name == "Helferkreis Nord")
    page.table.filters.set_values({"group": north})
    assert len(names(page)) == 4


def test_filters_stay_across_visits_without_the_text_searched_for(make: Make, ids: dict[str, int]) -> None:
    kept: list[str] = [""]
    memory = ListMemory(lambda: kept[-1], kept.append)
    first = make(memory)
    first.table.filters.set_values({"language": "tr", "text": "Kaya"})
    assert "Kaya" not in kept[-1]
    again = make(memory)
    assert again.table.filters.values()["language"] == "tr"
    assert sorted(names(again)) == ["Kaya", "Öztürk"]


def test_a_view_is_saved_and_shown_again(page: RegisterPage) -> None:
    page.table.filters.set_values({"activity": "rides"})
    page.views.ask_name()
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    form.field("name").set_value("Fahrdienst")
    form.save()
    assert page.views.current is not None
    page.table.filters.reset()
    page.views.choose(page.views.rows[0])
    assert names(page) == ["Kaya"]


def test_enter_opens_the_marked_file(page: RegisterPage, file: FilePage, ids: dict[str, int], qtbot: QtBot) -> None:
    page.table.choose(ids["Roth"])
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert file.target == (ids["Roth"],)


def test_somebody_new_is_entered_by_keyboard_and_the_file_opens(
    page: RegisterPage, file: FilePage, session: Session, actor: Actor, qtbot: QtBot
) -> None:
    press(page, "Neue/r Ehrenamtliche/r")
    form = page.drawer.content()
    assert isinstance(form, NewVolunteerForm)
    first = form.focusWidget() or page.window().focusWidget()
    assert first is not None
    QTest.keyClicks(first, "Neumann")
    form.field("given_names").set_value("Ute")
    QTest.keyClick(first, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    made = next(row for row in list_volunteers(session, actor) if row.name == "Neumann, Ute")
    assert file.target == (made.id,)
    assert "Neumann" in names(page)


def test_somebody_alike_is_said_beside_the_form(page: RegisterPage, file: FilePage, ids: dict[str, int]) -> None:
    page.enter_volunteer()
    form = page.drawer.content()
    assert isinstance(form, NewVolunteerForm)
    form.field("family_name").set_value("Ozturk")
    form.field("given_names").set_value("Ayse")
    form.alike.look()
    said = " ".join(label.text() for label in form.alike.findChildren(QLabel))
    assert "Öztürk, Ayşe" in said
    form.alike.findChildren(QPushButton)[0].click()
    assert file.target == (ids["Öztürk"],)
    form.field("given_names").set_value("Zeki")
    form.alike.look()
    assert form.alike.isHidden()


def test_an_empty_register_offers_the_first_entry(make: Make) -> None:
    page = make()
    button = next(one for one in page.table.findChildren(QPushButton) if one.text() == "Neue/r Ehrenamtliche/r")
    button.click()
    assert isinstance(page.drawer.content(), NewVolunteerForm)


def test_marked_ones_go_into_a_helferkreis_and_back(page: RegisterPage, session: Session, actor: Actor) -> None:
    def members() -> list[int]:
        session.expire_all()
        return [len(group.members) for group in list_groups(session, actor)]

    before = members()
    page.table.view.selectAll()
    page.fill_group_menu()
    next(one for one in page.group_menu.actions() if "Begegnungscafé" in one.text()).trigger()
    assert members() == [6, 0]
    page.messages.actions_shown()[0].click()
    assert members() == before


def test_helferkreise_are_made_changed_and_taken_away(page: RegisterPage, session: Session, actor: Actor) -> None:
    page.open_groups()
    panel = page.drawer.content()
    assert isinstance(panel, GroupsPanel)
    panel.new_group()
    form = page.drawer.content()
    assert isinstance(form, QuickForm)
    form.field("name").set_value("Sportverein")
    form.save()
    assert {group.name for group in list_groups(session, actor)} >= {"Sportverein"}
    page.open_groups()
    panel = page.drawer.content()
    assert isinstance(panel, GroupsPanel)
    gone = next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == "Löschen: Sportverein")
    gone.click()
    session.expire_all()
    assert "Sportverein" not in {group.name for group in list_groups(session, actor)}
    page.messages.actions_shown()[0].click()
    session.expire_all()
    assert "Sportverein" in {group.name for group in list_groups(session, actor)}


def test_the_file_is_what_the_list_shows_and_is_recorded(
    page: RegisterPage, session: Session, actor: Actor, ids: dict[str, int], tmp_path: Path
) -> None:
    page.table.filters.set_values({"language": "tr"})
    page.table.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    with scripted(tmp_path / "Ehrenamt.csv"):
        page.table.file_wanted.emit(FileKind.CSV)
    text = (tmp_path / "Ehrenamt.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[0] for row in rows] == ["Name", "Kaya, Mehmet", "Öztürk, Ayşe"]
    session.rollback()
    written = list_access(session, actor, AccessFilter())
    assert "Liste von Ehrenamtlichen als Datei gespeichert" in str(written)


def test_who_may_not_export_or_edit_is_offered_neither(
    vault: OpenVault, make: Make, actor: Actor, ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.casework.rights import RIGHTS, Right

    monkeypatch.setitem(RIGHTS, Role.COORDINATOR, frozenset({Right.READ_OFFICE, Right.READ_VOLUNTEERS}))
    work = Work.at_once(vault, Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR))
    page = make(own=work)
    assert len(names(page)) == 6
    assert not hasattr(page, "export")
    assert [button.text() for button in page.head_buttons()] == ["Helferkreise"]
    page.close()
    work.stop()


def test_a_list_can_be_read_where_that_place_is(make: Make, places: Places) -> None:
    assert "Liste einlesen …" not in [button.text() for button in make().head_buttons()]
    went = FilePage()
    places.add(Place(IMPORT_PLACE, "Einlesen", "file-input", lambda: went, rail=False))
    press(make(), "Liste einlesen …")
    assert places.current == IMPORT_PLACE


def test_a_change_elsewhere_shows_at_once_and_the_mark_stays(
    page: RegisterPage, work: Work, ids: dict[str, int]
) -> None:
    page.table.choose(ids["Roth"])
    work.change(work, create_volunteer, VolunteerFacts("Abel"))
    assert "Abel" in names(page)
    assert getattr(page.table.current_row(), "id", None) == ids["Roth"]


# the place


def test_the_place_goes_to_the_tab_asked_for_and_back_the_way_it_came(work: Work, qtbot: QtBot) -> None:
    places, shown = Places(work), {key: FilePage() for key in ("one", "two")}

    def tab(key: str) -> PlaceTab:
        return PlaceTab(key, key, lambda _work, _drafts, _places: shown[key])

    page = VolunteersPage(work, Drafts(work, work), places, (tab("one"), tab("two")))
    qtbot.addWidget(page)
    places.add(Place(PLACE, "Ehrenamt", "hand-heart", lambda: page))
    places.go(PLACE)
    assert page.tabs.current_key() == "one"
    places.go(PLACE, "two", 7)
    assert (page.tabs.current_key(), shown["two"].target) == ("two", (7,))
    page.tabs.choose("one")
    assert places.where == (PLACE, ("one",))
    places.back()
    assert (page.tabs.current_key(), shown["two"].target) == ("two", (7,))
    assert shown["two"].isVisibleTo(page)
    assert not shown["one"].isVisibleTo(page)


def test_buttons_of_a_tab_stand_beside_the_tabs_and_shrink_to_icons(
    work: Work, ids: dict[str, int], qtbot: QtBot
) -> None:
    page = VolunteersPage(work, Drafts(work, work), Places(work))
    qtbot.addWidget(page)
    page.resize(1300, 600)
    page.show()
    page.show_target("register")
    register = page.page("register")
    assert isinstance(register, RegisterPage)
    new = register.head_buttons()[-1]
    assert new.text() == "Neue/r Ehrenamtliche/r"
    page.resize(560, 600)
    assert (new.text(), new.accessibleName(), new.toolTip()) == ("", *["Neue/r Ehrenamtliche/r"] * 2)
    page.resize(1300, 600)
    assert new.text() == "Neue/r Ehrenamtliche/r"
    other = next(key for key in page.tab_keys() if key != "register")
    page.show_target(other)
    assert not new.isVisible()


def test_the_palette_leads_to_the_register_its_groups_and_somebody_new(
    work: Work, ids: dict[str, int], qtbot: QtBot
) -> None:
    places, commands = Places(work), Commands(work)
    add_volunteers(work, Drafts(work, work), places, commands)
    by_key = {command.key: command for command in commands.all()}
    assert by_key["new-volunteer"].makes_new
    by_key["new-volunteer"].run()
    page = places.page(PLACE)
    qtbot.addWidget(page)
    assert isinstance(page, VolunteersPage)
    register = page.page("register")
    assert isinstance(register, RegisterPage)
    assert isinstance(register.drawer.content(), NewVolunteerForm)
    by_key["volunteer-groups"].run()
    assert isinstance(register.drawer.content(), GroupsPanel)
    assert [place.key for place in places.rail()] == [PLACE]


def test_only_mine_leaves_those_somebody_else_keeps_in_touch_with(
    page: RegisterPage, session: Session, actor: Actor, ids: dict[str, int]
) -> None:
    heike = add_user(session, actor, "Heike Sommer", Role.COORDINATOR).made
    create_volunteer(session, actor, VolunteerFacts("Aumann", responsible_id=heike))
    page.load()
    assert "Aumann" in names(page)
    page.table.filters.set_values({"mine": True})
    assert names(page)
    assert "Aumann" not in names(page)
