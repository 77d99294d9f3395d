"""A sheet with everything the engine can draw, in German and a second language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.paths import resource
from desktop.printing.engine import (
    Block,
    Box,
    CheckBox,
    Column,
    Columns,
    Document,
    Icon,
    Listing,
    QrCode,
    Rule,
    Run,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    isolate,
    pair,
    signature_lines,
)
from tests.printing.engine.engine_texts import SENTENCES

HOUSE: Path = resource("icons", "house.svg")


def footer(page: int, pages: int) -> Block:
    small = Style(size=8, grey=0.3)
    return Columns((
        Column(Text("F-2026-014 · Fassung 3", small)),
        Column(Text(f"Seite {page} von {pages}", replace(small, align="end"))),
    ))  # fmt: skip


def plan(code: str, *, goals: int = 3, mirrored: bool | None = None, language: str = "de") -> Document:
    """A long plan beside the language `code`; with language=`code` in that language alone."""
    own = Style(language, 10.5)
    other = Style(code, 10.5)
    document = Document("Integrationsplan", language, footer=footer, mirrored=mirrored)
    document.add(
        pair(
            Text(
                "Integrationsplan" if language == "de" else SENTENCES[code][0], replace(own, size=18, bold=True), "H1"
            ),
            Text(SENTENCES[code][0], replace(other, size=14, bold=True), "H1"),
        ),
        Text([Run("Name: ", bold=True), isolate("Maryam Şahin"), " · ", Run(SENTENCES[code][1], language=code)], own),
        Rule(),
        Listing(SENTENCES["de"], Style()),
        Listing(SENTENCES[code], other, numbered=True),
    )
    for number in range(1, goals + 1):
        document.add(Space(8), _goal(number, code, own, other))
    document.add(
        _next_talk(code, other),
        signature_lines([Text("Ort, Datum", Style(size=9)), Text("Unterschrift", Style(size=9))]),
    )
    return document


def _goal(number: int, code: str, own: Style, other: Style) -> Block:
    rows = [
        (CheckBox(11), Text(german, Style()), Text(sentence, other), Text("08.01.2027", Style()))
        for german in SENTENCES["de"]
        for sentence in SENTENCES[code]
    ]
    head = (Text(""), Text("Das machen wir", own), Text(SENTENCES[code][0], other), Text("Bis", Style()))
    columns = (TableColumn(24), TableColumn(), TableColumn(), TableColumn(70))
    title = pair(Text(f"{number} Ziel", replace(Style(), bold=True), "H2"), Text(SENTENCES[code][0], other, "H2"))
    band = Columns(
        (Column(Icon(HOUSE, 20, alternative="Wohnen"), width=20, align="middle"), Column(title, align="middle"))
    )
    return Box(Table(columns, rows, head), padding=(4, 0), head=band, tag="Sect", divisible=True)


def _next_talk(code: str, other: Style) -> Block:
    talk = Columns((
        Column(Stack((Text("Nächstes Gespräch", Style(bold=True)), Text(SENTENCES[code][0], other))), rule=True),
        Column(QrCode("BEGIN:VEVENT\nSUMMARY:Gespräch\nEND:VEVENT", "QR-Code: Termin", 90), width=90),
    ))  # fmt: skip
    return Stack((Space(6), Box(talk, line=1.4)), whole=True)
