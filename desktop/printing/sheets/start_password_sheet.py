"""The sheet with a colleague's start password: six words to be typed once, handed over and destroyed. German only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

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
    Space,
    Stack,
    Style,
    Text,
)
from desktop.printing.sheets.desk_sheet import PAPER_HEAD, desk_head

_BODY = Style("de", 12)
_SECTION = Style("de", 13, bold=True)
_COLUMNS = 2
_ONCE = "Mit diesen Wörtern melden Sie sich einmal an. Danach gilt Ihr eigenes Kennwort, das nur Sie kennen."
_USE = (
    "Wegplan starten und den Tresor wählen.",
    "Bei „Wer sind Sie?“ den eigenen Namen wählen.",
    "Die sechs Wörter der Reihe nach eingeben, mit Bindestrich oder Leerzeichen dazwischen. Groß oder klein ist egal.",
    "Ein eigenes Kennwort festlegen. Am besten geht der Vorschlag aus sechs neuen Wörtern.",
)


@dataclass(frozen=True, repr=False)
class StartPasswordSheet:
    """What is printed. PRIVACY: no `repr`; `words` open the vault until the first login."""

    vault_name: str
    name: str
    words: tuple[str, ...]
    made: dt.date


def start_password_pdf(sheet: StartPasswordSheet) -> bytes:
    """One A4 page, tagged; carries no client's data."""
    document = Document(
        "Startkennwort", "de", frame=Frame(left=20 * MM, right=20 * MM),
        created=dt.datetime.combine(sheet.made, dt.time(12), dt.UTC),
    )  # fmt: skip
    document.add(*_head(sheet), _words(sheet.words), *_text(), *_note(sheet))
    return document.finish()


def _head(sheet: StartPasswordSheet) -> list[Block]:
    about = f"Tresor „{sheet.vault_name}“ · erstellt am {german_date(sheet.made)}"
    return [
        desk_head("Startkennwort", "user-plus", about, look=PAPER_HEAD),
        Text("Für", Style("de", 12, grey=0.25)), Text(sheet.name, Style("de", 18, bold=True)), Space(4),
        Text(_ONCE, _BODY),
        Space(10),
    ]  # fmt: skip


def _words(words: tuple[str, ...]) -> Block:
    """To be read row by row, numbered so that the order is sure."""
    rows = [
        Columns([Column(_word(number + 1, words[number])) for number in range(start, start + _COLUMNS)], gap=24)
        for start in range(0, len(words), _COLUMNS)
    ]
    return Box(Stack(rows, gap=8), padding=(18, 14), line=1.2, grey=0.0)


def _word(number: int, word: str) -> Block:
    label = Text(f"{number}", Style("de", 13, grey=0.25, align="right"))
    return Columns(
        (Column(label, width=18, align="baseline"), Column(Text(word, Style("de", 22, bold=True)), align="baseline")),
        gap=12,
    )


def _text() -> list[Block]:
    return [
        Space(12), Text("So melden Sie sich an", _SECTION, tag="H2"), Space(3),
        Listing(_USE, _BODY, numbered=True, indent=18),
    ]  # fmt: skip


def _note(sheet: StartPasswordSheet) -> list[Block]:
    words = (
        "Geben Sie dieses Blatt nur der genannten Person in die Hand. Fotografieren und verschicken Sie es nicht.",
        "Nach der ersten Anmeldung öffnen die Wörter nichts mehr: das Blatt bitte vernichten.",
    )
    given = Text(f"Übergeben an {sheet.name} am: ______________________", _BODY)
    return [
        Space(12),
        Box(
            Stack((Text("Nach der ersten Anmeldung vernichten", _SECTION, tag="H2"), Listing(words, _BODY)), gap=3),
            padding=(14, 10), line=0.6, grey=0.0,
        ),
        Space(16), given,
    ]  # fmt: skip
