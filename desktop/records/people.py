"""Persons and families with the facts of domain 2.1–2.4, each fact once, with history."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.person_terms import (
    AssignmentKind,
    AsylumState,
    Custody,
    FamilyReunion,
    GermanLevel,
    Housing,
    InterpreterGender,
    InterpreterNeed,
    LanguageUse,
    MaritalStatus,
    Reachable,
    Reading,
    Relation,
    ResidenceKind,
    Salutation,
    Sex,
    Tenancy,
    TravelDocument,
    ValidUntil,
    WorkPermission,
)
from desktop.records.base import Base, PartialDateType, Stamped, UtcDateTime, Versioned, coded, type_json
from desktop.talk_terms import FamilyEventKind
from desktop.terms import Origin, PartialDate


class Person(Base, Versioned, Stamped):
    """One person, adult or child. Names stay as written in the papers."""

    __tablename__ = "persons"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str]
    given_names: Mapped[str] = mapped_column(default="")
    call_name: Mapped[str] = mapped_column(default="")
    own_script_name: Mapped[str] = mapped_column(default="")
    """Name in the person's own script, typed by hand, never machine-made (decision 23)."""
    folded_name: Mapped[str] = mapped_column(default="", index=True)
    """Search form of all names, see `casework/search/folding.py`."""
    salutation: Mapped[Salutation | None] = coded(Salutation)
    birth_date: Mapped[PartialDate | None] = mapped_column(PartialDateType)
    sex: Mapped[Sex | None] = coded(Sex)
    nationalities: Mapped[list[str]] = mapped_column(type_json, default=list)
    """ISO 3166 alpha-2 codes, `stateless` or `unclear`."""
    origin_country: Mapped[str] = mapped_column(default="")
    entry_date: Mapped[PartialDate | None] = mapped_column(PartialDateType)
    assigned_on: Mapped[dt.date | None] = mapped_column(index=True)
    """Day of the Zuteilung into follow-up accommodation."""
    assignment_kind: Mapped[AssignmentKind | None] = coded(AssignmentKind)
    authority_reference: Mapped[str] = mapped_column(default="")
    """Aktenzeichen of the Landratsamt."""
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    messenger: Mapped[str] = mapped_column(default="")
    may_leave_message: Mapped[bool | None]
    reachable: Mapped[Reachable | None] = coded(Reachable)
    interpreter_need: Mapped[InterpreterNeed | None] = coded(InterpreterNeed)
    interpreter_gender: Mapped[InterpreterGender | None] = coded(InterpreterGender)
    reading: Mapped[Reading | None] = coded(Reading)
    print_language: Mapped[str] = mapped_column(default="")
    """Language of the person's sheets, one of PRINT_LANGUAGES, or empty for German."""
    german_level: Mapped[GermanLevel | None] = coded(GermanLevel)
    german_note: Mapped[str] = mapped_column(default="")
    school: Mapped[str] = mapped_column(default="")
    profession: Mapped[str] = mapped_column(default="")
    income: Mapped[str] = mapped_column(default="")
    emergency_contact: Mapped[str] = mapped_column(default="")
    address_secret: Mapped[bool] = mapped_column(default=False)
    marital_status: Mapped[MaritalStatus | None] = coded(MaritalStatus)
    asylum_state: Mapped[AsylumState | None] = coded(AsylumState)
    travel_document: Mapped[TravelDocument | None] = coded(TravelDocument)
    travel_document_until: Mapped[dt.date | None] = mapped_column(index=True)
    family_reunion: Mapped[FamilyReunion | None] = coded(FamilyReunion)
    family_reunion_due: Mapped[dt.date | None] = mapped_column(index=True)
    legal_advice: Mapped[str] = mapped_column(default="")
    handover_note: Mapped[str] = mapped_column(default="")
    """Remark of the handing-over office, as written."""
    handover_note_protected: Mapped[bool] = mapped_column(default=False)
    """Whether the remark speaks of health and counts as S3 (decision 33)."""
    family_abroad: Mapped[str] = mapped_column(default="")
    care_duties: Mapped[str] = mapped_column(default="")

    languages: Mapped[list[PersonLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="PersonLanguage.position", lazy="selectin"
    )
    titles: Mapped[list[ResidenceTitle]] = relationship(cascade="all, delete-orphan", order_by="ResidenceTitle.id")
    addresses: Mapped[list[Address]] = relationship(cascade="all, delete-orphan", order_by="Address.id")

    @property
    def name(self) -> str:
        """As in lists: family name, given names."""
        return ", ".join(part for part in (self.family_name, self.given_names) if part)


class PersonLanguage(Base):
    """A language somebody speaks; `code` is a CLDR code or the word as written when there is none."""

    __tablename__ = "person_languages"
    __table_args__ = (UniqueConstraint("person_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str]
    use: Mapped[LanguageUse] = coded(LanguageUse, LanguageUse.MOTHER)
    would_interpret: Mapped[bool] = mapped_column(default=False)


class ResidenceTitle(Base, Stamped):
    """Residence status of a person from a day on; older rows are its history."""

    __tablename__ = "residence_titles"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ResidenceKind] = coded(ResidenceKind)
    as_written: Mapped[str] = mapped_column(default="")
    valid_until: Mapped[dt.date | None] = mapped_column(index=True)
    valid_kind: Mapped[ValidUntil] = coded(ValidUntil, ValidUntil.UNKNOWN)
    work: Mapped[WorkPermission | None] = coded(WorkPermission)
    residence_obligation: Mapped[bool | None]
    """Wohnsitzauflage § 12a AufenthG."""
    obligation_place: Mapped[str] = mapped_column(default="")
    obligation_until: Mapped[dt.date | None] = mapped_column(index=True)
    origin: Mapped[Origin] = coded(Origin, Origin.SELF)
    seen_on: Mapped[dt.date | None]
    """Day the document was seen."""
    replaced_on: Mapped[dt.date | None]


class Address(Base, Stamped):
    """Where a person lives from a day on; older rows are its history."""

    __tablename__ = "addresses"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    street: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    housing: Mapped[Housing | None] = coded(Housing)
    tenancy: Mapped[Tenancy | None] = coded(Tenancy)
    accommodation: Mapped[str] = mapped_column(default="")
    """Name of the building when it is municipal."""
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]
    origin: Mapped[Origin] = coded(Origin, Origin.SELF)


class Family(Base, Versioned, Stamped):
    """People who belong together and share a file."""

    __tablename__ = "families"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    """As on the file: „Familie Ahmadi“ keeps only „Ahmadi“ here."""
    household_language: Mapped[str] = mapped_column(default="")
    speaks_for_family: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    members: Mapped[list[FamilyMember]] = relationship(
        cascade="all, delete-orphan", order_by="FamilyMember.position", lazy="selectin"
    )


class FamilyMember(Base):
    """A person's place in a family; leaving sets `until`, so the past stays readable."""

    __tablename__ = "family_members"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    relation: Mapped[Relation] = coded(Relation, Relation.OTHER)
    in_household: Mapped[bool] = mapped_column(default=True)
    custody: Mapped[Custody | None] = coded(Custody)
    since: Mapped[dt.date | None]
    until: Mapped[dt.date | None]


class FamilyEvent(Base, Stamped):
    """Somebody of a family moved in or out, or custody of a child changed; `family_members` keeps how it is now."""

    __tablename__ = "family_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_id: Mapped[int] = mapped_column(ForeignKey("families.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    on_date: Mapped[dt.date]
    kind: Mapped[FamilyEventKind] = coded(FamilyEventKind)
    custody: Mapped[Custody | None] = coded(Custody)
    """Of a change of custody: as it is from then on."""
    note: Mapped[str] = mapped_column(default="")
    """Why, or who has custody."""


class FactMark(Base):
    """Origin and date of one fact of a record, and whether it was confirmed (domain 2, decision 19)."""

    __tablename__ = "fact_marks"
    __table_args__ = (UniqueConstraint("subject", "subject_id", "field"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    """`person` or `family`."""
    subject_id: Mapped[int]
    field: Mapped[str]
    origin: Mapped[Origin] = coded(Origin)
    as_of: Mapped[dt.date]
    confirmed_on: Mapped[dt.date | None]


class FactHistory(Base):
    """A former value of a fact; never changed, only added to."""

    __tablename__ = "fact_history"
    __table_args__ = (Index("ix_fact_history_subject", "subject", "subject_id", "field"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    field: Mapped[str]
    value: Mapped[Any] = mapped_column(type_json)
    origin: Mapped[Origin | None] = coded(Origin)
    as_of: Mapped[dt.date | None]
    replaced_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    replaced_by: Mapped[int]
