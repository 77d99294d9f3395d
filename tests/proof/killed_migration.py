"""Run as a process of its own and killed while it brings an old vault to a newer schema.

`killed_migration.py DATABASE PROFILE SCRIPTS STEP MODE`: at SQL statement STEP of the migration („at“ the commit for a
STEP beyond the last) it says so on stdout; MODE `wait` then stops there until it is killed, `run` goes on meanwhile,
`apart` (the control) waits too, but every statement was saved by itself.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from desktop.storage import engine as storage_engine
from desktop.storage.engine import driver_of
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.conftest import CHEAP
from tests.proof.saving import keep_to
from tests.records.old_vault import LABEL, PASSWORD


class Stop:
    """Counts the statements of the one writing transaction there is before work starts: the migration."""

    def __init__(self, step: int, mode: str) -> None:
        self._left, self._waiting, self._apart = step, mode != "run", mode == "apart"

    def statement(self, connection: Connection, _cursor: object, words: str, *_: Any) -> None:
        if connection.get_execution_options().get("writing"):
            self._left -= 1
            if self._apart and not words.startswith("BEGIN"):
                driver = driver_of(connection.connection)
                driver.execute("COMMIT")
                driver.execute("BEGIN IMMEDIATE")
            if self._left == 0:
                self._here()

    def commit(self, connection: Connection) -> None:
        if self._left > 0 and connection.get_execution_options().get("writing"):
            self._left = 0
            self._here()

    def _here(self) -> None:
        os.write(1, b"here\n")
        if self._waiting:
            sys.stdin.read()


if __name__ == "__main__":
    database, profile, scripts, step, mode = sys.argv[1:]
    keep_to(Path(profile))
    # Pages leave the small cache in the middle of the transaction, so that a kill finds them half written.
    small = tuple(pragma.replace("cache_size = -32000", "cache_size = 5") for pragma in storage_engine._ALWAYS)
    vars(storage_engine)["_ALWAYS"] = small
    stop = Stop(int(step), mode)
    event.listen(Engine, "before_cursor_execute", stop.statement)
    event.listen(Engine, "commit", stop.commit)
    unlock(VaultFiles(Path(database)), LABEL, PASSWORD, cost=CHEAP, scripts=Path(scripts)).close()
    os.write(1, b"done\n")
