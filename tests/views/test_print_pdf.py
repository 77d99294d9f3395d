"""Printing a PDF from memory: every page in its own size, and one sentence when it cannot be done."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.printing.sheets.recovery_sheet import recovery_sheet_pdf
from desktop.storage.keys.recovery import RecoverySheet, new_recovery_key
from desktop.views import messages
from desktop.views.print_pdf import print_pdf


@pytest.fixture(scope="module")
def pdf() -> bytes:
    sheet = RecoverySheet("Musterlingen", dt.date(2026, 11, 22), new_recovery_key(), "WGP1" + "A" * 150)
    return recovery_sheet_pdf(sheet)


def printed_to(path: Path | None, pdf: bytes, qtbot: QtBot) -> list[str]:
    page, told = QWidget(), list[str]()
    qtbot.addWidget(page)
    with messages.scripted(path):
        print_pdf(page, pdf, lambda: told.append("gedruckt"), lambda error: told.append(str(error)))
    return told


def test_the_page_reaches_the_printer_in_its_own_size(pdf: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    paper = tmp_path / "papier.pdf"
    assert printed_to(paper, pdf, qtbot) == ["gedruckt"]
    document = QPdfDocument()
    document.load(str(paper))
    assert document.pageCount() == 1
    size = document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    picture = document.render(0, QSizeF(size.width(), size.height()).toSize())
    dark = sum(picture.pixelColor(x, y).lightness() < 80 for x in range(0, 595, 2) for y in range(0, 842, 2))
    assert dark > 500
    document.close()


def test_nothing_is_said_when_the_user_cancels(pdf: bytes, qtbot: QtBot) -> None:
    assert printed_to(None, pdf, qtbot) == []


def test_what_is_no_pdf_is_refused_in_one_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    (said,) = printed_to(tmp_path / "papier.pdf", b"kein PDF", qtbot)
    assert said.startswith("Der Drucker nimmt den Auftrag nicht an")


def test_pages_come_to_the_printer_on_white_paper(pdf: bytes, tmp_path: Path, qtbot: QtBot) -> None:
    paper = tmp_path / "papier.pdf"
    printed_to(paper, pdf, qtbot)
    assert re.search(rb"/SMask\s+\d", paper.read_bytes()) is None  # a picture with a see-through part has one
