"""Volunteers with what they can, when they can, their papers and what was talked about with them (domain 6.1, 6.2).

There is no place for a copy of a conduct certificate: neither here nor among the attachments, which belong to cases.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desktop.person_terms import Salutation, Sex
from desktop.records.base import Base, Stamped, Versioned, coded, type_json
from desktop.volunteer_terms import (
    Allowance,
    Cover,
    LanguageSkill,
    OnBehalfOf,
    PaperKind,
    VolunteerContactKind,
    VolunteerStatus,
)


class VolunteerGroup(Base, Versioned, Stamped):
    """A Helferkreis, a club or an initiative volunteers belong to."""

    __tablename__ = "volunteer_groups"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    contact: Mapped[str] = mapped_column(default="")
    """Who speaks for the group."""
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)


class Volunteer(Base, Versioned, Stamped):
    """One volunteer. Whoever is a client, too, has a record as a person beside this one; rights stay apart."""

    __tablename__ = "volunteers"
    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str]
    given_names: Mapped[str] = mapped_column(default="")
    folded_name: Mapped[str] = mapped_column(default="", index=True)
    """Search form of the name, see `casework/search/folding.py`."""
    salutation: Mapped[Salutation | None] = coded(Salutation)
    sex: Mapped[Sex | None] = coded(Sex)
    birth_year: Mapped[int | None]
    birthday: Mapped[str] = mapped_column(default="")
    """„MM-DD“ for congratulations, empty when unknown."""
    street: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    group_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_groups.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id", ondelete="SET NULL"), index=True)
    """The same human being as a client; None for most."""
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    """Who of the office keeps in touch and sees to papers and matches; None for everybody."""
    activities: Mapped[list[str]] = mapped_column(type_json, default=list)
    """Codes of Activity."""
    target_groups: Mapped[list[str]] = mapped_column(type_json, default=list)
    """Preferred; codes of TargetGroup."""
    excluded_groups: Mapped[list[str]] = mapped_column(type_json, default=list)
    """Not wished; codes of TargetGroup. A hard limit."""
    excluded_activities: Mapped[list[str]] = mapped_column(type_json, default=list)
    """Not wished; codes of Activity. A hard limit."""
    exclusions: Mapped[str] = mapped_column(default="")
    """What else is not wished, in words."""
    interests: Mapped[list[str]] = mapped_column(type_json, default=list)
    profession: Mapped[str] = mapped_column(default="")
    minutes_per_week: Mapped[int | None]
    """How much time there is in all."""
    available_from: Mapped[dt.date | None]
    available_until: Mapped[dt.date | None]
    """The last day."""
    area: Mapped[str] = mapped_column(default="")
    """Place or part of town to be active in; empty for the own one."""
    radius_km: Mapped[int | None]
    has_car: Mapped[bool | None]
    most_matches: Mapped[int] = mapped_column(default=1)
    """How many matches at the same time."""
    works_with_minors: Mapped[bool | None]
    own_flight: Mapped[bool | None]
    """Own experience of flight, told freely or not at all."""
    status: Mapped[VolunteerStatus] = coded(VolunteerStatus, VolunteerStatus.INTEREST)
    status_since: Mapped[dt.date]
    pause_until: Mapped[dt.date | None]
    active_since: Mapped[dt.date | None]
    """First day of the Ehrenamt, for anniversaries; older than the record, maybe."""
    ended_on: Mapped[dt.date | None] = mapped_column(index=True)
    end_note: Mapped[str] = mapped_column(default="")
    first_talk_on: Mapped[dt.date | None]
    first_talk_with: Mapped[str] = mapped_column(default="")
    consent_on: Mapped[dt.date | None]
    """Day of the consent to keep these data; None while there is only interest."""
    consent_version: Mapped[str] = mapped_column(default="")
    """Edition of the text that was signed."""
    consent_withdrawn_on: Mapped[dt.date | None]
    may_show_contact: Mapped[bool] = mapped_column(default=False)
    """Whether the consent covers giving phone and mail to a matched client."""
    allowance: Mapped[Allowance] = coded(Allowance, Allowance.NONE)
    note: Mapped[str] = mapped_column(default="")

    languages: Mapped[list[VolunteerLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="VolunteerLanguage.position", lazy="selectin"
    )
    times: Mapped[list[VolunteerTime]] = relationship(
        cascade="all, delete-orphan", order_by="(VolunteerTime.weekday, VolunteerTime.start)", lazy="selectin"
    )

    @property
    def name(self) -> str:
        """As in lists: family name, given names."""
        return ", ".join(part for part in (self.family_name, self.given_names) if part)


class VolunteerLanguage(Base):
    """A language a volunteer speaks; `code` is a CLDR code."""

    __tablename__ = "volunteer_languages"
    __table_args__ = (UniqueConstraint("volunteer_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str]
    skill: Mapped[LanguageSkill] = coded(LanguageSkill, LanguageSkill.GOOD)


class VolunteerTime(Base):
    """A span of the week a volunteer usually has time. Spans of one volunteer neither touch nor overlap."""

    __tablename__ = "volunteer_times"
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    """0 for Monday to 6."""
    start: Mapped[int]
    """Minutes after midnight."""
    end: Mapped[int]


class VolunteerStatusEntry(Base, Stamped):
    """A status the volunteer had from a day on."""

    __tablename__ = "volunteer_statuses"
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    status: Mapped[VolunteerStatus] = coded(VolunteerStatus)
    since: Mapped[dt.date]
    note: Mapped[str] = mapped_column(default="")


class VolunteerPaper(Base, Versioned, Stamped):
    """A paper that was seen or signed. The newest of a kind counts, older ones are its history."""

    __tablename__ = "volunteer_papers"
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PaperKind] = coded(PaperKind)
    issued_on: Mapped[dt.date | None]
    """Day of issue of the conduct certificate, of signing of the others."""
    seen_on: Mapped[dt.date | None]
    """Day of inspection."""
    seen_by: Mapped[str] = mapped_column(default="")
    """Who looked at it."""
    no_entries: Mapped[bool | None]
    """Conduct certificate: „keine einschlägigen Eintragungen“."""
    is_proven: Mapped[bool | None]
    """Measles: whether protection was proven."""
    valid_until: Mapped[dt.date | None] = mapped_column(index=True)
    """Last day it counts; of the conduct certificate the day of the next inspection."""
    title: Mapped[str] = mapped_column(default="")
    """Topic of a training, edition of a signed text."""
    on_behalf_of: Mapped[OnBehalfOf | None] = coded(OnBehalfOf)
    cover: Mapped[Cover | None] = coded(Cover)
    note: Mapped[str] = mapped_column(default="")


class VolunteerContact(Base, Versioned, Stamped):
    """Something talked about with a volunteer."""

    __tablename__ = "volunteer_contacts"
    id: Mapped[int] = mapped_column(primary_key=True)
    volunteer_id: Mapped[int] = mapped_column(ForeignKey("volunteers.id", ondelete="CASCADE"), index=True)
    match_id: Mapped[int | None] = mapped_column(ForeignKey("volunteer_matches.id", ondelete="SET NULL"))
    kind: Mapped[VolunteerContactKind] = coded(VolunteerContactKind)
    on_date: Mapped[dt.date]
    text: Mapped[str] = mapped_column(default="")
    resolved_on: Mapped[dt.date | None]
    """Of a note of overload: when it was settled."""


class VolunteerImport(Base, Stamped):
    """A list of volunteers taken over, with the ids it made, so that it can be taken back."""

    __tablename__ = "volunteer_imports"
    id: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[list[int]] = mapped_column(type_json, default=list)
    mapping: Mapped[dict[str, str]] = mapped_column(type_json, default=dict)
    """Heading → field, to be proposed again."""
    undone_on: Mapped[dt.date | None]
