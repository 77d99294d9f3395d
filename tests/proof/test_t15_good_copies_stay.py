"""T15: a bad copy never displaces a good one, bringing back can be taken back, and a drill tells good from bad."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import clock
from desktop.casework.office import actor_for, save_own_user
from desktop.storage import atomic
from desktop.storage.backup.backup_content import CONTENT, write_content
from desktop.storage.backup.backup_generations import (
    StoredCopy,
    free_folder,
    is_whole,
    kept_daily,
    kept_weekly,
    last_good,
    list_copies,
    next_number,
    prove_whole,
    read_copy,
    retain,
)
from desktop.storage.backup.put_aside import list_asides
from desktop.storage.backup.restore import restore, undo
from desktop.storage.errors import BackupFailedError, CopyUnusableError
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

START = dt.datetime(2026, 9, 1, 15, 0, tzinfo=dt.UTC)


class Killed(BaseException):
    """Stands for the end of the process."""


def lay(folder: Path, model: StoredCopy, made: dt.datetime) -> StoredCopy:
    """Another honest copy: the model's files with a date and number of its own."""
    assert model.content is not None
    number = next_number(folder, model.content.vault)
    place = shutil.copytree(model.folder, free_folder(folder, made))
    write_content(place, replace(model.content, made=made, number=number))
    return read_copy(place)


def damage(copy: StoredCopy, rng: random.Random) -> None:
    """One of the ways a copy goes bad on its medium."""
    assert copy.content is not None
    database = copy.folder / copy.content.database
    data = bytearray(database.read_bytes())
    way = rng.choice(("bit", "cut", "gone", "swapped", "key file", "description"))
    if way == "bit":
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        database.write_bytes(data)
    elif way == "cut":
        database.write_bytes(data[: rng.randrange(len(data))])
    elif way == "swapped":
        data[4096:8192], data[8192:12288] = data[8192:12288], data[4096:8192]
        database.write_bytes(data)
    elif way == "gone":
        database.unlink()
    elif way == "key file":
        next(copy.folder.glob("*.schluessel")).write_bytes(b"{}")
    else:
        (copy.folder / CONTENT).write_bytes(b"{")


def proves(copy: StoredCopy) -> bool:
    try:
        prove_whole(copy)
    except (CopyUnusableError, OSError):
        return False
    return True


