"""Ten thousand rows of a hand-over list, against openpyxl's reading plus a bare encrypted insert of the same rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from desktop.casework.handover.importing import import_list
from desktop.casework.office import actor_for, first_actor
from desktop.exchange.handover_list import open_list, read_list
from desktop.records.base import Base
from desktop.storage.files import VaultFiles
from desktop.storage.vault import OpenVault, create_vault
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.yardstick import Yardstick, seconds

pytestmark = pytest.mark.bench

ROWS = 10_000
_OTHER = {"vault_state", "users", "settings", "access_log"}
"""Tables that an import does not fill."""
_HEAD = ("Lfd. Nr.", "Fam.-Nr.", "Name, Vorname", "Geb.-Datum", "Geschl.", "Staatsang.", "Sprache(n)",
         "Aufenthaltstitel", "gültig bis", "Einreise", "Zuweisung AU zum", "Anschrift", "Telefon", "Deutsch")


def workbook() -> bytes:
    """An XLSX as a county sends it, with invented people."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liste")
        sheet.write_row(0, 0, _HEAD)
        for row in range(1, ROWS + 1):
            sheet.write_row(row, 0, (
                str(row), str(row // 3), f"Familie{row // 3}, Person{row}", f"{row % 28 + 1:02}.05.{1960 + row % 50}",
                "mw"[row % 2], "syrisch", "Arabisch; Kurmandschi", "AE § 25 (3)", "14.01.2028", "05.11.2024",
                "10.08.2026", f"Talstr. {row % 90}, Musterlingen", f"0176 {2000000 + row}", "A2",
            ))
    return buffer.getvalue()


def fresh(folder: Path) -> OpenVault:
    """An empty vault with its first user."""
    folder.mkdir()
    vault, _ = create_vault(VaultFiles(folder / "Neu.wegplan"), label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault.session() as session:
        first_actor(session, LABEL, LABEL)
    return vault


def test_ten_thousand_rows(tmp_path: Path, yardstick: Yardstick) -> None:
    data = workbook()
    with fresh(tmp_path / "voll") as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        ours = seconds(lambda: import_list(session, actor, read_list(open_list(data), home_town="Musterlingen"), {}), 1)
        made = [(table, _rows_of(session, table)) for table in Base.metadata.sorted_tables if table.name not in _OTHER]

    with fresh(tmp_path / "nackt") as vault, vault.session() as session:

        def read_and_insert() -> None:
            list(openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0].iter_rows(values_only=True))
            with session.begin():
                session.connection(execution_options={"writing": True})
                for table, rows in made:
                    if rows:
                        session.execute(insert(table), rows)

        bare = seconds(read_and_insert, 1)
    yardstick.ratio("Übergabeliste, 10.000 Zeilen", ours, bare, 3)


def _rows_of(session: Session, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(table)).mappings()]
