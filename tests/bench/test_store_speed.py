"""How fast lists and files open on 5,000 people, against reading the same rows bare."""

from __future__ import annotations

import pytest

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.cases.case_list import list_cases
from desktop.casework.cases.cases import case_head
from desktop.casework.office import actor_for
from desktop.models.case_table import case_table
from desktop.storage.database import open_database
from desktop.storage.engine import driver_connection
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.unlocking import key_by_password
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

_SAME_ROWS = (
    "SELECT c.id, c.number, c.kind, c.status, c.responsible_id, u.name, f.name FROM cases c "
    "LEFT JOIN users u ON u.id = c.responsible_id LEFT JOIN families f ON f.id = c.family_id",
    "SELECT id, family_name, given_names, own_script_name, folded_name, assigned_on FROM persons",
    "SELECT family_id, person_id, position FROM family_members WHERE until IS NULL",
    "SELECT person_id, code FROM person_languages ORDER BY position",
    "SELECT person_id, town FROM addresses WHERE until IS NULL AND town != ''",
)


def test_from_the_key_to_the_list_of_5000_people(crowded_files: VaultFiles, qapp: object, yardstick: Yardstick) -> None:
    keys = read(crowded_files, CHEAP)

    def open_and_list() -> None:
        key = key_by_password(crowded_files, keys, LABEL, PASSWORD)
        database = open_database(crowded_files, key, MIGRATIONS)
        with database.session() as session:
            rows = list_cases(session, actor_for(session, LABEL))
        table = case_table()
        table.set_rows(rows)
        assert table.rowCount() > 1000
        database.close()

    def read_bare() -> None:
        key = key_by_password(crowded_files, keys, LABEL, PASSWORD)
        database = open_database(crowded_files, key, MIGRATIONS)
        with driver_connection(database.engine) as connection:
            for statement in _SAME_ROWS:
                connection.execute(statement).fetchall()
        database.close()

    open_and_list()
    yardstick.ratio("Schlüssel bis Liste, 5.000 Personen", seconds(open_and_list), seconds(read_bare), 12, "≤ 300 ms")


def test_opening_a_file(crowded_files: VaultFiles, yardstick: Yardstick) -> None:
    database = open_database(
        crowded_files, key_by_password(crowded_files, read(crowded_files, CHEAP), LABEL, PASSWORD), MIGRATIONS
    )
    with database.session() as session:
        actor = actor_for(session, LABEL)
        largest = max(list_cases(session, actor), key=lambda row: row.persons).id

    def open_file() -> None:
        with database.session() as session:
            case_head(session, actor, largest)

    def read_bare() -> None:
        with driver_connection(database.engine) as connection:
            members = connection.execute(
                "SELECT m.person_id FROM cases c JOIN family_members m ON m.family_id = c.family_id WHERE c.id = ?",
                (largest,),
            ).fetchall()
            for (person,) in members:
                for table in ("persons", "person_languages", "residence_titles", "addresses"):
                    key = "id" if table == "persons" else "person_id"
                    connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (person,)).fetchall()  # noqa: S608
            connection.execute("BEGIN IMMEDIATE")
            last = connection.execute("SELECT at, user_id, action, objects, chain FROM access_log "
                                      "ORDER BY id DESC LIMIT 1").fetchone()
            connection.execute("INSERT INTO access_log (at, user_id, action, objects, chain) "
                               "VALUES (?, ?, ?, ?, ?)", last)
            connection.execute("UPDATE vault_state SET saves = saves + 1")
            connection.execute("COMMIT")

    open_file()
    ours, bare = seconds(open_file, 15), seconds(read_bare, 15)
    yardstick.ratio("Fall öffnen (mit Eintrag ins Zugriffsprotokoll)", ours, bare, 20, "≤ 100 ms")
    database.close()
