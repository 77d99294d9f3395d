"""Reads `resources/demo/stories.toml`: the families of Musterlingen and what happened to them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from desktop import paths
from desktop.commands.town.course import Course, course_of
from desktop.person_terms import GermanLevel, InterpreterNeed, ResidenceKind, Sex
from desktop.terms import AttachmentKind, CaseStatus, Need, PartialDate, PlanKind

T = TypeVar("T")


@dataclass(frozen=True)
class PersonStory:
    """A person of a story; months count back from today, `title_months` forward."""

    given: str
    script: str
    birth: PartialDate
    sex: Sex
    country: str
    languages: tuple[str, ...]
    level: GermanLevel | None
    interpreter: InterpreterNeed | None
    entry_months: int | None
    assigned_months: int
    title: ResidenceKind
    title_months: int
    school: str
    profession: str
    income: str
    phone: str


@dataclass(frozen=True)
class RatingStory:
    """A line of the result page; `person` is the place in the family."""

    person: int
    area: str
    need: Need
    resource: int
    self_rating: int
    importance: int
    well: str
    missing: str


@dataclass(frozen=True)
class StepStory:
    """A step in own words."""

    text: str
    translated: str
    weeks: int


@dataclass(frozen=True)
class GoalStory:
    """A goal of the catalogue (`key`) or in own words (`text`)."""

    key: str
    area: str
    text: str
    translated: str
    indicator: str
    person: int | None
    steps: tuple[str, ...]
    own_steps: tuple[StepStory, ...]
    start: int | None
    now: int | None
    target: int | None
    done: tuple[int, ...]
    """Steps that are done already, by place."""


@dataclass(frozen=True)
class PlanStory:
    """A plan and how far it has come: `draft`, `agreeing` or `in_force`."""

    kind: PlanKind
    person: int | None
    state: str
    strengths: str
    strengths_translated: str
    talk_days: int | None
    talk_time: str
    in_force_days: int
    review_in: int | None
    """In how many days the review is due; None for three months."""
    goals: tuple[GoalStory, ...]


@dataclass(frozen=True)
class DocumentStory:
    """A paper in the file; `proves` is a step of the plan by the places of goal and step."""

    title: str
    kind: AttachmentKind
    person: int | None
    weeks: int
    proves: tuple[int, int] | None
    sender: str
    lines: tuple[str, ...]
    pages: int
    note: str


@dataclass(frozen=True)
class FamilyStory:
    """One family, or one person alone."""

    name: str
    language: str
    status: CaseStatus
    street: str
    persons: tuple[PersonStory, ...]
    ratings: tuple[RatingStory, ...]
    plan: PlanStory | None
    documents: tuple[DocumentStory, ...]
    responsible: str
    """Name of the colleague; empty for the user of the demo."""
    course: Course


@cache
def stories() -> tuple[FamilyStory, ...]:
    """All stories as shipped."""
    text = paths.resource("demo", "stories.toml").read_text(encoding="utf-8")
    return tuple(_family(entry) for entry in tomllib.loads(text)["family"])


def _family(entry: dict[str, Any]) -> FamilyStory:
    return FamilyStory(
        entry["name"], entry["print"], CaseStatus(entry["status"]), entry["street"],
        tuple(_person(person) for person in entry["person"]),
        tuple(_rating(rating) for rating in entry.get("rating", ())),
        _plan(entry["plan"]) if "plan" in entry else None,
        tuple(_document(document) for document in entry.get("document", ())),
        entry.get("responsible", ""), course_of(entry),
    )


def _person(entry: dict[str, Any]) -> PersonStory:
    level, interpreter = entry.get("level"), entry.get("interpreter")
    return PersonStory(
        entry["given"], entry.get("script", ""), PartialDate.parse(entry["birth"]), Sex(entry["sex"]),
        entry["country"], tuple(entry["languages"]), GermanLevel(level) if level else None,
        InterpreterNeed(interpreter) if interpreter else None, entry.get("entry_months"), entry["assigned_months"],
        ResidenceKind(entry["title"]), entry["title_months"],
        *(entry.get(name, "") for name in ("school", "profession", "income", "phone")),
    )


def _rating(entry: dict[str, Any]) -> RatingStory:
    return RatingStory(
        entry["person"], entry["area"], Need(entry["need"]), entry["resource"], entry["self"], entry["importance"],
        entry["well"], entry["missing"],
    )


def _plan(entry: dict[str, Any]) -> PlanStory:
    return PlanStory(
        PlanKind(entry["kind"]), entry.get("person"), entry["state"], entry["strengths"],
        entry["strengths_translated"], entry.get("talk_days"), entry.get("talk_time", ""),
        entry.get("in_force_days", 10), entry.get("review_in"),
        tuple(_goal(goal) for goal in entry["goal"]),
    )


def _goal(entry: dict[str, Any]) -> GoalStory:
    own = tuple(StepStory(step["text"], step["translated"], step["weeks"]) for step in entry.get("own_steps", ()))
    return GoalStory(
        key=entry.get("key", ""), area=entry.get("area", ""), text=entry.get("text", ""),
        translated=entry.get("translated", ""), indicator=entry.get("indicator", ""), person=entry.get("person"),
        steps=tuple(entry.get("steps", ())), own_steps=own, start=entry.get("start"), now=entry.get("now"),
        target=entry.get("target"), done=tuple(entry.get("done", ())),
    )


def _document(entry: dict[str, Any]) -> DocumentStory:
    return DocumentStory(
        entry["title"], AttachmentKind(entry["kind"]), entry.get("person"), entry["weeks"],
        (entry["proves"][0], entry["proves"][1]) if "proves" in entry else None, entry["sender"],
        tuple(entry["lines"]), entry.get("pages", 1), entry.get("note", ""),
    )
