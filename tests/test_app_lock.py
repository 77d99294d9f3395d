"""Locking: nothing stays on the screen, nothing is asked, nothing is lost, and the same page comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop import app_lock, settings
from desktop.app import Program
from desktop.app_doors import Opened
from desktop.app_lock import PlaceMemory, at_the_latest, doors_of_return
from desktop.casework.changes import Changes
from desktop.casework.drafts import save_draft
from desktop.casework.office import OfficeSettings, actor_for, office_settings, save_office_settings
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.models.work import Progress
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from desktop.views.crash_page import CrashPage
from desktop.views.report_page import ReportPage
from desktop.views.start.unlock_page import UnlockPage
from tests.closing import take_down
from tests.conftest import CHEAP, LABEL, PASSWORD


class Ended(list[str]):
    """What locking did at its end, and which windows were on the screen then."""

    def start(self) -> None:
        self.shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        self.append("start")


@pytest.fixture
def ended() -> Ended:
    return Ended()


def begin(app: QApplication, ended: Ended, **more: Any) -> Program:
    program = Program(app, start_process=ended.start, end_process=lambda: ended.append("end"), cost=CHEAP, **more)
    program.start()
    return program


@pytest.fixture
def program(qapp: QApplication, vault_files: VaultFiles, profile: Path, ended: Ended) -> Iterator[Program]:
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(vault_files.database), theme="light"))
    program = begin(qapp, ended)
    yield program
    take_down(program)


def enter(program: Program, qtbot: QtBot) -> Opened:
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program._opened is not None and bool(program._opened.desk.places.current))
    assert program._opened is not None
    return program._opened


def test_whoever_comes_back_is_where_they_were(
    program: Program, qapp: QApplication, ended: Ended, qtbot: QtBot
) -> None:
    enter(program, qtbot).desk.places.go("admin")
    program.window.resize(800, 650)
    program.lock()
    assert ended == ["start", "end"]
    again = begin(qapp, ended, after_lock=True)
    try:
        assert (again.window.width(), again.window.height()) == (800, 650)
        opened = enter(again, qtbot)
        assert opened.desk.places.current == "admin"
        opened.desk.places.go("cases")
    finally:
        take_down(again)
    later = begin(qapp, ended)
    try:  # closing the window is no lock: the next day begins with „Heute“
        assert enter(later, qtbot).desk.places.current == "today"
    finally:
        take_down(later)


def test_a_line_half_typed_at_a_crash_is_offered_on_the_page_that_comes_first(
    program: Program, vault_files: VaultFiles, qtbot: QtBot
) -> None:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        save_draft(session, actor_for(session, LABEL), "quick-talk", {"line": "Ahmadi Tel 10"})
    desk = enter(program, qtbot).desk
    qtbot.waitUntil(lambda: desk.places.current == "today")
    assert "angefangener Gesprächseintrag" in desk.messages.text()
    desk.places.go("cases")
    assert desk.messages.text() == ""


def test_a_place_with_more_than_plain_values_is_remembered_as_far_as_it_goes(
    program: Program, qtbot: QtBot
) -> None:
    """The talk of the quick entry travels to the case file as an object; its words are a draft of the page."""
    places = enter(program, qtbot).desk.places
    places._trail.append(("case", (7, "talks", object())))
    assert PlaceMemory(places).draft() == {"key": "case", "target": [7, "talks"]}


def test_while_it_locks_nothing_is_on_the_screen(program: Program, ended: Ended, qtbot: QtBot) -> None:
    enter(program, qtbot)
    assert program.window.windowTitle() == "Wegplan"
    program.lock()
    assert ended.shown == []


def test_a_box_and_a_file_chooser_do_not_hold_it_up(program: Program, ended: Ended, qtbot: QtBot) -> None:
    enter(program, qtbot)
    box, chooser = QDialog(program.window), QFileDialog(program.window)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    box.open()
    chooser.open()
    program._guard.want()
    assert ended == ["start", "end"]
    assert ended.shown == []


def test_a_modal_loop_does_not_hold_it_up(program: Program, ended: Ended, qtbot: QtBot) -> None:
    """Some dialogs of the system run a loop of their own: the lock comes out of it."""
    enter(program, qtbot)
    box = QDialog(program.window)
    button = QPushButton("Sperren", box)
    button.clicked.connect(program._guard.want)
    QTimer.singleShot(0, button.click)
    QTimer.singleShot(50, box.reject)
    box.exec()
    assert ended == ["start", "end"]


def test_work_under_way_is_called_off_and_a_change_comes_to_its_end(
    program: Program, vault_files: VaultFiles, ended: Ended, qtbot: QtBot
) -> None:
    opened = enter(program, qtbot)
    seen: list[bool] = []
    running = threading.Event()

    def copying(progress: Progress) -> None:
        running.set()
        while not progress.cancelled:
            progress.pause(0.01)
        seen.append(True)

    def slow_change(session: Session, actor: Actor) -> Changes:
        assert running.wait(5)
        return save_office_settings(session, actor, OfficeSettings(municipality="Musterlingen"))

    opened.work.compute(program, copying, title="Sicherung")
    opened.work.change(program, slow_change)
    assert running.wait(5)
    program._guard.want()
    assert (ended, seen) == (["start", "end"], [True])
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        from desktop.casework.office import actor_for

        assert office_settings(session, actor_for(session, LABEL)).municipality == "Musterlingen"


def test_locking_twice_is_locking_once(program: Program, ended: Ended, qtbot: QtBot) -> None:
    enter(program, qtbot)
    program._guard.want()
    program.lock_anyway()
    assert ended == ["start", "end"]


def test_a_vault_that_does_not_close_ends_the_process_all_the_same() -> None:
    ended = threading.Event()
    with at_the_latest(ended.set, seconds=0.01):
        assert ended.wait(5)


def test_closing_in_time_is_left_alone() -> None:
    ended = threading.Event()
    with at_the_latest(ended.set, seconds=0.05):
        pass
    assert not ended.wait(0.1)


def test_the_user_of_last_time_is_chosen(program: Program, vault_files: VaultFiles, qtbot: QtBot) -> None:
    enter(program, qtbot)
    assert settings.load()[0].last_user == LABEL
    three = doors_of_return(program._doors, lambda: "Anna Weiß", patient=False)
    object.__setattr__(program._doors, "users", lambda _: (LABEL, "Anna Weiß", "Zoë Kurz"))
    assert three.users(vault_files.database) == ("Anna Weiß", LABEL, "Zoë Kurz")


def test_the_fresh_process_waits_until_the_vault_is_free(
    program: Program, vault_files: VaultFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    patient = doors_of_return(program._doors, str, patient=True)
    busy = unlock(vault_files, LABEL, PASSWORD, cost=CHEAP)
    threading.Timer(0.3, busy.close).start()
    opened = patient.unlock(vault_files.database, LABEL, PASSWORD, progress=Progress())  # type: ignore[call-arg]  # Runner gives it
    assert isinstance(opened, Opened)
    with pytest.raises(CaseworkError, match="bearbeitet"):
        program._doors.unlock(vault_files.database, LABEL, PASSWORD)
    monkeypatch.setattr(app_lock, "_PATIENCE", 0.2)
    with pytest.raises(CaseworkError, match="bearbeitet"):  # a colleague has it, and that is said
        patient.unlock(vault_files.database, LABEL, PASSWORD, progress=Progress())  # type: ignore[call-arg]  # as above
    monkeypatch.setattr(app_lock, "_PATIENCE", 600.0)
    gone = Progress()
    gone.cancel()
    with pytest.raises(CaseworkError, match="bearbeitet"):  # the window was closed meanwhile
        patient.unlock(vault_files.database, LABEL, PASSWORD, progress=gone)  # type: ignore[call-arg]  # as above
    opened.close()


def test_typing_before_a_bug_is_kept_although_nothing_is_written_after_it(
    program: Program, vault_files: VaultFiles, qtbot: QtBot
) -> None:
    class Typed:
        def draft_key(self) -> str:
            return "person/1"

        def draft(self) -> dict[str, Any]:
            return {"name": "Tesfay"}

    opened = enter(program, qtbot)
    opened.drafts.register(Typed())
    program.on_bug("Wegplan 0.1.0\nbuiltins.KeyError")
    assert opened.work.frozen
    program.lock_anyway()
    from desktop.casework.drafts import list_drafts
    from desktop.casework.office import actor_for

    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        assert [row.payload for row in list_drafts(session, actor_for(session, LABEL))] == [{"name": "Tesfay"}]


def test_a_page_that_fails_again_does_not_hide_the_report(
    program: Program, qtbot: QtBot
) -> None:

    class Broken:
        def draft_key(self) -> str:
            return "person/1"

        def draft(self) -> dict[str, Any]:
            raise ZeroDivisionError

    opened = enter(program, qtbot)
    opened.drafts.register(Broken())
    with pytest.raises(ZeroDivisionError):  # goes to the same hook, which is on this page already
        program.on_bug("Wegplan 0.1.0\nbuiltins.ZeroDivisionError")
    assert opened.work.frozen
    assert program.window.findChildren(CrashPage)
    opened.drafts._pages.clear()


def test_what_is_missing_is_said_on_the_page_that_comes_first(
    program: Program, vault_files: VaultFiles, qtbot: QtBot
) -> None:
    from desktop.storage.seen.seen_head import remember_head

    remember_head(vault_files, 40, "f" * 64)
    opened = enter(program, qtbot)
    qtbot.waitUntil(lambda: "Am Ende fehlen Einträge: 40." in opened.desk.messages.text())


def test_the_end_of_the_record_is_kept_at_closing(program: Program, vault_files: VaultFiles, qtbot: QtBot) -> None:
    from desktop.storage.seen.seen_head import seen_head

    opened = enter(program, qtbot)
    opened.work.change(program, save_office_settings, OfficeSettings(municipality="Musterlingen"))
    program.close()
    assert seen_head(vault_files)[0] == 1


def test_the_trace_of_a_run_that_broke_off_can_be_seen_before_unlocking(program: Program) -> None:
    program.start("Fatal Python error: Aborted")
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    assert "unerwartet beendet" in page.notice()
    next(button for button in page.findChildren(QPushButton) if button.text() == "Bericht ansehen").click()
    report = program.window.findChild(ReportPage)
    assert isinstance(report, ReportPage)
    assert report.view.toPlainText() == "Fatal Python error: Aborted"
