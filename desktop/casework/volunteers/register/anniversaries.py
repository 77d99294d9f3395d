"""Days to congratulate on: birthdays where told, and round years of the Ehrenamt (domain 6.3, recognition)."""

from __future__ import annotations

import calendar
import datetime as dt

ROUND_YEARS = (1, 5, 10, 15, 20, 25, 30, 40, 50)


def birthday_near(birthday: str, day: dt.date, since: dt.timedelta) -> dt.date | None:
    """The next birthday of „MM-DD“, or the last one where it was no longer than `since` ago; None when not told.

    Whoever was born on 29 February is congratulated on the 28th in other years.
    """
    if not birthday:
        return None
    month, number = (int(part) for part in birthday.split("-"))
    this_year = _day(day.year, month, number)
    return this_year if this_year >= day - since else _day(day.year + 1, month, number)


def anniversary_near(active_since: dt.date, day: dt.date, since: dt.timedelta) -> tuple[dt.date, int] | None:
    """The next round year of the Ehrenamt, or the last one where it was no longer than `since` ago; (day, years).

    None when there is none any more.
    """
    for years in ROUND_YEARS:
        if active_since.year + years > dt.MAXYEAR:
            return None
        found = _day(active_since.year + years, active_since.month, active_since.day)
        if found >= day - since:
            return found, years
    return None


def _day(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, 28 if (month, number) == (2, 29) and not calendar.isleap(year) else number)
