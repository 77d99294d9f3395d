"""What travels up and down of the hours of volunteers: entries, the monthly grid, sums (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.casework.volunteers.hours.allowances import AllowanceRow
from desktop.volunteer_terms import Activity, Allowance, VolunteerStatus

LONGEST_NOTE = 500


@dataclass(frozen=True)
class HoursEntry:
    """What a volunteer did on a day. With a match the activity is the one of its need, so it may be left out.

    Money is in cents; `expenses` was laid out and is given back, `allowance_cents` counts against a limit as
    `allowance`, which may be left out where the volunteer's record says what is paid.
    """

    volunteer_id: int
    on_date: dt.date
    minutes: int
    activity: Activity | None = None
    match_id: int | None = None
    metres: int = 0
    expenses_cents: int = 0
    allowance_cents: int = 0
    allowance: Allowance | None = None
    note: str = ""


@dataclass(frozen=True)
class HoursRow:
    """An entry as kept. `match` names who is accompanied as far as the reader may know, empty without a match."""

    id: int
    entry: HoursEntry
    activity: Activity
    match: str
    row_version: int


@dataclass(frozen=True)
class HoursCheck:
    """What is remarkable about an entry that can be all the same, and the limits with it counted in."""

    notes: tuple[str, ...] = ()
    allowances: tuple[AllowanceRow, ...] = ()


@dataclass(frozen=True)
class GridColumn:
    """A match, or an activity without one, of the monthly grid."""

    activity: Activity
    match_id: int | None
    label: str
    running: bool = True
    """Whether time may still come: not for a match that ended before the month."""

    @property
    def key(self) -> tuple[int | None, Activity]:
        return (self.match_id, self.activity)


@dataclass(frozen=True)
class GridCell:
    """Time in one cell; more than one entry can only be changed in the list."""

    minutes: int
    entries: int


@dataclass(frozen=True)
class MonthGrid:
    """A month of one volunteer. `cells` by day of the month and key of the column, without empty ones."""

    volunteer_id: int
    name: str
    first: dt.date
    columns: tuple[GridColumn, ...]
    cells: Mapping[tuple[int, tuple[int | None, Activity]], GridCell]
    since: dt.date | None
    """Begin of the Ehrenamt."""

    @property
    def days(self) -> int:
        return (next_month(self.first) - dt.timedelta(days=1)).day


@dataclass(frozen=True)
class CellEdit:
    """New time of a cell; `before` is what the cell showed, so that nobody else's entry is lost."""

    on_date: dt.date
    activity: Activity
    match_id: int | None
    minutes: int
    before: int


@dataclass(frozen=True)
class Sums:
    """Sums of entries; `km_cents` is the way at the rate of its year."""

    minutes: int = 0
    metres: int = 0
    km_cents: int = 0
    expenses_cents: int = 0
    allowance_cents: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.minutes + other.minutes, self.metres + other.metres, self.km_cents + other.km_cents,
            self.expenses_cents + other.expenses_cents, self.allowance_cents + other.allowance_cents,
        )  # fmt: skip

    @property
    def any(self) -> bool:
        return self != Sums()


@dataclass(frozen=True)
class YearSums:
    """A year of one volunteer. `by_area` has names of Förderbereiche; `missing` are months without any hours."""

    year: int
    total: Sums
    by_activity: tuple[tuple[Activity, Sums], ...]
    by_area: tuple[tuple[str, Sums], ...]
    by_month: tuple[Sums, ...]
    """Twelve."""
    allowances: tuple[AllowanceRow, ...]
    hint: str
    """Says when the limits of another year are taken."""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class MonthRow:
    """One volunteer in the list of a month."""

    volunteer_id: int
    name: str
    status: VolunteerStatus
    matches: int
    """Running in the month."""
    sums: Sums
    year_minutes: int
    missing: tuple[int, ...]
    """Months of the year, up to the last one that is over, with a running match and without hours."""
    limits: tuple[AllowanceRow, ...] = ()
    """Those nearly or quite used."""


@dataclass(frozen=True)
class MonthList:
    """All volunteers of a month with what they did in all."""

    first: dt.date
    rows: tuple[MonthRow, ...]
    total: Sums
    hint: str = ""


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after the one `first` lies in."""
    return dt.date(first.year + first.month // 12, first.month % 12 + 1, 1)
