"""The list of cases: its columns and which rows its filters keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from desktop.casework.cases.case_list import CaseFilter, CaseRow
from desktop.casework.rights import Actor
from desktop.models.columns import Column
from desktop.models.kept_list import Values
from desktop.models.person_words import language_name
from desktop.models.sorting import german_key
from desktop.models.table import RowTable
from desktop.terms import CaseStatus, PlanState

_RESTING = (CaseStatus.ENDED, CaseStatus.BLOCKED, CaseStatus.RESTING, CaseStatus.AFTERCARE)
_WAITING = (CaseStatus.ANNOUNCED, CaseStatus.CONTACT_OPEN, CaseStatus.OFFERED)
_REFUSED = (CaseStatus.DECLINED, CaseStatus.NOT_REACHED, CaseStatus.NOT_TARGET)


def case_table(parent: QObject | None = None) -> RowTable[CaseRow]:
    """The item model of the page „Fälle“; a case stays marked by its id."""
    return RowTable(_COLUMNS, key=_id, parent=parent)


#: Columns left out first where there is no room, the least needed first.
LEAST_NEEDED = (6, 7, 2, 10, 5, 4, 8, 9)


def status_mark(status: CaseStatus) -> tuple[str, str]:
    """Icon and colour role of a status."""
    if status in _RESTING:
        return "archive", "muted"
    if status in _WAITING:
        return "clock", "warn"
    if status in _REFUSED:
        return "circle-x", "muted"
    return ("circle-dot", "accent") if status in _PLANNING else ("circle-check", "ok")


_PLANNING = (CaseStatus.WITHOUT_PLAN, CaseStatus.ASSESSMENT, CaseStatus.PLANNING)


def plan_words(version: int | None, state: PlanState | None) -> str:
    """„Fassung 2 in Kraft“, nothing without a plan."""
    return f"Fassung {version} {state.label}" if version and state else ""


def chosen_filter(values: Values) -> CaseFilter:
    """The filter bar's values as the filter of the use case."""
    status = values.get("status")
    return CaseFilter(
        text=str(values.get("text") or ""), mine=bool(values.get("mine")),
        statuses=frozenset({CaseStatus(status)}) if isinstance(status, str) else frozenset(),
        language=str(values.get("language") or ""), place=str(values.get("place") or ""),
        with_ended=bool(values.get("ended")),
    )


def keeper(values: Values, actor: Actor) -> Callable[[CaseRow], bool]:
    """Which rows these filters keep."""
    return chosen_filter(values).keeper(actor)


def options_of(rows: Iterable[CaseRow], values: Values) -> dict[str, list[tuple[object, str]]]:
    """Options of every choice: what occurs, and what is chosen even when nothing has it now.

    Else a view of resting cases would show all of them on the day nobody rests.
    """
    rows = tuple(rows)
    languages = {code for row in rows for code in row.languages} | _chosen(values, "language")
    places = {row.place for row in rows if row.place} | _chosen(values, "place")
    statuses = {row.status.value for row in rows} | _chosen(values, "status")
    return {
        "status": [(status, status.label) for status in CaseStatus if status.value in statuses],
        "language": sorted(((code, language_name(code)) for code in languages), key=_by_words),
        "place": sorted(((place, place) for place in places), key=_by_words),
    }


def _chosen(values: Values, key: str) -> set[str]:
    value = values.get(key)
    return {str(value)} if value else set()


def _by_words(option: tuple[object, str]) -> str:
    return german_key(option[1])


def _id(row: CaseRow) -> int:
    return row.id


def _filed_under(row: CaseRow) -> str:
    """Families stand among persons of their name, not all under F."""
    return row.title.removeprefix("Familie ")


def _name(row: CaseRow) -> str:
    return f"{row.title}   {row.own_script_name}".rstrip()


def _languages(row: CaseRow) -> str:
    return ", ".join(language_name(code) for code in row.languages)


_COLUMNS: tuple[Column[CaseRow], ...] = (
    Column("Nr.", lambda row: row.number, width=10),
    Column("Name", _filed_under, text=_name, tooltip=_name),
    Column("Personen", lambda row: row.persons, width=8, numeric=True),
    Column("Status", lambda row: row.status.label, width=17, icon=lambda row: status_mark(row.status)),
    Column("Sprachen", _languages, width=13, tooltip=_languages),
    Column("Ort", lambda row: row.place, width=12, tooltip=lambda row: row.place),
    Column("Zuständig", lambda row: row.responsible, width=11),
    Column("AU seit", lambda row: row.assigned_on, width=9),
    Column("Beratung bis", lambda row: row.period_end, width=11),
    Column("Plan", lambda row: plan_words(row.plan_version, row.plan_state), width=16),
    Column("Überprüfung", lambda row: row.next_review_on, width=11,
           spoken=lambda row: f"nächste Überprüfung am {row.next_review_on:%d.%m.%Y}" if row.next_review_on else ""),
)  # fmt: skip
