"""What blocks draw on: the pages of one document, with its structure, bookmarks and used glyphs.

Coordinates are in points from the page's lower left corner. Everything drawn is either owned by a structure element or
an artifact. Only black, white and greys are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from desktop.printing.engine.fonts import Face
from desktop.printing.engine.numbers import number
from desktop.printing.engine.paragraph import Paragraph
from desktop.printing.engine.tags import Element, Structure, actual_text, figure_attributes, language_attribute

A4 = (595.276, 841.89)


@dataclass(frozen=True, slots=True)
class Details:
    """What the file says about itself; `language` as BCP 47, `created` aware or None (then the file names no date)."""

    title: str
    language: str
    author: str = ""
    subject: str = ""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: depth from 0, page index, height on the page."""

    title: str
    depth: int
    page: int
    y: float


class Surface:
    """One document being drawn. `mirrored` sheets run from right to left as a whole.

    `size` is that of the paper; everything drawn comes out `enlarged` times as large, from the lower left corner.
    """

    def __init__(
        self, size: tuple[float, float], *, mirrored: bool = False, language: str = "de-DE", enlarged: float = 1.0
    ) -> None:
        self.size, self.enlarged = size, enlarged
        self.mirrored = mirrored
        self.language = language
        self.structure = Structure()
        self.pages: list[list[str]] = []
        self.bookmarks: list[Bookmark] = []
        self.missing: set[str] = set()
        self.glyphs: dict[Face, set[int]] = {}
        self.claims: dict[tuple[Face, int], str] = {}
        self._seen: set[int] = set()
        self._page: list[str] = []
        self._artifact = "/Artifact BMC"

    def new_page(self) -> None:
        self.structure.new_page()
        self._page = []
        self.pages.append(self._page)

    def on_page(self, index: int, kind: str, draw: Callable[[], None]) -> None:
        """Draws artifacts of a kind (`Header`, `Footer`) on a page that is already there."""
        before = self._page, self._artifact
        self._page, self._artifact = self.pages[index], f"/Artifact<</Type/Pagination/Subtype/{kind}>>BDC"
        draw()
        self._page, self._artifact = before

    def text(
        self,
        paragraph: Paragraph,
        x: float,
        top: float,
        parent: Element | None,
        lines: tuple[int, int | None] = (0, None),
    ) -> None:
        """Lines [first, last) of a paragraph, the first one's top at `top`; without a parent they are an artifact."""
        self._use(paragraph)
        spans: dict[int, Element] = {}
        for mark in paragraph.marks(*lines):
            owner = parent
            if parent is not None and mark.span >= 0:
                owner = spans.get(mark.span) or spans.setdefault(mark.span, _span(paragraph, mark.span, parent))
            self._page.append(
                f"{self._begin(owner)} BT 1 0 0 1 {x + mark.x:.3f} {top - mark.y:.3f} Tm {mark.operators} ET EMC"
            )

    def draw(self, operators: str, parent: Element | None = None) -> None:
        """Vector graphics, set between q and Q; without a parent an artifact."""
        self._page.append(f"{self._begin(parent)} q {operators} Q EMC")

    def figure(self, operators: str, alternative: str, box: tuple[float, float, float, float], parent: Element) -> None:
        """Vector graphics that say something: `alternative` says it in words."""
        x1, y1, x2, y2 = (self.enlarged * side for side in box)
        attributes = figure_attributes(alternative, (x1, y1, x2, y2)) + language_attribute(self.language)
        self.draw(operators, Element("Figure", parent, attributes))

    def bookmark(self, title: str, depth: int, top: float) -> None:
        self.bookmarks.append(Bookmark(title, depth, len(self.pages) - 1, self.enlarged * top))

    def _begin(self, owner: Element | None) -> str:
        if owner is None:
            return self._artifact
        return f"/{owner.kind}<</MCID {self.structure.mark(owner)}>>BDC"

    def _use(self, paragraph: Paragraph) -> None:
        if id(paragraph) in self._seen:
            return
        self._seen.add(id(paragraph))
        self.missing |= paragraph.missing
        for face, glyphs in paragraph.glyphs.items():
            self.glyphs.setdefault(face, set()).update(glyphs)
        for face, glyph, text in paragraph.claims:
            self.claims.setdefault((face, glyph), text)


def _span(paragraph: Paragraph, index: int, parent: Element) -> Element:
    span = paragraph.spans[index]
    attributes = language_attribute(span.tag) + (actual_text(span.actual) if span.actual else "")
    return Element("Span", parent, attributes)


def line(x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, grey: float = 0.0) -> str:
    return f"{number(grey)} G {number(width)} w {_point(x1, y1)} m {_point(x2, y2)} l S"


def _point(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"
