"""The sheet with the reasons of a match: what stands on it, on one page, and whom it does not name. All fictional."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from desktop.casework.office import OfficeSettings
from desktop.casework.volunteers.matches.match_rows import Reasons, StepRow
from desktop.casework.volunteers.matching.matching_print import MatchReasons
from desktop.printing.sheets.printed import PrintedSheet
from desktop.printing.sheets.volunteer_match_sheet import match_sheet
from desktop.volunteer_terms import Activity, MatchStage
from tests.printing.engine.engine_pdf import page_texts
from tests.tools.vera.vera import failed_checks

DAY = dt.date(2026, 11, 22)
OFFICE = OfficeSettings(municipality="Stadt Musterlingen", street="Rathausplatz 1", town="Musterlingen")
REASONS = Reasons(83, ("Sprache: spricht Arabisch (fließend)",), ("Ort: gebraucht in Altdorf, ohne Auto",),
                  ("Erfahrung: ob schon einmal gemacht, ist nicht eingetragen",))  # fmt: skip
STEPS = (
    StepRow(1, MatchStage.SUGGESTED, DAY, "", "Petra Lang"), StepRow(2, MatchStage.BOTH_AGREED, DAY, "", "Jonas Weber"),
    StepRow(3, MatchStage.MEETING, DAY, "", ""),
)  # fmt: skip
DATA = MatchReasons(
    OFFICE, Activity.EVERYDAY, "Maryam", "F-2026-014", "34 Jahre", dt.date(2026, 10, 11),
    (("Aufgabe", "Briefe lesen"), ("Sprache", "Arabisch oder Dari")), "Weiß, Gerda", DAY, "Petra Lang", REASONS, STEPS,
    MatchStage.BOTH_AGREED, DAY,
)  # fmt: skip


def words_of(sheet: PrintedSheet) -> str:
    return " ".join(" ".join(page_texts(sheet.pdf)).replace("\u00a0", " ").split())


def test_need_suggestion_reasons_and_decisions_stand_on_one_page() -> None:
    sheet = match_sheet(DATA)
    assert (sheet.pages, sheet.missing) == (1, ())
    for told in (
        "Alltagsbegleitung: Maryam (F-2026-014) und Weiß, Gerda", "Maryam, 34 Jahre", "Briefe lesen",
        "Arabisch oder Dari", "11.10.2026, nach 42 Tagen vorgeschlagen", "Weiß, Gerda – 83 von 100 Punkten",
        "Das passt Sprache: spricht Arabisch (fließend)", "Das passt nicht Ort: gebraucht in Altdorf, ohne Auto",
        "Das ist nicht bekannt Erfahrung:", "Vorschlag 22.11.2026 Petra Lang",
        "beide einverstanden 22.11.2026 Jonas Weber", "Kennenlernen 22.11.2026 –", "nicht für Ehrenamtliche",
    ):  # fmt: skip
        assert told in words_of(sheet), told


def test_it_prints_the_same_twice() -> None:
    assert match_sheet(DATA).pdf == match_sheet(DATA).pdf


def test_a_match_without_reasons_says_so() -> None:
    words = words_of(match_sheet(replace(DATA, reasons=Reasons(), reported_on=DAY)))
    assert "Beim Vorschlag wurden keine Gründe festgehalten." in words
    assert "von 100 Punkten" not in words
    assert "am selben Tag vorgeschlagen" in words


def test_all_wishes_reasons_and_stages_still_fit_one_page() -> None:
    many = Reasons(50, ("Zeit: beide können Dienstag 16:00–18:00",) * 5, ("Ort: anderswo",) * 3, ("Ort: ?",) * 4)
    full = replace(DATA, reasons=many, steps=(STEPS * 3)[:7], wishes=DATA.wishes * 5)
    assert match_sheet(full).pages == 1
    assert match_sheet(replace(full, steps=STEPS * 40)).pages > 1


def test_it_is_accessible(optional_program: Callable[[str], str]) -> None:
    optional_program("java")
    assert failed_checks(match_sheet(DATA).pdf) == []
