"""The day's copy makes itself: at closing, made up for after the next unlocking, at the hour; locking never waits."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import clock, settings
from desktop.app import Program
from desktop.app_backup import target_of
from desktop.app_doors import Opened
from desktop.casework.drills import restores_kept
from desktop.casework.office import actor_for, save_own_user
from desktop.settings import Settings
from desktop.storage.backup.backup_generations import list_copies, read_copy
from desktop.storage.backup.backup_room import BackupRoom
from desktop.storage.backup.restore import restore
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from desktop.views.finishing_window import FinishingWindow
from desktop.views.start.restore_page import RestorePage
from desktop.views.start.unlock_page import UnlockPage
from tests.closing import close
from tests.conftest import CHEAP, LABEL, PASSWORD


@pytest.fixture
def ended() -> list[str]:
    return []


@pytest.fixture
def begin(
    qapp: QApplication, vault_files: VaultFiles, profile: Path, ended: list[str], qtbot: QtBot
) -> Iterator[Callable[[], Program]]:
    """`begin()` starts the program at the vault of this test."""
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(vault_files.database), theme="light"))
    programs: list[Program] = []

    def start() -> Program:
        program = Program(
            qapp, start_process=lambda: ended.append("start"), end_process=lambda: ended.append("end"), cost=CHEAP
        )
        program.start()
        programs.append(program)
        return program

    yield start
    for program in programs:
        close(program)
        program.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def enter(program: Program, qtbot: QtBot) -> Opened:
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    qtbot.waitUntil(lambda: page._known)
    page.password.set_value(PASSWORD)
    page.unlock()
    qtbot.waitUntil(lambda: program._opened is not None)
    assert program._opened is not None
    return program._opened


def save(opened: Opened, qtbot: QtBot) -> None:
    """One save, as a click makes it."""
    done: list[object] = []
    opened.work.change(QObject(opened.desk), save_own_user, "Petra Lang", "PL", "07000 1", then=done.append)
    qtbot.waitUntil(lambda: len(done) == 1)


def copies(files: VaultFiles) -> int:
    return len(list_copies(files.backup_folder, files.name))


def test_closing_makes_the_days_copy_while_the_window_is_gone(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    program = begin()
    opened = enter(program, qtbot)
    save(opened, qtbot)
    program.window.close()
    assert not program.window.isVisible()
    assert program._keeper is not None
    small = program._keeper._window
    assert isinstance(small, FinishingWindow)
    assert small.isVisible()
    qtbot.waitUntil(lambda: program._opened is None)
    assert copies(vault_files) == 1
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP):
        pass


def test_a_second_closing_on_the_same_day_or_without_a_save_makes_none(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    for _ in range(2):
        program = begin()
        save(enter(program, qtbot), qtbot)
        close(program)
    assert copies(vault_files) == 1
    with clock.fixed(clock.now() + dt.timedelta(days=1)):
        program = begin()
        enter(program, qtbot)
        close(program)
        assert copies(vault_files) == 2  # the second save of yesterday had none yet
        program = begin()
        enter(program, qtbot)
        close(program)
    assert copies(vault_files) == 2


class _Held:
    """A copy that stands still until it is let go or stopped."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        real = BackupRoom.run

        def run(room: BackupRoom, target: Any, progress: Any, cancelled: Callable[[], bool]) -> Any:
            self.begun.set()
            while not self.go.wait(0.01) and not cancelled():
                pass
            return real(room, target, progress, cancelled)

        monkeypatch.setattr(BackupRoom, "run", run)


