"""Things to do and dates to watch: own tasks, what somebody is asked to approve, what became of a rule's date."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.records.base import Base, Stamped, UtcDateTime, Versioned, coded
from desktop.talk_terms import ApprovalAnswer, ApprovalOf, DeadlineAnswer, TaskStatus


class Task(Base, Versioned, Stamped):
    """Something to do by somebody until a day."""

    __tablename__ = "tasks"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"))
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("talks.id", ondelete="SET NULL"))
    """The talk it was agreed in."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """Who does it; None for the responsible person of the case."""
    title: Mapped[str]
    due_on: Mapped[dt.date | None] = mapped_column(index=True)
    status: Mapped[TaskStatus] = coded(TaskStatus, TaskStatus.OPEN)
    rule: Mapped[str] = mapped_column(default="")
    """Key of the standard first step it came from; empty for one made by hand."""
    note: Mapped[str] = mapped_column(default="")
    done_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[int | None]


class Approval(Base, Versioned, Stamped):
    """Somebody was asked to look at something before it counts (four eyes), and what they said."""

    __tablename__ = "approvals"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    what: Mapped[ApprovalOf] = coded(ApprovalOf)
    subject_id: Mapped[int]
    """Id of the assessment, the Fassung, or the case that is to end."""
    asked_of: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    note: Mapped[str] = mapped_column(default="")
    answer: Mapped[ApprovalAnswer | None] = coded(ApprovalAnswer)
    answer_note: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None]


class DeadlineMark(Base, Stamped):
    """What was decided about a date that follows from a rule (domain 1.5): done, moved or handed over."""

    __tablename__ = "deadline_marks"
    __table_args__ = (UniqueConstraint("rule", "subject_id", "due_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str]
    """Key of the rule."""
    subject_id: Mapped[int]
    """Id of the person, case, plan version … the rule is about."""
    due_on: Mapped[dt.date]
    """The day the rule gave; a new day of the rule is a new date."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    answer: Mapped[DeadlineAnswer] = coded(DeadlineAnswer)
    moved_to: Mapped[dt.date | None]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    """To whom it was handed over."""
    note: Mapped[str] = mapped_column(default="")
