"""What the sheet with the reasons of a match may say: no family name, no notes, and the office's copy is recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_rows import Reasons
from desktop.casework.volunteers.matching.matching_print import match_reasons
from desktop.errors import CaseworkError
from desktop.records.office import AccessEntry
from desktop.records.volunteer_matches import MatchStep, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import PartialDate, Role
from desktop.volunteer_terms import Activity, GenderWish, MatchStage, VolunteerStatus
from tests.casework.deadlines.due_samples import case_of, family_of, put
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
REASONS = Reasons(83, ("Sprache: spricht Arabisch",), ("Ort: anderswo",), ("Erfahrung: nicht bekannt",))


def a_match(session: Session, actor: Actor, case_id: int, person_id: int | None) -> int:
    """A match both agreed on, with a note nobody else is to read."""
    need = VolunteerNeed(
        case_id=case_id, person_id=person_id, activity=Activity.EVERYDAY, task="Briefe lesen", languages=["ar", "fa"],
        times=[[1, 960, 1080]], gender_wish=GenderWish.WOMAN, reported_on=TODAY - dt.timedelta(days=20),
        note="nur für das Büro", interests=["Kochen"],
    )  # fmt: skip
    volunteer = Volunteer(family_name="Weiß", given_names="Gerda", status=VolunteerStatus.READY, status_since=TODAY)
    put(session, need, volunteer)
    match = VolunteerMatch(need_id=need.id, volunteer_id=volunteer.id, reasons=REASONS.columns(), steps=[
        MatchStep(stage=MatchStage.SUGGESTED, on_date=TODAY - dt.timedelta(days=3), created_by=actor.user_id),
        MatchStep(stage=MatchStage.PERSON_AGREED, on_date=TODAY, note="zögert noch", created_by=actor.user_id),
        MatchStep(stage=None, on_date=TODAY, note="geht gut", created_by=actor.user_id),
    ])  # fmt: skip
    put(session, match)
    return match.id


def test_need_reasons_and_who_decided_are_told_without_the_family_name(session: Session, actor: Actor) -> None:
    match_id = a_match(session, actor, *case_of(session, actor, birth_date=PartialDate(1990, 5, 17)))
    data = match_reasons(session, Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR), match_id)
    assert (data.client, data.age, data.volunteer, data.waited_days) == ("Filmon", "36 Jahre", "Weiß, Gerda", 17)
    assert dict(data.wishes) == {
        "Aufgabe": "Briefe lesen", "Für": "eine Person", "Sprache": "Arabisch oder Persisch",
        "Zeit": "Dienstag 16:00–18:00", "Gewünscht": "eine Frau", "Interessen": "Kochen",
    }  # fmt: skip
    assert data.reasons == REASONS
    assert [(step.title, step.user) for step in data.steps] == [
        ("Vorschlag", actor.name), ("Klient/in einverstanden", actor.name)
    ]
    for secret in ("Habte", "zögert", "geht gut", "nur für das Büro"):
        assert secret not in str(data)


def test_somebody_who_may_read_cases_gets_the_same_sheet(session: Session, actor: Actor) -> None:
    match_id = a_match(session, actor, *case_of(session, actor))
    assert "Habte" not in str(match_reasons(session, actor, match_id))


def test_of_a_family_only_how_many_they_are_is_told(session: Session, actor: Actor) -> None:
    case_id, _ = family_of(session, actor, "Zahra", "Ali")
    data = match_reasons(session, actor, a_match(session, actor, case_id, None))
    assert (data.client, data.age) == ("Familie, 2 Personen", "Alter nicht bekannt")
    assert "Ahmadi" not in str(data)


def test_printing_is_recorded_with_the_match(session: Session, actor: Actor) -> None:
    match_id = a_match(session, actor, *case_of(session, actor))
    match_reasons(session, actor, match_id)
    with session.begin():
        last = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert last is not None
    assert (last.action, last.objects) == ("match.reasons_sheet", [["match.reasons_sheet", match_id]])


def test_a_match_that_is_gone_is_said(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        match_reasons(session, actor, 999)
