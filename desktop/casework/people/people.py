"""Persons: entering, reading and changing them. Families are in `families.py`, files in `cases.py`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.people.consents import has_consent
from desktop.casework.people.facts import Subject, folded_name, mark_fact, put_facts
from desktop.casework.people.residence import AddressRow, TitleRow, address_rows, title_rows
from desktop.casework.plain_text import one_line, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.person_terms import (
    AssignmentKind,
    AsylumState,
    FamilyReunion,
    GermanLevel,
    InterpreterGender,
    InterpreterNeed,
    LanguageUse,
    MaritalStatus,
    Reachable,
    Reading,
    Salutation,
    Sex,
    TravelDocument,
)
from desktop.records.people import FamilyMember, Person, PersonLanguage
from desktop.terms import ConsentPurpose, Origin, PartialDate

_ONE_LINE = frozenset({
    "family_name", "given_names", "call_name", "own_script_name", "authority_reference", "phone", "email", "messenger",
})  # fmt: skip


@dataclass(frozen=True)
class PersonFacts:
    """All facts of a person that are entered by hand; names of the record's columns. Texts are empty when unknown."""

    family_name: str = ""
    given_names: str = ""
    call_name: str = ""
    own_script_name: str = ""
    salutation: Salutation | None = None
    birth_date: PartialDate | None = None
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    origin_country: str = ""
    entry_date: PartialDate | None = None
    assigned_on: dt.date | None = None
    assignment_kind: AssignmentKind | None = None
    authority_reference: str = ""
    phone: str = ""
    email: str = ""
    messenger: str = ""
    may_leave_message: bool | None = None
    reachable: Reachable | None = None
    interpreter_need: InterpreterNeed | None = None
    interpreter_gender: InterpreterGender | None = None
    reading: Reading | None = None
    print_language: str = ""
    german_level: GermanLevel | None = None
    german_note: str = ""
    school: str = ""
    profession: str = ""
    income: str = ""
    emergency_contact: str = ""
    address_secret: bool = False
    marital_status: MaritalStatus | None = None
    asylum_state: AsylumState | None = None
    travel_document: TravelDocument | None = None
    travel_document_until: dt.date | None = None
    family_reunion: FamilyReunion | None = None
    family_reunion_due: dt.date | None = None
    legal_advice: str = ""
    family_abroad: str = ""
    care_duties: str = ""

    @classmethod
    def of(cls, person: Person) -> Self:
        values = {field.name: getattr(person, field.name) for field in fields(cls)}
        values["nationalities"] = tuple(values["nationalities"])
        return cls(**values)

    def cleaned(self) -> Self:
        """The same without anything invisible in its texts, so that a name is what it looks like."""
        texts: dict[str, Any] = {name: value for name, value in vars(self).items() if type(value) is str and value}
        for name, text in texts.items():
            texts[name] = one_line(text) if name in _ONE_LINE else some_lines(text)
        return replace(self, **texts)

    def columns(self) -> dict[str, Any]:
        """Values as the record's columns take them."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["nationalities"] = list(self.nationalities)
        return values


@dataclass(frozen=True)
class LanguageRow:
    """A language somebody speaks, by CLDR code."""

    code: str
    use: LanguageUse = LanguageUse.MOTHER
    would_interpret: bool = False


@dataclass(frozen=True)
class PersonRow:
    """A person as shown in choices and lists."""

    id: int
    name: str
    own_script_name: str
    birth_date: PartialDate | None
    sex: Sex | None

    @property
    def given(self) -> str:
        """Name for short lines: the part after the comma, or all of it."""
        return self.name.partition(", ")[2] or self.name

    def age_on(self, day: dt.date) -> int | None:
        return self.birth_date.age_on(day) if self.birth_date else None

    def is_child_on(self, day: dt.date) -> bool:
        """Under 18; somebody without a birth date counts as adult."""
        age = self.age_on(day)
        return age is not None and age < 18


@dataclass(frozen=True)
class PersonDetail:
    """Everything the page „Personen“ shows of one person."""

    row: PersonRow
    facts: PersonFacts
    languages: tuple[LanguageRow, ...]
    titles: tuple[TitleRow, ...]
    """Newest first; the first one without `replaced_on` is the present one."""
    addresses: tuple[AddressRow, ...]
    handover_note: str
    handover_note_hidden: bool
    """The remark speaks of health and the person has not consented: it stays hidden (S3)."""
    row_version: int


@change(Right.EDIT_CASE, record="person.create")
def create_person(
    session: Session, actor: Actor, facts: PersonFacts, languages: tuple[LanguageRow, ...] = (),
    origin: Origin = Origin.SELF,
) -> Changes:
    """Enter a person by hand. Raises CaseworkError for facts that cannot be."""
    facts = facts.cleaned()
    check_facts(facts)
    person = Person(**facts.columns(), created_by=actor.user_id)
    person.folded_name = folded_name(person)
    person.languages = _languages(languages)
    session.add(person)
    session.flush()
    for field, value in facts.columns().items():
        if value not in (None, "", [], False):
            mark_fact(session, Subject.PERSON, person.id, field, origin, today())
    return Changes.of((Kind.PERSON, person.id), made=person.id)


@change(Right.EDIT_CASE, record="person.save")
def save_person(
    session: Session, actor: Actor, person_id: int, facts: PersonFacts, languages: tuple[LanguageRow, ...],
    row_version: int, origin: Origin = Origin.SELF,
) -> Changes:
    """Save what was edited; only facts that changed get a new origin and leave their old value in the history.

    Raises ChangedMeanwhileError when the person was saved since `row_version`.
    """
    facts = facts.cleaned()
    check_facts(facts)
    person = require_person(session, person_id)
    if person.row_version != row_version:
        raise ChangedMeanwhileError("Diese Person wurde inzwischen geändert. Bitte neu laden und neu eintragen.")
    put_facts(session, actor, Subject.PERSON, person_id, facts.columns(), origin, today())
    if _language_rows(person) != languages:
        person.languages.clear()
        session.flush()
        person.languages = _languages(languages)
    return Changes.of((Kind.PERSON, person_id))


@query(Right.READ_CASE)
def person_detail(session: Session, actor: Actor, person_id: int) -> PersonDetail:
    """One person with languages, titles and addresses."""
    person = require_person(session, person_id)
    hidden = person.handover_note_protected and not has_consent(session, person_id, ConsentPurpose.HEALTH, today())
    return PersonDetail(
        person_row(person), PersonFacts.of(person), _language_rows(person), title_rows(person), address_rows(person),
        "" if hidden else person.handover_note, hidden, person.row_version,
    )


@query(Right.LIST_CASES)
def find_persons(
    session: Session, actor: Actor, folded_words: tuple[str, ...], limit: int = 50
) -> tuple[PersonRow, ...]:
    """Persons whose folded names hold all words (see `folding.search_terms`)."""
    search = select(Person).order_by(Person.family_name, Person.given_names).limit(limit)
    for word in folded_words:
        search = search.where(Person.folded_name.contains(word, autoescape=True))
    return tuple(person_row(person) for person in session.scalars(search))


def check_facts(facts: PersonFacts) -> None:
    """Raises CaseworkError for a person without a name or with a birth date in the future."""
    if not facts.family_name.strip() and not facts.given_names.strip():
        raise CaseworkError("Bitte mindestens einen Namen eintragen.", field="family_name")
    birth = facts.birth_date
    if birth and dt.date(birth.year, birth.month or 1, birth.day or 1) > today():
        raise CaseworkError("Das Geburtsdatum liegt in der Zukunft.", field="birth_date")


def require_person(session: Session, person_id: int) -> Person:
    """The person, or a CaseworkError when it is gone."""
    person = session.get(Person, person_id)
    if person is None:
        raise CaseworkError("Diese Person gibt es nicht mehr.")
    return person


def person_row(person: Person) -> PersonRow:
    return PersonRow(person.id, person.name, person.own_script_name, person.birth_date, person.sex)


def shared_own_script(names: tuple[str, ...]) -> str:
    """The words all names in the own script have in common: the family's name as its members write it.

    Without any in common (or written by one alone) the first name there is.
    """
    written = [name for name in names if name]
    if len(written) < 2:
        return written[0] if written else ""
    common = [word for word in written[0].split() if all(word in name.split() for name in written)]
    return " ".join(common) or written[0]


def members_of(session: Session, family_id: int) -> tuple[Person, ...]:
    """Present members of a family, in their order."""
    members = (
        select(Person)
        .join(FamilyMember, FamilyMember.person_id == Person.id)
        .where(FamilyMember.family_id == family_id, FamilyMember.until.is_(None))
        .order_by(FamilyMember.position, FamilyMember.id)
    )
    return tuple(session.scalars(members))


def _languages(rows: tuple[LanguageRow, ...]) -> list[PersonLanguage]:
    return [
        PersonLanguage(position=place, code=row.code, use=row.use, would_interpret=row.would_interpret)
        for place, row in enumerate(rows)
    ]


def _language_rows(person: Person) -> tuple[LanguageRow, ...]:
    return tuple(LanguageRow(entry.code, entry.use, entry.would_interpret) for entry in person.languages)
