"""The yardstick of the bench: a plan of 60 measures against a bare canvas writing the same ready glyph streams."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Callable
from statistics import median

from reportlab.pdfgen.canvas import Canvas

from desktop.printing.engine import Block, Document, Space, Style, Table, TableColumn, Text, pair
from desktop.printing.engine.surface import Surface
from desktop.printing.engine.writer import _fonts
from tests.printing.engine.engine_texts import SENTENCES

# What a mark adds to the stream: "/P<</MCID 3>>BDC … EMC" or "/Artifact BMC … EMC".
_MARKED = re.compile(r"/\w+(?:<<.*?>>BDC| BMC) (.*) EMC", re.DOTALL)


def measures_plan(code: str = "ar", *, mark: str = "") -> Document:
    """A tagged bilingual plan of six tables; with a `mark` every measure has a text never seen before."""
    document = Document("Integrationsplan", footer=lambda page, pages: Text(f"Seite {page} von {pages}", Style(size=8)))
    document.add(pair(Text("Integrationsplan", Style(size=15), "H1"), Text(SENTENCES[code][0], Style(code, 15), "H1")))
    for area in range(6):
        document.add(Space(8), Text(f"Bereich {area + 1}", Style(size=11, bold=True), "H2"), _table(code, area, mark))
    return document


def _table(code: str, area: int, mark: str) -> Table:
    columns = (TableColumn(30), TableColumn(), TableColumn(), TableColumn(62), TableColumn(48))
    head = [Text(title, Style(size=9, bold=True)) for title in ("Nr.", "Maßnahme", "2", "bis", "wer")]
    return Table(columns, [_measure(code, area, number, mark) for number in range(10)], head)


def _measure(code: str, area: int, number: int, mark: str) -> list[Block]:
    german = SENTENCES["de"][number % 2]
    other = SENTENCES[code][number % len(SENTENCES[code])]
    own = f" {mark}{area}{number}" if mark else ""
    plain = Style(size=9)
    return [
        Text(f"{area + 1}.{number + 1}", plain),
        Text(f"{german} {SENTENCES['de'][area % 2]}{own}", plain),
        Text(f"{other} {SENTENCES[code][area % 2]}{own}", Style(code, 9)),
        Text(f"{number + 1:02d}.0{area + 1}.2027", plain),
        Text("Klient/in" if number % 2 else "IM", plain),
    ]


def bare_streams(surface: Surface) -> list[str]:
    """The pages' content without the marks of the structure."""
    streams = []
    for page in surface.pages:
        found = [_MARKED.fullmatch(operators) for operators in page]
        streams.append("\n".join(match[1] for match in found if match))
    return streams


def bare_pdf(surface: Surface, streams: list[str]) -> bytes:
    """Ready streams and the fonts they need through reportlab's canvas: no layout, no tags, no second save."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=surface.size, pageCompression=1, invariant=1)
    canvas._preamble = ""  # type: ignore[attr-defined]  # as the engine does
    for stream in streams:
        canvas._code = [stream]  # type: ignore[attr-defined]  # what drawing would have put there
        canvas.showPage()
    _fonts(canvas, surface)  # type: ignore[arg-type]  # any canvas will do
    canvas.save()
    return buffer.getvalue()


def ratios(rounds: int = 15) -> dict[str, float]:
    """Time over the bare canvas: `composed` (warm, before the last save), `finished` (warm), `new` (every text new)."""
    surface = measures_plan().draw()
    streams = bare_streams(surface)
    bare = _median(lambda _: bare_pdf(surface, streams), rounds)
    return {
        "composed": _median(lambda _: measures_plan().compose(), rounds) / bare,
        "finished": _median(lambda _: measures_plan().finish(), rounds) / bare,
        "new": _median(lambda index: measures_plan(mark=f"Neu {index} ").finish(), rounds) / bare,
    }


def _median(make: Callable[[int], bytes], rounds: int) -> float:
    taken = []
    make(-1)
    for index in range(rounds):
        start = time.perf_counter()
        make(index)
        taken.append(time.perf_counter() - start)
    return median(taken)
