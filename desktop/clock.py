"""The program's only source of dates and times, so that tests and the demo town can set the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

_fixed: dt.datetime | None = None


def now() -> dt.datetime:
    """Current time as an aware UTC value with whole seconds."""
    return _fixed or dt.datetime.now(dt.UTC).replace(microsecond=0)


def today() -> dt.date:
    """Current day in the office's local time."""
    return now().astimezone().date()


@contextmanager
def fixed(moment: dt.datetime | dt.date) -> Iterator[None]:
    """Stop the clock at `moment` (a bare date means noon) for the length of a block."""
    global _fixed
    before = _fixed
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(12), tzinfo=dt.UTC)
    _fixed = moment
    try:
        yield
    finally:
        _fixed = before


def german_date(day: dt.date) -> str:
    """`day` as dd.MM.yyyy with Western digits (decision 16)."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later; the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    first_of_next = dt.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    return dt.date(year, month + 1, min(day.day, last))
