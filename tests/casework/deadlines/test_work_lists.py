"""Work lists: who is in them, why, and who is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.gaps import CONDITIONS
from desktop.casework.deadlines.work_lists import FINDERS, gap_words, work_list, work_list_heads, work_lists
from desktop.casework.rights import Actor
from desktop.clock import fixed
from desktop.errors import CaseworkError
from desktop.person_terms import ResidenceKind, ValidUntil
from desktop.records.cases import CounsellingPeriod
from desktop.records.people import PersonLanguage, ResidenceTitle
from desktop.records.plans import Plan, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.talk_terms import TalkKind
from desktop.terms import CaseStatus, PartialDate, PeriodBasis, PlanKind
from tests.casework.deadlines.due_samples import DAY, case_of, colleague, plan_in_force, put

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def complete(session: Session, actor: Actor | None, status: CaseStatus = CaseStatus.ACCOMPANIED, **facts: Any) -> int:
    """A case with nothing missing but what `facts` take away."""
    known = {"birth_date": PartialDate(1990, 5, 17), "assigned_on": TODAY - 90 * DAY} | facts
    case, person = case_of(session, actor, status, **known)
    title = ResidenceTitle(person_id=person, kind=ResidenceKind.NE_9, valid_kind=ValidUntil.UNLIMITED)
    period = CounsellingPeriod(person_id=person, start=TODAY - 90 * DAY, basis=PeriodBasis.FIRST_TALK, confirmed=True)
    put(session, title, PersonLanguage(person_id=person, code="ti"), period)
    return case


def alter(session: Session, record: type[Any], **values: Any) -> Session:
    with session.begin():
        session.connection(execution_options={"writing": True})
        for row in session.scalars(select(record)):
            for name, value in values.items():
                setattr(row, name, value)
    return session


def drop(session: Session, record: type[Any]) -> Session:
    with session.begin():
        session.connection(execution_options={"writing": True})
        for row in session.scalars(select(record)):
            session.delete(row)
    return session


def test_files_without_a_counted_talk_wait_in_their_own_list(session: Session, actor: Actor) -> None:
    case, asked = complete(session, actor), complete(session, actor)
    complete(session, actor, CaseStatus.RESTING)
    talk = Talk(held_on=TODAY, kind=TalkKind.FIRST, counts=True, cases=[TalkCase(case_id=asked)])
    tried = Talk(held_on=TODAY, kind=TalkKind.CONTACT_ATTEMPT, counts=False, cases=[TalkCase(case_id=case)])
    put(session, talk, tried)
    assert work_list(session, actor, "no_first_talk") == ()
    with fixed(TODAY + 14 * DAY):
        (row,) = work_list(session, actor, "no_first_talk")
        assert (row.case_id, row.words, row.page) == (case, "Akte seit 22.11.2026", "talks")


GAPS: dict[str, Callable[[Session, Actor], object]] = {
    "birth_missing": lambda s, a: complete(s, a, birth_date=None),
    "language_missing": lambda s, a: (complete(s, a), drop(s, PersonLanguage)),
    "title_missing": lambda s, a: (complete(s, a), drop(s, ResidenceTitle)),
    "title_without_date": lambda s, a: (
        complete(s, a), alter(s, ResidenceTitle, kind=ResidenceKind.P25_3, valid_kind=ValidUntil.UNKNOWN)),
    "period_unconfirmed": lambda s, a: (complete(s, a), alter(s, CounsellingPeriod, confirmed=False)),
    "entry_before_birth": lambda s, a: complete(s, a, entry_date=PartialDate(1989, 1, 2)),
    "assigned_later": lambda s, a: complete(s, a, assigned_on=TODAY + DAY),
    "assigned_already": lambda s, a: complete(s, a, CaseStatus.ANNOUNCED),
    "plan_without_review": lambda s, a: plan_in_force(s, complete(s, a), None),
    "nobody_responsible": lambda s, a: complete(s, None),
    "resting_without_day": lambda s, a: complete(s, a, CaseStatus.RESTING),
}  # fmt: skip


def test_the_catalogue_and_the_functions_name_the_same_lists_and_gaps() -> None:
    assert set(gap_words()) == set(CONDITIONS) == set(GAPS)
    assert {entry.key for entry in work_lists()} == set(FINDERS)


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_said_and_nothing_else(gap: str, session: Session, actor: Actor) -> None:
    GAPS[gap](session, actor)
    (row,) = work_list(session, actor, "gaps")
    assert row.words.removeprefix("Filmon: ") == gap_words()[gap]


def test_a_complete_case_has_no_gap(session: Session, actor: Actor) -> None:
    complete(session, actor)
    assert work_list(session, actor, "gaps") == ()


def test_silence_counts_from_the_last_real_talk(session: Session, actor: Actor) -> None:
    with fixed(TODAY - 200 * DAY):
        quiet, spoken, tried = (case_of(session, actor)[0] for _ in range(3))
    for case, days, kind in (
        (quiet, 90, TalkKind.COUNSELLING), (spoken, 89, TalkKind.COUNSELLING), (tried, 1, TalkKind.CONTACT_ATTEMPT),
    ):
        put(session, Talk(held_on=TODAY - days * DAY, kind=kind, cases=[TalkCase(case_id=case)]))
    found = {row.case_id: row.words for row in work_list(session, actor, "no_contact")}
    assert found == {quiet: "zuletzt am 24.08.2026", tried: "noch kein Gespräch eingetragen"}


def test_cases_without_a_living_plan_are_listed(session: Session, actor: Actor) -> None:
    without = case_of(session, actor)[0]
    plan_in_force(session, case_of(session, actor)[0], TODAY)
    case_of(session, actor, CaseStatus.OFFERED)
    assert [row.case_id for row in work_list(session, actor, "without_plan")] == [without]


def test_drafts_are_listed_once_they_lie_for_two_weeks(session: Session, actor: Actor) -> None:
    case = case_of(session, actor)[0]
    put(session, Plan(case_id=case, kind=PlanKind.SINGLE, number=1, versions=[PlanVersion(version=1)]))
    with fixed(TODAY + 13 * DAY):
        assert work_list(session, actor, "stale_drafts") == ()
    with fixed(TODAY + 14 * DAY):
        (row,) = work_list(session, actor, "stale_drafts")
    assert row.words == "Fassung 1, Entwurf, begonnen am 22.11.2026"


def test_reviews_that_are_due_are_listed(session: Session, actor: Actor) -> None:
    for day in (TODAY, TODAY + DAY):
        plan_in_force(session, case_of(session, actor)[0], day)
    assert len(work_list(session, actor, "review_due")) == 1


def test_the_heads_count_own_cases_or_the_teams(session: Session, actor: Actor) -> None:
    other = colleague(session)
    for who in (actor, other, other):
        case_of(session, who)
    counts = [{head.key: head.count for head in work_list_heads(session, actor, mine)} for mine in (True, False)]
    assert [count["without_plan"] for count in counts] == [1, 3]
    titles = [head.title for head in work_list_heads(session, actor)]
    assert "Kein Kontakt seit 90 Tagen" in titles


def test_a_list_that_does_not_exist_is_said(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        work_list(session, actor, "unbekannt")
