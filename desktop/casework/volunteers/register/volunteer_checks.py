"""What is wrong with the facts of a volunteer as entered: one German sentence, at the field it belongs to."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy.orm import Session

from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.office import User
from desktop.records.volunteers import Volunteer, VolunteerGroup
from desktop.volunteer_terms import VolunteerStatus

WITHOUT_CONSENT = frozenset({VolunteerStatus.INTEREST, VolunteerStatus.FIRST_TALK, VolunteerStatus.ENDED})
"""While there is only interest, name and contact are kept at somebody's own wish (domain 6.1)."""
_OLDEST_BIRTH_YEAR, _YOUNGEST = 1900, 12
"""Nobody older is alive; nobody younger than that many years is a volunteer."""
_MOST_MATCHES, _MOST_MINUTES, _MOST_KM = 50, 7 * 24 * 60, 500
_BIRTHDAY = re.compile(r"(\d\d)-(\d\d)")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def check_facts(session: Session, facts: VolunteerFacts) -> None:
    """Raises CaseworkError, with the field it belongs to, for what cannot be."""
    if not facts.family_name and not facts.given_names:
        raise CaseworkError("Bitte mindestens einen Namen eintragen.", field="family_name")
    _check_birth(facts)
    _check_amounts(facts)
    _check_days(facts)
    if facts.email and not _MAIL.fullmatch(facts.email):
        raise CaseworkError("Das ist keine E-Mail-Adresse. Bitte prüfen.", field="email")
    for wanted, excluded in (("activities", "excluded_activities"), ("target_groups", "excluded_groups")):
        both = [code.label for code in getattr(facts, wanted) if code in getattr(facts, excluded)]
        if both:
            raise CaseworkError(f"„{both[0]}“ ist zugleich gewünscht und ausgeschlossen. Bitte eines davon entfernen.",
                                field=excluded)
    _check_known(session, facts)


def _check_known(session: Session, facts: VolunteerFacts) -> None:
    if facts.group_id is not None and session.get(VolunteerGroup, facts.group_id) is None:
        raise CaseworkError("Diesen Helferkreis gibt es nicht mehr.", field="group_id")
    if facts.responsible_id is not None and session.get(User, facts.responsible_id) is None:
        raise CaseworkError("Diese Person arbeitet nicht mit dem Tresor. Bitte jemand anderen wählen.",
                            field="responsible_id")  # fmt: skip


def check_consent(volunteer: Volunteer, facts: VolunteerFacts) -> None:
    """Raises CaseworkError where facts would take away a consent that is needed, or put one back that was withdrawn."""
    if facts.consent_on is None and volunteer.status not in WITHOUT_CONSENT:
        raise CaseworkError(
            "Ohne Einwilligung dürfen nur Name und Kontakt im Status „Interesse“ bleiben. Bitte den Tag der "
            "Einwilligung eintragen oder die Einwilligung widerrufen.", field="consent_on",
        )  # fmt: skip
    withdrawn = volunteer.consent_withdrawn_on
    if withdrawn is not None and facts.consent_on != volunteer.consent_on:
        raise CaseworkError("Die Einwilligung ist widerrufen. Bitte eine neue Einwilligung erfassen.",
                            field="consent_on")


def _check_birth(facts: VolunteerFacts) -> None:
    if facts.birth_year is not None and not _OLDEST_BIRTH_YEAR <= facts.birth_year <= today().year - _YOUNGEST:
        raise CaseworkError("Dieses Geburtsjahr kann nicht stimmen. Bitte prüfen.", field="birth_year")
    if facts.birthday and not _is_day_of_year(facts.birthday):
        raise CaseworkError("Diesen Tag gibt es nicht. Bitte Tag und Monat prüfen.", field="birthday")


def _is_day_of_year(text: str) -> bool:
    """„MM-DD“; 29 February is somebody's birthday, too."""
    found = _BIRTHDAY.fullmatch(text)
    try:
        return found is not None and bool(dt.date(2000, int(found[1]), int(found[2])))
    except ValueError:
        return False


def _check_amounts(facts: VolunteerFacts) -> None:
    limits = (("most_matches", 1, _MOST_MATCHES, "Begleitungen zur gleichen Zeit"),
              ("minutes_per_week", 1, _MOST_MINUTES, "Minuten in der Woche"),
              ("radius_km", 0, _MOST_KM, "Kilometer"))  # fmt: skip
    for name, least, most, words in limits:
        value = getattr(facts, name)
        if value is not None and not least <= value <= most:
            raise CaseworkError(f"Möglich sind {least} bis {most} {words}.", field=name)


def _check_days(facts: VolunteerFacts) -> None:
    if facts.available_from and facts.available_until and facts.available_until < facts.available_from:
        raise CaseworkError("„Verfügbar bis“ liegt vor „verfügbar ab“. Bitte die Tage prüfen.", field="available_until")
    for name, words in (("active_since", "Der Beginn des Ehrenamts"), ("first_talk_on", "Das Erstgespräch"),
                        ("consent_on", "Die Einwilligung")):  # fmt: skip
        day = getattr(facts, name)
        if day is not None and day > today():
            raise CaseworkError(f"{words} liegt in der Zukunft. Bitte den Tag prüfen.", field=name)
