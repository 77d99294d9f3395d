"""`restore SICHERUNG TRESOR`: a copy takes the vault's place; `restore --undo TRESOR` takes the last one back.

With a password the copy is opened and checked fully first, without one only its sums are. Prints no name of a person.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.clock import german_date
from desktop.commands.opening import read_password
from desktop.errors import CaseworkError
from desktop.storage.backup.backup_generations import StoredCopy, read_copy
from desktop.storage.backup.put_aside import list_asides
from desktop.storage.backup.restore import restore, undo
from desktop.storage.backup.restore_proof import prove_opens, slot_labels, tell_last_seen
from desktop.storage.errors import CopyUnusableError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import STANDARD_COST


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("copy", metavar="SICHERUNG", type=Path, nargs="?", help="Ordner einer Sicherung")
    parser.add_argument("vault", metavar="TRESOR", type=Path, help="Datei mit der Endung .wegplan")
    parser.add_argument("--undo", action="store_true", help="die letzte Rückholung zurücknehmen, ohne SICHERUNG")
    parser.add_argument("--user", metavar="NAME", help="Zugang; ohne Angabe der einzige in der Sicherung")
    parser.add_argument("--password-file", metavar="DATEI", type=Path, help="Kennwort aus der ersten Zeile der Datei")


def run(chosen: argparse.Namespace) -> int:
    files = VaultFiles(chosen.vault)
    if chosen.undo == (chosen.copy is not None):
        raise CaseworkError("Bitte entweder eine Sicherung nennen oder --undo angeben.")
    return _undo(files) if chosen.undo else _restore(files, _copy(chosen.copy), chosen)


def _copy(folder: Path) -> StoredCopy:
    if not folder.is_dir():
        raise CaseworkError("Den Ordner mit der Sicherung gibt es nicht.")
    return read_copy(folder)


def _restore(files: VaultFiles, copy: StoredCopy, chosen: argparse.Namespace) -> int:
    if not copy.counts:
        raise CopyUnusableError(copy.spoiled)
    if not files.folder.is_dir():
        raise CaseworkError("Den Ordner für den Tresor gibt es nicht.")
    login = (_label(copy, chosen), read_password(chosen)) if chosen.password_file else None
    if login is not None:
        prove_opens(copy, files, *login, STANDARD_COST)
    aside = restore(files, copy)
    if login is not None:
        tell_last_seen(files, *login, STANDARD_COST)
    made = copy.made.astimezone()
    print(f"Zurückgeholt: Stand vom {german_date(made.date())}, {made:%H:%M} Uhr.")
    if aside is not None:
        print(f"Der Tresor, wie er vorher war: {aside.folder}")
    return 0


def _undo(files: VaultFiles) -> int:
    asides = list_asides(files)
    if not asides:
        raise CaseworkError("Hier wurde nichts zurückgeholt, was sich zurücknehmen ließe.")
    undo(files, asides[0])
    at = asides[0].at.astimezone()
    print(f"Zurückgenommen: Der Tresor ist wieder, wie er am {german_date(at.date())} um {at:%H:%M} Uhr war.")
    return 0


def _label(copy: StoredCopy, chosen: argparse.Namespace) -> str:
    if chosen.user:
        return str(chosen.user)
    labels = slot_labels(copy, STANDARD_COST)
    if len(labels) != 1:
        raise CaseworkError("In dieser Sicherung gibt es mehrere Zugänge. Bitte mit --user einen nennen.")
    return labels[0]
