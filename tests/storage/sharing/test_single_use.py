"""One vault, one user at a time: the second is told who has it, a killed one blocks nobody and loses nothing."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Callable

import pytest

from desktop.storage.errors import VaultInUseError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.lock import VaultLock, owner
from desktop.storage.vault import recover

Enter = Callable[..., OpenVault]
Start = Callable[[str], "subprocess.Popen[str]"]

WAIT = "print('open', flush=True); sys.stdin.readline()"
WRITE = """
number = 0
while True:
    with vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("INSERT INTO people (name) VALUES (:n)"), {"n": f"Nr. {number}"})
        session.execute(text("UPDATE vault_state SET saves = saves + 1"))
        session.commit()
    print(number, flush=True)
    number += 1
"""


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_process_is_told_user_pc_and_time(files: VaultFiles, start: Start, enter: Enter) -> None:
    first = start(WAIT)
    assert line(first) == "open"
    with pytest.raises(VaultInUseError) as refused:
        enter()
    holder = owner(files)
    assert holder is not None
    assert holder.process == first.pid
    for part in ("Petra Lang", platform.node(), f"{holder.since.astimezone():%H:%M} Uhr"):
        assert part in str(refused.value)


def test_the_second_window_of_one_process_is_refused_too(opened: OpenVault, enter: Enter) -> None:
    with pytest.raises(VaultInUseError, match="Petra Lang"):
        enter()


def test_recovering_needs_the_vault_for_oneself_as_well(
    opened: OpenVault, recovery_groups: tuple[str, ...], cost: KeyCost
) -> None:
    with pytest.raises(VaultInUseError):
        recover(opened.files, " ".join(recovery_groups), "Paul", "Wolke Hammer Birne 7", cost=cost)


def test_an_unreadable_note_still_gives_a_clear_sentence(opened: OpenVault, enter: Enter) -> None:
    opened.files.owner_file.write_bytes(b"\xff{")
    with pytest.raises(VaultInUseError, match="schon geöffnet"):
        enter()


def test_the_lock_of_a_killed_process_is_free_at_once(files: VaultFiles, start: Start, enter: Enter) -> None:
    first = start(WAIT)
    line(first)
    first.kill()
    first.wait()
    assert files.owner_file.exists()  # the note stays, the lock does not
    enter().close()
    assert not files.owner_file.exists()


def test_the_lock_is_free_after_an_orderly_end(files: VaultFiles, enter: Enter) -> None:
    enter().close()
    lock = VaultLock(files)
    lock.take("Paul")
    lock.release()
    lock.release()


def test_a_killed_process_loses_nothing_it_had_reported_as_saved(
    start: Start, enter: Enter, names: Callable[..., list[str]]
) -> None:
    reported = 0
    for kill_after in (1, 7, 40):
        writer = start(WRITE)
        for number in range(kill_after):
            assert line(writer) == str(number)
        writer.kill()
        writer.wait()
        reported += kill_after
        with enter() as vault:
            assert len(names(vault)) >= 200 + reported
            reported = len(names(vault)) - 200
            assert vault.missing_saves == 0
            assert vault.check().sound


def test_without_the_write_ahead_log_the_loss_would_be_seen(
    files: VaultFiles, start: Start, enter: Enter, names: Callable[..., list[str]]
) -> None:
    """Negative control of the kill test: losing the log does lose saves."""
    writer = start(WRITE)
    for number in range(5):
        assert line(writer) == str(number)
    writer.kill()
    writer.wait()
    files.wal.unlink()
    with enter() as vault:
        assert len(names(vault)) < 205
