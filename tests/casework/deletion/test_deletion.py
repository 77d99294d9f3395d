"""Deleting for good: everything that belongs only to a case or person goes, no more, and it is told before."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.attachments.attachments import AttachmentFacts, NewAttachment, add_attachment
from desktop.casework.cases.case_closing import Closing, close_case
from desktop.casework.cases.cases import enter_person_case, require_case
from desktop.casework.deletion.deletion import case_deletion, delete_case, delete_person, person_deletion
from desktop.casework.drafts import list_drafts, save_draft
from desktop.casework.gate import chain_is_whole
from desktop.casework.handover.importing import import_list
from desktop.casework.handover.undoing import undo_obstacle
from desktop.casework.people.families import Membership, Newcomer, add_member, enter_member, put_together, split_off
from desktop.casework.people.people import PersonFacts
from desktop.casework.plans.plan_life import Signing, agree, close_plan, put_in_force
from desktop.casework.plans.plan_rows import NewGoal, NewMeasure, SignatureRow
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.plans.plans import add_goal, start_plan
from desktop.casework.rights import Actor
from desktop.casework.search.search import Found, search_vault
from desktop.errors import CaseworkError
from desktop.exchange.handover_list import open_list, read_list
from desktop.person_terms import Relation
from desktop.records.attachments import Attachment
from desktop.records.cases import Case
from desktop.records.office import AccessEntry
from desktop.records.people import Family, Person
from desktop.storage.secure_delete import Scrubbed, scrub_behind
from desktop.terms import EndReason, PlanKind
from tests.records import old_vault

KEPT = {
    "access_log", "alembic_version", "import_batches", "import_mappings", "settings", "users", "vault_state",
    "wording_checks",
}  # fmt: skip
"""What is not about anybody who was deleted."""


def filled(session: Session) -> set[str]:
    """Tables with rows."""
    with session.begin():
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 "
                                     "AND name NOT LIKE 'search_index%' AND name NOT LIKE 'sqlite_%'"))
        return {name for name in names.all() if session.scalar(text(f"SELECT count(*) FROM {name}"))}  # noqa: S608 - names of the schema


def mentions(session: Session, *needles: str) -> list[str]:
    """Tables with a row in which one of these texts stands, the index's own tables included."""
    pattern = re.compile("|".join(needles), re.IGNORECASE)
    with session.begin():
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")).all()
        return [name for name in names if any(pattern.search(_spelled(value)) for row in
                session.execute(text(f"SELECT * FROM {name}")) for value in row)]  # noqa: S608 - names of the schema


def left(session: Session, *needles: str) -> list[str]:
    """As `mentions`, after the remains in the index were taken out."""
    assert scrub_behind(session) is Scrubbed.NOW
    return mentions(session, *needles)


