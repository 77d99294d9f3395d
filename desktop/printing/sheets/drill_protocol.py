"""Protocol of a restore drill for the file of the data protection officer (DSGVO Art. 32 (1) d). German only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

from desktop import paths
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
    Style,
    Table,
    TableColumn,
    Text,
    signature_lines,
)
from desktop.printing.sheets.desk_sheet import PAPER_HEAD, counted_foot, desk_head, parted

_TITLE = "Protokoll der Wiederherstellungsübung"
_BODY = Style("de", 11)
_SMALL = Style("de", 9.5, grey=0.25)
_SECTION = Style("de", 13, bold=True)


@dataclass(frozen=True)
class DrillProtocol:
    """Plain words and numbers for the sheet. `at` and `made` are aware; `counts` are (what, in the copy, in the vault)
    in the order they print; `problem` is the sentence why the drill failed, empty when it passed."""

    office: str
    vault: str
    who: str
    at: dt.datetime
    copy: str
    made: dt.datetime | None
    seconds: float
    size: int
    counts: tuple[tuple[str, int, int], ...]
    program: str
    problem: str = ""


def drill_protocol_pdf(protocol: DrillProtocol) -> bytes:
    """One A4 page, tagged; carries no client's data."""
    frame = Frame(left=20 * MM, right=20 * MM)
    document = Document(_TITLE, "de", frame=frame, footer=counted_foot(), created=protocol.at)
    document.add(*_head(protocol), *_facts(protocol), *_result(protocol), *_counts(protocol), *_signed())
    return document.finish()


def _head(protocol: DrillProtocol) -> list[Block]:
    whose = parted(protocol.office, f"Tresor „{protocol.vault}“")
    head = desk_head(_TITLE, "database-backup", whose, look=replace(PAPER_HEAD, title=20))
    words = (
        "Die neueste Sicherung wurde verschlüsselt an einen eigenen Platz zurückgeholt, geöffnet, vollständig geprüft "
        "und danach dort gelöscht. Nachweis der regelmäßigen Überprüfung nach Art. 32 Abs. 1 Buchst. d DSGVO."
    )
    return [head, Text(words, _BODY), Space(8)]


def _facts(protocol: DrillProtocol) -> list[Block]:
    facts = [
        ("Übung am", _moment(protocol.at)),
        ("durchgeführt von", protocol.who or "–"),
        ("Sicherung", protocol.copy or "–"),
        ("Stand der Sicherung", _moment(protocol.made) if protocol.made else "–"),
        ("Größe", f"{protocol.size / 1e6:.1f} MB".replace(".", ",") if protocol.size else "–"),
        ("Dauer bis zum geprüften Stand", f"{protocol.seconds:.1f} Sekunden".replace(".", ",")),
        ("Programm", protocol.program),
    ]
    rows = [(Text(name, _BODY), Text(value, Style("de", 11, bold=True))) for name, value in facts]
    return [Table((TableColumn(width=62 * MM), TableColumn()), rows, outer=True), Space(10)]


def _result(protocol: DrillProtocol) -> list[Block]:
    words = protocol.problem or "Bestanden: Jede Seite, der Aufbau und alle Zahlen stimmen; sie ist brauchbar."
    title = Text("Ergebnis", _SECTION, tag="H2")
    mark = Icon(paths.resource("icons", "triangle-alert.svg" if protocol.problem else "circle-check.svg"), 20)
    line = Columns((Column(mark, width=20, align="middle"), Column(Text(words, _BODY), align="middle")), gap=8)
    return [title, Space(3), line, Space(10)]


def _counts(protocol: DrillProtocol) -> list[Block]:
    if not protocol.counts:
        return []
    head = [Text(words, Style("de", 10, bold=True, align=align)) for words, align in _COUNT_HEAD]
    rows = [
        (Text(what, _BODY), _number(then), _number(now), _number(now - then, signed=True))
        for what, then, now in protocol.counts
    ]
    columns = (TableColumn(), TableColumn(width=34 * MM), TableColumn(width=34 * MM), TableColumn(width=28 * MM))
    note = Text("Unterschiede kommen von der Arbeit seit dem Stand der Sicherung.", _SMALL)
    return [Text("Gezählt", _SECTION, tag="H2"), Space(3), Table(columns, rows, head), Space(3), note]


def _signed() -> list[Block]:
    labels = [Text(word, Style("de", 10)) for word in ("Ort, Datum", "Unterschrift")]
    return [Space(26), signature_lines(labels)]


def _number(value: int, *, signed: bool = False) -> Text:
    text = f"{value:+,}" if signed and value else f"{value:,}"
    return Text(text.replace(",", ".").replace("-", "−"), Style("de", 11, align="right"))


def _moment(moment: dt.datetime) -> str:
    local = moment.astimezone()
    return f"{german_date(local.date())}, {local:%H:%M} Uhr"


_COUNT_HEAD: tuple[tuple[str, Literal["start", "right"]], ...] = (
    ("", "start"), ("in der Sicherung", "right"), ("im Tresor", "right"), ("seither", "right"),
)  # fmt: skip
