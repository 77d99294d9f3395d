"""A document: blocks flow onto pages with header and footer; `finish()` gives the tagged PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from desktop.printing.engine.blocks import MM, Block, Placed, PlacedBreak, PlacedStack, Stack
from desktop.printing.engine.languages import language as language_facts
from desktop.printing.engine.surface import A4, Details, Surface
from desktop.printing.engine.text import clean, without_isolates

PageMark: TypeAlias = Callable[[int, int], Block | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A page and its margins in points. The header hangs from `header_top`, the footer stands on `footer_bottom`."""

    size: tuple[float, float] = A4
    left: float = 22 * MM
    right: float = 20 * MM
    top: float = 18 * MM
    bottom: float = 22 * MM
    header_top: float = 9 * MM
    footer_bottom: float = 10 * MM

    def seen_smaller(self, factor: float) -> Frame:
        """The same page and margins, measured in points so many times as large."""
        width, height = self.size
        return Frame((width / factor, height / factor), self.left / factor, self.right / factor, self.top / factor,
                     self.bottom / factor, self.header_top / factor, self.footer_bottom / factor)  # fmt: skip

    @property
    def width(self) -> float:
        return self.size[0] - self.left - self.right

    @property
    def height(self) -> float:
        return self.size[1] - self.top - self.bottom


class Document:
    """One PDF in the making.

    `language` is the code of the document's main language; `mirrored` turns the whole sheet from right to left (None:
    where the main language runs so). `header` and `footer` are called with (page, pages) and give a block or None;
    they are drawn as artifacts. After `finish()`, `pages` is their number and `missing` names the characters no
    font could draw (they stand as U+FFFD on the page). `enlarged` sets everything so many times as large on the same
    paper with the same margins: lines break anew, nothing is cut.
    """

    def __init__(
        self, title: str, language: str = "de", *, frame: Frame | None = None, mirrored: bool | None = None,
        header: PageMark | None = None, footer: PageMark | None = None, author: str = "", subject: str = "",
        created: datetime | None = None, enlarged: float = 1.0,
    ) -> None:  # fmt: skip
        facts = language_facts(language)
        self._paper, self._enlarged = (frame or Frame()).size, enlarged
        self.frame = (frame or Frame()).seen_smaller(enlarged)
        self.pages = 0
        self.missing: tuple[str, ...] = ()
        self._mirrored = facts.rtl if mirrored is None else mirrored
        self._details = Details(_plain(title), facts.tag, _plain(author), _plain(subject), created)
        self._header = header
        self._footer = footer
        self._blocks: list[Block] = []

    def add(self, *blocks: Block) -> None:
        self._blocks += blocks

    def draw(self) -> Surface:
        """The drawn pages, before they become a file."""
        surface = Surface(self._paper, mirrored=self._mirrored, language=self._details.language,
                          enlarged=self._enlarged)  # fmt: skip
        self._flow(surface)
        self._page_marks(surface)
        self.pages = len(surface.pages)
        self.missing = tuple(sorted(surface.missing))
        return surface

    def compose(self) -> bytes:
        """The tagged PDF before the last save that makes it compact."""
        from desktop.printing.engine.writer import compose  # noqa: PLC0415 (no reportlab before something is printed)

        return compose(self.draw(), self._details)

    def finish(self) -> bytes:
        """The PDF: tagged for PDF/UA-1, the same bytes for the same content."""
        composed = self.compose()
        from desktop.printing.engine.writer import polish  # noqa: PLC0415 (as above)

        return polish(composed, self._details)

    def _flow(self, surface: Surface) -> None:
        frame = self.frame
        rest: Placed | None = Stack(tuple(self._blocks)).place(frame.width)
        while rest is not None:
            surface.new_page()
            first, rest = _page(rest, frame.height)
            first.draw(surface, frame.left, frame.size[1] - frame.top, surface.structure.root)

    def _page_marks(self, surface: Surface) -> None:
        pages = len(surface.pages)
        frame = self.frame
        for index in range(pages):
            header = self._header(index + 1, pages) if self._header else None
            if header:
                _mark(surface, index, "Header", header.place(frame.width), frame.left, frame.size[1] - frame.header_top)
            footer = self._footer(index + 1, pages) if self._footer else None
            if footer:
                placed = footer.place(frame.width)
                _mark(surface, index, "Footer", placed, frame.left, frame.footer_bottom + placed.height)


def _page(rest: Placed, room: float) -> tuple[Placed, Placed | None]:
    """What goes on this page, and what is left (None: nothing)."""
    fits = rest.height <= room and not (isinstance(rest, PlacedStack) and rest.breaks_page)
    divided = None if fits else rest.split(room) or rest.split(room, force=True)
    if divided is None:
        return rest, None
    first, after = divided
    return first, after if _says_something(after) else None


def _says_something(placed: Placed) -> bool:
    return not isinstance(placed, PlacedStack) or any(not isinstance(part, PlacedBreak) for part in placed.parts)


def _mark(surface: Surface, page: int, kind: str, placed: Placed, x: float, top: float) -> None:
    surface.on_page(page, kind, lambda: placed.draw(surface, x, top, None))


def _plain(text: str) -> str:
    return without_isolates(clean(text)).replace("\n", " ")
