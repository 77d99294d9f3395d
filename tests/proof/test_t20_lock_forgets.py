"""T20: after locking nothing is left in memory, because the process that knew the key is gone; and why it must be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import settings
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.functional.marked_day import LATIN
from tests.proof.recording import Proof, german

SCRIPT = Path(__file__).with_name("locking_process.py")
ROOT = Path(__file__).resolve().parents[2]
NAME = re.compile(b"|".join(re.escape(LATIN.encode(code)) for code in ("ascii", "utf-16-le", "utf-32-le")))


@dataclass
class Found:
    """What a process has in its memory: copies of the name, and of the key as bytes and as digits."""

    names: int
    keys: int


def in_memory(process: int, key: bytes) -> Found:
    """Everything readable in a process of our own (Linux)."""
    keys = re.compile(re.escape(key) + b"|" + key.hex().encode())
    found = Found(0, 0)
    with Path(f"/proc/{process}/maps").open(encoding="utf-8") as maps:
        ranges = [line.split()[0].split("-") for line in maps if " rw" in line]
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for start, end in ((int(low, 16), int(high, 16)) for low, high in ranges):
            try:
                memory.seek(start)
                piece = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # pages of the system itself
            found.names += len(NAME.findall(piece))
            found.keys += len(keys.findall(piece))
    return found


@contextmanager
def program(how: str, profile: Path) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, str(SCRIPT), how, str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def next_word(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    return started.stdout.readline().strip()


def go_on(started: subprocess.Popen[str]) -> None:
    assert started.stdin is not None
    started.stdin.write("\n")
    started.stdin.flush()


@pytest.fixture
def key(vault_files: VaultFiles, profile: Path, proof: Proof) -> bytes:
    """The key of a vault full of one name; the profile names that vault."""
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        for number in range(proof.amount(40, 400)):
            enter_person_case(session, actor, PersonFacts(f"{LATIN}{number}", LATIN))
        settings.save(Settings(last_vault=str(vault_files.database)))
        return bytes(vault._key.key)


def test_locking_forgets(proof: Proof, key: bytes, profile: Path, vault_files: VaultFiles) -> None:
    if sys.platform != "linux":
        proof.reached("T20", "Speicher nach dem Sperren", "hier nicht gelesen", "0", "nur unter Linux")
        return
    with program("stay", profile) as control:
        assert next_word(control) == "open"
        at_work = in_memory(control.pid, key)
        go_on(control)
        assert next_word(control) == "locked"
        closed = in_memory(control.pid, key)
    assert at_work.names > 20
    assert at_work.keys >= 1
    assert closed.keys == 0
    assert closed.names > 20  # closing the vault does not empty the memory: only the end of the process does

    with program("lock", profile) as locked:
        assert next_word(locked) == "open"
        assert in_memory(locked.pid, key).keys >= 1
        go_on(locked)
        assert locked.wait(30) == 0
        assert not Path(f"/proc/{locked.pid}/mem").exists()
    assert not vault_files.wal.exists()
    proof.reached("T20", "Speicher nach dem Sperren: Prozess, Schlüssel, Namen",
                  f"Prozess beendet (vorher {at_work.keys} Schlüssel, {german(at_work.names)} Namen)",
                  "Prozess beendet, 0 Schlüssel",
                  f"bliebe er am Leben: {closed.keys} Schlüssel, {german(closed.names)} Namen")
