"""Word by word and from the cache, the glyphs are those HarfBuzz gives for the whole run in one fresh call."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from desktop.paths import resource
from desktop.printing.engine.bidi import visual_order
from desktop.printing.engine.languages import language
from desktop.printing.engine.paragraph import lay_out
from desktop.printing.engine.prepare import drawn, prepare
from desktop.printing.engine.styles import Run, Style
from tests.printing.engine.engine_texts import EVERY_SENTENCE, RIGHT_TO_LEFT, SENTENCES


def _fresh(text: str, name: str, rtl: bool, script: str, shaping: str) -> list[tuple[int, int, int, int]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = ("rtl" if rtl else "ltr"), script, shaping
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(resource("fonts", f"{name}.ttf")))))
    hb.shape(font, buffer, {"kern": True, "liga": True})
    return [
        (info.codepoint, position.x_advance, position.x_offset, position.y_offset)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


def _whole_runs(sentence: str, style: Style) -> list[tuple[str, int, int, int, int]]:
    """Face and glyph of the sentence on one line, from left to right, each run shaped at once."""
    source = prepare((Run(sentence),), style).sources[0]
    shaping = language(style.language).shaping
    wanted = []
    for index in visual_order([stretch.level for stretch in source.stretches]):
        stretch = source.stretches[index]
        text = drawn(source.text[stretch.start : stretch.end])
        name = stretch.choice.face.name
        glyphs = _fresh(text, name, bool(stretch.level & 1), stretch.choice.script, shaping) if text else []
        wanted += [(name, *glyph) for glyph in glyphs]
    return wanted


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(("code", "sentence"), EVERY_SENTENCE)
def test_glyphs_and_positions_are_harfbuzz_s_own(code: str, sentence: str, bold: bool) -> None:
    style = Style(code, 11, bold=bold)
    paragraph = lay_out(sentence, style, 100_000)
    assert len(paragraph.lines) == 1
    found = [
        (piece.face.name, glyph.number, glyph.advance, glyph.x_offset, glyph.y_offset)
        for piece, _ in paragraph.lines[0].pieces
        for glyph in piece.glyphs
    ]
    assert found == _whole_runs(sentence, style)
    assert all(number for _, number, *_ in found), "glyph 0 is the empty box"


def test_no_historic_ligature_is_drawn() -> None:
    piece = lay_out("Bahnhofstraße", Style(), 500).lines[0].pieces[0][0]
    assert len(piece.glyphs) == len("Bahnhofstraße")


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
def test_letters_join(code: str) -> None:
    """The first letter inside a word is another glyph than the same letter alone."""
    word = max(SENTENCES[code][0].split(), key=lambda part: sum("\u0600" <= letter <= "\u06ff" for letter in part))
    joined = {glyph.number for piece, _ in lay_out(word, Style(code), 500).lines[0].pieces for glyph in piece.glyphs}
    alone = {
        glyph.number
        for letter in word
        for piece, _ in lay_out(letter, Style(code), 500).lines[0].pieces
        for glyph in piece.glyphs
    }
    assert joined - alone


def test_arabic_is_drawn_larger_by_the_optical_factor() -> None:
    piece = lay_out("خطة", Style("ar", 10), 500).lines[0].pieces[0][0]
    assert piece.size == pytest.approx(11.2)
