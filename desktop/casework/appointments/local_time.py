"""Times of day as the clock on the wall of the office shows them, through both changes of the clocks."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from desktop.errors import CaseworkError

ZONE = ZoneInfo("Europe/Berlin")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def is_time(text: str) -> bool:
    """Whether it is a time of day as HH:MM, 00:00 to 23:59."""
    return bool(_TIME.fullmatch(text))


def moment(day: dt.date, time: str) -> dt.datetime:
    """The moment in UTC at which the clock shows `time` (HH:MM) that day; the first one where it shows it twice.

    Raises CaseworkError for what is no time, and for the hour that is left out in spring.
    """
    if not is_time(time):
        raise CaseworkError("Bitte eine Uhrzeit von 00:00 bis 23:59 angeben, zum Beispiel 09:30.", field="start_time")
    local = dt.datetime.combine(day, dt.time.fromisoformat(time), ZONE)
    at = local.astimezone(dt.UTC)
    if at.astimezone(ZONE).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise CaseworkError("Diese Uhrzeit gibt es an dem Tag nicht, weil die Sommerzeit beginnt.", field="start_time")
    return at


def wall_time(at: dt.datetime) -> dt.datetime:
    """A moment as the clock of the office shows it, without a zone."""
    return at.astimezone(ZONE).replace(tzinfo=None)


def minutes_between(day: dt.date, begin: str, end: str) -> int:
    """How long it lasts from `begin` to `end` (HH:MM) of one day.

    Raises CaseworkError when the end is not after the beginning.
    """
    if not is_time(end):
        raise CaseworkError("Bitte eine Uhrzeit von 00:00 bis 23:59 angeben, zum Beispiel 09:30.", field="end_time")
    minutes = int((moment(day, end) - moment(day, begin)).total_seconds()) // 60
    if minutes < 1:
        raise CaseworkError("Das Ende liegt nicht nach dem Beginn. Bitte die Uhrzeiten prüfen.", field="end_time")
    return minutes
