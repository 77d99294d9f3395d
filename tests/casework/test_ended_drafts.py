"""What ends a draft ends it in the same transaction: never both saved and still offered, never neither."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.drafts import ended_by, find_draft, list_drafts, save_draft
from desktop.casework.rights import Actor
from desktop.casework.tasks import NewTask, add_task
from desktop.errors import CaseworkError
from desktop.records.office import VaultState
from desktop.records.tasks import Task
from desktop.storage.vault import OpenVault

pytestmark = pytest.mark.usefixtures("fixed_clock")
KEY = "task/new"


def saves(vault: OpenVault) -> int:
    with vault.session() as session:
        return session.scalars(select(VaultState.saves)).one()


def test_one_save_holds_the_task_and_the_end_of_its_draft(vault: OpenVault, session: Session, actor: Actor) -> None:
    save_draft(session, actor, KEY, {"title": "Kita anr"})
    before = saves(vault)
    made = ended_by(add_task, KEY)(session, actor, NewTask("Kita anrufen", None)).made
    assert saves(vault) == before + 1
    with vault.session() as fresh:
        assert list_drafts(fresh, actor) == ()
        assert fresh.get(Task, made) is not None


def test_a_refused_task_leaves_its_draft(session: Session, actor: Actor) -> None:
    save_draft(session, actor, KEY, {"title": ""})
    with pytest.raises(CaseworkError):
        ended_by(add_task, KEY)(session, actor, NewTask(" ", None))
    assert find_draft(session, actor, KEY) is not None


def test_what_is_not_saved_yet_of_a_page_stays_its_draft(session: Session, actor: Actor) -> None:
    save_draft(session, actor, "plan/1", {"forms": {"step/1": "a", "goal/1": "b"}})
    rest = {"forms": {"goal/1": "b"}}
    ended_by(add_task, "plan/1", rest)(session, actor, NewTask("Kita anrufen", None))
    left = find_draft(session, actor, "plan/1")
    assert left is not None
    assert left.payload == rest


def test_the_next_change_of_the_session_ends_nothing_any_more(session: Session, actor: Actor) -> None:
    ended_by(add_task, KEY)(session, actor, NewTask("Kita anrufen", None))
    save_draft(session, actor, KEY, {"title": "Hort"})
    add_task(session, actor, NewTask("Schule anrufen", None))
    assert find_draft(session, actor, KEY) is not None
