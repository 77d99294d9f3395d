"""The register of volunteers as a list: its columns and which rows its filters keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.register.groups import GroupRow
from desktop.casework.volunteers.register.volunteer_rows import ConsentState, VolunteerRow
from desktop.casework.volunteers.week_times import WEEKDAYS, Span, shared
from desktop.models.columns import Column
from desktop.models.kept_list import Values
from desktop.models.sorting import german_key, matches
from desktop.models.table import RowTable
from desktop.models.volunteer_words import activity_words, free_words, status_words, volunteer_mark
from desktop.volunteer_terms import Activity, VolunteerStatus

_AT_WORK = (VolunteerStatus.READY, VolunteerStatus.ACTIVE)
"""Whom a need can be given to, as long as there is room."""

PARTS_OF_DAY: Mapping[str, tuple[str, int, int]] = {
    "morning": ("vormittags (bis 12 Uhr)", 0, 12 * 60),
    "afternoon": ("nachmittags (12–17 Uhr)", 12 * 60, 17 * 60),
    "evening": ("abends (ab 17 Uhr)", 17 * 60, 24 * 60),
}
"""Part of a day a filter asks for: words, from, until in minutes after midnight."""
_BEFORE_OR_AFTER = (VolunteerStatus.INTEREST, VolunteerStatus.FIRST_TALK, VolunteerStatus.ENDED)
"""Nobody counts on their time."""
LEAST_TIME = 30
"""Minutes somebody must have in the part of the day asked for, to be shown."""

#: Columns left out first where there is no room, the least needed first.
LEAST_NEEDED = (9, 8, 5, 4, 3, 6, 7, 2)


def volunteer_table(parent: QObject | None = None) -> RowTable[VolunteerRow]:
    """The item model of the register; somebody stays marked by the id."""
    return RowTable(_COLUMNS, key=_id, parent=parent)


def keeper(values: Values, user_id: int = 0) -> Callable[[VolunteerRow], bool]:
    """Which rows these filters keep; `user_id` says whose „mine“ is."""

    def keep(row: VolunteerRow) -> bool:
        return (
            (values.get("status") in (None, "", row.status.value))
            and (values.get("activity") in (None, "") or values["activity"] in _codes(row.activities))
            and (values.get("language") in (None, "") or values["language"] in _spoken(row))
            and (values.get("group") in (None, "") or values["group"] == row.group_id)
            and (not values.get("mine") or row.responsible_id == user_id)
            and (not values.get("free") or (row.free > 0 and row.status in _AT_WORK))
            and _has_time(row, values.get("day"), values.get("part"))
            and matches(str(values.get("text") or ""), row.name, row.town, row.organisation, row.group)
        )

    return keep


def options_of(
    rows: Iterable[VolunteerRow], groups: Iterable[GroupRow], values: Values
) -> dict[str, list[tuple[object, str]]]:
    """Options of every choice: what occurs, and what is chosen even when nobody has it now."""
    rows = tuple(rows)
    statuses = {row.status.value for row in rows} | {values.get("status")}
    activities = {code for row in rows for code in _codes(row.activities)} | {values.get("activity")}
    languages = ({code for row in rows for code in _spoken(row)} | {str(values.get("language") or "")}) - {""}
    return {
        "status": [(status.value, status.label) for status in VolunteerStatus if status.value in statuses],
        "activity": [(code.value, code.label) for code in Activity if code.value in activities],
        "language": sorted(((code, language_name(code)) for code in languages), key=_by_words),
        "day": list(enumerate(WEEKDAYS)),
        "part": [(key, words) for key, (words, _from, _until) in PARTS_OF_DAY.items()],
        "group": [(group.id, group.name) for group in groups],
    }


def _has_time(row: VolunteerRow, day: object, part: object) -> bool:
    """Whether somebody usually has time then; who told no times at all has none."""
    if day is None and part in (None, ""):
        return True
    _words, start, end = PARTS_OF_DAY.get(str(part), ("", 0, 24 * 60))
    days = range(len(WEEKDAYS)) if day is None else (day,)
    asked = [Span(each, start, end) for each in days if isinstance(each, int)]
    return any(span.minutes >= LEAST_TIME for span in shared(row.times, asked))


def _codes(activities: Iterable[Activity]) -> set[str]:
    return {activity.value for activity in activities}


def _spoken(row: VolunteerRow) -> set[str]:
    return {spoken.code for spoken in row.languages}


def _by_words(option: tuple[object, str]) -> str:
    return german_key(option[1])


def _id(row: VolunteerRow) -> int:
    return row.id


def _activities(row: VolunteerRow) -> str:
    return activity_words(row.activities)


def _languages(row: VolunteerRow) -> str:
    return ", ".join(language_name(spoken.code) for spoken in row.languages)


def _status(row: VolunteerRow) -> str:
    return status_words(row.status, row.pause_until)


def _free(row: VolunteerRow) -> str:
    return "" if row.status in _BEFORE_OR_AFTER else free_words(row.running, row.most_matches)


def _watch(row: VolunteerRow) -> str:
    """What is to be seen to: the consent first, for without it nothing may be kept."""
    ended = row.status is VolunteerStatus.ENDED
    consent = {ConsentState.WITHDRAWN: "Einwilligung widerrufen", ConsentState.NONE: "ohne Einwilligung"}
    said = ("" if ended else consent.get(row.consent, ""), row.papers, "überlastet" if row.overloaded else "")
    return ", ".join(part for part in said if part)


def _watch_mark(row: VolunteerRow) -> tuple[str, str] | None:
    if not _watch(row):
        return None
    bad = row.papers_blocked or row.consent is ConsentState.WITHDRAWN
    return ("circle-alert", "bad") if bad else ("triangle-alert", "warn")


_COLUMNS: tuple[Column[VolunteerRow], ...] = (
    Column("Name", lambda row: row.name, tooltip=lambda row: row.name),
    Column("Status", lambda row: list(VolunteerStatus).index(row.status), text=_status, width=17,
           icon=lambda row: volunteer_mark(row.status)),
    Column("Tätigkeiten", _activities, width=25, tooltip=_activities),
    Column("Sprachen", _languages, width=18, tooltip=_languages),
    Column("Ort", lambda row: row.town, width=12, tooltip=lambda row: row.town),
    Column("Helferkreis", lambda row: row.group, width=14, tooltip=lambda row: row.group),
    Column("Frei", lambda row: row.free, text=_free, width=11),
    Column("Zu beachten", _watch, width=28, icon=_watch_mark, tooltip=_watch),
    Column("Letzter Kontakt", lambda row: row.last_contact_on, width=13),
    Column("Zuständig", lambda row: row.responsible, width=16, tooltip=lambda row: row.responsible),
)  # fmt: skip
