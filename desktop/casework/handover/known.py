"""Persons of the vault as the comparison needs them: who they all are, and the facts of those that matched."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.handover.listed import LABELS
from desktop.casework.handover.spelling import loose_key, name_key
from desktop.casework.people.residence import AddressRow, TitleRow
from desktop.records.people import Address, FactMark, Person, PersonLanguage, ResidenceTitle
from desktop.terms import Origin, PartialDate

_CHUNK = 500

COLUMNS = tuple(name for name in LABELS if name in Person.__table__.columns)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person of the vault is, as far as a list can tell."""

    id: int
    family: str
    given: str
    birth: PartialDate | None
    sex: str | None
    reference: str
    family_number: str = ""
    """Only known within a list (decision 33)."""


@dataclass
class Identities:
    """All persons of the vault, to be found by name and birth without comparing each with each."""

    exact: dict[tuple[str, str], list[Identity]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    by_sound: dict[tuple[str, str], list[Identity]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identity: Identity) -> None:
        name = name_key(identity.family, identity.given)
        self.exact[name, birth_key(identity.birth)].append(identity)
        self.by_name[name].append(identity)
        self.by_sound[loose_key(identity.family, identity.given), birth_key(identity.birth)].append(identity)


@dataclass
class KnownFacts:
    """What the vault says of one person. `kept` are fields not to be overwritten by a list, with the reason."""

    columns: dict[str, Any]
    languages: list[str] = field(default_factory=list)
    title: TitleRow | None = None
    address: AddressRow | None = None
    kept: dict[str, str] = field(default_factory=dict)


def birth_key(birth: PartialDate | None) -> str:
    """The birth date for equality; doubt about a day makes no other day."""
    return birth.code.rstrip("?") if birth else ""


def all_identities(session: Session) -> Identities:
    """Every person of the vault, in one statement."""
    identities = Identities()
    columns = (Person.id, Person.family_name, Person.given_names, Person.birth_date, Person.sex,
               Person.authority_reference)  # fmt: skip
    for row in session.execute(select(*columns)):
        identities.add(Identity(*row))
    return identities


def known_facts(session: Session, person_ids: Collection[int], as_of: dt.date | None) -> dict[int, KnownFacts]:
    """Facts of these persons. A list of the day `as_of` is not proposed over what was confirmed or said later; a list
    without a date over nothing that was confirmed or said otherwise.
    """
    facts: dict[int, KnownFacts] = {}
    for chunk in _chunks(person_ids):
        chosen = select(Person.id, *(Person.__table__.c[name] for name in COLUMNS)).where(Person.id.in_(chunk))
        facts |= {row[0]: KnownFacts(dict(zip(COLUMNS, row[1:], strict=True))) for row in session.execute(chosen)}
        _add_languages(session, chunk, facts)
        _add_titles(session, chunk, facts)
        _add_addresses(session, chunk, facts)
        _add_marks(session, chunk, facts, as_of or dt.date.min)
    return facts


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(ids))
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _add_languages(session: Session, chunk: list[int], facts: dict[int, KnownFacts]) -> None:
    entries = select(PersonLanguage.person_id, PersonLanguage.code).where(PersonLanguage.person_id.in_(chunk))
    for person_id, code in session.execute(entries.order_by(PersonLanguage.position)):
        facts[person_id].languages.append(code)


def _add_titles(session: Session, chunk: list[int], facts: dict[int, KnownFacts]) -> None:
    present = (ResidenceTitle.person_id.in_(chunk), ResidenceTitle.replaced_on.is_(None))
    titles = select(
        ResidenceTitle.person_id, ResidenceTitle.kind, ResidenceTitle.as_written, ResidenceTitle.valid_until,
        ResidenceTitle.valid_kind, ResidenceTitle.origin, ResidenceTitle.seen_on,
    )  # fmt: skip
    found = session.execute(titles.where(*present).order_by(ResidenceTitle.id))
    for person_id, kind, text, until, valid_kind, origin, seen in found:
        facts[person_id].title = TitleRow(kind, text, until, valid_kind, origin=origin, seen_on=seen)
        if seen is not None:
            facts[person_id].kept["title"] = f"Das Dokument wurde am {seen:%d.%m.%Y} gesehen."


def _add_addresses(session: Session, chunk: list[int], facts: dict[int, KnownFacts]) -> None:
    present = (Address.person_id.in_(chunk), Address.until.is_(None))
    addresses = select(
        Address.person_id, Address.street, Address.postal_code, Address.town, Address.accommodation, Address.since
    )
    found = session.execute(addresses.where(*present).order_by(Address.id))
    for person_id, street, code, town, building, since in found:
        facts[person_id].address = AddressRow(street, code, town, accommodation=building, since=since)


def _add_marks(session: Session, chunk: list[int], facts: dict[int, KnownFacts], as_of: dt.date) -> None:
    marks = select(FactMark).where(FactMark.subject == "person", FactMark.subject_id.in_(chunk))
    for mark in session.scalars(marks):
        if mark.origin is not Origin.HANDOVER and mark.as_of >= as_of:
            why = f"Im Tresor steht Neueres: {mark.origin.label}, {mark.as_of:%d.%m.%Y}."
        elif mark.confirmed_on is not None and mark.confirmed_on >= as_of:
            why = f"Am {mark.confirmed_on:%d.%m.%Y} bestätigt."
        else:
            continue
        facts[mark.subject_id].kept[mark.field] = why
