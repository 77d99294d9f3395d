"""What a reader gets out of the finished file: words, their order, islands, ink inside the margins."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.printing.engine import CheckBox, Column, Columns, Document, Space, Style, Table, TableColumn, Text, isolate
from desktop.printing.engine.document import Frame
from tests.printing.engine.engine_pdf import colour_operators, drawn_from_left, page_image, page_texts
from tests.printing.engine.engine_sheets import plan
from tests.printing.engine.engine_texts import RIGHT_TO_LEFT, SENTENCES


def _words(text: str) -> set[str]:
    return {word for word in unicodedata.normalize("NFC", text).replace("\u00a0", " ").split() if word.strip("•.")}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_word_is_found_by_a_search(code: str) -> None:
    document = Document("Probe", "de")
    document.add(*[Text(sentence, Style(code, 11)) for sentence in SENTENCES[code]])
    text = unicodedata.normalize("NFC", page_texts(document.finish())[0])
    words = {word for sentence in SENTENCES[code] for word in _words(sentence)}
    if code in RIGHT_TO_LEFT:  # pdfium puts digits and brackets of such a line into an order of its own
        words = {word for word in words if _letters(word).isalpha()}
    assert len(words) >= 9
    assert {word for word in words if _letters(word) not in _letters(text)} == set()


def _letters(text: str) -> str:
    """Without what readers place elsewhere in right-to-left lines: vowel marks, joiners, the punctuation of a word."""
    text = text.replace("هٔ", "ۀ")  # two spellings of one glyph
    kept = [character for character in text if unicodedata.category(character) not in {"Mn", "Cf"}]
    return "".join(kept).strip("():،.,፣።፦")


def test_the_letters_of_ligatures_come_out_in_their_order() -> None:
    words = ["أولا", "الاندماج", "الأطفال", "لأن", "السلام", "لإلغاء", "آلات"]
    document = Document("Probe")
    document.add(*[Text(word, Style("ar", 12)) for word in words])
    assert page_texts(document.finish())[0].split() == words


def test_words_of_two_lines_are_not_joined() -> None:
    document = Document("Probe", frame=Frame(size=(150.0, 400.0), left=20, right=20))
    document.add(Text("Sie können jederzeit gemeinsam neue Ziele setzen", Style(size=11)))
    words = _words(page_texts(document.finish())[0])
    assert {"Sie", "können", "jederzeit", "gemeinsam", "neue", "Ziele", "setzen"} <= words


@pytest.mark.parametrize("code", RIGHT_TO_LEFT)
@pytest.mark.parametrize("island", ["07000 12 34 56", "100–600 €", "08.01.2027", "Bahnhofstraße 12", "09:00"])
def test_islands_run_from_left_to_right_on_the_page(code: str, island: str) -> None:
    word = SENTENCES[code][0].split()[-1].strip(".")
    for text in (f"{word} {island} {word}", f"{word}: {isolate(island)}", f"{isolate(island)} {word}"):
        document = Document("Probe")
        document.add(Text(text, Style(code, 12)))
        assert island.replace(" ", "") in drawn_from_left(document.finish())


def test_arabic_words_follow_each_other_from_the_right() -> None:
    document = Document("Probe")
    document.add(Text("ورد درر زور", Style("ar", 12)))  # letters that do not join and have no ligatures
    assert drawn_from_left(document.finish()) == "".join(reversed("ورددررزور"))


@pytest.mark.parametrize("code", ["ar", "ti", "uk"])
def test_no_ink_outside_the_margins(code: str) -> None:
    document = plan(code)
    pdf = document.finish()
    frame = document.frame
    scale = 60 / 72
    for index in range(document.pages):
        image = page_image(pdf, index)
        box = image.point(lambda value: 255 if value < 200 else 0).getbbox()
        assert box is not None
        assert box[0] >= frame.left * scale - 2
        assert box[2] <= (frame.size[0] - frame.right) * scale + 2
        assert box[1] >= frame.top * scale - 2
        assert box[3] <= (frame.size[1] - frame.footer_bottom) * scale + 2


def test_everything_is_grey() -> None:
    assert colour_operators(plan("ar").finish()) == set()


@pytest.mark.parametrize(
    ("language", "mirrored", "right"), [("de", None, False), ("ar", None, True), ("de", True, True)]
)
def test_a_mirrored_sheet_starts_on_the_right(language: str, mirrored: bool | None, right: bool) -> None:
    table = Table((TableColumn(60), TableColumn()), [(CheckBox(40), Text(""))], rule=None)
    row = Columns((Column(CheckBox(40), width=40), Column(Space(1))))
    for block in (row, table):
        document = Document("Probe", language, mirrored=mirrored)
        document.add(block)
        box = page_image(document.finish(), dpi=72).point(lambda value: 255 if value < 128 else 0).getbbox()
        assert box is not None
        assert (box[0] > document.frame.size[0] / 2) is right
        assert (box[2] < document.frame.size[0] / 2) is not right
