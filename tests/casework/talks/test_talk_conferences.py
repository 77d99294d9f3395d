"""Case conferences (domain 7.5): anonymous or with consent, with their question, participants and agreements."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import open_person_case
from desktop.casework.people.consents import NewConsent, give_consent, list_consents, withdraw_consent
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_rows import TalkEntry
from desktop.casework.talks.talk_views import list_talks, open_talk, talk_history
from desktop.casework.talks.talks import add_talk, edit_talk, kept_talk, restore_talk
from desktop.errors import CaseworkError
from desktop.talk_terms import TalkKind
from desktop.terms import ConsentPurpose

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.date(2026, 11, 20)
ROUND = "Frau Krüger, Schule am Berg\nHerr Sommer, Jugendamt"


@pytest.fixture
def person_id(session: Session, actor: Actor) -> int:
    return create_person(session, actor, PersonFacts("Ahmadi", "Maryam")).made or 0


@pytest.fixture
def conference(session: Session, actor: Actor, person_id: int) -> TalkEntry:
    case_id = open_person_case(session, actor, person_id).made or 0
    return TalkEntry((case_id,), DAY, kind=TalkKind.CONFERENCE, occasion="Welche Schule passt?", participants=ROUND,
                     outcome="Die Schule prüft einen Platz in der VKL.")  # fmt: skip


def test_an_anonymous_conference_needs_no_consent(session: Session, actor: Actor, conference: TalkEntry) -> None:
    talk_id = add_talk(session, actor, conference).made or 0
    (row,) = list_talks(session, actor, conference.case_ids[0])
    assert (row.id, row.persons, row.participants, row.occasion, row.outcome, row.counts) == (
        talk_id, (), ROUND, "Welche Schule passt?", "Die Schule prüft einen Platz in der VKL.", False,
    )  # fmt: skip


def test_with_a_name_it_needs_the_persons_consent_of_that_day(
    session: Session, actor: Actor, conference: TalkEntry, person_id: int
) -> None:
    named = replace(conference, person_ids=(person_id,))
    with pytest.raises(CaseworkError, match="Von Maryam fehlt die Einwilligung „Fallbesprechung“") as refused:
        add_talk(session, actor, named)
    assert refused.value.field == "persons"
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.CASE_TALK, DAY + dt.timedelta(days=1)))
    with pytest.raises(CaseworkError, match="fehlt die Einwilligung"):
        add_talk(session, actor, named)
    give_consent(session, actor, NewConsent(person_id, ConsentPurpose.CASE_TALK, DAY))
    assert add_talk(session, actor, named).made
    for row in list_consents(session, actor, person_id):
        withdraw_consent(session, actor, row.id, DAY)
    with pytest.raises(CaseworkError, match="fehlt die Einwilligung"):
        add_talk(session, actor, named)


@pytest.mark.parametrize(("field", "said"), [("occasion", "die Frage"), ("participants", "wer an der Fallkonferenz")])
def test_its_question_and_who_took_part_are_asked_for(
    session: Session, actor: Actor, conference: TalkEntry, field: str, said: str
) -> None:
    empty = replace(conference, occasion="" if field == "occasion" else "Frage",
                    participants="" if field == "participants" else ROUND)  # fmt: skip
    with pytest.raises(CaseworkError, match=said) as refused:
        add_talk(session, actor, empty)
    assert refused.value.field == field


def test_who_was_there_has_its_history_and_comes_back_after_deleting(
    session: Session, actor: Actor, conference: TalkEntry
) -> None:
    case_id = conference.case_ids[0]
    talk_id = add_talk(session, actor, conference).made or 0
    edit_talk(session, actor, talk_id, replace(conference, participants="Frau Krüger"), 1)
    assert [(one.field, one.value) for one in talk_history(session, actor, talk_id)] == [("participants", ROUND)]
    assert open_talk(session, actor, talk_id, case_id).entry.participants == "Frau Krüger"
    kept = kept_talk(session, actor, talk_id)
    again = restore_talk(session, actor, kept).made or 0
    assert open_talk(session, actor, again, case_id).entry.participants == "Frau Krüger"


def test_other_kinds_keep_only_what_belongs_to_them(
    session: Session, actor: Actor, conference: TalkEntry, person_id: int
) -> None:
    short = replace(conference, kind=TalkKind.SHORT, person_ids=(person_id,))
    add_talk(session, actor, short)
    assert list_talks(session, actor, conference.case_ids[0])[0].participants == ""
    add_talk(session, actor, replace(short, kind=TalkKind.CASE_TALK))
    assert list_talks(session, actor, conference.case_ids[0])[0].participants == ROUND
