"""Connections, PRAGMAs and transactions of the encrypted database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from desktop.storage import engine as engine_module
from desktop.storage.engine import Profile, connect, driver_connection, make_engine
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keys import DatabaseKey, new_key
from desktop.storage.open_vault import OpenVault


def test_a_reading_transaction_lets_a_writer_in_and_a_writing_one_does_not(files: VaultFiles, key: DatabaseKey) -> None:
    engine = make_engine(files.database, key)
    other = connect(files.database, key, Profile.LOCAL)
    other.execute("PRAGMA busy_timeout = 1")
    with engine.connect() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM people")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    with Session(engine) as writing:
        writing.connection(execution_options={"writing": True})
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()
    engine.dispose()


def test_schema_changes_are_rolled_back_too(files: VaultFiles, key: DatabaseKey) -> None:
    engine = make_engine(files.database, key)
    with engine.connect().execution_options(writing=True) as connection:
        connection.exec_driver_sql("CREATE TABLE extra (a)")
        connection.rollback()
        assert not sa.inspect(connection).has_table("extra")
    engine.dispose()


def test_objects_keep_their_values_after_the_commit(opened: OpenVault) -> None:
    with opened.session() as session:
        assert session.expire_on_commit is False


def test_errors_do_not_carry_values(opened: OpenVault) -> None:
    with opened.session() as session, pytest.raises(IntegrityError) as failed:
        session.execute(sa.text("INSERT INTO people (id, name) VALUES (1, :n)"), {"n": "Geheimer Name"})
    assert "Geheimer Name" not in str(failed.value)


def test_a_wrong_key_no_key_and_a_plain_file_are_not_opened(
    files: VaultFiles, key: DatabaseKey, tmp_path: Path
) -> None:
    wrong = DatabaseKey(bytearray(new_key().key), key.salt)
    with pytest.raises(Exception, match="not a database"):
        connect(files.database, wrong, None)
    with sqlite3.connect(files.database) as plain_library, pytest.raises(sqlite3.DatabaseError):
        plain_library.execute("SELECT count(*) FROM sqlite_master")
    plain_library.close()
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE a (b)")
    plain.close()
    with pytest.raises(Exception, match="not a database"):
        connect(tmp_path / "plain.db", key, None)


def test_a_vanished_file_is_not_made_anew(files: VaultFiles, key: DatabaseKey) -> None:
    engine = make_engine(files.database, key)
    files.database.unlink()
    with pytest.raises(OperationalError):
        engine.connect()
    assert not files.database.exists()


def test_a_database_without_its_file_rights_is_read_only(files: VaultFiles, key: DatabaseKey) -> None:
    reading = connect(files.database, key, None, mode="ro&immutable=1")
    assert reading.execute("SELECT count(*) FROM people").fetchone() == (200,)
    with pytest.raises(Exception, match="readonly"):
        reading.execute("INSERT INTO people (name) VALUES ('x')")
    reading.close()


def test_the_buffer_given_to_the_library_is_overwritten(
    files: VaultFiles, key: DatabaseKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    spelled = key.spelled()
    monkeypatch.setattr(key, "spelled", lambda: spelled)
    connect(files.database, key, None).close()
    assert bytes(spelled) == bytes(len(spelled))


@pytest.mark.parametrize("name", ["mit Leer zeichen", "hundert%20Prozent", "frage?zeichen", "raute#und&und", "Ümläut"])
def test_file_names_with_signs_of_an_address_are_taken_literally(tmp_path: Path, name: str) -> None:
    key = new_key()
    database = tmp_path / f"{name}.wegplan"
    engine = make_engine(database, key, create=True)
    with driver_connection(engine) as connection:
        connection.execute("CREATE TABLE a (b)")
    engine.dispose()
    assert database.read_bytes()[:16] == key.salt


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("C:/Tresor/A.wegplan", "file:///C%3A/Tresor/A.wegplan?mode=rw"),
        ("//server/akten/A.wegplan", "file:////server/akten/A.wegplan?mode=rw"),
    ],
)
def test_windows_paths_become_addresses_sqlite_accepts(path: str, uri: str) -> None:
    class Windows:
        def absolute(self) -> Windows:
            return self

        def as_posix(self) -> str:
            return path

    assert engine_module._uri(Windows(), "rw") == uri  # type: ignore[arg-type]


def test_a_session_left_open_does_not_keep_the_error_of_another(opened: OpenVault) -> None:
    with opened.session() as session:
        with pytest.raises(DatabaseError):
            session.execute(sa.text("SELECT nothing FROM nowhere"))
        session.rollback()
        assert session.execute(sa.text("SELECT 1")).scalar() == 1
