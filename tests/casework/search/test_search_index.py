"""The words of the search follow the records, whoever changes them, and nothing protected is among them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.handover.importing import import_list
from desktop.casework.handover.undoing import undo_import
from desktop.casework.office import actor_for
from desktop.casework.people.families import memberships, repair_family
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure
from desktop.casework.plans.plans import add_goal, remove_goal, save_goal, start_plan
from desktop.casework.rights import Actor, Right
from desktop.casework.search.search import rebuild_index, search_people
from desktop.exchange.handover_list import open_list, read_list
from desktop.records.people import Family, Person
from desktop.records.plans import PlanVersion
from desktop.records.search import SearchStale, SearchText
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from desktop.terms import PlanKind, PlanState
from tests.records import old_vault

Texts = set[tuple[object, ...]]


def texts(session: Session) -> Texts:
    """All that can be found: kind, subject, case, person, words."""
    with session.begin():
        rows = session.execute(select(SearchText.kind, SearchText.subject_id, SearchText.case_id, SearchText.person_id,
                                      SearchText.words))
        return {tuple(row) for row in rows}


def words(session: Session) -> str:
    return " ".join(str(row[-1]) for row in texts(session))


def index_is_whole(session: Session) -> bool:
    """FTS5 compares the index with the words it was made of."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"))
        return True


@change(Right.EDIT_CASE, record="person.save")
def write_past_the_classes(session: Session, actor: Actor, id_: int, name: str) -> Changes:
    """A use case that writes in bulk: nothing of the mapped classes hears of it."""
    changed = update(Person.__table__).where(Person.__table__.c.id == id_)  # type: ignore[arg-type]  # a Table
    session.execute(changed.values(folded_name=name, family_name=name))
    session.execute(insert(Family.__table__), [{"name": "Neu", "household_language": "", "row_version": 1,  # type: ignore[arg-type]  # a Table
                                                "created_at": clock.now()}])
    return Changes.of((Kind.PERSON, id_))


@pytest.fixture
def version(session: Session, actor: Actor) -> int:
    """A plan's Fassung as draft."""
    case_id = enter_person_case(session, actor, PersonFacts(family_name="Ahmadi")).made or 0
    return start_plan(session, actor, case_id, PlanKind.FAMILY).made or 0


def test_after_a_whole_case_file_the_words_are_those_of_an_index_made_anew(
    session: Session, actor: Actor, fixed_clock: object
) -> None:
    old_vault.fill(session, actor)
    grown = texts(session)
    assert {str(row[0]) for row in grown} >= {"person", "case", "goal", "measure"}
    rebuild_index(session, actor)
    assert texts(session) == grown
    assert index_is_whole(session)
    with session.begin():
        assert session.scalars(select(SearchStale.subject_id)).all() == []


def test_wrong_missing_and_left_over_words_are_put_right(session: Session, actor: Actor, version: int) -> None:
    """Negative control of the test before: the comparison sees each of them, and making anew heals them."""
    right = texts(session)
    for fault in ("UPDATE search_texts SET words = 'falsch' WHERE kind = 'case'",
                  "DELETE FROM search_texts WHERE kind = 'person'",
                  "INSERT INTO search_texts (kind, subject_id, words) VALUES ('goal', 4711, 'rest')"):  # fmt: skip
        with session.begin():
            session.connection(execution_options={"writing": True})
            session.execute(text(fault))
        assert texts(session) != right
        rebuild_index(session, actor)
        assert texts(session) == right


def test_writing_past_the_mapped_classes_is_noticed_too(session: Session, actor: Actor) -> None:
    made = create_person(session, actor, PersonFacts(family_name="Alt")).made or 0
    write_past_the_classes(session, actor, made, "jetztanders")
    assert [row.person_id for row in search_people(session, actor, "jetztanders")] == [made]
    assert search_people(session, actor, "alt") == ()


def test_a_family_renamed_gives_its_file_other_words(session: Session, actor: Actor, fixed_clock: object) -> None:
    old_vault.fill(session, actor)
    repair_family(session, actor, 1, "Umbenannt", memberships(session, actor, 1))
    assert "umbenannt" in words(session)


