"""Consents: one row per person and purpose, each withdrawn on its own (domain 8.2). Without them S3 stays locked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.clock import add_months, today
from desktop.errors import CaseworkError
from desktop.records.cases import Consent
from desktop.records.people import Person
from desktop.terms import ConsentForm, ConsentPurpose

USUAL_MONTHS = 12
"""How long a consent is proposed to last (domain 8.2)."""


@dataclass(frozen=True)
class NewConsent:
    """A consent as somebody gives it; `valid_until` empty means until the case ends."""

    person_id: int
    purpose: ConsentPurpose
    valid_from: dt.date
    valid_until: dt.date | None = None
    recipient: str = ""
    language: str = ""
    form: ConsentForm = ConsentForm.PAPER


@dataclass(frozen=True)
class ConsentRow:
    """A consent as recorded; `valid` says whether it holds today."""

    id: int
    person_id: int
    purpose: ConsentPurpose
    recipient: str
    language: str
    form: ConsentForm
    valid_from: dt.date
    valid_until: dt.date | None
    withdrawn_on: dt.date | None
    valid: bool


@change(Right.EDIT_CASE, record="consent.give")
def give_consent(session: Session, actor: Actor, new: NewConsent) -> Changes:
    """Record a consent. Raises CaseworkError for a person that is gone or an end before its beginning."""
    if session.get(Person, new.person_id) is None:
        raise CaseworkError("Diese Person gibt es nicht mehr.")
    if new.valid_until is not None and new.valid_until < new.valid_from:
        raise CaseworkError("Die Einwilligung endet vor ihrem Beginn. Bitte das Datum prüfen.", field="valid_until")
    if new.valid_from > today():
        raise CaseworkError("Eine Einwilligung kann nicht in der Zukunft gegeben werden.", field="valid_from")
    consent = Consent(
        person_id=new.person_id, purpose=new.purpose, recipient=new.recipient.strip(), language=new.language,
        form=new.form, valid_from=new.valid_from, valid_until=new.valid_until, created_by=actor.user_id,
    )
    session.add(consent)
    session.flush()
    return Changes.of((Kind.CONSENT, consent.id), (Kind.PERSON, new.person_id), made=consent.id)


@change(Right.EDIT_CASE, record="consent.withdraw")
def withdraw_consent(session: Session, actor: Actor, consent_id: int, day: dt.date | None = None) -> Changes:
    """The person takes a consent back; it ends with that day (LAW Art. 7 Abs. 3 DSGVO: effect for the future only)."""
    consent = session.get(Consent, consent_id)
    if consent is None:
        raise CaseworkError("Diese Einwilligung gibt es nicht mehr.")
    if consent.withdrawn_on is not None:
        raise CaseworkError("Diese Einwilligung ist schon widerrufen.")
    if (day or today()) > today():
        raise CaseworkError("Der Tag des Widerrufs liegt in der Zukunft.", field="withdrawn_on")
    consent.withdrawn_on = day or today()
    return Changes.of((Kind.CONSENT, consent.id), (Kind.PERSON, consent.person_id))


@query(Right.READ_CASE)
def list_consents(session: Session, actor: Actor, person_id: int) -> tuple[ConsentRow, ...]:
    """All consents of a person, newest first, with those that ran out or were withdrawn."""
    consents = session.scalars(select(Consent).where(Consent.person_id == person_id).order_by(Consent.id.desc()))
    return tuple(_row(consent) for consent in consents)


def has_consent(session: Session, person_id: int, purpose: ConsentPurpose, day: dt.date) -> bool:
    """Inside a use case: whether the person's consent to `purpose` holds on `day`.

    The first and the last day count; the day of a withdrawal does not.
    """
    found = session.scalar(
        select(Consent.id)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == purpose,
            Consent.valid_from <= day,
            or_(Consent.valid_until.is_(None), Consent.valid_until >= day),
            or_(Consent.withdrawn_on.is_(None), Consent.withdrawn_on > day),
        )
        .limit(1)
    )
    return found is not None


def usual_end(start: dt.date) -> dt.date:
    """The end proposed for a consent that starts on `start`."""
    return add_months(start, USUAL_MONTHS)


def _row(consent: Consent) -> ConsentRow:
    ended = consent.valid_until is not None and consent.valid_until < today()
    withdrawn = consent.withdrawn_on is not None and consent.withdrawn_on <= today()
    return ConsentRow(
        consent.id, consent.person_id, consent.purpose, consent.recipient, consent.language, consent.form,
        consent.valid_from, consent.valid_until, consent.withdrawn_on,
        valid=consent.valid_from <= today() and not ended and not withdrawn,
    )
