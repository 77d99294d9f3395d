"""Run as a process of its own and killed while it changes the key of a vault again and again.

`key_changer.py MODE DATABASE PROFILE`: says `ready`, then after each change the start password of the one colleague who
stays; the one who leaves goes with the first change. MODE `careless` is the control: the key file is finished before
the database is there.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile, rotation
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.watch import Watch
from tests.conftest import PASSWORD
from tests.proof.saving import enter, keep_to

STAYS, LEAVES = "Ayşe Yılmaz", "Uwe Fort"


def careless(
    files: VaultFiles, keys: KeyFile, old: DatabaseKey, pending: KeyFile, new: DatabaseKey, cost: KeyCost, watch: Watch
) -> None:
    """As somebody would write it who thinks of no kill: no second key stands in the key file."""
    keyfile.write(files, replace(pending, serial=keys.serial + 1), new, cost)
    rotation._write_beside(files, old, new, watch)
    files.rekeyed.replace(files.database)


def main(mode: str, database: str, profile: str) -> None:
    keep_to(Path(profile))
    if mode == "careless":
        vars(rotation)["rotate"] = careless
    with enter(VaultFiles(Path(database))) as vault:
        os.write(1, b"ready\n")
        leaving: str | None = LEAVES
        while True:
            handout = vault.change_key(PASSWORD, leaving)
            os.write(1, f"{handout.start_passwords[0].words}\n".encode("ascii"))
            leaving = None


if __name__ == "__main__":
    main(*sys.argv[1:])
