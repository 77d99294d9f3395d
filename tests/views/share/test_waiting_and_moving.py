"""The panel of who waits, the bar over the pages, and moving a vault out of a sync folder, at the real pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.app_doors import Opened, make_doors
from desktop.models.work import ImmediateExecutor, Runner
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.views.share.doors import PlaceState
from desktop.views.share.in_use_panel import InUsePanel
from desktop.views.share.place_bar import PlaceBar
from desktop.views.share.words import as_said
from desktop.views.start.move_page import MovePage
from desktop.views.start.start_view import StartView
from desktop.views.start.unlock_page import UnlockPage
from tests.views.share.share_samples import FILE, HOLDER, Door

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
PASSWORD = "Birne-Laterne-Ofen-47"


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    runner = Runner(ImmediateExecutor())
    yield runner
    runner.stop()


@pytest.fixture
def door() -> Door:
    return Door(PlaceState(HOLDER))


@pytest.fixture
def panel(door: Door, runner: Runner, qtbot: QtBot) -> Iterator[InUsePanel]:
    page = QWidget()
    qtbot.addWidget(page)
    panel = InUsePanel(FILE, door.doors(), runner, lambda: "Yılmaz", page)
    page.show()
    panel.begin()
    yield panel
    page.hide()


def click(page: QWidget, text: str) -> None:
    (found,) = [b for b in page.findChildren(QPushButton) if b.text() == text and not b.isHidden()]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def test_without_a_copy_none_is_offered(panel: InUsePanel, door: Door) -> None:
    assert panel.read.isHidden()
    door.state = PlaceState(HOLDER, clock.now())
    panel.look()
    assert panel.read.text() == f"Lesekopie öffnen (Stand {as_said(clock.now())})"


def test_asking_names_who_asks_and_can_be_taken_back(panel: InUsePanel, door: Door) -> None:
    click(panel, "Um Schreibplatz bitten")
    assert door.asked == ["Yılmaz"]
    assert HOLDER in panel.words.text()
    click(panel, "Bitte zurücknehmen")
    assert door.taken_back == ["Yılmaz"]
    assert panel.request is None


@pytest.mark.parametrize(("answer", "words"), [("open", "unterwegs"), ("later", "noch"), ("released", "gibt")])
def test_the_answer_is_said(panel: InUsePanel, door: Door, answer: str, words: str) -> None:
    click(panel, "Um Schreibplatz bitten")
    door.state = PlaceState(HOLDER, None, answer)
    panel.look()
    assert words in panel.words.text()


def test_a_free_place_is_said_once_and_the_request_is_gone(panel: InUsePanel, door: Door, qtbot: QtBot) -> None:
    click(panel, "Um Schreibplatz bitten")
    door.state = PlaceState()
    with qtbot.waitSignal(panel.freed):
        panel.look()
    assert door.taken_back == ["Yılmaz"]
    assert not panel._timer.isActive()
    with qtbot.assertNotEmitted(panel.freed):
        panel.look()


def test_who_leaves_the_page_asks_no_longer(panel: InUsePanel, door: Door) -> None:
    click(panel, "Um Schreibplatz bitten")
    panel.window().hide()
    assert door.taken_back == ["Yılmaz"]
    assert not panel._timer.isActive()


def test_a_window_that_closes_takes_its_request_back_too(panel: InUsePanel, door: Door, runner: Runner) -> None:
    click(panel, "Um Schreibplatz bitten")
    runner.stop()
    panel.window().hide()
    assert door.taken_back == ["Yılmaz"]


def test_a_request_that_was_handed_on_is_not_taken_back(panel: InUsePanel, door: Door) -> None:
    click(panel, "Um Schreibplatz bitten")
    assert panel.hand_on() == "Yılmaz"
    panel.window().hide()
    assert door.taken_back == []


def test_the_time_of_another_day_comes_with_its_day() -> None:
    moment = dt.datetime(2026, 11, 22, 14, 35).astimezone()
    with clock.fixed(moment):
        assert as_said(moment) == "14:35 Uhr"
        assert as_said(moment - dt.timedelta(days=1)) == "21.11.2026, 14:35 Uhr"


def test_the_bar_stays_and_does_what_its_buttons_say(qtbot: QtBot) -> None:
    bar, done = PlaceBar(), []
    qtbot.addWidget(bar)
    bar.say("Eins.", ("A", lambda: done.append("A")), ("B", lambda: done.append("B")))
    bar.say("Zwei.", ("B", lambda: done.append("zweites B")))
    assert [button.text() for button in bar.buttons if not button.isHidden()] == ["B"]
    bar.buttons[0].click()
    assert done == ["zweites B"]
    assert bar.text() == "Zwei."
    bar.clear()
    assert bar.isHidden()


def view_of(file: Path, runner: Runner, qtbot: QtBot) -> StartView:
    view = StartView(make_doors(CHEAP, None), runner, file)
    qtbot.addWidget(view)
    view.show()
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page._known)
    return view


def test_a_vault_in_a_sync_folder_is_refused_before_the_password_and_moved_from_there(
    vault_files: VaultFiles, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    cloud = tmp_path / "Nextcloud" / "Akten"
    cloud.parent.mkdir()
    vault_files.folder.replace(cloud)
    view = view_of(cloud / vault_files.database.name, runner, qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    assert "Nextcloud" in page.notice()
    click(page, "Tresor verschieben …")
    moving = view.currentWidget()
    assert isinstance(moving, MovePage)
    moving.path.set_value(str(tmp_path / "Wegplan"))
    click(moving, "Verschieben")
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    assert page.notice() == f"Der Tresor liegt jetzt in „{tmp_path / 'Wegplan'}“."
    qtbot.waitUntil(lambda: page._known)
    opened: list[Opened] = []
    view.opened.connect(lambda vault, *_: opened.append(vault))
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    opened[0].close()


def test_a_move_that_fails_is_said_at_the_folder(vault_files: VaultFiles, runner: Runner, qtbot: QtBot) -> None:
    page = MovePage(vault_files.database, make_doors(CHEAP, None), runner)
    qtbot.addWidget(page)
    page.path.set_value(str(vault_files.folder))
    click(page, "Verschieben")
    assert "schon in diesem Ordner" in (page.path.error() or "")


def test_another_folder_is_chosen_by_pointing(
    vault_files: VaultFiles, runner: Runner, qtbot: QtBot, tmp_path: Path, answers: object
) -> None:
    page = MovePage(vault_files.database, make_doors(CHEAP, None), runner)
    qtbot.addWidget(page)
    answers.answers.append(tmp_path)  # type: ignore[attr-defined]  # see conftest
    click(page, "Anderen Ordner wählen …")
    assert page.path.value() == str(tmp_path)


def test_the_old_place_of_a_moved_vault_leads_to_the_new_one(
    vault_files: VaultFiles, tmp_path: Path, runner: Runner, qtbot: QtBot
) -> None:
    from desktop.app_share import where_it_lies_now
    from desktop.storage.sharing.moving import move_vault

    copy = vault_files.database.read_bytes()
    done = move_vault(vault_files, tmp_path / "neu")
    assert where_it_lies_now(vault_files.database) == done.files.database
    vault_files.database.write_bytes(copy)
    view = view_of(vault_files.database, runner, qtbot)
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    click(page, "Dort öffnen")
    page = view.currentWidget()
    assert isinstance(page, UnlockPage)
    assert page._file == done.files.database
    assert where_it_lies_now(tmp_path / "nie" / "da.wegplan") is None
    assert where_it_lies_now(None) is None
