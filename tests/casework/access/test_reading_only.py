"""The gate in a reading copy: nothing is changed, and looking into a case file still reaches the access record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.access.readings import take_in_readings
from desktop.casework.cases.case_list import list_cases
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.drafts import save_draft
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import OfficeSettings, actor_for, save_office_settings
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.clock import fixed, now
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.office import AccessEntry
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing import readings
from desktop.storage.sharing.reading_vault import ReadingVault, open_copy
from desktop.storage.sharing.readings import Reading

CHEAP = KeyCost(memory_kib=64, passes=1, lanes=1, least_memory_kib=64)
LABEL, PASSWORD = "Petra Lang", "Birne-Laterne-Ofen-47"


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    made = enter_person_case(session, actor, PersonFacts(family_name="Issa", given_names="Amal"), ()).made
    assert made is not None
    return made


@pytest.fixture
def reading(vault: OpenVault, case_id: int, vault_files: VaultFiles) -> Iterator[ReadingVault]:
    """The copy of a vault with one case, while its writer goes on."""
    vault.reading_place().publish_if_changed()
    with open_copy(vault_files, LABEL, PASSWORD, cost=CHEAP) as found:
        yield found


@pytest.fixture
def glance(reading: ReadingVault) -> Iterator[Session]:
    with reading.session() as session:
        yield session


def recorded(vault: OpenVault) -> list[tuple[str, dt.datetime]]:
    with vault.session() as session:
        return [(entry.action, entry.at) for entry in session.scalars(select(AccessEntry).order_by(AccessEntry.id))]


def test_everything_can_be_looked_at_and_nothing_changed(glance: Session, case_id: int) -> None:
    who = actor_for(glance, LABEL)
    assert [row.id for row in list_cases(glance, who)] == [case_id]
    assert case_head(glance, who, case_id).title == "Issa, Amal"
    with pytest.raises(NotAllowedError, match="In der Lesekopie lässt sich nichts ändern"):
        save_office_settings(glance, who, OfficeSettings())
    with pytest.raises(NotAllowedError, match="In der Lesekopie lässt sich nichts ändern"):
        save_draft(glance, who, "person/1", {"name": "Ahmadi"})


def test_looking_into_a_case_file_reaches_the_record_with_its_own_time(
    vault: OpenVault, session: Session, actor: Actor, glance: Session, case_id: int
) -> None:
    looked = now().replace(hour=7)
    with fixed(looked):
        case_head(glance, actor_for(glance, LABEL), case_id)
    found = vault.reading_place().collect()
    take_in_readings(session, actor, found.readings)
    assert recorded(vault)[-2:] == [("case.read", looked), ("reading.take_in", recorded(vault)[-1][1])]
    assert chain_is_whole(session)


def test_in_the_vault_itself_no_note_is_made(
    vault: OpenVault, session: Session, actor: Actor, case_id: int
) -> None:
    """Negative control: there the record is written at once."""
    case_head(session, actor, case_id)
    assert recorded(vault)[-1][0] == "case.read"
    assert vault.reading_place().collect().readings == ()


def test_where_looking_cannot_be_noted_the_file_is_not_shown(
    glance: Session, case_id: int, vault_files: VaultFiles
) -> None:
    who = actor_for(glance, LABEL)
    vault_files.readings_folder.write_bytes(b"in the way")
    with pytest.raises(CaseworkError, match="nicht gezeigt"):
        case_head(glance, who, case_id)
    assert list_cases(glance, who)  # the list of cases is no look into a file


def test_a_note_of_nobody_is_left_out(vault: OpenVault, session: Session, actor: Actor) -> None:
    before = len(recorded(vault))
    take_in_readings(session, actor, (Reading(now(), 99, "case.read", []), Reading(now(), 1, "case.read", [])))
    assert len(recorded(vault)) == before + 2


def test_notes_are_forgotten_only_after_they_were_taken_in(vault: OpenVault, glance: Session, case_id: int) -> None:
    case_head(glance, actor_for(glance, LABEL), case_id)
    found = vault.reading_place().collect()
    assert len(vault.reading_place().collect().readings) == 1
    readings.forget(found.paths)
    assert vault.reading_place().collect().readings == ()
