"""A list as a file: the same rows, nothing that runs, and readable again."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from desktop.errors import CaseworkError
from desktop.exchange import table_file as module
from desktop.exchange.table_file import Cell, FileKind, FileTable, harmless, rows_held, table_file

DAY = dt.date(2026, 11, 3)
HEADINGS = ("Name", "Personen", "AU seit", "Telefon")
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Öztürk; Can", 3, DAY, "+49 171 2345678"),
    ('Der „Lange"\nAli', 1, None, ""),
    ("مریم احمدی", 12, dt.date(1899, 12, 1), "0176 / 1"),
)
EVIL = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "=HYPERLINK(\"http://x\")")


def as_csv(table: FileTable) -> list[list[str]]:
    data = table_file(table, FileKind.CSV)
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_sheet(table: FileTable) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(table_file(table, FileKind.XLSX)))
    (sheet,) = book.worksheets
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def one(text: str) -> FileTable:
    return FileTable("Fälle", ("Name",), ((text,),))


def test_csv_opens_in_the_german_excel() -> None:
    data = table_file(FileTable("Fälle", HEADINGS, ROWS), FileKind.CSV)
    assert data.startswith(b"\xef\xbb\xbfName;Personen;AU seit;Telefon\r\n")
    assert as_csv(FileTable("Fälle", HEADINGS, ROWS))[1:] == [
        ["Öztürk; Can", "3", "03.11.2026", "\u00a0+49 171 2345678"],
        ['Der „Lange"\nAli', "1", "", ""],
        ["مریم احمدی", "12", "01.12.1899", "0176 / 1"],
    ]


def test_xlsx_has_texts_letter_for_letter_and_real_days_and_numbers() -> None:
    rows = as_sheet(FileTable("Fälle", HEADINGS, ROWS))
    assert rows[0] == HEADINGS
    assert rows[1] == ("Öztürk; Can", 3, dt.datetime(2026, 11, 3), "+49 171 2345678")  # noqa: DTZ001  as openpyxl gives it
    assert rows[2][:2] == ('Der „Lange"\nAli', 1)
    assert rows[3][0] == "مریم احمدی"
    assert len(rows) == 4


@pytest.mark.parametrize("text", EVIL)
def test_nothing_in_the_file_runs(text: str) -> None:
    """In CSV the cell no longer begins with a sign of a formula, in XLSX it is a text cell."""
    (_, (cell,)) = as_csv(one(text))
    assert cell == f"'{text}"
    book = load_workbook(io.BytesIO(table_file(one(text), FileKind.XLSX)))
    assert book.worksheets[0]["A2"].data_type == "s"


def test_a_heading_does_not_run_either() -> None:
    assert as_csv(FileTable("x", ("=1+1",), ()))[0] == ["'=1+1"]


@pytest.mark.parametrize("phone", ["+49 171 2345678", "+49-171-5", "+49 (0) 7071 / 20-1", "+491712345678"])
def test_phone_numbers_stay_readable_and_become_no_sum(phone: str) -> None:
    assert harmless(phone) == f"\u00a0{phone}"
    assert harmless(phone).strip() == phone


@pytest.mark.parametrize("text", ["Ahmadi, Ali", "F-2026-001", "–", "3 Personen", "", "a=b", "1-2"])
def test_harmless_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("kind", FileKind)
@pytest.mark.parametrize("count", [0, 1, 250])
def test_the_file_holds_as_many_rows_as_the_list(kind: FileKind, count: int) -> None:
    table = FileTable("Fälle", HEADINGS, (("A\nB", 1, DAY, ""),) * count)
    assert rows_held(table_file(table, kind), kind) == count


@pytest.mark.parametrize("kind", FileKind)
def test_rows_without_any_value_count_too(kind: FileKind) -> None:
    table = FileTable("x", ("A", "B"), ((None, ""), ("", None)))
    assert rows_held(table_file(table, kind), kind) == 2


def test_a_file_that_lost_a_row_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control."""
    monkeypatch.setattr(module, "rows_held", lambda _data, _kind: 2)
    with pytest.raises(CaseworkError, match="2 statt 3 Zeilen"):
        table_file(FileTable("Fälle", HEADINGS, ROWS), FileKind.CSV)


@pytest.mark.parametrize("title", ["Fälle: [alle]/*?", "x" * 80, "'", ""])
def test_any_title_names_the_sheet(title: str) -> None:
    assert as_sheet(FileTable(title, ("A",), (("b",),)))[1] == ("b",)


def test_texts_too_long_for_a_cell_are_cut_in_xlsx_and_whole_in_csv() -> None:
    before = csv.field_size_limit(100_000)  # reading a stranger's list sets a lower one for the whole process
    long = "ä" * 40_000
    assert as_sheet(one(long))[1] == ("ä" * 32_767,)
    try:
        assert as_csv(one(long))[1] == [long]
    finally:
        csv.field_size_limit(before)
