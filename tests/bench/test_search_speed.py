"""Searching while typing in 5,000 people and 100,000 talks: the index against looking through every name, the program
against its own questions asked of an unencrypted copy, and many people against few.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest
from sqlalchemy.orm import Session

from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people, search_vault
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.vault import unlock
from tests.bench.conftest import CHEAP, DUE, DUE_NAME, LABEL, PASSWORD, opened_copies
from tests.bench.statements import export_plain, listening, plain_like
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

ROUNDS = 40
WORDS = ("ver", "vermieter", "wohngeld", "frist", "frist bescheid", "kopie mietvertrag", "habte")
"""What stands in talks, by the thousand."""
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
    count = len(asked)
    yardstick.ratio("Personen suchen (5.000), je Suche", people / count, bare / count, 1)


def test_each_key_typed_against_an_unencrypted_copy(
    busy_files: VaultFiles, tmp_path: Path, yardstick: Yardstick
) -> None:
    """The same questions to the full-text index, asked of plain SQLite with the same settings, in turn."""
    key = key_by_password(busy_files, read(busy_files, CHEAP), LABEL, PASSWORD)
    export_plain(busy_files.database, key, tmp_path / "offen.db")
    plain = plain_like(tmp_path / "offen.db", busy_files.database, key)
    with unlock(busy_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        with driver_connection(vault._database.engine) as connection:
            asked = [*typed_ones(connection), *WORDS]
        pairs = [searched(session, actor, plain, typed) for typed in asked for _ in range(3)]
    plain.close()
    ours, bare = zip(*pairs, strict=True)
    yardstick.ratio("Alles suchen, je Taste", median(ours), median(bare), 3, "≤ 3 ×, ≤ 50 ms")
    yardstick.ratio("Alles suchen, alle Tasten zusammen", sum(ours), sum(bare), 3, "≤ 3 ×")
    yardstick.note("Alles suchen, die langsamste Taste", f"{max(ours) * 1000:.0f} ms", f"{max(bare) * 1000:.0f} ms", "")


def test_ten_times_the_people_cost_a_search_hardly_more(
    few_and_many: tuple[Path, Path], tmp_path: Path, yardstick: Yardstick
) -> None:
    """As many people have the name, in both. Taken in turn, as above."""
    with opened_copies(few_and_many, tmp_path) as (few, many), few.session() as small, many.session() as large:
        ours, theirs = actor_for(small, LABEL), actor_for(large, LABEL)
        assert len(search_people(small, ours, DUE_NAME, 100)) == len(search_people(large, theirs, DUE_NAME, 100)) == DUE
        pairs = [
            (seconds(lambda: search_vault(large, theirs, DUE_NAME), 1),
             seconds(lambda: search_vault(small, ours, DUE_NAME), 1))
            for _ in range(ROUNDS)
        ]  # fmt: skip
    much, little = map(median, zip(*pairs, strict=True))
    yardstick.ratio("Suche, 5.000 gegen 500 Personen, gleich viele Treffer", much, little, 1.3, "≤ 1,3 ×")


def searched(session: Session, actor: Actor, plain: DriverConnection, typed: str) -> tuple[float, float]:
    """Seconds of the program for what was typed, and of its full-text questions on the unencrypted copy."""
    with listening() as heard:
        search_vault(session, actor, typed)
    asked = [(statement, values) for statement, values in heard if "MATCH" in statement]

    def ask() -> None:
        for statement, values in asked:
            plain.execute(statement, values).fetchall()

    return seconds(lambda: search_vault(session, actor, typed), 1), seconds(ask, 1)
