"""Shaping: a word becomes glyphs, and the glyphs the ready piece of a PDF content stream."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from desktop.printing.engine.fonts import Face, shaped_glyphs
from desktop.printing.engine.numbers import hex_text

# Persian heh with hamza has two spellings and one glyph; marking one of them would break the word for searches.
_ONE_GLYPH = {"\u0647\u0654": "\u06c0"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn glyph: its number and, in font units, its advance and offsets."""

    number: int
    advance: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A shaped text of one face, size and direction.

    `width` is in points; `operators` draws it from left to right at the current text position; `claims` names texts
    for glyphs whose text the font alone does not tell (ligatures); `numbers` are the glyphs to embed.
    """

    face: Face
    size: float
    width: float
    operators: str
    glyphs: tuple[Glyph, ...]
    claims: tuple[tuple[int, str], ...]
    numbers: frozenset[int]


@lru_cache(16384)
def shape(text: str, face: Face, size: float, rtl: bool, script: str, language: str) -> Piece:
    """`text` without characters that are not drawn; `script` ISO 15924, `language` as HarfBuzz wants it."""
    infos, positions = shaped_glyphs(face, text, rtl=rtl, script=script, language=language)
    glyphs = tuple(
        Glyph(info.codepoint, position.x_advance, position.x_offset, position.y_offset)
        for info, position in zip(infos, positions, strict=True)
    )
    clusters = _clusters(text, [info.cluster for info in infos], glyphs)
    writer = _Operators(face, size, rtl)
    for cluster_text, members in clusters:
        writer.cluster(cluster_text, members)
    width = sum(glyph.advance for glyph in glyphs) * face.unit * size / 1000
    numbers = frozenset(glyph.number for glyph in glyphs)
    return Piece(face, size, width, writer.finish(), glyphs, tuple(writer.claims), numbers)


def _clusters(text: str, starts: list[int], glyphs: tuple[Glyph, ...]) -> list[tuple[str, tuple[Glyph, ...]]]:
    """Glyphs by the text they stand for, in drawing order."""
    if len(starts) == len(text) and len(set(starts)) == len(text):
        return [(text[start], (glyph,)) for start, glyph in zip(starts, glyphs, strict=True)]
    ordered = sorted(set(starts))
    end_of = dict(zip(ordered, [*ordered[1:], len(text)], strict=True))
    found: list[tuple[str, tuple[Glyph, ...]]] = []
    first = 0
    for index in range(1, len(starts) + 1):
        if index == len(starts) or starts[index] != starts[first]:
            found.append((text[starts[first] : end_of[starts[first]]], glyphs[first:index]))
            first = index
    return found


class _Operators:
    """Writes TJ arrays; a glyph's text is marked with ActualText where the font does not tell it."""

    def __init__(self, face: Face, size: float, rtl: bool) -> None:
        self._rtl = rtl
        self.claims: list[tuple[int, str]] = []
        self._face = face
        self._size = size
        self._done: list[str] = []
        self._array: list[str] = []
        self._pending = 0.0
        self._rise = 0

    def cluster(self, text: str, glyphs: tuple[Glyph, ...]) -> None:
        known = self._face.glyph_texts
        texts = [known.get(glyph.number, "") for glyph in glyphs]  # a letter and its marks may be several glyphs
        if "".join(reversed(texts) if self._rtl else texts) == _ONE_GLYPH.get(text, text):
            for glyph in glyphs:
                self._glyph(glyph)
            return
        self.claims += [(glyph.number, text) for glyph in glyphs if glyph.number not in known]
        self._flush()
        self._done.append(f"/Span<</ActualText{hex_text(text)}>>BDC")
        for glyph in glyphs:
            self._glyph(glyph)
        self._flush()
        self._done.append("EMC")

    def _glyph(self, glyph: Glyph) -> None:
        unit = self._face.unit
        if glyph.y_offset != self._rise:
            self._flush()
            self._raise(glyph.y_offset)
        self._move(self._pending + glyph.x_offset * unit)
        self._array.append(f"<{glyph.number:04X}>")
        self._pending = (glyph.advance - glyph.x_offset) * unit - self._face.advance(glyph.number)

    def _raise(self, offset: int) -> None:
        self._rise = offset
        self._done.append(f"{round(offset * self._face.unit * self._size / 1000, 3):g} Ts")

    def _move(self, distance: float) -> None:
        rounded = round(-distance, 1)
        if rounded:
            self._array.append(f"{rounded:g}")

    def _flush(self) -> None:
        self._move(self._pending)
        self._pending = 0.0
        if self._array:
            self._done.append("[" + "".join(self._array).replace("><", "") + "]TJ")
            self._array.clear()

    def finish(self) -> str:
        self._flush()
        if self._rise:
            self._raise(0)
        return " ".join(self._done)
