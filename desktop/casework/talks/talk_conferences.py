"""Who else was there: talks with others, and the case conference, which is anonymous or with consent (domain 7.5)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.casework.people.consents import has_consent
from desktop.casework.people.people import person_row
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.errors import CaseworkError
from desktop.records.people import Person
from desktop.talk_terms import TalkKind
from desktop.terms import ConsentPurpose

WITH_OTHERS = frozenset({TalkKind.CASE_TALK, TalkKind.CONFERENCE, TalkKind.HANDOVER, TalkKind.ACCOMPANYING})
"""Kinds that say who of other offices was there."""


def check_conference(session: Session, entry: TalkEntry) -> None:
    """Inside a use case: raises CaseworkError for a conference without its question or participants, or with
    somebody's name and without their consent to it on that day."""
    if entry.kind is not TalkKind.CONFERENCE:
        return
    if not entry.occasion:
        raise CaseworkError("Bitte als Anlass die Frage aufschreiben, um die es in der Fallkonferenz ging.",
                            field="occasion")  # fmt: skip
    if not entry.participants:
        raise CaseworkError("Bitte angeben, wer an der Fallkonferenz teilnahm.", field="participants")
    for person_id in entry.person_ids:
        if not has_consent(session, person_id, ConsentPurpose.CASE_TALK, entry.held_on):
            name = person_row(session.get_one(Person, person_id)).given
            raise CaseworkError(
                f"Von {name} fehlt die Einwilligung „{ConsentPurpose.CASE_TALK.label}“. Bitte unter „Personen“ "
                "eintragen oder anonym festhalten: ohne Person und ohne Namen im Text.", field="persons",
            )
