"""`backup TRESOR [--to ORDNER]`: a copy for the task scheduler, while nobody has the vault open.

Needs no password; with one the copy is opened and checked fully. Prints no name of a person. Exit codes beside 0, 1, 2:
3 the vault is open (Wegplan makes the copies itself then), 4 the copy is made, but did not reach ORDNER.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.commands.opening import add_vault_arguments, read_password, user_label, vault_files
from desktop.errors import VaultError
from desktop.storage.backup.backup_generations import StoredCopy
from desktop.storage.backup.backup_target import carry, choose_target
from desktop.storage.backup.closed_copy import copy_closed
from desktop.storage.errors import VaultInUseError
from desktop.storage.files import VaultFiles

IN_USE, NOT_CARRIED = 3, 4


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_vault_arguments(parser)
    parser.add_argument("--to", metavar="ORDNER", type=Path, help="zusätzlich dorthin, etwa auf ein Netzlaufwerk")


def run(chosen: argparse.Namespace) -> int:
    files = vault_files(chosen)
    login = (user_label(chosen), read_password(chosen)) if chosen.password_file else None
    try:
        copy = copy_closed(files, login)
    except VaultInUseError:  # its own sentence names who works there
        sys.stderr.write("Der Tresor ist gerade geöffnet; Wegplan sichert ihn selbst, sobald er geschlossen wird.\n")
        return IN_USE
    print(_spoken(copy))
    return _carried(files, copy, chosen.to) if chosen.to else 0


def _carried(files: VaultFiles, copy: StoredCopy, folder: Path) -> int:
    try:
        there = carry(copy, choose_target(files, folder))
    except VaultError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_CARRIED
    print(f"Kopie geprüft: {there.folder}")
    return 0


def _spoken(copy: StoredCopy) -> str:
    size = f"{copy.size / 1e6:.1f}".replace(".", ",")
    how = "vollständig geprüft" if copy.is_full else "Dateien geprüft; vollständig nur mit Kennwort"
    return f"Gesichert: {copy.folder} ({size} MB, {how})"
