"""Every rule of the catalogue finds what it watches, from its first day on, and nothing that is settled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.casework.deadlines.marks import DueKey, mark_done
from desktop.casework.deadlines.rows import DueGroup
from desktop.casework.deadlines.rules import next_day, shipped_rules
from desktop.casework.deadlines.today import FINDERS, today_view
from desktop.casework.rights import Actor
from desktop.clock import add_months, fixed
from desktop.errors import CaseworkError
from desktop.person_terms import FamilyReunion, ResidenceKind, ValidUntil
from desktop.records.assessments import Answer, Assessment
from desktop.records.care import ChildFacts
from desktop.records.cases import Case, CaseStatusEntry, Consent, CounsellingPeriod
from desktop.records.people import Address, ResidenceTitle
from desktop.records.plans import PlanEvent, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.talk_terms import TalkKind
from desktop.terms import AssessmentKind, CaseStatus, ConsentPurpose, MeaslesProof, PartialDate, PeriodBasis
from tests.casework.deadlines.due_samples import DAY, case_of, family_of, lines, plan_in_force, put

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def title(person_id: int, **fields: Any) -> ResidenceTitle:
    return ResidenceTitle(
        **{"person_id": person_id, "kind": ResidenceKind.P25_3, "valid_kind": ValidUntil.DATE, **fields}
    )


def answer(case_id: int, until: str, started: dt.date = TODAY) -> Assessment:
    said = Answer(key="money.benefits_until", value=until, as_of=started)
    return Assessment(case_id=case_id, kind=AssessmentKind.SHORT, started_on=started, answers=[said])


Prepare = Callable[[Session, Actor, dt.date], None]


def regular_end(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, assigned_on=add_months(due + DAY, -36))


def longest_end(session: Session, actor: Actor, due: dt.date) -> None:
    _, person = case_of(session, actor)
    put(session, CounsellingPeriod(person_id=person, start=add_months(due, -40), basis=PeriodBasis.FIRST_TALK,
                                   extended_until=due))  # fmt: skip


def title_expires(session: Session, actor: Actor, due: dt.date) -> None:
    _, person = case_of(session, actor)
    put(session, title(person, valid_until=due), title(person, valid_until=due - DAY, replaced_on=due - 90 * DAY))


def residence_obligation(session: Session, actor: Actor, due: dt.date) -> None:
    _, person = case_of(session, actor)
    put(session, title(person, valid_kind=ValidUntil.UNLIMITED, residence_obligation=True, obligation_until=due))


def travel_document(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, travel_document_until=due)


def family_reunion(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, family_reunion_due=due, family_reunion=FamilyReunion.PLANNED)
    case_of(session, actor, family_reunion_due=due, family_reunion=FamilyReunion.NOTICE_GIVEN)


def school_duty(session: Session, actor: Actor, due: dt.date) -> None:
    arrived = PartialDate.of(add_months(due, -6))
    case_of(session, actor, birth_date=PartialDate(2016, 5, 17), entry_date=arrived)
    case_of(session, actor, birth_date=PartialDate(2024, 5, 17), entry_date=arrived)  # too young
    case_of(session, actor, birth_date=PartialDate(1990, 5, 17), entry_date=arrived)  # grown up
    _, at_school = case_of(session, actor, birth_date=PartialDate(2015, 5, 17), entry_date=arrived)
    put(session, ChildFacts(person_id=at_school, registered_on=due - 30 * DAY, measles=MeaslesProof.VACCINATED))


def measles(session: Session, actor: Actor, due: dt.date) -> None:
    for proof in (MeaslesProof.OPEN, MeaslesProof.VACCINATED):
        _, child = case_of(session, actor, birth_date=PartialDate(2021, 3, 1))
        put(session, ChildFacts(person_id=child, registered_on=due, measles=proof, institution="Kita Regenbogen"))


def benefits_end(session: Session, actor: Actor, due: dt.date) -> None:
    case, _ = case_of(session, actor)
    put(session, answer(case, (due - 90 * DAY).isoformat(), TODAY - 200 * DAY))
    put(session, answer(case, due.isoformat()))


def voucher_ends(session: Session, actor: Actor, due: dt.date) -> None:
    _said_by_person(session, actor, "language.voucher_until", due)


def licence_ends(session: Session, actor: Actor, due: dt.date) -> None:
    _said_by_person(session, actor, "work.licence_until", due)


def _said_by_person(session: Session, actor: Actor, key: str, due: dt.date) -> None:
    """One of a family; what was said before does not count any more, another person's answer is their own."""
    case, (one, other) = family_of(session, actor, "Maryam", "Farid")
    for day, person in ((due - 90 * DAY, one), (due, one), (due + 400 * DAY, other)):
        said = Answer(key=key, value=day.isoformat(), as_of=TODAY, person_id=person)
        put(session, Assessment(case_id=case, kind=AssessmentKind.SHORT, started_on=TODAY, answers=[said]))


