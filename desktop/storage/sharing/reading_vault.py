"""A reading copy in use: opened with one's own password, changed by nobody, noted where it was looked into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.errors import VaultError
from desktop.storage.errors import translated
from desktop.storage.files import MIGRATIONS, VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import SlotType
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.session_info import KEEP_READING, READ_ONLY
from desktop.storage.sharing import readings
from desktop.storage.sharing.reading_copy import ReadingCopy, latest
from desktop.storage.sharing.readings import Reading

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

SENTENCE = (
    "In der Lesekopie lässt sich nichts ändern; bitte arbeiten Sie im Tresor weiter, sobald der Schreibplatz frei ist."
)


class ReadingVault:
    """The newest reading copy of `files`; takes no lock and leaves nothing but notes of what was looked at.

    `copy` is the state that is shown. Made by `open_copy` only.
    """

    missing_saves = 0

    def __init__(
        self, files: VaultFiles, label: str, key: DatabaseKey, copy: ReadingCopy, engine: Engine,
        scripts: Path = MIGRATIONS,
    ) -> None:  # fmt: skip
        from desktop.storage.engine import make_session_factory  # noqa: PLC0415 - start-up time: loads SQLAlchemy

        self.files, self.label, self.copy = files, label, copy
        self._key, self._engine, self._scripts = key, engine, scripts
        self._closed = False
        info: dict[str, object] = {READ_ONLY: SENTENCE, KEEP_READING: self._keep}
        self._sessions: Callable[[], Session] = make_session_factory(engine, info)

    def session(self) -> Session:
        """A new session, for one use case; the caller closes it."""
        return self._sessions()

    def newer(self) -> ReadingCopy | None:
        """A copy that appeared since this one was opened; None when this one is the newest."""
        found = latest(self.files)
        return found if found is not None and found.number > self.copy.number else None

    def renewed(self) -> ReadingVault:
        """The newest copy, opened with the key in hand. Raises VaultError when the key was changed meanwhile."""
        newest = latest(self.files) or self.copy
        if newest.key_id != self._key.key_id:
            raise VaultError("Der Schlüssel des Tresors wurde gewechselt; bitte melden Sie sich neu an.")
        key = DatabaseKey(bytearray(self._key.key), self._key.salt)
        engine = _opened(newest.files, key, self._scripts)
        return ReadingVault(self.files, self.label, key, newest, engine, self._scripts)

    def close(self) -> None:
        """Connections closed, key overwritten. Harmless when called again."""
        self.flush_and_release()

    def flush_and_release(self) -> None:
        """As `close`; the name the screen lock uses."""
        if not self._closed:
            self._closed = True
            self._engine.dispose()
            self._key.wipe()

    def __enter__(self) -> ReadingVault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep(self, at: dt.datetime, user_id: int, action: str, objects: list[list[Any]]) -> None:
        readings.keep(self.files, self._key, Reading(at, user_id, action, objects))


def open_copy(
    files: VaultFiles, label: str, password: str, *, cost: KeyCost = STANDARD_COST, scripts: Path = MIGRATIONS
) -> ReadingVault:
    """Open the newest reading copy of the vault with a person's password, for looking only.

    Raises VaultError when there is none or it was made by another version of the program, WrongPasswordError.
    """
    copy = latest(files)
    if copy is None:
        raise VaultError("Es gibt noch keine Lesekopie dieses Tresors; bitte versuchen Sie es in einigen Minuten.")
    keys = keyfile.read(copy.files, cost)
    slot = keys.slot(label)
    if slot is not None and slot.type is SlotType.ONETIME:
        raise VaultError("Mit einem Startkennwort öffnet zuerst der Tresor selbst; bitte setzen Sie dort Ihr eigenes.")
    key = key_by_password(copy.files, keys, label, password)
    keyfile.prove(keys, key)
    engine = _opened(copy.files, key, scripts)
    return ReadingVault(files, label, key, copy, engine, scripts)


def _opened(files: VaultFiles, key: DatabaseKey, scripts: Path) -> Engine:
    """The engine on a copy, after the same tests as on the vault itself."""
    from desktop.storage.engine import Profile, driver_connection, make_engine  # noqa: PLC0415 - start-up time
    from desktop.storage.health.schema import current_revision, expected, require_known_format, require_own  # noqa: PLC0415
    from desktop.storage.health.self_test import require_cipher  # noqa: PLC0415 - start-up time

    require_cipher()
    engine = make_engine(files.database, key, Profile.READING)
    try:
        with translated(), driver_connection(engine) as connection:
            require_known_format(connection)
            target = expected(scripts)
            if current_revision(connection) != target.revision:
                _refuse_version(current_revision(connection), scripts)
            require_own(connection, target)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _refuse_version(revision: str | None, scripts: Path) -> None:
    """Raise the sentence for a copy of another version: a copy cannot be upgraded."""
    from desktop.storage.health.upgrade import require_known  # noqa: PLC0415 - start-up time: loads Alembic

    require_known(revision, scripts)
    raise VaultError(
        "Die Lesekopie stammt von einer älteren Version von Wegplan; bitte lassen Sie den Tresor erst einmal mit der "
        "neuen öffnen."
    )
