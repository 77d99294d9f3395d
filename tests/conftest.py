"""What every test may count on: its own folders, a fixed day, a real encrypted vault, and no silent warnings.

Qt is offscreen unless the caller chose otherwise. Fixtures for one layer live in that layer's folder.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import clock, paths
from desktop.casework.office import actor_for, first_actor
from desktop.casework.rights import Actor
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import OpenVault, create_vault, unlock

pytest_plugins = ["tests.proof.recording"]  # the option --full-proof and the lines the proofs reach
TODAY = dt.date(2026, 11, 22)
LABEL = "Petra Lang"
PASSWORD = "Birne-Laterne-Ofen-47"
CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)

#: Program -> what is not checked on a machine without it (decision 36: said, never passed over in silence).
OPTIONAL_PROGRAMS = {
    "java": "PDF/UA mit veraPDF",
    "Xvfb": "echte Fenster unter X11",
    "pdftoppm": "Seitenbilder der Ausdrucke",
    "zbarimg": "Lesen der QR-Codes",
    "cc": "Nachspiel von Stromausfällen, Aufzeichnung aller Schreibvorgänge",
    "mount": "voller Datenträger als echtes kleines Dateisystem (ohne ihn nur vorgetäuscht)",
}
ONLY_ON_LINUX = ("cc", "mount")  # what a compiler builds is loaded by LD_PRELOAD


def usable(program: str) -> str | None:
    """Path of an optional program that is there and can do its work here."""
    if program in ONLY_ON_LINUX and not sys.platform.startswith("linux"):
        return None
    return shutil.which(program) if program != "mount" or _may_mount() else None


def _may_mount() -> bool:
    tried = shutil.which("unshare")
    return tried is not None and subprocess.run([tried, "--mount", "true"], stderr=subprocess.DEVNULL).returncode == 0


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what this machine cannot check; pytest's own last line stays the last."""
    for program, what in OPTIONAL_PROGRAMS.items():
        if usable(program) is None:
            terminalreporter.write_line(f"Hier nicht geprüft, weil {program} fehlt: {what}.")


@pytest.fixture(scope="session")
def optional_program() -> Callable[[str], str]:
    """Path of a program of OPTIONAL_PROGRAMS; skips the test, with the reason printed, where it is not installed."""

    def find(name: str) -> str:
        reason = OPTIONAL_PROGRAMS[name]
        found = usable(name)
        if found is None:
            pytest.skip(f"{name} fehlt: {reason}")
        return found

    return find


@pytest.fixture(scope="session", autouse=True)
def session_profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Data folder for fixtures that live longer than a test, so that they do not touch the developer's own either."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("profil")
        patch.setattr(paths, "user_data_path", lambda *_, **__: folder)
        yield folder


@pytest.fixture(autouse=True)
def profile(tmp_path: Path) -> Iterator[Path]:
    """The data folder of this test: settings, logs, vault list. Made when the program first asks for it.

    By a patch of its own: a test that takes its patches back would write into the session's folder from then on.
    """
    folder = tmp_path.with_name(tmp_path.name + "-profil")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "user_data_path", lambda *_, **__: folder)
        yield folder


@pytest.fixture
def fixed_clock() -> Iterator[dt.date]:
    """The clock stands at noon (UTC) of TODAY."""
    with clock.fixed(TODAY):
        yield TODAY


