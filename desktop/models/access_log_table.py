"""The access record as a list (DS-06)."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject

from desktop.casework.access.access_log import AccessRow
from desktop.clock import german_date, today
from desktop.models.columns import Column
from desktop.models.table import RowTable

#: (days back, words) a list can be narrowed to.
PERIODS: tuple[tuple[int, str], ...] = ((0, "heute"), (7, "letzte 7 Tage"), (30, "letzte 30 Tage"))


class AccessLogTable(RowTable[AccessRow]):
    """Entries, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, key=lambda row: row.id, parent=parent)

    def narrow(self, text: str, who: object, days: object) -> None:
        """Show entries with these words, of this person and not older than so many days; empty and None are all."""
        words = text.casefold()
        first = today() - dt.timedelta(days=days) if isinstance(days, int) else None

        def wanted(row: AccessRow) -> bool:
            found = words in row.action.casefold() or words in row.objects.casefold()
            return found and who in (None, row.who) and (first is None or row.at.astimezone().date() >= first)

        self.set_filter(wanted if words or who is not None or first is not None else None)


def moment(at: dt.datetime) -> str:
    """Day and time in the office's own time."""
    local = at.astimezone()
    return f"{german_date(local.date())}, {local:%H:%M}"


_COLUMNS: tuple[Column[AccessRow], ...] = (
    Column("Nr.", lambda row: row.id, width=8, numeric=True),
    Column("Wann", lambda row: row.id, text=lambda row: moment(row.at), width=19),
    Column("Wer", lambda row: row.who, width=22, tooltip=lambda row: row.who),
    Column("Was", lambda row: row.action, tooltip=lambda row: row.action),
    Column("Womit", lambda row: row.objects, tooltip=lambda row: row.objects),
)
