"""Residence titles and addresses: a new one never overwrites the old one (domain 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.person_terms import Housing, ResidenceKind, Tenancy, ValidUntil, WorkPermission
from desktop.records.people import Address, Person, ResidenceTitle
from desktop.terms import Origin


@dataclass(frozen=True)
class TitleRow:
    """A residence status; `valid_until` only with `ValidUntil.DATE`."""

    kind: ResidenceKind
    as_written: str = ""
    valid_until: dt.date | None = None
    valid_kind: ValidUntil = ValidUntil.UNKNOWN
    work: WorkPermission | None = None
    residence_obligation: bool | None = None
    obligation_place: str = ""
    obligation_until: dt.date | None = None
    origin: Origin = Origin.SELF
    seen_on: dt.date | None = None
    replaced_on: dt.date | None = None
    id: int | None = None


@dataclass(frozen=True)
class AddressRow:
    """Where somebody lives or lived."""

    street: str = ""
    postal_code: str = ""
    town: str = ""
    housing: Housing | None = None
    tenancy: Tenancy | None = None
    accommodation: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    origin: Origin = Origin.SELF
    id: int | None = None

    @property
    def line(self) -> str:
        """On one line: Talstr. 7, 79999 Musterlingen."""
        town = " ".join(part for part in (self.postal_code, self.town) if part)
        return ", ".join(part for part in (self.street, town) if part)


_TITLE_FIELDS = (
    "kind", "as_written", "valid_until", "valid_kind", "work", "residence_obligation", "obligation_place",
    "obligation_until", "origin", "seen_on",
)
_ADDRESS_FIELDS = ("street", "postal_code", "town", "housing", "tenancy", "accommodation", "since", "origin")


@change(Right.EDIT_CASE, record="title.add")
def add_title(session: Session, actor: Actor, person_id: int, title: TitleRow) -> Changes:
    """A new residence status from today on; the present one becomes history."""
    put_title(_person(session, person_id), title, actor)
    return Changes.of((Kind.PERSON, person_id))


@change(Right.EDIT_CASE, record="title.correct")
def correct_title(session: Session, actor: Actor, person_id: int, title: TitleRow) -> Changes:
    """Correct a typing error in an existing entry."""
    record = session.get(ResidenceTitle, title.id)
    if record is None or record.person_id != person_id:
        raise CaseworkError("Diesen Eintrag zum Aufenthalt gibt es nicht mehr.")
    _check_title(title)
    for field in _TITLE_FIELDS:
        setattr(record, field, getattr(title, field))
    return Changes.of((Kind.PERSON, person_id))


@change(Right.EDIT_CASE, record="address.add")
def move(session: Session, actor: Actor, person_ids: tuple[int, ...], address: AddressRow) -> Changes:
    """The persons (a family together) live at a new address; the old one becomes history."""
    for person_id in person_ids:
        put_address(_person(session, person_id), address, actor)
    return Changes.of(*((Kind.PERSON, person_id) for person_id in person_ids))


@change(Right.EDIT_CASE, record="address.correct")
def correct_address(session: Session, actor: Actor, person_id: int, address: AddressRow) -> Changes:
    """Correct a typing error in an existing address."""
    record = session.get(Address, address.id)
    if record is None or record.person_id != person_id:
        raise CaseworkError("Diese Anschrift gibt es nicht mehr.")
    for field in _ADDRESS_FIELDS:
        setattr(record, field, getattr(address, field))
    return Changes.of((Kind.PERSON, person_id))


def put_title(person: Person, title: TitleRow, actor: Actor) -> None:
    """Inside a use case: see `add_title`."""
    _check_title(title)
    for former in person.titles:
        former.replaced_on = former.replaced_on or today()
    values = {field: getattr(title, field) for field in _TITLE_FIELDS}
    person.titles.append(ResidenceTitle(**values, created_by=actor.user_id))


def put_address(person: Person, address: AddressRow, actor: Actor) -> None:
    """Inside a use case: see `move`."""
    for former in person.addresses:
        former.until = former.until or address.since or today()
    values = {field: getattr(address, field) for field in _ADDRESS_FIELDS}
    person.addresses.append(Address(**values, created_by=actor.user_id))


def title_rows(person: Person) -> tuple[TitleRow, ...]:
    """All titles, newest first."""
    return tuple(
        TitleRow(**{name: getattr(entry, name) for name in _TITLE_FIELDS}, replaced_on=entry.replaced_on, id=entry.id)
        for entry in reversed(person.titles)
    )


def address_rows(person: Person) -> tuple[AddressRow, ...]:
    """All addresses, newest first."""
    return tuple(
        AddressRow(**{field: getattr(entry, field) for field in _ADDRESS_FIELDS}, until=entry.until, id=entry.id)
        for entry in reversed(person.addresses)
    )


def _check_title(title: TitleRow) -> None:
    if title.valid_kind is ValidUntil.DATE and title.valid_until is None:
        raise CaseworkError("Bitte eintragen, bis wann der Aufenthalt gilt.", field="valid_until")


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise CaseworkError("Diese Person gibt es nicht mehr.")
    return person
