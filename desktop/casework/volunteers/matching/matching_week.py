"""Times of the week as sets of minutes: ten thousand bits, so that what two people share is one `&` and one count.

Spans that overlap each other need no care here: a minute is in the set or it is not.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.casework.volunteers.week_times import DAY, NEAR, WEEKDAYS, Span, check_span

_DAYS = len(WEEKDAYS)


def minutes_of(spans: Iterable[Span]) -> int:
    """The set of minutes of the week, bit 0 for Monday 00:00; `.bit_count()` says how many they are."""
    found = 0
    for span in map(check_span, spans):
        found |= ((1 << span.minutes) - 1) << (span.weekday * DAY + span.start)
    return found


def widened(spans: Iterable[Span]) -> int:
    """The minutes of the spans and those less than `NEAR` before and after them on the same day."""
    reach = NEAR - 1
    return minutes_of(Span(one.weekday, max(0, one.start - reach), min(DAY, one.end + reach)) for one in spans)


def next_free_time(free: Iterable[Span], minutes: int, after: Span | None = None) -> Span | None:
    """The first free time of at least `minutes`, looked for from the beginning of `after` on and around the week.

    Without `after` from Monday on. None when none is long enough.
    """
    start = after or Span(0, 0, DAY)
    long_enough = (piece for piece in free if piece.minutes >= minutes)
    return min(long_enough, key=lambda piece: _wait(start, piece), default=None)


def _wait(start: Span, piece: Span) -> int:
    """Minutes from the start of one to the start of the other, going forward through the week."""
    return ((piece.weekday - start.weekday) * DAY + piece.start - start.start) % (_DAYS * DAY)
