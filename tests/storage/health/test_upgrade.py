"""Migrations: a verified copy first, then everything or nothing, with proofs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.storage.engine import connect
from desktop.storage.errors import BackupFailedError, DiskFullError, UpgradeFailedError
from desktop.storage.files import VaultFiles
from desktop.storage.health.schema import expected
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault

Enter = Callable[..., OpenVault]
Newer = Callable[[str], Path]

TRIGGER = """
op.execute(
    "CREATE TRIGGER people_added AFTER INSERT ON people BEGIN "
    "INSERT INTO people_search (rowid, name) VALUES (new.id, new.name); END"
)
"""
REBUILD = """
with op.batch_alter_table("people") as people:
    people.add_column(sa.Column("born", sa.String()))
    people.alter_column("note", existing_type=sa.String(), type_=sa.String(80))
"""
# Steps that behave differently where there are data: the reference for the schema is built without any.
IF_PEOPLE = """
if op.get_bind().execute(sa.text("SELECT count(*) FROM people")).scalar():
"""
STOP_HALF_WAY = """
    print("half", flush=True)
    input()
"""
FILL_THE_DISK = """
    op.execute("PRAGMA max_page_count = 1")
    op.execute("UPDATE people SET note = printf('%5000s', 'x')")
"""
DOUBLE_PERSON = """
op.execute("INSERT INTO people (id, name) VALUES (1, 0)")
"""


@pytest.fixture
def content(files: VaultFiles, key: DatabaseKey) -> Callable[[], tuple[object, ...]]:
    """What is in the database: revision, columns of people, rows, triggers, left-over tables."""

    def read() -> tuple[object, ...]:
        connection = connect(files.database, key, None)

        def ask(statement: str) -> list[object]:
            return [row[0] for row in connection.execute(statement).fetchall()]

        found = (
            ask("SELECT version_num FROM alembic_version"),
            ask("SELECT name FROM pragma_table_info('people')"),
            ask("SELECT count(*) FROM people") + ask("SELECT count(*) FROM visits"),
            ask("SELECT name FROM sqlite_master WHERE type = 'trigger' OR name LIKE '_alembic_tmp%'"),
        )
        connection.close()
        return found

    return read


OLD = (["0001"], ["id", "name", "note"], [200, 200], ["people_added"])


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(
    enter: Enter, newer_scripts: Newer, content: Callable[[], object]
) -> None:
    enter(scripts=newer_scripts(REBUILD + TRIGGER)).close()
    assert content() == (["0002"], ["id", "name", "note", "born"], [200, 200], ["people_added"])


def test_foreign_keys_are_on_again_afterwards(enter: Enter, newer_scripts: Newer) -> None:
    with enter(scripts=newer_scripts(REBUILD + TRIGGER)) as vault, vault.session() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_verified_copy_is_made_before_the_first_step(
    files: VaultFiles, enter: Enter, newer_scripts: Newer, key: DatabaseKey
) -> None:
    enter(scripts=newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')")).close()
    (folder,) = files.backup_folder.iterdir()
    copy = connect(folder / files.database.name, key, None, mode="ro")
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    copy.close()


def test_a_current_vault_is_neither_copied_nor_touched(files: VaultFiles, enter: Enter) -> None:
    enter().close()
    assert not files.backup_folder.exists()


def test_without_a_good_copy_nothing_is_changed(
    enter: Enter, newer_scripts: Newer, content: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise BackupFailedError("Die Sicherung ist nicht gelungen.")

    monkeypatch.setattr("desktop.storage.database.make_backup", fails)
    with pytest.raises(BackupFailedError):
        enter(scripts=newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')"))
    assert content() == OLD


@pytest.mark.parametrize(
    ("body", "error", "match"),
    [
        (REBUILD + DOUBLE_PERSON, UpgradeFailedError, "abgelehnt"),
        (f"{REBUILD}raise RuntimeError('bug')", RuntimeError, "bug"),
        ("op.execute('DELETE FROM people WHERE id = 7')", UpgradeFailedError, "Verweise"),
        ("op.execute('UPDATE people SET name = 1')", UpgradeFailedError, "Suchverzeichnis"),
    ],
    ids=["rejected statement", "bug", "orphans", "stale search index"],
)
def test_a_step_that_fails_leaves_the_vault_as_it_was(
    enter: Enter,
    newer_scripts: Newer,
    content: Callable[[], object],
    body: str,
    error: type[Exception],
    match: str,
) -> None:
    scripts = newer_scripts(body)
    with pytest.raises(error, match=match):
        enter(scripts=scripts)
    assert content() == OLD
    enter().close()


def test_a_trigger_lost_for_old_vaults_alone_is_noticed(
    enter: Enter, newer_scripts: Newer, content: Callable[[], object]
) -> None:
    with pytest.raises(UpgradeFailedError, match="Auslöser"):
        enter(scripts=newer_scripts(IF_PEOPLE + "    op.execute('DROP TRIGGER people_added')"))
    assert content() == OLD


def test_a_full_disk_during_a_step_leaves_the_vault_as_it_was(
    enter: Enter, newer_scripts: Newer, content: Callable[[], object]
) -> None:
    with pytest.raises(DiskFullError, match="voll"):
        enter(scripts=newer_scripts(IF_PEOPLE + FILL_THE_DISK))
    assert content() == OLD


def test_a_process_killed_in_a_step_leaves_the_old_vault(
    files: VaultFiles,
    newer_scripts: Newer,
    content: Callable[[], object],
    start: Callable[[str], subprocess.Popen[str]],
    password: str,
) -> None:
    scripts = newer_scripts(REBUILD + IF_PEOPLE + STOP_HALF_WAY + TRIGGER)
    process = start(f"""
        vault.close()
        unlock(VaultFiles(Path({str(files.database)!r})), "Petra Lang", {password!r},
               cost=KeyCost(64, 1, 1, 64), scripts=Path({str(scripts)!r}))
    """)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "half"
    process.kill()
    process.wait()
    assert content() == OLD


def test_the_expected_schema_is_remembered_until_a_step_changes(
    profile: Path, scripts: Path, newer_scripts: Newer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = expected(scripts)
    monkeypatch.setattr("desktop.storage.health.upgrade.build_reference", lambda _: pytest.fail("built again"))
    assert expected(scripts) == first
    monkeypatch.undo()
    assert expected(newer_scripts("op.execute('CREATE TABLE later (a INTEGER)')")).revision == "0002"
