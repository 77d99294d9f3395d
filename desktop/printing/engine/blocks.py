"""What a sheet is built of. A block knows its content; placed in a width it knows its height and can be drawn or split.

Blocks are plain descriptions and may be used again. Placed blocks belong to one document: they remember the structure
element they draw into, so that both halves of a split block speak of the same paragraph, cell or section.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.printing.engine.paragraph import Paragraph, lay_out
from desktop.printing.engine.styles import PLAIN, Content, Style
from desktop.printing.engine.surface import Surface
from desktop.printing.engine.tags import Element, actual_text, language_attribute

MM = 72 / 25.4
_ROUNDING = 1e-6


class Placed(ABC):
    """A block at a width. `height` and `baseline` (of its first line, below its top) are in points."""

    height: float = 0.0
    baseline: float = 0.0
    keep_with_next: bool = False
    is_space: bool = False

    @abstractmethod
    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        """Draws with the upper left corner at (x, top); parent None means: as an artifact."""

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        """The part that fits into `room` and the rest, or None where it cannot be divided there.

        With `force` (an empty page stands ready) rules of beauty give way; None then means: draw it whole.
        """
        return None


class Block(ABC):
    """Something that can be placed in a width (points)."""

    @abstractmethod
    def place(self, width: float) -> Placed: ...


class Slot:
    """The structure element of a block, made when its first part is drawn."""

    __slots__ = ("_element", "attributes", "kind")

    def __init__(self, kind: str | None, attributes: str = "") -> None:
        self.kind = kind
        self.attributes = attributes
        self._element: Element | None = None

    def under(self, parent: Element | None) -> Element | None:
        """The element below `parent`; the parent itself where the block has no kind of its own or is an artifact."""
        if parent is None or self.kind is None:
            return parent
        if self._element is None:
            self._element = Element(self.kind, parent, self.attributes)
        return self._element


@dataclass(frozen=True, slots=True)
class Text(Block):
    """A paragraph or heading; `tag` is P, H1 … H6, Caption, Lbl or None (its container's own element).

    `bookmark` puts it into the outline; None does so for headings in the document's own language.
    """

    content: Content
    style: Style = PLAIN
    tag: str | None = "P"
    keep_with_next: bool = False
    bookmark: bool | None = None

    def place(self, width: float) -> PlacedText:
        return PlacedText(self, lay_out(self.content, self.style, width))


class PlacedText(Placed):
    def __init__(self, block: Text, paragraph: Paragraph, lines: tuple[int, int] | None = None) -> None:
        self.block = block
        self.paragraph = paragraph
        self.first, self.last = lines or (0, len(paragraph.lines))
        self.height = paragraph.leading * (self.last - self.first)
        self.baseline = paragraph.baseline
        heading = block.tag is not None and block.tag[0] == "H"
        self.keep_with_next = block.keep_with_next or heading
        attributes = language_attribute(paragraph.tag)
        if paragraph.actual is not None:
            attributes += actual_text(paragraph.actual)
        self.slot = Slot(block.tag, attributes)

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        if not self.paragraph.text:
            return  # no empty paragraph in the structure
        if parent is not None and not self.first:
            self._bookmark(surface, top)
        surface.text(self.paragraph, x, top, self.slot.under(parent), (self.first, self.last))

    def _bookmark(self, surface: Surface, top: float) -> None:
        tag = self.block.tag or ""
        wanted = self.block.bookmark
        if wanted is None:
            wanted = tag[:1] == "H" and self.paragraph.tag == surface.language
        if wanted:
            depth = int(tag[1]) - 1 if tag[:1] == "H" else 0
            surface.bookmark(" ".join(self.paragraph.text.split()), depth, top)

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        """Leaves at least two lines on either side, unless forced."""
        fitting = int((room + _ROUNDING) / self.paragraph.leading)
        least = 1 if force else 2
        count = self.last - self.first
        fitting = min(max(fitting, 1) if force else fitting, count - least)
        if fitting < least:
            return None
        middle = self.first + fitting
        return self._part(self.first, middle), self._part(middle, self.last)

    def _part(self, first: int, last: int) -> PlacedText:
        part = PlacedText(self.block, self.paragraph, (first, last))
        part.slot = self.slot
        return part


@dataclass(frozen=True, slots=True)
class Space(Block):
    """Empty height; dropped at the top of a page."""

    height: float

    def place(self, width: float) -> Placed:
        return PlacedSpace(self.height)


class PlacedSpace(Placed):
    is_space = True

    def __init__(self, height: float) -> None:
        self.height = height
        self.keep_with_next = True  # a heading stays with what follows the space

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        pass


@dataclass(frozen=True, slots=True)
class PageBreak(Block):
    """What follows begins on a new page; only directly in a document or in a Stack of it."""

    def place(self, width: float) -> Placed:
        return PlacedBreak()


class PlacedBreak(Placed):
    is_space = True

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Stack(Block):
    """Blocks below each other, `gap` apart. `tag` wraps them (Div, Sect, Part, Art, LBody …).

    `whole` keeps them together on one page where they fit on one.
    """

    blocks: Sequence[Block]
    gap: float = 0.0
    tag: str | None = None
    whole: bool = False
    keep_with_next: bool = False

    def place(self, width: float) -> Placed:
        return PlacedStack(self, [block.place(width) for block in self.blocks], Slot(self.tag))


class PlacedStack(Placed):
    def __init__(self, block: Stack, parts: list[Placed], slot: Slot) -> None:
        self.block = block
        self.parts = parts
        self.slot = slot
        self.keep_with_next = block.keep_with_next
        self.height = sum(part.height for part in parts) + block.gap * max(0, len(parts) - 1)
        self.baseline = parts[0].baseline if parts else 0.0

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        element = self.slot.under(parent)
        for part in self.parts:
            part.draw(surface, x, top, element)
            top -= part.height + self.block.gap

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        if self.block.whole and not force:
            return None
        used = 0.0
        for index, part in enumerate(self.parts):
            if isinstance(part, PlacedBreak):
                return self._at(self.parts[:index], self.parts[index + 1 :])
            if used + part.height > room + _ROUNDING:
                return self._inside(index, room - used, force=force)
            used += part.height + self.block.gap
        return None

    def _inside(self, index: int, room: float, *, force: bool) -> tuple[Placed, Placed] | None:
        """Divides part `index`, or goes back to the last place where parts may be parted."""
        divided = self.parts[index].split(room, force=force and index == 0) if room > 0 else None
        if divided:
            return self._at([*self.parts[:index], divided[0]], [divided[1], *self.parts[index + 1 :]])
        back = index
        while back and self.parts[back - 1].keep_with_next:
            back -= 1
        if back:
            return self._at(self.parts[:back], self.parts[back:])
        if not force:
            return None
        divided = self.parts[index].split(room, force=True) if room > 0 else None
        if divided:
            return self._at([*self.parts[:index], divided[0]], [divided[1], *self.parts[index + 1 :]])
        cut = max(index, 1)
        return self._at(self.parts[:cut], self.parts[cut:]) if cut < len(self.parts) else None

    def _at(self, before: list[Placed], after: list[Placed]) -> tuple[Placed, Placed] | None:
        while after and after[0].is_space and not isinstance(after[0], PlacedBreak):
            after = after[1:]
        return PlacedStack(self.block, before, self.slot), PlacedStack(self.block, after, self.slot)

    @property
    def breaks_page(self) -> bool:
        """Is there a forced page break among the parts?"""
        return any(isinstance(part, PlacedBreak) for part in self.parts)
