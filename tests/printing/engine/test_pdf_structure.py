"""The tagged structure: PDF/UA-1 by veraPDF where Java is there, and what it cannot know always."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pikepdf
import pytest

from desktop.printing.engine import CheckBox, Document, Icon, Run, Style, Text
from desktop.printing.engine.languages import language
from tests.printing.engine.engine_pdf import Node, marked_ids, structure, unmarked_operators
from tests.printing.engine.engine_sheets import HOUSE, plan
from tests.printing.engine.engine_texts import RIGHT_TO_LEFT, SENTENCES
from tests.tools.vera.vera import failed_checks, failed_checks_of

CODES = sorted(SENTENCES)


def _document(*blocks: Text) -> Node:
    document = Document("Probe", "de")
    document.add(*blocks)
    return structure(document.finish())


def test_vera_pdf_finds_nothing_wrong_in_any_language(optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    sheets = [plan(code, goals=2).finish() for code in CODES]
    alone = [plan(code, goals=2, language=code).finish() for code in ("ar", "ti")]
    results = failed_checks_of([*sheets, *alone])
    if results is not None:
        assert results == [[]] * (len(CODES) + 2)


def test_vera_pdf_notices_a_missing_language_and_title(optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    broken = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan("ar").finish())) as pdf:
        del pdf.Root.Lang
        del pdf.Root.ViewerPreferences
        pdf.save(broken)
    failures = failed_checks(broken.getvalue())
    if failures is not None:
        assert any(failure.startswith("7.1-10") for failure in failures)


@pytest.mark.parametrize("code", CODES)
def test_everything_drawn_is_owned_by_an_element_or_an_artifact(code: str) -> None:
    pdf = plan(code).finish()
    assert unmarked_operators(pdf) == []
    owned = [mark for node in structure(pdf).all() for mark in node.marks]
    assert len(set(owned)) == len(owned)
    assert sorted(owned) == sorted(marked_ids(pdf))


@pytest.mark.parametrize("code", CODES)
def test_every_text_names_its_language(code: str) -> None:
    tag = language(code).tag
    nodes = [node for node in structure(plan(code).finish()).all() if node.marks]
    assert {node.language for node in nodes} <= {"de-DE", tag}
    assert sum(node.language == tag for node in nodes) >= 10


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_right_to_left_texts_are_given_in_logical_order(code: str) -> None:
    root = _document(*[Text(sentence, Style(code)) for sentence in SENTENCES[code]])
    assert [node.actual for node in root.all("P")] == list(SENTENCES[code])


def test_a_right_to_left_word_in_a_german_sentence_is_given_in_logical_order_too() -> None:
    root = _document(Text("Sie heißt مريم und wohnt hier.", Style()), Text(["Termin · ", Run("موعد", language="ar")]))
    first, second = root.all("P")
    assert first.actual == "Sie heißt مريم und wohnt hier."
    assert second.actual is None
    assert [(span.language, span.actual) for span in second.all("Span")] == [("ar", "موعد")]


def test_a_table_has_one_head_with_scopes_and_equal_rows_although_it_spans_pages() -> None:
    document = plan("ar", goals=6)
    root = structure(document.finish())
    assert document.pages > 2
    for table in root.all("Table"):
        assert [kid.kind for kid in table.kids] == ["THead", "TBody"]
        rows = list(table.all("TR"))
        assert len(list(table.kids[0].all("TR"))) == 1
        assert {len(row.kids) for row in rows} == {4}
        assert {cell.scope for cell in table.all("TH")} == {"/Column"}


def test_headings_begin_with_the_first_level_and_lists_have_labels() -> None:
    root = structure(plan("uk").finish())
    headings = [node.kind for node in root.all() if node.kind.startswith("H")]
    assert headings == ["H1", "H1"] + ["H2", "H2"] * 3
    for item in root.all("LI"):
        assert [kid.kind for kid in item.kids] == ["Lbl", "LBody"]


def test_figures_speak_and_decoration_stays_silent() -> None:
    document = Document("Probe")
    document.add(Icon(HOUSE, alternative="Wohnen"), Icon(HOUSE), CheckBox(), CheckBox(alternative="Erledigt"))
    root = structure(document.finish())
    assert [node.alternative for node in root.all("Figure")] == ["Wohnen", "Erledigt"]


def test_the_file_says_what_it_is() -> None:
    created = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    document = Document("Plan & <Ziele> „Ⓐ“", "ar", author="Musterlingen", created=created)
    document.add(Text("Überschrift", tag="H1"), Text("عنوان", Style("ar"), "H1"))
    with pikepdf.open(io.BytesIO(document.finish())) as pdf:
        assert pdf.Root.Lang == "ar"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122093000+01'00'"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Plan & <Ziele> „Ⓐ“"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["xmp:CreateDate"] == "2026-11-22T09:30:00+01:00"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["عنوان"]


def test_fonts_are_embedded_as_subsets() -> None:
    pdf = plan("ar").finish()
    assert len(pdf) < 120_000
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in document.pages[0].Resources.Font.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            assert str(font.BaseFont)[7] == "+"
