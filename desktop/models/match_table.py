"""The list of matches: its columns, what its filters keep, and how far a match is as a row of marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.volunteers.matches.match_rows import MatchDetail, MatchRow
from desktop.clock import german_date
from desktop.models.columns import Column
from desktop.models.sorting import german_key, matches
from desktop.models.table import RowTable
from desktop.volunteer_terms import MatchStage

Values = Mapping[str, object]
_MARKS = {
    MatchStage.SUGGESTED: ("lightbulb", "accent"),
    MatchStage.PERSON_AGREED: ("circle-dot", "accent"),
    MatchStage.VOLUNTEER_AGREED: ("circle-dot", "accent"),
    MatchStage.BOTH_AGREED: ("circle-check", "accent"),
    MatchStage.MEETING: ("handshake", "accent"),
    MatchStage.AGREEMENT: ("signature", "accent"),
    MatchStage.ACTIVE: ("hand-heart", "ok"),
    MatchStage.ENDED: ("archive", "muted"),
}
WAY = (
    MatchStage.SUGGESTED, MatchStage.PERSON_AGREED, MatchStage.VOLUNTEER_AGREED, MatchStage.MEETING,
    MatchStage.AGREEMENT, MatchStage.ACTIVE,
)  # fmt: skip
"""Stations of the way as the page shows them; the end is shown only once it is reached."""


def match_table(parent: QObject | None = None) -> RowTable[MatchRow]:
    """The item model of the list; a match stays marked by its id."""
    return RowTable(_columns(), key=lambda row: row.id, parent=parent)


def stage_mark(stage: MatchStage) -> tuple[str, str]:
    """Icon and colour role of a stage."""
    return _MARKS[stage]


def keeper(values: Values) -> Callable[[MatchRow], bool]:
    """Which rows these filters keep. Ended ones only where they are asked for."""
    stage, activity, text = values.get("stage"), values.get("activity"), str(values.get("text") or "")

    def keeps(row: MatchRow) -> bool:
        ended = row.stage is MatchStage.ENDED
        return (
            (stage in (None, "", row.stage.value)) and (activity in (None, "", row.activity.value))
            and (not ended or bool(values.get("ended")) or stage == MatchStage.ENDED.value)
            and (not values.get("overdue") or row.overdue or bool(row.blocks))
            and (not text or matches(text, row.volunteer, row.client.name, row.client.case_number))
        )  # fmt: skip

    return keeps


def options_of(rows: Iterable[MatchRow], values: Values) -> dict[str, list[tuple[object, str]]]:
    """What the choices offer: what occurs, and what is chosen even when nothing has it now."""
    rows = tuple(rows)
    stages = {row.stage.value for row in rows} | {values.get("stage")}
    activities = {row.activity for row in rows}
    return {
        "stage": [(stage.value, stage.label) for stage in MatchStage if stage.value in stages],
        "activity": sorted(((one.value, one.label) for one in activities), key=lambda one: german_key(one[1])),
    }


def way_of(detail: MatchDetail) -> tuple[tuple[str, str], ...]:
    """Stations with „done“, „now“ or „open“: the last one reached is where the match is."""
    reached = [step.stage for step in detail.steps if step.stage is not None]
    stations = (*WAY, MatchStage.ENDED) if detail.row.stage is MatchStage.ENDED else WAY
    last = reached[-1] if reached else MatchStage.SUGGESTED

    def state(stage: MatchStage) -> str:
        if stage is last:
            return "now"
        return "done" if stage in reached else "open"

    return tuple((stage.label, state(stage)) for stage in stations)


def next_text(row: MatchRow) -> str:
    """„03.01.2027 Zwischengespräch“."""
    return f"{german_date(row.next_on)} {row.next_words}" if row.next_on is not None else ""


def watch_text(row: MatchRow) -> str:
    """What is to be seen to."""
    late = (_tr("überfällig"),) if row.overdue else ()
    return ", ".join((*late, *row.blocks))


def _watch_mark(row: MatchRow) -> tuple[str, str] | None:
    if row.blocks:
        return ("circle-alert", "bad")
    return ("triangle-alert", "warn") if row.overdue else None


def _with_whom(row: MatchRow) -> str:
    return f"{row.client.name} ({row.client.case_number})"


def _stage(row: MatchRow) -> str:
    reason = f": {row.end_reason.label}" if row.end_reason is not None else ""
    return f"{row.stage.label}{reason}"


def _columns() -> tuple[Column[MatchRow], ...]:
    order = {stage: place for place, stage in enumerate(MatchStage)}
    return (
        Column(_tr("Ehrenamtliche/r"), lambda row: row.volunteer, tooltip=lambda row: row.volunteer),
        Column(_tr("Begleitet"), _with_whom, text=lambda row: row.client.name, tooltip=_with_whom, width=15),
        Column(_tr("Stand"), lambda row: order[row.stage], text=_stage, icon=lambda row: stage_mark(row.stage),
               tooltip=_stage, width=17),
        Column(_tr("Nächster Tag"), lambda row: row.next_on, text=next_text, tooltip=next_text, width=17,
               icon=_watch_mark, spoken=lambda row: ", ".join(filter(None, (next_text(row), watch_text(row))))),
    )  # fmt: skip


def _tr(text: str) -> str:
    return QCoreApplication.translate("match_table", text)
