"""Asking for the writing place, answering, and telling a free vault from one whose owner's note is stale."""

from __future__ import annotations

import datetime as dt
import platform
import subprocess
from collections.abc import Callable

import pytest

from desktop import clock
from desktop.storage.errors import DiskFullError, StorageFaultError, VaultInUseError
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.handover_of_place import (
    FORGOTTEN_AFTER,
    Answer,
    answer,
    answered,
    ask,
    clear_forgotten,
    requests,
    take_back,
)
from desktop.storage.sharing.lock import VaultLock, holder

Start = Callable[[str], "subprocess.Popen[str]"]
Enter = Callable[..., OpenVault]


def test_a_request_names_person_and_pc_and_gets_its_answer(files: VaultFiles) -> None:
    asked = ask(files, "Yılmaz")
    (seen,) = requests(files)
    assert (seen.label, seen.computer) == ("Yılmaz", platform.node())
    assert answered(files, asked) is Answer.OPEN
    answer(files, seen, Answer.LATER)
    assert answered(files, asked) is Answer.LATER
    assert requests(files) == ()


def test_two_who_ask_at_once_are_both_heard_the_earlier_first(files: VaultFiles) -> None:
    with clock.fixed(clock.now() - dt.timedelta(minutes=3)):
        first = ask(files, "Yılmaz")
    second = ask(files, "Öztürk")
    assert [request.label for request in requests(files)] == ["Yılmaz", "Öztürk"]
    answer(files, first, Answer.RELEASED)
    assert answered(files, second) is Answer.OPEN


def test_a_request_taken_back_is_not_answered_any_more(files: VaultFiles) -> None:
    asked = ask(files, "Yılmaz")
    take_back(files, asked)
    answer(files, asked, Answer.RELEASED)
    assert requests(files) == ()
    assert list(files.request_folder.iterdir()) == []


def test_forgotten_and_damaged_requests_are_passed_over_and_cleared(files: VaultFiles) -> None:
    with clock.fixed(clock.now() - FORGOTTEN_AFTER):
        ask(files, "Gestern")
    for number, content in enumerate((b"", b"[1]", b"\xff", b'{"label": 1, "made": "2026-11-22T10:00:00"}')):
        (files.request_folder / f"{number}.json").write_bytes(content)
    fresh = ask(files, "Heute")
    assert [request.id for request in requests(files)] == [fresh.id]
    clear_forgotten(files)
    assert [path.stem for path in files.request_folder.iterdir()] == [fresh.id]


def test_nobody_asks_where_no_request_was_ever_made(files: VaultFiles) -> None:
    assert requests(files) == ()
    clear_forgotten(files)


def test_the_holder_is_named_and_a_killed_one_is_not(files: VaultFiles, start: Start) -> None:
    assert holder(files) is None
    first = start("print('open', flush=True); sys.stdin.readline()")
    assert first.stdout is not None
    first.stdout.readline()
    found = holder(files)
    assert found is not None
    assert (found.label, found.process) == ("Petra Lang", first.pid)
    first.kill()
    first.wait()
    assert files.owner_file.exists()
    assert holder(files) is None


def test_who_only_asks_does_not_keep_others_out(files: VaultFiles, enter: Enter) -> None:
    """The one who asks holds the lock for a moment; who wants to work waits that long instead of being refused."""
    import threading

    from filelock import FileLock

    glance = FileLock(files.lock_file, thread_local=False)
    glance.acquire()
    timer = threading.Timer(0.05, glance.release)
    timer.start()
    enter().close()
    timer.join()


def test_a_holder_from_the_future_is_named_without_a_time(files: VaultFiles, enter: Enter) -> None:
    lock = VaultLock(files)
    with clock.fixed(clock.now() + dt.timedelta(days=2)):
        lock.take("Petra Lang")
    try:
        with pytest.raises(VaultInUseError, match="Petra Lang") as refused:
            enter()
        assert "seit" not in str(refused.value)
    finally:
        lock.release()


def test_a_full_disk_at_opening_is_one_sentence_and_frees_the_lock(
    files: VaultFiles, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.storage.sharing.lock.write_whole", full)
    with pytest.raises(DiskFullError, match="öffnen Sie den Tresor dann noch einmal"):
        enter()
    monkeypatch.undo()
    enter().close()


def test_a_folder_that_went_away_is_one_sentence(files: VaultFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says it of a lost network path, with a number no table knows."""

    def gone(*_: object, **__: object) -> None:
        raise OSError(59, "an unexpected network error occurred")

    monkeypatch.setattr("desktop.storage.sharing.handover_of_place.write_whole", gone)
    with pytest.raises(StorageFaultError, match="nicht richtig zu erreichen"):
        ask(files, "Yılmaz")
