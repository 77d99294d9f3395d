"""What becomes of matches when their case ends. Asked at every closing, so all but records is imported when needed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.clock import today
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import EndReason
from desktop.volunteer_terms import MatchEnd, MatchStage

NAMELESS = "Ehrenamtliche/r"
"""A volunteer without a given name, where the family name is not to be told."""
CASE_OVER = "Fall beendet"
"""Note of a match that ended with its case."""
_BY_CASE = "case_over"
"""Marks in `MatchStep.former` an end nobody but the end of the case brought about."""
_ENDS = {EndReason.REACHED: MatchEnd.REACHED, EndReason.MOVED: MatchEnd.MOVED_AWAY}


def open_matches(session: Session, case_id: int) -> list[VolunteerMatch]:
    """Inside a use case: matches of the case that have not ended, the oldest first."""
    asked = (
        select(VolunteerMatch).join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(VolunteerNeed.case_id == case_id, VolunteerMatch.stage != MatchStage.ENDED)
    )  # fmt: skip
    return list(session.scalars(asked.order_by(VolunteerMatch.id)))


def match_line(session: Session, match: VolunteerMatch) -> str:
    """„Sprachpatenschaft mit Gerda (aktiv)“: of the volunteer the given name alone."""
    need, volunteer = session.get_one(VolunteerNeed, match.need_id), session.get_one(Volunteer, match.volunteer_id)
    return f"{need.activity.label} mit {volunteer.given_names or NAMELESS} ({match.stage.label})"


def match_end_at_closing(reason: EndReason) -> MatchEnd:
    """What a match ends with when its case has its Abschluss."""
    return _ENDS.get(reason, MatchEnd.TIME_OVER)


def end_matches(
    session: Session, actor: Actor, case_id: int, on: dt.date, reason: MatchEnd, note: str = CASE_OVER
) -> Changes:
    """Inside a use case: the case is over, and with it what still runs; suggestions fall away the same way."""
    changes, matches = Changes(), open_matches(session, case_id)
    if not matches:
        return changes
    from desktop.casework.volunteers.matches.match_steps import end_step, settled  # noqa: PLC0415  see above

    for match in matches:
        last = max((step.on_date for step in match.steps if step.on_date <= today()), default=on)
        with end_step(session, actor, match, max(on, last), reason, note) as step:
            step.former = {**step.former, _BY_CASE: True}
        changes |= Changes(settled(session, match).touched)  # what was made is the end of the case
    return changes


def matches_ended_since(session: Session, case_id: int, moment: dt.datetime) -> tuple[int, ...]:
    """Inside a use case: ids of matches that ended with their case at that moment or later."""
    asked = (
        select(VolunteerMatch).join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(VolunteerNeed.case_id == case_id, VolunteerMatch.stage == MatchStage.ENDED)
    )  # fmt: skip
    matches = session.scalars(asked.order_by(VolunteerMatch.id))
    return tuple(match.id for match in matches if _ended_by_case(match) and match.steps[-1].created_at >= moment)


def open_matches_again(session: Session, match_ids: tuple[int, ...]) -> Changes:
    """Inside a use case: the end of their case is taken back; what was changed since stays as it is."""
    changes = Changes()
    if not match_ids:
        return changes
    from desktop.casework.volunteers.matches.match_steps import restore  # noqa: PLC0415  see above

    for match_id in match_ids:
        match = session.get(VolunteerMatch, match_id)
        if match is not None and match.stage is MatchStage.ENDED and _ended_by_case(match):
            changes |= restore(session, match, session.get_one(VolunteerNeed, match.need_id))
    return changes


def _ended_by_case(match: VolunteerMatch) -> bool:
    return bool(match.steps) and _BY_CASE in match.steps[-1].former
