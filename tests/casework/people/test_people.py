"""Persons, families and cases in a real vault."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.case_life import change_status
from desktop.casework.cases.case_list import CaseFilter, list_cases
from desktop.casework.cases.cases import case_head, open_person_case
from desktop.casework.people.facts import Subject, confirm_fact, fact_history, fact_marks, set_fact
from desktop.casework.people.families import Membership, add_member, memberships, put_together, repair_family, split_off
from desktop.casework.people.people import (
    LanguageRow,
    PersonFacts,
    create_person,
    find_persons,
    person_detail,
    save_person,
)
from desktop.casework.people.periods import extend_period, period_row, set_period
from desktop.casework.people.residence import AddressRow, TitleRow, add_title, correct_title, move
from desktop.casework.rights import Actor
from desktop.casework.search.folding import fold, search_terms
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.person_terms import Relation, ResidenceKind, Sex, ValidUntil
from desktop.terms import CaseKind, CaseStatus, Origin, PartialDate, PeriodBasis

pytestmark = pytest.mark.usefixtures("fixed_clock")


def enter(session: Session, actor: Actor, name: str, given: str = "", birth: str = "", **facts: object) -> int:
    values = {"birth_date": PartialDate.parse(birth) if birth else None, **facts}
    made = create_person(session, actor, PersonFacts(family_name=name, given_names=given, **values)).made  # type: ignore[arg-type]  # test data
    assert made is not None
    return made


def open_case(session: Session, actor: Actor, person_id: int) -> int:
    made = open_person_case(session, actor, person_id).made
    assert made is not None
    return made


def family(session: Session, actor: Actor) -> tuple[int, list[int]]:
    persons = [
        enter(session, actor, "Ahmadi", "Zahra", "2017-05-04"),
        enter(session, actor, "Ahmadi", "Maryam", "1990-03-01", assigned_on=dt.date(2026, 4, 12)),
        enter(session, actor, "Ahmadi", "Farid", "~1985", assigned_on=dt.date(2025, 4, 12)),
    ]
    made = put_together(session, actor, tuple(open_case(session, actor, person) for person in persons)).made
    assert made is not None
    return made, persons


def test_a_person_is_found_in_every_spelling(session: Session, actor: Actor) -> None:
    enter(session, actor, "Şahin", "Gülsen")
    enter(session, actor, "Al-Jaburi", "Dilşad")
    enter(session, actor, "Groß", "Łukasz")
    for typed in ("sahin", "Şahin gülsen", "GUELSEN", "aljaburi", "jaburi al", "gross lukasz", "dilsad"):
        assert len(find_persons(session, actor, search_terms(typed))) == 1, typed
    assert not find_persons(session, actor, search_terms("niemand"))
    assert not find_persons(session, actor, search_terms("100%"))


def test_folding_keeps_other_scripts() -> None:
    assert fold("احمدی") == "احمدی"
    assert "ковальчук" in fold("Ковальчук")


def test_saving_keeps_the_former_value_and_marks_only_what_changed(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "Issa", "Amal", phone="0176 1", sex=Sex.FEMALE)
    detail = person_detail(session, actor, id_)
    changed = PersonFacts(**{**vars(detail.facts), "phone": "0176 2"})
    save_person(session, actor, id_, changed, (LanguageRow("ar"),), detail.row_version, Origin.DOCUMENT)
    history = fact_history(session, actor, Subject.PERSON, id_, "phone")
    assert [former.value for former in history] == ["0176 1"]
    marks = fact_marks(session, actor, Subject.PERSON, id_)
    assert marks["phone"].origin is Origin.DOCUMENT
    assert marks["sex"].origin is Origin.SELF
    assert person_detail(session, actor, id_).languages == (LanguageRow("ar"),)


def test_two_people_cannot_save_over_each_other(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "Issa", "Amal")
    seen = person_detail(session, actor, id_)
    edit = PersonFacts(**{**vars(seen.facts), "phone": "1"})
    save_person(session, actor, id_, edit, (), seen.row_version)
    with pytest.raises(ChangedMeanwhileError):
        save_person(session, actor, id_, PersonFacts(**{**vars(seen.facts), "phone": "2"}), (), seen.row_version)
    assert person_detail(session, actor, id_).facts.phone == "1"


def test_a_handed_over_fact_waits_for_confirmation(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "Issa")
    set_fact(session, actor, Subject.PERSON, id_, "school", "Kita", Origin.HANDOVER, dt.date(2026, 11, 3))
    assert fact_marks(session, actor, Subject.PERSON, id_)["school"].open
    confirm_fact(session, actor, Subject.PERSON, id_, "school")
    assert not fact_marks(session, actor, Subject.PERSON, id_)["school"].open


@pytest.mark.parametrize("facts", [{}, {"family_name": "Zukunft", "birth_date": PartialDate(2027)}])
def test_a_person_that_cannot_be_is_refused_with_a_sentence(
    session: Session, actor: Actor, facts: dict[str, object]
) -> None:
    with pytest.raises(CaseworkError):
        create_person(session, actor, PersonFacts(**facts))  # type: ignore[arg-type]  # test data


def test_names_stay_as_written_and_01_01_stays_unsure(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "NOORZAI", "najib", PartialDate.of(dt.date(1982, 1, 1)).code)
    row = person_detail(session, actor, id_).row
    assert row.name == "NOORZAI, najib"
    assert row.birth_date is not None
    assert row.birth_date.uncertain


def test_a_new_title_keeps_the_former_one(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "Issa")
    add_title(session, actor, id_, TitleRow(ResidenceKind.P60A, valid_kind=ValidUntil.APPLIED))
    until = dt.date(2027, 1, 14)
    add_title(session, actor, id_, TitleRow(ResidenceKind.P25_3, valid_until=until, valid_kind=ValidUntil.DATE))
    present, former = person_detail(session, actor, id_).titles
    assert (present.kind, present.replaced_on) == (ResidenceKind.P25_3, None)
    assert (former.kind, former.replaced_on) == (ResidenceKind.P60A, today())
    correct_title(session, actor, id_, TitleRow(ResidenceKind.P25_5, id=present.id))
    assert person_detail(session, actor, id_).titles[0].kind is ResidenceKind.P25_5
    with pytest.raises(CaseworkError):
        add_title(session, actor, id_, TitleRow(ResidenceKind.P25_3, valid_kind=ValidUntil.DATE))


def test_a_family_moves_together(session: Session, actor: Actor) -> None:
    _, persons = family(session, actor)
    move(session, actor, tuple(persons), AddressRow("Talstr. 7", "", "Musterlingen", since=dt.date(2026, 5, 1)))
    move(session, actor, tuple(persons), AddressRow("Gartenweg 2", "", "Musterlingen", since=dt.date(2026, 9, 1)))
    present, former = person_detail(session, actor, persons[0]).addresses
    assert present.line == "Gartenweg 2, Musterlingen"
    assert former.until == dt.date(2026, 9, 1)


def test_files_put_together_become_one_family_with_adults_first(session: Session, actor: Actor) -> None:
    case_id, persons = family(session, actor)
    head = case_head(session, actor, case_id)
    assert (head.kind, head.title) == (CaseKind.FAMILY, "Familie Ahmadi")
    assert [member.person.id for member in head.members] == [persons[2], persons[1], persons[0]]
    assert head.members[-1].relation is Relation.CHILD
    ended = [row for row in list_cases(session, actor, CaseFilter(with_ended=True)) if row.status is CaseStatus.ENDED]
    assert len(ended) == 2


def test_the_head_shows_the_clock_that_ends_first_with_its_name(session: Session, actor: Actor) -> None:
    case_id, persons = family(session, actor)
    shortest = case_head(session, actor, case_id).shortest_period
    assert shortest is not None
    assert shortest.period is not None
    assert shortest.person.id == persons[2]
    assert shortest.period.regular_end == dt.date(2028, 4, 11)
    assert not shortest.period.confirmed


def test_a_person_split_off_gets_an_own_file_and_the_past_stays(session: Session, actor: Actor) -> None:
    case_id, persons = family(session, actor)
    fresh = split_off(session, actor, case_id, (persons[1],)).made
    assert fresh is not None
    assert [member.person.id for member in case_head(session, actor, case_id).members] == [persons[2], persons[0]]
    own = case_head(session, actor, fresh)
    assert own.title == "Ahmadi, Maryam"
    assert own.statuses[0].reason.startswith("aus F-2026-")
    with pytest.raises(CaseworkError):
        split_off(session, actor, case_id, (persons[2], persons[0]))


def test_a_newborn_joins_and_the_family_is_repaired_by_hand(session: Session, actor: Actor) -> None:
    case_id, persons = family(session, actor)
    baby = enter(session, actor, "Ahmadi", "Nila", "2026-11-01")
    add_member(session, actor, case_id, Membership(baby, Relation.CHILD))
    head = case_head(session, actor, case_id)
    assert head.family_id is not None
    with pytest.raises(CaseworkError):
        add_member(session, actor, case_id, Membership(baby, Relation.CHILD))
    order = tuple(Membership(id_, Relation.OTHER) for id_ in (baby, *persons))
    repair_family(session, actor, head.family_id, "Ahmadi-Noor", order)
    assert [row.person_id for row in memberships(session, actor, head.family_id)] == [baby, *persons]
    assert case_head(session, actor, case_id).title == "Familie Ahmadi-Noor"


def test_status_follows_the_day_of_the_zuteilung_and_keeps_its_history(session: Session, actor: Actor) -> None:
    later = open_case(session, actor, enter(session, actor, "Später", assigned_on=dt.date(2026, 12, 1)))
    assert case_head(session, actor, later).status is CaseStatus.ANNOUNCED
    change_status(session, actor, later, CaseStatus.CONTACT_OPEN, today(), "angekommen")
    assert [row.status for row in case_head(session, actor, later).statuses] == [
        CaseStatus.CONTACT_OPEN, CaseStatus.ANNOUNCED,
    ]
    with pytest.raises(CaseworkError):
        change_status(session, actor, later, CaseStatus.RESTING, today())


def test_case_numbers_run_within_the_year(session: Session, actor: Actor) -> None:
    for name in ("A", "B"):
        open_case(session, actor, enter(session, actor, name))
    assert [row.number for row in list_cases(session, actor)] == ["F-2026-002", "F-2026-001"]


def test_the_list_filters_by_text_language_and_place(session: Session, actor: Actor) -> None:
    case_id, persons = family(session, actor)
    move(session, actor, (persons[2],), AddressRow("Talstr. 7", "", "Musterlingen"))
    other = create_person(session, actor, PersonFacts(family_name="Habte"), (LanguageRow("ti"),)).made
    assert other is not None
    open_case(session, actor, other)
    assert [row.id for row in list_cases(session, actor, CaseFilter(text="zahra ahm"))] == [case_id]
    assert [row.title for row in list_cases(session, actor, CaseFilter(language="ti"))] == ["Habte"]
    assert [row.id for row in list_cases(session, actor, CaseFilter(place="Musterlingen"))] == [case_id]
    assert list_cases(session, actor)[-1].persons == 3


def test_the_period_is_36_months_and_needs_a_reason_for_the_fourth_year(session: Session, actor: Actor) -> None:
    id_ = enter(session, actor, "Issa")
    set_period(session, actor, id_, dt.date(2024, 2, 29), PeriodBasis.FIRST_TALK)
    row = period_row(id_, dt.date(2024, 2, 29), PeriodBasis.FIRST_TALK, confirmed=True)
    assert (row.regular_end, row.longest_end) == (dt.date(2027, 2, 27), dt.date(2028, 2, 28))
    assert row.months_left(dt.date(2026, 11, 22)) == 3
    with pytest.raises(CaseworkError):
        extend_period(session, actor, id_, dt.date(2029, 1, 1), "Grund", "Leitung")
    with pytest.raises(CaseworkError):
        extend_period(session, actor, id_, dt.date(2027, 6, 1), " ", "Leitung")
    extend_period(session, actor, id_, dt.date(2027, 6, 1), "Prüfung steht bevor", "Leitung")
    with pytest.raises(CaseworkError):
        set_period(session, actor, id_, dt.date(2025, 1, 1), PeriodBasis.OTHER_DAY)
