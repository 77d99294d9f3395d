"""A paragraph laid out to a width: lines, heights and the ready content-stream text, cached by its content."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from desktop.printing.engine.fonts import Face
from desktop.printing.engine.languages import language
from desktop.printing.engine.lines import Line, LineBreaker
from desktop.printing.engine.numbers import number
from desktop.printing.engine.prepare import Prepared, prepare
from desktop.printing.engine.shaping import Piece
from desktop.printing.engine.styles import Content, Look, Run, Style
from desktop.printing.engine.text import clean, without_isolates

# Half the height of a capital letter over the size: puts the capitals into the middle of the line.
_HALF_CAPITAL = 0.357
_ARABIC_LINE_HEIGHT = 1.5  # the least for a line with a word in Vazirmatn


@dataclass(frozen=True, slots=True)
class Span:
    """A part with a language of its own: tag (BCP 47) and, where it is right-to-left, its text in logical order."""

    tag: str
    actual: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked content sequence: `x` from the left edge, `y` of the baseline below the top, and its operators.

    `span` is -1 for the paragraph itself, else an index into its spans.
    """

    span: int
    x: float
    y: float
    operators: str


@dataclass(slots=True)
class Paragraph:
    """Measures in points. `actual` is the text in logical order where some of it runs right-to-left, else None."""

    lines: tuple[Line, ...]
    width: float
    leading: float
    baseline: float
    tag: str
    text: str
    actual: str | None
    spans: tuple[Span, ...]
    missing: frozenset[str]
    glyphs: dict[Face, frozenset[int]]
    claims: tuple[tuple[Face, int, str], ...]
    _looks: tuple[Look, ...]
    _owners: tuple[int, ...]  # look → span
    _align: str
    _marks: dict[tuple[int, int], tuple[Mark, ...]] = field(default_factory=dict)

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)

    @property
    def ink_width(self) -> float:
        return max(line.width for line in self.lines)

    def marks(self, first: int = 0, last: int | None = None) -> tuple[Mark, ...]:
        """Marked content of the lines [first, last), measured from the top of line `first`."""
        key = (first, len(self.lines) if last is None else last)
        known = self._marks.get(key)
        if known is None:
            known = self._marks[key] = self._write(*key)
        return known

    def _write(self, first: int, last: int) -> tuple[Mark, ...]:
        writer = _MarkWriter(self._looks, self._owners)
        for index, line in enumerate(self.lines[first:last]):
            share = {"left": 0.0, "right": 1.0, "center": 0.5}[self._align]
            x = (self.width - line.width) * share - line.lead
            writer.line(line, x, self.baseline + index * self.leading)
        return writer.finish()


class _MarkWriter:
    """Joins what follows in the same span into one mark."""

    def __init__(self, looks: tuple[Look, ...], owners: tuple[int, ...]) -> None:
        self._looks = looks
        self._owners = owners
        self._marks: list[Mark] = []
        self._operators: list[str] = []
        self._span = -2
        self._origin = (0.0, 0.0)
        self._pen = (0.0, 0.0)  # start of the current text line
        self._font: tuple[Face, float] | None = None
        self._grey = -1.0

    def line(self, line: Line, x: float, y: float) -> None:
        moved = True
        for piece, owner in line.pieces:
            span = self._owners[owner]
            if span != self._span:
                self._begin(span, x, y)
            elif moved:
                step = (x - self._pen[0], self._pen[1] - y)
                self._operators.append(f"{number(step[0])} {number(step[1])} Td")
                self._pen = (x, y)
            moved = False
            self._piece(piece, self._looks[owner].grey)
            x += piece.width

    def _begin(self, span: int, x: float, y: float) -> None:
        self._end()
        self._span, self._origin, self._pen = span, (x, y), (x, y)
        self._font, self._grey = None, -1.0

    def _piece(self, piece: Piece, grey: float) -> None:
        if grey != self._grey:
            self._operators.append(f"{number(grey)} g")
            self._grey = grey
        font = (piece.face, piece.size)
        if font != self._font:
            self._operators.append(f"/{piece.face.resource} {number(piece.size)} Tf")
            self._font = font
        self._operators.append(piece.operators)

    def _end(self) -> None:
        if self._operators:
            text = " ".join(self._operators).replace("]TJ [", " ").replace("> <", "")
            self._marks.append(Mark(self._span, *self._origin, text))
            self._operators.clear()

    def finish(self) -> tuple[Mark, ...]:
        self._end()
        return tuple(self._marks)


