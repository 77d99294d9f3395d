"""Sheets about volunteers' papers: what is known stands on them, what is not is a line; nothing of a certificate's
content, and no client."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from pikepdf import Pdf
from sqlalchemy.orm import Session

from desktop.casework.office import OfficeSettings
from desktop.casework.rights import Actor
from desktop.casework.volunteers.papers.paper_lists import PaperSheet, PaperSheetData, paper_sheet, papers_overview
from desktop.casework.volunteers.papers.paper_rows import PaperLine, PaperRow, Standing
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.errors import CaseworkError
from desktop.printing.sheets.volunteer_paper_list import renewal_list_pdf
from desktop.printing.sheets.volunteer_paper_sheets import paper_sheet_pdf
from desktop.volunteer_terms import Activity, Allowance, PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import CHILD, CONDUCT, INSURANCE, match_for, with_papers
from tests.conftest import TODAY
from tests.printing.engine.engine_pdf import page_texts

pytestmark = pytest.mark.usefixtures("fixed_clock")
OFFICE = OfficeSettings(municipality="Gemeinde Musterlingen", street="Marktplatz 1", town="Musterlingen")


def data(sheet: PaperSheet) -> PaperSheetData:
    rows = (PaperRow(1, 1, replace(CONDUCT, valid_until=dt.date(2031, 10, 23))), PaperRow(2, 1, INSURANCE))
    return PaperSheetData(
        sheet, OFFICE, "Gerda Weiß", "17.05.1956", "Lindenstraße 5, 88888 Musterlingen",
        (Activity.LEARNING, Activity.EVERYDAY), 150, Allowance.EXPENSES, rows, PaperSettings(), "Petra Lang", TODAY,
    )  # fmt: skip


def text(sheet: PaperSheetData) -> str:
    return " ".join(" ".join(page_texts(paper_sheet_pdf(sheet).pdf)).split())


@pytest.mark.parametrize("sheet", PaperSheet)
def test_every_sheet_is_one_page_with_office_name_and_signature(sheet: PaperSheet) -> None:
    printed = paper_sheet_pdf(data(sheet))
    assert (printed.pages, printed.missing) == (1, ())
    assert len(Pdf.open(io.BytesIO(printed.pdf)).pages) == 1
    said = text(data(sheet))
    for words in ("Gemeinde Musterlingen", "Gerda Weiß", "17.05.1956", "Lindenstraße 5"):
        assert words in said
    assert "Ort, Datum" in said or "Musterlingen, 22.11.2026" in said


@pytest.mark.parametrize("sheet", PaperSheet)
def test_with_nothing_known_there_are_lines_to_write_on_one_page(sheet: PaperSheet) -> None:
    empty = replace(data(sheet), born="", address="", activities=(), minutes_per_week=None, rows=())
    printed = paper_sheet_pdf(empty)
    assert printed.pages == 1
    assert "None" not in text(empty)


@pytest.mark.parametrize("sheet", PaperSheet)
def test_very_long_names_stay_on_two_pages(sheet: PaperSheet) -> None:
    long = replace(data(sheet), name="Maximilian Alexander von Hohenstein-Rechberghausen " * 4, address="Weg " * 90,
                   activities=tuple(Activity))  # fmt: skip
    assert paper_sheet_pdf(long).pages <= 2


def test_the_request_asks_for_a_free_certificate_by_law() -> None:
    said = text(data(PaperSheet.REQUEST))
    for words in ("§ 30a Absatz 1 BZRG", "Befreiung von der Gebühr", "Lernpatenschaft für ein Kind", "drei Monate"):
        assert words in said


def test_the_documentation_carries_dates_and_one_answer() -> None:
    said = text(data(PaperSheet.INSPECTION))
    for words in ("23.10.2026", "12.11.2026", "Petra Lang", "23.10.2031", "keine Kopie", "spätestens 3 Monate"):
        assert words in said


@pytest.mark.parametrize(("months", "words"), [(0, "mit dem Ende"), (1, "einen Monat nach"), (2, "2 Monate nach")])
def test_the_documentation_says_when_the_office_deletes(months: int, words: str) -> None:
    assert words in text(replace(data(PaperSheet.INSPECTION), settings=PaperSettings(conduct_months=months)))


def test_the_commitment_says_how_long_it_bridges() -> None:
    assert "höchstens 5 Wochen" in text(replace(data(PaperSheet.COMMITMENT), settings=PaperSettings(bridge_weeks=5)))


def test_the_agreement_names_tasks_time_money_and_cover() -> None:
    said = text(data(PaperSheet.AGREEMENT))
    for words in ("Alltagsbegleitung", "2 Std. 30 Min.", "Auslagenersatz", "Unfall und Haftpflicht über die Gemeinde"):
        assert words in said


def test_the_same_data_print_the_same_twice() -> None:
    assert paper_sheet_pdf(data(PaperSheet.SECRECY)).pdf == paper_sheet_pdf(data(PaperSheet.SECRECY)).pdf


def test_a_sheet_is_read_from_the_register_without_any_client(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT, birth_year=1956, birthday="05-17", town="Musterlingen")
    match_for(session, made, CHILD)
    found = paper_sheet(session, actor, made, PaperSheet.INSPECTION)
    assert (found.name, found.born, found.address) == ("Gerda Weiß", "17.05.1956", "Musterlingen")
    assert "Habte" not in str(found)
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        paper_sheet(session, actor, 4711, PaperSheet.INSPECTION)


def test_the_renewal_list_has_a_line_per_paper_the_urgent_first(session: Session, actor: Actor) -> None:
    with_papers(session, actor, name="Adler")
    with_papers(session, actor, CONDUCT, INSURANCE)
    lines = papers_overview(session, actor).lines
    pages = page_texts(renewal_list_pdf(lines, "Gemeinde Musterlingen", TODAY))
    said = " ".join(" ".join(pages).split())
    assert said.index("Adler") < said.index("gültig")
    assert f"{len(lines)} Unterlagen, 2 Personen" in said


def test_a_long_renewal_list_repeats_its_head() -> None:
    line = PaperLine(
        1, "Weiß, Gerda", VolunteerStatus.ACTIVE, PaperKind.CONDUCT, Standing.EXPIRED, "neu einsehen", TODAY, True
    )
    pages = page_texts(renewal_list_pdf((line,) * 60, "Gemeinde Musterlingen", TODAY))
    assert len(pages) > 1
    assert all("Was zu tun ist" in page for page in pages)
    assert "begleitet Minderjährige" in pages[0]
