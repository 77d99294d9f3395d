"""Whoever may be there already is said while somebody new is typed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.people.duplicates import Newcomer, similar_persons
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.terms import PartialDate

BORN = PartialDate(1990, 3, 1)


@pytest.fixture(autouse=True)
def recorded(session: Session, actor: Actor) -> None:
    for family, given, own, born in (
        ("Al-Khatib", "Mohammed", "محمد الخطيب", BORN), ("Kowalenko", "Julija", "", PartialDate(1985)),
        ("Ahmadi", "Maryam", "", None), ("Yılmaz", "Mehmet", "", BORN),
    ):  # fmt: skip
        create_person(session, actor, PersonFacts(family, given, own_script_name=own, birth_date=born))


@pytest.mark.parametrize(
    ("typed", "found", "reason"),
    [
        (Newcomer("al Khatib", "Muhammad"), "Al-Khatib, Mohammed", "Name klingt ähnlich"),
        (Newcomer("Khatib", "Muhammad", birth_date=BORN), "Al-Khatib, Mohammed", "gleiches Geburtsdatum"),
        (Newcomer("Khatib", "", birth_date=PartialDate(1990)), "Al-Khatib, Mohammed", "gleiches Geburtsjahr"),
        (Newcomer("", "", "محمد الخطيب"), "Al-Khatib, Mohammed", "Name klingt ähnlich"),
        (Newcomer("Kovalenko", "Yuliia"), "Kowalenko, Julija", "Name klingt ähnlich"),
        (Newcomer("Ahmadi", "Maryam"), "Ahmadi, Maryam", "gleicher Name"),
        (Newcomer("Maryam", "Ahmadi"), "Ahmadi, Maryam", "gleicher Name"),
        (Newcomer("Yilmaz", "Mehmet"), "Yılmaz, Mehmet", "gleicher Name"),
    ],
)
def test_somebody_alike_is_found_with_the_reason(
    session: Session, actor: Actor, typed: Newcomer, found: str, reason: str
) -> None:
    (similar,) = similar_persons(session, actor, typed)
    assert similar.person.name == found
    assert reason in similar.reasons


@pytest.mark.parametrize(
    "typed",
    [
        Newcomer(), Newcomer("Ahmadi"), Newcomer("Ahmadi", "Farid"), Newcomer("Yilmaz", "Mohammed"),
        Newcomer("Al-Khatib", "Mohammed", birth_date=PartialDate(1970)), Newcomer("", "Mohammed"),
        Newcomer("😀", "müller AND ("), Newcomer("x" * 200_000, "y"),
    ],
)  # fmt: skip
def test_nobody_is_named_without_reason(session: Session, actor: Actor, typed: Newcomer) -> None:
    assert similar_persons(session, actor, typed) == ()
