"""Scrubbing: the index, the planner's samples and the write-ahead log keep nothing, and a reader is not waited for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.records.people import Person
from desktop.storage import secure_delete
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.secure_delete import Scrubbed, scrub


@pytest.fixture
def engine(session: Session, actor: Actor) -> Engine:
    """A vault in which somebody was entered and deleted again."""
    for name in ("Bleibt", "Weichtagain"):
        made = create_person(session, actor, PersonFacts(family_name=name)).made
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.delete(session.get_one(Person, made))
    bind = session.get_bind()
    assert isinstance(bind, Engine)
    return bind


@pytest.fixture
def reader(engine: Engine) -> Iterator[DriverConnection]:
    """Somebody who reads meanwhile, as a running backup does."""
    with driver_connection(engine) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM persons").fetchone()
        yield connection


def in_index(engine: Engine, word: bytes) -> bool:
    with driver_connection(engine) as connection:
        blocks = connection.execute("SELECT block FROM search_index_data").fetchall()
        return any(word in bytes(block) for (block,) in blocks)


def test_words_leave_the_index_and_the_log_is_emptied(engine: Engine, vault_files: VaultFiles) -> None:
    assert in_index(engine, b"weichtagain")  # control: deleting alone leaves them
    assert scrub(engine) is Scrubbed.NOW
    assert not in_index(engine, b"weichtagain")
    assert in_index(engine, b"bleibt")
    assert vault_files.wal.stat().st_size == 0


def test_samples_of_the_query_planner_are_forgotten(engine: Engine) -> None:
    with driver_connection(engine) as connection:
        connection.execute("PRAGMA analysis_limit = 0")
        connection.execute("ANALYZE")
        asked = "SELECT count(*) FROM sqlite_stat4 WHERE instr(sample, CAST('bleibt' AS BLOB))"
        assert connection.execute(asked).fetchone()[0] > 0  # control: names do stand there
    assert scrub(engine) is Scrubbed.NOW
    with driver_connection(engine) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_stat4").fetchone() == (0,)


def test_a_reader_is_not_waited_for_and_the_next_time_it_is_done(
    engine: Engine, reader: DriverConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secure_delete, "_PAUSE", 0)
    assert scrub(engine) is Scrubbed.LATER
    reader.execute("ROLLBACK")
    assert scrub(engine) is Scrubbed.NOW


def test_who_ends_the_program_is_not_kept_waiting(engine: Engine, reader: DriverConnection) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return True

    assert scrub(engine, cancelled) is Scrubbed.LATER
    assert asked == [True]


def test_the_connection_waits_as_long_as_before_afterwards(engine: Engine) -> None:
    scrub(engine)
    with driver_connection(engine) as connection:
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (5000,)


def test_a_refused_step_leaves_no_transaction_behind(engine: Engine) -> None:
    with driver_connection(engine) as connection:
        connection.execute("DROP TABLE search_index")
    with pytest.raises(Exception, match="no such table"):
        scrub(engine)
    with driver_connection(engine) as connection:
        connection.execute("BEGIN IMMEDIATE")  # refused inside a transaction
        connection.execute("ROLLBACK")
