"""The dates of one case are those „Heute“ shows of it, asked for without looking at the others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.casework.cases.overview import case_overview
from desktop.casework.deadlines.today import lines_of_case, today_view
from desktop.casework.rights import Actor
from desktop.casework.tasks import NewTask, add_task
from desktop.person_terms import ResidenceKind, ValidUntil
from desktop.records.cases import Case, CounsellingPeriod
from desktop.records.people import ResidenceTitle
from desktop.terms import PeriodBasis
from tests.casework.deadlines.due_samples import DAY, case_of, family_of, plan_in_force, put

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def title(person_id: int, until: dt.date) -> ResidenceTitle:
    return ResidenceTitle(
        person_id=person_id, kind=ResidenceKind.P25_3, valid_kind=ValidUntil.DATE, valid_until=until
    )


@pytest.fixture
def town(session: Session, actor: Actor) -> tuple[int, ...]:
    """A family, somebody alone and somebody without any date."""
    family, (maryam, farid) = family_of(session, actor, "Maryam", "Farid")
    alone, person = case_of(session, actor)
    quiet, _ = case_of(session, actor)
    put(session, title(maryam, TODAY + 20 * DAY), title(person, TODAY - DAY), title(farid, TODAY + 900 * DAY))
    put(session, CounsellingPeriod(person_id=farid, start=dt.date(2024, 1, 1), basis=PeriodBasis.FIRST_TALK))
    plan_in_force(session, family, TODAY + 10 * DAY, ("Anmeldung", TODAY + 3 * DAY))
    add_task(session, actor, NewTask("Anrufen", due_on=TODAY + 60 * DAY, case_id=quiet))
    return family, alone, quiet


def test_each_case_has_its_lines_of_heute_and_nobody_elses(
    session: Session, actor: Actor, town: tuple[int, ...]
) -> None:
    everything = today_view(session, actor, False).lines
    with session.begin():
        for case_id in town:
            case = session.get_one(Case, case_id)
            own = {line.key for line in lines_of_case(session, actor, case)}
            assert own == {line.key for line in everything if line.case_id == case_id}
    assert {line.rule for line in everything} >= {"title_expires", "regular_end", "plan_review", "measure_due"}


def test_what_comes_first_stands_on_the_overview(session: Session, actor: Actor, town: tuple[int, ...]) -> None:
    dates = [case_overview(session, actor, case_id).minute.next_date for case_id in town]
    assert [(date.day, date.text) for date in dates if date] == [
        (TODAY + 3 * DAY, "Anmeldung (Schritt im Plan)"),
        (TODAY - DAY, "Aufenthaltstitel läuft ab (Aufenthaltserlaubnis § 25 Abs. 3)"),
        (TODAY + 60 * DAY, "Anrufen"),
    ]


def test_the_limit_ends_with_the_question(session: Session, actor: Actor, town: tuple[int, ...]) -> None:
    before = today_view(session, actor, False).lines
    case_overview(session, actor, town[0])
    assert today_view(session, actor, False).lines == before


def test_other_persons_are_not_even_read(session: Session, actor: Actor, town: tuple[int, ...]) -> None:
    """Else opening a file would slow down with the vault."""
    with session.begin(), _asked(session) as asked:
        lines_of_case(session, actor, session.get_one(Case, town[0]))
    unlimited = [text for text in asked if "FROM residence_titles" in text and "person_id IN" not in text]
    assert unlimited == []
    with _asked(session) as control:
        today_view(session, actor, False)
    assert [text for text in control if "FROM residence_titles" in text and "person_id IN" not in text]


@contextmanager
def _asked(session: Session) -> Iterator[list[str]]:
    texts: list[str] = []

    def keep(_connection: object, _cursor: object, text: str, *_: object) -> None:
        texts.append(" ".join(text.split()))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", keep)
    try:
        yield texts
    finally:
        event.remove(engine, "before_cursor_execute", keep)
