"""Both sheets in every language and variant: they say what they must, in equal columns, inside the margins."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from desktop.printing.engine import Frame, forget
from desktop.printing.engine.text import without_isolates
from desktop.printing.sheets.head import whose
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.sheet import sheet
from desktop.printing.sheets.speech import Speech
from desktop.printing.sheets.typeset import GAP, Look, set_words
from desktop.printing.wording import Wording, direction
from desktop.terms import PLAN_SHEETS, PRINT_LANGUAGES, SheetKind, SheetVariant
from tests.printing.engine.engine_pdf import colour_operators, page_image, page_texts, structure
from tests.printing.sheets.sheet_samples import plan
from tests.tools.vera.vera import failed_checks_of

FOREIGN = (SheetVariant.SIDE_BY_SIDE, SheetVariant.LANGUAGE_ONLY)
TITLES = {SheetKind.PLAN: "plan.titel", SheetKind.ONE_PAGE: "meinplan.titel"}


def letters(text: str) -> str:
    """Letters alone: extraction keeps neither spaces nor line ends of the page."""
    return re.sub(r"[\s\u00ad\u2066-\u2069-]", "", without_isolates(text))


def spoken(made: PrintedSheet) -> str:
    """What a screen reader hears, in reading order, right-to-left texts as they were written."""
    said = [node.actual for node in structure(made.pdf).all() if node.actual]
    return letters("".join(page_texts(made.pdf)) + "".join(said))


@pytest.mark.parametrize("kind", PLAN_SHEETS)
@pytest.mark.parametrize("variant", FOREIGN)
@pytest.mark.parametrize("code", PRINT_LANGUAGES)
def test_each_sheet_speaks_its_language(code: str, variant: SheetVariant, kind: SheetKind) -> None:
    made = sheet(kind, plan(), variant, code)
    said = spoken(made)
    assert made.missing == ()
    assert kind is SheetKind.PLAN or made.pages == 1
    wording = Wording.load(code)
    for key in (TITLES[kind], "gespraech.titel", "sprache.schritt.3"):
        text = wording.text(key)
        assert text.language == code or key in made.untranslated
        shown = text.language == code or variant is SheetVariant.LANGUAGE_ONLY
        assert not shown or letters(text.text) in said, key
        assert variant is SheetVariant.LANGUAGE_ONLY or letters(wording.in_german(key)) in said, key
    assert "14.12.2026" in letters(said)


@pytest.mark.parametrize("kind", PLAN_SHEETS)
def test_german_alone_needs_no_note_and_no_mark(kind: SheetKind) -> None:
    made = sheet(kind, plan(), SheetVariant.GERMAN, "de")
    assert (made.unreviewed, made.untranslated, made.untranslated_own) == ((), (), 0)
    text = " ".join(page_texts(made.pdf))
    assert "Maschinell" not in text
    assert "noch nicht übersetzt" not in text
    assert sheet(kind, plan(), SheetVariant.SIDE_BY_SIDE, "de").pdf == made.pdf


def test_vera_pdf_finds_nothing_wrong(optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    made = [sheet(SheetKind.PLAN, plan(), SheetVariant.GERMAN, "de").pdf]
    for code in ("ar", "fa_AF", "ckb", "ti", "uk"):
        made += [sheet(kind, plan(), variant, code).pdf for kind in PLAN_SHEETS for variant in FOREIGN]
    assert failed_checks_of(made) == [[] for _ in made]


@pytest.mark.parametrize("kind", PLAN_SHEETS)
@pytest.mark.parametrize("code", ["ar", "en", "am"])
def test_nothing_is_printed_in_the_margins_and_everything_in_grey(code: str, kind: SheetKind) -> None:
    made = sheet(kind, plan(), SheetVariant.SIDE_BY_SIDE, code)
    assert colour_operators(made.pdf) <= {"g", "G"}
    for page in range(made.pages):
        image = page_image(made.pdf, page, dpi=72).point(lambda grey: 255 if grey < 250 else 0)
        left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
        width, height = image.size
        assert left >= 46, "15 mm and more"
        assert right <= width - 46
        assert top >= 36
        assert bottom <= height - 22


@pytest.mark.parametrize("code", ["ar", "tr"])
def test_both_languages_have_equal_columns_whatever_the_words(code: str) -> None:
    speech = Speech(plan(), SheetVariant.SIDE_BY_SIDE, code)
    for words in (whose(plan(), speech), speech.fixed("wohnen.schritt.1"), speech.fixed("erklaerung.kein_nachteil")):
        placed = set_words(words, Look(12)).place(Frame().width)
        widths = placed.widths  # type: ignore[attr-defined]  # columns know theirs
        assert widths[0] == widths[1] == (Frame().width - GAP) / 2


@pytest.mark.parametrize("code", PRINT_LANGUAGES)
def test_only_sheets_of_right_to_left_languages_are_mirrored(code: str) -> None:
    mirrored = Speech(plan(), SheetVariant.LANGUAGE_ONLY, code).mirrored
    assert mirrored == (direction(code) == "rtl") == (code in {"ar", "fa", "fa_AF", "ps", "ckb"})
    assert not Speech(plan(), SheetVariant.SIDE_BY_SIDE, code).mirrored


def test_the_same_plan_gives_the_same_bytes_whatever_was_printed_before() -> None:
    forget()
    first = sheet(SheetKind.PLAN, plan(), SheetVariant.SIDE_BY_SIDE, "fa_AF").pdf
    sheet(SheetKind.PLAN, plan(family=True), SheetVariant.LANGUAGE_ONLY, "ckb")
    sheet(SheetKind.ONE_PAGE, plan(), SheetVariant.SIDE_BY_SIDE, "ar")
    assert sheet(SheetKind.PLAN, plan(), SheetVariant.SIDE_BY_SIDE, "fa_AF").pdf == first
