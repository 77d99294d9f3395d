"""Own tasks: entered, moved, given to somebody, done, and everything taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.casework.changes import Kind
from desktop.casework.deadlines.rows import DueGroup
from desktop.casework.rights import Actor
from desktop.casework.tasks import (
    NewTask,
    TaskEdit,
    add_task,
    assign_task,
    edit_task,
    find_task,
    finish_task,
    move_task,
    restore_task,
    tasks_of_case,
)
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.talk_terms import TaskStatus
from tests.casework.deadlines.due_samples import DAY, case_of, colleague, lines

TODAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_of(session, actor)[0]


@pytest.fixture
def task_id(session: Session, actor: Actor, case_id: int) -> int:
    made = add_task(session, actor, NewTask(" Kita  anrufen\n", TODAY, case_id)).made
    assert made is not None
    return made


def test_a_task_stands_under_its_day_with_its_case(session: Session, actor: Actor, task_id: int, case_id: int) -> None:
    (line,) = lines(session, actor, "")
    assert (line.title, line.group, line.case_id, line.subjects) == (
        "Kita anrufen", DueGroup.TODAY, case_id, (task_id,),
    )  # fmt: skip
    assert line.is_task
    assert line.user == "Petra Lang"


def test_a_task_of_no_case_is_the_own_one(session: Session, actor: Actor) -> None:
    other = colleague(session)
    add_task(session, actor, NewTask("Statistik vorbereiten"))
    assert len(lines(session, actor, "")) == 1
    assert lines(session, other, "") == []


def test_far_tasks_wait(session: Session, actor: Actor, case_id: int) -> None:
    for days in (14, 15):
        add_task(session, actor, NewTask(f"in {days} Tagen", TODAY + days * DAY, case_id))
    assert [line.title for line in lines(session, actor, "")] == ["in 14 Tagen"]


def test_moving_assigning_and_finishing_can_be_taken_back(
    session: Session, actor: Actor, task_id: int, case_id: int
) -> None:
    before = find_task(session, actor, task_id)
    other = colleague(session)
    changes = move_task(session, actor, task_id, TODAY + 3 * DAY, "Kita hat zu")
    assert changes.touches(Kind.TASK, task_id)
    assert changes.touches(Kind.CASE, case_id)
    assign_task(session, actor, task_id, other.user_id)
    finish_task(session, other, task_id)
    after = find_task(session, actor, task_id)
    assert (after.due_on, after.note, after.user, after.status) == (
        TODAY + 3 * DAY, "Kita hat zu", "Jonas Weber", TaskStatus.DONE,
    )  # fmt: skip
    assert after.done_at is not None
    assert lines(session, actor, "", mine=False) == []
    restore_task(session, actor, before)
    restored = find_task(session, actor, task_id)
    assert (restored.due_on, restored.note, restored.user_id, restored.status, restored.done_at) == (
        TODAY, "", None, TaskStatus.OPEN, None,
    )  # fmt: skip


def test_done_tasks_of_a_case_stand_behind_the_open_ones(
    session: Session, actor: Actor, task_id: int, case_id: int
) -> None:
    finish_task(session, actor, task_id, TaskStatus.DROPPED)
    add_task(session, actor, NewTask("ohne Tag", None, case_id))
    add_task(session, actor, NewTask("bald", TODAY + DAY, case_id))
    assert [row.title for row in tasks_of_case(session, actor, case_id)] == ["bald", "ohne Tag"]
    everything = tasks_of_case(session, actor, case_id, True)
    assert [row.title for row in everything] == ["bald", "ohne Tag", "Kita anrufen"]


@pytest.mark.parametrize(("title", "said"), [("  ", "was zu tun ist"), ("x" * 501, "kürzer")])
def test_words_that_say_nothing_or_too_much_are_refused(
    session: Session, actor: Actor, task_id: int, title: str, said: str
) -> None:
    with pytest.raises(CaseworkError, match=said):
        add_task(session, actor, NewTask(title))
    with pytest.raises(CaseworkError, match=said):
        edit_task(session, actor, task_id, TaskEdit(title), 1)


def test_a_task_is_changed_and_taken_back_and_two_pages_do_not_overwrite_each_other(
    session: Session, actor: Actor, task_id: int
) -> None:
    before, other = find_task(session, actor, task_id), colleague(session)
    edit = TaskEdit("Kita Regenbogen anrufen", TODAY + DAY, other.user_id, "vormittags\n🙂\x07")
    edit_task(session, actor, task_id, edit, before.row_version)
    after = find_task(session, actor, task_id)
    assert (after.title, after.due_on, after.user, after.note) == (
        "Kita Regenbogen anrufen", TODAY + DAY, "Jonas Weber", "vormittags\n🙂",
    )  # fmt: skip
    with pytest.raises(ChangedMeanwhileError, match="inzwischen"):
        edit_task(session, actor, task_id, TaskEdit("anders"), before.row_version)
    with pytest.raises(CaseworkError, match="wer es übernimmt"):
        edit_task(session, actor, task_id, TaskEdit("anders", user_id=4711), after.row_version)
    with pytest.raises(CaseworkError, match="zu lang"):
        edit_task(session, actor, task_id, TaskEdit("anders", note="x" * 200_000), after.row_version)
    restore_task(session, actor, before)
    assert find_task(session, actor, task_id).title == "Kita anrufen"


def test_a_task_for_nobody_known_or_a_case_that_is_gone_is_refused(
    session: Session, actor: Actor, task_id: int
) -> None:
    with pytest.raises(CaseworkError, match="wer es übernimmt"):
        assign_task(session, actor, task_id, 4711)
    with pytest.raises(CaseworkError, match="Fall gibt es nicht"):
        add_task(session, actor, NewTask("Anruf", case_id=4711))
    with pytest.raises(CaseworkError, match="Aufgabe gibt es nicht"):
        finish_task(session, actor, 4711)
