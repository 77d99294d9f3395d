"""Entering a person with a file, people who join a family, finding them, and the overview of a file."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.assessments.assessment_rows import Rating
from desktop.casework.assessments.assessments import start_assessment
from desktop.casework.assessments.results import save_rating
from desktop.casework.cases.case_list import CaseFilter, list_cases
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.cases.overview import case_overview, prepare_overview
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import Newcomer, enter_member, put_together, take_in_person
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person, person_detail
from desktop.casework.people.residence import AddressRow, move
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_people
from desktop.errors import CaseworkError
from desktop.person_terms import Relation
from desktop.records.people import Person
from desktop.terms import AssessmentKind, CaseStatus, ConsentPurpose, Need, PartialDate

pytestmark = pytest.mark.usefixtures("fixed_clock")


def entered(session: Session, actor: Actor, family: str, given: str = "", **facts: object) -> int:
    values = PersonFacts(family_name=family, given_names=given, **facts)  # type: ignore[arg-type]  # test data
    made = enter_person_case(session, actor, values, (LanguageRow("ar"),)).made
    assert made is not None
    return made


def only_person(session: Session, actor: Actor, case_id: int) -> int:
    return case_head(session, actor, case_id).members[0].person.id


def test_a_person_entered_by_hand_has_a_file_at_once(session: Session, actor: Actor) -> None:
    case_id = entered(session, actor, "Issa", "Amal", assigned_on=dt.date(2026, 12, 1))
    head = case_head(session, actor, case_id)
    assert (head.title, head.status) == ("Issa, Amal", CaseStatus.ANNOUNCED)
    assert head.members[0].languages == ("ar",)


def test_an_impossible_person_leaves_no_file_behind(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError):
        entered(session, actor, "Issa", birth_date=PartialDate(2030))
    assert list_cases(session, actor) == ()


def test_a_newborn_joins_with_the_address_of_the_family(session: Session, actor: Actor) -> None:
    case_id = entered(session, actor, "Issa", "Amal")
    move(session, actor, (only_person(session, actor, case_id),), AddressRow("Talstr. 7", "79999", "Musterlingen"))
    baby = enter_member(session, actor, case_id, Newcomer(PersonFacts(family_name="Issa"), Relation.CHILD)).made
    assert baby is not None
    assert person_detail(session, actor, baby).addresses[0].line == "Talstr. 7, 79999 Musterlingen"
    head = case_head(session, actor, case_id)
    assert (head.title, len(head.members)) == ("Familie Issa", 2)
    elsewhere = Newcomer(PersonFacts(family_name="Issa"), Relation.PARTNER, lives_here=False)
    away = enter_member(session, actor, case_id, elsewhere).made
    assert away is not None
    assert person_detail(session, actor, away).addresses == ()


def test_somebody_with_an_own_file_joins_and_that_file_ends(session: Session, actor: Actor) -> None:
    case_id, other = entered(session, actor, "Issa", "Amal"), entered(session, actor, "Issa", "Omar")
    omar = only_person(session, actor, other)
    take_in_person(session, actor, case_id, omar, Relation.PARTNER)
    rows = {row.id: row for row in list_cases(session, actor, CaseFilter(with_ended=True))}
    assert rows[case_id].persons == 2
    assert rows[other].status is CaseStatus.ENDED


def test_somebody_of_another_family_is_not_taken_out_of_it_silently(session: Session, actor: Actor) -> None:
    one, two, three = (entered(session, actor, name) for name in ("Issa", "Noor", "Habte"))
    noor = only_person(session, actor, two)
    put_together(session, actor, (two, three))
    with pytest.raises(CaseworkError, match="F-2026-002"):
        take_in_person(session, actor, one, noor, Relation.OTHER)


def test_search_leads_to_the_running_file_in_any_spelling_and_by_number(session: Session, actor: Actor) -> None:
    one, two = entered(session, actor, "Şahin", "Gülsen"), entered(session, actor, "Şahin", "Ali")
    family = put_together(session, actor, (one, two)).made
    alone = create_person(session, actor, PersonFacts(family_name="Ohne", given_names="Fall")).made
    assert [(row.name, row.case_id) for row in search_people(session, actor, "sahin guel")] == [
        ("Şahin, Gülsen", family)
    ]
    assert {row.name for row in search_people(session, actor, "f-2026-001")} == {"Şahin, Gülsen", "Şahin, Ali"}
    assert [(row.person_id, row.case_id) for row in search_people(session, actor, "ohne")] == [(alone, None)]
    assert search_people(session, actor, "  ") == ()


def test_the_overview_shows_strengths_and_needs_but_nothing_of_protected_areas(session: Session, actor: Actor) -> None:
    case_id = entered(session, actor, "Issa", "Amal")
    amal = only_person(session, actor, case_id)
    give_consent(session, actor, NewConsent(amal, ConsentPurpose.HEALTH, dt.date(2026, 11, 1)))
    assessment = start_assessment(session, actor, case_id, AssessmentKind.SHORT).made
    assert assessment is not None
    ratings = {
        "sprache": Rating(need=Need.HIGH, missing="Kurs mit Kinderbetreuung"),
        "arbeit": Rating(need=Need.NONE, resource=3, going_well="8 Jahre Erfahrung"),
        "gesundheit": Rating(need=Need.ACUTE, missing="geheim"),
    }
    for area, rating in ratings.items():
        save_rating(session, actor, assessment, amal, area, rating)
    seen = case_overview(session, actor, case_id)
    assert [(line.who, line.missing) for line in seen.needs] == [("Amal", "Kurs mit Kinderbetreuung")]
    assert [line.going_well for line in seen.strengths] == ["8 Jahre Erfahrung"]
    assert seen.assessed_on == dt.date(2026, 11, 22)
    assert seen.consents[0].consents[0].purpose is ConsentPurpose.HEALTH


def test_a_protected_remark_is_hidden_until_the_person_consents(session: Session, actor: Actor) -> None:
    case_id = entered(session, actor, "Issa", "Amal")
    amal = only_person(session, actor, case_id)
    with session.begin():
        session.connection(execution_options={"writing": True})
        person = session.get_one(Person, amal)
        person.handover_note, person.handover_note_protected = "Termin beim Arzt", True
    hidden = case_overview(session, actor, case_id).notes[0]
    assert (hidden.text, hidden.hidden) == ("", True)
    give_consent(session, actor, NewConsent(amal, ConsentPurpose.HEALTH, dt.date(2026, 11, 1)))
    assert case_overview(session, actor, case_id).notes[0].text == "Termin beim Arzt"


def test_what_is_prepared_for_the_first_file_reads_it_whole_and_records_nothing(session: Session, actor: Actor) -> None:
    enter_person_case(session, actor, PersonFacts("Issa", "Amal"))
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    recorded = len(list_access(session, actor, AccessFilter()))
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        prepare_overview(session, actor)
        prepared, asked = asked, []
        case_overview(session, actor, 1)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert set(asked) <= set(prepared)
    assert len(list_access(session, actor, AccessFilter())) == recorded


def test_without_a_case_there_is_nothing_to_prepare(session: Session, actor: Actor) -> None:
    prepare_overview(session, actor)
