"""The overview and the list of guests as PDF."""

from __future__ import annotations

import io

import pytest
from pikepdf import Pdf

from desktop.printing.sheets.volunteer_lists import overview_pdf, thanks_pdf
from tests.printing.engine.engine_pdf import page_texts
from tests.printing.volunteer_sheet_samples import figures, guests, nothing

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_the_overview_has_its_numbers_and_every_chart_with_its_data() -> None:
    pdf = overview_pdf(figures())
    text = "\n".join(page_texts(pdf))
    for words in ("Ehrenamt im Überblick", "Gemeinde Musterlingen", "23 Tage", "1 Tag", "Stunden 2026 nach Tätigkeit",
                  "53,5", "Ukrainisch", "Sprache egal", "Jobpatenschaft und Mentoring"):  # fmt: skip
        assert words in text
    assert len(Pdf.open(io.BytesIO(pdf)).pages) <= 3
    assert overview_pdf(figures()) == pdf


def test_the_overview_of_an_empty_register_says_noughts_and_draws_nothing() -> None:
    text = "\n".join(page_texts(overview_pdf(nothing())))
    assert "Bedarfe ohne Begleitung" in text
    assert "nach Status" not in text


def test_every_guest_has_a_line_and_the_ticks_are_counted() -> None:
    pages = page_texts(thanks_pdf(guests(60), frozenset({3, 4, 999})))
    text = "\n".join(pages)
    assert "60 Personen, davon 2 zugesagt." in text
    assert all(f"Muster{place}, A" in text for place in range(60))
    assert all("kommt" in page for page in pages)  # the head of the table stands on each page


def test_nobody_and_one_are_said_in_words() -> None:
    assert "niemand aktiv" in page_texts(thanks_pdf(guests(0), frozenset()))[0]
    assert "1 Person." in page_texts(thanks_pdf(guests(1), frozenset()))[0]


def test_a_long_first_chart_stands_below_the_key_numbers_and_leaves_no_page_empty() -> None:
    first, second = page_texts(overview_pdf(figures()))
    assert "Freie Ehrenamtliche und offener Bedarf" in first
    assert "Offener Bedarf nach Sprache" in second
