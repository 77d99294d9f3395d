"""Tables: a head that is repeated on every page, rows kept whole where they fit on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.printing.engine.blocks import Block, Placed, PlacedText, Slot
from desktop.printing.engine.columns import Column, Columns, PlacedColumns, VerticalAlign, shared_widths
from desktop.printing.engine.surface import Surface, line
from desktop.printing.engine.tags import COLUMN_HEAD, Element


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` in points without padding counted in; None shares what is left (by `share`)."""

    width: float | None = None
    share: float = 1.0
    align: VerticalAlign = "baseline"


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows of cells under an optional head; every row has one block per column.

    `padding` is (sides, top and bottom) of a cell; `rule` the shade of the lines between rows (None: no lines);
    `outer` also draws the lines above and below the table.
    """

    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[Block]]
    head: Sequence[Block] | None = None
    padding: tuple[float, float] = (5.0, 4.0)
    rule: float | None = 0.75
    outer: bool = False

    def place(self, width: float) -> Placed:
        widths = shared_widths([(column.width, column.share) for column in self.columns], width, 0.0)
        head = _place_row(self, self.head, widths, "TH") if self.head is not None else None
        rows = [_place_row(self, row, widths, "TD") for row in self.rows]
        return PlacedTable(self, head, rows, width, _TableSlots())


def _place_row(table: Table, cells: Sequence[Block], widths: Sequence[float], kind: str) -> PlacedRow:
    sides = table.padding[0]
    parts: list[Placed] = [
        PlacedCell(block.place(width - 2 * sides), kind, sides) for block, width in zip(cells, widths, strict=True)
    ]
    columns = [Column(block, align=column.align) for block, column in zip(cells, table.columns, strict=True)]
    content = PlacedColumns(Columns(columns, gap=0.0), parts, list(widths), Slot("TR"))
    return PlacedRow(content, table.padding[1])


class PlacedCell(Placed):
    """A cell's content; a single left-to-right text needs no paragraph inside the cell."""

    def __init__(self, content: Placed, kind: str, sides: float, slot: Slot | None = None) -> None:
        self.content = content
        self.height = content.height
        self.baseline = content.baseline
        self._kind = kind
        self._sides = sides
        self._slot = slot or Slot(kind, COLUMN_HEAD if kind == "TH" else "")
        if isinstance(content, PlacedText) and content.paragraph.actual is None and slot is None:
            self._slot.attributes += content.slot.attributes
            content.slot = Slot(None)

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        self.content.draw(surface, x + self._sides, top, self._slot.under(parent))

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        divided = self.content.split(room, force=force)
        if divided is None:
            return None
        first, rest = (PlacedCell(part, self._kind, self._sides, self._slot) for part in divided)
        return first, rest


class PlacedRow(Placed):
    def __init__(self, content: PlacedColumns, above: float) -> None:
        self.content = content
        self._above = above
        self.height = content.height + 2 * above

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        self.content.draw(surface, x, top - self._above, parent)

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        divided = self.content.split(room - 2 * self._above, force=force)
        if divided is None:
            return None
        first, rest = divided
        assert isinstance(first, PlacedColumns)
        assert isinstance(rest, PlacedColumns)
        return PlacedRow(first, self._above), PlacedRow(rest, self._above)


class _TableSlots:
    """The elements all parts of a divided table share."""

    def __init__(self) -> None:
        self.table = Slot("Table")
        self.head = Slot("THead")
        self.body = Slot("TBody")
        self.head_drawn = False


class PlacedTable(Placed):
    def __init__(
        self, block: Table, head: PlacedRow | None, rows: Sequence[Placed], width: float, slots: _TableSlots
    ) -> None:
        self.block = block
        self.head = head
        self.rows = rows
        self.width = width
        self.slots = slots
        self.height = sum(row.height for row in rows) + (head.height if head else 0.0)
        first = head or (rows[0] if rows else None)
        self.baseline = first.baseline + block.padding[1] if first else 0.0

    def draw(self, surface: Surface, x: float, top: float, parent: Element | None) -> None:
        table = self.slots.table.under(parent)
        start = top
        edges = []
        if self.head:
            self._draw_head(surface, x, top, table)
            top -= self.head.height
            edges.append(top)
        body = self.slots.body.under(table)
        for row in self.rows:
            row.draw(surface, x, top, body)
            top -= row.height
            edges.append(top)
        self._rules(surface, x, [start, *edges] if self.block.outer else edges[:-1])

    def _draw_head(self, surface: Surface, x: float, top: float, table: Element | None) -> None:
        """The first head is the table's, those on later pages are artifacts."""
        assert self.head is not None
        if self.slots.head_drawn:
            self.head.draw(surface, x, top, None)
        else:
            self.head.draw(surface, x, top, self.slots.head.under(table))
        self.slots.head_drawn = True

    def _rules(self, surface: Surface, x: float, edges: Sequence[float]) -> None:
        grey = self.block.rule
        if grey is None or not edges:
            return
        surface.draw(" ".join(line(x, y, x + self.width, y, width=0.5, grey=grey) for y in edges))

    def split(self, room: float, *, force: bool = False) -> tuple[Placed, Placed] | None:
        room -= self.head.height if self.head else 0.0
        used = 0.0
        for index, row in enumerate(self.rows):
            if used + row.height > room + 1e-6:
                return self._at(index, room - used, force=force)
            used += row.height
        return None

    def _at(self, index: int, room: float, *, force: bool) -> tuple[Placed, Placed] | None:
        if index:
            return self._parts(self.rows[:index], self.rows[index:])
        divided = self.rows[0].split(room, force=True) if force else None
        if divided:
            return self._parts([divided[0]], [divided[1], *self.rows[1:]])
        if force and len(self.rows) > 1:
            return self._parts(self.rows[:1], self.rows[1:])
        return None

    def _parts(self, before: Sequence[Placed], after: Sequence[Placed]) -> tuple[Placed, Placed]:
        return (
            PlacedTable(self.block, self.head, before, self.width, self.slots),
            PlacedTable(self.block, self.head, after, self.width, self.slots),
        )
