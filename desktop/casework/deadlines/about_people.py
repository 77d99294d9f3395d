"""Rules about a person: counselling period, residence, children, consents, benefits. One query each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Result, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from desktop.casework.deadlines.rows import Found, known
from desktop.casework.deadlines.rules import Rule, next_day
from desktop.casework.people.periods import REGULAR_MONTHS, period_row
from desktop.clock import add_months
from desktop.person_terms import FamilyReunion, ResidenceKind, ValidUntil
from desktop.records.care import ChildFacts
from desktop.records.cases import Consent, CounsellingPeriod
from desktop.records.people import Person, ResidenceTitle
from desktop.terms import MeaslesProof, PartialDate, PeriodBasis

_CLIPPED = dt.timedelta(days=4)
"""Months differ in length; the query takes a few days more and the exact day decides."""
_SCHOOL_MONTHS = 6
_SCHOOL_AGE = range(6, 18)
_ARRIVED_WITHIN_MONTHS = 24
"""Later the missing school shows in the person's facts, not as a date."""
_BENEFITS = "money.benefits_until"


def regular_end(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """36 months after the start, or after the Zuteilung where no start is kept (decision 28)."""
    edge = add_months(rule.horizon(day), -REGULAR_MONTHS) + _CLIPPED
    kept = select(CounsellingPeriod.person_id, CounsellingPeriod.start).where(
        CounsellingPeriod.start <= edge, CounsellingPeriod.extended_until.is_(None)
    )
    own = select(CounsellingPeriod.id).where(CounsellingPeriod.person_id == Person.id)
    proposed = select(Person.id, Person.assigned_on).where(Person.assigned_on <= edge, ~own.exists())
    rows: Result[int, dt.date] = session.execute(union_all(kept, proposed))
    for person_id, start in rows:
        end = period_row(person_id, start, PeriodBasis.ASSIGNMENT, confirmed=False).regular_end
        yield Found(person_id, end, person_id)


def longest_end(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The end of an extension."""
    rows = session.execute(
        select(CounsellingPeriod.person_id, CounsellingPeriod.extended_until)
        .where(CounsellingPeriod.extended_until <= rule.horizon(day))
    )  # fmt: skip
    for person_id, end in rows:
        yield Found(person_id, known(end), person_id)


def title_expires(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The present title's last day; § 24 counts only where it goes beyond the office's own rule."""
    rows = session.execute(
        select(ResidenceTitle.id, ResidenceTitle.person_id, ResidenceTitle.valid_until, ResidenceTitle.kind)
        .where(ResidenceTitle.valid_until <= rule.horizon(day), ResidenceTitle.valid_kind == ValidUntil.DATE,
               ResidenceTitle.replaced_on.is_(None), ResidenceTitle.kind != ResidenceKind.P24)
    )  # fmt: skip
    for title_id, person_id, until, kind in rows:
        yield Found(title_id, known(until), person_id, detail=kind.label)


def protection_24(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """One line for the office: the day is the same for all, titles are prolonged by ordinance and not by card."""
    end = next_day(rule.day, day)
    if end > rule.horizon(day):
        return
    count = session.scalar(
        select(func.count(func.distinct(ResidenceTitle.person_id)))
        .where(ResidenceTitle.kind == ResidenceKind.P24, ResidenceTitle.replaced_on.is_(None),
               or_(ResidenceTitle.valid_until.is_(None), ResidenceTitle.valid_until <= end))
    )  # fmt: skip
    if count:
        yield Found(end.year, end, detail="1 Person" if count == 1 else f"{count} Personen")


def residence_obligation(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The Wohnsitzauflage ends, somebody may move."""
    rows = session.execute(
        select(ResidenceTitle.id, ResidenceTitle.person_id, ResidenceTitle.obligation_until)
        .where(ResidenceTitle.obligation_until <= rule.horizon(day), ResidenceTitle.residence_obligation.is_(True),
               ResidenceTitle.replaced_on.is_(None))
    )  # fmt: skip
    for title_id, person_id, until in rows:
        yield Found(title_id, known(until), person_id)


def travel_document(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Passport or Reiseausweis."""
    rows = session.execute(
        select(Person.id, Person.travel_document_until, Person.travel_document)
        .where(Person.travel_document_until <= rule.horizon(day))
    )  # fmt: skip
    for person_id, until, kind in rows:
        yield Found(person_id, known(until), person_id, detail=kind.label if kind else "")


def family_reunion(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The notice that keeps the three months, as long as it is not given."""
    waiting = (FamilyReunion.NOTICE_GIVEN, FamilyReunion.RUNNING, FamilyReunion.DONE, FamilyReunion.NO_TOPIC)
    rows = session.execute(
        select(Person.id, Person.family_reunion_due)
        .where(Person.family_reunion_due <= rule.horizon(day),
               or_(Person.family_reunion.is_(None), Person.family_reunion.not_in(waiting)))
    )  # fmt: skip
    for person_id, due in rows:
        yield Found(person_id, known(due), person_id)


def school_duty(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Six months after arrival from abroad, or the day kept; nothing once a school is known."""
    youngest = PartialDate(day.year - _SCHOOL_AGE.stop)
    oldest_arrival = add_months(day, -_ARRIVED_WITHIN_MONTHS)
    rows = session.execute(
        select(Person.id, Person.birth_date, Person.entry_date, ChildFacts.school_duty_on)
        .outerjoin(ChildFacts, ChildFacts.person_id == Person.id)
        .where(Person.birth_date >= youngest, ChildFacts.attends_since.is_(None), ChildFacts.registered_on.is_(None),
               or_(ChildFacts.school_duty_on.is_not(None), Person.entry_date >= PartialDate(oldest_arrival.year)))
    )  # fmt: skip
    for person_id, birth, entry, kept in rows:
        due = kept or (add_months(_first_day(entry), _SCHOOL_MONTHS) if entry else None)
        if birth and due and birth.age_on(due) in _SCHOOL_AGE and due <= rule.horizon(day):
            yield Found(person_id, due, person_id)


def measles(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A proof must be seen before a child begins in Kita or school."""
    begin = func.coalesce(ChildFacts.attends_since, ChildFacts.registered_on)
    rows = session.execute(
        select(ChildFacts.person_id, ChildFacts.attends_since, ChildFacts.registered_on, ChildFacts.institution)
        .where(begin <= rule.horizon(day), or_(ChildFacts.measles.is_(None), ChildFacts.measles == MeaslesProof.OPEN))
    )  # fmt: skip
    for person_id, since, registered, institution in rows:
        yield Found(person_id, known(since or registered), person_id, detail=institution)


def consent_expires(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Consents that run out and were not renewed."""
    newer = aliased(Consent)
    renewed = select(newer.id).where(
        newer.person_id == Consent.person_id, newer.purpose == Consent.purpose, newer.recipient == Consent.recipient,
        newer.id != Consent.id, newer.withdrawn_on.is_(None),
        or_(newer.valid_until.is_(None), newer.valid_until > Consent.valid_until),
    )
    rows = session.execute(
        select(Consent.id, Consent.person_id, Consent.valid_until, Consent.purpose)
        .where(Consent.valid_until <= rule.horizon(day), Consent.withdrawn_on.is_(None), ~renewed.exists())
    )
    for consent_id, person_id, until, purpose in rows:
        yield Found(consent_id, known(until), person_id, detail=purpose.label)


def _first_day(entry: PartialDate) -> dt.date:
    """The earliest day it can have been, so that nobody is reminded too late."""
    return dt.date(entry.year, entry.month or 1, entry.day or 1)