def consent_expires(session: Session, actor: Actor, due: dt.date) -> None:
    _, person = case_of(session, actor)
    for purpose, until in ((ConsentPurpose.SCHOOL, due), (ConsentPurpose.PHOTO, due)):
        put(session, Consent(person_id=person, purpose=purpose, valid_from=due - 300 * DAY, valid_until=until))
    put(session, Consent(person_id=person, purpose=ConsentPurpose.PHOTO, valid_from=due - 2 * DAY))


def plan_review(session: Session, actor: Actor, due: dt.date) -> None:
    case, _ = case_of(session, actor)
    plan_in_force(session, case, due)


def measure_due(session: Session, actor: Actor, due: dt.date) -> None:
    case, _ = case_of(session, actor)
    version, steps = plan_in_force(session, case, None, ("Kurs suchen", due), ("Antrag abgeben", due))
    put(session, PlanEvent(version_id=version, measure_id=steps[1], kind="status", on_date=TODAY, value="done"))


def resume(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, CaseStatus.RESTING)
    entry = _status_of_last_case(session)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.merge(entry).resume_on = due


def contact_attempt(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, CaseStatus.CONTACT_OPEN, assigned_on=due - 14 * DAY)


def offer_unanswered(session: Session, actor: Actor, due: dt.date) -> None:
    case_of(session, actor, CaseStatus.OFFERED)
    entry = _status_of_last_case(session)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.merge(entry).since = due - 14 * DAY


def extra_review(session: Session, actor: Actor, due: dt.date) -> None:
    """A move two weeks before its date; the first address says nothing, and neither does one before the Fassung."""
    for moved_on in (due - 14 * DAY, due - 300 * DAY):
        case, person = case_of(session, actor)
        version, _ = plan_in_force(session, case, None)
        with session.begin():
            session.connection(execution_options={"writing": True})
            session.get_one(PlanVersion, version).valid_from = due - 100 * DAY
        put(session, Address(person_id=person, since=due - 400 * DAY), Address(person_id=person, since=moved_on))


def _status_of_last_case(session: Session) -> Any:
    with session.begin():
        return session.scalars(select(CaseStatusEntry).order_by(CaseStatusEntry.id.desc())).first()


WATCHED: dict[str, Prepare] = {
    prepare.__name__: prepare
    for prepare in (
        regular_end, longest_end, title_expires, residence_obligation, travel_document, family_reunion, school_duty,
        measles, benefits_end, voucher_ends, licence_ends, consent_expires, plan_review, measure_due, resume,
        contact_attempt, offer_unanswered, extra_review,
    )
}  # fmt: skip
BY_CALENDAR = {"protection_24", "figures_county", "figures_state"}


def test_every_rule_of_the_catalogue_has_its_function_and_is_tried_here() -> None:
    """Those about volunteers are tried in `tests/casework/volunteers/test_due_volunteers.py`."""
    assert {rule.key for rule in shipped_rules()} == set(FINDERS)
    keys = {rule.key for rule in shipped_rules() if rule.who != "volunteers"}
    assert keys == set(WATCHED) | BY_CALENDAR


@pytest.mark.parametrize("key", WATCHED)
def test_a_rule_finds_its_date_once_it_is_near_and_never_what_is_settled(
    key: str, session: Session, actor: Actor
) -> None:
    due = TODAY + 3 * DAY
    WATCHED[key](session, actor, due)
    rule = next(rule for rule in shipped_rules() if rule.key == key)
    first = due - rule.longest_lead
    shown = {}
    for day in (first - DAY, first, due, due + DAY):
        with fixed(day):
            shown[day] = [line.due_on for line in lines(session, actor, key)]
    assert shown == {first - DAY: [], first: [due], due: [due], due + DAY: [due]}


@pytest.mark.parametrize("key", WATCHED)
def test_no_date_of_a_case_that_ended_is_watched(key: str, session: Session, actor: Actor) -> None:
    WATCHED[key](session, actor, TODAY)
    assert len(lines(session, actor, key)) == 1
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(update(Case).values(status=CaseStatus.ENDED))
    assert lines(session, actor, key) == []


def test_lines_stand_in_the_group_of_their_day(session: Session, actor: Actor) -> None:
    monday = dt.date(2026, 11, 23)
    for due in (monday - DAY, monday, monday + 6 * DAY, monday + 7 * DAY):
        travel_document(session, actor, due)
    with fixed(monday):
        groups = [line.group for line in lines(session, actor, "travel_document")]
    assert groups == [DueGroup.OVERDUE, DueGroup.TODAY, DueGroup.WEEK, DueGroup.SOON]


