"""Run as a process of its own and killed in the middle of its work: saves through the program and says so on stdout.

`killed_writer.py MODE DATABASE PROFILE RUN`, MODE being `single` (one thread at the gate), `share` (the same with the
journal of a network drive), `office` (work queue, two more writers, a reader, backups in a loop) or `early` (the
control: says „saved“ before the commit).
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.cases.case_list import list_cases
from desktop.casework.changes import Changes
from desktop.casework.gate import change
from desktop.casework.office import actor_for
from desktop.casework.people.people import find_persons
from desktop.casework.rights import Actor, Right
from desktop.models.work import Work
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import taken_for_share
from tests.conftest import LABEL
from tests.proof.saving import Acknowledged, enter, keep_to, save_witness, what_to_change


def tell(writer: str, number: int, person: int | None) -> int:
    assert person is not None
    os.write(1, Acknowledged(writer, number, person).spelled())  # one call: never half a line, never buffered
    return person


@change(Right.EDIT_CASE, record="person.save")
def save_and_tell_early(session: object, actor: Actor, writer: str, number: int, person: int | None) -> Changes:
    """The control: the word is given while the transaction still runs."""
    changes = save_witness(session, actor, writer, number, person)  # type: ignore[arg-type]  # a Session
    tell(writer, number, changes.made)
    return changes


def write(vault: OpenVault, actor: Actor, writer: str) -> None:
    """Save for ever on a connection from the pool."""
    last, number = None, 0
    while True:
        number += 1
        with vault.session() as session:
            saved = save_witness(session, actor, writer, number, what_to_change(number, last))
        last = tell(writer, number, saved.made)


def write_telling_early(vault: OpenVault, actor: Actor, writer: str) -> None:
    number = 0
    while True:
        number += 1
        with vault.session() as session:
            save_and_tell_early(session, actor, writer, number, None)


def read(vault: OpenVault, actor: Actor, _: str) -> None:
    while True:
        with vault.session() as session:
            list_cases(session, actor)
            find_persons(session, actor, ("zeuge",))


def back_up(vault: OpenVault, _: Actor, __: str) -> None:
    while True:
        vault.back_up()


class Clerk(QObject):
    """Saves through the work queue as a page does: the next save starts when the last one came home."""

    def __init__(self, work: Work, writer: str) -> None:
        super().__init__()
        self._work, self._writer = work, writer
        self._number = 0
        self._last: int | None = None

    def save(self) -> None:
        self._number += 1
        changed = what_to_change(self._number, self._last)
        self._work.change(self, save_witness, self._writer, self._number, changed, then=self._saved)

    def _saved(self, changes: Changes) -> None:
        self._last = tell(self._writer, self._number, changes.made)
        self.save()


def start(work: Callable[[OpenVault, Actor, str], None], vault: OpenVault, actor: Actor, name: str) -> None:
    threading.Thread(target=work, args=(vault, actor, name), daemon=True).start()


def main(mode: str, database: str, profile: str, run: str) -> None:
    keep_to(Path(profile))
    files = VaultFiles(Path(database))
    with taken_for_share(files.folder) if mode == "share" else contextlib.nullcontext():
        vault = enter(files)
        work(mode, vault, run)


def work(mode: str, vault: OpenVault, run: str) -> None:
    """Until it is killed."""
    with vault.session() as session:
        actor = actor_for(session, LABEL)
    os.write(1, b"open\n")
    if mode == "early":
        write_telling_early(vault, actor, run)
    elif mode in {"single", "share"}:
        write(vault, actor, run)
    else:
        app = QCoreApplication([])
        for name, job in (("b", write), ("c", write), ("", read), ("", back_up)):
            start(job, vault, actor, run + name)
        clerk = Clerk(Work(vault, actor), run + "a")
        clerk.save()
        app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
