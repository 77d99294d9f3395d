"""The access record: every break in it is named, and it can be read by person, file and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.access.access_chain import HEAD, Break, Finding, Head, add_entry, head
from desktop.casework.access.access_log import (
    AccessFilter,
    access_head,
    check_access_log,
    list_access,
    missing_since,
)
from desktop.casework.access.access_words import action_title
from desktop.casework.cases.cases import case_head, open_person_case
from desktop.casework.gate import REGISTRY
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.rights import Actor
from desktop.records.office import AccessEntry, Setting
from desktop.storage.files import VaultFiles
from desktop.storage.seen.seen_head import remember_head, seen_head


@pytest.fixture
def nine(session: Session, actor: Actor) -> Session:
    """A record of nine entries."""
    for number in range(9):
        create_person(session, actor, PersonFacts(family_name=f"Person {number}"))
    return session


def tamper(session: Session, deed: Callable[[Session], object]) -> None:
    """Done past the gate, with the key in hand."""
    with session.begin():
        session.connection(execution_options={"writing": True})
        deed(session)
    session.expire_all()


def test_an_untouched_record_is_whole(nine: Session, actor: Actor) -> None:
    report = check_access_log(nine, actor)
    assert (report.entries, report.whole) == (9, True)
    assert report.since is not None


def test_an_empty_record_is_whole(session: Session, actor: Actor) -> None:
    assert check_access_log(session, actor).whole
    assert access_head(session, actor) == Head()


@pytest.mark.parametrize("values", [
    {"user_id": 99}, {"action": "case.read"}, {"objects": [["person", 7]]},
    {"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, {"chain": "0" * 64},
])  # fmt: skip
def test_an_edited_entry_is_named(nine: Session, actor: Actor, values: dict[str, object]) -> None:
    tamper(nine, lambda session: session.execute(update(AccessEntry).where(AccessEntry.id == 4).values(**values)))
    findings = check_access_log(nine, actor).findings
    assert findings[0] == Finding(Break.CHANGED, 4)
    assert "Eintrag 4" in findings[0].sentence


def test_removed_entries_are_counted(nine: Session, actor: Actor) -> None:
    tamper(nine, lambda session: session.execute(delete(AccessEntry).where(AccessEntry.id.in_((3, 4)))))
    assert check_access_log(nine, actor).findings == (Finding(Break.MISSING, 5, 2),)


def test_a_cut_end_is_noticed_by_the_head(nine: Session, actor: Actor) -> None:
    tamper(nine, lambda session: session.execute(delete(AccessEntry).where(AccessEntry.id > 6)))
    assert check_access_log(nine, actor).findings == (Finding(Break.CUT, 6, 3),)


def test_a_cut_end_with_its_head_rewritten_is_noticed_by_the_pc(nine: Session, actor: Actor) -> None:
    seen = access_head(nine, actor)

    def cut(session: Session) -> None:
        session.execute(delete(AccessEntry).where(AccessEntry.id > 6))
        chain = session.scalar(select(AccessEntry.chain).where(AccessEntry.id == 6))
        session.merge(Setting(key=HEAD, value={"entries": 6, "chain": chain}))

    tamper(nine, cut)
    assert check_access_log(nine, actor).whole  # negative control: inside the vault nothing shows
    assert check_access_log(nine, actor, seen).findings == (Finding(Break.CUT, 6, 3),)
    assert missing_since(nine, actor, seen) == Finding(Break.CUT, 6, 3)


def test_a_record_written_anew_is_noticed_by_the_pc(nine: Session, actor: Actor) -> None:
    seen = access_head(nine, actor)

    def write_anew(session: Session) -> None:
        rows = [(e.at, e.user_id, e.action, e.objects) for e in session.scalars(select(AccessEntry))]
        session.execute(delete(AccessEntry))
        session.expunge_all()
        for number, (at, user_id, action, objects) in enumerate(rows):
            add_entry(session, at, user_id + (number == 3), action, objects)

    tamper(nine, write_anew)
    assert check_access_log(nine, actor).whole  # negative control
    assert check_access_log(nine, actor, seen).findings == (Finding(Break.REWRITTEN, 9),)
    assert missing_since(nine, actor, seen) == Finding(Break.REWRITTEN, 9)


def test_an_inserted_entry_is_named_though_the_numbers_fit(nine: Session, actor: Actor) -> None:
    def insert(session: Session) -> None:
        for id_ in range(9, 4, -1):
            session.execute(update(AccessEntry).where(AccessEntry.id == id_).values(id=id_ + 1))
        session.add(AccessEntry(id=5, at=clock.now(), user_id=1, action="case.read", objects=[], chain="f" * 64))

    tamper(nine, insert)
    kinds = {(finding.kind, finding.entry) for finding in check_access_log(nine, actor).findings}
    assert {(Break.CHANGED, 5), (Break.MISPLACED, 6)} <= kinds


def test_swapped_entries_are_named(nine: Session, actor: Actor) -> None:
    def swap(session: Session) -> None:
        for old, new in ((4, 99), (5, 4), (99, 5)):
            session.execute(update(AccessEntry).where(AccessEntry.id == old).values(id=new))

    tamper(nine, swap)
    kinds = {(finding.kind, finding.entry) for finding in check_access_log(nine, actor).findings}
    assert {(Break.MISPLACED, 4), (Break.MISPLACED, 5)} <= kinds


def test_the_pc_remembers_the_end_of_each_vault(nine: Session, actor: Actor, vault_files: VaultFiles) -> None:
    assert seen_head(vault_files) == (0, "")
    end = access_head(nine, actor)
    remember_head(vault_files, end.entries, end.chain)
    assert Head(*seen_head(vault_files)) == end
    assert missing_since(nine, actor, end) is None
    create_person(nine, actor, PersonFacts(family_name="Danach"))
    assert missing_since(nine, actor, end) is None
    assert check_access_log(nine, actor, end).whole


def test_a_record_without_head_gets_one_with_the_next_entry(nine: Session, actor: Actor) -> None:
    """A vault of version 0.1.0."""
    tamper(nine, lambda session: session.execute(delete(Setting).where(Setting.key == HEAD)))
    assert check_access_log(nine, actor).whole
    create_person(nine, actor, PersonFacts(family_name="Neu"))
    with nine.begin():
        assert head(nine).entries == 10


def test_entries_are_listed_with_names_the_newest_first(session: Session, actor: Actor) -> None:
    person = create_person(session, actor, PersonFacts(family_name="Ahmadi", given_names="Zahra")).made
    rows = list_access(session, actor, AccessFilter())
    assert (rows[0].who, rows[0].action, rows[0].objects) == (actor.name, "Person eingetragen", "Ahmadi, Zahra")
    assert person is not None


def test_the_list_can_be_narrowed_to_user_day_and_case(session: Session, actor: Actor) -> None:
    create_person(session, actor, PersonFacts(family_name="Andere"))
    person = create_person(session, actor, PersonFacts(family_name="Diese")).made
    assert person is not None
    case = open_person_case(session, actor, person).made
    assert case is not None
    number = case_head(session, actor, case).number
    actions = {row.action for row in list_access(session, actor, AccessFilter(case_number=number))}
    assert {"Fallakte angesehen", "Fall eröffnet", "Person eingetragen"} <= actions
    assert not any("Andere" in row.objects for row in list_access(session, actor, AccessFilter(case_number=number)))
    assert list_access(session, actor, AccessFilter(case_number="F-1999-001")) == ()
    assert list_access(session, actor, AccessFilter(user_id=99)) == ()
    assert list_access(session, actor, AccessFilter(user_id=actor.user_id))
    today = clock.today()
    assert list_access(session, actor, AccessFilter(first_day=today, last_day=today))
    assert list_access(session, actor, AccessFilter(last_day=today - dt.timedelta(days=1))) == ()


def test_every_action_of_the_program_has_its_german_words() -> None:
    recorded = {gated.record for name, gated in REGISTRY.items() if gated.record and name.startswith("desktop.")}
    assert {code for code in recorded if action_title(code) == code} == set()
    assert action_title("anything.new") == "anything.new"