def test_goals_and_steps_come_change_and_go(session: Session, actor: Actor, version: int) -> None:
    goal = add_goal(session, actor, version, NewGoal("sprache", "Kurszeugnis"), (NewMeasure("Anmeldung"),)).made or 0
    assert {"kurszeugnis", "anmeldung"} <= set(words(session).split())
    save_goal(session, actor, goal, NewGoal("sprache", "Prüfung"))
    assert "kurszeugnis" not in words(session)
    remove_goal(session, actor, goal)
    assert not {"pruefung", "anmeldung"} & set(words(session).split())
    assert index_is_whole(session)


@pytest.mark.parametrize("area", ["gesundheit", "schutz"])
def test_protected_areas_are_never_indexed(session: Session, actor: Actor, version: int, area: str) -> None:
    step = NewMeasure("Facharzttermin")
    goal = add_goal(session, actor, version, NewGoal(area, "Therapieplatz"), (step,)).made or 0
    assert not {"therapieplatz", "facharzttermin"} & set(words(session).split())
    save_goal(session, actor, goal, NewGoal("arbeit", "Therapieplatz"))  # control, and back again
    assert {"therapieplatz", "facharzttermin"} <= set(words(session).split())
    save_goal(session, actor, goal, NewGoal(area, "Therapieplatz"))
    assert not {"therapieplatz", "facharzttermin"} & set(words(session).split())


@change(Right.EDIT_CASE, record="plan.replace")
def replace_version(session: Session, actor: Actor, version_id: int) -> Changes:
    """What continuing a plan does to the Fassung before."""
    session.get_one(PlanVersion, version_id).state = PlanState.REPLACED
    return Changes.of((Kind.PLAN, version_id))


def test_a_replaced_fassung_is_found_no_longer(session: Session, actor: Actor, version: int) -> None:
    add_goal(session, actor, version, NewGoal("sprache", "Kurszeugnis"), (NewMeasure("Anmeldung"),))
    replace_version(session, actor, version)
    assert not {"kurszeugnis", "anmeldung"} & set(words(session).split())


def test_a_list_taken_over_is_found_and_taken_back_is_gone(
    session: Session, actor: Actor, fixed_clock: object
) -> None:
    before = texts(session)
    incoming = replace(read_list(open_list(old_vault.LIST.encode())), sender="Beispielkreis")
    made = import_list(session, actor, incoming, {}).made or 0
    assert len(search_people(session, actor, "kovalenko")) == 2
    undo_import(session, actor, made)
    assert texts(session) == before
    assert index_is_whole(session)


def test_a_change_that_fails_leaves_the_words_as_they_were(session: Session, actor: Actor, version: int) -> None:
    before = texts(session)

    @change(Right.EDIT_CASE, record="goal.add_and_fail")
    def fail(session: Session, actor: Actor) -> Changes:
        add_goal(session, actor, version, NewGoal("sprache", "Kurszeugnis"))
        raise RuntimeError("bug")

    with pytest.raises(RuntimeError, match="bug"):
        fail(session, actor)
    assert texts(session) == before


def test_the_index_never_uses_the_secure_delete_of_fts5(session: Session) -> None:
    """It gives wrong hits after deleting (security.md 5.2); what is deleted leaves the index by `optimize`."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        asked = text("SELECT v FROM search_index_config WHERE k = 'secure-delete'")
        assert session.execute(asked).all() == []
        session.execute(text("INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)"))  # control
        assert session.execute(asked).scalar() == 1
        session.rollback()


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[OpenVault]:
    """A vault of the first schema, just upgraded."""
    folder = shutil.copytree(old_vault.VAULTS / "schema_0001", tmp_path / "Amt")
    with unlock(VaultFiles(folder / "Altstadt.wegplan"), old_vault.LABEL, old_vault.PASSWORD) as vault:
        yield vault


def test_an_upgraded_vault_has_the_words_the_program_would_make(upgraded: OpenVault) -> None:
    with upgraded.session() as session:
        entered = texts(session)
        assert {str(row[0]) for row in entered} == {"person", "case", "goal", "measure"}
        actor = actor_for(session, old_vault.LABEL)
        create_person(session, actor, PersonFacts(family_name="Neu"))  # the first change brings the sounds of names
        entered = texts(session)
        assert len(search_people(session, actor, "Mariam Achmadi")) == 1
        rebuild_index(session, actor)
        assert texts(session) == entered

