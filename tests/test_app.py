"""The whole program: what it loads, how it opens, locks and ends; with a real vault and real threads."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.app import Program
from desktop.casework import drafts
from desktop.models.drafts import Drafts
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
from desktop.views import style
from desktop.views.start.unlock_page import UnlockPage
from tests.closing import close, take_down

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"


class Typed(QLineEdit):
    """A page with input that was not saved."""

    def draft_key(self) -> str:
        return "person/1"

    def draft(self) -> dict[str, Any] | None:
        return {"name": self.text()}


@pytest.fixture
def ended() -> list[str]:
    return []


@pytest.fixture
def program(
    qapp: QApplication, vault_files: VaultFiles, profile: Path, ended: list[str], qtbot: QtBot
) -> Iterator[Program]:
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(vault_files.database), theme="light"))
    program = Program(
        qapp, start_process=lambda: ended.append("start"), end_process=lambda: ended.append("end"), cost=CHEAP
    )
    program.start()
    yield program
    take_down(program)


def enter(program: Program, qtbot: QtBot) -> Drafts:
    page = program._start_view.currentWidget()
    assert isinstance(page, UnlockPage)
    QTest.keyClicks(page.password.line, PASSWORD)
    QTest.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program._opened is not None)
    assert program._opened is not None
    return program._opened.drafts


def kept(files: VaultFiles) -> list[dict[str, Any]]:
    from desktop.casework.office import actor_for

    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        return [row.payload for row in drafts.list_drafts(session, actor_for(session, LABEL)) if row.key != "place"]


def test_locking_keeps_what_is_typed_frees_the_vault_and_starts_anew(
    program: Program, vault_files: VaultFiles, ended: list[str], qtbot: QtBot
) -> None:
    page = Typed("Ahmadi")
    enter(program, qtbot).register(page)
    program.window.activateWindow()
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ended == ["start", "end"]
    assert not vault_files.wal.exists()
    assert kept(vault_files) == [{"name": "Ahmadi"}]


def test_a_vault_locked_before_anything_was_prepared_ends_quietly(program: Program, qtbot: QtBot) -> None:
    """The preparing waits a moment after the start; whoever locks before it is told of no error."""
    from desktop.app_desk import _prepare

    enter(program, qtbot)
    opened = program._opened
    assert opened is not None
    opened.work.stop()
    _prepare(opened.work, opened.desk)


def test_closing_the_window_asks_nothing_and_loses_nothing(
    program: Program, vault_files: VaultFiles, ended: list[str], qtbot: QtBot
) -> None:
    page = Typed("Bondar")
    enter(program, qtbot).register(page)
    close(program)
    assert ended == []
    assert kept(vault_files) == [{"name": "Bondar"}]
    assert settings.load()[0].window_geometry != ""


def test_a_draft_that_cannot_be_kept_stops_the_users_lock_but_not_the_locked_screen(
    program: Program, vault_files: VaultFiles, ended: list[str], qtbot: QtBot
) -> None:
    page = Typed("Haddad")
    enter(program, qtbot).register(page)
    assert program._opened is not None
    program._opened.work.freeze()
    program.lock()
    assert ended == []
    assert "noch nicht gesichert" in program._opened.desk.messages.text()
    program._guard.want()
    assert ended == ["start", "end"]


def test_after_a_bug_nothing_is_written_and_the_report_is_shown(program: Program, qtbot: QtBot) -> None:
    enter(program, qtbot)
    program.on_bug("Wegplan 0.1.0\nbuiltins.KeyError")
    assert program._opened is not None
    assert program._opened.work.frozen


def test_settings_of_this_pc_apply_and_stay(program: Program, qtbot: QtBot) -> None:
    enter(program, qtbot)
    program._change_settings(Settings(theme="dark", text_scale=150, lock_after_minutes=5))
    assert settings.load()[0].text_scale == 150
    program._change_settings(Settings(theme="light"))


def test_what_a_list_remembers_does_not_dress_the_program_anew(program: Program, qtbot: QtBot) -> None:
    """Seen once: a second of waiting after every letter of a search."""
    enter(program, qtbot)
    with qtbot.assertNotEmitted(style.notifier().changed):
        program._change_settings(replace(program._settings, case_list="{}"))
        program._change_settings(replace(program._settings, lock_after_minutes=20))
    assert settings.load()[0].lock_after_minutes == 20
    with qtbot.waitSignal(style.notifier().changed):
        program._change_settings(replace(program._settings, text_scale=125))
    program._change_settings(replace(program._settings, text_scale=100))


def run_alone(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        cwd=Path(__file__).resolve().parent.parent,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"} | environment,
    )  # fmt: skip


_PREPARE = """
import sys
from pathlib import Path
from desktop import paths
folder = Path(sys.argv[1] if len(sys.argv) > 1 else __import__("os").environ["PROFILE"])
paths.user_data_path = lambda *_, **__: folder
from desktop.app import Program, make_application, end_this_process
from desktop.storage.keys.kdf import KeyCost
app = make_application(["wegplan"])
cheap = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
"""

_LOADED = _PREPARE + """
program = Program(app, cost=cheap)
program.start()
app.processEvents()
heavy = ("sqlalchemy", "alembic", "sqlcipher3", "reportlab", "uharfbuzz", "pikepdf", "openpyxl", "babel",
         "cryptography", "filelock", "secrets", "desktop.app_keeper", "desktop.app_writing", "desktop.app_record")
import json
print(json.dumps([name for name in heavy if name in sys.modules]))
sys.stdout.flush()
end_this_process()
"""

_LOCKS = _PREPARE + """
import os
from desktop.views.lock import LockGuard
program = Program(app, cost=cheap, start_process=lambda: (folder / "started").write_text("ja", encoding="utf-8"))
program.start()
page = program._start_view.currentWidget()
page.password.set_value(os.environ["PASSWORD"])
page.unlock()
while program._opened is None:
    app.processEvents()
class Typed:
    def draft_key(self): return "person/1"
    def draft(self): return {"name": "Tesfay"}
program._opened.drafts.register(Typed())
program._guard.want()
print("still alive")
"""


@pytest.fixture
def at_first_page(vault_files: VaultFiles, profile: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a script in a fresh process whose settings name the vault of this test."""
    profile.mkdir(exist_ok=True)
    settings.save(Settings(last_vault=str(vault_files.database)))

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return run_alone(script, PROFILE=str(profile), PASSWORD=PASSWORD)

    return run


def test_nothing_heavy_is_loaded_before_a_vault_is_opened(
    at_first_page: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = at_first_page(_LOADED)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_locking_ends_the_real_process_with_everything_kept(
    at_first_page: Callable[..., subprocess.CompletedProcess[str]], vault_files: VaultFiles, profile: Path
) -> None:
    done = at_first_page(_LOCKS)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (profile / "started").exists()
    assert kept(vault_files) == [{"name": "Tesfay"}]


def test_qts_own_buttons_speak_german() -> None:
    script = _PREPARE + """
from PySide6.QtWidgets import QDialogButtonBox
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
print(sorted(button.text().replace("&", "") for button in box.buttons()))
"""
    done = run_alone(script, PROFILE="unbenutzt")
    assert done.stdout.strip() == "['Abbrechen', 'Speichern']", done.stderr
