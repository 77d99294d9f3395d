"""Hard limits of a match, looked at again at every step: they may have changed since the suggestion (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_moves import OVER
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.people.people import require_person
from desktop.casework.search.folding import fold
from desktop.casework.volunteers.matches.match_rows import RUNNING, TOGETHER, Consenting
from desktop.casework.volunteers.matching.matching_limits import limits
from desktop.casework.volunteers.matching.matching_profiles import need_profiles, volunteer_profiles
from desktop.casework.volunteers.matching.matching_rows import ADULT, VolunteerProfile, ages
from desktop.errors import CaseworkError
from desktop.records.cases import Case, Consent
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import ConsentPurpose
from desktop.volunteer_terms import MatchStage, NeedStatus, Sponsorship


def persons_for(session: Session, need: VolunteerNeed) -> tuple[Person, ...]:
    """Whom a need is for: one person, or everybody present in the family."""
    if need.person_id is not None:
        return (require_person(session, need.person_id),)
    return persons_of(session, require_case(session, need.case_id))


def blocks_of(
    session: Session, need: VolunteerNeed, volunteer: Volunteer, day: dt.date, match: VolunteerMatch | None = None
) -> tuple[str, ...]:
    """What stands against it on that day, in words; empty when nothing does. The same limits as of suggestions.

    With `match`, the room that match itself takes does not count against it.
    """
    profiles = volunteer_profiles(session, day, [volunteer.id])
    wanted = need_profiles(session, [need.id], day, closed=True)[0]
    return tuple(reason.words for reason in limits(wanted, _without(profiles[0], match)))


def blocks_of_all(session: Session, matches: Sequence[VolunteerMatch], day: dt.date) -> dict[int, tuple[str, ...]]:
    """`blocks_of` of many matches by their ids, in as many statements as of one; ended ones are left out."""
    alive = [match for match in matches if match.stage is not MatchStage.ENDED]
    if not alive:
        return {}
    volunteers = {one.id: one for one in volunteer_profiles(session, day, {match.volunteer_id for match in alive})}
    needs = {one.id: one for one in need_profiles(session, [match.need_id for match in alive], day, closed=True)}
    over = _cases_over(session, [match.need_id for match in alive])
    return {
        match.id: (*over.get(match.need_id, ()), *(
            reason.words for reason in limits(needs[match.need_id], _without(volunteers[match.volunteer_id], match))
        ))
        for match in alive
    }  # fmt: skip


def check_allowed(
    session: Session, need: VolunteerNeed, volunteer: Volunteer, day: dt.date, match: VolunteerMatch | None = None
) -> None:
    """Raises CaseworkError with the first thing that stands against it."""
    case = require_case(session, need.case_id)
    if case.status in OVER:
        raise CaseworkError(f"Der Fall ist „{case.status.label}“. Bitte ihn zuerst wieder aufnehmen.")
    if need.status is NeedStatus.CLOSED:
        raise CaseworkError("Dieser Bedarf ist abgeschlossen. Bitte ihn zuerst wieder öffnen.")
    for block in blocks_of(session, need, volunteer, day, match):
        raise CaseworkError(f"Das geht nicht mit {volunteer.name}: {block}.")


def check_alone(session: Session, match: VolunteerMatch, need: VolunteerNeed) -> None:
    """Raises CaseworkError when somebody else is at it already; only for a group there may be several."""
    others = select(VolunteerMatch.id).where(
        VolunteerMatch.need_id == need.id, VolunteerMatch.id != match.id, VolunteerMatch.stage.in_(TOGETHER)
    )
    if need.sponsorship is not Sponsorship.GROUP and session.scalar(others.limit(1)) is not None:
        raise CaseworkError("Diesen Bedarf begleitet schon jemand. Bitte die andere Begleitung zuerst beenden.")


def consenting(session: Session, need: VolunteerNeed, volunteer: Volunteer, day: dt.date) -> tuple[Consenting, ...]:
    """Who may allow giving the volunteer data of the client: the grown-up person, else the grown-ups of the family.

    Without any grown-up, whoever it is for: their guardian signs.
    """
    whom = persons_for(session, need)
    family = persons_of(session, require_case(session, need.case_id))
    grown_up = tuple(person for person in whom if is_grown_up(person, day))
    signing = grown_up or tuple(person for person in family if is_grown_up(person, day)) or whom
    return tuple(
        Consenting(person.id, person.call_name or person.given_names or "–", _holds(session, person, volunteer, day))
        for person in signing
    )


def is_grown_up(person: Person, day: dt.date) -> bool:
    """Nobody is held for a child for want of a birth date; one known in part must leave no doubt."""
    youngest, _ = ages(person.birth_date, day)
    return youngest is None or youngest >= ADULT


def _cases_over(session: Session, need_ids: Sequence[int]) -> dict[int, tuple[str]]:
    """Needs of cases that went another way than by their Abschluss, which ends matches."""
    found = session.execute(
        select(VolunteerNeed.id, Case.status).join(Case, Case.id == VolunteerNeed.case_id)
        .where(VolunteerNeed.id.in_(need_ids), Case.status.in_(OVER))
    )  # fmt: skip
    return {need_id: (f"der Fall ist „{status.label}“",) for need_id, status in found}


def _without(volunteer: VolunteerProfile, match: VolunteerMatch | None) -> VolunteerProfile:
    """The volunteer as if this match were not made."""
    if match is None or match.stage is MatchStage.ENDED:
        return volunteer
    running = volunteer.running - (match.stage in RUNNING)
    return replace(volunteer, running=running, needs=volunteer.needs - {match.need_id})


def _holds(session: Session, person: Person, volunteer: Volunteer, day: dt.date) -> bool:
    """A consent names „bestimmte Ehrenamtliche“: one without a recipient, or with this volunteer's name."""
    found = session.scalars(
        select(Consent).where(Consent.person_id == person.id, Consent.purpose == ConsentPurpose.VOLUNTEER)
    )
    return any(_covers(consent, volunteer, day) for consent in found)


def _covers(consent: Consent, volunteer: Volunteer, day: dt.date) -> bool:
    if consent.valid_from > day or (consent.valid_until is not None and consent.valid_until < day):
        return False
    if consent.withdrawn_on is not None and consent.withdrawn_on <= day:
        return False
    names = set(fold(f"{volunteer.family_name} {volunteer.given_names}").split())
    return not consent.recipient or bool(names & set(fold(consent.recipient).split()))