def test_a_family_whose_members_have_the_same_day_is_one_line_with_their_names(session: Session, actor: Actor) -> None:
    case, persons = family_of(session, actor, "Maryam", "Farid")
    put(session, *(title(person, valid_until=TODAY) for person in persons))
    (line,) = lines(session, actor, "title_expires")
    assert (line.case_id, line.case_title, len(line.subjects)) == (case, "Familie Ahmadi", 2)
    assert line.detail == "Maryam, Farid · Aufenthaltserlaubnis § 25 Abs. 3"


def test_a_step_moved_to_another_day_is_watched_at_its_new_day(session: Session, actor: Actor) -> None:
    case, _ = case_of(session, actor)
    version, (early, late) = plan_in_force(session, case, None, ("früher", TODAY + 90 * DAY), ("später", TODAY))
    for step, day in ((early, TODAY), (late, TODAY + 90 * DAY)):
        put(session, PlanEvent(version_id=version, measure_id=step, kind="due", on_date=TODAY, value=day.isoformat()))
    assert [line.title for line in lines(session, actor, "measure_due")] == ["früher"]


def test_the_words_of_a_step_in_a_protected_area_stay_in_the_plan(session: Session, actor: Actor) -> None:
    case, _ = case_of(session, actor)
    plan_in_force(session, case, None, ("Termin bei der Trauma-Ambulanz", TODAY), area="gesundheit")
    (line,) = lines(session, actor, "measure_due")
    assert (line.title, line.detail) == ("Schritt fällig", "besonders geschützter Bereich")


def test_after_each_try_the_next_one_is_due_later_and_after_three_none(session: Session, actor: Actor) -> None:
    case, _ = case_of(session, actor, CaseStatus.CONTACT_OPEN, assigned_on=TODAY - 60 * DAY)
    due = []
    for tried in range(4):
        due.append([line.due_on for line in lines(session, actor, "contact_attempt")])
        day = TODAY - (50 - tried) * DAY
        put(session, Talk(held_on=day, kind=TalkKind.CONTACT_ATTEMPT, cases=[TalkCase(case_id=case)]))
    start = TODAY - 60 * DAY
    assert due == [[start + 14 * DAY], [start + 28 * DAY], [start + 56 * DAY], []]


def test_the_end_of_protection_under_24_is_one_line_for_the_office(session: Session, actor: Actor) -> None:
    for until in (None, dt.date(2026, 3, 4)):
        _, person = case_of(session, actor)
        put(session, title(person, kind=ResidenceKind.P24, valid_until=until,
                           valid_kind=ValidUntil.DATE if until else ValidUntil.UNKNOWN))  # fmt: skip
    (line,) = lines(session, actor, "protection_24")
    assert (line.due_on, line.detail, line.case_id) == (dt.date(2027, 3, 4), "2 Personen", None)
    assert lines(session, actor, "title_expires") == []


def test_a_day_said_by_somebody_of_a_family_names_them(session: Session, actor: Actor) -> None:
    voucher_ends(session, actor, TODAY)
    (line,) = lines(session, actor, "voucher_ends")
    assert (line.case_title, line.detail, line.page) == ("Familie Ahmadi", "Maryam", "assessment")


def test_an_extra_review_says_why_and_an_answer_holds_until_something_else_happens(
    session: Session, actor: Actor
) -> None:
    extra_review(session, actor, TODAY)
    (line,) = lines(session, actor, "extra_review")
    assert (line.title, line.detail, line.page) == ("Plan früher überprüfen", "Umzug: Habte, Filmon", "plan")
    mark_done(session, actor, DueKey(line.rule, line.subjects, line.mark_day, line.case_id))
    assert lines(session, actor, "extra_review") == []
    with session.begin():
        person = session.get_one(Case, line.case_id).person_id
    put(session, Address(person_id=person, since=TODAY - DAY))
    (again,) = lines(session, actor, "extra_review")
    assert again.due_on == TODAY + 13 * DAY


def test_the_figures_are_due_every_year(session: Session, actor: Actor) -> None:
    seen = {}
    for day in (dt.date(2026, 12, 15), dt.date(2026, 12, 16), dt.date(2027, 1, 31), dt.date(2027, 5, 1)):
        with fixed(day):
            seen[day] = [(line.due_on, line.detail) for line in lines(session, actor, "figures_county")]
    county = (dt.date(2027, 1, 15), "Jahr 2026")
    assert list(seen.values()) == [[], [county], [county], []]


def test_days_of_the_calendar_are_read_as_written() -> None:
    assert next_day("04.03.2027", TODAY) == dt.date(2027, 3, 4)
    assert next_day("15.01.", TODAY) == dt.date(2027, 1, 15)
    assert next_day("15.11", TODAY) == dt.date(2026, 11, 15)
    for wrong in ("", "31.02.", "Januar", "15"):
        with pytest.raises(CaseworkError, match="Bitte einen Tag"):
            next_day(wrong, TODAY)


def test_an_empty_vault_has_nothing_to_do(session: Session, actor: Actor) -> None:
    view = today_view(session, actor)
    assert (view.lines, view.appointments, view.urgent) == ((), (), 0)
