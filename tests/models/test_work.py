"""The bridge between pages and the storage thread."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError, VaultError
from desktop.models.work import ImmediateExecutor, Progress, Runner, Work
from desktop.terms import Role

ACTOR = Actor(1, "Petra Lang", "PL", Role.MANAGER)


class Shelf:
    """A store whose session is a list of the threads that used it."""

    def __init__(self) -> None:
        self.used: list[str] = []

    @contextmanager
    def session(self) -> Iterator[Any]:
        self.used.append(threading.current_thread().name)
        yield self.used


@pytest.fixture
def work(qapp: object) -> Iterator[Work]:
    work = Work(Shelf(), ACTOR)
    yield work
    work.stop()


def close_case(session: object, actor: Actor, case_id: int) -> Changes:
    return Changes.of((Kind.CASE, case_id))


def name_of(session: object, actor: Actor, extra: str = "") -> str:
    return actor.name + extra


def refuse(session: object, actor: Actor) -> Changes:
    raise CaseworkError("Das geht nicht.")


def test_a_query_runs_on_the_storage_thread_and_its_rows_arrive_on_the_main_thread(work: Work, qtbot: QtBot) -> None:
    got: list[tuple[str, bool]] = []
    work.read(work, name_of, "!", then=lambda name: got.append((name, QThread.isMainThread())))
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("Petra Lang!", True)]
    assert work.store.used[0].startswith("storage")  # type: ignore[attr-defined]  # the test's own store


def test_reads_and_changes_happen_one_after_the_other_in_the_order_given(work: Work, qtbot: QtBot) -> None:
    order: list[int] = []

    def step(session: object, actor: Actor, number: int) -> Changes:
        order.append(number)
        return Changes()

    for number in range(20):
        (work.change if number % 2 else work.read)(work, step, number)
    work.change(work, step, 20).result()
    assert order == list(range(21))


def test_a_change_is_announced_with_its_initiator_before_its_own_callback(work: Work, qtbot: QtBot) -> None:
    heard: list[object] = []
    work.announced.connect(lambda changes, initiator: heard.append((changes, initiator)))
    page = QObject()
    work.change(page, close_case, 7, then=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert heard == [(Changes.of((Kind.CASE, 7)), page), Changes.of((Kind.CASE, 7))]


def test_a_destroyed_page_is_not_called_but_the_change_is_still_announced(qapp: object) -> None:
    work, page, heard = Work(Shelf(), ACTOR), QObject(), []
    work.announced.connect(lambda changes, initiator: heard.append(initiator))
    gate = threading.Event()

    def wait_and_close(session: object, actor: Actor) -> Changes:
        gate.wait()
        return Changes.of((Kind.CASE, 1))

    future = work.change(page, wait_and_close, then=lambda _changes: heard.append("page was called"))
    delete(page)
    gate.set()
    future.result()
    gc.collect()
    QCoreApplication.processEvents()
    work.stop()
    assert heard == [None]


def test_an_expected_error_goes_to_failed(work: Work, qtbot: QtBot) -> None:
    errors: list[CaseworkError] = []
    work.change(work, refuse, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "Das geht nicht."


def test_an_expected_error_without_a_listener_is_told_to_the_window(work: Work, qtbot: QtBot) -> None:
    with qtbot.waitSignal(work.failed_unheard) as told:
        work.change(work, refuse)
    assert told.args is not None
    assert str(told.args[0]) == "Das geht nicht."


def test_a_full_disk_becomes_one_german_sentence(work: Work, qtbot: QtBot) -> None:
    def full(session: object, actor: Actor) -> str:
        raise OSError(28, "No space left on device")

    errors: list[CaseworkError] = []
    work.read(work, full, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], VaultError)
    assert "voll" in str(errors[0])


def test_a_bug_goes_to_the_excepthook_with_its_own_traceback(
    work: Work, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[tuple[type[BaseException], TracebackType | None]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, trace: bugs.append((kind, trace)))

    def broken(session: object, actor: Actor) -> str:
        raise ZeroDivisionError

    work.read(work, broken, then=lambda _name: None, failed=lambda _error: None)
    qtbot.waitUntil(lambda: bool(bugs))
    assert bugs[0][0] is ZeroDivisionError
    assert bugs[0][1] is not None


def test_named_work_shows_its_progress_and_can_be_cancelled(work: Work, qtbot: QtBot) -> None:
    half = threading.Event()

    def copy(progress: Progress) -> str:
        progress.report(50, 100)
        half.set()
        while not progress.cancelled:
            pass
        progress.check()
        return "never"

    ends: list[object] = []
    work.compute(work, copy, then=ends.append, failed=ends.append, title="Sicherung")
    assert half.wait(10)
    (running,) = work.running
    assert (running.title, running.progress.percent, running.cancellable) == ("Sicherung", 50, True)
    running.progress.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert isinstance(ends[0], CaseworkError)
    assert work.running == ()


def test_after_a_bug_nothing_is_written_any_more_but_reading_goes_on(work: Work, qtbot: QtBot) -> None:
    work.freeze()
    got: list[object] = []
    work.change(work, close_case, 1, then=got.append, failed=got.append)
    work.read(work, name_of, then=got.append)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert isinstance(got[0], CaseworkError)
    assert got[1] == "Petra Lang"


def test_stopping_finishes_what_was_handed_in_and_refuses_more(qapp: object) -> None:
    work, done = Work(Shelf(), ACTOR), []

    def note(session: object, actor: Actor, number: int) -> Changes:
        done.append(number)
        return Changes()

    for number in range(5):
        work.change(work, note, number)
    work.stop()
    assert done == [0, 1, 2, 3, 4]
    with pytest.raises(RuntimeError):
        work.read(work, name_of)


def test_work_at_once_has_its_result_when_the_call_returns(qapp: object) -> None:
    got: list[object] = []
    Work.at_once(Shelf(), ACTOR).read(QObject(), name_of, then=got.append)
    assert got == ["Petra Lang"]


def test_a_runner_computes_before_any_vault_is_open(qapp: object, qtbot: QtBot) -> None:
    runner = Runner()
    got: list[int] = []
    runner.compute(runner, lambda: 6 * 7, then=got.append)
    qtbot.waitUntil(lambda: bool(got))
    runner.stop()
    assert got == [42]


def test_an_expected_error_keeps_nobody_alive_who_waited_for_it(qapp: object) -> None:
    """PRIVACY: the frames of its traceback would hold what was typed until the collector comes."""

    def refuse(secret: bytearray) -> None:
        raise CaseworkError(f"Mit {len(secret)} Zeichen geht es nicht.")

    class Typed(bytearray):
        """Something a weak reference can point at."""

    runner, errors = Runner(ImmediateExecutor()), list[CaseworkError]()
    gc.disable()
    try:
        typed = Typed(b"geheim")
        gone = weakref.ref(typed)
        runner.compute(runner, refuse, typed, failed=errors.append)
        del typed
        assert str(errors[0]) == "Mit 6 Zeichen geht es nicht."
        assert gone() is None
    finally:
        gc.enable()
        runner.stop()
