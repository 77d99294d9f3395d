"""What kind of place a vault lies in: a sync program's folder, a network drive, a folder that cannot be written."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path

from desktop.storage.errors import CloudFolderError, ReadOnlyError, VaultMissingError
from desktop.storage.files import VaultFiles

# Folder names the sync programs choose; "OneDrive - Stadt Musterlingen" and "Nextcloud2" count too.
_SYNC_FOLDERS = re.compile(
    r"(?P<service>onedrive|dropbox|nextcloud|owncloud|google ?drive|icloud ?drive|magentacloud|hidrive|seafile|"
    r"tresorit|strato hidrive)(?:\d| ?\(.*\)| - .*)?",
    re.IGNORECASE,
)
_SYNC_MARKS = (".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".seafile-data")
_SYNC_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
# FILE_ATTRIBUTE_RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS, _PINNED, _UNPINNED: set by Windows on files in the cloud.
_CLOUD_ATTRIBUTES = 0x00040000 | 0x00400000 | 0x00080000 | 0x00100000
_DRIVE_REMOTE = 4


def require_workable(files: VaultFiles) -> None:
    """Raise VaultError unless the vault is there, not in a sync folder and can be written."""
    require_no_sync(files)
    require_present(files)
    require_writable(files)


def require_present(files: VaultFiles) -> None:
    """Raise VaultMissingError when there is no such file."""
    if not files.database.is_file():
        raise VaultMissingError(
            f"Der Tresor „{files.database.name}“ wurde nicht gefunden; bitte prüfen Sie Ordner und Laufwerk."
        )


def require_writable(files: VaultFiles) -> None:
    """Raise ReadOnlyError when the database or its folder cannot be written."""
    # The mode bit is Windows' read-only attribute too, and it is there for administrators who may write anyway.
    writable = files.database.stat().st_mode & stat.S_IWUSR and os.access(files.database, os.W_OK)
    if not writable or not os.access(files.folder, os.W_OK):
        raise ReadOnlyError(
            f"„{files.database.name}“ ist schreibgeschützt; bitte lassen Sie sich Schreibrechte für Datei und Ordner "
            "geben."
        )


def require_no_sync(files: VaultFiles) -> None:
    """Raise CloudFolderError when a sync program would copy the vault while it is written."""
    service = sync_service(files.database)
    if service is not None:
        raise CloudFolderError(
            f"Der Tresor liegt in einem Ordner von {service}; das Abgleichen kann ihn zerstören. Bitte verschieben Sie "
            "ihn in einen anderen Ordner."
        )


def sync_service(path: Path) -> str | None:
    """Name of the sync program whose folder `path` lies in; None when there is none."""
    absolute = path.resolve()
    for folder in absolute.parents:
        named = _SYNC_FOLDERS.fullmatch(folder.name)
        if named:
            return folder.name
        if any((folder / mark).exists() for mark in _SYNC_MARKS):
            return folder.name
    if any(absolute.is_relative_to(root) for root in map(os.environ.get, _SYNC_VARIABLES) if root):
        return "OneDrive"
    return "einem Abgleichprogramm" if _has_cloud_attributes(absolute) else None


def is_remote(path: Path) -> bool:
    """Whether `path` lies on a network share, where SQLite's write-ahead log does not work."""
    absolute = str(path.absolute())
    if absolute.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        drive = os.path.splitdrive(absolute)[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE)
    return False


def _has_cloud_attributes(path: Path) -> bool:
    existing = path if path.exists() else path.parent
    if not existing.exists():
        return False
    return bool(getattr(existing.stat(), "st_file_attributes", 0) & _CLOUD_ATTRIBUTES)
