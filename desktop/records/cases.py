"""Cases with status and responsibility over time, counselling periods, consents, imports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, UtcDateTime, Versioned, coded, type_json
from desktop.terms import CaseKind, CaseStatus, ConsentForm, ConsentPurpose, EndReason, PeriodBasis


class Case(Base, Versioned, Stamped):
    """A Fall: one person or one family."""

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    """`F-YYYY-NNN` (decision 32)."""
    kind: Mapped[CaseKind] = coded(CaseKind)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="RESTRICT"), index=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("families.id", ondelete="RESTRICT"), index=True)
    status: Mapped[CaseStatus] = coded(CaseStatus, CaseStatus.CONTACT_OPEN)
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    opened_on: Mapped[dt.date]
    statuses: Mapped[list[CaseStatusEntry]] = relationship(
        cascade="all, delete-orphan", order_by="CaseStatusEntry.id"
    )
    responsibles: Mapped[list[CaseResponsible]] = relationship(
        cascade="all, delete-orphan", order_by="CaseResponsible.id"
    )


class CaseStatusEntry(Base, Stamped):
    """A status the case had from a day on."""

    __tablename__ = "case_statuses"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    status: Mapped[CaseStatus] = coded(CaseStatus)
    since: Mapped[dt.date]
    reason: Mapped[str] = mapped_column(default="")
    end_reason: Mapped[EndReason | None] = coded(EndReason)
    """Why counselling ended (domain 1.4); only with an ending status."""
    final_talk: Mapped[bool | None]
    passed_on_to: Mapped[str | None]
    resume_on: Mapped[dt.date | None]
    """When a resting case is taken up again."""


class CaseResponsible(Base, Stamped):
    """Who was responsible for the case from a day on."""

    __tablename__ = "case_responsibles"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    since: Mapped[dt.date]


class CounsellingPeriod(Base, Versioned, Stamped):
    """A person's own clock (domain 1.2, 13): 36 months, at most 48. One row per person."""

    __tablename__ = "counselling_periods"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), unique=True)
    start: Mapped[dt.date]
    basis: Mapped[PeriodBasis] = coded(PeriodBasis)
    reason: Mapped[str] = mapped_column(default="")
    confirmed: Mapped[bool] = mapped_column(default=False)
    """A start proposed from the Zuteilung waits for confirmation (decision 28)."""
    extended_until: Mapped[dt.date | None]
    extension_reason: Mapped[str] = mapped_column(default="")
    extension_by: Mapped[str] = mapped_column(default="")


class Consent(Base, Stamped):
    """One consent of one person to one purpose; withdrawal works from its day on (domain 8.2)."""

    __tablename__ = "consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[ConsentPurpose] = coded(ConsentPurpose)
    recipient: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    form: Mapped[ConsentForm] = coded(ConsentForm, ConsentForm.PAPER)
    valid_from: Mapped[dt.date]
    valid_until: Mapped[dt.date | None]
    withdrawn_on: Mapped[dt.date | None]


class ImportBatch(Base, Stamped):
    """One hand-over list taken over; can be undone as long as nothing was edited since."""

    __tablename__ = "import_batches"
    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(default="")
    as_of: Mapped[dt.date]
    counts: Mapped[dict[str, Any]] = mapped_column(type_json)
    undone_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)


class ImportStep(Base):
    """What one row of a list made or changed, with what stood there before."""

    __tablename__ = "import_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str]
    """`person`, `family` or `case`."""
    subject_id: Mapped[int]
    made: Mapped[bool]
    row_version: Mapped[int]
    """Version of the row right after the import; a higher one later means it was edited."""
    before: Mapped[dict[str, Any] | None] = mapped_column(type_json)


class ImportMapping(Base):
    """How the columns of a sender's lists were read last time."""

    __tablename__ = "import_mappings"
    id: Mapped[int] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(type_json)
