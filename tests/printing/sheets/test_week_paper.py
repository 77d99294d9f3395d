"""The week on paper: what stands on it, what never does, one page."""

from __future__ import annotations

import datetime as dt

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from sqlalchemy.orm import Session

from desktop.casework.deadlines.choices import save_due_settings
from desktop.casework.deadlines.week import first_day, paper_name, week_plan
from desktop.casework.rights import Actor
from desktop.casework.tasks import NewTask, add_task
from desktop.clock import fixed
from desktop.printing.sheets.week_sheet import week_sheet_pdf
from desktop.records.appointments import Appointment
from tests.casework.deadlines.due_samples import DAY, case_of, colleague, family_of, plan_in_force, put

MONDAY = dt.date(2026, 11, 23)


def text_of(pdf: bytes) -> tuple[str, int]:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document), len(document)


@pytest.fixture
def week(session: Session, actor: Actor) -> None:
    """A family with a protected and an open step, a task with a note, an appointment, and next week's date."""
    with fixed(MONDAY):
        case, _ = family_of(session, actor, "Maryam", travel_document_until=MONDAY - 3 * DAY)
        plan_in_force(session, case, None, ("Wir besichtigen eine Wohnung.", MONDAY + 2 * DAY))
        protected, _ = case_of(session, actor)
        plan_in_force(session, protected, None, ("Termin bei der Trauma-Ambulanz", MONDAY), area="gesundheit")
        add_task(session, actor, NewTask("Kita anrufen", MONDAY, case, note="Diagnose erwähnt"))
        add_task(session, actor, NewTask("erst nächste Woche", MONDAY + 7 * DAY, case))
        put(session, Appointment(uid="1", on_date=MONDAY + DAY, start_time="09:30", minutes=30, title="Trauma",
                                 place="Büro", case_id=case, user_id=actor.user_id))  # fmt: skip


@pytest.mark.usefixtures("week")
def test_the_week_stands_on_one_page_without_anything_protected(session: Session, actor: Actor) -> None:
    with fixed(MONDAY):
        text, pages = text_of(week_sheet_pdf(week_plan(session, actor)))
    assert pages == 1
    for wanted in ("Woche vom 23.11.2026 bis 29.11.2026", "F-2026-001 Fam. Ahmadi", "Wir besichtigen eine Wohnung.",
                   "Kita anrufen", "09:30", "überfällig 20.11.2026", "Petra Lang"):  # fmt: skip
        assert wanted in text, wanted
    for never in ("Trauma", "Diagnose", "nächste Woche"):
        assert never not in text, never


@pytest.mark.usefixtures("week")
def test_the_office_may_keep_names_off_the_paper(session: Session, actor: Actor) -> None:
    save_due_settings(session, actor, (), {}, False)
    with fixed(MONDAY):
        text, _ = text_of(week_sheet_pdf(week_plan(session, actor)))
    assert "F-2026-001" in text
    assert "Ahmadi" not in text


@pytest.mark.usefixtures("week")
def test_the_team_has_a_part_per_worker(session: Session, actor: Actor) -> None:
    other = colleague(session)
    with fixed(MONDAY):
        add_task(session, other, NewTask("Statistik", MONDAY))
        plan = week_plan(session, actor, False)
        text, _ = text_of(week_sheet_pdf(plan))
    assert [worker.name for worker in plan.workers] == ["Jonas Weber", "Petra Lang"]
    assert text.index("Jonas Weber") < text.index("Statistik") < text.index("Petra Lang")


def test_a_long_week_is_set_smaller(session: Session, actor: Actor) -> None:
    with fixed(MONDAY):
        for number in range(34):
            add_task(session, actor, NewTask(f"Aufgabe {number}", MONDAY))
        _, pages = text_of(week_sheet_pdf(week_plan(session, actor)))
    assert pages == 1


def test_an_empty_week_says_so(session: Session, actor: Actor) -> None:
    with fixed(MONDAY):
        text, _ = text_of(week_sheet_pdf(week_plan(session, actor)))
    assert "nichts fällig" in text


def test_on_a_weekend_the_coming_week_is_printed() -> None:
    assert [first_day(MONDAY + days * DAY) for days in (0, 4, 5, 6)] == [MONDAY, MONDAY, MONDAY + 7 * DAY,
                                                                          MONDAY + 7 * DAY]  # fmt: skip


def test_names_are_short_on_paper() -> None:
    assert paper_name("F-1", "Habte, Filmon", names=True) == "F-1 F. Habte"
    assert paper_name("F-1", "Familie Ahmadi", names=True) == "F-1 Fam. Ahmadi"
    assert paper_name("F-1", "Habte, Filmon", names=False) == "F-1"
