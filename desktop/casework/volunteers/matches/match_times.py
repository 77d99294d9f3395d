"""The weekly times of a volunteer's matches: no double booking, near ones said, the next free time proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.casework.volunteers.week_times import DAY, WEEKDAYS, Span, are_near, merged, shared, without
from desktop.errors import CaseworkError
from desktop.records.volunteer_matches import MatchTime, VolunteerMatch
from desktop.records.volunteers import Volunteer


def spans_of(times: Iterable[MatchTime]) -> tuple[Span, ...]:
    return tuple(Span(time.weekday, time.start, time.end) for time in times)


def taken_times(session: Session, volunteer_id: int, but: int | None = None) -> Mapping[int, tuple[Span, ...]]:
    """Times of the volunteer's running matches by match, without the match `but`."""
    asked = select(VolunteerMatch).where(
        VolunteerMatch.volunteer_id == volunteer_id, VolunteerMatch.stage.in_(RUNNING), VolunteerMatch.id != (but or 0)
    )
    return {match.id: spans_of(match.times) for match in session.scalars(asked)}


def check_times(session: Session, volunteer: Volunteer, wanted: tuple[Span, ...], but: int | None = None) -> None:
    """Raises CaseworkError for a time another running match of the volunteer has, and says the next free one."""
    taken = merged(span for spans in taken_times(session, volunteer.id, but).values() for span in spans)
    for span in merged(wanted):
        if not shared((span,), taken):
            continue
        free = next_free(without(offered_times(volunteer), (*taken, *wanted)), span)
        proposal = f" Nächste freie Zeit: {free.words}." if free else " Eine andere freie Zeit ist nicht eingetragen."
        raise CaseworkError(f"{span.words} ist schon durch eine andere Begleitung belegt.{proposal}", field="times")


def next_free(free: tuple[Span, ...], wanted: Span) -> Span | None:
    """The first free time at least as long as the wanted one, looking from it on around the week; None without any."""

    def wait(span: Span) -> int:
        return ((span.weekday - wanted.weekday) * DAY + span.start - wanted.start) % (len(WEEKDAYS) * DAY)

    return min((span for span in free if span.minutes >= wanted.minutes), key=wait, default=None)


def time_hints(session: Session, volunteer: Volunteer, wanted: tuple[Span, ...], but: int | None) -> tuple[str, ...]:
    """What is worth saying of times that are allowed."""
    others = [span for spans in taken_times(session, volunteer.id, but).values() for span in spans]
    offered = offered_times(volunteer)
    near = (
        f"{span.words} liegt nahe an einer anderen Begleitung ({other.words})."
        for span in wanted for other in others if are_near(span, other)
    )  # fmt: skip
    outside = (
        f"{span.words} liegt außerhalb der Zeiten, die im Profil stehen."
        for span in wanted if offered and without((span,), offered)
    )  # fmt: skip
    return tuple(dict.fromkeys((*near, *outside)))


def free_times(session: Session, volunteer: Volunteer, but: int | None = None) -> tuple[Span, ...]:
    """What the volunteer offers and no running match but `but` has."""
    taken = (span for spans in taken_times(session, volunteer.id, but).values() for span in spans)
    return without(offered_times(volunteer), taken)


def offered_times(volunteer: Volunteer) -> tuple[Span, ...]:
    """The week as the volunteer painted it."""
    return merged(Span(time.weekday, time.start, time.end) for time in volunteer.times)


def put_times(session: Session, match: VolunteerMatch, wanted: tuple[Span, ...]) -> None:
    """Give the match these times, put together where they touch."""
    fresh = merged(wanted)
    if fresh == spans_of(match.times):
        return
    match.times.clear()
    session.flush()
    match.times = [MatchTime(weekday=span.weekday, start=span.start, end=span.end) for span in fresh]
