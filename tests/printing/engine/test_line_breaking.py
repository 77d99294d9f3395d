"""Where lines end, and that no line is wider than its column."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.printing.engine.breaking import hyphenation_points, opportunities
from desktop.printing.engine.paragraph import Paragraph, lay_out
from desktop.printing.engine.styles import Run, Style
from tests.printing.engine.engine_texts import EVERY_SENTENCE, SENTENCES


def _parts(text: str) -> list[str]:
    edges = [0, *opportunities(text), len(text)]
    return [text[start:end].strip(" \u00ad") for start, end in pairwise(edges)]


def _glyph_counts(paragraph: Paragraph) -> list[int]:
    return [sum(len(piece.glyphs) for piece, _ in line.pieces) for line in paragraph.lines]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Tel. 07000 12 34 56 an", ["Tel.", "07000 12 34 56", "an"]),
        ("100–600 € und 5 %", ["100–600 €", "und", "5 %"]),
        ("Zimmer\u00a012 links", ["Zimmer\u00a012", "links"]),
        ("Jugend-/Sozialamt", ["Jugend-/Sozialamt"]),
        ("Kreis/Gemeinde Klient/in", ["Kreis/", "Gemeinde", "Klient/in"]),
        ("Nordrhein-Westfalen 2-3", ["Nordrhein-", "Westfalen", "2-3"]),
        ("Wohn\u00adgeld\u00adamt", ["Wohn", "geld", "amt"]),
        ("ሰላም፡ለዓለም", ["ሰላም፡", "ለዓለም"]),
    ],
)
def test_lines_end_only_where_reading_allows(text: str, parts: list[str]) -> None:
    assert _parts(text) == parts


def test_a_long_german_word_is_divided_with_a_hyphen() -> None:
    paragraph = lay_out("Wohnberechtigungsschein", Style(size=12), 100)
    assert len(paragraph.lines) == 2
    hyphen = paragraph.lines[0].pieces[-1][0]
    assert hyphen.face.glyph_texts[hyphen.glyphs[-1].number] == "-"


def test_a_short_rest_of_a_line_is_left_empty_rather_than_dividing_a_word() -> None:
    paragraph = lay_out("Wir besuchen gemeinsam Beratungsstellen", Style(size=12), 190)
    assert [len(line.pieces[0][0].glyphs) for line in paragraph.lines] != []
    texts = [paragraph.lines[0].pieces[-1][0].glyphs[-1].number]
    assert paragraph.lines[0].pieces[0][0].face.glyph_texts[texts[0]] == " "


def test_only_german_words_are_divided() -> None:
    assert hyphenation_points("Wohnberechtigungsschein", "de")
    assert hyphenation_points("Wohnberechtigungsschein", "en") == ()
    assert hyphenation_points("Wohn\u00adgeldamtsleitung", "de") == ()


def test_a_soft_hyphen_shows_only_where_the_line_ends_there() -> None:
    whole = lay_out("Wohn\u00adgeld", Style("en"), 500)
    assert _glyph_counts(whole) == [8]
    parted = lay_out("Wohn\u00adgeld", Style("en"), 40)
    assert _glyph_counts(parted) == [5, 4]


def test_the_hyphen_of_a_soft_hyphen_fits_too() -> None:
    for width in range(20, 60):
        for line in lay_out("Wohn\u00adgeld\u00adamts\u00adleitung", Style("en"), width).lines:
            assert line.width <= width


def test_newlines_force_lines_and_empty_text_has_one() -> None:
    assert len(lay_out("a\n\nb", Style(), 100).lines) == 3
    assert len(lay_out("", Style(), 100).lines) == 1


@pytest.mark.parametrize("width", [45.0, 90.0, 180.0])
@pytest.mark.parametrize(("code", "sentence"), EVERY_SENTENCE)
def test_every_line_stays_within_its_column(code: str, sentence: str, width: float) -> None:
    for line in lay_out(sentence, Style(code, 10), width).lines:
        assert line.width <= width + 0.5


def test_a_word_of_ten_thousand_letters_is_cut_to_the_column() -> None:
    paragraph = lay_out("x" * 10_000, Style("en"), 200)
    assert all(line.width <= 200 for line in paragraph.lines)
    assert sum(_glyph_counts(paragraph)) == 10_000


def test_a_combining_mark_is_never_parted_from_its_letter() -> None:
    """q with a diaeresis has no composed form, so the mark stays a character of its own."""
    paragraph = lay_out("q\u0308" * 40, Style("en"), 50)
    assert len(paragraph.lines) > 3
    for line in paragraph.lines:
        first = line.pieces[0][0]
        assert first.face.glyph_texts.get(first.glyphs[0].number) != "\u0308"


_MIXED = "".join(sentence for sentences in SENTENCES.values() for sentence in sentences)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from([*sorted(set(_MIXED)), *"\u2067\u2069\u202e\u0301\u064b\n\u00ad\u200b😀(]"])),
    st.sampled_from(["de", "ar", "ti"]),
    st.sampled_from([40.0, 120.0]),
)
def test_any_text_can_be_laid_out(text: str, code: str, width: float) -> None:
    paragraph = lay_out((Run(text), Run(text, bold=True)), Style(code, 9), width)
    for line in paragraph.lines:
        single = sum(len(piece.glyphs) for piece, _ in line.pieces) <= 3
        assert line.width <= width + 2 or single
    for mark in paragraph.marks():
        assert mark.operators.count("BDC") == mark.operators.count("EMC")


def test_right_to_left_lines_end_on_the_right_and_start_align_follows_the_language() -> None:
    arabic = lay_out(SENTENCES["ar"][0], Style("ar", 10), 120)
    mark = arabic.marks()[0]
    line = arabic.lines[0]
    assert mark.x == pytest.approx(120 - line.width - line.lead)
    assert lay_out("abc", Style(), 120).marks()[0].x == 0
    end = lay_out("abc", Style(align="end"), 120)
    assert end.marks()[0].x == pytest.approx(120 - end.lines[0].width)
