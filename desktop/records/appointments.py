"""Appointments with their outcome."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, Versioned, coded
from desktop.talk_terms import AppointmentStatus, TalkKind, TalkWay


class Appointment(Base, Versioned, Stamped):
    """One appointment of one user, with persons of a case or without."""

    __tablename__ = "appointments"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    """Stays the same in every ICS file, so that calendars update instead of doubling; says nothing about the person."""
    on_date: Mapped[dt.date] = mapped_column(index=True)
    start_time: Mapped[str]
    """HH:MM"""
    minutes: Mapped[int]
    title: Mapped[str]
    kind: Mapped[TalkKind] = coded(TalkKind, TalkKind.COUNSELLING)
    way: Mapped[TalkWay] = coded(TalkWay, TalkWay.OFFICE)
    place: Mapped[str] = mapped_column(default="")
    bring_along: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    status: Mapped[AppointmentStatus] = coded(AppointmentStatus, AppointmentStatus.PLANNED)
    outcome: Mapped[str] = mapped_column(default="")
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id", ondelete="SET NULL"))
    """The note made of it."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Counts changes of time or place, for ICS."""
    persons: Mapped[list[AppointmentPerson]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class AppointmentPerson(Base):
    """A person invited."""

    __tablename__ = "appointment_persons"
    __table_args__ = (UniqueConstraint("appointment_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
