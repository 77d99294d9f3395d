"""Run as a process of its own whose writes are recorded: does everything with a name that must not be readable on disk.

`marked_writer.py HOW DATABASE PROFILE ROWS`: HOW is `local` or `share` (the program's two ways to keep the journal), or
a control: `temp_file` lets SQLite sort in temporary files, `plain` is Python's own SQLite without a key. The caller
sends temporary files into the recorded folder.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import taken_for_share
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN
from tests.proof.saving import enter, keep_to

WRITES = (
    "BEGIN IMMEDIATE",
    *("INSERT INTO {table} (words, kind, subject_id) VALUES (?, 'person', ?)",) * 2,  # the second is taken back
    "CREATE TEMP TABLE sorted AS SELECT * FROM {table} ORDER BY words DESC",
    "CREATE INDEX temp.by_words ON sorted (words)",
    "SELECT count(*) FROM (SELECT DISTINCT a.words || b.words FROM sorted a JOIN sorted b USING (subject_id))",
    "SELECT * FROM {table} ORDER BY words || id",
    "UPDATE {table} SET words = words || ' ' || words WHERE id % 3 = 0",
    "CREATE INDEX extra_index ON {table} (words)",
    "DELETE FROM {table} WHERE id % 2 = 0",
    "VACUUM",
    "DROP INDEX extra_index",
)
"""What makes SQLite write: rows, the search index by its triggers, sorting, temporary tables, indexes, VACUUM."""


def words(number: int) -> str:
    """A text with the name in each of its scripts, so long that sorting leaves the memory."""
    return f"{LATIN} {number} {FOREIGN} {ARABIC} " * 12


def work(connection: Any, rows: int, table: str = "search_texts") -> None:
    """All of it, with a transaction that is taken back in between."""
    begin, insert, again, *others = WRITES
    for statement, end, first in ((insert, "COMMIT", 1), (again, "ROLLBACK", rows + 1)):
        connection.execute(begin)
        data = [(words(number), number) for number in range(first, first + rows)]
        connection.executemany(statement.format(table=table), data)
        connection.execute(end)
    for statement in others:
        connection.execute(statement.format(table=table)).fetchall()


@contextlib.contextmanager
def opened(how: str, files: VaultFiles) -> Iterator[Any]:
    """The connection to work on."""
    if how == "plain":
        plain = sqlite3.connect(files.folder / "klar.sqlite", isolation_level=None)
        plain.execute("CREATE TABLE search_texts (id INTEGER PRIMARY KEY, words, kind, subject_id)")
        yield plain
        plain.close()
        return
    with taken_for_share(files.folder) if how == "share" else contextlib.nullcontext(), enter(files) as vault:
        yield from _driver(how, vault)


def _driver(how: str, vault: OpenVault) -> Iterator[Any]:
    with driver_connection(vault._database.engine) as connection:
        if how == "temp_file":
            connection.execute("PRAGMA temp_store = FILE")
            connection.execute("PRAGMA temp.cache_size = 10")
        yield connection
    vault.back_up()


def main(how: str, database: str, profile: str, rows: str) -> None:
    files = VaultFiles(Path(database))
    keep_to(Path(profile))
    with opened(how, files) as connection:
        work(connection, int(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