def lay_out(content: Content, style: Style, width: float) -> Paragraph:
    """The paragraph for a column of this width; the same object again for the same arguments."""
    if not isinstance(content, str):
        content = tuple(Run(item) if isinstance(item, str) else item for item in content)
    return _lay_out(content, style, round(width, 3))


@lru_cache(4096)
def _lay_out(content: str | tuple[Run, ...], style: Style, width: float) -> Paragraph:
    runs = (Run(content),) if isinstance(content, str) else content or (Run(""),)
    prepared = prepare(runs, style)
    lines = tuple(line for source in prepared.sources for line in LineBreaker(prepared, source, width).lines())
    spans, owners = _spans(runs, prepared, style)
    leading = _leading(prepared, style)
    size = max(look.size for look in prepared.looks)
    text = without_isolates("".join(clean(run.text) for run in runs))
    return Paragraph(
        lines=lines,
        width=width,
        leading=leading,
        baseline=leading / 2 + _HALF_CAPITAL * size,
        tag=language(style.language).tag,
        text=text,
        actual=text if _needs_actual(prepared, owners) else None,
        spans=spans,
        missing=prepared.missing,
        glyphs=_glyphs(lines),
        claims=tuple((piece.face, *claim) for line in lines for piece, _ in line.pieces for claim in piece.claims),
        _looks=prepared.looks,
        _owners=owners,
        _align=_physical(style),
    )


def _physical(style: Style) -> str:
    if style.align == "start":
        return "right" if style.rtl else "left"
    if style.align == "end":
        return "left" if style.rtl else "right"
    return style.align


def _leading(prepared: Prepared, style: Style) -> float:
    factor = style.line_height
    if factor is None:
        factor = max(language(look.language).line_height for look in prepared.looks)
        arabic = any(s.choice.script == "Arab" for source in prepared.sources for s in source.stretches)
        factor = max(factor, _ARABIC_LINE_HEIGHT) if arabic else factor
    return factor * max(look.size for look in prepared.looks)


def _spans(runs: tuple[Run, ...], prepared: Prepared, style: Style) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """The parts in other languages, and for each run its span (-1: the paragraph itself)."""
    spans: list[Span] = []
    owners: list[int] = []
    for run, look in zip(runs, prepared.looks, strict=True):
        if look.language == style.language:
            owners.append(-1)
            continue
        facts = language(look.language)
        owners.append(len(spans))
        spans.append(Span(facts.tag, without_isolates(clean(run.text)) if facts.rtl else None))
    return tuple(spans), tuple(owners)


def _needs_actual(prepared: Prepared, owners: tuple[int, ...]) -> bool:
    """Glyphs lie in visual order, so right-to-left text must also be given in logical order."""
    if prepared.rtl:
        return True
    return any(s.level & 1 and owners[s.look] < 0 for source in prepared.sources for s in source.stretches)


def _glyphs(lines: tuple[Line, ...]) -> dict[Face, frozenset[int]]:
    used: dict[Face, set[int]] = {}
    for line in lines:
        for piece, _ in line.pieces:
            used.setdefault(piece.face, set()).update(piece.numbers)
    return {face: frozenset(numbers) for face, numbers in used.items()}


def forget() -> None:
    """Drops every cached text, for locking the program."""
    from desktop.printing.engine import breaking, shaping, text  # noqa: PLC0415

    for cached in (_lay_out, shaping.shape, breaking.hyphenation_points, text.with_islands):
        cached.cache_clear()
