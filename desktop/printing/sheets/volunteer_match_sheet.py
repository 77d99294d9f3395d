"""The sheet with the reasons of a match: what was needed, who was suggested and why, and who decided. German only.

It stays in the office, so that a decision can still be understood when somebody else asks (peers.md, gap 12).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

from desktop import paths
from desktop.casework.volunteers.matches.match_rows import StepRow
from desktop.casework.volunteers.matching.matching_print import MatchReasons
from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Column,
    Columns,
    Document,
    Frame,
    Icon,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    isolate,
    signature_lines,
)
from desktop.printing.sheets.desk_sheet import as_large_as_fits, counted_foot, heads
from desktop.printing.sheets.head import letterhead
from desktop.printing.sheets.printed import PrintedSheet, german_only

_TITLE = "Gründe für den Vorschlag"
_SIZES = (10.5, 9.5, 8.5)
"""Tried in turn until it fits on one page; the smallest may take more pages."""
_FRAME = Frame(left=20 * MM, right=16 * MM, top=14 * MM, bottom=15 * MM)
_FOOT = counted_foot("Nur für den Dienstgebrauch, nicht für Ehrenamtliche")
_SIGNED = ("Ort, Datum", "Unterschrift Koordination")


def match_sheet(data: MatchReasons) -> PrintedSheet:
    """A4, tagged. Pure: the same data give the same bytes."""
    return german_only(as_large_as_fits(partial(_document, data), _SIZES))


def _document(data: MatchReasons, size: float) -> Document:
    moment = dt.datetime.combine(data.made_on, dt.time(12), dt.UTC)
    document = Document(_TITLE, "de", frame=_FRAME, footer=_FOOT, author=data.office.municipality,
                        created=moment)  # fmt: skip
    document.add(letterhead(data.office, 9.0), Space(4), Text(_TITLE, Style("de", 17, bold=True), tag="H1"))
    document.add(Text(_subject(data), Style("de", size * 1.1, grey=0.25)), Space(8))
    document.add(*_need(data, size), *_suggestion(data, size), *_decided(data, size))
    document.add(Space(_room(size, 18)), signature_lines([Text(said, Style("de", 9)) for said in _SIGNED]))
    return document


def _subject(data: MatchReasons) -> str:
    return f"{data.activity.label}: {isolate(data.client)} ({data.case_number}) und {isolate(data.volunteer)}"


def _need(data: MatchReasons, size: float) -> list[Block]:
    lines = [("Wer", f"{isolate(data.client)}, {data.age}"), ("Tätigkeit", data.activity.label), *data.wishes,
             ("Gemeldet", _waited(data))]  # fmt: skip
    bold, body = Style("de", size, bold=True), Style("de", size)
    rows = [(Text(label, bold), Text(words, body)) for label, words in lines]
    columns = (TableColumn(width=34 * MM), TableColumn(share=1))
    table = Table(columns, rows, padding=(3.0, _room(size, 2)))
    return [_heading("Was gebraucht wird", size), table, Space(_room(size, 9))]


def _waited(data: MatchReasons) -> str:
    days = data.waited_days
    waited = f"nach {days} {'Tag' if days == 1 else 'Tagen'}" if days else "am selben Tag"
    return f"{german_date(data.reported_on)}, {waited} vorgeschlagen"


def _suggestion(data: MatchReasons, size: float) -> list[Block]:
    reasons = data.reasons
    score = f" – {reasons.score} von 100 Punkten" if reasons.score is not None else ""
    blocks: list[Block] = [_heading(f"{isolate(data.volunteer)}{score}", size)]
    parts = (("check", "Das passt", reasons.fits), ("x", "Das passt nicht", reasons.misses),
             ("circle-help", "Das ist nicht bekannt", reasons.unknown))  # fmt: skip
    for icon, title, words in parts:
        if words:
            blocks += [_part(icon, title, words, size), Space(_room(size, 5))]
    if not (reasons.fits or reasons.misses or reasons.unknown):
        blocks.append(Text("Beim Vorschlag wurden keine Gründe festgehalten.", Style("de", size)))
    note = "Punkte helfen beim Vergleichen und entscheiden nichts. Nicht Bekanntes zählt zur Hälfte."
    return [*blocks, Text(note, Style("de", 8.5, grey=0.25)), Space(_room(size, 9))]


def _part(icon: str, title: str, words: Sequence[str], size: float) -> Block:
    """The sign, its meaning in words, and the reasons below each other."""
    lines = [Text(title, Style("de", size, bold=True)), *(Text(line, Style("de", size)) for line in words)]
    sign = Icon(paths.resource("icons", f"{icon}.svg"), size * 1.4)
    return Columns((Column(sign, width=size * 1.4), Column(Stack(tuple(lines)))), gap=8)


def _decided(data: MatchReasons, size: float) -> list[Block]:
    head = heads(("Was", "Wann", "Festgehalten von"), size * 0.92)
    columns = (TableColumn(share=3), TableColumn(width=28 * MM), TableColumn(share=2))
    steps = [_step(step, size) for step in data.steps]
    blocks: list[Block] = [_heading("Wer hat entschieden", size)]
    return [*blocks, Table(columns, steps, head, padding=(3.0, _room(size, 2.5)))] if steps else blocks


def _step(step: StepRow, size: float) -> tuple[Block, ...]:
    body = Style("de", size)
    return Text(step.title, body), Text(german_date(step.on), body), Text(step.user or "–", body)


def _heading(words: str, size: float) -> Block:
    return Stack((Text(words, Style("de", size * 1.2, bold=True), tag="H2", keep_with_next=True), Space(3)))


def _room(size: float, usual: float) -> float:
    """A distance, smaller with the letters: half of the usual at the smallest."""
    return usual * (0.5 + 0.5 * (size - _SIZES[-1]) / (_SIZES[0] - _SIZES[-1]))
