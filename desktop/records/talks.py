"""Talks (domain 4.1): who, how, about what, what was agreed, and what only its author may read."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, Versioned, coded
from desktop.talk_terms import ContactResult, Interpreting, TalkKind, TalkWay


class Talk(Base, Versioned, Stamped):
    """One talk or try to make contact; a group talk belongs to several cases."""

    __tablename__ = "talks"
    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[dt.date] = mapped_column(index=True)
    start_time: Mapped[str] = mapped_column(default="")
    """HH:MM or empty."""
    minutes: Mapped[int | None]
    kind: Mapped[TalkKind] = coded(TalkKind, TalkKind.COUNSELLING)
    way: Mapped[TalkWay] = coded(TalkWay, TalkWay.OFFICE)
    place: Mapped[str] = mapped_column(default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """Who led it."""
    interpreting: Mapped[Interpreting] = coded(Interpreting, Interpreting.NONE)
    interpreter_language: Mapped[str] = mapped_column(default="")
    interpreter_cents: Mapped[int | None]
    occasion: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    """Result or agreement."""
    contact_result: Mapped[ContactResult | None] = coded(ContactResult)
    """Only for a try to make contact."""
    counts: Mapped[bool] = mapped_column(default=True)
    """Whether it counts as Beratungsgespräch: proposed from the kind, changeable."""
    group_title: Mapped[str] = mapped_column(default="")
    participants: Mapped[str] = mapped_column(default="")
    """Who else was there (name, office), one per line; of a case conference or a talk with others."""
    cases: Mapped[list[TalkCase]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    persons: Mapped[list[TalkPerson]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    topics: Mapped[list[TalkTopic]] = relationship(
        cascade="all, delete-orphan", order_by="TalkTopic.position", lazy="selectin"
    )
    events: Mapped[list[TalkEvent]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class TalkCase(Base):
    """A case the talk belongs to."""

    __tablename__ = "talk_cases"
    __table_args__ = (UniqueConstraint("talk_id", "case_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)


class TalkPerson(Base):
    """A person who took part."""

    __tablename__ = "talk_persons"
    __table_args__ = (UniqueConstraint("talk_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)


class TalkTopic(Base):
    """One topic of a talk with its own text and minutes."""

    __tablename__ = "talk_topics"
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    area: Mapped[str]
    """Key of the Handlungsfeld; S3 areas are shown and indexed as such."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    """Whom it concerns alone (a confidential area of that adult, DS-05); None for all in the talk."""
    text: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]


class TalkEvent(Base):
    """A mark on the plan made in the talk: ticking a step off *is* the note."""

    __tablename__ = "talk_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)
    plan_event_id: Mapped[int] = mapped_column(ForeignKey("plan_events.id", ondelete="CASCADE"))


class PrivateNote(Base, Versioned, Stamped):
    """A note that only its author may read; never searched, printed or exported for anybody else."""

    __tablename__ = "private_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]


class TextBlock(Base, Versioned, Stamped):
    """A ready sentence for notes, of one user or of the whole office."""

    __tablename__ = "text_blocks"
    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    short: Mapped[str]
    """What is typed to get it."""
    text: Mapped[str]
    area: Mapped[str] = mapped_column(default="")
