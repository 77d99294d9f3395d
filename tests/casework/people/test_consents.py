"""Consents: given, run out, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.changes import Kind
from desktop.casework.people.consents import (
    NewConsent,
    give_consent,
    has_consent,
    list_consents,
    usual_end,
    withdraw_consent,
)
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.terms import ConsentPurpose

DAY = dt.timedelta(days=1)
HEALTH = ConsentPurpose.HEALTH


@pytest.fixture
def person(session: Session, actor: Actor, fixed_clock: dt.date) -> int:
    made = create_person(session, actor, PersonFacts(family_name="Ahmadi", given_names="Maryam")).made
    assert made is not None
    return made


def holds(session: Session, person: int, day: dt.date, purpose: ConsentPurpose = HEALTH) -> bool:
    with session.begin():
        return has_consent(session, person, purpose, day)


def test_a_consent_holds_from_its_first_to_its_last_day(
    session: Session, actor: Actor, person: int, fixed_clock: dt.date
) -> None:
    end = fixed_clock + 10 * DAY
    changes = give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock, end))
    assert changes.touches(Kind.PERSON, person)
    assert [holds(session, person, day) for day in (fixed_clock - DAY, fixed_clock, end, end + DAY)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_consent_covers_only_its_own_purpose(
    session: Session, actor: Actor, person: int, fixed_clock: dt.date
) -> None:
    give_consent(session, actor, NewConsent(person, ConsentPurpose.JOBCENTER, fixed_clock, recipient="Jobcenter"))
    assert not holds(session, person, fixed_clock)
    assert holds(session, person, fixed_clock, ConsentPurpose.JOBCENTER)


def test_a_withdrawal_ends_a_consent_on_its_day_and_keeps_the_row(
    session: Session, actor: Actor, person: int, fixed_clock: dt.date
) -> None:
    given = give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock - 30 * DAY)).made
    assert given is not None
    withdraw_consent(session, actor, given)
    assert not holds(session, person, fixed_clock)
    assert holds(session, person, fixed_clock - DAY)
    (row,) = list_consents(session, actor, person)
    assert (row.valid, row.withdrawn_on) == (False, fixed_clock)
    with pytest.raises(CaseworkError, match="schon widerrufen"):
        withdraw_consent(session, actor, given)


def test_a_consent_given_again_after_a_withdrawal_holds(
    session: Session, actor: Actor, person: int, fixed_clock: dt.date
) -> None:
    first = give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock)).made
    assert first is not None
    withdraw_consent(session, actor, first)
    give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock))
    assert holds(session, person, fixed_clock)
    assert [row.valid for row in list_consents(session, actor, person)] == [True, False]


def test_impossible_consents_are_refused(session: Session, actor: Actor, person: int, fixed_clock: dt.date) -> None:
    with pytest.raises(CaseworkError, match="endet vor"):
        give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock, fixed_clock - DAY))
    with pytest.raises(CaseworkError, match="Zukunft"):
        give_consent(session, actor, NewConsent(person, HEALTH, fixed_clock + DAY))
    with pytest.raises(CaseworkError, match="nicht mehr"):
        give_consent(session, actor, NewConsent(person + 99, HEALTH, fixed_clock))
    assert list_consents(session, actor, person) == ()


def test_a_consent_is_proposed_for_a_year() -> None:
    assert usual_end(dt.date(2026, 11, 22)) == dt.date(2027, 11, 22)
