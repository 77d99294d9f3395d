"""Every kind of file: what is read, and the one sentence for what is refused."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import ImportFileError
from desktop.exchange.handover_list import open_list, read_list
from desktop.exchange.list_file import read_tables
from desktop.exchange.table import Uncalculated

Xlsx = Callable[..., bytes]

HEADING = ["Name", "Vorname", "Geburtsdatum", "Staatsangehörigkeit"]
ROW = ["Müller-Şahin", "Žofia", "03.04.1990", "türkisch"]
LIST = f"{';'.join(HEADING)}\r\n{';'.join(ROW)}\r\n"


def cells_of(data: bytes) -> list[tuple[object, ...]]:
    return [line.cells for line in read_tables(data)[0].lines]


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFileError) as caught:
        open_list(data)
    return str(caught.value)


def packed(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return packed({name: change(name, package.read(name)) for name in package.namelist()})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_found_with_and_without_mark(encoding: str) -> None:
    assert cells_of(LIST.encode(encoding)) == [tuple(HEADING), tuple(ROW)]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "Größe–Åsa"), ("cp1254", "Şahin, Barış Yıldız"), ("cp850", "Müller Größ"), ("mac_roman", "Müß")],
)
def test_one_byte_encodings_are_told_apart_by_the_letters_they_make(encoding: str, name: str) -> None:
    text = f"Name;Geburtsdatum\n{name};03.04.1990\n"
    assert cells_of(text.encode(encoding))[1][0] == name


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_separators_are_found_though_others_stand_inside_quotes(separator: str) -> None:
    rows = [["Name, Vorname", "Sprachen; alle"], ["Ali, Ömer", "Dari; Farsi | x"], ["Issa, Amal", "a\tb"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    expected = [tuple(row) for row in rows]
    assert cells_of(text.encode()) == expected


def test_excels_own_separator_line_is_obeyed_and_line_numbers_stay() -> None:
    table = read_tables(b"sep=|\nName|Ort\nAli|X, Y; Z\n")[0]
    assert [(line.number, line.cells) for line in table.lines] == [(2, ("Name", "Ort")), (3, ("Ali", "X, Y; Z"))]


def test_a_cell_over_two_lines_stays_one_cell_and_the_next_row_keeps_its_line_number() -> None:
    table = read_tables(b'Name;Bemerkung\nAli;"erste\nzweite"\nIssa;-\n')[0]
    assert [line.number for line in table.lines] == [1, 2, 4]
    assert table.lines[1].cells[1] == "erste\nzweite"


def test_a_quotation_mark_without_end_is_refused_before_it_swallows_people() -> None:
    rows = [f"A{n};B;0{n}.01.1990;C" for n in range(1, 9)]
    text = "\n".join(["Name;Vorname;Geb.;Ort", *rows[:2], '"' + rows[2], *rows[3:]])
    assert "Zeile 4 beginnt ein Anführungszeichen" in refusal(text.encode())


def test_a_workbook_gives_real_dates_whole_numbers_and_plain_text(xlsx: Xlsx) -> None:
    row = ["  <b>&amp;  ", 7.0, 2.5, dt.datetime.fromisoformat("1990-04-03T12:00"), True, None, "x"]
    assert cells_of(xlsx([row])) == [("<b>&amp;", 7, 2.5, dt.date(1990, 4, 3), "ja", None, "x")]


def test_a_formula_without_a_stored_value_is_reported_and_never_worked_out(xlsx: Xlsx) -> None:
    data = xlsx([HEADING, ["=1+1", "Amal", "03.04.1990", "syrisch"], ["Issa", "Amal", "=TODAY()", "syrisch"]])
    assert cells_of(data)[1][0] is Uncalculated.FORMULA
    found = read_list(open_list(data))
    assert [row.reason for row in found.unreadable] == [
        "Die Zelle enthält eine Formel, deren Ergebnis nicht in der Datei gespeichert ist."
    ]
    assert found.persons[0].birth.note == found.unreadable[0].reason


def test_a_formula_in_a_text_file_is_text() -> None:
    assert cells_of(b"Name;Ort\n=cmd|' /C calc'!A0;X\n")[1][0] == "=cmd|' /C calc'!A0"


def test_a_cell_merged_downwards_counts_for_all_its_rows(xlsx: Xlsx) -> None:
    rows = [["Familie", *HEADING], [5, *ROW], [None, *ROW], [6, *ROW]]
    assert [row[0] for row in cells_of(xlsx(rows, merged=("A2:A3",)))] == ["Familie", 5, 5, 6]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Die Datei ist leer"),
        (b" \r\n\t ", "Die Datei ist leer"),
        (b";;;\n;;;\n", "Die Datei ist leer"),
        (b"%PDF-1.7\n1 0 obj", "Das ist ein PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Das ist ein Bild"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "Das ist ein Bild"),
        (b"MZ\x90\x00\x03\x00\x00", "Programm"),
        (b"{\\rtf1 hallo}", "Textdokument"),
        (b"<!DOCTYPE html><html></html>", "Internetseite"),
        (bytes(range(256)) * 20, "keine Liste"),
        (b"PK\x03\x04kaputt", "beschädigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "alte Excel-Datei"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "Passwort"),
        ("Liebe Kolleginnen,\nanbei die Liste.\nGruß".encode(), "keine Liste mit Namen"),
        (b"Name;Vorname;Geburtsdatum\n", "keine einzige Person"),
        (b"\xff\xfeN\x00a\x00m", "bricht mitten in einem Zeichen ab"),
        (packed({"hallo.txt": b"hallo"}), "Archiv"),
        (packed({"word/document.xml": b"<w/>"}), "Word-Dokument"),
        (packed({"content.xml": b"<w/>", "mimetype": b"x"}), "OpenDocument"),
        (packed({"xl/workbook.bin": b"x"}), "XLSB"),
        (packed({"xl/workbook.xml": b"kein XML"}), "beschädigt"),
    ],
)
def test_what_is_no_list_is_refused_with_one_sentence(data: bytes, words: str) -> None:
    sentence = refusal(data)
    assert words in sentence
    assert sentence.endswith(".")
    assert not re.search(r"Error|Traceback|None|0x", sentence)


def test_a_zip_bomb_is_refused_by_its_directory(xlsx: Xlsx) -> None:
    bomb = repacked(xlsx([HEADING, ROW]), lambda name, part: part + b" " * (12_000_000 if "sheet" in name else 0))
    assert len(bomb) < 60_000
    assert "gefährliche Größe" in refusal(bomb)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_before_any_parser_sees_it(xlsx: Xlsx, encoding: str) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    prolog = f'<?xml version="1.0" encoding="{encoding}"?>{entities}'.encode(encoding)
    bomb = repacked(xlsx([HEADING, ROW]), lambda name, part: prolog if name == "xl/workbook.xml" else part)
    assert "XML-Entitäten" in refusal(bomb)


def test_more_than_twenty_thousand_rows_are_refused_in_both_kinds(xlsx: Xlsx) -> None:
    assert "mehr als 20.000 Zeilen" in refusal((LIST + ";".join(ROW) * 1 + "\r\n" + ("a;b\n" * 25_000)).encode())
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>'
    many = b"<sheetData>" + b"".join(row % (n, n) for n in range(1, 25_001)) + b"</sheetData>"

    def replaced(name: str, part: bytes) -> bytes:
        return re.sub(rb"<sheetData>.*</sheetData>", many, part, flags=re.DOTALL) if "sheet1" in name else part

    assert "mehr als 20.000 Zeilen" in refusal(repacked(xlsx([HEADING, ROW]), replaced))


def test_thousands_of_formatted_but_empty_rows_do_not_count(xlsx: Xlsx) -> None:
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(3, 25_000))

    def padded(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", blank + b"</sheetData>") if "sheet1" in name else part

    assert len(read_tables(repacked(xlsx([HEADING, ROW]), padded))[0].lines) == 2


def test_a_stated_size_of_a_million_columns_is_not_believed(xlsx: Xlsx) -> None:
    def lying(name: str, part: bytes) -> bytes:
        return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part) if "sheet" in name else part

    assert len(read_tables(repacked(xlsx([HEADING, ROW]), lying))[0].lines) == 2


def test_a_cell_beyond_all_measure_is_refused_with_its_line() -> None:
    assert "Ab Zeile 2" in refusal(f"Name;Ort\nAli;{'x' * 40_000}\n".encode())


@pytest.mark.parametrize(
    "name",
    ["<b>Ali</b> & Söhne", "عبد الله", "Ali \U0001f600", "x" * 300, "Ali\u200f", "A\u200cB", "=1+1", 'O\'Neill "Bo"'],
)
def test_odd_names_arrive_as_they_are_written(name: str) -> None:
    quoted = name.replace('"', '""')
    data = f'Name;Vorname;Geburtsdatum\n"{quoted}";Omar;03.04.1990\n'.encode()
    person = read_list(open_list(data)).persons[0]
    assert person.name.value is not None
    assert person.name.value.family == name.replace("\u200f", "")


def test_a_zero_byte_in_a_name_becomes_visible_and_unsure() -> None:
    person = read_list(open_list(b"Name;Vorname;Geburtsdatum\nA\0li;Omar;03.04.1990\n")).persons[0]
    assert person.name.value is not None
    assert person.name.value.family == "A\ufffdli"
    assert person.name.note == "Der Name enthält ein unlesbares Zeichen."


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_the_import_error(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"Name;Vorname;Geb.\n", b"\xff\xfe"):
        with suppress(ImportFileError):
            read_list(open_list(start + data))


CELL = st.text(max_size=20) | st.sampled_from(["", "-", "01.01.1990", "Issa, Amal", "§ 25 (3)", "m", "Gesamt"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=7), min_size=1, max_size=12))
def test_any_table_under_a_known_heading_accounts_for_each_row_once(rows: list[list[str]]) -> None:
    clean = [[re.sub(r'["\r\n;\0\x85\u2028\u2029\x0b\x0c\x1c-\x1e]', " ", cell) for cell in row] for row in rows]
    text = "Name;Vorname;geb.;m/w;Staatsang.;Titel;Bemerkung\n" + "\n".join(";".join(row) for row in clean)
    try:
        source = open_list(text.encode("utf-8", "replace"))
    except ImportFileError:
        return
    found = read_list(source)
    numbers = [row.row for row in found.persons]
    numbers += [row.row for row in found.unreadable] + [row.row for row in found.ignored]
    assert sorted(numbers) == [line.number for line in source.table.lines[source.layout.header.first_row :]]
    assert found.rows + len(found.ignored) == len(numbers)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_workbook_with_flipped_bytes_is_read_or_refused(data: st.DataObject) -> None:
    good = packed_workbook()
    place = data.draw(st.integers(0, len(good) - 1))
    broken = good[:place] + bytes([good[place] ^ data.draw(st.integers(1, 255))]) + good[place + 1 :]
    with suppress(ImportFileError):
        read_list(open_list(broken))


@cache  # a workbook carries the second it was made in, which would be another range to draw from
def packed_workbook() -> bytes:
    from openpyxl import Workbook

    workbook = Workbook()
    assert workbook.active is not None
    for row in (HEADING, ROW):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()
