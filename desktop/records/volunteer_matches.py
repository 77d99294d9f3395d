"""Needs for a volunteer, matches with their life cycle, and hours with expenses (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.records.base import Base, Stamped, Versioned, coded, type_json
from desktop.volunteer_terms import (
    Activity,
    Allowance,
    GenderWish,
    MatchEnd,
    MatchStage,
    NeedEnd,
    NeedStatus,
    Sponsorship,
)


class VolunteerNeed(Base, Versioned, Stamped):
    """Somebody of a case would like to be accompanied by a volunteer."""

    __tablename__ = "volunteer_needs"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="CASCADE"), index=True)
    """Whom it is for; None for the whole family."""
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id", ondelete="SET NULL"))
    """The step of the plan it came from."""
    activity: Mapped[Activity] = coded(Activity)
    task: Mapped[str] = mapped_column(default="")
    """The task in words a volunteer may read: no diagnosis, no residence data."""
    sponsorship: Mapped[Sponsorship] = coded(Sponsorship, Sponsorship.SINGLE)
    languages: Mapped[list[str]] = mapped_column(type_json, default=list)
    """CLDR codes of which one must be shared; empty where the language does not matter."""
    times: Mapped[list[Any]] = mapped_column(type_json, default=list)
    """[weekday 0–6, start, end in minutes after midnight] each; empty where any time will do."""
    minutes_per_week: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    gender_wish: Mapped[GenderWish] = coded(GenderWish, GenderWish.ANY)
    with_children: Mapped[bool] = mapped_column(default=False)
    """Minors are looked after, taught or accompanied, beside what the age of the person says."""
    interests: Mapped[list[str]] = mapped_column(type_json, default=list)
    reported_on: Mapped[dt.date] = mapped_column(index=True)
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    wanted_by: Mapped[dt.date | None]
    status: Mapped[NeedStatus] = coded(NeedStatus, NeedStatus.OPEN)
    closed_on: Mapped[dt.date | None]
    end_reason: Mapped[NeedEnd | None] = coded(NeedEnd)
    note: Mapped[str] = mapped_column(default="")
    """For the office only."""


class VolunteerMatch(Base, Versioned, Stamped):
    """A volunteer and a need, from the suggestion to the end."""

    __tablename__ = "volunteer_matches"
    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("volunteer_needs.id", ondelete="CASCADE"), index=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    stage: Mapped[MatchStage] = coded(MatchStage, MatchStage.SUGGESTED)
    reasons: Mapped[dict[str, Any]] = mapped_column(type_json, default=dict)
    """What fitted, what did not and what was unknown on the day of the suggestion, in words."""
    task: Mapped[str] = mapped_column(default="")
    """The agreed task, as on the volunteer's sheet."""
    appointment_note: Mapped[str] = mapped_column(default="")
    """Where they meet."""
    meeting_on: Mapped[dt.date | None]
    trial_until: Mapped[dt.date | None]
    agreed_on: Mapped[dt.date | None]
    """Day the agreement was signed."""
    ends_by: Mapped[dt.date | None]
    """Until when it is agreed."""
    next_check_on: Mapped[dt.date | None] = mapped_column(index=True)
    check_months: Mapped[int | None]
    """From one talk between to the next; None until it has begun."""
    ended_on: Mapped[dt.date | None]
    end_reason: Mapped[MatchEnd | None] = coded(MatchEnd)
    end_note: Mapped[str] = mapped_column(default="")
    times: Mapped[list[MatchTime]] = relationship(
        cascade="all, delete-orphan", order_by="(MatchTime.weekday, MatchTime.start)", lazy="selectin"
    )
    steps: Mapped[list[MatchStep]] = relationship(cascade="all, delete-orphan", order_by="MatchStep.id")


class MatchTime(Base):
    """A weekly time both agreed on; those of running matches of one volunteer do not overlap."""

    __tablename__ = "match_times"
    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("volunteer_matches.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    start: Mapped[int]
    """Minutes after midnight."""
    end: Mapped[int]


class MatchStep(Base, Stamped):
    """A stage the match reached, or a check-in that was held."""

    __tablename__ = "match_steps"
    id: Mapped[int] = mapped_column(primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("volunteer_matches.id", ondelete="CASCADE"), index=True)
    stage: Mapped[MatchStage | None] = coded(MatchStage)
    """None for a check-in."""
    on_date: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")
    former: Mapped[dict[str, Any]] = mapped_column(type_json, default=dict)
    """Values the step replaced, by record and column, so that it can be taken back."""


class VolunteerHours(Base, Versioned, Stamped):
    """What a volunteer did on a day, with the way and the money."""

    __tablename__ = "volunteer_hours"
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    match_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_matches.id", ondelete="SET NULL"), index=True)
    activity: Mapped[Activity] = coded(Activity)
    on_date: Mapped[dt.date] = mapped_column(index=True)
    minutes: Mapped[int]
    metres: Mapped[int] = mapped_column(default=0)
    """Way by car or bus."""
    expenses_cents: Mapped[int] = mapped_column(default=0)
    """Money laid out and given back; not part of an allowance."""
    allowance_cents: Mapped[int] = mapped_column(default=0)
    """Money that counts against the yearly limit."""
    allowance: Mapped[Allowance | None] = coded(Allowance)
    """As what it was paid, which says against which limit it counts; None where nothing was paid."""
    note: Mapped[str] = mapped_column(default="")
