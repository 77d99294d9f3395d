"""Many new files with the same first contact to make are one line of „Heute“, and a list."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.deadlines.first_contacts import GATHERED_FROM
from desktop.casework.deadlines.today import today_view
from desktop.casework.deadlines.work_lists import work_list
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import fixed, today
from desktop.talk_terms import ContactResult, TalkKind
from desktop.terms import CaseStatus
from tests.casework.deadlines.due_samples import DAY, case_of, colleague, lines

pytestmark = pytest.mark.usefixtures("fixed_clock")
ATTEMPT = "contact_attempt"


def assigned(session: Session, actor: Actor, many: int, ago: int = 10) -> list[int]:
    return [one[0] for one in assigned_with_person(session, actor, many, ago)]


def assigned_with_person(session: Session, actor: Actor, many: int, ago: int) -> list[tuple[int, int]]:
    day = today() - ago * DAY
    return [case_of(session, actor, CaseStatus.CONTACT_OPEN, assigned_on=day) for _ in range(many)]


def test_many_new_files_are_one_line_that_opens_their_list(session: Session, actor: Actor) -> None:
    cases = assigned(session, actor, GATHERED_FROM)
    (line,) = lines(session, actor, ATTEMPT)
    assert line.title == f"{GATHERED_FROM} neue Zuweisungen ohne Erstkontakt"
    assert (line.gathers, line.case_id, line.whose) == (GATHERED_FROM, None, f"{GATHERED_FROM} Fälle")
    assert line.opens == ("work_list", "first_contact", True)
    assert line.due_on == today() + 4 * DAY
    rows = work_list(session, actor, "first_contact")
    assert sorted(row.case_id for row in rows) == sorted(cases)
    assert {row.words for row in rows} == {"zugewiesen am 12.11.2026"}


def test_few_new_files_have_each_their_own_line(session: Session, actor: Actor) -> None:
    cases = assigned(session, actor, GATHERED_FROM - 1)
    assert sorted(line.case_id or 0 for line in lines(session, actor, ATTEMPT)) == sorted(cases)


def test_each_day_of_assignment_and_each_worker_has_a_line(session: Session, actor: Actor) -> None:
    other = colleague(session)
    for who, ago in ((actor, 10), (actor, 20), (other, 10)):
        assigned(session, who, GATHERED_FROM, ago)
    found = lines(session, actor, ATTEMPT, mine=False)
    assert sorted((line.due_on, line.user, line.gathers) for line in found) == [
        (today() - 6 * DAY, "Petra Lang", GATHERED_FROM), (today() + 4 * DAY, "Jonas Weber", GATHERED_FROM),
        (today() + 4 * DAY, "Petra Lang", GATHERED_FROM),
    ]  # fmt: skip
    assert len(lines(session, actor, ATTEMPT)) == 2


def test_whom_somebody_tried_to_reach_stands_alone_again(session: Session, actor: Actor) -> None:
    (tried, person), *_ = assigned_with_person(session, actor, GATHERED_FROM + 1, ago=22)
    add_talk(session, actor, TalkEntry((tried,), today() - 3 * DAY, (person,), TalkKind.CONTACT_ATTEMPT,
                                       contact_result=ContactResult.NOT_REACHED))  # fmt: skip
    found = lines(session, actor, ATTEMPT)
    assert sorted((line.gathers, line.case_id or 0) for line in found) == [(0, tried), (GATHERED_FROM, 0)]
    assert tried not in {row.case_id for row in work_list(session, actor, "first_contact")}


def test_the_first_steps_of_many_new_files_are_a_line_each(session: Session, actor: Actor) -> None:
    for number in range(GATHERED_FROM):
        enter_person_case(session, actor, PersonFacts(f"Habte {number}", assigned_on=today()))
    with fixed(today() + dt.timedelta(days=10)):
        found = today_view(session, actor).lines
    assert sorted((line.title, line.gathers) for line in found) == [
        (f"{GATHERED_FROM} neue Zuweisungen ohne Erstkontakt", GATHERED_FROM),
        ("Ersten Kontakt aufnehmen und Begleitung anbieten", GATHERED_FROM),
        ("Übergabegespräch mit der Flüchtlingssozialarbeit führen", GATHERED_FROM),
    ]  # fmt: skip
