"""Who fits a need, with reasons: hard limits first, then points that explain themselves (peers.md, idea 7).

Nothing here assigns anybody: people decide. Every volunteer is read in a few statements.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matching.matching_fit import fit
from desktop.casework.volunteers.matching.matching_place import kilometres
from desktop.casework.volunteers.matching.matching_points import common_minutes
from desktop.casework.volunteers.matching.matching_profiles import need_profiles, volunteer_profiles
from desktop.casework.volunteers.matching.matching_rows import Fit, NeedProfile, Suggestion, VolunteerProfile
from desktop.clock import today
from desktop.errors import CaseworkError


@query(Right.READ_MATCHES)
def suggestions(session: Session, actor: Actor, need_id: int) -> tuple[Suggestion, ...]:
    """All volunteers for a need, the best first; those a hard limit keeps out follow with their reasons.

    Whoever has ended is left out. Raises CaseworkError for a need that is gone or closed.
    """
    (need,) = need_profiles(session, [need_id], today())
    found = (suggestion(need, volunteer) for volunteer in volunteer_profiles(session, need.day))
    return tuple(sorted(found, key=_rank))


def suggestion(need: NeedProfile, volunteer: VolunteerProfile) -> Suggestion:
    """The pair as a line of the ranking."""
    return Suggestion(
        need.id, volunteer.id, volunteer.name, volunteer.status, volunteer.town, volunteer.running,
        volunteer.most_matches, fit(need, volunteer), kilometres(need, volunteer), frozenset(volunteer.skills),
        volunteer.sex, volunteer.has_car, volunteer.is_certified,
        common_minutes(need, volunteer) >= max(1, need.wished_minutes), volunteer.group,
    )  # fmt: skip


def fit_of(session: Session, need_id: int, volunteer_id: int, day: dt.date | None = None) -> Fit:
    """How one volunteer fits one need. Raises CaseworkError when either is gone."""
    (need,) = need_profiles(session, [need_id], day or today())
    found = volunteer_profiles(session, need.day, [volunteer_id])
    if not found:
        raise CaseworkError("Diese/n Ehrenamtliche/n gibt es nicht mehr.")
    return fit(need, found[0])


def _rank(one: Suggestion) -> tuple[bool, int, int, str, int]:
    """Fewer limits first among those who are kept out; equal scores by name, so that the list stays the same."""
    return one.fit.blocked, len(one.fit.blocks), -one.fit.score, one.name.casefold(), one.volunteer_id
