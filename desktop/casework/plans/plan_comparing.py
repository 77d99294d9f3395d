"""„Was hat sich geändert?“ between any two Fassungen of a plan: goals, steps, days, values, the words themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.plans.plan_rows import GoalRow, MeasureRow, PlanView
from desktop.casework.plans.plan_views import require_version, view_of
from desktop.casework.plans.word_diff import Piece, word_diff
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.records.plans import Goal, Measure
from desktop.terms import DueKind


class Fate(StrEnum):
    """What became of a goal or step from the earlier to the later Fassung."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class FieldChange:
    """One statement that is another one now, ready to show; `pieces` are its words."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class StepDifference:
    """A step; `note` says how it ended where it is not in the later Fassung."""

    fate: Fate
    text: str
    note: str
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class GoalDifference:
    """A goal with its steps; `note` says how it ended where it is not in the later Fassung."""

    fate: Fate
    area: str
    text: str
    note: str
    changes: tuple[FieldChange, ...]
    steps: tuple[StepDifference, ...]

    @property
    def touched(self) -> bool:
        """Whether anything about the goal is different."""
        return self.fate is not Fate.SAME or any(step.fate is not Fate.SAME for step in self.steps)


@dataclass(frozen=True)
class PlanDifference:
    """Everything that is different; `header` are statements about the Fassung as a whole."""

    former: PlanView
    later: PlanView
    header: tuple[FieldChange, ...]
    goals: tuple[GoalDifference, ...]

    @property
    def is_empty(self) -> bool:
        return not self.header and not any(goal.touched for goal in self.goals)


@query(Right.READ_CASE)
def compare_versions(session: Session, actor: Actor, former_id: int, later_id: int) -> PlanDifference:
    """The difference from the lower to the higher Fassung, whichever is named first.

    Raises CaseworkError for Fassungen of different plans and for one and the same.
    """
    versions = sorted((require_version(session, former_id), require_version(session, later_id)),
                      key=lambda version: version.version)  # fmt: skip
    if versions[0].plan_id != versions[1].plan_id:
        raise CaseworkError("Verglichen werden nur Fassungen desselben Plans.")
    if former_id == later_id:
        raise CaseworkError("Bitte zwei verschiedene Fassungen auswählen.")
    former, later = (view_of(session, version) for version in versions)
    return PlanDifference(former, later, tuple(_header_changes(former, later)), _goals(session, former, later))


def _goals(session: Session, former: PlanView, later: PlanView) -> tuple[GoalDifference, ...]:
    """In the order of the later Fassung; what is gone follows."""
    origins = _origins(session, Goal, later.goals, {goal.id for goal in former.goals})
    old = {goal.id: goal for goal in former.goals}
    steps = [step for goal in later.goals for step in goal.measures]
    step_origins = _origins(session, Measure, steps, {step.id for goal in former.goals for step in goal.measures})
    pairs = _paired(later.goals, former.goals, origins, old)
    return tuple(_goal_difference(before, after, step_origins) for before, after in pairs)


Record = TypeVar("Record", Goal, Measure)
Row = TypeVar("Row", GoalRow, MeasureRow)


def _origins(
    session: Session, record: type[Record], rows: Iterable[GoalRow | MeasureRow], wanted: set[int]
) -> dict[int, int]:
    """By id in the later Fassung the id in the earlier one it was carried from, over any number of Fassungen."""
    found: dict[int, int] = {}
    for row in rows:
        seen: set[int] = set()
        id_: int | None = row.id
        while id_ is not None and id_ not in wanted and id_ not in seen:
            seen.add(id_)
            entry = session.get(record, id_)
            id_ = None if entry is None else _previous(entry)
        if id_ in wanted:
            found[row.id] = id_
    return found


def _previous(entry: Goal | Measure) -> int | None:
    return entry.previous_goal_id if isinstance(entry, Goal) else entry.previous_measure_id


def _paired(
    later: Sequence[Row], former: Sequence[Row], origins: Mapping[int, int], old: Mapping[int, Row]
) -> Iterator[tuple[Row | None, Row | None]]:
    for row in later:
        yield old.get(origins.get(row.id, 0)), row
    kept = set(origins.values())
    for row in former:
        if row.id not in kept:
            yield row, None


def _goal_difference(
    before: GoalRow | None, after: GoalRow | None, step_origins: Mapping[int, int]
) -> GoalDifference:
    shown = after or before
    assert shown is not None
    changes = tuple(_goal_changes(before, after)) if before and after else ()
    old_steps = before.measures if before else ()
    pairs = _paired(after.measures if after else (), old_steps, step_origins, {step.id: step for step in old_steps})
    steps = tuple(_step_difference(one, other) for one, other in pairs)
    note = before.status.label if before is not None and after is None else ""
    area = next((area.name for area in shipped_catalogue().areas if area.key == shown.content.area), "")
    return GoalDifference(_fate(before, after, changes), area, shown.content.text, note, changes, steps)


def _step_difference(before: MeasureRow | None, after: MeasureRow | None) -> StepDifference:
    shown = after or before
    assert shown is not None
    changes = tuple(_step_changes(before, after)) if before and after else ()
    note = before.status.label if before is not None and after is None else ""
    return StepDifference(_fate(before, after, changes), shown.content.text, note, changes)


def _fate(before: object, after: object, changes: tuple[FieldChange, ...]) -> Fate:
    if before is None:
        return Fate.ADDED
    if after is None:
        return Fate.REMOVED
    return Fate.CHANGED if changes else Fate.SAME


def _goal_changes(before: GoalRow, after: GoalRow) -> Iterator[FieldChange]:
    old, new = before.content, after.content
    yield from _changes((
        ("Ziel", old.text, new.text),
        ("Für wen", before.person_name, after.person_name),
        ("Woran merken wir es?", old.indicator, new.indicator),
        ("Zeitraum", old.horizon.label if old.horizon else "", new.horizon.label if new.horizon else ""),
        ("Priorität", _number(old.priority), _number(new.priority)),
        ("Wert am Anfang", _number(old.value_start), _number(new.value_start)),
        ("Zielwert", _number(old.value_target), _number(new.value_target)),
        ("Zustimmung", _consent(before), _consent(after)),
    ))  # fmt: skip


def _step_changes(before: MeasureRow, after: MeasureRow) -> Iterator[FieldChange]:
    """The agreed days are compared: what was moved meanwhile is exactly the change."""
    old, new = before.content, after.content
    yield from _changes((
        ("Schritt", old.text, new.text),
        ("Wer", before.who_text, after.who_text),
        ("Beginn", _day(old.start_on), _day(new.start_on)),
        ("Frist", _due(before), _due(after)),
        ("Nachweis", old.proof, new.proof),
    ))  # fmt: skip


def _header_changes(former: PlanView, later: PlanView) -> Iterator[FieldChange]:
    old, new = former.header, later.header
    yield from _changes((
        ("Stärken", old.strengths, new.strengths),
        ("Bedarfe", old.needs, new.needs),
        ("Beteiligte", ", ".join(old.participants), ", ".join(new.participants)),
        ("Gültig ab", _day(former.valid_from), _day(later.valid_from or former.valid_from)),
        ("Nächste Überprüfung", _day(old.next_review_on), _day(new.next_review_on)),
    ))  # fmt: skip


def _changes(statements: Iterable[tuple[str, str, str]]) -> Iterator[FieldChange]:
    for label, before, after in statements:
        if before != after:
            yield FieldChange(label, before, after, word_diff(before, after))


def _consent(goal: GoalRow) -> str:
    return "abgelehnt" if goal.refused else ""


def _due(step: MeasureRow) -> str:
    return _day(step.content.due_on) if step.content.due_kind is DueKind.DATE else step.content.due_kind.label


def _day(day: dt.date | None) -> str:
    return german_date(day) if day else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
