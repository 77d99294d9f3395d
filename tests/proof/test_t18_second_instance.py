"""T18: the second program is told who works; when the first is killed the vault is free."""

from __future__ import annotations

import platform
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.storage.errors import VaultInUseError
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.lock import VaultLock, holder
from tests.conftest import LABEL
from tests.proof.recording import Proof, german
from tests.proof.saving import enter

ROOT = Path(__file__).resolve().parents[2]
FIRST = """
import sys
from pathlib import Path
from desktop.storage.files import VaultFiles
from tests.proof.saving import enter, keep_to
keep_to(Path(sys.argv[2]))
vault = enter(VaultFiles(Path(sys.argv[1])))
print("open", flush=True)
sys.stdin.readline()
"""


def told_and_freed(files: VaultFiles, profile: Path) -> float:
    """Seconds from the kill of the first program until the lock is the second one's."""
    line = [sys.executable, "-c", FIRST, str(files.database), str(profile)]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as first:
        assert first.stdout is not None
        assert first.stdout.readline().strip() == "open"
        with pytest.raises(VaultInUseError) as refused:
            enter(files)
        at_work = holder(files)
        assert at_work is not None
        assert (at_work.label, at_work.process) == (LABEL, first.pid)
        for part in (LABEL, platform.node(), f"{at_work.since.astimezone():%H:%M} Uhr"):
            assert part in str(refused.value)
        first.kill()
        first.wait()
    assert files.owner_file.exists()  # the note stays behind, and counts for nothing
    started = time.perf_counter()
    lock = VaultLock(files)
    lock.take("Paul")
    needed = time.perf_counter() - started
    lock.release()
    enter(files).close()
    return needed


def test_the_second_is_told_and_a_killed_first_frees_the_vault(
    proof: Proof, vault_files: VaultFiles, profile: Path
) -> None:
    amount = proof.amount(2, 20)
    slowest = max(told_and_freed(vault_files, profile) for _ in range(amount))
    with enter(vault_files):
        vault_files.lock_file.unlink()  # the control: without the lock the second one comes in
        enter(vault_files).close()
    proof.reached("T18", "Zweites Programm mit Name, PC und Uhrzeit abgewiesen; nach dem Ende des ersten frei",
                  f"{amount} von {amount}, frei nach höchstens {german(slowest * 1000, 1)} ms", "Name, frei ≤ 1 s",
                  "ohne Sperrdatei öffnen beide")
