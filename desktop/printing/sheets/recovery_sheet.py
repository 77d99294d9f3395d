"""The recovery sheet for the safe (decision 30): the key in large groups, and the slot as a QR code. German only."""

from __future__ import annotations

import datetime as dt

from desktop.clock import german_date
from desktop.printing.engine import (
    MM,
    Block,
    Box,
    Column,
    Columns,
    Document,
    Frame,
    Listing,
    QrCode,
    Space,
    Stack,
    Style,
    Text,
    signature_lines,
)
from desktop.printing.sheets.desk_sheet import PAPER_HEAD, counted_foot, desk_head
from desktop.storage.keys.recovery import RecoverySheet

_TITLE = "Wiederherstellungsblatt"
_BODY = Style("de", 11)
_SECTION = Style("de", 13, bold=True)
_KEEP = (
    "Legen Sie dieses Blatt in einen Safe oder einen verschlossenen Schrank, nicht neben den PC.",
    "Fotografieren, kopieren und scannen Sie es nicht.",
    "Wer dieses Blatt und die Dateien des Tresors hat, kann alle Akten lesen.",
    "Ist das Blatt verloren oder hat es jemand gesehen, erstellen Sie ein neues; das alte gilt dann nicht mehr.",
)
_USE = (
    "Wegplan starten, den Tresor wählen und auf „Kennwort vergessen“ klicken.",
    "Die acht Gruppen der Reihe nach eingeben. Jede Gruppe prüft sich selbst.",
    "Ein neues Kennwort festlegen.",
    "Fehlt die Schlüsseldatei, den QR-Code unten lesen und in das Feld „Text aus dem QR-Code“ übernehmen.",
)


def recovery_sheet_pdf(sheet: RecoverySheet) -> bytes:
    """One A4 page, tagged; carries no client's data."""
    document = Document(
        _TITLE, "de", frame=Frame(left=20 * MM, right=20 * MM), footer=counted_foot(),
        created=dt.datetime.combine(sheet.made, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(*_head(sheet), _groups(sheet.groups), *_text(), *_slot(sheet), *_kept())
    return document.finish()


def _head(sheet: RecoverySheet) -> list[Block]:
    about = f"Tresor „{sheet.vault_name}“ · erstellt am {german_date(sheet.made)}"
    head = desk_head(_TITLE, "key-round", about, look=PAPER_HEAD)
    words = "Damit öffnen Sie den Tresor, wenn das Kennwort vergessen ist. Der Schlüssel steht nur auf diesem Blatt."
    return [head, Text(words, Style("de", 12)), Space(8)]


def _groups(groups: tuple[str, ...]) -> Block:
    """Two columns to be read downwards; three and three digits can be compared at a glance."""
    half = (len(groups) + 1) // 2
    columns = [_column(groups, range(start, min(start + half, len(groups)))) for start in (0, half)]
    return Box(Columns([Column(column) for column in columns], gap=24), padding=(18, 8), line=1.2, grey=0.0)


def _column(groups: tuple[str, ...], places: range) -> Block:
    return Stack([_group(place + 1, groups[place]) for place in places], gap=3)


def _group(number: int, digits: str) -> Block:
    label = Text(f"{number}", Style("de", 13, grey=0.25, align="right"))
    value = Text(f"{digits[:3]}\u00a0{digits[3:]}", Style("de", 25, bold=True))
    return Columns((Column(label, width=22, align="baseline"), Column(value, align="baseline")), gap=14)


def _text() -> list[Block]:
    return [
        Space(10), Text("So kommen Sie wieder in den Tresor", _SECTION, tag="H2"), Space(2),
        Listing(_USE, _BODY, numbered=True, indent=18),
        Space(8), Text("So bewahren Sie das Blatt auf", _SECTION, tag="H2"), Space(2), Listing(_KEEP, _BODY),
    ]  # fmt: skip


def _slot(sheet: RecoverySheet) -> list[Block]:
    """The text stands beside the code, so that it can also be typed where no reader is at hand."""
    lines = " ".join(sheet.slot_text[start : start + 8] for start in range(0, len(sheet.slot_text), 8))
    words = Stack(
        (
            Text("Für eine verlorene Schlüsseldatei", _SECTION, tag="H2"),
            Space(2),
            Text("Der Code allein öffnet nichts; er ersetzt nur die Datei mit der Endung .schluessel.", _BODY),
            Space(4),
            Text(lines, Style("de", 9.5, line_height=1.4)),
        )
    )
    code = QrCode(sheet.slot_text, "QR-Code mit dem Text, der eine verlorene Schlüsseldatei ersetzt", 128)
    return [Space(10), Columns((Column(words, align="middle"), Column(code, width=128, align="middle")), gap=14)]


def _kept() -> list[Block]:
    labels = [Text(word, Style("de", 10)) for word in ("aufbewahrt von", "aufbewahrt am, Ort")]
    return [Space(6), signature_lines(labels)]
