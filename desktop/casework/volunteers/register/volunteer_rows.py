"""What is entered of a volunteer and what lists, the file and choices show: plain values, no record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Self

from desktop.casework.plain_text import LONGEST_NAME, LONGEST_REMARK, one_line, short_line, short_lines
from desktop.casework.volunteers.week_times import Span
from desktop.person_terms import Salutation, Sex
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import (
    Activity,
    Allowance,
    LanguageSkill,
    TargetGroup,
    VolunteerContactKind,
    VolunteerStatus,
)

_LINES = frozenset({"exclusions", "note"})
_CODES = {
    "activities": Activity, "excluded_activities": Activity, "target_groups": TargetGroup,
    "excluded_groups": TargetGroup,
}  # fmt: skip


@dataclass(frozen=True)
class SpokenLanguage:
    """A language a volunteer speaks, by CLDR code."""

    code: str
    skill: LanguageSkill = LanguageSkill.GOOD


@dataclass(frozen=True)
class VolunteerFacts:
    """Everything of a volunteer that is entered by hand (domain 6.1); names of the record's columns.

    Texts are empty when unknown, `birthday` is „MM-DD“. Status, pause, end, the withdrawal of the consent and the link
    to a client have use cases of their own.
    """

    family_name: str = ""
    given_names: str = ""
    salutation: Salutation | None = None
    sex: Sex | None = None
    birth_year: int | None = None
    birthday: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    organisation: str = ""
    group_id: int | None = None
    activities: tuple[Activity, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    excluded_groups: tuple[TargetGroup, ...] = ()
    excluded_activities: tuple[Activity, ...] = ()
    exclusions: str = ""
    interests: tuple[str, ...] = ()
    profession: str = ""
    minutes_per_week: int | None = None
    available_from: dt.date | None = None
    available_until: dt.date | None = None
    area: str = ""
    radius_km: int | None = None
    has_car: bool | None = None
    most_matches: int = 1
    works_with_minors: bool | None = None
    own_flight: bool | None = None
    active_since: dt.date | None = None
    first_talk_on: dt.date | None = None
    first_talk_with: str = ""
    consent_on: dt.date | None = None
    consent_version: str = ""
    may_show_contact: bool = False
    allowance: Allowance = Allowance.NONE
    note: str = ""
    responsible_id: int | None = None
    """Who of the office keeps in touch."""

    @classmethod
    def of(cls, volunteer: Volunteer) -> Self:
        values = {field.name: getattr(volunteer, field.name) for field in fields(cls)}
        for name, kind in _CODES.items():
            values[name] = tuple(kind(code) for code in values[name])
        values["interests"] = tuple(values["interests"])
        return cls(**values)

    def cleaned(self) -> Self:
        """Without anything invisible in its texts. Raises CaseworkError for a text that is too long."""
        texts: dict[str, Any] = {name: value for name, value in vars(self).items() if type(value) is str and value}
        for name, text in texts.items():
            long = name in _LINES
            texts[name] = short_lines(text, name, LONGEST_REMARK) if long else short_line(text, name, LONGEST_NAME)
        interests = (short_line(text, "interests", LONGEST_NAME) for text in self.interests)
        texts["interests"] = tuple(dict.fromkeys(text for text in interests if text))
        return replace(self, **texts)

    def columns(self) -> dict[str, Any]:
        """Values as the record's columns take them; lists in the order of the catalogue."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        for name, kind in _CODES.items():
            values[name] = [code.value for code in kind if code in values[name]]
        values["interests"] = list(self.interests)
        return values

    @property
    def name(self) -> str:
        """As in lists: family name, given names."""
        return ", ".join(part for part in (one_line(self.family_name), one_line(self.given_names)) if part)


class ConsentState(StrEnum):
    """Whether a volunteer's data may be kept."""

    NONE = "none"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class VolunteerRow:
    """A line of the register. `running` are matches that take time, `most_matches` how many there may be.

    `papers` says what is missing or runs out in words, empty while all is well.
    """

    id: int
    name: str
    status: VolunteerStatus
    status_since: dt.date
    pause_until: dt.date | None
    activities: tuple[Activity, ...]
    town: str
    group_id: int | None
    group: str
    organisation: str
    phone: str
    email: str
    most_matches: int
    papers: str
    papers_blocked: bool
    consent: ConsentState
    languages: tuple[SpokenLanguage, ...] = ()
    times: tuple[Span, ...] = ()
    running: int = 0
    overloaded: bool = False
    last_contact_on: dt.date | None = None
    responsible_id: int | None = None
    responsible: str = ""
    """Who of the office keeps in touch; empty for everybody."""

    @property
    def free(self) -> int:
        """How many more matches there is room for."""
        return max(0, self.most_matches - self.running)


@dataclass(frozen=True)
class VolunteerHead:
    """The head of a volunteer's file."""

    id: int
    name: str
    given: str
    status: VolunteerStatus
    status_since: dt.date
    pause_until: dt.date | None
    ended_on: dt.date | None
    activities: tuple[Activity, ...]
    languages: tuple[SpokenLanguage, ...]
    town: str
    phone: str
    email: str
    group: str
    running: int
    most_matches: int
    papers: str
    """What is missing or runs out next, in words; empty while all is well."""
    papers_blocked: bool
    overload_on: dt.date | None
    """Day of the oldest note of overload that is not settled."""
    consent: ConsentState
    row_version: int
    responsible: str = ""
    forgotten: bool = False
    """Everything personal was deleted."""

    @property
    def free(self) -> int:
        """How many more matches there is room for."""
        return max(0, self.most_matches - self.running)


@dataclass(frozen=True)
class VolunteerDetail:
    """Everything the profile shows of one volunteer."""

    id: int
    facts: VolunteerFacts
    languages: tuple[SpokenLanguage, ...]
    times: tuple[Span, ...]
    status: VolunteerStatus
    consent_withdrawn_on: dt.date | None
    row_version: int


@dataclass(frozen=True)
class StatusRow:
    """A status from a day on, as in the history."""

    id: int
    status: VolunteerStatus
    since: dt.date
    note: str
    by: str


@dataclass(frozen=True)
class ContactRow:
    """Something talked about with a volunteer. `by` is who entered it."""

    id: int
    volunteer_id: int
    match_id: int | None
    kind: VolunteerContactKind
    on_date: dt.date
    text: str
    resolved_on: dt.date | None
    by: str
    row_version: int


def consent_state(volunteer: Volunteer) -> ConsentState:
    """The consent as it is now."""
    if volunteer.consent_withdrawn_on is not None:
        return ConsentState.WITHDRAWN
    return ConsentState.GIVEN if volunteer.consent_on is not None else ConsentState.NONE


def language_rows(volunteer: Volunteer) -> tuple[SpokenLanguage, ...]:
    """Languages in the order entered."""
    return tuple(SpokenLanguage(spoken.code, spoken.skill) for spoken in volunteer.languages)


def time_rows(volunteer: Volunteer) -> tuple[Span, ...]:
    """Times of the week in their order."""
    return tuple(Span(time.weekday, time.start, time.end) for time in volunteer.times)
