"""Searching while typing in 5,000 people: the index against looking through every name."""

from __future__ import annotations

from functools import partial
from statistics import median

import pytest

from desktop.casework.office import actor_for
from desktop.casework.search import search_people, search_vault
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

_LIKE = (
    "SELECT p.id, p.family_name, p.given_names, p.own_script_name, p.birth_date, c.id, c.number FROM persons p "
    "LEFT JOIN family_members m ON m.person_id = p.id AND m.until IS NULL "
    "LEFT JOIN cases c ON c.person_id = p.id OR c.family_id = m.family_id "
    "WHERE p.folded_name LIKE '%' || ? || '%' OR c.number LIKE '%' || ? || '%' "
    "ORDER BY c.status = 'ended', p.family_name, p.given_names, c.id DESC LIMIT 24"
)


def typed_ones(connection: DriverConnection) -> list[str]:
    """What is typed on the way to real names: three letters, then all of them; and numbers."""
    rows = connection.execute("SELECT folded_name FROM persons WHERE id % 250 = 0").fetchall()
    names = [str(name).split()[0] for (name,) in rows]
    numbers = [row[0] for row in connection.execute("SELECT number FROM cases WHERE id % 500 = 0").fetchall()]
    return [*(name[:3] for name in names), *names, *(number[-6:] for number in numbers)]


def test_searching_5000_people(crowded_files: VaultFiles, yardstick: Yardstick) -> None:
    with unlock(crowded_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        with driver_connection(vault._database.engine) as connection:
            asked = typed_ones(connection)

            def look_through() -> None:
                for typed in asked:
                    connection.execute(_LIKE, (typed, typed)).fetchall()

            bare = seconds(look_through, 3)
        people = seconds(lambda: [search_people(session, actor, typed) for typed in asked], 3)
        everything = [seconds(partial(search_vault, session, actor, typed), 1) for typed in asked]
    count = len(asked)
    yardstick.ratio("Personen suchen (5.000), je Suche", people / count, bare / count, 1)
    slowest, usual = max(everything) * 1000, median(everything) * 1000
    yardstick.note("Alles durchsuchen: üblich / am längsten", f"{usual:.1f} / {slowest:.1f} ms", "", "≤ 50 ms")