def _spelled(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def numbers(session: Session) -> dict[str, int]:
    with session.begin():
        return dict(session.execute(select(Case.number, Case.id)).all())


@pytest.fixture
def full(session: Session, actor: Actor, fixed_clock: object) -> dict[str, int]:
    """Family Ahmadi (three persons, two of them with ended files) and family Kovalenko out of a list."""
    old_vault.fill(session, actor)
    return numbers(session)


def test_what_will_go_is_told_and_who_stays(session: Session, actor: Actor, full: dict[str, int]) -> None:
    told = case_deletion(session, actor, full["F-2026-001"])
    assert (told.number, told.title) == ("F-2026-001", "Familie Ahmadi")
    assert told.persons == ("Ahmadi, Farid", "Ahmadi, Maryam", "Ahmadi, Zahra")
    assert told.staying == ()
    counts = {part.label: part.count for part in told.going}
    assert counts == {
        "Personen mit allen Angaben": 3, "Fälle (mit zusammengeführten)": 3,
        "Assessments": 1, "Antworten": 2, "Fassungen von Plänen": 1,
        "Aufbewahrte Blätter": 1, "Einwilligungen": 1, "Frühere Angaben": 1,
    }  # fmt: skip


def test_after_the_last_case_nothing_of_anybody_is_left(session: Session, actor: Actor, full: dict[str, int]) -> None:
    assert mentions(session, "ahmadi")  # control: the search through all tables finds what is there
    for number in ("F-2026-001", "F-2026-004"):
        delete_case(session, actor, full[number], number)
    assert filled(session) <= KEPT
    assert left(session, "ahmadi", "maryam", "احمدی", "kovalenko", "taras", "talstr", "halb getippt") == []
    assert search_vault(session, actor, "ahmadi") == Found()


def test_others_keep_everything(session: Session, actor: Actor, full: dict[str, int]) -> None:
    before = _rows_about(session, "kovalenko")
    delete_case(session, actor, full["F-2026-001"], "F-2026-001")
    assert _rows_about(session, "kovalenko") == before
    assert set(numbers(session)) == {"F-2026-004"}
    with session.begin():
        assert session.scalars(select(Person.given_names).order_by(Person.id)).all() == ["Olena", "Taras"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def _rows_about(session: Session, needle: str) -> set[str]:
    """Rows in which this text stands."""
    tables = [name for name in mentions(session, needle) if not name.startswith("search_index")]
    with session.begin():
        rows = (str(tuple(row)) for name in tables for row in session.execute(text(f"SELECT * FROM {name}")))  # noqa: S608 - names of the schema
        return {row for row in rows if needle in row.casefold()}


@pytest.mark.parametrize("typed", ["", "F-2026-002", "F-2026-0011", "2026-001"])
def test_another_number_deletes_nothing(session: Session, actor: Actor, full: dict[str, int], typed: str) -> None:
    with pytest.raises(CaseworkError, match="F-2026-001") as refused:
        delete_case(session, actor, full["F-2026-001"], typed)
    assert refused.value.field == "number"
    assert numbers(session) == full


def test_the_number_may_be_typed_small_and_with_blanks_around(
    session: Session, actor: Actor, full: dict[str, int]
) -> None:
    delete_case(session, actor, full["F-2026-001"], " f-2026-001\n")
    assert "F-2026-001" not in numbers(session)


def test_the_access_record_tells_of_it_without_a_name(session: Session, actor: Actor, full: dict[str, int]) -> None:
    delete_case(session, actor, full["F-2026-001"], "F-2026-001")
    with session.begin():
        last = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
        assert last is not None
        assert (last.user_id, last.action) == (actor.user_id, "case.delete")
        assert ["case", full["F-2026-001"]] in last.objects
        assert all(isinstance(id_, int) for _, id_ in last.objects)
        assert chain_is_whole(session)


def test_an_ended_file_goes_alone_and_leaves_the_family_whole(
    session: Session, actor: Actor, full: dict[str, int]
) -> None:
    told = case_deletion(session, actor, full["F-2026-002"])
    assert (told.persons, told.staying) == ((), ("Ahmadi, Farid (F-2026-001)",))
    delete_case(session, actor, full["F-2026-002"], "F-2026-002")
    assert len(search_vault(session, actor, "ahmadi").persons) == 3


def test_neither_number_nor_id_of_a_deleted_case_is_given_again(
    session: Session, actor: Actor, fixed_clock: object
) -> None:
    """The number stands on paper, the ids in the access record."""
    for place in (1, 2, 3):
        case_id = enter_person_case(session, actor, PersonFacts(family_name="Letzte")).made or 0
        person = search_vault(session, actor, "letzte").persons[0].person_id
        assert (case_id, person, numbers(session)) == (place, place, {f"F-2026-00{place}": place})
        delete_case(session, actor, case_id, f"F-2026-00{place}")
    with clock.fixed(dt.date(2027, 1, 4)):
        enter_person_case(session, actor, PersonFacts(family_name="Neu"))
    assert set(numbers(session)) == {"F-2027-001"}


def test_two_files_that_name_each_other_are_both_taken(session: Session, actor: Actor, fixed_clock: object) -> None:
    ids = [enter_person_case(session, actor, PersonFacts(family_name=name)).made or 0 for name in ("A", "B")]
    for id_, other in zip(ids, ("F-2026-002", "F-2026-001"), strict=True):
        end = Closing(old_vault.DAY, EndReason.DUPLICATE, final_talk=False, note=f"zusammengeführt mit {other}")
        close_case(session, actor, id_, end)
    delete_case(session, actor, ids[0], "F-2026-001")
    assert numbers(session) == {}


def test_a_split_off_person_is_in_another_case_and_stays(session: Session, actor: Actor, family: int) -> None:
    own = split_off(session, actor, family, (_person(session, "Zweite"),)).made or 0
    with session.begin():
        case_number = require_case(session, own).number
    told = case_deletion(session, actor, family)
    assert told.staying == (f"Demir, Zweite ({case_number})",)
    delete_case(session, actor, family, "F-2026-001")
    assert [row.name for row in search_vault(session, actor, "demir").persons] == ["Demir, Zweite"]
    with session.begin():
        assert session.scalars(select(Family)).all() == []


def test_a_document_about_somebody_who_stays_goes_on_in_their_case(
    session: Session, actor: Actor, family: int
) -> None:
    second, third = _person(session, "Zweite"), _person(session, "Dritte")
    for number, about in enumerate((None, second, third)):
        content = b"%PDF" + bytes([number])
        facts = AttachmentFacts(f"Bescheid {number}", person_id=about)
        digest = hashlib.sha256(content).hexdigest()
        new = NewAttachment(family, facts, "scan.pdf", "application/pdf", digest, 1, b"PNG")
        add_attachment(session, actor, new, io.BytesIO(content))
    own = split_off(session, actor, family, (second,)).made or 0
    told = case_deletion(session, actor, family)
    assert {part.label: part.count for part in told.going}["Dokumente"] == 2
    delete_case(session, actor, family, "F-2026-001")
    with session.begin():
        assert session.execute(select(Attachment.title, Attachment.case_id)).all() == [("Bescheid 1", own)]
    assert len(search_vault(session, actor, "bescheid").texts) == 1


def test_unsaved_input_goes_with_its_case_and_person_and_no_other(
    session: Session, actor: Actor, family: int
) -> None:
    first, second = _person(session, "Erste"), _person(session, "Zweite")
    keys = [f"person/{second}", f"title/{second}/77", f"period/{second}/{family}", f"assessment/{family}",
            f"person/{first}", "person/new", "merge/999"]
    for key in keys:
        save_draft(session, actor, key, {"note": "halb"})
    delete_person(session, actor, family, second, "F-2026-001")
    left = {draft.key for draft in list_drafts(session, actor)}
    assert left == {f"assessment/{family}", f"person/{first}", "person/new", "merge/999"}
    delete_case(session, actor, family, "F-2026-001")
    assert {draft.key for draft in list_drafts(session, actor)} == {"person/new", "merge/999"}


# one person of a family


def _person(session: Session, given: str) -> int:
    with session.begin():
        return session.scalars(select(Person.id).where(Person.given_names == given)).one()


@pytest.fixture
def family(session: Session, actor: Actor, fixed_clock: object) -> int:
    """A family of three; the id of its case."""
    case_id = enter_person_case(session, actor, PersonFacts(family_name="Demir", given_names="Erste")).made or 0
    for given in ("Zweite", "Dritte"):
        enter_member(session, actor, case_id, Newcomer(PersonFacts(family_name="Demir", given_names=given),
                                                       Relation.ADULT))  # fmt: skip
    return case_id


@pytest.fixture
def family_plan(session: Session, actor: Actor, family: int) -> int:
    """A plan of the family with a goal for everybody and one for the second person; the id of its Fassung."""
    version = start_plan(session, actor, family, PlanKind.FAMILY).made or 0
    step = (NewMeasure("Wir fragen nach.", due_on=old_vault.DAY),)
    add_goal(session, actor, version, NewGoal("wohnen", "Wir finden eine Wohnung."), step)
    second = _person(session, "Zweite")
    add_goal(session, actor, version, NewGoal("arbeit", "Ich finde Arbeit.", person_id=second), step)
    return version


Act = Callable[[], Any]


@pytest.fixture
def in_force(session: Session, actor: Actor, family_plan: int) -> Act:
    def act() -> None:
        agree(session, actor, family_plan)
        second = _person(session, "Zweite")
        signing = Signing((SignatureRow("person", "Zweite Demir", old_vault.DAY, second),
                           SignatureRow("im", "Petra Lang", old_vault.DAY)))
        put_in_force(session, actor, family_plan, signing, ())

    return act


def test_a_person_leaves_the_family_its_case_and_its_plan(
    session: Session, actor: Actor, family: int, family_plan: int
) -> None:
    second = _person(session, "Zweite")
    told = person_deletion(session, actor, family, second)
    assert (told.obstacle, told.persons) == ("", ("Demir, Zweite",))
    assert {part.label: part.count for part in told.going}["Ziele in anderen Plänen"] == 1
    delete_person(session, actor, family, second, "F-2026-001")
    assert left(session, "zweite") == []
    view = plan_view(session, actor, family_plan)
    assert [goal.content.text for goal in view.goals] == ["Wir finden eine Wohnung."]
    assert "Demir, Erste" in view.header.participants
    assert [row.name for row in search_vault(session, actor, "demir").persons] == ["Demir, Dritte", "Demir, Erste"]


def test_a_plan_that_binds_keeps_who_stands_in_it_until_it_is_closed(
    session: Session, actor: Actor, family: int, family_plan: int, in_force: Act
) -> None:
    in_force()
    second = _person(session, "Zweite")
    assert "in Kraft" in person_deletion(session, actor, family, second).obstacle
    with pytest.raises(CaseworkError, match="in Kraft"):
        delete_person(session, actor, family, second, "F-2026-001")
    close_plan(session, actor, family_plan)
    delete_person(session, actor, family, second, "F-2026-001")
    assert left(session, "zweite") == []


def test_nobody_is_deleted_out_of_a_case_that_would_be_empty(session: Session, actor: Actor, family: int) -> None:
    alone = enter_person_case(session, actor, PersonFacts(family_name="Allein")).made or 0
    person = search_vault(session, actor, "allein").persons[0].person_id
    with pytest.raises(CaseworkError, match="den ganzen Fall"):
        delete_person(session, actor, alone, person, "F-2026-002")
    put_together(session, actor, (family, alone))
    delete_person(session, actor, family, person, "F-2026-001")
    assert set(numbers(session)) == {"F-2026-001"}
    assert search_vault(session, actor, "allein").persons == ()


def test_somebody_who_came_from_another_case_is_deleted_there_first(
    session: Session, actor: Actor, family: int
) -> None:
    second = _person(session, "Zweite")
    own = split_off(session, actor, family, (second,)).made or 0
    delete_error = "eigenen Fall F-2026-002"
    add_member(session, actor, family, Membership(second, Relation.ADULT))
    with pytest.raises(CaseworkError, match=delete_error):
        delete_person(session, actor, family, second, "F-2026-001")
    delete_case(session, actor, own, "F-2026-002")
    delete_person(session, actor, family, second, "F-2026-001")
    assert left(session, "zweite") == []


def test_of_an_import_the_part_that_is_left_stays_known(session: Session, actor: Actor, fixed_clock: object) -> None:
    made = import_list(session, actor, read_list(open_list(old_vault.LIST.encode())), {}).made or 0
    assert undo_obstacle(session, actor, made) == ""
    case_id = numbers(session)["F-2026-001"]
    taras = _person(session, "Taras")
    delete_person(session, actor, case_id, taras, "F-2026-001")
    assert "bearbeitet" in undo_obstacle(session, actor, made)
    assert left(session, "taras") == []
