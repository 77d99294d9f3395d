"""The postal code of where a need takes place: said with the place, or that of the dwelling.

PRIVACY: it is for reckoning kilometres alone and never shown; who has „Auskunftssperre“ in the file keeps everybody's
dwelling out of it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from desktop.casework.volunteers.matching.distance import code_in
from desktop.casework.volunteers.matching.matching_rows import place_names
from desktop.records.people import Address, Person


@dataclass(frozen=True)
class Dwellings:
    """Postal code and town of where people live on a day, and who of them keeps it secret."""

    homes: dict[int, set[tuple[str, str]]] = field(default_factory=dict)
    secret: frozenset[int] = frozenset()

    def code_for(self, place: str, whom: Collection[int], around: Collection[int]) -> str:
        """Code of a need at `place` for the people `whom`; `around` are all of their file.

        Empty where no single one is known: nobody's present address has one, they live apart, or `place` is another
        town than theirs.
        """
        if said := code_in(place):
            return said
        if not self.secret.isdisjoint((*around, *whom)):
            return ""
        named = place_names(place)
        homes = {home for one in whom for home in self.homes.get(one, ())}
        codes = {code for code, town in homes if named <= place_names(town)}
        return codes.pop() if len(codes) == 1 else ""


def dwellings(session: Session, person_ids: Collection[int], day: dt.date) -> Dwellings:
    """Where these people live on `day`, in one statement."""
    present = and_(
        Address.person_id == Person.id, or_(Address.since.is_(None), Address.since <= day),
        or_(Address.until.is_(None), Address.until >= day),
    )  # fmt: skip
    asked = (
        select(Person.id, Person.address_secret, Address.postal_code, Address.town)
        .outerjoin(Address, present).where(Person.id.in_(person_ids))
    )  # fmt: skip
    homes, secret = defaultdict[int, set[tuple[str, str]]](set), set()
    for id_, is_secret, postal_code, town in session.execute(asked):
        secret |= {id_} if is_secret else set()
        if code := code_in(postal_code or ""):
            homes[id_].add((code, town))
    return Dwellings(homes, frozenset(secret))
