"""The files that make up one vault: they lie side by side and belong together (decision 2)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.errors import VaultError

SUFFIX = ".wegplan"
MIGRATIONS = Path(__file__).resolve().parent / "migrations"
"""The migration scripts, which are data: they lie beside this package in the packed program too."""


@dataclass(frozen=True)
class VaultFiles:
    """All paths of the vault whose database is `database` (`NAME.wegplan`); nothing is read or made.

    Raises VaultError when the name has another ending.
    """

    database: Path

    def __post_init__(self) -> None:
        if self.database.suffix.casefold() != SUFFIX or not self.database.stem:
            raise VaultError(f"Bitte wählen Sie eine Datei mit der Endung {SUFFIX}.", field="path")

    @property
    def name(self) -> str:
        """What people call the vault: the file name without its ending."""
        return self.database.stem

    @property
    def folder(self) -> Path:
        """The folder all files lie in."""
        return self.database.parent

    @property
    def key_file(self) -> Path:
        """All key slots; without it no password opens the database."""
        return self._beside(".schluessel")

    @property
    def key_backup(self) -> Path:
        """The key file as it was before its last change."""
        return self._beside(".schluessel.bak")

    @property
    def lock_file(self) -> Path:
        """Held by the operating system's lock while the vault is open."""
        return self._beside(".lock")

    @property
    def owner_file(self) -> Path:
        """Who holds the lock; apart from it, because Windows lets nobody read a locked file."""
        return self._beside(".lock.json")

    @property
    def backup_folder(self) -> Path:
        """Verified copies, one folder each."""
        return self.folder / "Sicherungen"

    @property
    def reading_folder(self) -> Path:
        """What the writing place publishes for others to read, one numbered folder for each state of the vault."""
        return self._beside(".lesekopie")

    @property
    def readings_folder(self) -> Path:
        """Encrypted notes of what was looked at in a reading copy, until the writing place takes them in."""
        return self._beside(".gelesen")

    @property
    def request_folder(self) -> Path:
        """Who asks for the writing place, and what was answered."""
        return self._beside(".bitte")

    @property
    def moved_note(self) -> Path:
        """Left where a vault was moved away from; says where it lies now."""
        return self._beside(".verschoben.json")

    @property
    def journal(self) -> Path:
        """SQLite's rollback journal; on disk only during a save on a network drive, or after a crash in one."""
        return self.database.with_name(self.database.name + "-journal")

    @property
    def rekeyed(self) -> Path:
        """The database under its next key, only while the key is being changed."""
        return self.database.with_name(self.database.name + ".neu")

    @property
    def wal(self) -> Path:
        """SQLite's write-ahead log; on disk only while the vault is open, or after a crash."""
        return self.database.with_name(self.database.name + "-wal")

    def longest(self) -> Path:
        """The longest path that working with this vault needs: a key file being written in a backup."""
        folders = (self.backup_folder / "vor-Rückholung_2026-11-22_183000-2", self.reading_folder / "00000001.neu")
        written = f"{self.name}.schluessel.bak.neu-1234567"
        return max((folder / written for folder in folders), key=lambda path: len(str(path)))

    def _beside(self, ending: str) -> Path:
        return self.folder / (self.name + ending)
