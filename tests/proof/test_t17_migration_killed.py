"""T17: killed while an old vault is brought to a newer schema, it is the old one or the new one, with every row."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event

from desktop.storage.driver import DriverConnection
from desktop.storage.engine import connect
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.health import upgrade
from desktop.storage.health.integrity import examine, row_counts
from desktop.storage.health.schema import current_revision, fingerprint
from desktop.storage.health.search_repair import fits
from desktop.storage.keys import keyfile
from desktop.storage.keys.enrolment import write_password
from desktop.storage.keys.kdf import STANDARD_COST
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.vault import unlock
from tests.conftest import CHEAP
from tests.proof.recording import Proof
from tests.records.old_vault import LABEL, PASSWORD, VAULTS, all_rows
from tests.records.test_old_vaults import lost

ROOT = Path(__file__).resolve().parents[2]
CHILD = Path(__file__).with_name("killed_migration.py")
KEPT = VAULTS / "schema_0001"
NEWEST = "9999"
MORE_PERSONS = 600
LONGEST_RACE = 0.05  # seconds

#: After the program's own steps one that rebuilds tables others point to, as a later one may have to.
REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "{newest}"
down_revision = "{head}"


def upgrade() -> None:
    for table in {tables}:
        asked = sa.text(f"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{{table}}'")
        triggers = [row[0] for row in op.get_bind().execute(asked)]
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("added_later", sa.String(), server_default=""))
        for trigger in triggers:
            op.execute(trigger)
"""


def with_rebuild(folder: Path, *tables: str) -> Path:
    """The program's migrations and one more, in a folder of their own."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    code = REBUILD.format(newest=NEWEST, head=head, tables=tables)
    (folder / "versions" / f"{NEWEST}_rebuild.py").write_text(code, encoding="utf-8")
    return folder


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The longest way there is: all steps, then the rebuilding."""
    return with_rebuild(tmp_path / "migrations", "persons", "assessments")


@pytest.fixture
def key() -> DatabaseKey:
    """The key of the kept vault, got by its password."""
    files = VaultFiles(KEPT / "Altstadt.wegplan")
    return key_by_password(files, keyfile.read(files, STANDARD_COST), LABEL, PASSWORD)


Fresh = Callable[[], VaultFiles]


@pytest.fixture
def fresh(tmp_path: Path, key: DatabaseKey) -> Fresh:
    """A new copy of the kept vault at each call, grown so that a migration writes many pages."""
    grown = Path(shutil.copytree(KEPT, tmp_path / "gewachsen"))
    files = VaultFiles(grown / "Altstadt.wegplan")
    write_password(files, keyfile.read(files, STANDARD_COST), key, LABEL, PASSWORD, CHEAP)
    connection = connect(files.database, key, None)
    for table in ("persons", "person_languages"):
        _multiply(connection, table)
    connection.close()
    numbers = itertools.count()

    def copy() -> VaultFiles:
        return VaultFiles(Path(shutil.copytree(grown, tmp_path / f"Lauf{next(numbers)}")) / "Altstadt.wegplan")

    return copy


