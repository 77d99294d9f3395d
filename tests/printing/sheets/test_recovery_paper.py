"""The recovery sheet: one page from which key and slot can really be read back."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.printing.sheets.recovery_sheet import recovery_sheet_pdf
from desktop.storage.keys.recovery import RecoverySheet, as_secret, new_recovery_key, read_recovery_key
from tests.printing.engine.engine_pdf import page_image, page_texts
from tests.tools.vera.vera import failed_checks


@pytest.fixture
def paper() -> RecoverySheet:
    slot = "WGP1" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 5 + "ABCDEFGHIJKLMNO"
    return RecoverySheet("Musterlingen", dt.date(2026, 11, 22), new_recovery_key(), slot)


def test_the_groups_on_the_paper_open_the_slot(paper: RecoverySheet) -> None:
    texts = page_texts(recovery_sheet_pdf(paper))
    assert len(texts) == 1
    found = dict(re.findall(r"^(\d)\s+(\d{3}\s\d{3})\s*$", texts[0], re.MULTILINE))
    typed = "-".join(re.sub(r"\s", "", found[str(number)]) for number in range(1, 9))
    assert read_recovery_key(typed) == as_secret(paper.groups)


def test_the_paper_says_what_it_is_and_where_to_keep_it(paper: RecoverySheet) -> None:
    text = " ".join(page_texts(recovery_sheet_pdf(paper))[0].split())
    for words in ("Wiederherstellungsblatt", "Musterlingen", "22.11.2026", "Safe", "aufbewahrt von", "aufbewahrt am"):
        assert words in text
    assert paper.slot_text in re.sub(r"\s", "", text)


def test_the_code_reads_back_as_the_slot(
    paper: RecoverySheet, optional_program: Callable[[str], str], tmp_path: Path
) -> None:
    program, image = optional_program("zbarimg"), tmp_path / "page.png"
    page_image(recovery_sheet_pdf(paper), dpi=200).save(image)
    read = subprocess.run([program, "--quiet", "--raw", str(image)], capture_output=True, check=True)
    assert read.stdout.decode("ascii").strip() == paper.slot_text


def test_the_paper_is_accessible_and_always_the_same(paper: RecoverySheet) -> None:
    pdf = recovery_sheet_pdf(paper)
    assert pdf == recovery_sheet_pdf(paper)
    assert not failed_checks(pdf)