def test_closing_the_small_window_stops_the_copy_and_ends_the_program(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(monkeypatch)
    program = begin()
    save(enter(program, qtbot), qtbot)
    program.window.close()
    qtbot.waitUntil(held.begun.is_set)
    assert program._keeper is not None
    assert program._keeper._window is not None
    program._keeper._window.close()
    assert program._opened is None
    assert copies(vault_files) == 0
    assert not list(vault_files.backup_folder.glob(".neu-*"))


def test_cancelling_in_the_small_window_ends_too(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = _Held(monkeypatch)
    program = begin()
    save(enter(program, qtbot), qtbot)
    program.window.close()
    qtbot.waitUntil(held.begun.is_set)
    assert program._keeper is not None
    assert program._keeper._window is not None
    cancel = next(found for found in program._keeper._window.findChildren(QPushButton) if found.text() == "Abbrechen")
    cancel.click()
    qtbot.waitUntil(lambda: program._opened is None)
    assert copies(vault_files) == 0


def test_locking_waits_for_no_copy_and_it_is_made_up_for_after_the_next_unlocking(
    begin: Callable[[], Program], vault_files: VaultFiles, ended: list[str], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    held = _Held(monkeypatch)
    program = begin()
    save(enter(program, qtbot), qtbot)
    assert program._keeper is not None
    program._keeper.make_up()
    qtbot.waitUntil(held.begun.is_set)
    program.lock_anyway()
    assert ended == ["start", "end"]
    assert copies(vault_files) == 0
    held.go.set()
    again = begin()
    enter(again, qtbot)
    assert again._keeper is not None
    again._keeper.make_up()
    qtbot.waitUntil(lambda: copies(vault_files) == 1)


def test_locking_windows_while_the_copy_is_finished_brings_no_new_login(
    begin: Callable[[], Program], vault_files: VaultFiles, ended: list[str], qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    held = _Held(monkeypatch)
    program = begin()
    save(enter(program, qtbot), qtbot)
    program.window.close()
    qtbot.waitUntil(held.begun.is_set)
    program._guard.want()
    assert program._opened is None
    assert ended == []


def test_the_hour_brings_a_copy_in_the_middle_of_work(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    program = begin()
    opened = enter(program, qtbot)
    assert program._keeper is not None
    save(opened, qtbot)
    program._keeper.look()
    qtbot.waitUntil(lambda: copies(vault_files) == 1 and not opened.work.running)
    save(opened, qtbot)
    program._keeper.look()
    qtbot.waitUntil(lambda: not opened.work.running)
    assert copies(vault_files) == 1


def test_a_copy_that_fails_says_one_sentence_and_where_to_look(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    program = begin()
    opened = enter(program, qtbot)
    save(opened, qtbot)
    vault_files.backup_folder.write_text("im Weg", encoding="utf-8")
    assert program._keeper is not None
    program._keeper.make_up()
    qtbot.waitUntil(lambda: "nicht gelungen" in opened.desk.messages.text())
    opened.desk.messages.actions_shown()[0].click()
    assert opened.desk.places.current == "backups"


def test_an_old_copy_is_told_after_unlocking(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        with clock.fixed(clock.now() - dt.timedelta(days=5)):
            vault.backups().run(None)
        with vault.session() as session:
            save_own_user(session, actor_for(session, LABEL), "Petra Lang", "PL", "")
    opened = enter(begin(), qtbot)
    qtbot.waitUntil(lambda: "älter als drei Tage" in opened.desk.messages.text())


def test_the_second_place_is_remembered_with_its_last_copy(
    begin: Callable[[], Program], vault_files: VaultFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Stick").mkdir()
    program = begin()
    opened = enter(program, qtbot)
    save(opened, qtbot)
    assert program._keeper is not None
    tools = program._keeper._desk.tools()
    tools.keep_target(tools.choose(tmp_path / "Stick"))
    close(program)
    target = target_of(settings.load()[0], vault_files.database)
    assert target is not None
    assert len(list_copies(target.place, vault_files.name)) == 1
    assert '"last"' in settings.load()[0].second_targets


def test_a_vault_that_was_brought_back_notes_it_once(
    begin: Callable[[], Program], vault_files: VaultFiles, qtbot: QtBot
) -> None:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        copy = read_copy(vault.back_up().folder)
    aside = restore(vault_files, copy)
    assert aside is not None
    for _ in range(2):
        program = begin()
        opened = enter(program, qtbot)
        qtbot.waitUntil(partial(is_noted, opened, qtbot, aside.at))
        close(program)
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        assert vault.backups().saves() == 1


def is_noted(opened: Opened, qtbot: QtBot, moment: dt.datetime) -> bool:
    found: list[frozenset[str]] = []
    opened.work.read(QObject(opened.desk), restores_kept, then=found.append)
    qtbot.waitUntil(lambda: len(found) == 1)
    return found[0] == {moment.isoformat()}


def test_bringing_back_closes_the_vault_and_the_fresh_process_begins_there(
    begin: Callable[[], Program], vault_files: VaultFiles, ended: list[str], qtbot: QtBot
) -> None:
    program = begin()
    save(enter(program, qtbot), qtbot)
    program.leave_to_restore()
    assert ended == ["start", "end"]
    again = begin()
    page = again._start_view.currentWidget()
    assert isinstance(page, RestorePage)
    assert settings.load()[0].start_page == ""
    page.back_wanted.emit()
    assert isinstance(again._start_view.currentWidget(), UnlockPage)


_CLOSES = """
import os, sys
from pathlib import Path
from desktop import paths
paths.user_data_path = lambda *_, **__: Path(os.environ["PROFILE"])
from PySide6.QtCore import QTimer
from desktop.app import Program, make_application
from desktop.casework.office import save_own_user
from desktop.storage.keys.kdf import KeyCost
app = make_application(["wegplan"])
program = Program(app, cost=KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64))
program.start()
page = program._start_view.currentWidget()
def type_password():
    page.password.set_value(os.environ["PASSWORD"])
    page.unlock()
def work_and_close():
    if program._opened is None:
        return
    timer.stop()
    program._opened.work.change(program.window, save_own_user, "Petra Lang", "PL", "07000 2",
                                then=lambda _changes: program.window.close())
timer = QTimer()
timer.timeout.connect(work_and_close)
timer.start(20)
QTimer.singleShot(200, type_password)
sys.exit(app.exec())
"""


def test_the_process_ends_by_itself_when_the_copy_is_made(vault_files: VaultFiles, profile: Path) -> None:
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(vault_files.database)))
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PROFILE": str(profile), "PASSWORD": PASSWORD}
    root = Path(__file__).resolve().parent.parent
    ran = subprocess.run([sys.executable, "-c", _CLOSES], cwd=root, env=environment, timeout=120, check=False)
    assert ran.returncode == 0
    assert copies(vault_files) == 1
