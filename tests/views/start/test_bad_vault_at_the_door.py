"""A vault that must not be opened, at the page that asks for the password: one German sentence, nothing touched."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.app_doors import Opened, make_doors
from desktop.models.work import ImmediateExecutor, Runner
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
from desktop.views.start.start_view import StartView
from desktop.views.start.unlock_page import UnlockPage

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"


def cut(files: VaultFiles) -> None:
    files.database.write_bytes(files.database.read_bytes()[: 4096 * 7 + 100])


def flip(files: VaultFiles) -> None:
    data = bytearray(files.database.read_bytes())
    data[40] ^= 1
    files.database.write_bytes(data)


def newer(files: VaultFiles) -> None:
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()


def plain(files: VaultFiles) -> None:
    files.database.unlink()
    connection = sqlite3.connect(files.database)
    connection.execute("CREATE TABLE persons (id)")
    connection.close()


BROKEN: dict[str, tuple[Callable[[VaultFiles], object], str]] = {
    "truncated": (cut, "Sicherung"),
    "flipped byte": (flip, "Sicherung"),
    "newer version": (newer, "aktualisieren"),
    "empty": (lambda files: files.database.write_bytes(b""), "kein Tresor"),
    "plain database": (plain, "kein Tresor"),
    "read-only": (lambda files: files.database.chmod(stat.S_IRUSR), "schreibgeschützt"),
    "no key file": (lambda files: files.key_file.unlink(), "fehlt"),
    "gone since": (lambda files: files.database.unlink(), "nicht gefunden"),
}


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    runner = Runner(ImmediateExecutor())
    yield runner
    runner.stop()


@pytest.fixture
def page(runner: Runner, vault_files: VaultFiles, qtbot: QtBot) -> Iterator[UnlockPage]:
    """The page as it stands before the damage happens: somebody is about to type."""
    view = StartView(make_doors(CHEAP, None), runner, vault_files.database)
    opened: list[Opened] = []
    view.opened.connect(lambda *found: opened.append(found[0]))
    qtbot.addWidget(view)
    view.show()
    shown = view.currentWidget()
    assert isinstance(shown, UnlockPage)
    qtbot.waitUntil(lambda: shown._known)  # who has a key is read once the page is seen
    yield shown
    for vault in opened:
        vault.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if ".lock" not in path.name}


def said(page: UnlockPage) -> str:
    """Type the password; what stands on the page then."""
    page.password.line.setFocus()
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    return page.password.error() or page.notice()


@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN)
def test_a_vault_that_cannot_be_opened_is_one_sentence(
    page: UnlockPage, vault_files: VaultFiles, damage: Callable[[VaultFiles], object], words: str
) -> None:
    damage(vault_files)
    before = contents(vault_files.folder)
    sentence = said(page)
    assert words in sentence
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    assert contents(vault_files.folder) == before
    assert page.isVisible()


def test_a_vault_open_elsewhere_names_who_has_it_and_opens_once_it_is_free(
    page: UnlockPage, vault_files: VaultFiles, qtbot: QtBot
) -> None:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP):
        assert LABEL in said(page)
    view = page.parentWidget()
    while view is not None and not isinstance(view, StartView):
        view = view.parentWidget()
    assert isinstance(view, StartView)
    with qtbot.waitSignal(view.opened):  # the password still stands there
        QTest.keyClick(page.password.line, Qt.Key.Key_Return)
