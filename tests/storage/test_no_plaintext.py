"""No name is readable in any file on disk, while the vault is open, after a kill and after closing (decision 31)."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault

MARKER = "XYZZYLECK"
BUSY = """
rows = [{"name": f"MARKER {number}", "note": "MARKER " * 40} for number in range(600)]
with vault.session() as session:
    session.connection(execution_options={"writing": True})
    session.execute(text("INSERT INTO people (name, note) VALUES (:name, :note)"), rows)
    session.commit()
    session.execute(text("SELECT * FROM people ORDER BY note DESC, name")).all()
    session.execute(text("CREATE TEMP TABLE sorted AS SELECT * FROM people ORDER BY note"))
    session.rollback()
vault.back_up()
print("open", flush=True)
sys.stdin.readline()
""".replace("MARKER", MARKER)


def found(*folders: Path) -> list[str]:
    """Files below the folders that hold the marker, in any of the encodings SQLite and Windows use."""
    spellings = [MARKER.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if any(mark in path.read_bytes() for mark in spellings)]


def test_no_name_is_readable_while_open_nor_after_a_kill_nor_after_closing(
    files: VaultFiles,
    start: Callable[[str], subprocess.Popen[str]],
    enter: Callable[..., OpenVault],
    profile: Path,
    tmp_path: Path,
) -> None:
    process = start(BUSY)
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "open"
    assert files.wal.stat().st_size > 100_000  # the names are in the log, not yet in the database
    assert found(tmp_path, profile) == []
    process.kill()
    process.wait()
    assert found(tmp_path, profile) == []
    with enter() as vault, vault.session() as session:
        count = session.execute(text("SELECT count(*) FROM people WHERE name LIKE :m"), {"m": f"{MARKER}%"}).scalar()
        assert count == 600
    assert found(tmp_path, profile) == []


def test_the_search_does_find_the_name_in_a_plain_database(tmp_path: Path) -> None:
    """Negative control: the same rows in Python's own SQLite."""
    plain = sqlite3.connect(tmp_path / "plain.wegplan", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE people (name)")
    plain.execute("INSERT INTO people VALUES (?)", (f"{MARKER} 1",))
    assert found(tmp_path) == ["plain.wegplan-wal"]
    plain.close()
    assert found(tmp_path) == ["plain.wegplan"]
