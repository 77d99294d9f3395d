"""Opening a vault from the command line. Passwords come from a prompt or a file, never from the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import CaseworkError
from desktop.storage.files import VaultFiles
from desktop.storage.vault import OpenVault, slot_labels, unlock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.casework.rights import Actor


def add_vault_arguments(parser: argparse.ArgumentParser) -> None:
    """The vault, who opens it and where the password comes from."""
    parser.add_argument("vault", metavar="TRESOR", type=Path, help="Datei mit der Endung .wegplan")
    parser.add_argument("--user", metavar="NAME", help="Zugang; ohne Angabe der einzige im Tresor")
    parser.add_argument("--password-file", metavar="DATEI", type=Path, help="Kennwort aus der ersten Zeile der Datei")


def vault_files(chosen: argparse.Namespace) -> VaultFiles:
    """The files of the vault named on the command line."""
    return VaultFiles(chosen.vault)


def user_label(chosen: argparse.Namespace) -> str:
    """The named key slot, or the only one; raises CaseworkError when there are several and none was named."""
    if chosen.user:
        return str(chosen.user)
    labels = slot_labels(vault_files(chosen))
    if len(labels) != 1:
        raise CaseworkError("In diesem Tresor gibt es mehrere Zugänge. Bitte mit --user einen nennen.")
    return labels[0]


def read_password(chosen: argparse.Namespace) -> str:
    """From the file, or asked for; raises CaseworkError when there is neither."""
    if chosen.password_file:
        try:
            lines = _first_lines(chosen.password_file)
        except (OSError, UnicodeDecodeError):
            raise CaseworkError("Die Datei mit dem Kennwort kann nicht gelesen werden.") from None
        if not lines:
            raise CaseworkError("Die Datei mit dem Kennwort ist leer.")
        return str(lines[0])
    if sys.stdin is None or not sys.stdin.isatty():
        raise CaseworkError("Bitte das Kennwort mit --password-file angeben.")
    return getpass.getpass("Kennwort: ")


def _first_lines(file: Path) -> list[str]:
    """From the file, or from the standard input where it is called „-“."""
    if str(file) == "-" and sys.stdin is not None:
        return sys.stdin.readline().splitlines()
    return file.read_text(encoding="utf-8-sig").splitlines()


@contextmanager
def opened(chosen: argparse.Namespace) -> Iterator[tuple[OpenVault, Session, Actor]]:
    """The vault with a session and the acting user, for the length of a block."""
    label = user_label(chosen)
    with unlock(vault_files(chosen), label, read_password(chosen)) as vault, vault.session() as session:
        from desktop.casework.office import actor_for  # noqa: PLC0415 - SQLAlchemy only after the password is proven

        yield vault, session, actor_for(session, label)
