"""The migrations and the mapped classes say the same, on a real encrypted file, in both directions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Inspector, MetaData, inspect

import desktop.records  # noqa: F401  fills the metadata
from desktop.records.base import Base
from desktop.storage.engine import driver_connection, make_engine
from desktop.storage.files import MIGRATIONS
from desktop.storage.health.schema import fingerprint
from desktop.storage.keys.keys import new_key

TABLES = frozenset(Base.metadata.tables)
INDEX = "search_index"
"""The full-text index and its helpers, which FTS5 makes and no class maps."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An encrypted file without any table."""
    engine = make_engine(tmp_path / "leer.wegplan", new_key(), create=True)
    yield engine
    engine.dispose()


def go(engine: Engine, *ways: str) -> None:
    """Run migrations: `go(engine, "head", "base")` there and back."""
    for way in ways:
        with engine.connect() as connection, connection.execution_options(writing=True).begin():
            run = command.downgrade if way == "base" or way.startswith("-") else command.upgrade
            run(_config(connection), way)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def definitions(engine: Engine) -> str:
    """Digest of all tables, indexes and triggers, as opening a vault compares it."""
    with driver_connection(engine) as driver:
        return fingerprint(driver)


_OPTIONS = {
    "compare_type": True, "compare_server_default": True,
    "include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith(INDEX),
}  # fmt: skip


def tables(engine: Engine) -> set[str]:
    """Tables of the file, without the full-text index."""
    return {name for name in inspect(engine).get_table_names() if not name.startswith(INDEX)}


def differences(engine: Engine, metadata: MetaData = Base.metadata) -> list[Any]:
    """What Alembic would have to change to get from the file to the mapped classes."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=_OPTIONS)
        return list(compare_metadata(context, metadata))


def unnamed(look: Inspector) -> list[str]:
    """Keys and constraints a later migration could not name, and so not change."""
    return [
        f"{table}: {found}"
        for table in look.get_table_names()
        if table != "alembic_version" and not table.startswith(INDEX)
        for found in (
            look.get_pk_constraint(table), *look.get_foreign_keys(table), *look.get_unique_constraints(table)
        )
        if not re.match(r"(pk|fk|uq)_", found["name"] or "")
    ]


def test_every_migration_leads_back_and_forth_to_the_same_schema(engine: Engine) -> None:
    steps = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
    made = []
    for step in steps:
        go(engine, step)
        made.append(definitions(engine))
    go(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    go(engine, "head", "-1", "head")
    assert definitions(engine) == made[-1]
    assert len(set(made)) == len(steps)


def test_the_newest_schema_is_that_of_the_mapped_classes(engine: Engine) -> None:
    go(engine, "head")
    assert tables(engine) == {*TABLES, "alembic_version"}
    assert differences(engine) == []


@pytest.mark.parametrize(
    ("drift", "found"),
    [
        ("ALTER TABLE persons ADD COLUMN nickname VARCHAR", "remove_column"),
        ("ALTER TABLE persons DROP COLUMN profession", "add_column"),
        ("DROP TABLE wording_checks", "add_table"),
        ("DROP INDEX ix_persons_folded_name", "add_index"),
        ("CREATE TABLE visits (id INTEGER PRIMARY KEY)", "remove_table"),
    ],
)
def test_the_comparison_notices_any_drift(engine: Engine, drift: str, found: str) -> None:
    """Negative control."""
    go(engine, "head")
    with engine.begin() as connection:
        connection.exec_driver_sql(drift)
    assert found in {difference[0] for difference in differences(engine)}


def test_the_comparison_notices_changed_classes(engine: Engine) -> None:
    """Negative control."""
    go(engine, "head")
    other = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(other)
    other.tables["persons"].c.assigned_on.type = sa.Integer()
    other.tables["goals"].c.person_id.nullable = False
    sa.Table("visits", other, sa.Column("person_id", sa.ForeignKey("persons.id")))
    found = [part if isinstance(part, list) else [part] for part in differences(engine, other)]
    kinds = {part[0] for parts in found for part in parts}
    assert {"modify_type", "modify_nullable", "add_table"} <= kinds


def test_every_key_and_constraint_has_a_name(engine: Engine) -> None:
    go(engine, "head")
    look = inspect(engine)
    assert unnamed(look) == []
    links = [found for table in TABLES for found in look.get_foreign_keys(table)]
    uniques = [found for table in TABLES for found in look.get_unique_constraints(table)]
    assert len(links) == sum(len(table.foreign_keys) for table in Base.metadata.tables.values()) > 20
    assert len(uniques) > 10
    assert all(found["options"].get("ondelete") for found in links)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE loose (id INTEGER PRIMARY KEY, p INTEGER REFERENCES persons (id))")
    assert len(unnamed(inspect(engine))) == 2  # negative control: its key and its link


def test_the_classes_name_the_same_constraints_as_the_file(engine: Engine) -> None:
    go(engine, "head")
    look = inspect(engine)
    for name, table in Base.metadata.tables.items():
        written = {str(constraint.name) for constraint in table.constraints}
        pk = look.get_pk_constraint(name)["name"]
        links = {found["name"] for found in look.get_foreign_keys(name)}
        uniques = {found["name"] for found in look.get_unique_constraints(name)}
        assert {pk} | links | uniques == written, name
