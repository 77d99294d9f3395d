"""Vaults with a schema of their own, small enough to break: two tables, a search index kept by triggers."""

from __future__ import annotations

import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import open_slot
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "desktop" / "storage" / "migrations"

START = """
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, note VARCHAR)")
    op.execute(
        "CREATE TABLE visits (id INTEGER PRIMARY KEY, what VARCHAR, "
        "person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE)"
    )
    op.execute("CREATE TABLE vault_state (id INTEGER PRIMARY KEY, saves INTEGER NOT NULL)")
    op.execute("INSERT INTO vault_state VALUES (1, 0)")
    op.execute("CREATE VIRTUAL TABLE people_search USING fts5(name, content='people', content_rowid='id')")
    op.execute(
        "CREATE TRIGGER people_added AFTER INSERT ON people BEGIN "
        "INSERT INTO people_search (rowid, name) VALUES (new.id, new.name); END"
    )
"""


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migration folder with one step, and the program's own env.py."""
    folder = tmp_path_factory.mktemp("schritte")
    (folder / "versions").mkdir()
    shutil.copy(MIGRATIONS / "env.py", folder)
    (folder / "versions" / "0001_start.py").write_text(START, encoding="utf-8")
    return folder


@pytest.fixture
def newer_scripts(scripts: Path, tmp_path: Path) -> Callable[[str], Path]:
    """`newer_scripts(body)`: the same folder with a second step whose `upgrade` has this body."""

    def make(body: str) -> Path:
        folder = shutil.copytree(scripts, tmp_path / "neuere", dirs_exist_ok=True)
        code = "import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '0002'\ndown_revision = '0001'\n\n\n"
        code += "def upgrade() -> None:\n" + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"
        (folder / "versions" / "0002_more.py").write_text(code, encoding="utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def cost() -> KeyCost:
    """A key derivation that takes no time; everything else about the slots is real."""
    return KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)


@pytest.fixture(scope="session")
def password() -> str:
    return "Löwe Tisch Regen 12"


@pytest.fixture(scope="session")
def _template(
    tmp_path_factory: pytest.TempPathFactory, session_profile: Path, scripts: Path, cost: KeyCost, password: str
) -> tuple[VaultFiles, tuple[str, ...], str]:
    files = VaultFiles(tmp_path_factory.mktemp("muster") / "Akten.wegplan")
    vault, sheet = create_vault(files, label="Petra Lang", password=password, cost=cost, scripts=scripts)
    with vault, vault.session() as session:
        session.connection(execution_options={"writing": True})
        for number in range(1, 201):
            session.execute(
                text("INSERT INTO people (name, note) VALUES (:n, :t)"), {"n": f"P{number}", "t": "x" * 400}
            )
        session.execute(text("INSERT INTO visits (what, person_id) SELECT 'Besuch', id FROM people"))
        session.execute(text("UPDATE vault_state SET saves = saves + 1"))
        session.commit()
    return files, sheet.groups, sheet.slot_text


@pytest.fixture
def files(_template: tuple[VaultFiles, tuple[str, ...], str], tmp_path: Path) -> VaultFiles:
    """A closed vault of this test: Petra Lang, 200 people with a visit each, one save."""
    shutil.copytree(_template[0].folder, tmp_path / "Tresor")
    return VaultFiles(tmp_path / "Tresor" / "Akten.wegplan")


@pytest.fixture
def recovery_groups(_template: tuple[VaultFiles, tuple[str, ...], str]) -> tuple[str, ...]:
    """What the sheet of `files` says."""
    return _template[1]


@pytest.fixture
def slot_text(_template: tuple[VaultFiles, tuple[str, ...], str]) -> str:
    """What the QR code on the sheet of `files` says."""
    return _template[2]


@pytest.fixture
def enter(files: VaultFiles, password: str, cost: KeyCost, scripts: Path) -> Callable[..., OpenVault]:
    """`enter()` unlocks `files` as Petra Lang; any argument of `unlock` can be given another value."""

    def unlocked(**other: object) -> OpenVault:
        given = {"label": "Petra Lang", "password": password, "cost": cost, "scripts": scripts, **other}
        return unlock(files, **given)  # type: ignore[arg-type]

    return unlocked


@pytest.fixture
def opened(enter: Callable[..., OpenVault]) -> Iterator[OpenVault]:
    """`files`, unlocked."""
    with enter() as vault:
        yield vault


@pytest.fixture
def key(files: VaultFiles, password: str, cost: KeyCost) -> DatabaseKey:
    """The database key of `files`, for looking at the database from outside."""
    keys = read(files, cost)
    slot = keys.slot("Petra Lang")
    assert slot is not None
    found = open_slot(slot, password, keys.binding)
    assert found is not None
    return DatabaseKey(found, keys.db_id)


@pytest.fixture
def add_person() -> Callable[[OpenVault, str], None]:
    """`add_person(vault, name)`: one save, counted as the gate counts it."""

    def add(vault: OpenVault, name: str) -> None:
        with vault.session() as session:
            session.connection(execution_options={"writing": True})
            session.execute(text("INSERT INTO people (name) VALUES (:n)"), {"n": name})
            session.execute(text("UPDATE vault_state SET saves = saves + 1"))
            session.commit()

    return add


@pytest.fixture
def names() -> Callable[[OpenVault], list[str]]:
    """`names(vault)`: all names, in the order they were added."""

    def read_names(vault: OpenVault) -> list[str]:
        with vault.session() as session:
            return list(session.execute(text("SELECT name FROM people ORDER BY id")).scalars())

    return read_names


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Wrong passwords of one test do not delay the next."""
    yield
    attempts._failures.clear()
    attempts._free_at.clear()


@pytest.fixture
def start(
    files: VaultFiles, profile: Path, scripts: Path, password: str
) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """`start(code)`: another process that runs `code` with `vault` unlocked; ended after the test."""
    running: list[subprocess.Popen[str]] = []
    opening = f"""
import sys
from pathlib import Path
from sqlalchemy import text
from desktop import paths
paths.user_data_path = lambda *_, **__: Path({str(profile)!r})
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.vault import unlock
vault = unlock(VaultFiles(Path({str(files.database)!r})), "Petra Lang", {password!r},
               cost=KeyCost(64, 1, 1, 64), scripts=Path({str(scripts)!r}))
"""

    def run(code: str) -> subprocess.Popen[str]:
        started = subprocess.Popen(
            [sys.executable, "-c", opening + textwrap.dedent(code)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        running.append(started)
        return started

    yield run
    for process in running:
        process.kill()
        process.communicate()
