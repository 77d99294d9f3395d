"""Text before layout: nothing can disguise itself, and values keep their order."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.printing.engine.bidi import levels, visual_order
from desktop.printing.engine.text import ISOLATES, clean, isolate, with_islands, without_isolates


@pytest.mark.parametrize("code", [0, 8, 0x1B, 0x7F, 0x9B, 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), 0xFE0F])
def test_controls_that_could_disguise_text_are_dropped(code: int) -> None:
    assert clean(f"ab{chr(code)}cd") == "abcd"


def test_line_ends_become_newlines_and_tabs_spaces() -> None:
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_letters_with_marks_are_composed_and_half_surrogates_replaced() -> None:
    assert clean("Mu\u0308ller") == "Müller"
    assert clean("a\ud800b") == "a\ufffdb"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="ab \u2066\u2067\u2068\u2069\u0628"))
def test_no_value_can_end_its_own_isolation(value: str) -> None:
    """What follows the value lies on the paragraph's level again, whatever the value holds."""
    text = isolate(value) + "Z"
    assert levels(text, 0)[0][-1] == 0
    assert levels("ا" + text, 1)[0][-1] == 2


def _shown(text: str) -> str:
    """The characters from left to right, as drawn in a right-to-left paragraph."""
    found, _ = levels(text, 1)
    return "".join(text[index] for index in visual_order(found) if text[index] not in ISOLATES)


@pytest.mark.parametrize(
    "island",
    ["030 1234567", "+49 7000 12 34 56", "100–600 €", "08.01.2027", "10:30", "Bahnhofstraße 12", "Müller-Lüdenscheidt",
     "A1/B1", "12,50 €", "Stadt_Amt@example.org", "§ 44 AufenthG", "Львів 12"],
)  # fmt: skip
def test_islands_keep_their_order_between_arabic_words(island: str) -> None:
    assert island in _shown(with_islands(clean(f"هاتف {island} مكتب")))
    assert island in _shown(f"هاتف {isolate(island)} مكتب")


def test_without_islands_the_groups_of_a_phone_number_would_be_swapped() -> None:
    assert "030 1234567" not in _shown("هاتف 030 1234567 مكتب")


def test_islands_are_found_inside_arabic_values_and_left_alone_inside_latin_ones() -> None:
    arabic = isolate("شارع 12 34 غرفة")
    assert "12 34" in _shown(with_islands(f"إلى {arabic}"))
    latin = isolate("Weg 5")
    assert with_islands(latin) == latin


@given(st.text(alphabet="اب12 a.,:-–€\u2068\u2069("))
def test_islands_change_nothing_but_isolates(text: str) -> None:
    assert without_isolates(with_islands(text)) == without_isolates(text)
