"""T30: a reader that shares nothing with the program reads every value of old and new vaults and reports damage."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from build import read_vault
from desktop.casework.office import first_actor
from desktop.storage.engine import checkpoint
from desktop.storage.files import VaultFiles
from desktop.storage.vault import create_vault, unlock
from tests.conftest import CHEAP, LABEL
from tests.proof.recording import Proof, german
from tests.records import old_vault

KEPT = sorted(old_vault.VAULTS.glob("schema_*"))
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[Path, str], Rows]:
    """`reading(vault, password)`: every row of every table, by the independent reader."""
    secret = tmp_path / "kennwort.txt"

    def read(vault: Path, password: str) -> Rows:
        secret.write_text(password, encoding="utf-8")
        out = tmp_path / "klar.sqlite"
        out.unlink(missing_ok=True)
        given = [str(vault), "--user", old_vault.LABEL, "--password-file", str(secret), "--out", str(out)]
        assert read_vault.main(given) == 0
        return _rows(out)

    return read


def _rows(out: Path) -> Rows:
    with closing(sqlite3.connect(out)) as plain:
        plain.row_factory = sqlite3.Row
        names = [row[0] for row in plain.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
            "AND name NOT LIKE 'search_index%' AND name NOT IN ('alembic_version', 'search_stale') ORDER BY name"
        )]  # fmt: skip
        return {name: [dict(zip(row.keys(), map(old_vault.plain, row), strict=True)) for row in plain.execute(
            f'SELECT * FROM "{name}" ORDER BY 1')] for name in names}  # noqa: S608 - names of the schema


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_kept_vault_of_every_schema_is_read_to_the_last_value(
    proof: Proof, reading: Callable[[Path, str], Rows], folder: Path, tmp_path: Path
) -> None:
    known: Rows = json.loads((folder / "rows.json").read_text(encoding="utf-8"))
    assert reading(folder / "Altstadt.wegplan", old_vault.PASSWORD) == known
    _reached(proof, f"Aufbewahrter Tresor, Aufbau {folder.name[-4:]}", known, _control(folder, tmp_path))


def test_a_fresh_vault_is_read_to_the_last_value(
    proof: Proof, reading: Callable[[Path, str], Rows], tmp_path: Path
) -> None:
    files = VaultFiles(tmp_path / "neu" / "Altstadt.wegplan")
    files.folder.mkdir()
    vault, _ = create_vault(files, label=LABEL, password=old_vault.PASSWORD, cost=CHEAP)
    with vault:
        checkpoint(vault._database.engine)
        with vault.session() as session:
            old_vault.fill(session, first_actor(session, LABEL, LABEL))
        known = old_vault.all_rows(vault)
        assert files.wal.stat().st_size > 0  # some of it is not in the database yet
        assert reading(files.database, old_vault.PASSWORD) == known
    assert reading(files.database, old_vault.PASSWORD) == known
    with unlock(files, LABEL, old_vault.PASSWORD, cost=CHEAP) as again:
        assert again.check().sound
    _reached(proof, "Frischer Tresor, offen und geschlossen", known, _control(files.folder, tmp_path))


def _control(folder: Path, tmp_path: Path) -> str:
    """One bit in the middle of the file: the reader says so instead of giving out something else."""
    there = Path(shutil.copytree(folder, tmp_path / "beschädigt")) / "Altstadt.wegplan"
    data = bytearray(there.read_bytes())
    data[len(data) // 2] ^= 1
    there.write_bytes(data)
    given = [str(there), "--user", old_vault.LABEL, "--password-file", str(tmp_path / "kennwort.txt"), "--list"]
    assert read_vault.main(given) == 1
    return "ein gekipptes Bit: gemeldet, nichts ausgegeben"


def _reached(proof: Proof, what: str, known: Rows, control: str) -> None:
    values = sum(len(row) for rows in known.values() for row in rows)
    rows = sum(map(len, known.values()))
    assert rows > 100
    figure = f"{len(known)} Tabellen, {rows} Zeilen, {german(values)} Werte gleich"
    proof.reached("T30", f"{what}, ohne das Programm gelesen", figure, "alle Zeilen und Werte gleich", control)
