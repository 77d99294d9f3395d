"""The absence sheet: every open case on one page, the urgent ones first, nothing protected."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from pikepdf import Pdf
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.cases.absence_sheet import AbsenceLine, AbsenceSheetData, absence_sheet
from desktop.casework.cases.case_minute import DatedLine
from desktop.casework.cases.flags import NewFlag, set_flag
from desktop.casework.cases.stand_ins import HandOver, end_absence, enter_absence
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.printing.sheets.absence_sheet import absence_sheet_pdf
from desktop.terms import CaseStatus, FlagKind
from tests.conftest import TODAY
from tests.printing.engine.engine_pdf import page_texts
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def absence(session: Session, actor: Actor) -> int:
    case_samples.family(session, actor, size=2)
    for _ in range(11):
        case_samples.single(session, actor)
    jonas = add_user(session, actor, "Jonas Weiß").made or 0
    return enter_absence(session, actor, HandOver(actor.user_id, jonas, TODAY, TODAY + dt.timedelta(days=5))).made or 0


def test_urgent_cases_come_first_and_reasons_of_flags_stay_in_the_file(
    session: Session, actor: Actor, absence: int
) -> None:
    set_flag(session, actor, NewFlag(9, FlagKind.SAFETY, "bedroht vom Bruder", TODAY))
    data = absence_sheet(session, actor, absence)
    assert (data.worker, data.deputy) == (actor.name, "Jonas Weiß")
    assert [line.urgent for line in data.lines] == sorted((line.urgent for line in data.lines), reverse=True)
    flagged = next(line for line in data.lines if line.flags)
    assert flagged.flags == ("Sicherheit im Gespräch",)
    assert "Bruder" not in str(data)


def test_twelve_cases_fit_one_page_and_print_the_same_twice(session: Session, actor: Actor, absence: int) -> None:
    data = absence_sheet(session, actor, absence)
    assert len(data.lines) == 12
    pdf = absence_sheet_pdf(data)
    assert len(Pdf.open(io.BytesIO(pdf)).pages) == 1
    assert absence_sheet_pdf(data) == pdf


def test_thirty_cases_with_a_date_each_stay_on_one_page() -> None:
    line = AbsenceLine("F-2026-001", "Familie Ahmadi", "fa", "0171 2345678", CaseStatus.ACCOMPANIED,
                       (DatedLine(TODAY, "Plan-Überprüfung"),), (), urgent=True)  # fmt: skip
    data = AbsenceSheetData("Musterlingen", "Petra Lang", "Jonas Weiß", TODAY, TODAY, "", TODAY, (line,) * 30)
    assert len(Pdf.open(io.BytesIO(absence_sheet_pdf(data))).pages) == 1


def test_twenty_eight_cases_with_a_flag_and_two_dates_each_stay_on_one_page() -> None:
    dates = (DatedLine(TODAY, "13:00 Uhr, Pass: Unterlagen prüfen"), DatedLine(TODAY, "Ersten Kontakt aufnehmen"))
    line = AbsenceLine("F-2026-001", "Diallo, Aïssatou", "fr", "0171 2345678", CaseStatus.ACCOMPANIED, dates,
                       ("Bitte beachten",), urgent=False)  # fmt: skip
    data = AbsenceSheetData("Musterlingen", "Petra Lang", "Jonas Weiß", TODAY, TODAY, "", TODAY, (line,) * 28)
    assert len(Pdf.open(io.BytesIO(absence_sheet_pdf(data))).pages) == 1


@pytest.mark.parametrize(
    ("cases", "said"),
    [(0, "Für diese Person ist kein offener Fall eingetragen."), (1, "1 Fall, davon 1 dringend."),
     (2, "2 Fälle, davon 2 dringend.")],
)  # fmt: skip
def test_the_number_of_cases_is_said_in_a_sentence(cases: int, said: str) -> None:
    line = AbsenceLine("F-2026-001", "Familie Ahmadi", "fa", "", CaseStatus.ACCOMPANIED, (), (), urgent=True)
    data = AbsenceSheetData("Musterlingen", "Petra Lang", "Jonas Weiß", TODAY, TODAY, "", TODAY, (line,) * cases)
    text = " ".join(" ".join(page_texts(absence_sheet_pdf(data))).split())
    assert said in text


def test_a_sheet_for_an_absence_that_is_gone_is_refused(session: Session, actor: Actor, absence: int) -> None:
    end_absence(session, actor, absence)
    with pytest.raises(CaseworkError, match="nicht mehr"):
        absence_sheet(session, actor, absence)
