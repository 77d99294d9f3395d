"""Line breaking: a prepared source becomes lines of shaped pieces in drawing order."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from desktop.printing.engine.bidi import visual_order
from desktop.printing.engine.breaking import hyphenation_points, opportunities
from desktop.printing.engine.fonts import FACES, JOINERS, Face
from desktop.printing.engine.languages import language
from desktop.printing.engine.prepare import Prepared, Source, Stretch, drawn
from desktop.printing.engine.shaping import Piece, shape
from desktop.printing.engine.styles import Look

# Whole words read more easily: a word is divided only if going to the next line would leave this share of a line empty.
_EMPTY_SHARE = 0.45
_NARROWEST = 0.1  # width of a character as a share of the size; bounds the search when a word must be cut anywhere
_LONGEST_WORD = 80  # what is longer is no word to divide by a dictionary


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces from left to right, each with its look; `width` in points without the space that ends the line.

    `lead` is the width of that space where it lies left of the text (right-to-left lines); it stays in the content,
    else readers join the words of two lines.
    """

    pieces: tuple[tuple[Piece, int], ...]
    width: float
    lead: float


@dataclass(frozen=True, slots=True)
class _Unit:
    """text[start:end] cannot be broken inside; its ink ends at `ink`."""

    start: int
    ink: int
    end: int