@pytest.fixture
def expect_log() -> Callable[[str], None]:
    """`expect_log(regex)`: this test wants such warnings; they no longer fail it, but each pattern must come."""
    patterns: list[str] = []

    def expect(pattern: str) -> None:
        patterns.append(pattern)

    expect.patterns = patterns  # type: ignore[attr-defined]  # read by no_unexpected_logs
    return expect


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(expect_log: Any) -> Iterator[None]:
    """A warning in the log that the test did not announce is a failure, as is an announced one that never came."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    wanted: list[str] = expect_log.patterns
    unexpected = [line for line in collector.seen if not any(re.search(pattern, line) for pattern in wanted)]
    missing = [pattern for pattern in wanted if not any(re.search(pattern, line) for line in collector.seen)]
    assert not unexpected, f"unexpected log lines: {unexpected}"
    assert not missing, f"announced, but never logged: {missing}"


@pytest.fixture(autouse=True)
def no_open_transaction() -> Iterator[None]:
    """A connection that began and never ended its transaction would keep the vault locked for the next click."""
    running: set[int] = set()

    def began(connection: Any) -> None:
        running.add(id(connection))

    def ended(connection: Any) -> None:
        running.discard(id(connection))

    hooks = (("begin", began), ("commit", ended), ("rollback", ended))
    for name, hook in hooks:
        event.listen(Engine, name, hook)
    yield
    for name, hook in hooks:
        event.remove(Engine, name, hook)
    assert not running, "a transaction was left open"


@pytest.fixture(scope="session")
def _empty_vault(tmp_path_factory: pytest.TempPathFactory, session_profile: Path) -> Path:
    """Folder of an encrypted vault at the newest schema with its first user, made once and copied by each test."""
    files = VaultFiles(tmp_path_factory.mktemp("vorlage") / "Musterlingen.wegplan")
    vault, _ = create_vault(files, label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault, vault.session() as session:
        first_actor(session, LABEL, LABEL)
    return files.folder


@pytest.fixture(scope="session")
def first_profile(_empty_vault: Path, session_profile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this PC knew when that vault was new; the session's own profile goes on learning about other copies."""
    return shutil.copytree(session_profile, tmp_path_factory.mktemp("erstes") / "profil")


@pytest.fixture
def vault_files(_empty_vault: Path, tmp_path: Path, first_profile: Path, profile: Path) -> VaultFiles:
    """The files of a closed vault of this test: user LABEL, password PASSWORD, cost CHEAP, no cases."""
    folder = tmp_path / "Tresor"
    shutil.copytree(_empty_vault, folder)
    # What this PC knows of schemas, vaults and their save counters; spares each test the migrations in memory.
    shutil.copytree(first_profile, profile, dirs_exist_ok=True)
    return VaultFiles(folder / "Musterlingen.wegplan")


@pytest.fixture
def vault(vault_files: VaultFiles) -> Iterator[OpenVault]:
    """An unlocked vault: a real encrypted file at the newest schema, with Petra Lang and without cases."""
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        yield vault


@pytest.fixture
def session(vault: OpenVault) -> Iterator[Session]:
    """A session as the storage thread would open it; the gate begins and commits."""
    with vault.session() as session:
        yield session


@pytest.fixture
def actor(session: Session) -> Actor:
    """Petra Lang, the vault's only user."""
    return actor_for(session, LABEL)


def _delete_pages() -> None:
    """No page outlives the queue it reads by; forgotten ones would be dressed anew by Qt in every later test."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication
    from shiboken6 import delete, isValid

    for page in QApplication.topLevelWidgets():
        # A list of proposals belongs to the completer that opens it, which deletes it.
        if isValid(page) and page.parent() is None and page.windowType() is not Qt.WindowType.Popup:
            delete(page)


@pytest.fixture
def work(vault: OpenVault, actor: Actor, qapp: object) -> Iterator[Any]:
    """The work queue of the pages; results are there when the call returns."""
    from shiboken6 import delete  # only tests of screens pay for Qt

    from desktop.models.work import Work

    work = Work.at_once(vault, actor)
    yield work
    _delete_pages()
    work.stop()
    delete(work)  # with its timers, here: left to the garbage collector they may die on another thread


@pytest.fixture
def answers(qapp: object) -> Iterator[Any]:
    """What the user will answer to boxes and file choosers: `answers.answers += [True, path]`; `answers.asked` tells.

    A box nobody prepared an answer for fails the test, and so does an answer nobody asked for.
    """
    from desktop.views.messages import scripted  # only tests of screens pay for Qt

    with scripted() as script:
        yield script
