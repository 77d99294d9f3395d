"""Spans of the week and how they meet: the same in a volunteer's grid, a need and a match.

Two spans *overlap* when they share minutes; they are *near* when less than `NEAR` minutes lie between them on the same
day (peers.md, idea 8: a real overlap is refused, a near one only said).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.errors import CaseworkError

DAY = 24 * 60
NEAR = 30
"""Minutes somebody needs from one place to the next."""
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@dataclass(frozen=True, order=True)
class Span:
    """A time of the week: weekday 0 for Monday to 6, start and end in minutes after midnight."""

    weekday: int
    start: int
    end: int

    @property
    def minutes(self) -> int:
        return self.end - self.start

    @property
    def words(self) -> str:
        """„Dienstag 16:00–18:00“."""
        return f"{WEEKDAYS[self.weekday]} {_clock(self.start)}–{_clock(self.end)}"


def check_span(span: Span) -> Span:
    """The span itself. Raises CaseworkError when it ends before it begins or does not lie within one day."""
    if not 0 <= span.weekday < len(WEEKDAYS) or not 0 <= span.start < DAY or not 0 < span.end <= DAY:
        raise CaseworkError("Diese Zeit liegt nicht innerhalb eines Tages. Bitte die Zeiten prüfen.", field="times")
    if span.end <= span.start:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte die Zeiten prüfen.", field="times")
    return span


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, with spans that overlap or touch put together. Raises CaseworkError as `check_span` does."""
    found: list[Span] = []
    for span in sorted(map(check_span, spans)):
        last = found[-1] if found else None
        if last is not None and last.weekday == span.weekday and span.start <= last.end:
            found[-1] = Span(last.weekday, last.start, max(last.end, span.end))
        else:
            found.append(span)
    return tuple(found)


def shared(ours: Iterable[Span], theirs: Iterable[Span]) -> tuple[Span, ...]:
    """The times both have."""
    others = merged(theirs)
    return tuple(
        Span(one.weekday, max(one.start, other.start), min(one.end, other.end))
        for one in merged(ours) for other in others
        if one.weekday == other.weekday and max(one.start, other.start) < min(one.end, other.end)
    )  # fmt: skip


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `spans` when `taken` is gone."""
    left = list(merged(spans))
    for gone in merged(taken):
        left = [piece for span in left for piece in _pieces(span, gone)]
    return tuple(left)


def are_near(one: Span, other: Span) -> bool:
    """On the same day, not overlapping, with less than `NEAR` minutes between them."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.weekday == other.weekday and 0 <= gap < NEAR


def _pieces(span: Span, gone: Span) -> tuple[Span, ...]:
    if span.weekday != gone.weekday or gone.end <= span.start or span.end <= gone.start:
        return (span,)
    before, after = Span(span.weekday, span.start, gone.start), Span(span.weekday, gone.end, span.end)
    return tuple(piece for piece in (before, after) if piece.start < piece.end)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
