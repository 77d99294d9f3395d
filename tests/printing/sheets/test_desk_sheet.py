"""What sheets for the office's own use share: head, foot, and letters as large as fit one page."""

from __future__ import annotations

from functools import partial

import pytest

from desktop.printing.engine import Document, Style, Text
from desktop.printing.sheets.desk_sheet import as_large_as_fits, counted_foot, desk_head, parted
from tests.printing.engine.engine_pdf import page_texts

SIZES = (12.0, 10.0, 8.0)


def lines(number: int, tried: list[float], size: float) -> Document:
    tried.append(size)
    document = Document("Liste", "de", footer=counted_foot("Vertraulich"))
    document.add(desk_head("Liste", "users", "Gemeinde Musterlingen", ""))
    document.add(*(Text(f"Zeile {place}", Style("de", size)) for place in range(number)))
    return document


@pytest.mark.parametrize(("number", "wanted"), [(3, [12.0]), (45, [12.0, 10.0]), (55, list(SIZES)), (99, list(SIZES))])
def test_the_first_size_that_fits_one_page_is_taken(number: int, wanted: list[float]) -> None:
    tried: list[float] = []
    pages = page_texts(as_large_as_fits(partial(lines, number, tried), SIZES).finish())
    assert tried == wanted
    assert len(pages) == (2 if number == 99 else 1)
    assert f"Vertraulich · Seite 1 von {len(pages)}" in pages[0]


def test_what_is_empty_leaves_no_dots_behind() -> None:
    assert parted("", "Stand 22.11.2026", "") == "Stand 22.11.2026"
    assert parted("Gemeinde", "", "Team") == "Gemeinde · Team"
    (page,) = page_texts(lines(1, [], 10.0).finish())
    assert page.splitlines()[:3] == ["Liste", "Gemeinde Musterlingen", "Zeile 0"]
