"""Run as a process of its own whose changes on disk are recorded: works in a vault and notes what was acknowledged.

`recorded_writer.py WORK SYNC DATABASE PROFILE AMOUNT`: WORK is `local` or `share` (saves, under that profile of the
journal), `password` (changes of the password), `key` (changes of the key) or `restore` (a copy is made and brought
back); SYNC is `synced` or, for the control, `unsynced`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from desktop.casework.office import actor_for
from desktop.storage.backup.backup_generations import list_copies
from desktop.storage.backup.restore import restore
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import taken_for_share
from tests.conftest import LABEL, PASSWORD
from tests.proof.power import ACKNOWLEDGED
from tests.proof.saving import Acknowledged, enter, keep_to, save_witness, what_to_change

Tell = Callable[[bytes], object]


def save(vault: OpenVault, amount: int, tell: Tell, writer: str = "w") -> None:
    last = None
    for number in range(1, amount + 1):
        with vault.session() as session:
            actor = actor_for(session, LABEL)
        with vault.session() as session:
            last = save_witness(session, actor, writer, number, what_to_change(number, last)).made
        assert last is not None
        tell(Acknowledged(writer, number, last).spelled())


def change_password(vault: OpenVault, amount: int, tell: Tell) -> None:
    before = PASSWORD
    for number in range(1, amount + 1):
        after = f"{PASSWORD} {number}"
        vault.change_password(before, after)
        tell(f"{number}\n".encode("ascii"))
        before = after


def change_key(vault: OpenVault, amount: int, tell: Tell) -> None:
    """The key changes again and again under a vault in which something was saved."""
    vault.give_start_password("Ayşe Yılmaz")
    save(vault, 3, tell)
    for _ in range(amount):
        vault.change_key(PASSWORD)


def bring_back(vault: OpenVault, amount: int, tell: Tell) -> None:
    """Save, make a copy, save more, bring the copy back."""
    save(vault, amount, tell)
    vault.back_up()
    tell(COPIED)
    save(vault, amount, tell, "x")
    vault.close()
    tell(BEGUN)
    (copy,) = list_copies(vault.files.backup_folder, vault.files.name)
    restore(vault.files, copy)
    tell(BROUGHT_BACK)


COPIED, BEGUN, BROUGHT_BACK = b"copied\n", b"begun\n", b"brought-back\n"

WORK = {"local": save, "share": save, "password": change_password, "key": change_key, "restore": bring_back}


def sync_nothing(vault: OpenVault) -> None:
    """The control: neither the database nor anybody else waits for the medium."""
    engine = vault._database.engine
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    vars(os)["fsync"] = _pretend


def _pretend(_: Any) -> None:
    return None


def main(work: str, sync: str, database: str, profile: str, amount: str) -> None:
    files = VaultFiles(Path(database))
    keep_to(Path(profile))
    notes = os.open(files.folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with taken_for_share(files.folder) if work == "share" else contextlib.nullcontext(), enter(files) as vault:
        if sync == "unsynced":
            sync_nothing(vault)
        WORK[work](vault, int(amount), lambda line: os.write(notes, line))


if __name__ == "__main__":
    main(*sys.argv[1:])
