"""Suggestions from real records: what the coordination may see, what changed since, and few statements for many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.matching.best_match import best_assignment
from desktop.casework.volunteers.matching.matching import fit_of, suggestions
from desktop.casework.volunteers.matching.matching_profiles import volunteer_profiles
from desktop.casework.volunteers.matching.matching_rows import Aspect
from desktop.errors import CaseworkError
from desktop.person_terms import Salutation, Sex
from desktop.records.people import Address, Person
from desktop.records.volunteer_matches import MatchTime, VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerGroup, VolunteerLanguage, VolunteerPaper, VolunteerTime
from desktop.terms import PartialDate, Role
from desktop.volunteer_terms import Activity, LanguageSkill, MatchStage, NeedStatus, PaperKind, VolunteerStatus
from tests.casework.deadlines.due_samples import case_of, family_of, put
from tests.casework.volunteers.matching.matching_crowd import add_needs, add_volunteers
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
CHILD = PartialDate(2015, 3, 2)


@pytest.fixture
def coordination(actor: Actor) -> Actor:
    """Somebody who sees volunteers and matches and no case."""
    return Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR)


def add_volunteer(session: Session, **fields: Any) -> int:
    wanted: dict[str, Any] = {
        "family_name": "Weiß", "given_names": "Gerda", "status": VolunteerStatus.READY, "status_since": TODAY,
        "consent_on": TODAY, "activities": ["everyday"], "town": "Musterlingen",
        "times": [VolunteerTime(weekday=1, start=960, end=1080)],
        "languages": [VolunteerLanguage(code="ar", skill=LanguageSkill.FLUENT)],
    }  # fmt: skip
    volunteer = Volunteer(**(wanted | fields))
    put(session, volunteer)
    return volunteer.id


def add_certificate(session: Session, volunteer_id: int, until: dt.date) -> None:
    put(session, VolunteerPaper(volunteer_id=volunteer_id, kind=PaperKind.CONDUCT, issued_on=dt.date(2026, 1, 5),
                                seen_on=dt.date(2026, 1, 7), no_entries=True, valid_until=until))  # fmt: skip


def add_need(session: Session, actor: Actor, birth: PartialDate | None = None, **fields: Any) -> int:
    """A need of a grown-up unless told otherwise."""
    case_id, person_id = case_of(session, actor, birth_date=birth or PartialDate(1990, 5, 17), sex=Sex.FEMALE)
    wanted: dict[str, Any] = {"activity": Activity.EVERYDAY, "reported_on": TODAY, "languages": ["ar"]}
    need = VolunteerNeed(case_id=case_id, person_id=person_id, **(wanted | fields))
    put(session, need)
    return need.id


def add_match(session: Session, need_id: int, volunteer_id: int, stage: MatchStage, **fields: Any) -> int:
    match = VolunteerMatch(need_id=need_id, volunteer_id=volunteer_id, stage=stage, **fields)
    put(session, match)
    return match.id


def aspects(session: Session, actor: Actor, need_id: int) -> dict[int, list[Aspect]]:
    """Limits by volunteer."""
    return {one.volunteer_id: [reason.aspect for reason in one.fit.blocks]
            for one in suggestions(session, actor, need_id)}  # fmt: skip


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements a use case sends."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def test_the_best_comes_first_and_who_is_kept_out_comes_last_with_the_reason(
    session: Session, coordination: Actor
) -> None:
    ended = add_volunteer(session, status=VolunteerStatus.ENDED)
    pausing = add_volunteer(session, status=VolunteerStatus.PAUSE)
    stranger = add_volunteer(session, activities=[], languages=[], times=[])
    best = add_volunteer(session)
    found = suggestions(session, coordination, add_need(session, coordination))
    assert [one.volunteer_id for one in found] == [best, stranger, pausing]
    assert ended not in {one.volunteer_id for one in found}
    assert [reason.words for reason in found[-1].fit.blocks] == ["zurzeit „Pause“"]


def test_nothing_of_the_client_but_the_need_is_in_the_reasons(session: Session, coordination: Actor) -> None:
    add_volunteer(session)
    need_id = add_need(session, coordination)
    said = str(suggestions(session, coordination, need_id))
    assert "Habte" not in said
    assert "Filmon" not in said


def test_a_minor_needs_somebody_with_a_certificate_that_counts_today(session: Session, coordination: Actor) -> None:
    none, lapsed, valid = (add_volunteer(session) for _ in range(3))
    add_certificate(session, lapsed, TODAY - dt.timedelta(days=1))
    add_certificate(session, valid, TODAY)
    child, adult = add_need(session, coordination, CHILD), add_need(session, coordination)
    assert aspects(session, coordination, child) == {valid: [], none: [Aspect.MINORS], lapsed: [Aspect.MINORS]}
    assert not any(aspects(session, coordination, adult).values())


def test_running_matches_take_places_and_times_and_suggestions_do_not(session: Session, coordination: Actor) -> None:
    volunteer_id = add_volunteer(session)
    other, need_id = add_need(session, coordination), add_need(session, coordination)
    match = add_match(session, other, volunteer_id, MatchStage.SUGGESTED,
                      times=[MatchTime(weekday=1, start=960, end=1020)])  # fmt: skip
    assert aspects(session, coordination, need_id) == {volunteer_id: []}
    assert aspects(session, coordination, other) == {volunteer_id: [Aspect.SAME]}
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(VolunteerMatch, match).stage = MatchStage.ACTIVE
    assert aspects(session, coordination, need_id) == {volunteer_id: [Aspect.CAPACITY]}
    with session.begin():
        (profile,) = volunteer_profiles(session, TODAY, [volunteer_id])
    assert (profile.week.bit_count(), profile.running) == (60, 1)


def test_an_ended_match_is_experience_and_nothing_else(session: Session, coordination: Actor) -> None:
    volunteer_id, need_id = add_volunteer(session), add_need(session, coordination)
    add_match(session, need_id, volunteer_id, MatchStage.ENDED, agreed_on=TODAY - dt.timedelta(days=90))
    with session.begin():
        found = fit_of(session, need_id, volunteer_id)
    assert not found.blocked
    assert "hat das schon gemacht" in {reason.words for reason in found.fits}


def test_hours_of_an_activity_are_experience_with_it(session: Session, coordination: Actor) -> None:
    volunteer_id = add_volunteer(session)
    put(session, VolunteerHours(volunteer_id=volunteer_id, activity=Activity.CAFE, on_date=TODAY, minutes=60))
    with session.begin():
        assert volunteer_profiles(session, TODAY)[0].done == {Activity.CAFE}


def test_a_volunteer_who_is_a_client_is_not_suggested_for_their_own_family(
    session: Session, actor: Actor, coordination: Actor
) -> None:
    """And the coordination learns nothing of the link by it."""
    case_id, (mother, _) = family_of(session, actor, "Zahra", "Ali", birth_date=PartialDate(1980))
    volunteer_id = add_volunteer(session, person_id=mother)
    need = VolunteerNeed(case_id=case_id, activity=Activity.EVERYDAY, reported_on=TODAY)
    put(session, need)
    (found,) = suggestions(session, coordination, need.id)
    assert [reason.words for reason in found.fit.blocks] == ["kommt für diesen Bedarf nicht in Frage"]
    assert aspects(session, coordination, add_need(session, actor)) == {volunteer_id: []}


def test_a_family_with_a_child_needs_a_certificate(session: Session, actor: Actor) -> None:
    case_id, persons = family_of(session, actor, "Zahra", "Ali", birth_date=PartialDate(1980))
    need = VolunteerNeed(case_id=case_id, activity=Activity.EVERYDAY, reported_on=TODAY)
    put(session, need)
    volunteer_id = add_volunteer(session)
    assert aspects(session, actor, need.id) == {volunteer_id: []}
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Person, persons[1]).birth_date = CHILD
    assert aspects(session, actor, need.id) == {volunteer_id: [Aspect.MINORS]}


def test_how_somebody_is_addressed_says_their_sex_where_nothing_else_does(session: Session, actor: Actor) -> None:
    add_volunteer(session, salutation=Salutation.MS)
    with session.begin():
        assert volunteer_profiles(session, TODAY)[0].sex is Sex.FEMALE


def test_withdrawn_consent_counts_from_its_day_on(session: Session, actor: Actor) -> None:
    add_volunteer(session, consent_withdrawn_on=TODAY)
    add_volunteer(session, consent_on=None)
    with session.begin():
        before = [one.has_consent for one in volunteer_profiles(session, TODAY - dt.timedelta(days=1))]
        assert before == [True, False]
        assert [one.has_consent for one in volunteer_profiles(session, TODAY)] == [False, False]


def test_closed_and_vanished_needs_are_refused_in_a_sentence(session: Session, actor: Actor) -> None:
    closed = add_need(session, actor, status=NeedStatus.CLOSED)
    with pytest.raises(CaseworkError, match="inzwischen abgeschlossen"):
        suggestions(session, actor, closed)
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        best_assignment(session, actor, [add_need(session, actor), 999])
    with session.begin(), pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        fit_of(session, add_need_inside(session, closed), 999)


def add_need_inside(session: Session, need_id: int) -> int:
    """The closed need opened again, in the running transaction."""
    session.connection(execution_options={"writing": True})
    session.get_one(VolunteerNeed, need_id).status = NeedStatus.OPEN
    return need_id


def test_the_best_assignment_of_records_serves_both(session: Session, coordination: Actor) -> None:
    """By hand one would give the first need its best volunteer, the only one the child can have."""
    both, adults_only = add_volunteer(session), add_volunteer(session, town="Altdorf")
    add_certificate(session, both, TODAY)
    adult, child = add_need(session, coordination, place="Musterlingen"), add_need(session, coordination, CHILD)
    assert suggestions(session, coordination, adult)[0].volunteer_id == both
    found = best_assignment(session, coordination, [adult, child])
    assert {one.suggestion.need_id: one.suggestion.volunteer_id for one in found.proposals} == {
        adult: adults_only, child: both
    }  # fmt: skip
    with session.begin():
        assert not session.scalars(select(VolunteerMatch.id)).all()


def test_ten_times_the_volunteers_cost_no_statement_more(session: Session, actor: Actor) -> None:
    (need_id,) = add_needs(session, Random(7), 1)
    add_volunteers(session, Random(7), 4)
    with counted(session) as few:
        assert len(suggestions(session, actor, need_id)) == 4
    with session.begin():
        session.connection(execution_options={"writing": True})
        for one in session.scalars(select(Volunteer)):
            session.delete(one)
    add_volunteers(session, Random(8), 40)
    with counted(session) as many:
        assert len(suggestions(session, actor, need_id)) == 40
    assert len(few) == len(many)




def distance(session: Session, actor: Actor, need_id: int) -> int | None:
    """Kilometres to the only volunteer."""
    (found,) = suggestions(session, actor, need_id)
    return found.distance_km


def move_in(session: Session, actor: Actor, *addresses: Address, secret: bool = False, **fields: Any) -> int:
    """A need of somebody with these addresses."""
    case_id, person_id = case_of(session, actor, addresses=list(addresses), address_secret=secret)
    need = VolunteerNeed(case_id=case_id, person_id=person_id, activity=Activity.EVERYDAY, reported_on=TODAY, **fields)
    put(session, need)
    return need.id


def home(code: str = "71254", town: str = "Ditzingen", **fields: Any) -> Address:
    return Address(street="Geheimweg 7", postal_code=code, town=town, **fields)


def test_kilometres_are_from_the_volunteer_to_the_present_dwelling(session: Session, coordination: Actor) -> None:
    add_volunteer(session, postal_code="70173", town="Stuttgart")
    yesterday = TODAY - dt.timedelta(days=1)
    moved = move_in(session, coordination, home("76133", "Karlsruhe", until=yesterday), home(since=TODAY))
    assert distance(session, coordination, moved) == 10
    assert distance(session, coordination, move_in(session, coordination)) is None
    assert "Geheimweg" not in str(suggestions(session, coordination, moved))
    assert "71254" not in str(suggestions(session, coordination, moved))


def test_a_place_said_with_the_need_comes_before_the_dwelling(session: Session, coordination: Actor) -> None:
    """Another town without a postal code is no place kilometres are known of."""
    add_volunteer(session, postal_code="70173", town="Stuttgart")
    reached = [distance(session, coordination, move_in(session, coordination, home(), place=place))
               for place in ("Ditzingen", "76133 Karlsruhe", "Karlsruhe")]  # fmt: skip
    assert reached == [10, 63, None]


def test_a_secret_address_is_not_given_away_by_kilometres(session: Session, actor: Actor) -> None:
    """Neither that of the person nor, by those who live there too, that of anybody else in the file."""
    add_volunteer(session, postal_code="70173", town="Stuttgart")
    assert distance(session, actor, move_in(session, actor, home(), secret=True)) is None
    assert distance(session, actor, move_in(session, actor, home(), secret=True, place="71254")) == 10
    case_id, (mother, child) = family_of(session, actor, "Zahra", "Ali")
    need = VolunteerNeed(case_id=case_id, person_id=mother, activity=Activity.EVERYDAY, reported_on=TODAY)
    put(session, need)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Person, mother).addresses = [home()]
    assert distance(session, actor, need.id) == 10
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Person, child).address_secret = True
    assert distance(session, actor, need.id) is None


def test_people_of_a_family_who_live_apart_have_no_common_place(session: Session, actor: Actor) -> None:
    add_volunteer(session, postal_code="70173", town="Stuttgart")
    case_id, (mother, child) = family_of(session, actor, "Zahra", "Ali")
    need = VolunteerNeed(case_id=case_id, activity=Activity.EVERYDAY, reported_on=TODAY)
    put(session, need)
    for person, address, expected in ((mother, home(), 10), (child, home(), 10), (child, home("76133"), None)):
        with session.begin():
            session.connection(execution_options={"writing": True})
            session.get_one(Person, person).addresses = [address]
        assert distance(session, actor, need.id) == expected


def test_a_suggestion_carries_what_the_list_is_filtered_by(session: Session, coordination: Actor) -> None:
    group = VolunteerGroup(name="Helferkreis Nord")
    put(session, group)
    known = add_volunteer(session, group_id=group.id, has_car=True, sex=Sex.FEMALE, works_with_minors=False)
    plain = add_volunteer(session, languages=[], times=[])
    add_certificate(session, known, TODAY)
    need_id = add_need(session, coordination, minutes_per_week=60)
    found = {one.volunteer_id: one for one in suggestions(session, coordination, need_id)}
    one, other = found[known], found[plain]
    assert (one.group, one.has_car, one.sex, one.is_certified, one.has_time) == (
        "Helferkreis Nord", True, Sex.FEMALE, True, True
    )  # fmt: skip
    assert one.languages == {"ar"}
    assert (other.group, other.has_car, other.sex, other.is_certified, other.has_time, other.languages) == (
        "", None, None, False, False, frozenset()
    )  # fmt: skip
