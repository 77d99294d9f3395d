"""What accompanies a case: flags, protection needs, stand-ins, co-workers, absences, children, merged persons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base, Stamped, UtcDateTime, Versioned, coded, type_json
from desktop.terms import FlagKind, MeaslesProof


class CaseFlag(Base, Versioned, Stamped):
    """Something everybody who opens the file must see, with its reason and later its resolution."""

    __tablename__ = "case_flags"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    kind: Mapped[FlagKind] = coded(FlagKind)
    reason: Mapped[str]
    since: Mapped[dt.date]
    resolved_on: Mapped[dt.date | None]
    resolution: Mapped[str] = mapped_column(default="")
    resolved_by: Mapped[int | None]


class ProtectionNeed(Base, Versioned, Stamped):
    """A protection need from a day on (S3: only with consent, masked on screen)."""

    __tablename__ = "protection_needs"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class CaseStandIn(Base, Stamped):
    """Who stands in for the responsible person of one case, for a time."""

    __tablename__ = "case_stand_ins"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]
    reason: Mapped[str] = mapped_column(default="")


class CaseTeamMember(Base, Versioned, Stamped):
    """Somebody who works on a case beside the responsible person, for a time: a user or anybody else."""

    __tablename__ = "case_team"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    name: Mapped[str]
    """Of a user: the name on the day of joining, so that the history can be read without the user."""
    organisation: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    since: Mapped[dt.date]
    until: Mapped[dt.date | None]
    """The day of leaving."""
    note: Mapped[str] = mapped_column(default="")


class Absence(Base, Versioned, Stamped):
    """A user is away and another one stands in for the whole caseload; it ends by itself."""

    __tablename__ = "absences"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    since: Mapped[dt.date]
    until: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")


class ChildFacts(Base, Versioned, Stamped):
    """What is asked of children only (domain 2.12, 1.5)."""

    __tablename__ = "child_facts"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), unique=True)
    institution: Mapped[str] = mapped_column(default="")
    """Kita or school."""
    group_name: Mapped[str] = mapped_column(default="")
    attends_since: Mapped[dt.date | None]
    registered_on: Mapped[dt.date | None]
    school_duty_on: Mapped[dt.date | None]
    """Day of the Schulpflicht where it is not six months after arrival."""
    measles: Mapped[MeaslesProof | None] = coded(MeaslesProof)
    measles_seen_on: Mapped[dt.date | None]
    note: Mapped[str] = mapped_column(default="")


class OwnValue(Base, Versioned, Stamped):
    """What is known of a person or a case in a field the office made itself; the newest of a field counts."""

    __tablename__ = "own_values"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    """Of a field asked of cases; then there is no person."""
    field_key: Mapped[str]
    value: Mapped[Any] = mapped_column(type_json)
    """Text, number, ISO day or truth, as the kind of the field says."""


class PersonMerge(Base, Stamped):
    """Two records of one person put together; everything needed to take it back for 30 days."""

    __tablename__ = "person_merges"
    id: Mapped[int] = mapped_column(primary_key=True)
    kept_person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    undo: Mapped[dict[str, Any]] = mapped_column(type_json)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class SavedView(Base, Versioned, Stamped):
    """Filters, columns and order of a list under a name."""

    __tablename__ = "saved_views"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    """Whose it is; None for the whole office."""
    list_key: Mapped[str]
    name: Mapped[str]
    state: Mapped[dict[str, Any]] = mapped_column(type_json)
    is_default: Mapped[bool] = mapped_column(default=False)
    """Whether the day begins with it; an own one before the office's."""
