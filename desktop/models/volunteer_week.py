"""The times of a week as a grid of half hours: what is marked, what is chosen with the keyboard, what it says in words.

Knows no widget; `views/components/week_grid.py` paints it. Times that do not lie on half hours stay as they are: only
what is painted over changes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.casework.volunteers.week_times import DAY, WEEKDAYS, Span, merged, shared, without

HALF = 30
"""Minutes of one cell."""
HEAD = -HALF
"""Stands for the head above the first half hour: a mark there means the whole day."""
ALL_DAYS = -1
"""Stands for the column of hours: a mark there means this half hour of every day."""
_USUAL = (7 * 60, 22 * 60)


class Share(enum.Enum):
    """How much of a half hour is taken."""

    NONE = enum.auto()
    PART = enum.auto()
    ALL = enum.auto()


@dataclass(frozen=True)
class Cell:
    """A half hour of a weekday, or a head: see `HEAD` and `ALL_DAYS`."""

    weekday: int
    start: int

    @property
    def is_head(self) -> bool:
        """Whether it stands for a whole day or for a half hour of every day."""
        return self.weekday == ALL_DAYS or self.start == HEAD


class WeekBoard:
    """What a week grid shows: `times`, the `other` times laid over them, the mark of the keyboard and the selection."""

    def __init__(self, own: str, other: str) -> None:
        self.own_word, self.other_word = own, other
        self.times: tuple[Span, ...] = ()
        self.other: tuple[Span, ...] = ()
        self.mark = self.anchor = Cell(0, 9 * 60)
        self._whole_day = False
        self._before: list[tuple[Span, ...]] = []

    # what is shown

    def hours(self) -> tuple[int, int]:
        """First and last minute shown: 7 to 22, more where times lie outside or the whole day is wanted."""
        if self._whole_day:
            return 0, DAY
        spans = (*self.times, *self.other)
        first = min((span.start // 60 * 60 for span in spans), default=_USUAL[0])
        last = max((-(-span.end // 60) * 60 for span in spans), default=_USUAL[1])
        return min(first, _USUAL[0]), max(last, _USUAL[1])

    def show_whole_day(self, whole: bool) -> None:
        """From 0 to 24 o'clock, or only the usual hours and those in use."""
        self._whole_day = whole
        self.go(self.mark)

    def share(self, spans: tuple[Span, ...], cell: Cell) -> Share:
        """How much of the half hour the spans take."""
        half = self._half(cell)
        taken = sum(piece.minutes for piece in shared(spans, (half,)))
        return Share.ALL if taken == half.minutes else Share.PART if taken else Share.NONE

    def spoken(self) -> str:
        """„Dienstag 16:00 frei“, and what the other side has; with how many half hours are chosen."""
        if self.mark.is_head:
            return self._head_words()
        parts = [f"{WEEKDAYS[self.mark.weekday]} {clock(self.mark.start)} {self._state(self.times, self.own_word)}"]
        if self.other:
            parts.append(self._state(self.other, self.other_word))
        chosen = sum(span.minutes for span in self.chosen()) // HALF
        return ", ".join(parts) + (f", {chosen} halbe Stunden ausgewählt" if chosen > 1 else "")

    # the keyboard's mark

    def go(self, cell: Cell, *, extend: bool = False) -> None:
        """Put the mark on a cell within what is shown; `extend` keeps the other corner of the selection."""
        first, last = self.hours()
        start = cell.start if cell.start == HEAD else min(max(cell.start, first), last - HALF)
        self.mark = Cell(min(max(cell.weekday, ALL_DAYS), len(WEEKDAYS) - 1), start)
        if self.mark.is_head and self.mark.weekday == ALL_DAYS and start == HEAD:
            self.mark = Cell(0, HEAD)
        if not extend or self.mark.is_head or self.anchor.is_head:
            self.anchor = self.mark

    def step(self, days: int, halves: int, *, extend: bool = False) -> None:
        """Move the mark; above the first half hour stands the head of the day, left of Monday that of the hours."""
        first, _ = self.hours()
        start = self.mark.start
        if halves:
            start = first if start == HEAD and halves > 0 else start + halves * HALF
        if start != HEAD and start < first:
            start = first if extend else HEAD
        weekday = max(self.mark.weekday + days, 0 if extend else ALL_DAYS)
        self.go(Cell(weekday, start), extend=extend)

    def chosen(self) -> tuple[Span, ...]:
        """The half hours of the selection as one span a day."""
        first, last = self.hours()
        if self.mark.weekday == ALL_DAYS:
            return tuple(Span(day, self.mark.start, self.mark.start + HALF) for day in range(len(WEEKDAYS)))
        if self.mark.start == HEAD:
            return (Span(self.mark.weekday, first, last),)
        days = sorted((self.mark.weekday, self.anchor.weekday))
        start, end = sorted((self.mark.start, self.anchor.start))
        return tuple(Span(day, start, end + HALF) for day in range(days[0], days[1] + 1))

    def chosen_words(self) -> str:
        """„Di 15:00–17:00“, „Di–Do 09:00–10:00“: what is chosen, to stand beside the mark."""
        spans = self.chosen()
        first, last = (WEEKDAYS[span.weekday][:2] for span in (spans[0], spans[-1]))
        days = first if len(spans) == 1 else f"{first}–{last}"
        return f"{days} {clock(spans[0].start)}–{clock(spans[0].end)}"

    def all_taken(self) -> bool:
        """Whether everything chosen is marked already, so that turning it over clears it."""
        return not without(self.chosen(), self.times)

    # changing

    def load(self, spans: Iterable[Span]) -> None:
        """Show stored times; nothing can be undone then. Raises CaseworkError for a span that is none."""
        self.times, self._before = merged(spans), []
        self.go(self.mark)

    def lay_over(self, spans: Iterable[Span]) -> None:
        """The other side's times."""
        self.other = merged(spans)
        self.go(self.mark)

    def put(self, *, free: bool) -> bool:
        """Mark or clear what is chosen. Whether that changed anything."""
        chosen = self.chosen()
        return self._become(merged((*self.times, *chosen)) if free else without(self.times, chosen))

    def empty(self) -> bool:
        """Clear everything. Whether that changed anything."""
        return self._become(())

    def can_undo(self) -> bool:
        """Whether something was painted since loading."""
        return bool(self._before)

    def undo(self) -> bool:
        """Take the last change back. Whether there was one."""
        if self._before:
            self.times = self._before.pop()
            return True
        return False

    def _become(self, times: tuple[Span, ...]) -> bool:
        if times == self.times:
            return False
        self._before.append(self.times)
        self.times = times
        return True

    def _half(self, cell: Cell) -> Span:
        return Span(cell.weekday, cell.start, cell.start + HALF)

    def _state(self, spans: tuple[Span, ...], word: str) -> str:
        share = self.share(spans, self.mark)
        return {Share.NONE: f"nicht {word}", Share.PART: f"teilweise {word}", Share.ALL: word}[share]

    def _head_words(self) -> str:
        where = f"{WEEKDAYS[self.mark.weekday]}, ganzer Tag" if self.mark.start == HEAD else (
            f"Jeden Tag {clock(self.mark.start)}"
        )
        return f"{where} {self.own_word if self.all_taken() else f'nicht ganz {self.own_word}'}"


def clock(minute: int) -> str:
    """„09:30“."""
    return f"{minute // 60:02}:{minute % 60:02}"


def week_words(spans: Iterable[Span]) -> str:
    """„Di 16:00–18:00, Sa 09:00–12:00 und 14:00–16:00“; empty for none."""
    days: dict[int, list[str]] = {}
    for span in merged(spans):
        days.setdefault(span.weekday, []).append(f"{clock(span.start)}–{clock(span.end)}")
    return ", ".join(f"{WEEKDAYS[day][:2]} {' und '.join(times)}" for day, times in days.items())


def length_words(spans: Iterable[Span]) -> str:
    """„2 Stunden“, „1,5 Stunden“, „45 Minuten“ of all spans together."""
    minutes = sum(span.minutes for span in merged(spans))
    if minutes < 60:
        return f"{minutes} Minuten"
    hours = f"{minutes / 60:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{hours} {'Stunde' if minutes == 60 else 'Stunden'}"
