"""The volunteer's sheet: given name, contact, language, task and times of the client, and nothing else (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.casework.volunteers.matches.match_print import MatchPrint
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Box,
    Column,
    Columns,
    Document,
    Frame,
    Space,
    Stack,
    Style,
    Text,
    isolate,
)
from desktop.printing.sheets.desk_sheet import counted_foot
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet, german_only
from desktop.printing.sheets.speech import shortened

_FRAME = Frame(left=20 * MM, right=18 * MM)
_BODY, _BOLD, _SMALL = Style("de", 11.5), Style("de", 11.5, bold=True), Style("de", 9.5)
_LONGEST = 500
_TITLE = "Blatt für Ehrenamtliche"
_KEEP = (
    "Diese Angaben sind nur für Sie. Bitte geben Sie das Blatt nicht weiter und bringen Sie es am Ende der Begleitung "
    "zurück."
)


def volunteer_sheet(data: MatchPrint) -> PrintedSheet:
    """A4, German, tagged. Pure: the same data give the same bytes."""
    document = Document(
        _TITLE, "de", frame=_FRAME, footer=counted_foot("Vertraulich"), author=data.office.municipality,
        created=dt.datetime.combine(data.printed_on, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(letterhead(data.office, 9.5), Space(8), Text(_TITLE, Style("de", 19, bold=True), tag="H1"),
                 Text(isolate(f"für {data.volunteer}"), Style("de", 13)), Space(10), _facts(data), Space(10),
                 *_end(data))  # fmt: skip
    return german_only(document)


def _facts(data: MatchPrint) -> Block:
    rows = [
        ("Sie begleiten", data.client_given), ("Erreichbar", data.client_contact or "über das Büro"),
        ("Sprachen", ", ".join(data.languages) or "noch nicht bekannt"),
        ("Aufgabe", data.task or "wird noch vereinbart"),
        ("Vereinbarte Zeiten" if data.agreed else "Gewünschte Zeiten",
         "\n".join(span.words for span in data.times) or "nach Absprache"),
    ]  # fmt: skip
    lines = [_row(label, value) for label, value in rows]
    return Box(Stack(tuple(lines), gap=8), padding=(14, 12), line=1.2, grey=0.0)


def _row(label: str, value: str) -> Block:
    said = Stack(tuple(Text(isolate(shortened(line, _LONGEST)), _BODY) for line in value.splitlines()))
    return Columns((Column(Text(label, _BOLD), width=42 * MM), Column(said)), gap=8)


def _end(data: MatchPrint) -> Iterator[Block]:
    yield Text(_KEEP, _BODY)
    yield Space(6)
    if data.office.phone:
        yield Text(f"Fragen oder Sorgen? Bitte rufen Sie uns an: {shortened(data.office.phone, 40)}", _BODY)
    yield Space(6)
    yield Text(f"gedruckt am {german_date(data.printed_on)}", _SMALL)