def _multiply(connection: DriverConnection, table: str) -> None:
    """Rows like the first; those that point to a person, to the persons made before."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall() if row[1] != "id"]
    values = ["1000 + n" if name == "person_id" else name for name in columns]
    key = "1000 + n" if table == "persons" else "5000 + n"
    connection.execute(
        f"WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < {MORE_PERSONS}) "  # noqa: S608 - names of the schema
        f"INSERT INTO {table} (id, {', '.join(columns)}) SELECT {key}, {', '.join(values)} FROM {table}, more "
        "WHERE id = 1"
    )


@dataclass
class Tally:
    """What came out of a series of kills."""

    kills: int = 0
    old: int = 0
    new: int = 0
    faults: list[str] = field(default_factory=list)


def statements(files: VaultFiles, scripts: Path) -> int:
    """How many SQL statements the way from the old schema has; the vault is brought up to date."""
    count = 0

    def counted(connection: Connection, *_: object) -> None:
        nonlocal count
        count += bool(connection.get_execution_options().get("writing"))

    event.listen(Engine, "before_cursor_execute", counted)
    try:
        unlock(files, LABEL, PASSWORD, cost=CHEAP, scripts=scripts).close()
    finally:
        event.remove(Engine, "before_cursor_execute", counted)
    return count


def kill(files: VaultFiles, profile: Path, scripts: Path, step: int, mode: str, rest: float = 0.0) -> None:
    """Start the program on the vault and kill it at this statement, or `rest` seconds after it."""
    line = [sys.executable, str(CHILD), str(files.database), str(profile), str(scripts), str(step), mode]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"here\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(rest)
        child.kill()


@dataclass(frozen=True)
class Judge:
    """Knows what was in the vault and says what is wrong with it after a kill."""

    key: DatabaseKey
    scripts: Path
    counts: dict[str, int]
    schemas: dict[str, str]
    """Revision before and after → digest of all tables and triggers."""

    def look(self, files: VaultFiles, tally: Tally) -> None:
        """The file as it is, without the program; then as the program opens it."""
        connection = connect(files.database, self.key, None)
        try:
            revision = current_revision(connection)
            tally.faults += self._torn(connection, revision or "")
        finally:
            connection.close()
        tally.old += revision == "0001"
        tally.new += revision == NEWEST
        if not tally.faults:
            tally.faults += self.lost(files)

    def _torn(self, connection: DriverConnection, revision: str) -> list[str]:
        if revision not in self.schemas:
            return [f"schema {revision!r} between the steps"]
        found = [*examine(connection).faults]
        found += [str(row) for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
        present = row_counts(connection)
        found += [f"{table}: {present.get(table)} rows of {count}" for table, count in self.counts.items()
                  if present.get(table) != count]  # fmt: skip
        if fingerprint(connection) != self.schemas[revision]:
            found.append("tables or triggers of another schema, or missing")
        if not fits(connection):
            found.append("the search index does not fit")
        return found

    def lost(self, files: VaultFiles) -> list[str]:
        """What is missing once the program has opened the vault."""
        with unlock(files, LABEL, PASSWORD, cost=CHEAP, scripts=self.scripts) as vault:
            return lost(json.loads((KEPT / "rows.json").read_text(encoding="utf-8")), all_rows(vault))


@pytest.fixture
def judge(fresh: Fresh, key: DatabaseKey, scripts: Path) -> Judge:
    connection = connect(fresh().database, key, None)
    counts = row_counts(connection)
    connection.close()
    before, after = upgrade.build_reference(scripts, "0001"), upgrade.build_reference(scripts)
    return Judge(key, scripts, counts, {schema.revision: schema.fingerprint for schema in (before, after)})


@pytest.fixture
def emptied(fresh: Fresh, tmp_path: Path, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> str:
    """The control: with foreign keys on, rebuilding a table empties the tables that point to it, and it is noticed."""

    @contextmanager
    def foreign_keys_on(engine: Engine) -> Iterator[Connection]:
        with engine.connect() as plain:
            yield plain.execution_options(writing=True)

    way = with_rebuild(tmp_path / "nur-assessments", "assessments")
    files = fresh()
    unlock(files, LABEL, PASSWORD, cost=CHEAP).close()  # the program's own steps would be refused then, not obeyed
    with monkeypatch.context() as patch:
        patch.setattr(upgrade, "_foreign_keys_off", foreign_keys_on)
        missing = replace(judge, scripts=way).lost(files)
    assert any(line.startswith("answers") for line in missing)
    return f"mit Fremdschlüsseln an: {len(missing)} Zeilen weg"


@pytest.fixture
def torn(fresh: Fresh, profile: Path, scripts: Path, judge: Judge) -> str:
    """The control: steps that are not saved together leave something in between, and it is noticed."""
    tally = Tally()
    files = fresh()
    kill(files, profile, scripts, 12, "apart")
    judge.look(files, tally)
    assert tally.faults
    return "einzeln gespeicherte Schritte: halber Tresor bemerkt"


def test_a_killed_migration_leaves_the_old_vault_or_the_new_one(
    fresh: Fresh, profile: Path, scripts: Path, judge: Judge, proof: Proof, emptied: str, torn: str
) -> None:
    tally, rng = Tally(), proof.rng()
    whole = statements(fresh(), scripts)
    kills = proof.amount(6, 60)
    for run in range(kills):
        files = fresh()
        commit = run % 3 == 2  # every third time around the commit, where old becomes new
        step = whole + 1 if commit else 1 + whole * run // kills
        kill(files, profile, scripts, step, "run" if commit or run % 2 else "wait", rng.uniform(0, LONGEST_RACE))
        judge.look(files, tally)
        tally.kills += 1
        shutil.rmtree(files.folder)
    assert tally.faults == []
    assert tally.old > 0
    assert tally.old + tally.new == kills
    figure = f"{kills} Abbrüche an {whole} Schritten: {tally.old} alt, {tally.new} neu, 0 halb, keine Zeile verloren"
    proof.reached("T17", "Umstellung auf eine neuere Fassung des Tresors abgebrochen", figure, "60 Abbrüche, 0 halb",
                  f"{emptied}; {torn}")
