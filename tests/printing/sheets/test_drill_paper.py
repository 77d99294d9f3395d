"""The protocol of a restore drill: one page that says who tried what, when, with which result."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from desktop.printing.sheets.drill_protocol import DrillProtocol, drill_protocol_pdf
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks


@pytest.fixture
def protocol() -> DrillProtocol:
    return DrillProtocol(
        "Stadt Musterlingen, Integrationsmanagement", "Amt", "Petra Grünstädter-Ağaoğlu",
        dt.datetime(2026, 11, 22, 10, 30, tzinfo=dt.UTC), "2026-11-20_170500",
        dt.datetime(2026, 11, 20, 16, 5, tzinfo=dt.UTC), 1.25, 12_340_000,
        (("Personen", 5959, 6012), ("Fälle", 31, 30), ("Pläne", 12, 12)), "Wegplan 0.2.0",
    )  # fmt: skip


def test_the_sheet_says_everything_on_one_page(protocol: DrillProtocol) -> None:
    (text,) = page_texts(drill_protocol_pdf(protocol))
    words = " ".join(text.split())
    for told in (
        "Art. 32 Abs. 1 Buchst. d DSGVO", "Petra Grünstädter-Ağaoğlu", "22.11.2026", "2026-11-20_170500", "20.11.2026",
        "12,3 MB", "1,2 Sekunden", "Bestanden", "5.959", "6.012", "+53", "−1", "Unterschrift", "Ort, Datum",
    ):  # fmt: skip
        assert told in words, told


def test_a_drill_that_failed_says_why(protocol: DrillProtocol) -> None:
    failed = replace(protocol, counts=(), made=None, size=0, problem="Sie ist beschädigt und zählt nicht mehr.")
    (text,) = page_texts(drill_protocol_pdf(failed))
    assert "zählt nicht mehr" in " ".join(text.split())
    assert "Bestanden" not in text


def test_the_sheet_is_accessible_and_always_the_same(protocol: DrillProtocol) -> None:
    pdf = drill_protocol_pdf(protocol)
    assert pdf == drill_protocol_pdf(protocol)
    assert not failed_checks(pdf)
