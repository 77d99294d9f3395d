"""Hours as lists: the entries of one volunteer, and everybody's month."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from desktop.casework.volunteers.hours.allowances import LimitState
from desktop.casework.volunteers.hours.hours_rows import HoursRow, MonthRow
from desktop.casework.volunteers.hours.hours_words import clock_hours, euros, kilometres
from desktop.models.columns import Column
from desktop.models.sorting import matches
from desktop.models.table import RowTable
from desktop.models.volunteer_words import volunteer_mark

_RIGHT = Qt.AlignmentFlag.AlignRight
_SHORT_MONTHS = ("Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")


def hours_table(parent: QObject | None = None) -> RowTable[HoursRow]:
    """Entries of one volunteer."""
    return RowTable(_ENTRIES, key=_entry_id, parent=parent)


def month_table(parent: QObject | None = None) -> RowTable[MonthRow]:
    """Everybody's month."""
    return RowTable(_MONTH, key=_volunteer_id, parent=parent)


def keeps(row: MonthRow, text: str, missing: bool) -> bool:
    """Whether the filters keep a line: part of the name, only whose hours are missing."""
    return matches(text, row.name) and (not missing or bool(row.missing))


def missing_words(months: tuple[int, ...]) -> str:
    """„März–Mai, Aug.“: months that follow each other are one span."""
    spans: list[list[int]] = []
    for month in months:
        if spans and month == spans[-1][-1] + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(_span(span) for span in spans)


def _span(months: list[int]) -> str:
    first, last = _SHORT_MONTHS[months[0] - 1], _SHORT_MONTHS[months[-1] - 1]
    return first if len(months) == 1 else f"{first}–{last}"


def _entry_id(row: HoursRow) -> int:
    return row.id


def _volunteer_id(row: MonthRow) -> int:
    return row.volunteer_id


def _what(row: HoursRow) -> str:
    return " · ".join(part for part in (row.match, row.activity.label) if part)


def _time(minutes: int) -> str:
    return clock_hours(minutes) if minutes else ""


def _way(metres: int) -> str:
    return kilometres(metres) if metres else ""


def _money(cents: int) -> str:
    return euros(cents) if cents else ""


def _paid(row: HoursRow) -> str:
    paid = row.entry.allowance
    return f"{euros(row.entry.allowance_cents)} {paid.label}" if paid is not None else ""


def _watch(row: MonthRow) -> str:
    limits = (f"{limit.allowance.label} {limit.percent} %" for limit in row.limits)
    missing = f"ohne Stunden: {missing_words(row.missing)}" if row.missing else ""
    return " · ".join(part for part in (*limits, missing) if part)


def _watch_all(row: MonthRow) -> str:
    missing = f"Monate ohne Stunden: {missing_words(row.missing)}" if row.missing else ""
    return "\n".join(part for part in (*(limit.warning for limit in row.limits), missing) if part)


def _watch_mark(row: MonthRow) -> tuple[str, str] | None:
    if any(limit.state is LimitState.OVER for limit in row.limits):
        return ("circle-alert", "bad")
    return ("triangle-alert", "warn") if _watch(row) else None


_ENTRIES: tuple[Column[HoursRow], ...] = (
    Column("Tag", lambda row: row.entry.on_date, width=11),
    Column("Wofür", _what, width=34, tooltip=_what),
    Column("Zeit", lambda row: row.entry.minutes, text=lambda row: _time(row.entry.minutes), width=7, alignment=_RIGHT),
    Column("Weg", lambda row: row.entry.metres, text=lambda row: _way(row.entry.metres), width=9, alignment=_RIGHT),
    Column("Auslagen", lambda row: row.entry.expenses_cents, text=lambda row: _money(row.entry.expenses_cents),
           width=10, alignment=_RIGHT),
    Column("Pauschale", lambda row: row.entry.allowance_cents, text=_paid, width=26, tooltip=_paid),
    Column("Notiz", lambda row: row.entry.note, tooltip=lambda row: row.entry.note),
)  # fmt: skip

_MONTH: tuple[Column[MonthRow], ...] = (
    Column("Name", lambda row: row.name, width=22, tooltip=lambda row: row.name),
    Column("Status", lambda row: row.status.label, width=15, icon=lambda row: volunteer_mark(row.status)),
    Column("Begleitungen", lambda row: row.matches, width=11, alignment=_RIGHT),
    Column("Stunden", lambda row: row.sums.minutes, text=lambda row: _time(row.sums.minutes), width=9,
           alignment=_RIGHT),
    Column("im Jahr", lambda row: row.year_minutes, text=lambda row: _time(row.year_minutes), width=9,
           alignment=_RIGHT),
    Column("Weg", lambda row: row.sums.metres, text=lambda row: _way(row.sums.metres), width=10, alignment=_RIGHT),
    Column("Auslagen", lambda row: row.sums.expenses_cents + row.sums.km_cents,
           text=lambda row: _money(row.sums.expenses_cents + row.sums.km_cents), width=11, alignment=_RIGHT,
           tooltip=lambda row: f"Belege {euros(row.sums.expenses_cents)}, Weg {euros(row.sums.km_cents)}"),
    Column("Pauschalen", lambda row: row.sums.allowance_cents, text=lambda row: _money(row.sums.allowance_cents),
           width=11, alignment=_RIGHT),
    Column("Zu beachten", _watch, icon=_watch_mark, tooltip=_watch_all),
)  # fmt: skip
