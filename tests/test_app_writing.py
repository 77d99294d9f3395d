"""Two programs and one vault on a share: one works, the other reads, asks for the writing place and gets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.app import Program
from desktop.app_reading import OpenedCopy, ReadingWatch
from desktop.app_writing import WritingWatch
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.sharing import reading_copy
from desktop.storage.sharing.places import taken_for_share
from desktop.storage.vault import unlock
from desktop.views.start.unlock_page import UnlockPage
from tests.closing import close

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"

Start = Callable[[], Program]


@pytest.fixture
def on_share(vault_files: VaultFiles) -> Iterator[VaultFiles]:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        enter_person_case(session, actor_for(session, LABEL), PersonFacts(family_name="Issa", given_names="Amal"), ())
    with taken_for_share(vault_files.folder):
        yield vault_files


@pytest.fixture
def start(qapp: QApplication, on_share: VaultFiles, profile: Path, qtbot: QtBot) -> Iterator[Start]:
    """`start()` makes a program that shows the page to unlock the vault; what it did at its end is in `ended`."""
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(on_share.database), theme="light"))
    running: list[Program] = []

    def run() -> Program:
        ended: list[str] = []
        program = Program(
            qapp, start_process=lambda: ended.append("start"), end_process=lambda: ended.append("end"), cost=CHEAP
        )
        program.ended = ended  # type: ignore[attr-defined]  # read by the tests
        program.start()
        qtbot.addWidget(program.window)
        running.append(program)
        return program

    yield run
    for program in running:
        close(program)
        program.window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def unlock_page(program: Program) -> UnlockPage:
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    return page


def type_password(program: Program, qtbot: QtBot) -> UnlockPage:
    page = unlock_page(program)
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    return page


def enter(program: Program, qtbot: QtBot) -> WritingWatch:
    type_password(program, qtbot)
    qtbot.waitUntil(lambda: program._opened is not None)
    assert program._opened is not None
    (watch,) = program._opened.desk.findChildren(WritingWatch)
    return watch


def press(page: QWidget, words: str, qtbot: QtBot) -> None:
    def found() -> list[QPushButton]:
        return [b for b in page.findChildren(QPushButton) if b.text().startswith(words) and b.isVisible()]

    qtbot.waitUntil(lambda: bool(found()) and found()[0].isEnabled())
    QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)


def publish(writer: WritingWatch, files: VaultFiles, qtbot: QtBot) -> None:
    before = reading_copy.latest(files)
    writer.serve()
    qtbot.waitUntil(lambda: reading_copy.latest(files) not in (None, before) and not writer._serving)


def reading(program: Program, qtbot: QtBot) -> tuple[OpenedCopy, ReadingWatch]:
    page = type_password(program, qtbot)
    press(page, "Lesekopie öffnen (Stand ", qtbot)
    qtbot.waitUntil(lambda: program._opened is not None)
    assert isinstance(program._opened, OpenedCopy)
    (watch,) = program._opened.desk.findChildren(ReadingWatch)
    return program._opened, watch


def bar_says(program: Program, words: str, qtbot: QtBot) -> None:
    """As at the next look, which is a few seconds away otherwise."""
    assert program._opened is not None
    desk = program._opened.desk
    watches: list[WritingWatch | ReadingWatch] = [*desk.findChildren(WritingWatch), *desk.findChildren(ReadingWatch)]

    def says() -> bool:
        watches[0].look()
        return words in desk.place_bar.text()

    qtbot.waitUntil(says)


def test_who_comes_second_reads_asks_and_gets_the_place(start: Start, on_share: VaultFiles, qtbot: QtBot) -> None:
    writer = start()
    writing = enter(writer, qtbot)
    publish(writing, on_share, qtbot)
    reader = start()
    copy, _ = reading(reader, qtbot)
    bar_says(reader, "nur lesen. Petra Lang an ", qtbot)
    press(copy.desk, "Um Schreibplatz bitten", qtbot)
    bar_says(reader, "Ihre Bitte ist unterwegs", qtbot)
    bar_says(writer, "Petra Lang (", qtbot)
    assert writer._opened is not None
    press(writer._opened.desk, "Später", qtbot)
    assert writer._opened.desk.place_bar.text() == ""
    bar_says(reader, "braucht den Schreibplatz noch", qtbot)
    press(copy.desk, "Bitte zurücknehmen", qtbot)
    press(copy.desk, "Um Schreibplatz bitten", qtbot)
    qtbot.waitUntil(lambda: copy.request is not None)
    bar_says(writer, "bittet um den Schreibplatz", qtbot)
    press(writer._opened.desk, "Jetzt abgeben", qtbot)
    qtbot.waitUntil(lambda: writer.ended == ["start", "end"])  # type: ignore[attr-defined]  # as above
    reader.window.show()  # locking takes every window of its process from the screen, here the reader's too
    bar_says(reader, "Der Schreibplatz ist frei.", qtbot)
    press(copy.desk, "Im Tresor weiterarbeiten", qtbot)
    qtbot.waitUntil(lambda: reader.ended == ["start", "end"])  # type: ignore[attr-defined]  # as above
    enter(start(), qtbot)


def test_the_waiting_page_says_when_the_place_became_free(start: Start, on_share: VaultFiles, qtbot: QtBot) -> None:
    writer = start()
    enter(writer, qtbot)
    reader = start()
    page = type_password(reader, qtbot)
    panel = page.in_use
    assert panel is not None
    qtbot.waitUntil(panel.isVisible)
    assert "Petra Lang" in page.notice()
    press(page, "Um Schreibplatz bitten", qtbot)
    qtbot.waitUntil(lambda: "Ihre Bitte ist unterwegs" in panel.words.text())
    close(writer)

    def told() -> bool:
        panel.look()
        return "jetzt frei" in panel.words.text()

    qtbot.waitUntil(told)
    assert page.notice() == ""
    qtbot.waitUntil(lambda: not list(on_share.request_folder.iterdir()))
    press(page, "Öffnen", qtbot)
    qtbot.waitUntil(lambda: reader._opened is not None)


def test_a_copy_shows_everything_and_changes_nothing(start: Start, on_share: VaultFiles, qtbot: QtBot) -> None:
    writing = enter(start(), qtbot)
    publish(writing, on_share, qtbot)
    reader = start()
    copy, _ = reading(reader, qtbot)
    assert {place.key for place in copy.desk.places.all()} == {"cases", "case", "preview", "help"}
    refused: list[str] = []
    copy.work.change(copy.desk, enter_person_case, PersonFacts(family_name="Neu"), (),
                     failed=lambda error: refused.append(str(error)))  # fmt: skip
    qtbot.waitUntil(lambda: bool(refused))
    assert "nichts ändern" in refused[0]
    heads: list[object] = []
    copy.work.read(copy.desk, case_head, 1, then=heads.append)
    qtbot.waitUntil(lambda: bool(heads))
    writing.serve()
    qtbot.waitUntil(lambda: not list(on_share.readings_folder.iterdir()))
    assert writing._opened is not None
    with writing._opened.vault.session() as session:
        assert chain_is_whole(session)


def test_a_newer_copy_can_be_loaded_in_place(start: Start, on_share: VaultFiles, qtbot: QtBot) -> None:
    writer = start()
    writing = enter(writer, qtbot)
    publish(writing, on_share, qtbot)
    reader = start()
    older, watch = reading(reader, qtbot)
    assert writer._opened is not None
    saved = writer._opened.work.change(writer._opened.desk, enter_person_case, PersonFacts(family_name="Neu"), ())
    saved.result()
    publish(writing, on_share, qtbot)
    watch.look()
    press(older.desk, "Neu laden (Stand ", qtbot)
    qtbot.waitUntil(lambda: reader._opened is not older)
    assert isinstance(reader._opened, OpenedCopy)
    assert reader._opened.copy.copy.number == older.copy.copy.number + 1
    close(reader)


def test_closing_publishes_the_last_state(start: Start, on_share: VaultFiles, qtbot: QtBot) -> None:
    writer = start()
    enter(writer, qtbot)
    close(writer)
    newest = reading_copy.latest(on_share)
    assert newest is not None
    with unlock(on_share, LABEL, PASSWORD, cost=CHEAP) as vault:
        assert newest.saves == vault._database.saves()


@pytest.mark.parametrize(("wish", "expected"), [("auto", True), ("always", True), ("never", False)])
def test_copies_are_made_on_shares_unless_this_pc_wants_otherwise(
    start: Start, on_share: VaultFiles, qtbot: QtBot, wish: str, expected: bool
) -> None:
    settings.save(Settings(last_vault=str(on_share.database), theme="light", reading_copy=wish))
    writer = start()
    writing = enter(writer, qtbot)
    writing.serve()
    qtbot.waitUntil(lambda: not writing._serving)
    assert (reading_copy.latest(on_share) is not None) is expected


def test_on_a_local_disk_no_copy_is_made(start: Start, on_share: VaultFiles, qtbot: QtBot, tmp_path: Path) -> None:
    """Negative control: it is the kind of drive that decides."""
    local = tmp_path / "Platte"
    on_share.folder.replace(local)
    settings.save(Settings(last_vault=str(local / on_share.database.name), theme="light"))
    writer = start()
    enter(writer, qtbot)
    close(writer)
    assert reading_copy.latest(VaultFiles(local / on_share.database.name)) is None
