"""Somebody entered twice is found among hundreds without every name being taken apart at every question."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.search.folding import fold, search_terms
from desktop.casework.search.name_keys import alike
from desktop.casework.search.transliteration import Sounds, sounds_of
from desktop.casework.volunteers.register.same_people import similar_volunteers
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from tests.casework.volunteers.matching.matching_crowd import add_volunteers

FAMILIES = ("Maier", "Meyer", "Li", "Li Wang", "Öztürk", "Oeztuerk", "Yusuf", "Юсуф", "al Khatib", "الخطيب",
            "Weiß-Roth")  # fmt: skip
GIVEN = ("Weiss", "Muhammad", "Li", "Meyer")


def plainly_like(one: str, other: str) -> bool:
    """The rule as it reads, without anything kept from before."""
    def stands_in(asked: str, name: str) -> bool:
        return set(search_terms(asked)) <= set(fold(name).split())

    return stands_in(one, other) or stands_in(other, one) or alike(one, other)


def test_nobody_is_left_out(session: Session, actor: Actor) -> None:
    ids = {create_volunteer(session, actor, VolunteerFacts(family, given)).made: (family, given)
           for family, given in product(FAMILIES, GIVEN)}  # fmt: skip
    for family, given in product(FAMILIES, GIVEN):
        found = {one.id for one in similar_volunteers(session, actor, family, given)}
        assert found == {
            id_ for id_, (known, first) in ids.items()
            if (plainly_like(known, family) and plainly_like(first, given))
            or (plainly_like(known, given) and plainly_like(first, family))
        }, (family, given)  # fmt: skip


def test_a_second_question_takes_no_name_of_the_register_apart_again(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_volunteers(session, Random(20261123), 500)
    similar_volunteers(session, actor, "Maier", "Hans")
    heard: list[str] = []

    def counted(word: str) -> tuple[Sounds, ...]:
        heard.append(word)
        return sounds_of(word)

    monkeypatch.setattr("desktop.casework.search.name_keys.sounds_of", counted)
    similar_volunteers(session, actor, "Roth", "Selin")
    assert 0 < len(heard) < 50, "the words of the name asked for, not those of 500 people"