def lost(folder: Path, vault: str, rng: random.Random, model: StoredCopy, check: Callable[[StoredCopy], bool]) -> int:
    """Good generations that were lost in a history of 60 days in which the newest copy goes bad now and then."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    gone, moment = 0, START
    for _ in range(60):
        moment += dt.timedelta(hours=rng.choice((2, 20, 24, 28, 72)))
        copy = lay(folder, model, moment)
        if rng.random() < 0.25:
            damage(copy, rng)
        good = [each for each in list_copies(folder, vault) if proves(each)]
        wanted = {each.folder for each in (*kept_daily(good), *kept_weekly(good))}
        retain(folder, vault, check)
        gone += sum(not place.exists() for place in wanted)
    return gone


@pytest.fixture
def model(vault_files: VaultFiles, tmp_path: Path) -> StoredCopy:
    """A real copy of a real vault, laid elsewhere."""
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        made = vault.back_up().folder
    return read_copy(Path(shutil.move(made, tmp_path / "Muster")))


def test_no_good_generation_is_lost_to_a_bad_copy(
    vault_files: VaultFiles, model: StoredCopy, tmp_path: Path, proof: Proof
) -> None:
    histories, rng = proof.amount(2, 60), proof.rng()
    folder = tmp_path / "Generationen"
    found = sum(lost(folder, vault_files.name, rng, model, is_whole) for _ in range(histories))
    without = lost(folder, vault_files.name, proof.rng(), model, lambda _copy: True)
    assert found == 0
    assert without > 0
    proof.reached(
        "T15", f"gute Generationen verloren in {german(histories)} Verläufen zu 60 Sicherungen, jede vierte schadhaft",
        str(found), "0", f"ohne Prüfung vor dem Entfernen {without} verloren in einem Verlauf",
    )  # fmt: skip


def test_a_drill_tells_a_bad_copy_from_a_good_one(vault_files: VaultFiles, model: StoredCopy, proof: Proof) -> None:
    wanted, rng, told = proof.amount(6, 150), proof.rng(), 0
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        room = vault.backups()
        for _ in range(wanted):
            shutil.rmtree(vault_files.backup_folder)
            vault_files.backup_folder.mkdir()
            copy = lay(vault_files.backup_folder, model, START)
            assert room.drill().folder == copy.folder
            damage(copy, rng)
            with pytest.raises(BackupFailedError):
                room.drill()
            told += last_good(list_copies(vault_files.backup_folder, vault_files.name)) is None
        sizes_only = sum(_passes_by_size(vault_files, model, rng) for _ in range(wanted))
    assert told == wanted
    assert sizes_only > 0
    proof.reached("T15", "schadhafte Sicherungen von der Übung erkannt, gute davor bestanden",
                  f"{told} von {wanted}", "100 %", f"nur nach Größe besehen: {sizes_only} von {wanted} nicht erkannt")


def _passes_by_size(files: VaultFiles, model: StoredCopy, rng: random.Random) -> bool:
    shutil.rmtree(files.backup_folder)
    files.backup_folder.mkdir()
    copy = lay(files.backup_folder, model, START)
    damage(copy, rng)
    return read_copy(copy.folder).counts


def test_bringing_back_can_be_taken_back_wherever_it_is_killed(
    vault_files: VaultFiles, model: StoredCopy, proof: Proof
) -> None:
    wanted, rng = proof.amount(6, 120), proof.rng()
    whole = taken_back = 0
    for number in range(wanted):
        _rename(vault_files, f"Stand {number}")
        killed = _killed_at(rng.randrange(45), lambda: restore(vault_files, model))
        with clock.fixed(clock.now() + dt.timedelta(seconds=number)):
            name = _name(vault_files)
        whole += name in (LABEL, f"Stand {number}")
        if not killed:
            assert name == LABEL
            undo(vault_files, list_asides(vault_files)[0])
            taken_back += _name(vault_files) == f"Stand {number}"
        else:
            taken_back += 1 if name != LABEL else _undone(vault_files) == f"Stand {number}"
        shutil.rmtree(vault_files.backup_folder, ignore_errors=True)
    half = sum(_half_exchanged(vault_files, model, number) for number in range(3))
    assert whole == taken_back == wanted
    assert half == 3
    proof.reached(
        "T15", "Rückholungen an zufälliger Stelle abgebrochen: Tresor ganz, vorheriger Stand wieder da",
        f"{taken_back} von {wanted}", "100 %", f"Dateien ohne Notiz ausgetauscht: {half} von 3 Tresoren halb und halb",
    )  # fmt: skip


def _rename(files: VaultFiles, name: str) -> None:
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        save_own_user(session, actor_for(session, LABEL), name, "PL", "")


def _name(files: VaultFiles) -> str:
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        return actor_for(session, LABEL).name


def _undone(files: VaultFiles) -> str:
    undo(files, list_asides(files)[0])
    return _name(files)


def _killed_at(step: int, deed: Callable[[], object]) -> bool:
    """Run `deed` in a process that „ends“ before the rename, removal or sync with this number."""
    left = [step]

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object, **kwargs: object) -> object:
            if not left[0]:
                raise Killed
            left[0] -= 1
            return real(*args, **kwargs)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((atomic, "replace"), (os, "fsync"), (os, "unlink"), (shutil, "rmtree")):
            patch.setattr(module, name, counted(getattr(module, name)))
        try:
            deed()
        except Killed:
            return True
    return False


def _half_exchanged(files: VaultFiles, model: StoredCopy, number: int) -> bool:
    """Control: killed between the two files with nothing that finishes it: rows of the copy under today's password."""
    password = f"Anderes-Kennwort-{number}"
    _rename(files, f"Heute {number}")
    with unlock(files, LABEL, PASSWORD, cost=CHEAP) as vault:
        vault.change_password(PASSWORD, password)
    shutil.copy(model.folder / files.database.name, files.database)
    with unlock(files, LABEL, password, cost=CHEAP) as vault, vault.session() as session:
        mixed = actor_for(session, LABEL).name == LABEL
    shutil.copy(model.folder / files.key_file.name, files.key_file)
    return mixed
