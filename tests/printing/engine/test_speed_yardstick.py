"""The yardstick the engine is measured against draws the very same pages."""

from __future__ import annotations

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no stubs

from tests.printing.engine.engine_pdf import page_image, structure
from tests.printing.engine.engine_speed import bare_pdf, bare_streams, measures_plan


def test_the_bare_canvas_draws_the_same_pages_as_the_tagged_plan() -> None:
    surface = measures_plan().draw()
    bare = bare_pdf(surface, bare_streams(surface))
    tagged = measures_plan().finish()
    assert len(pdfium.PdfDocument(bare)) == len(surface.pages) >= 4
    for index in range(len(surface.pages)):
        assert page_image(bare, index).tobytes() == page_image(tagged, index).tobytes()
    assert len(list(structure(tagged).all("TR"))) == 66


def test_a_plan_of_new_texts_repeats_no_measure() -> None:
    texts = [
        str(row[2])
        for mark in ("a", "b")
        for table in measures_plan(mark=mark)._blocks
        for row in getattr(table, "rows", ())
    ]
    assert len(set(texts)) == 120