class LineBreaker:
    """Greedy breaking of one source to a width in points."""

    def __init__(self, prepared: Prepared, source: Source, width: float) -> None:
        self._looks = prepared.looks
        self._base = int(prepared.rtl)
        self._text = source.text
        self._stretches = source.stretches
        self._starts = [stretch.start for stretch in source.stretches]
        self._how = [_how(stretch, prepared.looks[stretch.look]) for stretch in source.stretches]
        self._width = width
        self._known: dict[tuple[int, int], list[tuple[int, Piece, int]]] = {}
        self._lines: list[Line] = []
        smallest = min(found.size for found in prepared.looks)
        self._most = 2 + int(width / (_NARROWEST * smallest))  # no more characters fit on a line

    def lines(self) -> list[Line]:
        if not self._text:
            return [Line((), 0.0, 0.0)]
        units = self._units()
        units.reverse()  # a stack: the next unit is the last
        start, used = 0, 0.0
        while units:
            unit = units.pop()
            if self._fits(unit, used):
                used += self._measure(unit.start, unit.end)
                continue
            rest = self._overflow(unit, start, used)
            start = rest.start
            used = 0.0
            if rest.start < rest.end:
                units.append(rest)
        if start < len(self._text):
            self._emit(start, len(self._text))
        return self._lines

    def _fits(self, unit: _Unit, used: float) -> bool:
        """Does the line's room hold the unit, with a hyphen should the line have to end after it?"""
        if not self._may_fit(unit):
            return False
        if self._text[unit.end - 1] == "\u00ad":
            used += self._hyphen(self._stretch_at(unit.start).look).width
        if used + self._measure(unit.start, unit.end) <= self._width:
            return True
        return unit.ink < unit.end and used + self._measure(unit.start, unit.ink) <= self._width

    def _units(self) -> list[_Unit]:
        edges = [0, *opportunities(self._text), len(self._text)]
        units = []
        for start, end in pairwise(edges):
            ink = end
            while ink > start and self._text[ink - 1] == " ":
                ink -= 1
            units.append(_Unit(start, ink, end))
        return units

    def _overflow(self, unit: _Unit, start: int, used: float) -> _Unit:
        """Ends the line before or inside the unit; returns what is left of it for the next line."""
        too_wide = not self._may_fit(unit) or self._measure(unit.start, unit.ink) > self._width
        if too_wide or used < (1 - _EMPTY_SHARE) * self._width:
            point = self._hyphenation(unit, used)
            if point:
                self._emit(start, point, hyphen=True)
                return _Unit(point, unit.ink, unit.end)
        if unit.start > start:
            self._emit(start, unit.start, hyphen=self._text[unit.start - 1] == "\u00ad")
            return unit
        cut = self._cut(unit)
        self._emit(start, cut)
        return _Unit(cut, max(cut, unit.ink), unit.end)

    def _may_fit(self, unit: _Unit) -> bool:
        """Spares shaping a long word again and again only to find that it is too long."""
        return unit.ink - unit.start <= self._most

    def _hyphenation(self, unit: _Unit, used: float) -> int | None:
        stretch = self._stretch_at(unit.start)
        found = self._looks[stretch.look]
        word = self._text[unit.start : unit.ink][:_LONGEST_WORD]
        for point in hyphenation_points(word, language(found.language).shaping):
            width = self._measure(unit.start, unit.start + point) + self._hyphen(stretch.look).width
            if used + width <= self._width:
                return unit.start + point
        return None

    def _stretch_at(self, index: int) -> Stretch:
        return self._stretches[bisect_right(self._starts, index) - 1]

    def _cut(self, unit: _Unit) -> int:
        """The last place inside an overlong word that fits, never before a combining mark; at least one character."""
        first, last = unit.start + 1, min(unit.ink, unit.start + self._most)
        low, high = first, last
        while low < high:
            middle = (low + high + 1) // 2
            if self._measure(unit.start, middle) <= self._width:
                low = middle
            else:
                high = middle - 1
        cut = low
        while cut > first and cut < len(self._text) and _joins(self._text[cut]):
            cut -= 1
        while cut == first and cut < unit.ink and _joins(self._text[cut]):
            cut = first = first + 1
        return cut

    def _measure(self, start: int, end: int) -> float:
        return sum(piece.width for _, piece, _ in self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> list[tuple[int, Piece, int]]:
        """(level, piece, look) of text[start:end] in logical order."""
        key = (start, end)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._shape(start, end)
        return known

    def _shape(self, start: int, end: int) -> list[tuple[int, Piece, int]]:
        found = []
        for index in range(bisect_right(self._starts, start) - 1, len(self._stretches)):
            stretch = self._stretches[index]
            if stretch.start >= end:
                break
            first = max(stretch.start, start)
            text = drawn(self._text[first : min(stretch.end, end)])
            if text:
                found.append((stretch.level, shape(text, *self._how[index]), stretch.look))
        return found

    def _emit(self, start: int, end: int, *, hyphen: bool = False) -> None:
        """Ends a line; words are shaped whole here, so that kerning crosses the hyphens and slashes inside them."""
        ink = end
        while ink > start and self._text[ink - 1] == " ":
            ink -= 1
        items: list[tuple[int, Piece, int]] = []
        place = start
        while place < ink:
            space = self._text.find(" ", place, ink)
            while 0 <= space < ink and self._text[space] == " ":
                space += 1
            after = ink if space < 0 else space
            items += self._pieces(place, after)
            place = after
        if hyphen and items:
            items.append((self._base, self._hyphen(items[-1][2]), items[-1][2]))
        self._lines.append(self._line(items, ends_with_space=ink < end))

    def _line(self, items: list[tuple[int, Piece, int]], *, ends_with_space: bool) -> Line:
        pieces = [items[index][1:] for index in visual_order([level for level, _, _ in items])]
        width = sum(piece.width for piece, _ in pieces)
        lead = 0.0
        if ends_with_space and items:
            space = self._mark(" ", items[-1][2])
            if self._base:
                lead = space.width
                pieces.insert(0, (space, items[-1][2]))
            else:
                pieces.append((space, items[-1][2]))
        return Line(tuple(pieces), width, lead)

    def _hyphen(self, look: int) -> Piece:
        return self._mark("-", look)

    def _mark(self, text: str, look: int) -> Piece:
        seen: Look = self._looks[look]
        return shape(text, FACES["NotoSans", seen.bold], seen.size, False, "Latn", language(seen.language).shaping)


def _how(stretch: Stretch, look: Look) -> tuple[Face, float, bool, str, str]:
    """What shaping must know of a stretch besides its text."""
    face = stretch.choice.face
    shaping = language(look.language).shaping
    return face, look.size * face.optical, bool(stretch.level & 1), stretch.choice.script, shaping


def _joins(character: str) -> bool:
    return character in JOINERS or unicodedata.category(character) in {"Mn", "Me"}
