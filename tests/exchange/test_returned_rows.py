"""Rows that come back to the sender: as they stood, with the reason, and nothing in them runs."""

from __future__ import annotations

import io
import zipfile

from openpyxl import load_workbook

from desktop.exchange.handover_list import open_list, read_list
from desktop.exchange.returned_rows import returned_rows

LIST = "Name;Vorname;geb.;Bemerkung\nIssa;Amal;17.12.2019;=1+1\n;;13.09.1974;http://x.de\nHasso;Karwan;03.04.1990;<b>&\n"


def cells(data: bytes) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def test_chosen_rows_come_back_as_they_stood_with_the_reason_last() -> None:
    found = read_list(open_list(LIST.encode()))
    reasons = {row.row: row.reason for row in found.unreadable} | {4: "Von Ihnen ausgelassen."}
    assert cells(returned_rows(found, reasons)) == [
        ("Zeile", "Name", "Vorname", "geb.", "Bemerkung", "Grund"),
        ("3", "", "", "13.09.1974", "http://x.de", "Der Name fehlt."),
        ("4", "Hasso", "Karwan", "03.04.1990", "<b>&", "Von Ihnen ausgelassen."),
    ]


def test_formulas_and_links_are_returned_as_text_only() -> None:
    data = returned_rows(read_list(open_list(LIST.encode())), {2: "Dublette.", 3: "x"})
    assert cells(data)[1][4] == "=1+1"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


def test_the_returned_file_can_itself_be_imported_again() -> None:
    found = read_list(open_list(LIST.encode()))
    again = read_list(open_list(returned_rows(found, {2: "x", 4: "y"})))
    names = [person.name.value.german for person in again.persons if person.name.value]
    assert names == ["Issa, Amal", "Hasso, Karwan"]
