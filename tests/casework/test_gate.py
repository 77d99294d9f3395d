"""The gate: rights, one transaction, the record, the save counter."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from desktop.casework import gate, office
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import REGISTRY, chain_is_whole, change, query
from desktop.casework.people import people
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.office import AccessEntry, VaultState
from desktop.records.people import Person
from desktop.terms import Role


def saves(session: Session) -> int:
    with session.begin():
        return session.scalars(select(VaultState.saves)).one()


def records(session: Session) -> list[tuple[str, object]]:
    with session.begin():
        entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        return [(entry.action, entry.objects) for entry in entries]


def test_a_change_is_committed_counted_and_recorded_with_ids_only(session: Session, actor: Actor) -> None:
    before = saves(session)
    made = create_person(session, actor, PersonFacts(family_name="Marker", given_names="Zahra")).made
    assert saves(session) == before + 1
    assert records(session)[-1] == ("person.create", [["person", made]])


def test_a_role_without_the_right_is_refused_and_nothing_is_written(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset({Right.LIST_CASES}))
    before = len(records(session))
    with pytest.raises(NotAllowedError):
        create_person(session, actor, PersonFacts(family_name="Niemand"))
    assert len(records(session)) == before


def test_an_error_inside_rolls_everything_back(session: Session, actor: Actor) -> None:
    @change(Right.EDIT_CASE, record="test.fail")
    def enter_and_fail(session: Session, actor: Actor) -> Changes:
        create_person(session, actor, PersonFacts(family_name="Halb"))
        raise CaseworkError("nein")

    before = saves(session)
    with pytest.raises(CaseworkError):
        enter_and_fail(session, actor)
    with session.begin():
        assert session.scalar(select(func.count()).select_from(Person)) == 0
    assert saves(session) == before


def test_use_cases_called_from_a_use_case_are_one_save_and_one_record(session: Session, actor: Actor) -> None:
    @change(Right.EDIT_CASE, record="test.two")
    def enter_two(session: Session, actor: Actor) -> Changes:
        return create_person(session, actor, PersonFacts(family_name="Eins")) | create_person(
            session, actor, PersonFacts(family_name="Zwei")
        )

    before, known = saves(session), len(records(session))
    changes = enter_two(session, actor)
    assert saves(session) == before + 1
    assert [action for action, _ in records(session)[known:]] == ["test.two"]
    assert len(changes.touched) == 2


def test_an_edited_or_removed_record_row_breaks_the_chain(session: Session, actor: Actor) -> None:
    for name in ("A", "B", "C"):
        create_person(session, actor, PersonFacts(family_name=name))
    with session.begin():
        assert chain_is_whole(session)
        second = session.scalars(select(AccessEntry.id).order_by(AccessEntry.id)).all()[1]
        session.execute(update(AccessEntry).where(AccessEntry.id == second).values(user_id=99))
    session.expire_all()
    with session.begin():
        assert not chain_is_whole(session)


def test_a_name_is_registered_once_and_every_use_case_is_known(session: Session) -> None:
    with pytest.raises(ValueError, match="twice"):
        query(Right.LIST_CASES)(people.find_persons)
    for module in (people, office):
        public = [name for name in vars(module) if f"{module.__name__}.{name}" in REGISTRY]
        assert public
    assert gate.REGISTRY["desktop.casework.people.people.create_person"].writes


def test_changes_know_what_they_touch() -> None:
    both = Changes.of((Kind.CASE, 1), made=1) | Changes.of((Kind.PERSON, 2))
    assert both.touches(Kind.PERSON)
    assert both.touches(Kind.CASE, 1)
    assert not both.touches(Kind.CASE, 2)
    assert both.made == 1
