"""What happened in the files of Musterlingen: talks, tasks, appointments, flags and reviews of a story.

Days count back from today for what was, and forward for what is to come.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.talk_terms import AppointmentStatus, ContactResult, Interpreting, TalkKind, TalkWay
from desktop.terms import FlagKind, GoalStatus, MeasureStatus, Need, Obstacle


@dataclass(frozen=True)
class TopicStory:
    """A topic of a talk; `person` is the place in the family whose matter alone it is."""

    area: str
    text: str
    minutes: int | None
    person: int | None


@dataclass(frozen=True)
class TalkStory:
    """A talk `ago` days before today. `done` are steps of the plan as (goal, step), `then` is the task it led to."""

    ago: int
    start: str
    minutes: int
    kind: TalkKind
    way: TalkWay
    persons: tuple[int, ...]
    interpreting: Interpreting
    contact: ContactResult | None
    occasion: str
    content: str
    outcome: str
    topics: tuple[TopicStory, ...]
    done: tuple[tuple[int, int], ...]
    then: str
    then_in: int | None
    private_note: str


@dataclass(frozen=True)
class TaskStory:
    """Something to do in `due_in` days; less than nought is overdue."""

    title: str
    due_in: int | None
    note: str


@dataclass(frozen=True)
class AppointmentStory:
    """An appointment in `due_in` days, with what came of it once it is over."""

    due_in: int
    start: str
    minutes: int
    kind: TalkKind
    way: TalkWay
    title: str
    place: str
    persons: tuple[int, ...]
    bring_along: str
    note: str
    status: AppointmentStatus
    outcome: str


@dataclass(frozen=True)
class FlagStory:
    """A flag set `ago` days before today, on the file or on one person."""

    kind: FlagKind
    reason: str
    ago: int
    person: int | None
    resolution: str


@dataclass(frozen=True)
class ResultStory:
    """Where a goal stands at a review; `steps` are (step, result, obstacle, weeks until the new day)."""

    status: GoalStatus | None
    value: int | None
    self_rating: int | None
    attainment: int | None
    note: str
    steps: tuple[tuple[int, MeasureStatus, Obstacle | None, int | None], ...]


@dataclass(frozen=True)
class NewNeedStory:
    """A line of the result page filled again."""

    area: str
    need: Need
    resource: int
    self_rating: int


@dataclass(frozen=True)
class ReviewStory:
    """A review `ago` days before today; a finished one leads to the next Fassung in force."""

    ago: int
    reason: str
    participants: tuple[str, ...]
    results: tuple[ResultStory, ...]
    needs: tuple[NewNeedStory, ...]
    finished: bool


@dataclass(frozen=True)
class Course:
    """All that happened in one file."""

    talks: tuple[TalkStory, ...] = ()
    tasks: tuple[TaskStory, ...] = ()
    appointments: tuple[AppointmentStory, ...] = ()
    flags: tuple[FlagStory, ...] = ()
    reviews: tuple[ReviewStory, ...] = ()


def course_of(entry: dict[str, Any]) -> Course:
    """The course of a family as told in `stories.toml`."""
    return Course(
        tuple(_talk(talk) for talk in entry.get("talk", ())),
        tuple(TaskStory(task["title"], task.get("in"), task.get("note", "")) for task in entry.get("task", ())),
        tuple(_appointment(one) for one in entry.get("appointment", ())),
        tuple(_flag(flag) for flag in entry.get("flag", ())),
        tuple(_review(review) for review in entry.get("review", ())),
    )


def _talk(entry: dict[str, Any]) -> TalkStory:
    contact = entry.get("contact")
    return TalkStory(
        entry["ago"], entry.get("start", ""), entry["minutes"], TalkKind(entry.get("kind", "counselling")),
        TalkWay(entry.get("way", "office")), tuple(entry.get("persons", (0,))),
        Interpreting(entry.get("interpreting", "none")), ContactResult(contact) if contact else None,
        entry.get("occasion", ""), entry.get("content", ""), entry.get("outcome", ""),
        tuple(TopicStory(one["area"], one["text"], one.get("minutes"), one.get("person"))
              for one in entry.get("topics", ())),
        tuple((goal, step) for goal, step in entry.get("done", ())), entry.get("then", ""), entry.get("then_in"),
        entry.get("private_note", ""),
    )  # fmt: skip


def _appointment(entry: dict[str, Any]) -> AppointmentStory:
    return AppointmentStory(
        entry["in"], entry["start"], entry.get("minutes", 45), TalkKind(entry.get("kind", "counselling")),
        TalkWay(entry.get("way", "office")), entry.get("title", ""), entry.get("place", ""),
        tuple(entry.get("persons", (0,))), entry.get("bring_along", ""), entry.get("note", ""),
        AppointmentStatus(entry.get("status", "planned")), entry.get("outcome", ""),
    )


def _flag(entry: dict[str, Any]) -> FlagStory:
    return FlagStory(
        FlagKind(entry["kind"]), entry["reason"], entry["ago"], entry.get("person"), entry.get("resolution", "")
    )


def _review(entry: dict[str, Any]) -> ReviewStory:
    needs = (
        NewNeedStory(one["area"], Need(one["need"]), one["resource"], one["self"]) for one in entry.get("need", ())
    )
    results = tuple(_result(one) for one in entry["goal"])
    return ReviewStory(
        entry["ago"], entry.get("reason", ""), tuple(entry.get("participants", ())), results, tuple(needs),
        entry.get("finished", True),
    )


def _result(entry: dict[str, Any]) -> ResultStory:
    status = entry.get("status")
    steps = tuple(
        (step["step"], MeasureStatus(step["result"]), Obstacle(step["obstacle"]) if "obstacle" in step else None,
         step.get("weeks"))
        for step in entry.get("steps", ())
    )  # fmt: skip
    return ResultStory(
        GoalStatus(status) if status else None, entry.get("value"), entry.get("self"), entry.get("attainment"),
        entry.get("note", ""), steps,
    )
