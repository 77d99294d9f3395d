"""Searching: any spelling, beginnings of words, numbers, plan texts; nothing typed is taken for a language."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.search.search import Found, search_people, search_vault
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.clock import today
from desktop.records.search import SearchText
from desktop.terms import EndReason, PlanKind, Role, Searchable


def file_of(session: Session, actor: Actor, family: str, given: str = "", **more: str) -> int:
    return enter_person_case(session, actor, PersonFacts(family_name=family, given_names=given, **more)).made or 0  # type: ignore[arg-type]  # texts


def names(session: Session, actor: Actor, typed: str) -> list[str]:
    return [row.name for row in search_people(session, actor, typed)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Müller", "mül"), ("Müller", "MUELL"), ("Müller", "mull"), ("Groß-Gerau", "gross"), ("Groß-Gerau", "gerau"),
        ("Yıldız", "yildiz"), ("Łukasz", "lukasz"), ("Ahmad-Zai", "ahmadzai"), ("Ahmad-Zai", "zai"),
        ("Nguyễn", "nguyen"), ("al-Jaburi", "aljab"), ("O’Brien", "obrien"), ("Şahin", "Sahin"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_spelling(session: Session, actor: Actor, name: str, typed: str) -> None:
    file_of(session, actor, name)
    file_of(session, actor, "Anders")
    assert names(session, actor, typed) == [name]


def test_the_name_in_the_own_script_and_the_reference_are_found(session: Session, actor: Actor) -> None:
    file_of(session, actor, "Ahmadi", own_script_name="احمدی", authority_reference="AZ-4711/26")
    file_of(session, actor, "Kovalenko", own_script_name="Коваленко")
    assert names(session, actor, "احمد") == ["Ahmadi"]
    assert names(session, actor, "коваленко") == ["Kovalenko"]
    assert names(session, actor, "4711") == ["Ahmadi"]


def test_every_word_must_be_there_in_any_order(session: Session, actor: Actor) -> None:
    file_of(session, actor, "Ahmadi", "Maryam")
    file_of(session, actor, "Ahmadi", "Farid")
    assert names(session, actor, "mary ahm") == ["Ahmadi, Maryam"]
    assert names(session, actor, "ahmadi maryam x") == []


def test_whole_words_come_first_then_running_files(session: Session, actor: Actor) -> None:
    file_of(session, actor, "Alia", "A")
    ended = file_of(session, actor, "Alib", "A")
    file_of(session, actor, "Alic", "A")
    file_of(session, actor, "Zobel", "Ali")
    close_case(session, actor, ended, Closing(today(), EndReason.OWN_WISH, final_talk=False))
    assert names(session, actor, "ali") == ["Zobel, Ali", "Alia, A", "Alic, A", "Alib, A"]


@pytest.mark.parametrize("typed", ["F-{year}-001", "{year}-001", "f {year} 001", "1 {year}", "001"])
def test_a_file_and_its_person_are_found_by_number(session: Session, actor: Actor, typed: str) -> None:
    file_of(session, actor, "Ahmadi")
    file_of(session, actor, "Zobel")
    found = search_vault(session, actor, typed.format(year=today().year))
    assert [row.title for row in found.cases] == ["Ahmadi"]
    assert [row.name for row in found.persons] == ["Ahmadi"]


@pytest.mark.parametrize(
    "typed",
    ["müller AND (", '"', '""', "'", "*", "NEAR(a b)", "words:müller", "-müller", "a OR b", "^m", "{", "a + b", "\\",
     "%", "_", "müller\x00", "a" * 5000, "b " * 5000, "; DROP TABLE persons"],
)  # fmt: skip
def test_no_sign_is_taken_for_a_language(session: Session, actor: Actor, typed: str) -> None:
    file_of(session, actor, "Anders")
    assert search_vault(session, actor, typed) == Found() or typed.startswith(("a OR", "a +", "b "))
    file_of(session, actor, "Müller")
    assert names(session, actor, "müller") == ["Müller"]


def test_quotes_around_a_name_do_not_hide_it(session: Session, actor: Actor) -> None:
    file_of(session, actor, "Müller")
    assert names(session, actor, '"müller"') == ["Müller"]
    assert names(session, actor, "(Müller)") == ["Müller"]


@pytest.fixture
def plan(session: Session, actor: Actor) -> int:
    """A file with a goal and a step; the number of its case."""
    case_id = file_of(session, actor, "Ahmadi", "Maryam")
    version = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    step = NewMeasure("Bei der Volkshochschule anmelden", who_name="Frau Ehrenamt")
    add_goal(session, actor, version, NewGoal("sprache", "Ich schaffe die Prüfung."), (step,))
    return case_id


def test_plan_texts_are_found_with_what_they_belong_to(session: Session, actor: Actor, plan: int) -> None:
    (goal,) = search_vault(session, actor, "prüf").texts
    assert (goal.kind, goal.text, goal.within) == (Searchable.GOAL, "Ich schaffe die Prüfung.", "")
    (step,) = search_vault(session, actor, "volkshoch ehren").texts
    assert (step.kind, step.within, step.title) == (Searchable.MEASURE, "Ich schaffe die Prüfung.", "Ahmadi, Maryam")
    assert (step.case_id, step.number) == (plan, f"F-{today().year}-001")


def test_who_may_not_read_files_finds_no_texts_of_them(
    session: Session, actor: Actor, plan: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset({Right.READ_OFFICE, Right.LIST_CASES}))
    assert search_vault(session, actor, "prüf").texts == ()
    assert len(search_vault(session, actor, "maryam").persons) == 1


@pytest.mark.parametrize("typed", ["weiss ger", "WEISS", "lehrer", "kirchen", "muhammad"])
def test_volunteers_are_found_by_name_sound_club_and_profession(session: Session, actor: Actor, typed: str) -> None:
    facts = VolunteerFacts(
        "Weiß", "Gerda Mohammed", town="Altstadt", organisation="Kirchengemeinde", profession="Lehrerin"
    )  # fmt: skip
    id_ = create_volunteer(session, actor, facts).made
    create_volunteer(session, actor, VolunteerFacts("Anders", "Ines"))
    (found,) = search_vault(session, actor, typed).volunteers
    assert (found.volunteer_id, found.name, found.town) == (id_, "Weiß, Gerda Mohammed", "Altstadt")
    assert found.why is not None


def test_the_coordination_finds_volunteers_and_nothing_of_the_cases(
    session: Session, actor: Actor, plan: int
) -> None:
    create_volunteer(session, actor, VolunteerFacts("Ahmadi", "Gerda", profession="Prüferin"))
    coordinator = Actor(actor.user_id, actor.name, actor.short, Role.COORDINATOR)
    assert search_vault(session, actor, "ahmadi").persons
    assert search_vault(session, actor, "-001").cases
    for typed in ("ahmadi", "prüf", "maryam", "-001"):
        found = search_vault(session, coordinator, typed)
        assert (found.persons, found.cases, found.texts) == ((), (), ())
    assert [one.name for one in search_vault(session, coordinator, "prüf").volunteers] == ["Ahmadi, Gerda"]


def test_who_may_not_read_volunteers_finds_none(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_volunteer(session, actor, VolunteerFacts("Weiß", "Gerda"))
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset(Right) - {Right.READ_VOLUNTEERS})
    assert search_vault(session, actor, "weiss") == Found()


def test_what_belongs_to_one_user_is_found_by_nobody_else(session: Session, actor: Actor, plan: int) -> None:
    stranger = Actor(actor.user_id + 1, "Jemand Anderes", "JA", Role.MANAGER)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(update(SearchText).where(SearchText.kind == Searchable.GOAL).values(owner_id=actor.user_id))
    assert len(search_vault(session, actor, "prüf").texts) == 1
    assert search_vault(session, stranger, "prüf").texts == ()


def test_nothing_typed_finds_nothing_and_no_part_grows_over_its_limit(session: Session, actor: Actor) -> None:
    for number in range(12):
        create_person(session, actor, PersonFacts(family_name=f"Ali{number}"))
    assert search_vault(session, actor, "  ") == Found()
    assert len(search_vault(session, actor, "ali", 5).persons) == 5
