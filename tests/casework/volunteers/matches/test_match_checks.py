"""Hard limits hold at every step, and what changed later is flagged; the coordination knows no more than it needs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.deadlines.today import today_view
from desktop.casework.people.families import put_together
from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours_lists import month_grid
from desktop.casework.volunteers.matches import match_life as life
from desktop.casework.volunteers.matches.match_print import match_print
from desktop.casework.volunteers.matches.match_rows import Agreement, Meeting
from desktop.casework.volunteers.matches.matches import list_matches, match_detail, suggest
from desktop.casework.volunteers.matching.matching_print import match_reasons
from desktop.casework.volunteers.needs.need_lists import find_need
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.terms import CaseStatus, PartialDate
from desktop.volunteer_terms import Activity, MatchStage, NeedStatus, Sponsorship, VolunteerStatus
from tests.casework.volunteers.matches.match_samples import (
    CHILD,
    REASONS,
    add_case,
    add_certificate,
    add_need,
    add_volunteer,
    agreed,
    coordinator,
    met,
    running,
    suggested,
)

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


def put(session: Session, kind: Any, id_: int, **values: Any) -> None:
    """Change a row as somebody else would have."""
    session.rollback()
    session.connection(execution_options={"writing": True})
    row = session.get_one(kind, id_)
    for name, value in values.items():
        setattr(row, name, value)
    session.commit()


def child_need(session: Session, actor: Actor, birth: PartialDate | None = CHILD) -> int:
    case_id, person_id = add_case(session, actor, "Mina", birth=birth)
    return add_need(session, case_id, person_id)


@pytest.mark.parametrize("birth", [CHILD, PartialDate(2008), None], ids=["child", "perhaps", "unknown"])
def test_whoever_may_be_a_minor_needs_a_certificate(
    session: Session, actor: Actor, birth: PartialDate | None
) -> None:
    need_id, volunteer_id = child_need(session, actor, birth), add_volunteer(session)
    with pytest.raises(CaseworkError, match="Führungszeugnis"):
        suggest(session, actor, need_id, volunteer_id, REASONS)
    add_certificate(session, volunteer_id)
    assert suggest(session, actor, need_id, volunteer_id, REASONS).made


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": VolunteerStatus.PAUSE}, "Pause"),
        ({"status": VolunteerStatus.ENDED}, "beendet"),
        ({"consent_withdrawn_on": dt.date(2026, 11, 1)}, "Einwilligung"),
        ({"available_until": dt.date(2026, 11, 1)}, "nur bis 01.11.2026"),
        ({"excluded_activities": ["language"]}, "möchte nicht: Sprachpatenschaft"),
        ({"excluded_groups": ["single"]}, "möchte nicht: Einzelpersonen"),
        ({"most_matches": 0}, "kein freier Platz"),
    ],
)
def test_a_hard_limit_refuses_the_suggestion_and_every_later_step(
    session: Session, actor: Actor, values: dict[str, Any], words: str
) -> None:
    match_id = suggested(session, actor)
    row = match_detail(session, actor, match_id).row
    put(session, Volunteer, row.volunteer_id, **values)
    other_case, other_person = add_case(session, actor, "Sara", "Habte")
    with pytest.raises(CaseworkError, match=words):
        suggest(session, actor, add_need(session, other_case, other_person), row.volunteer_id, REASONS)
    with pytest.raises(CaseworkError, match=words):
        life.agree_volunteer(session, actor, match_id, TODAY)


def test_the_last_place_is_taken_by_who_agreed_first(session: Session, actor: Actor) -> None:
    first = suggested(session, actor)
    volunteer_id = match_detail(session, actor, first).row.volunteer_id
    case_id, person_id = add_case(session, actor, "Sara", "Habte")
    second = suggest(session, actor, add_need(session, case_id, person_id), volunteer_id, REASONS).made or 0
    met(session, actor, first)
    with pytest.raises(CaseworkError, match="kein freier Platz: 1 von 1"):
        life.agree_volunteer(session, actor, second, TODAY)
    life.sign_agreement(session, actor, first, Agreement(TODAY, "Deutsch"))


def test_a_client_is_not_matched_with_themselves_nor_with_their_family(session: Session, actor: Actor) -> None:
    case_id, person_id = add_case(session, actor)
    wife_case, wife_id = add_case(session, actor, "Leyla")
    family_case = put_together(session, actor, (case_id, wife_case)).made or 0
    need_id = add_need(session, family_case, wife_id)
    volunteer_id = add_volunteer(session, person_id=person_id)
    with pytest.raises(CaseworkError, match="kommt für diesen Bedarf nicht in Frage") as refused:
        suggest(session, actor, need_id, volunteer_id, REASONS)
    assert "Ahmadi" not in str(refused.value)


def test_a_birth_date_put_right_after_the_match_is_flagged_and_stops_the_next_step(
    session: Session, actor: Actor
) -> None:
    match_id = suggested(session, actor)
    met(session, actor, match_id)
    assert match_detail(session, actor, match_id).row.blocks == ()
    person_id = match_detail(session, actor, match_id).consents[0].person_id
    put(session, Person, person_id, birth_date=CHILD)
    assert any("Führungszeugnis" in block for block in list_matches(session, actor)[0].blocks)
    with pytest.raises(CaseworkError, match="Führungszeugnis"):
        life.sign_agreement(session, actor, match_id, Agreement(TODAY, "Deutsch"))


def test_a_certificate_that_lapses_is_flagged_on_the_day_after_its_last(session: Session, actor: Actor) -> None:
    volunteer_id = add_volunteer(session)
    add_certificate(session, volunteer_id, dt.date(2026, 12, 31))
    need_id = child_need(session, actor)
    match_id = suggest(session, actor, need_id, volunteer_id, REASONS).made or 0
    running(session, actor, match_id)
    with clock.fixed(dt.date(2026, 12, 31)):
        assert match_detail(session, actor, match_id).row.blocks == ()
    with clock.fixed(dt.date(2031, 2, 1)):
        assert any("abgelaufen" in block for block in match_detail(session, actor, match_id).row.blocks)


def test_a_closed_need_and_an_ended_case_get_no_suggestion(session: Session, actor: Actor) -> None:
    case_id, person_id = add_case(session, actor)
    need_id, volunteer_id = add_need(session, case_id, person_id), add_volunteer(session)
    put(session, VolunteerNeed, need_id, status=NeedStatus.CLOSED)
    with pytest.raises(CaseworkError, match="abgeschlossen"):
        suggest(session, actor, need_id, volunteer_id, REASONS)
    put(session, VolunteerNeed, need_id, status=NeedStatus.OPEN)
    put(session, Case, case_id, status=CaseStatus.ENDED)
    with pytest.raises(CaseworkError, match="wieder aufnehmen"):
        suggest(session, actor, need_id, volunteer_id, REASONS)


def test_a_match_whose_case_went_another_way_is_flagged(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    running(session, actor, match_id)
    put(session, Case, match_detail(session, actor, match_id).row.client.case_id, status=CaseStatus.NOT_REACHED)
    (row,) = list_matches(session, actor)
    assert row.blocks == (f"der Fall ist „{CaseStatus.NOT_REACHED.label}“",)


def test_a_list_takes_as_many_statements_however_many_matches_there_are(session: Session, actor: Actor) -> None:
    asked: list[str] = []

    def count(*arguments: Any) -> None:
        asked.append(str(arguments[2]))

    def statements() -> int:
        session.expunge_all()
        asked.clear()
        list_matches(session, actor)
        return len(asked)

    suggested(session, actor)
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", count)
    alone = statements()
    for _ in range(4):
        suggested(session, actor)
    several = statements()
    event.remove(engine, "before_cursor_execute", count)
    assert several == alone


def test_for_a_child_a_grown_up_of_the_family_consents(session: Session, actor: Actor) -> None:
    mother_case, mother = add_case(session, actor, "Leyla")
    child_case, child = add_case(session, actor, "Mina", birth=CHILD)
    family_case = put_together(session, actor, (mother_case, child_case)).made or 0
    volunteer_id = add_volunteer(session)
    add_certificate(session, volunteer_id)
    need_id = add_need(session, family_case, child, activity=Activity.LEARNING)
    match_id = suggest(session, actor, need_id, volunteer_id, REASONS).made or 0
    assert [one.name for one in match_detail(session, actor, match_id).consents] == ["Leyla"]
    with pytest.raises(CaseworkError, match="kann hier nicht einwilligen"):
        life.record_consent(session, actor, match_id, child, TODAY)
    life.record_consent(session, actor, match_id, mother, TODAY)
    life.agree_person(session, actor, match_id, TODAY)


def test_a_family_sponsorship_is_for_everybody_present(session: Session, actor: Actor) -> None:
    first_case, _ = add_case(session, actor, "Leyla")
    second_case, _ = add_case(session, actor, "Ali")
    family_case = put_together(session, actor, (first_case, second_case)).made or 0
    need_id = add_need(session, family_case, None, sponsorship=Sponsorship.FAMILY)
    match_id = suggest(session, actor, need_id, add_volunteer(session), REASONS).made or 0
    row = match_detail(session, actor, match_id).row
    assert row.client.ages == (36, 36)
    agreed(session, actor, match_id)


@pytest.mark.parametrize(
    ("reads_cases", "label"), [(True, "Familie Ahmadi, 2 Personen"), (False, "Familie, 2 Personen")]
)
def test_a_family_has_the_same_label_everywhere(
    session: Session, actor: Actor, reads_cases: bool, label: str
) -> None:
    first_case, _ = add_case(session, actor, "Leyla")
    second_case, _ = add_case(session, actor, "Ali")
    family_case = put_together(session, actor, (first_case, second_case)).made or 0
    need_id = add_need(session, family_case, None, sponsorship=Sponsorship.FAMILY)
    match_id = suggest(session, actor, need_id, add_volunteer(session), REASONS).made or 0
    agreed(session, actor, match_id)
    life.plan_meeting(session, actor, match_id, Meeting(TODAY, "Rathaus"))
    reader = actor if reads_cases else coordinator(actor)
    row = match_detail(session, reader, match_id).row
    assert (row.client.name, row.client.given) == (label, "Familie, 2 Personen")
    assert find_need(session, reader, need_id).client == label
    columns = month_grid(session, reader, row.volunteer_id, TODAY).columns
    assert columns[0].label == f"{label} · Sprachpatenschaft"
    line = next(line for line in today_view(session, reader).lines if line.rule == "match_meeting")
    assert line.detail == f"Sprachpatenschaft mit Familie, 2 Personen ({row.client.case_number})"
    assert match_reasons(session, reader, match_id).client == "Familie, 2 Personen"
    sheet = match_print(session, reader, match_id)
    assert sheet.client_given == "Leyla (Familie, 2 Personen)", "who consented, so that somebody can be asked for"


def test_the_coordination_sees_given_names_and_does_every_step(session: Session, actor: Actor) -> None:
    match_id = suggested(session, actor)
    without_cases = coordinator(actor)
    running(session, without_cases, match_id)
    detail = match_detail(session, without_cases, match_id)
    assert detail.row.stage is MatchStage.ACTIVE
    assert detail.row.client.name == "Ali"
    assert "Ahmadi" not in repr(detail)
    assert match_detail(session, actor, match_id).row.client.name == "Ahmadi, Ali"


def test_somebody_without_a_given_name_is_not_called_by_the_family_name(session: Session, actor: Actor) -> None:
    case_id, person_id = add_case(session, actor, given="")
    need_id = add_need(session, case_id, person_id)
    match_id = suggest(session, actor, need_id, add_volunteer(session, given_names=""), REASONS).made or 0
    detail = match_detail(session, coordinator(actor), match_id)
    assert detail.row.volunteer_given == "Ehrenamtliche/r"
    assert [one.name for one in detail.consents] == ["–"]
    assert "Ahmadi" not in repr(detail)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s, a, m: life.plan_meeting(s, a, m, Meeting(dt.date(2028, 1, 1))), "mehr als ein Jahr"),
        (lambda s, a, m: life.plan_meeting(s, a, m, Meeting(TODAY, trial_weeks=27)), "von 0 bis 26"),
        (lambda s, a, m: life.plan_meeting(s, a, m, Meeting(TODAY, "x" * 501)), "zu lang"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(session: Session, actor: Actor, call: Any, words: str) -> None:
    match_id = suggested(session, actor)
    agreed(session, actor, match_id)
    with pytest.raises(CaseworkError, match=words):
        call(session, actor, match_id)
