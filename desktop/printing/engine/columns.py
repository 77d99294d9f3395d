"""Blocks beside each other: rows of fixed and shared widths, and the bilingual pair with common first baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from desktop.printing.engine.blocks import Block, Placed, PlacedSpace, Slot
from desktop.printing.engine.surface import Surface, line
from desktop.printing.engine.tags import Element

VerticalAlign: TypeAlias = Literal["top", "middle", "bottom", "baseline"]
_RULE_GREY = 0.75


@dataclass(frozen=True, slots=True)
class Column:
    """A block in a row. `width` in points; None takes an equal share (times `share`) of what the fixed ones leave.

    `rule` draws a thin line on the side where reading starts. `baseline` columns of a row share their first baseline.
    """

    block: Block
    width: float | None = None
    share: float = 1.0
    align: VerticalAlign = "top"
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Columns(Block):
    """Columns in reading order, `gap` apart. On mirrored sheets the first one is the rightmost.

    `rtl` fixes the side of the first column instead (True: right). `tag` wraps the row (Div, Sect, LI …).
    """

    columns: Sequence[Column]
    gap: float = 8.0
    tag: str | None = None
    rtl: bool | None = None
    keep_with_next: bool = False

    def place(self, width: float) -> Placed:
        widths = shared_widths([(column.width, column.share) for column in self.columns], width, self.gap)
        parts = [column.block.place(part) for column, part in zip(self.columns, widths, strict=True)]
        return PlacedColumns(self, parts, widths, Slot(self.tag))


def shared_widths(wanted: Sequence[tuple[float | None, float]], width: float, gap: float) -> list[float]:
    """Widths of columns given as (fixed width or None, share)."""
    fixed = sum(own for own, _ in wanted if own is not None) + gap * (len(wanted) - 1)
    shares = sum(share for own, share in wanted if own is None)
    return [own if own is not None else (width - fixed) * share / shares for own, share in wanted]


def pair(
    first: Block, second: Block, *, gap: float = 14.0, tag: str | None = None, keep_with_next: bool = False
) -> Columns:
    """Two equal columns on common first baselines: German and, in its own direction, the other language."""
    return Columns(
        (Column(first, align="baseline"), Column(second, align="baseline")),
        gap=gap,
        tag=tag,
        keep_with_next=keep_with_next,
    )


class PlacedColumns(Placed):
    def __init__(self, block: Columns, parts: list[Placed], widths: list[float], slot: Slot) -> None:
        self.block = block
        self.parts = parts
        self.widths = widths
        self.slot = slot
        heading = any(part.keep_with_next and not part.is_space for part in parts)
        self.keep_with_next = block.keep_with_next or heading
        common = [
            part.baseline
            for part, column in zip(parts, block.columns, strict=True)
            if column.align == "baseline" and part.height
        ]
        self.baseline = max(common, default=max((part.baseline for part in parts), default=0.0))
        self.height = max(
            (part.height + self._drop(part, column) for part, column in zip(parts, block.columns, strict=True)),
            default=0.0,
        )

    def _drop(self, part: Placed, column: Column) -> float:
        """How far a baseline column starts below the row's top."""
        return max(0.0, self.baseline - part.baseline) if column.align == "baseline" and part.height else 0.0

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        element = self.slot.under(parent)
        for part, column, left, width in self._across(surface, x):
            if column.rule:
                edge = left + width + self.block.gap / 2 if self._rtl(surface) else left - self.block.gap / 2
                surface.draw(line(edge, top, edge, top - self.height, width=0.5, grey=_RULE_GREY))
            part.draw(surface, left, top - self._offset(part, column), element)

    def _rtl(self, surface: Surface) -> bool:
        return surface.mirrored if self.block.rtl is None else self.block.rtl

    def _across(self, surface: Surface, x: float) -> list[tuple[Placed, Column, float, float]]:
        """Part, column, left edge and width, in reading order."""
        rtl = self._rtl(surface)
        total = sum(self.widths) + self.block.gap * (len(self.widths) - 1)
        found = []
        passed = 0.0
        for part, column, width in zip(self.parts, self.block.columns, self.widths, strict=True):
            found.append((part, column, x + total - passed - width if rtl else x + passed, width))
            passed += width + self.block.gap
        return found

    def _offset(self, part: Placed, column: Column) -> float:
        if column.align == "middle":
            return (self.height - part.height) / 2
        if column.align == "bottom":
            return self.height - part.height
        return self._drop(part, column)

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        """Divides every column that is taller than the room; a column that fits stays above."""
        first: list[Placed] = []
        rest: list[Placed] = []
        for part, column in zip(self.parts, self.block.columns, strict=True):
            space = room - self._drop(part, column)
            if part.height <= space:
                first.append(part)
                rest.append(PlacedSpace(0))
                continue
            divided = part.split(space, force=force) if space > 0 else None
            if divided is None:
                return None
            first.append(divided[0])
            rest.append(divided[1])
        return (
            PlacedColumns(self.block, first, self.widths, self.slot),
            PlacedColumns(self.block, rest, self.widths, self.slot),
        )
