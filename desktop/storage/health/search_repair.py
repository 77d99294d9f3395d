"""The full-text index compared with the words it was made of, and made anew where it does not fit (security.md 5.2).

It holds nothing that the records do not: making it anew loses nothing.
"""

from __future__ import annotations

from sqlcipher3 import dbapi2

from desktop.storage.driver import DriverConnection


def search_indexes(connection: DriverConnection) -> list[str]:
    """Names of the FTS5 tables."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE 'create virtual table%fts5%'"
    ).fetchall()
    return [str(row[0]) for row in rows]


def is_search_fault(fault: str) -> bool:
    """Whether a complaint of SQLite's check is about the search index alone."""
    return "fts5" in fault.casefold()


def fits(connection: DriverConnection) -> bool:
    """Whether each index is whole and the same as its words; SQLite's own check does not compare the two.

    Needs a connection that may write, though nothing is written.
    """
    return all(_passes(connection, name) for name in search_indexes(connection))


def rebuild(connection: DriverConnection) -> None:
    """Make every index anew out of its words, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for name in search_indexes(connection):
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")  # noqa: S608 - names of the schema
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def heal_quickly(connection: DriverConnection) -> bool:
    """Before a copy is made: rebuild an index SQLite finds torn; True when it did. Only reads when all is well."""
    for name in search_indexes(connection):
        rows = connection.execute(f"PRAGMA quick_check({name})").fetchall()
        if any(is_search_fault(str(row[0])) for row in rows):
            rebuild(connection)
            return True
    return False


def _passes(connection: DriverConnection, name: str) -> bool:
    try:
        asked = f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - names of the schema
        connection.execute(asked)
    except dbapi2.OperationalError:
        raise  # a full or locked file says nothing about the index
    except dbapi2.DatabaseError:
        return False
    return True
