"""Every character the print languages need has a glyph, and what has none is named."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from desktop.printing.engine import missing_characters
from desktop.printing.engine.fonts import FACES, choices, scripts
from tests.printing.engine.engine_texts import EVERY_SENTENCE

_EXEMPLARS: dict[str, str] = json.loads(
    Path(__file__).with_name("data").joinpath("exemplar_characters.json").read_text(encoding="utf-8")
)["characters"]

_FORMS = ("<initial>", "<medial>", "<final>", "<isolated>")


@pytest.mark.parametrize("code", sorted(_EXEMPLARS))
def test_every_letter_of_the_language_can_be_drawn(code: str) -> None:
    assert len(_EXEMPLARS[code]) > 40
    assert missing_characters(_EXEMPLARS[code]) == ()


def test_missing_characters_are_named_once_and_sorted() -> None:
    assert missing_characters(["Grüße 😀", "漢字 😀"]) == ("字", "漢", "😀")
    assert missing_characters(["\u0000\u202e\u2068a\u2069\u200c\u00ad\n"]) == ()


def test_both_weights_of_a_family_draw_the_same_letters() -> None:
    for family in {family for family, _ in FACES}:
        regular, bold = FACES[family, False].characters, FACES[family, True].characters
        assert regular == bold, family


@pytest.mark.parametrize(("code", "sentence"), EVERY_SENTENCE)
def test_the_chosen_face_has_the_character(code: str, sentence: str) -> None:
    for bold in (False, True):
        for character, choice in zip(sentence, choices(sentence, bold), strict=True):
            assert character == "\u200c" or character in choice.face.characters


def test_arabic_script_is_drawn_by_vazirmatn_and_digits_by_noto_sans() -> None:
    names = [choice.face.name for choice in choices("ب12ټ ێ", False)]
    assert names == ["Vazirmatn-Regular", "NotoSans-Regular", "NotoSans-Regular"] + ["Vazirmatn-Regular"] * 3


def test_a_closing_bracket_takes_the_face_of_its_opening_one() -> None:
    assert scripts("دورة (A1)")[5] == scripts("دورة (A1)")[8] == "Arab"


@pytest.mark.parametrize(("family", "bold"), sorted(FACES))
def test_what_a_glyph_stands_for_comes_from_the_font_alone(family: str, bold: bool) -> None:
    texts = FACES[family, bold].glyph_texts
    assert 0 not in texts
    assert " " in texts.values()
    forms = [text for text in texts.values() if unicodedata.decomposition(text[0]).startswith(_FORMS)]
    assert forms == []
