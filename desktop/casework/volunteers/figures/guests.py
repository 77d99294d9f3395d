"""Who comes to the thank-you party of a year: ticked by anybody of the office, seen by everybody."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.office import Setting
from desktop.records.volunteers import Volunteer

_KEY = "volunteer_guests"
_YEARS = range(2015, 2101)
_YEARS_KEPT = 3
"""This many years keep their ticks; older ones tell nothing any more."""


@change(Right.EDIT_VOLUNTEERS, record="volunteer.guests")
def mark_guests(session: Session, actor: Actor, year: int, volunteer_ids: tuple[int, ...], coming: bool) -> Changes:
    """Tick these people for the party of the year or take their ticks away; all others stay as they are, so that two
    who tick at the same time lose nothing. Raises CaseworkError for nobody and for a year that cannot be."""
    if year not in _YEARS:
        raise CaseworkError(f"Das Jahr liegt zwischen {_YEARS[0]} und {_YEARS[-1]}.", field="until")
    known = set(session.scalars(select(Volunteer.id).where(Volunteer.id.in_(volunteer_ids))))
    if not known:
        raise CaseworkError("Diese Ehrenamtlichen gibt es nicht mehr. Bitte die Liste neu laden.")
    before = guests_of(session, year)
    ticks = _kept(session) | {str(year): sorted(before | known if coming else before - known)}
    lately = {of: ids for of, ids in ticks.items() if int(of) > year - _YEARS_KEPT}
    session.merge(Setting(key=_KEY, value=lately))
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in sorted(known)))


def guests_of(session: Session, year: int) -> frozenset[int]:
    """Inside a use case: ids of who is ticked for the year."""
    return frozenset(_kept(session).get(str(year), ()))


def _kept(session: Session) -> dict[str, list[int]]:
    row = session.get(Setting, _KEY)
    return dict(row.value) if row is not None else {}
