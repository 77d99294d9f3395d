"""The sheet for a first login: the words on it open the slot, and it says who it is for and when it has to go."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from desktop.printing.sheets.start_password_sheet import StartPasswordSheet, start_password_pdf
from desktop.storage.keys.passphrases import new_passphrase, spelled
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks


@pytest.fixture
def paper() -> StartPasswordSheet:
    words = tuple(new_passphrase().split("-"))
    return StartPasswordSheet("Musterlingen", "Ayşe Yılmaz-Weiß", words, dt.date(2026, 11, 22))


def test_the_words_typed_from_the_paper_are_the_start_password(paper: StartPasswordSheet) -> None:
    texts = page_texts(start_password_pdf(paper))
    assert len(texts) == 1
    found = dict(re.findall(r"\b([1-6])\s+([a-z]{5,12})\b", texts[0]))
    assert spelled(" ".join(found[str(number)] for number in range(1, 7))) == "-".join(paper.words)


def test_the_paper_names_the_person_and_says_when_to_destroy_it(paper: StartPasswordSheet) -> None:
    text = " ".join(page_texts(start_password_pdf(paper))[0].split())
    for words in ("Startkennwort", "Musterlingen", "Ayşe Yılmaz-Weiß", "22.11.2026", "ersten Anmeldung vernichten"):
        assert words in text


def test_a_long_name_stays_on_one_page(paper: StartPasswordSheet) -> None:
    long = StartPasswordSheet("M" * 60, "Annemarie-Sophie " * 4, ("verlagerung",) * 6, paper.made)
    assert len(page_texts(start_password_pdf(long))) == 1


def test_the_paper_is_accessible_and_always_the_same(paper: StartPasswordSheet) -> None:
    pdf = start_password_pdf(paper)
    assert pdf == start_password_pdf(paper)
    assert not failed_checks(pdf)


def test_the_words_do_not_show_in_a_log(paper: StartPasswordSheet) -> None:
    assert paper.words[0] not in repr(paper)
