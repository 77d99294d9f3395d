"""The report of the proofs: no row is forgotten, and a run that failed or left one out is no report."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from build.prove_report import REPORT, Run, missing, page
from desktop import __version__
from tests.proof.recording import Line, Proof
from tests.proof.rows import NOT_CHECKED, PROMISES

TESTS = Path(__file__).resolve().parents[1]
COMPLETE = Run(tuple(Line(row, f"Prüfung <{row}>", "3 von 3", "3", "0 von 3", 1.0) for row in PROMISES), (), ())


def test_every_row_of_the_table_is_promised() -> None:
    assert {row for row in PROMISES if row.startswith("T")} == {f"T{number}" for number in range(1, 31)}
    assert {gap.row for gap in NOT_CHECKED} <= PROMISES.keys()


def test_a_row_that_is_promised_to_nobody_cannot_be_reached(request: pytest.FixtureRequest) -> None:
    with pytest.raises(AssertionError, match="T31"):
        Proof(request.node, full=False).reached("T31", "", "", "", "")


def test_a_complete_run_is_a_report_and_shows_every_line_as_text() -> None:
    assert missing(COMPLETE) == []
    text = page(COMPLETE)
    for row in PROMISES:
        assert f"Prüfung &lt;{row}&gt;" in text


def test_a_run_without_one_row_is_none() -> None:
    (sentence,) = missing(replace(COMPLETE, lines=COMPLETE.lines[1:]))
    assert sentence.startswith("T1 hat keinen Nachweis")


def test_a_run_in_which_a_proof_failed_is_none() -> None:
    assert missing(replace(COMPLETE, failed=("tests/proof/test_x.py::test_y",))) == [
        "Nicht bestanden: tests/proof/test_x.py::test_y"
    ]


def test_what_was_skipped_is_named_with_its_reason() -> None:
    text = page(replace(COMPLETE, skipped=(("tests/proof/test_x.py::test_y", "Skipped: Programm fehlt"),)))
    assert "test_y: Programm fehlt." in text


def test_the_report_in_the_help_is_complete_and_of_this_version() -> None:
    """After a change of the version: `make.py prove`."""
    text = REPORT.read_text(encoding="utf-8")
    assert f"mit Wegplan {__version__} in" in text
    for row, promise in PROMISES.items():
        assert f'<h2 id="{row}">{row}: {escape(promise)}</h2>\n<p><b>' in text, row
    for gap in NOT_CHECKED:
        assert escape(gap.reason) in text
