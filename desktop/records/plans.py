"""Plans, their Fassungen with goals and measures, what happened to them, and the sheets kept of them (decision 18)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, UtcDateTime, Versioned, coded, type_json
from desktop.terms import DueKind, Horizon, PlanKind, PlanState, SheetKind, SheetVariant


class Plan(Base, Stamped):
    """The Integrationsplan of a person or a family; its text stands in its Fassungen."""

    __tablename__ = "plans"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PlanKind] = coded(PlanKind)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    number: Mapped[int]
    """1, 2 … within the case."""
    versions: Mapped[list[PlanVersion]] = relationship(
        cascade="all, delete-orphan", order_by="PlanVersion.version", back_populates="plan"
    )


class PlanVersion(Base, Versioned, Stamped):
    """One Fassung. Its text may change only while it is a draft."""

    __tablename__ = "plan_versions"
    __table_args__ = (UniqueConstraint("plan_id", "version"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    state: Mapped[PlanState] = coded(PlanState, PlanState.DRAFT)
    language: Mapped[str] = mapped_column(default="")
    """Second language of the sheets, empty for German alone."""
    strengths: Mapped[str] = mapped_column(default="")
    strengths_translated: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    needs_translated: Mapped[str] = mapped_column(default="")
    participants: Mapped[list[str]] = mapped_column(type_json, default=list)
    valid_from: Mapped[dt.date | None]
    next_review_on: Mapped[dt.date | None]
    next_talk_on: Mapped[dt.date | None]
    next_talk_time: Mapped[str] = mapped_column(default="")
    """HH:MM"""
    next_talk_place: Mapped[str] = mapped_column(default="")
    sensitive_areas_on_own_sheet: Mapped[bool] = mapped_column(default=False)
    """Areas 8 and 12 print only on the person's own sheet and only after this tick (decision 21)."""
    frozen_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    printed_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    read_out_in: Mapped[str] = mapped_column(default="")
    signed_place: Mapped[str] = mapped_column(default="")
    unsigned_reason: Mapped[str] = mapped_column(default="")
    handed_out_on: Mapped[dt.date | None]
    replaced_on: Mapped[dt.date | None]
    plan: Mapped[Plan] = relationship(back_populates="versions")
    goals: Mapped[list[Goal]] = relationship(
        cascade="all, delete-orphan", order_by="Goal.position", lazy="selectin", back_populates="plan_version"
    )
    signatures: Mapped[list[PlanSignature]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    supplements: Mapped[list[PlanSupplement]] = relationship(
        cascade="all, delete-orphan", order_by="PlanSupplement.id", lazy="selectin"
    )


class Goal(Base):
    """A goal in the person's own words."""

    __tablename__ = "goals"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    area: Mapped[str]
    catalogue_key: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    text_translated: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    """For whom; empty means the whole family."""
    indicator: Mapped[str] = mapped_column(default="")
    indicator_translated: Mapped[str] = mapped_column(default="")
    horizon: Mapped[Horizon | None] = coded(Horizon)
    priority: Mapped[int | None]
    value_start: Mapped[int | None]
    """0–10"""
    value_target: Mapped[int | None]
    """0–10"""
    previous_goal_id: Mapped[int | None] = mapped_column(ForeignKey("goals.id", ondelete="SET NULL"))
    plan_version: Mapped[PlanVersion] = relationship(back_populates="goals")
    measures: Mapped[list[Measure]] = relationship(
        cascade="all, delete-orphan", order_by="Measure.position", lazy="selectin", back_populates="goal"
    )


class Measure(Base):
    """A small step with who, until when, and what proves it."""

    __tablename__ = "measures"
    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    catalogue_key: Mapped[str] = mapped_column(default="")
    fill_in: Mapped[str] = mapped_column(default="")
    """What stands for `{was}` in a catalogue text."""
    text: Mapped[str]
    text_translated: Mapped[str] = mapped_column(default="")
    who: Mapped[list[str]] = mapped_column(type_json, default=list)
    """Codes of `Responsible`, the leading one first."""
    who_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    who_name: Mapped[str] = mapped_column(default="")
    """Name of the volunteer or office."""
    start_on: Mapped[dt.date | None]
    due_kind: Mapped[DueKind] = coded(DueKind, DueKind.DATE)
    due_on: Mapped[dt.date | None]
    proof: Mapped[str] = mapped_column(default="")
    proof_key: Mapped[str] = mapped_column(default="")
    previous_measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="SET NULL"))
    goal: Mapped[Goal] = relationship(back_populates="measures")


class PlanEvent(Base, Stamped):
    """What happened to a goal or measure on the frozen text: done, value, new date, obstacle (decision 18)."""

    __tablename__ = "plan_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"))
    kind: Mapped[str]
    """`status`, `value` or `due`."""
    on_date: Mapped[dt.date]
    value: Mapped[Any] = mapped_column(type_json)
    obstacle: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PlanSignature(Base):
    """A signature under a Fassung."""

    __tablename__ = "plan_signatures"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    part: Mapped[str]
    """`person`, `im` or `interpreter`."""
    name: Mapped[str]
    signed_on: Mapped[dt.date]


class PlanSupplement(Base, Stamped):
    """A small dated correction without a new Fassung (Ergänzung)."""

    __tablename__ = "plan_supplements"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    on_date: Mapped[dt.date]
    text: Mapped[str]
    text_translated: Mapped[str] = mapped_column(default="")


class PlanDocument(Base, Stamped):
    """The PDF of a Fassung as it was printed, so that a reprint is identical."""

    __tablename__ = "plan_documents"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[SheetKind] = coded(SheetKind)
    variant: Mapped[SheetVariant] = coded(SheetVariant)
    language: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str]
