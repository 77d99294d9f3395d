"""Searching names as they sound, why something was found, and what nobody else may find in talks."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.people.consents import NewConsent, give_consent
from desktop.casework.people.families import put_together
from desktop.casework.people.people import PersonFacts, create_person, save_person
from desktop.casework.plans.plan_rows import NewGoal
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.casework.search.search import Found, search_people, search_vault
from desktop.casework.talks.private_notes import put_private_note
from desktop.casework.talks.talk_rows import TalkEntry, TopicEntry
from desktop.casework.talks.talks import add_talk
from desktop.clock import today
from desktop.talk_terms import TalkKind
from desktop.terms import ConsentPurpose, PlanKind, Searchable


def person(session: Session, actor: Actor, family: str, given: str = "", own_script: str = "") -> int:
    facts = PersonFacts(family_name=family, given_names=given, own_script_name=own_script)
    return create_person(session, actor, facts).made or 0


def file_of(session: Session, actor: Actor, family: str, given: str = "") -> int:
    return enter_person_case(session, actor, PersonFacts(family_name=family, given_names=given)).made or 0


def names(session: Session, actor: Actor, typed: str) -> list[str]:
    return [row.name for row in search_people(session, actor, typed)]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Muhammad Rahimi", "Mohammed"), ("Mohamad", "mohammed"), ("al Khatib", "Al-Khatib"), ("Khatib", "Al-Khatib"),
        ("Al-Khatib", "alkhatib"), ("Yılmaz", "Yilmaz"), ("Müller", "Mueller"), ("Mueller", "Müller"),
        ("Abdul Rahman", "Abdurrahman"), ("Abdurrahman", "abdel rahman"), ("Kowalenko", "Коваленко"),
        ("محمد", "Mohammed"), ("Mohammed", "محمد"), ("Зеленський", "Selenskyj"), ("الخطيب", "Al-Khatib"),
        ("ተስፋይ", "Tesfay"), ("عبد الرحمن", "Abdulrahman"),
    ],
)  # fmt: skip
def test_a_name_is_found_by_its_sound(session: Session, actor: Actor, name: str, typed: str) -> None:
    person(session, actor, name)
    person(session, actor, "Mehmet", "Anders")
    assert names(session, actor, typed) == [name]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Yılmaz", "Yilmas"), ("Khatib", "Kathib"), ("Sahrawi", "Safrawi"), ("Habtemariam", "Habtemarian"),
        ("Habtemariam", "Habtenariam"), ("Tesfay", "Tesfya"), ("Коваленко", "Ковалемко"), ("الخطيب", "الخطيت"),
        ("Al-Khatib", "al kathib"),
    ],
)  # fmt: skip
def test_a_name_is_found_though_one_letter_is_wrong(session: Session, actor: Actor, name: str, typed: str) -> None:
    person(session, actor, name)
    person(session, actor, "Schneider", "Anders")
    assert names(session, actor, typed) == [name]
    (found,) = search_vault(session, actor, typed).persons
    assert found.why is not None
    assert found.why.misspelt
    assert not found.why.by_sound


def test_a_slip_is_forgiven_only_where_nobody_has_the_name(session: Session, actor: Actor) -> None:
    person(session, actor, "Yilmas")
    person(session, actor, "Yilmaz")
    (found,) = search_people(session, actor, "yilmas")
    assert found.why is not None
    assert (found.name, found.why.misspelt) == ("Yilmas", False)


def test_two_slips_and_short_words_find_nobody(session: Session, actor: Actor) -> None:
    person(session, actor, "Khatib", "Omar")
    assert names(session, actor, "Katdib") == []
    assert names(session, actor, "Omur") == []
    assert names(session, actor, "Kathib Omar") == ["Khatib, Omar"]
    assert names(session, actor, "Kathib Peter") == []
    assert search_people(session, actor, "Kathib", slips=False) == ()


def test_the_own_script_is_found_by_a_latin_spelling(session: Session, actor: Actor) -> None:
    person(session, actor, "K.", "J.", own_script="Юлія Коваленко")
    assert names(session, actor, "Kowalenko Julia") == ["K., J."]
    assert names(session, actor, "Julia Melnyk") == []


def test_what_is_written_so_comes_before_what_sounds_so(session: Session, actor: Actor) -> None:
    for name in ("Achmed", "Mohamad", "Mohammed", "Mohammedi"):
        person(session, actor, name)
    assert names(session, actor, "mohammed") == ["Mohammed", "Mohammedi", "Mohamad"]


def test_a_changed_name_is_found_by_its_new_sound_only(session: Session, actor: Actor) -> None:
    made = person(session, actor, "Kowalenko")
    save_person(session, actor, made, PersonFacts(family_name="Schewtschenko"), (), 1)
    assert names(session, actor, "Shevchenko") == ["Schewtschenko"]
    assert names(session, actor, "Коваленко") == []


def test_a_family_file_is_found_by_sound(session: Session, actor: Actor) -> None:
    put_together(session, actor, (file_of(session, actor, "Kowalenko"), file_of(session, actor, "Kowalenko", "O.")))
    assert [row.title for row in search_vault(session, actor, "Коваленко").cases] == ["Familie Kowalenko"]
    assert search_vault(session, actor, "Kowaltschuk").cases == ()


def test_a_hit_says_which_word_of_which_field_met(session: Session, actor: Actor) -> None:
    person(session, actor, "Ahmadi-Rahimi", "Maryam")
    (found,) = search_people(session, actor, "mary")
    assert found.why is not None
    assert (found.why.label, found.why.by_sound) == ("Name", False)
    assert [found.why.text[begin:end] for begin, end in found.why.marks] == ["Mary"]


def test_a_hit_by_sound_says_so(session: Session, actor: Actor) -> None:
    person(session, actor, "Kowalenko", own_script="Коваленко")
    (found,) = search_people(session, actor, "Kovalenko")
    assert found.why is not None
    assert found.why.by_sound
    assert [found.why.text[begin:end] for begin, end in found.why.marks] in (["Kowalenko"], ["Коваленко"])


def test_talks_are_found_with_a_piece_around_the_hit(session: Session, actor: Actor) -> None:
    case_id = file_of(session, actor, "Ahmadi")
    long = "Vorgeschichte " * 40 + "Der Vermieter ruft zurück. " + "Ende " * 40
    add_talk(
        session, actor, TalkEntry((case_id,), today(), kind=TalkKind.CASE_TALK, content=long, outcome="Mietvertrag")
    )
    (found,) = search_vault(session, actor, "vermiet").texts
    assert found.kind is Searchable.TALK
    assert found.why is not None
    assert found.why.label == "Inhalt"
    assert [found.why.text[begin:end] for begin, end in found.why.marks] == ["Vermiet"]
    assert len(found.why.text) < 100


def test_a_talk_of_a_group_is_found_under_each_of_its_files(session: Session, actor: Actor) -> None:
    files = tuple(file_of(session, actor, name) for name in ("Ahmadi", "Habte", "Kowalenko"))
    talk = TalkEntry(files[:2], today(), (), TalkKind.GROUP, group_title="Muttercafé", content="Stundenplan")
    made = add_talk(session, actor, talk).made
    found = search_vault(session, actor, "stundenplan").texts
    assert {(hit.subject_id, hit.case_id) for hit in found} == {(made, files[0]), (made, files[1])}
    for hit in found:
        own, other = ("Ahmadi", "Habte") if hit.case_id == files[0] else ("Habte", "Ahmadi")
        assert own in hit.title
        assert other not in f"{hit.title} {hit.text} {hit.why}"


def test_protected_and_private_words_of_talks_are_found_by_nobody(session: Session, actor: Actor) -> None:
    case_id = file_of(session, actor, "Ahmadi")
    (owner,) = search_people(session, actor, "ahmadi")
    give_consent(session, actor, NewConsent(owner.person_id, ConsentPurpose.HEALTH, today()))
    talk = TalkEntry(
        (case_id,),
        today(),
        (owner.person_id,),
        content="Grundwort",
        topics=(TopicEntry("gesundheit", "Blutdruck"), TopicEntry("arbeit", "Bewerbung")),
    )
    add_talk(session, actor, talk)
    put_private_note(session, actor, case_id, "Geheimwort")
    version = start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0
    add_goal(session, actor, version, NewGoal("gesundheit", "Kniegelenk", person_id=owner.person_id))
    assert len(search_vault(session, actor, "grundwort").texts) == 1
    assert len(search_vault(session, actor, "bewerbung").texts) == 1
    for word in ("blutdruck", "geheimwort", "kniegelenk"):
        assert search_vault(session, actor, word) == Found()


@pytest.mark.parametrize(
    "typed",
    ["müller AND (", "😀", "a\x00b", "\u202eabc", "x" * 200_000, "wort " * 40_000, "\ue000fvaHMDi", "٣٤", "Мю" * 5000],
)
def test_nothing_typed_or_pasted_makes_the_search_stumble(session: Session, actor: Actor, typed: str) -> None:
    person(session, actor, "Müller")
    assert search_vault(session, actor, typed) == Found()
