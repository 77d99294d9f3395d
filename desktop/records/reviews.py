"""Reviewing a plan (domain 3.2): what came of each step and goal, and who agreed to what."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, UtcDateTime, Versioned, coded, type_json
from desktop.talk_terms import GoalConsentForm
from desktop.terms import GoalStatus, MeasureStatus


class Review(Base, Versioned, Stamped):
    """A review of a Fassung; finished, it has led to the next one (or to the end of the plan)."""

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_versions.id", ondelete="CASCADE"), index=True)
    held_on: Mapped[dt.date]
    participants: Mapped[list[str]] = mapped_column(type_json, default=list)
    reason: Mapped[str] = mapped_column(default="")
    """Why the plan goes on changed; demanded before it is finished."""
    next_review_on: Mapped[dt.date | None]
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessments.id", ondelete="SET NULL"))
    """The result page filled again."""
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id", ondelete="SET NULL"))
    new_version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_versions.id", ondelete="SET NULL"))
    finished_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    measures: Mapped[list[ReviewMeasure]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    goals: Mapped[list[ReviewGoal]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class ReviewMeasure(Base):
    """What came of a step."""

    __tablename__ = "review_measures"
    __table_args__ = (UniqueConstraint("review_id", "measure_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id", ondelete="CASCADE"))
    result: Mapped[MeasureStatus] = coded(MeasureStatus)
    obstacle: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    new_due_on: Mapped[dt.date | None]


class ReviewGoal(Base):
    """Where a goal stands at a review."""

    __tablename__ = "review_goals"
    __table_args__ = (UniqueConstraint("review_id", "goal_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id", ondelete="CASCADE"))
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    status: Mapped[GoalStatus | None] = coded(GoalStatus)
    value_now: Mapped[int | None]
    """0–10"""
    self_rating: Mapped[int | None]
    """Five faces, 1–5."""
    attainment: Mapped[int | None]
    """-2 … 2 on the goal's own scale (`GoalLevel`); 0 is as agreed."""
    note: Mapped[str] = mapped_column(default="")


class GoalLevel(Base):
    """One described step of a goal's five-step attainment scale."""

    __tablename__ = "goal_levels"
    __table_args__ = (UniqueConstraint("goal_id", "level"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    level: Mapped[int]
    """-2 … 2"""
    text: Mapped[str]
    text_translated: Mapped[str] = mapped_column(default="")


class GoalConsent(Base, Stamped):
    """Somebody agreed to a goal or refused it; refused goals stay visible."""

    __tablename__ = "goal_consents"
    id: Mapped[int] = mapped_column(primary_key=True)
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"))
    agreed: Mapped[bool]
    form: Mapped[GoalConsentForm] = coded(GoalConsentForm)
    on_date: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")
