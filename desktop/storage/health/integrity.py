"""The checks a database passes or not: page authentication, structure and search index, row counts."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.storage.driver import DriverConnection

PAGES_NAMED = 10


@dataclass(frozen=True)
class Integrity:
    """`bad_pages` are what SQLCipher says about pages that fail authentication, `faults` what SQLite says."""

    bad_pages: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.bad_pages and not self.faults


def bad_pages(connection: DriverConnection) -> tuple[str, ...]:
    """Complaints of the page authentication; reads the main file only, so empty the write-ahead log first."""
    return tuple(str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchmany(PAGES_NAMED))


def structure_faults(connection: DriverConnection) -> tuple[str, ...]:
    """Complaints about tables, indexes and the search index; empty when the answer is „ok“."""
    rows = connection.execute(f"PRAGMA integrity_check({PAGES_NAMED})").fetchall()
    return tuple(str(row[0]) for row in rows if row[0] != "ok")


def examine(connection: DriverConnection) -> Integrity:
    """Both checks. A driver connection that has met a bad page is not to be used for anything else."""
    return Integrity(bad_pages(connection), structure_faults(connection))


def row_counts(connection: DriverConnection) -> dict[str, int]:
    """Rows of every real table; SQLite's own and virtual tables left out."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    counts = {}
    for (name,) in names:
        quoted = str(name).replace('"', '""')
        counts[str(name)] = int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - own tables
    return counts


def saves(connection: DriverConnection) -> int:
    """The save counter the gate keeps."""
    return int(connection.execute("SELECT saves FROM vault_state").fetchone()[0])
