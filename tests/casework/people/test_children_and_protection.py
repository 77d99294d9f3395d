"""Facts of children with Schulpflicht and Masernschutz; protection needs only with consent and never in passing."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.people.children import ChildEntry, child_facts, save_child_facts
from desktop.casework.people.consents import NewConsent, give_consent, withdraw_consent
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.people.protection_needs import NewNeed, add_need, end_need, masked_needs, show_needs
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.records.office import AccessEntry
from desktop.terms import ConsentPurpose, MeaslesProof, PartialDate
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)


def person(session: Session, actor: Actor, birth: str, entry: str = "") -> int:
    facts = PersonFacts("Noor", "Ali", birth_date=PartialDate.parse(birth),
                        entry_date=PartialDate.parse(entry) if entry else None)  # fmt: skip
    return create_person(session, actor, facts).made or 0


@pytest.mark.parametrize(("arrived", "duty"), [
    ("2026-08-31", dt.date(2027, 2, 28)), ("2026-07", dt.date(2027, 1, 1)), ("2025", dt.date(2025, 7, 1)), ("", None),
])  # fmt: skip
def test_school_is_a_duty_six_months_after_arrival(
    session: Session, actor: Actor, arrived: str, duty: dt.date | None
) -> None:
    child = person(session, actor, "2016-03-01", arrived)
    assert child_facts(session, actor, child).duty_on == duty


def test_what_is_kept_of_a_child_comes_back_and_an_own_day_counts(session: Session, actor: Actor) -> None:
    child = person(session, actor, "2016-03-01", "2026-08-31")
    entry = ChildEntry("Grundschule am Bach", "2b", dt.date(2026, 9, 1), dt.date(2026, 9, 14), dt.date(2026, 9, 14),
                       MeaslesProof.VACCINATED, dt.date(2026, 9, 2), "Hort bis 15 Uhr")  # fmt: skip
    save_child_facts(session, actor, child, entry)
    row = child_facts(session, actor, child)
    assert (row.entry, row.duty_on, row.is_child) == (entry, dt.date(2026, 9, 14), True)


@pytest.mark.parametrize("entry", [
    ChildEntry(registered_on=dt.date(2016, 2, 29)),
    ChildEntry(registered_on=dt.date(2026, 9, 2), attends_since=dt.date(2026, 9, 1)),
    ChildEntry(measles=MeaslesProof.VACCINATED),
    ChildEntry(measles=MeaslesProof.VACCINATED, measles_seen_on=TODAY + DAY),
])  # fmt: skip
def test_days_of_a_child_that_cannot_be_are_refused(session: Session, actor: Actor, entry: ChildEntry) -> None:
    child = person(session, actor, "2016-03-01")
    with pytest.raises(CaseworkError):
        save_child_facts(session, actor, child, entry)
    assert child_facts(session, actor, child).entry == ChildEntry()


def test_an_adult_has_no_facts_of_a_child(session: Session, actor: Actor) -> None:
    adult = person(session, actor, "2008-11-22")
    assert not child_facts(session, actor, adult).is_child
    with pytest.raises(CaseworkError, match="unter 18"):
        save_child_facts(session, actor, adult, ChildEntry("Schule"))


@pytest.fixture
def consented(session: Session, actor: Actor) -> tuple[int, int]:
    who = person(session, actor, "1990-01-02")
    consent = give_consent(session, actor, NewConsent(who, ConsentPurpose.HEALTH, TODAY - DAY)).made or 0
    return who, consent


def test_without_consent_nothing_is_kept_and_nothing_told(
    session: Session, actor: Actor, consented: tuple[int, int]
) -> None:
    who, consent = consented
    add_need(session, actor, NewNeed(who, "Gewalt", TODAY, note="Frauenhaus"))
    withdraw_consent(session, actor, consent)
    with pytest.raises(CaseworkError, match="Einwilligung"):
        show_needs(session, actor, who)
    with pytest.raises(CaseworkError, match="Einwilligung"):
        add_need(session, actor, NewNeed(who, "Behinderung", TODAY))
    masked = masked_needs(session, actor, who)
    assert (len(masked.rows), masked.consented) == (1, False)
    assert "Gewalt" not in str(masked)


def test_needs_are_masked_until_asked_for_and_the_reading_is_recorded(
    session: Session, actor: Actor, consented: tuple[int, int]
) -> None:
    who, _ = consented
    need = add_need(session, actor, NewNeed(who, "Gewalt", TODAY - DAY)).made or 0
    assert "Gewalt" not in str(masked_needs(session, actor, who))
    assert show_needs(session, actor, who).rows[0].text == "Gewalt"
    with session.begin():
        assert "need.show" in session.scalars(select(AccessEntry.action)).all()
    end_need(session, actor, need, TODAY)
    assert show_needs(session, actor, who).rows[0].until == TODAY
    with pytest.raises(CaseworkError, match="vor dem Beginn"):
        end_need(session, actor, need, TODAY - 9 * DAY)


@pytest.mark.parametrize(("text", "since", "until"), [
    (" ", TODAY, None), ("Gewalt", TODAY + DAY, None), ("Gewalt", TODAY, TODAY - DAY),
])  # fmt: skip
def test_a_need_that_cannot_be_is_refused(
    session: Session, actor: Actor, consented: tuple[int, int], text: str, since: dt.date, until: dt.date | None
) -> None:
    with pytest.raises(CaseworkError):
        add_need(session, actor, NewNeed(consented[0], text, since, until))
    assert masked_needs(session, actor, consented[0]).rows == ()
