"""What the writing place does for those who only read: publishing copies and collecting notes of what was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import saves
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.seen import last_seen
from desktop.storage.sharing import reading_copy, readings
from desktop.storage.sharing.reach import reaching
from desktop.storage.sharing.reading_copy import ReadingCopy
from desktop.storage.sharing.readings import Collected

if TYPE_CHECKING:
    from sqlalchemy import Engine


class ReadingPlace:
    """Made by `OpenVault.reading_place()`, anew for each use, as the key may be changed; usable in any thread."""

    def __init__(
        self, files: VaultFiles, engine: Engine, key: DatabaseKey, former: tuple[DatabaseKey, ...] = ()
    ) -> None:
        self._files, self._engine, self._key, self._former = files, engine, key, former

    def publish_if_changed(self) -> ReadingCopy | None:
        """The new copy; None when the newest one is of this state and opens with this key. Raises VaultError."""
        newest = reading_copy.latest(self._files)
        if newest is not None and (newest.saves, newest.key_id) == (self._saves(), self._key.key_id):
            return None
        return reading_copy.publish(self._files, self._engine, self._key)

    def collect(self) -> Collected:
        """Notes of what was looked at, to be taken into the access record and then forgotten. Raises VaultError."""
        with reaching():
            return readings.collect(self._files, self._key, *self._former)

    def withdraw_outdated(self) -> None:
        """Remove copies that another key opens, as after a change of the key that was cut off. Raises VaultError."""
        newest = reading_copy.latest(self._files)
        if newest is not None and newest.key_id != self._key.key_id:
            reading_copy.withdraw(self._files)

    def remember_saves(self) -> None:
        """Note how far this PC has seen the vault, so that a loss is noticed even after the program was killed."""
        counted = self._saves()
        if counted > last_seen.last_seen(self._key):
            last_seen.remember(self._key, counted)

    def _saves(self) -> int:
        with reaching(), driver_connection(self._engine) as connection:
            return saves(connection)
