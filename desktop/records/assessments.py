"""Assessments: one table of answers (decision 19) and the result page."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, Versioned, coded, type_json
from desktop.terms import AssessmentKind, Need, Origin, Protection, SkipReason


class Assessment(Base, Versioned, Stamped):
    """One structured talk about needs and resources; later ones stand beside it, never on top of it."""

    __tablename__ = "assessments"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    kind: Mapped[AssessmentKind] = coded(AssessmentKind)
    started_on: Mapped[dt.date]
    finished_on: Mapped[dt.date | None]
    answers: Mapped[list[Answer]] = relationship(cascade="all, delete-orphan")
    ratings: Mapped[list[AreaRating]] = relationship(cascade="all, delete-orphan")


class Answer(Base):
    """One answer to one question, of one person or (person empty) of the family."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("assessment_id", "person_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    key: Mapped[str]
    value: Mapped[Any] = mapped_column(type_json)
    origin: Mapped[Origin] = coded(Origin, Origin.SELF)
    as_of: Mapped[dt.date]
    skip: Mapped[SkipReason | None] = coded(SkipReason)
    protection: Mapped[Protection] = coded(Protection, Protection.S1)
    note: Mapped[str] = mapped_column(default="")


class AreaRating(Base):
    """Result page: one area for one person (or the family)."""

    __tablename__ = "area_ratings"
    __table_args__ = (UniqueConstraint("assessment_id", "person_id", "area"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    area: Mapped[str]
    need: Mapped[Need | None] = coded(Need)
    resource: Mapped[int | None]
    """0–3"""
    self_rating: Mapped[int | None]
    """1–5, five faces from very bad to very good"""
    importance: Mapped[int | None]
    """1–3"""
    going_well: Mapped[str] = mapped_column(default="")
    missing: Mapped[str] = mapped_column(default="")
