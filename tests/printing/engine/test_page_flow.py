"""How blocks flow onto pages: kept together, divided, repeated, counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.printing.engine import (
    Block,
    Box,
    Column,
    Columns,
    Document,
    Frame,
    PageBreak,
    Space,
    Stack,
    Style,
    Table,
    TableColumn,
    Text,
    pair,
)
from tests.printing.engine.engine_pdf import page_texts, structure
from tests.printing.engine.engine_sheets import footer, plan

_LINE = Style("en", 10, line_height=2.0)  # 20 points
_FRAME = Frame(size=(300.0, 300.0), left=40, right=40, top=40, bottom=60)  # 10 lines of 20 points


def _pages(*blocks: Block) -> list[list[str]]:
    document = Document("Probe", "en", frame=_FRAME)
    document.add(*blocks)
    return [text.split() for text in page_texts(document.finish())]


def _lines(name: str, count: int) -> Text:
    return Text("\n".join(f"{name}{number}" for number in range(1, count + 1)), _LINE)


def test_what_fits_stays_on_one_page() -> None:
    assert len(_pages(_lines("a", 10))) == 1
    assert [len(page) for page in _pages(_lines("a", 11))] == [9, 2]


def test_a_paragraph_leaves_two_lines_on_either_page() -> None:
    assert [len(page) for page in _pages(_lines("a", 9), _lines("b", 5))] == [9, 5]
    assert [len(page) for page in _pages(_lines("a", 7), _lines("b", 4))] == [9, 2]


def test_a_heading_stays_with_what_follows() -> None:
    pages = _pages(_lines("a", 9), Space(2), Text("Head", _LINE, "H1"), _lines("b", 2))
    assert pages[1][0] == "Head"
    assert (
        _pages(_lines("a", 9), pair(Text("Left", _LINE, "H1"), Text("Right", _LINE, "H1")), _lines("b", 2))[1][0]
        == "Left"
    )


def test_space_is_dropped_at_the_top_of_a_page() -> None:
    pages = _pages(_lines("a", 10), Space(90), _lines("b", 6))
    assert [len(page) for page in pages] == [10, 6]


def test_a_page_break_starts_a_page_and_the_last_one_makes_no_empty_page() -> None:
    assert [len(page) for page in _pages(_lines("a", 1), PageBreak(), _lines("b", 1), PageBreak())] == [1, 1]


def test_a_box_moves_whole_unless_it_may_be_divided() -> None:
    box = Box(_lines("b", 4), padding=(4, 5))
    assert [len(page) for page in _pages(_lines("a", 7), box)] == [7, 4]
    divisible = Box(_lines("b", 6), padding=(4, 0), divisible=True)
    assert [len(page) for page in _pages(_lines("a", 7), divisible)] == [10, 3]


def test_a_stack_kept_whole_moves_to_the_next_page() -> None:
    whole = Stack((_lines("b", 3), _lines("c", 3)), whole=True)
    assert [len(page) for page in _pages(_lines("a", 6), whole)] == [6, 6]


def _table(*heights: int) -> Table:
    rows = [(Text(f"r{row}", _LINE), _lines(f"c{row}.", height)) for row, height in enumerate(heights, 1)]
    head = (Text("Row", _LINE), Text("Cell", _LINE))
    return Table((TableColumn(50), TableColumn()), rows, head, padding=(2, 0))


def test_rows_stay_whole_and_the_head_is_repeated() -> None:
    pages = _pages(_table(4, 4, 4))
    assert [page[:2] for page in pages] == [["Row", "Cell"]] * 2
    assert [sum(word.startswith("c") for word in page) for page in pages] == [8, 4]


def test_a_row_taller_than_a_page_is_divided() -> None:
    pages = _pages(_table(2, 13, 2))
    cells = [[word for word in page if word.startswith("c")] for page in pages]
    assert [word for page in cells for word in page] == [
        f"c{row}.{line}" for row, height in ((1, 2), (2, 13), (3, 2)) for line in range(1, height + 1)
    ]
    assert all(page[:2] == ["Row", "Cell"] for page in pages)


def test_both_halves_of_a_divided_paragraph_are_one_element() -> None:
    document = Document("Probe", "en", frame=_FRAME)
    document.add(_lines("a", 25))
    (paragraph,) = structure(document.finish()).all("P")
    assert [page for page, _ in paragraph.marks] == [0, 1, 2]


def test_the_footer_counts_the_pages() -> None:
    document = plan("uk", goals=6)
    texts = page_texts(document.finish())
    assert document.pages == len(texts) > 1
    for index, text in enumerate(texts, 1):
        assert f"Seite {index} von {len(texts)}" in text


def test_the_header_may_be_missing_on_a_page() -> None:
    document = Document(
        "Probe",
        "en",
        frame=_FRAME,
        footer=footer,
        header=lambda page, _: Text("Fortsetzung", _LINE) if page > 1 else None,
    )
    document.add(_lines("a", 12))
    assert ["Fortsetzung" in text for text in page_texts(document.finish())] == [False, True]


def test_columns_share_their_first_baseline() -> None:
    placed = pair(Text("Größe", Style(size=10)), Text("حجم", Style("ar", 10))).place(200)
    single = Text("Größe", Style(size=10)).place(95)
    assert placed.baseline == pytest.approx(max(single.baseline, Text("حجم", Style("ar", 10)).place(95).baseline))
    assert placed.baseline > single.baseline


def test_fixed_columns_keep_their_width_and_the_rest_is_shared() -> None:
    from desktop.printing.engine.columns import shared_widths

    assert shared_widths([(30, 1.0), (None, 1.0), (None, 2.0)], 140, 10) == [30, 30, 60]


_texts = st.integers(1, 14).map(lambda count: _lines("x", count))
_blocks = st.recursive(
    _texts,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(Stack),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: Stack(items, whole=True)),
        inner.map(lambda item: Box(item, padding=(2, 3), divisible=True)),
        inner.map(Box),
        st.lists(inner, min_size=1, max_size=2).map(lambda items: Columns([Column(item) for item in items], gap=2)),
        inner.map(lambda item: Table((TableColumn(),), [(item,), (item,)], (Text("H", _LINE),), padding=(1, 1))),
    ),
    max_leaves=6,
)


def _count(block: Block) -> int:
    """Lines named x in a block."""
    if isinstance(block, Text):
        return str(block.content).count("x")
    if isinstance(block, Stack):
        return sum(_count(item) for item in block.blocks)
    if isinstance(block, Columns):
        return sum(_count(column.block) for column in block.columns)
    if isinstance(block, Box):
        return _count(block.block)
    assert isinstance(block, Table)
    return sum(_count(cell) for row in block.rows for cell in row)


@settings(max_examples=80, deadline=None)
@given(st.lists(_blocks, min_size=1, max_size=4))
def test_no_line_is_lost_or_drawn_twice_however_blocks_are_nested(blocks: list[Block]) -> None:
    document = Document("Probe", "en", frame=_FRAME)
    document.add(*blocks)
    surface = document.draw()
    shown = sum(operator.count(" Tf") and 1 + operator.count(" Td") for page in surface.pages for operator in page)
    heads = sum("/Artifact BMC BT" in operator for page in surface.pages for operator in page)
    tables = sum(str(element.kind) == "THead" for element in surface.structure.elements())
    assert shown - heads - tables == sum(_count(block) for block in blocks)
