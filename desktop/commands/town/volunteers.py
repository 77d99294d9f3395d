"""Reads `resources/demo/volunteers.toml`: the volunteers of Musterlingen, the needs, and what became of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop import paths
from desktop.casework.volunteers.register.groups import GroupEntry
from desktop.casework.volunteers.register.volunteer_rows import SpokenLanguage
from desktop.casework.volunteers.week_times import Span
from desktop.person_terms import Sex
from desktop.volunteer_terms import (
    Activity,
    Allowance,
    GenderWish,
    LanguageSkill,
    MatchEnd,
    MatchStage,
    NeedEnd,
    Sponsorship,
    TargetGroup,
    VolunteerStatus,
)

WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")


@dataclass(frozen=True)
class VolunteerStory:
    """One volunteer; `path` are months back from today at which a status was reached."""

    given: str
    facts: dict[str, Any]
    """Fields of VolunteerFacts that are plain values."""
    group: str
    languages: tuple[SpokenLanguage, ...]
    times: tuple[Span, ...]
    since_months: int | None
    consents: bool
    path: tuple[tuple[VolunteerStatus, int], ...]
    papers: tuple[tuple[str, float, str], ...]
    """Kind, months back, title."""
    contacts: tuple[tuple[str, int, str], ...]
    """Kind, months back, text."""
    pause: tuple[int, int] | None
    """Weeks since it began, days until it ends."""
    ended_months: int | None


@dataclass(frozen=True)
class NeedStory:
    """A need of a family of the stories; `person` is the place in it, None for all of them."""

    key: str
    family: str
    person: int | None
    weeks: int
    facts: dict[str, Any]
    """Fields of NeedFacts."""


@dataclass(frozen=True)
class MatchStory:
    """A match; `steps` are weeks back from today at which a stage was reached."""

    need: str
    volunteer: str
    steps: tuple[tuple[MatchStage, int], ...]
    meeting_due_days: int | None
    """In how many days they meet; None where the meeting is among the steps or not planned."""
    place: str
    task: str
    times: tuple[Span, ...]
    check_ins: tuple[tuple[int, str], ...]
    """Weeks back and what was said."""
    end: MatchEnd | None
    end_note: str
    need_end: NeedEnd | None


@dataclass(frozen=True)
class HoursStory:
    """The same every so many weeks, on a weekday."""

    volunteer: str
    match: str
    """Key of the need; empty for an activity without a match."""
    activity: Activity | None
    weekday: int
    weeks: range
    facts: dict[str, Any]
    """Fields of HoursEntry."""


@dataclass(frozen=True)
class VolunteerStories:
    groups: tuple[GroupEntry, ...]
    volunteers: tuple[VolunteerStory, ...]
    needs: tuple[NeedStory, ...]
    matches: tuple[MatchStory, ...]
    hours: tuple[HoursStory, ...]


@cache
def volunteer_stories() -> VolunteerStories:
    """Everything as shipped."""
    content = tomllib.loads(paths.resource("demo", "volunteers.toml").read_text(encoding="utf-8"))
    return VolunteerStories(
        tuple(GroupEntry(**entry) for entry in content["group"]), tuple(map(_volunteer, content["volunteer"])),
        tuple(map(_need, content["need"])), tuple(map(_match, content["match"])), tuple(map(_hours, content["hours"])),
    )  # fmt: skip


def _volunteer(entry: dict[str, Any]) -> VolunteerStory:
    plain = ("street", "phone", "email", "organisation", "profession", "birthday", "own_flight", "may_show_contact")
    renamed = {"family": "family_name", "given": "given_names", "born": "birth_year", "minutes": "minutes_per_week",
               "most": "most_matches", "car": "has_car", "minors": "works_with_minors",
               "radius": "radius_km"}  # fmt: skip
    facts: dict[str, Any] = {key: entry[key] for key in plain if key in entry}
    facts |= {field: entry[key] for key, field in renamed.items() if key in entry}
    facts |= {"sex": Sex(entry["sex"]), "allowance": Allowance(entry.get("allowance", "none"))}
    facts |= {"activities": _codes(Activity, entry, "activities"), "interests": tuple(entry.get("interests", ()))}
    facts |= {key: _codes(TargetGroup, entry, key) for key in ("target_groups", "excluded_groups")}
    pause = (entry["pause_weeks"], entry["pause_due_days"]) if "pause_weeks" in entry else None
    return VolunteerStory(
        entry["given"], facts, entry.get("group", ""), tuple(map(_language, entry.get("languages", ()))),
        _times(entry), entry.get("since_months"), not entry.get("without_consent", False),
        tuple((VolunteerStatus(status), months) for status, months in entry["path"].items()),
        tuple(map(_paper, entry.get("papers", ()))), tuple(map(_contact, entry.get("contacts", ()))), pause,
        entry.get("ended_months"),
    )  # fmt: skip


def _need(entry: dict[str, Any]) -> NeedStory:
    facts: dict[str, Any] = {"minutes_per_week": entry.get("minutes"), "task": entry["task"]}
    facts["with_children"] = entry.get("with_children", False)
    facts |= {"activity": Activity(entry["activity"]), "times": _times(entry)}
    facts |= {key: tuple(entry.get(key, ())) for key in ("languages", "interests")}
    facts["sponsorship"] = Sponsorship(entry.get("sponsorship", "single"))
    facts["gender_wish"] = GenderWish(entry.get("gender_wish", "any"))
    return NeedStory(entry.get("key", ""), entry["family"], entry.get("person"), entry["weeks"], facts)


def _match(entry: dict[str, Any]) -> MatchStory:
    return MatchStory(
        entry["need"], entry["volunteer"],
        tuple((MatchStage(stage), weeks) for stage, weeks in entry["steps"].items()), entry.get("meeting_due_days"),
        entry.get("place", ""), entry.get("task", ""), _times(entry),
        tuple((int(weeks), said) for weeks, said in (text.split(" ", 1) for text in entry.get("check_ins", ()))),
        MatchEnd(entry["end"]) if "end" in entry else None, entry.get("end_note", ""),
        NeedEnd(entry["need_end"]) if "need_end" in entry else None,
    )  # fmt: skip


def _hours(entry: dict[str, Any]) -> HoursStory:
    facts: dict[str, Any] = {key: entry[key] for key in ("minutes", "metres", "note") if key in entry}
    facts |= {"expenses_cents": entry.get("expenses", 0), "allowance_cents": entry.get("allowance", 0)}
    weeks = range(entry["from_weeks"], entry["to_weeks"] - 1, -entry.get("every", 1))
    activity = Activity(entry["activity"]) if "activity" in entry else None
    return HoursStory(entry["volunteer"], entry.get("match", ""), activity, WEEKDAYS.index(entry["weekday"]), weeks,
                      facts)  # fmt: skip


def _codes(kind: Any, entry: dict[str, Any], key: str) -> tuple[Any, ...]:  # noqa: ANN401 - Activity or TargetGroup
    return tuple(kind(code) for code in entry.get(key, ()))


def _language(text: str) -> SpokenLanguage:
    code, skill = text.split()
    return SpokenLanguage(code, LanguageSkill(skill))


def _times(entry: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(map(_span, entry.get("times", ())))


def _span(text: str) -> Span:
    """„di 16:00-18:00“."""
    day, hours = text.split()
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in hours.split("-"))
    return Span(WEEKDAYS.index(day), start, end)


def _paper(text: str) -> tuple[str, float, str]:
    kind, months, *title = text.split(" ", 2)
    return kind, float(months), title[0] if title else ""


def _contact(text: str) -> tuple[str, int, str]:
    kind, months, said = text.split(" ", 2)
    return kind, int(months), said
