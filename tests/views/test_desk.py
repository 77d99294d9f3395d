"""The working screen: rail, palette, „Neu“, shortcuts, foot."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Progress, Work
from desktop.storage.vault import OpenVault
from desktop.views.commands import Command, Commands, keys_as_said
from desktop.views.desk import Desk
from desktop.views.navigation import RailButton
from desktop.views.palette import Hit
from desktop.views.places import Place, Places
from desktop.views.style import Theme, apply_style


class CasePage(QLabel):
    """Remembers what it was asked to show."""

    def __init__(self) -> None:
        super().__init__("Fallakte")
        self.targets: list[tuple[object, ...]] = []

    def show_target(self, *target: object) -> None:
        self.targets.append(target)


@pytest.fixture
def desk(work: Work, qtbot: QtBot) -> Desk:
    places, commands = Places(work), Commands(work)
    desk = Desk(work, Drafts(work, work), places, commands, "Musterlingen.wegplan")
    places.add(
        Place("cases", "Fälle", "folder-open", lambda: QLineEdit("Liste")),
        Place("case", "Fallakte", "folder", CasePage, rail=False, belongs_to="cases"),
        Place("admin", "Verwaltung", "settings", lambda: QLabel("Einstellungen")),
    )
    qtbot.addWidget(desk)
    desk.resize(1366, 768)
    desk.show()
    desk.activateWindow()
    desk.go_first()
    QApplication.processEvents()
    return desk


def places_of(desk: Desk) -> Places:
    return desk.places


def current(desk: Desk) -> QWidget:
    page = desk._stack.currentWidget()
    assert page is not None
    return page


def palette_input(desk: Desk) -> QLineEdit:
    found = desk.palette_box.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def test_the_rail_shows_its_places_and_marks_where_the_user_is(desk: Desk, qtbot: QtBot) -> None:
    buttons = desk.findChildren(RailButton)
    assert [(button.text(), button.isChecked()) for button in buttons] == [("Fälle", True), ("Verwaltung", False)]
    QTest.keyClick(desk, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: places_of(desk).current == "admin")
    assert [button.isChecked() for button in buttons] == [False, True]


def test_a_place_that_comes_later_leaves_no_button_of_before_on_the_rail(desk: Desk) -> None:
    places_of(desk).add(Place("help", "Hilfe", "circle-help", lambda: QLabel("Hilfe")))
    QApplication.processEvents()
    visible = [button for button in desk.rail.findChildren(RailButton) if button.isVisible()]
    assert [button.text() for button in visible] == ["Fälle", "Verwaltung", "Hilfe"]
    assert [button.isChecked() for button in visible] == [True, False, False]


def test_an_open_case_belongs_to_the_list_and_is_told_what_to_show(desk: Desk) -> None:
    places = places_of(desk)
    places.go("admin")
    places.open_case(7, "plan")
    page = places.page("case")
    assert isinstance(page, CasePage)
    assert page.targets == [(7, "plan")]
    assert [button.isChecked() for button in desk.findChildren(RailButton)] == [True, False]


def test_the_way_back_goes_through_the_places_visited(desk: Desk) -> None:
    places = places_of(desk)
    places.open_case(7)
    places.open_case(9, "plan")
    places.back()
    page = places.page("case")
    assert isinstance(page, CasePage)
    assert page.targets[-1] == (7, "overview")
    QTest.keyClick(desk, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert places.current == "cases"
    places.back()
    assert places.current == "cases"


def test_the_way_back_leads_to_the_part_of_a_page_where_the_user_went_on(desk: Desk) -> None:
    places = places_of(desk)
    places.open_case(7)
    places.went_on("case", 7, "talks")
    places.went_on("case", 9, "plan")  # another file's page is not the one shown
    places.go("admin")
    places.back()
    assert places.where == ("case", (7, "talks"))


def test_a_page_is_made_once(desk: Desk) -> None:
    first = places_of(desk).page("admin")
    places_of(desk).go("admin")
    places_of(desk).go("cases")
    places_of(desk).go("admin")
    assert current(desk) is first


def test_the_rail_becomes_narrow_when_the_text_is_large(desk: Desk, qapp: QApplication, qtbot: QtBot) -> None:
    button = desk.findChildren(RailButton)[0]
    assert not button.narrow
    apply_style(qapp, Theme.LIGHT, 200)
    desk.resize(1360, 768)
    QApplication.processEvents()
    assert button.narrow
    assert "Fälle" in button.toolTip()
    assert button.accessibleName() == "Fälle"


def test_a_count_of_due_things_is_read_aloud(desk: Desk) -> None:
    desk.rail.set_count("cases", 3)
    assert desk.findChildren(RailButton)[0].accessibleName() == "Fälle, 3 fällig"


def palette_rows(desk: Desk) -> list[str]:
    found = desk.palette_box.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def type_into_palette(desk: Desk, text: str) -> None:
    QTest.keyClick(desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(palette_input(desk), text)


def test_the_heading_of_the_first_hit_is_in_sight_where_the_list_is_longer_than_the_window(
    desk: Desk, qapp: QApplication, qtbot: QtBot
) -> None:
    desk.resize(1280, 640)
    apply_style(qapp, Theme.LIGHT, 200)
    why = ("Name", "Ahmadi", ((0, 6),))
    hits = [Hit(section, f"Ahmadi {number}", "", "user", lambda: None, why)
            for section in ("Dokumente", "Gespräche") for number in range(8)]  # fmt: skip
    desk.palette_box.set_search(lambda _text, tell: tell(hits))
    type_into_palette(desk, "ahmadi")
    found = desk.palette_box.findChild(QListWidget)
    assert isinstance(found, QListWidget)
    qtbot.waitUntil(lambda: found.count() > len(hits))
    assert found.verticalScrollBar().maximum() > 0
    assert found.verticalScrollBar().value() == 0


def test_the_palette_finds_every_command_and_runs_the_chosen_one(desk: Desk) -> None:
    type_into_palette(desk, "verwal")
    assert palette_rows(desk) == ["Befehle", "Gehe zu: Verwaltung"]
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Return)
    assert places_of(desk).current == "admin"
    assert not desk.palette_box.isVisible()


def test_the_palette_shows_persons_the_search_found_and_forgets_late_answers(desk: Desk, qtbot: QtBot) -> None:
    receivers: list[tuple[str, Callable[[Sequence[Hit]], None]]] = []
    opened: list[str] = []
    desk.palette_box.set_search(lambda text, tell: receivers.append((text, tell)))
    type_into_palette(desk, "ah")
    qtbot.waitUntil(lambda: len(receivers) == 1)
    QTest.keyClicks(palette_input(desk), "madi")
    qtbot.waitUntil(lambda: len(receivers) == 2)
    receivers[0][1]([Hit("Personen", "Ahlers", "", "user", lambda: opened.append("Ahlers"))])
    receivers[1][1]([Hit("Personen", "Ahmadi, Maryam", "F-2026-014", "user", lambda: opened.append("Ahmadi"))])
    assert palette_rows(desk) == ["Personen", "Ahmadi, Maryam   F-2026-014"]
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Return)
    assert opened == ["Ahmadi"]


def test_arrow_keys_pass_over_the_headings_of_the_palette(desk: Desk, qtbot: QtBot) -> None:
    def search(_text: str, tell: Callable[[Sequence[Hit]], None]) -> None:
        tell([Hit("Personen", "Verwalter, Ali", "", "user", lambda: None)])

    desk.palette_box.set_search(search)
    type_into_palette(desk, "verwal")
    qtbot.waitUntil(lambda: len(palette_rows(desk)) == 4)
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Down)
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Return)
    assert places_of(desk).current == "admin"


def test_escape_closes_the_palette_and_gives_the_keyboard_back(desk: Desk) -> None:
    before = current(desk)
    before.setFocus()
    type_into_palette(desk, "xyz")
    assert palette_rows(desk) == []
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Escape)
    assert not desk.palette_box.isVisible()
    assert before.hasFocus()


def test_the_palette_closes_where_the_keyboard_was_on_something_that_is_gone(desk: Desk) -> None:
    line = QLineEdit(current(desk))
    line.show()
    line.setFocus()
    type_into_palette(desk, "xyz")
    delete(line)
    QTest.keyClick(palette_input(desk), Qt.Key.Key_Escape)
    assert not desk.palette_box.isVisible()


def test_new_appears_with_the_first_thing_that_can_be_made(desk: Desk) -> None:
    new = next(button for button in desk.findChildren(QPushButton) if button.text() == "Neu")
    assert not new.isVisible()
    desk._commands.add(Command("new-case", "Neuer Fall", "user-plus", lambda: None, makes_new=True))
    assert new.isVisible()


def test_the_shortcut_of_the_command_that_came_last_wins_and_goes_with_it(desk: Desk) -> None:
    did: list[str] = []
    desk._commands.add(Command("print", "Drucken", "printer", lambda: did.append("list"), "Ctrl+P"))
    desk._commands.add(Command("print-plan", "Plan drucken", "printer", lambda: did.append("plan"), "Ctrl+P"))
    QTest.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk._commands.remove("print-plan")
    QTest.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    desk._commands.remove("print")
    QTest.keyClick(desk, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert did == ["plan", "list"]


def test_control_l_asks_to_lock(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.lock_wanted):
        QTest.keyClick(desk, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_an_error_nobody_listened_for_is_shown_in_the_window(desk: Desk, work: Work) -> None:
    def refuse(session: object, actor: object) -> None:
        raise CaseworkError("Der Datenträger ist voll.")

    work.read(desk, refuse)
    assert desk.messages.text() == "Der Datenträger ist voll."


def test_running_work_is_shown_in_the_foot_and_can_be_cancelled(vault: OpenVault, work: Work, qtbot: QtBot) -> None:
    real = Work(vault, work.actor)
    desk = Desk(real, Drafts(real, real), Places(real), Commands(real), "M.wegplan")
    qtbot.addWidget(desk)
    desk.show()
    begun = threading.Event()

    def copy(progress: Progress) -> None:
        progress.report(30, 100)
        begun.set()
        while not progress.cancelled:
            pass
        progress.check()

    real.compute(desk, copy, title="Sicherung")
    assert begun.wait(10)
    bar = desk.findChild(QProgressBar)
    assert isinstance(bar, QProgressBar)
    qtbot.waitUntil(lambda: bar.value() == 30 and bar.isVisible())
    assert bar.accessibleName() == "Sicherung"
    next(button for button in desk.findChildren(QPushButton) if button.text() == "Abbrechen").click()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert desk.messages.text() == ""
    real.stop()


def test_shortcuts_are_said_as_on_a_german_keyboard() -> None:
    assert keys_as_said("Ctrl+K") == "Strg+K"
