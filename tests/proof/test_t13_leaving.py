"""T13: who leaves is locked out, and nobody else is, wherever the change of the key is killed."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.errors import VaultError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts, keyfile
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import recover, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.key_changer import LEAVES, STAYS
from tests.proof.recording import Proof, german
from tests.proof.saving import damage, enter, quiet

ROOT = Path(__file__).resolve().parents[2]
CHANGER = Path(__file__).with_name("key_changer.py")
OWN = {STAYS: "Kamel-Wolke-Tasse-83", LEAVES: "Hammer-Regen-Uhr-19"}
LONGEST_RUN = 0.4


@pytest.fixture
def office(vault_files: VaultFiles) -> VaultFiles:
    """A closed vault of three people with passwords of their own."""
    with enter(vault_files) as vault:
        words = {label: vault.give_start_password(label).words for label in OWN}
    for label, own in OWN.items():
        with unlock(vault_files, label, words[label], cost=CHEAP) as vault:
            vault.set_first_password(own)
    return vault_files


def opens(files: VaultFiles, label: str, password: str) -> bool:
    attempts.succeeded(files)  # no waiting after the passwords that are wrong on purpose
    try:
        unlock(files, label, password, cost=CHEAP).close()
    except VaultError:
        return False
    return True


@dataclass
class Tally:
    """What came out of a series of kills: how many found the old key, the new one, and one half done."""

    kills: int = 0
    changes: int = 0
    half: int = 0
    locked_out: int = 0
    faults: list[str] = field(default_factory=list)


def kill_often(mode: str, kills: int, office: VaultFiles, folder: Path, profile: Path, rng: random.Random) -> Tally:
    tally = Tally()
    for run in range(kills):
        files = VaultFiles(shutil.copytree(office.folder, folder / f"{mode}{run}") / office.database.name)
        words = _run_and_kill(mode, files, profile, rng)
        tally.kills += 1
        tally.changes += len(words)
        tally.half += files.rekeyed.exists() or b'"pending": {' in files.key_file.read_bytes()
        _look(files, words, tally)
        shutil.rmtree(files.folder)
    return tally


def _run_and_kill(mode: str, files: VaultFiles, profile: Path, rng: random.Random) -> list[str]:
    """The start passwords that were handed out before the kill."""
    line = [sys.executable, str(CHANGER), mode, str(files.database), str(profile)]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, env=_environment()) as changer:
        assert changer.stdout is not None
        assert changer.stdout.readline() == b"ready\n"
        killer = threading.Timer(rng.uniform(0, LONGEST_RUN), changer.kill)
        killer.start()
        told = [line.decode("ascii").strip() for line in changer.stdout if line.endswith(b"\n")]
        killer.join()
    return told


def _environment() -> dict[str, str]:


    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _look(files: VaultFiles, words: list[str], tally: Tally) -> None:
    if not opens(files, LABEL, PASSWORD):
        tally.locked_out += 1
        return
    with enter(files) as vault:
        tally.faults += damage(vault)
        tally.faults += [f"left over: {path.name}" for path in files.folder.iterdir() if ".neu" in path.name]
        generation, left = vault._proven_keys().generation, {access.label for access in vault.accesses()}
    if generation == 1:
        tally.faults += [f"locked out: {label}" for label, own in OWN.items() if not opens(files, label, own)]
        return
    tally.faults += ["the one who left still has a slot"] if LEAVES in left else []
    tally.faults += ["the one who left gets in"] if opens(files, LEAVES, OWN[LEAVES]) else []
    told = generation == 1 + len(words)
    if told and not opens(files, STAYS, words[-1]):
        tally.faults.append("locked out: the start password that was handed out")
    if not told:
        _help_up(files, tally)


def _help_up(files: VaultFiles, tally: Tally) -> None:
    """Killed between the change and its sheets: whoever changed the key hands out another start password."""
    with enter(files) as vault:
        words = vault.give_start_password(STAYS).words
    if not opens(files, STAYS, words):
        tally.faults.append("locked out: a start password given afterwards")


def test_no_kill_locks_anybody_out(office: VaultFiles, proof: Proof, tmp_path: Path, profile: Path) -> None:
    with quiet():
        done = kill_often("careful", proof.amount(8, 300), office, tmp_path, profile, proof.rng())
        control = kill_often("careless", proof.amount(6, 40), office, tmp_path, profile, proof.rng())
    assert done.faults == []
    assert done.locked_out == 0
    assert control.locked_out > 0
    figure = f"{german(done.kills)} Mal, {german(done.half)} halb fertig, {german(done.changes)} Wechsel, 0 ausgesperrt"
    careless = f"{control.locked_out} von {control.kills} ausgesperrt"
    proof.reached("T13", "Programm beim Wechsel des Schlüssels getötet", figure, "0 ausgesperrt",
                  f"ohne den zweiten Schlüssel in der Schlüsseldatei {careless}")  # fmt: skip


def test_who_left_gets_in_with_nothing_they_kept(office: VaultFiles, proof: Proof, tmp_path: Path) -> None:
    """Whatever was copied before: key file, its `.bak`, the database key itself."""
    rounds, tried = proof.amount(5, 100), 0
    for run in range(rounds):
        files = VaultFiles(shutil.copytree(office.folder, tmp_path / f"Amt{run}") / office.database.name)
        kept = {path.name: path.read_bytes() for path in (files.key_file, files.key_backup)}
        with unlock(files, LEAVES, OWN[LEAVES], cost=CHEAP) as vault:
            raw = bytes(vault._key.key)
        with enter(files) as vault:
            handout = vault.change_key(PASSWORD, LEAVES)
            assert bytes(vault._key.key) != raw
        assert not opens(files, LEAVES, OWN[LEAVES])
        now = files.key_file.read_bytes()
        for content in kept.values():
            files.key_file.write_bytes(content)
            for label, own in {**OWN, LABEL: PASSWORD}.items():
                assert not opens(files, label, own)
                tried += 1
        files.key_file.write_bytes(now)
        assert opens(files, LABEL, PASSWORD)
        assert opens(files, STAYS, handout.start_passwords[0].words)
        groups = " ".join(handout.recovery.groups)
        recover(files, groups, LABEL, PASSWORD, cost=CHEAP)[0].close()
        shutil.rmtree(files.folder)
    figure = f"0 von {german(tried)} geöffnet"
    proof.reached("T13", "Alte Schlüsseldatei mit altem Kennwort am Tresor mit neuem Schlüssel", figure, "0",
                  f"Zugang nur gestrichen: {_only_the_slot(office)} von 1 geöffnet")  # fmt: skip


def _only_the_slot(office: VaultFiles) -> int:
    """The control: the slot goes, the key stays; the key file kept from before opens."""
    kept = office.key_file.read_bytes()
    with enter(office) as vault:
        _take_slot_away(vault, office)
    assert not opens(office, LEAVES, OWN[LEAVES])
    office.key_file.write_bytes(kept)
    assert opens(office, LEAVES, OWN[LEAVES])
    return 1


def _take_slot_away(vault: OpenVault, files: VaultFiles) -> None:
    keys = vault._proven_keys()
    slots = tuple(slot for slot in keys.slots if slot.label != LEAVES)
    fewer = keyfile.KeyFile(keys.db_id, keys.generation, keys.key_id, keys.serial + 1, slots)
    keyfile.write(files, fewer, vault._key, CHEAP)
