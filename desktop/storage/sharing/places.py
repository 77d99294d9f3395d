"""What kind of place a vault lies in: a sync program's folder, a network drive, a folder that cannot be written."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.errors import VaultError
from desktop.storage.errors import CloudFolderError, ReadOnlyError, VaultMissingError
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.moved import require_not_moved

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
_NETWORK_SYSTEMS = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "9p", "fuse.sshfs", "davfs"})
_MOUNTS = Path("/proc/self/mounts")
LONGEST_PATH = 259 if sys.platform == "win32" else 4095
"""Characters (Windows) or bytes a full path may have."""

_LONGEST_NAME = 255  # of one file: bytes on Linux, a little more on Windows

_shares: list[Path] = []


def require_workable(files: VaultFiles) -> None:
    """Raise VaultError unless the vault is there, not in a sync folder and can be written."""
    require_makeable(files)
    require_not_moved(files)
    require_present(files)
    require_writable(files)


def require_makeable(files: VaultFiles) -> None:
    """Raise VaultError when no vault may lie here: in a sync folder, or too deep for the system."""
    require_short(files)
    require_no_sync(files)


def require_short(files: VaultFiles, longest: int = LONGEST_PATH) -> None:
    """Raise VaultError when a file the vault will need, such as one in a backup, would have too long a name or path."""
    wanted = files.longest()
    if len(wanted.name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        raise VaultError("Der Name des Tresors ist zu lang; bitte wählen Sie einen kürzeren.", field="path")
    over = len(str(wanted)) - longest
    if over > 0:
        raise VaultError(
            f"Der Ordner des Tresors liegt zu tief: sein Pfad ist um {over} Zeichen zu lang; bitte wählen Sie einen "
            "Ordner mit kürzerem Pfad.",
            field="path",
        )


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
    if absolute.startswith(("\\\\", "//")) or any(path.absolute().is_relative_to(share) for share in _shares):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        drive = os.path.splitdrive(absolute)[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE)
    return _mounted_from(path.absolute()) in _NETWORK_SYSTEMS


@contextmanager
def taken_for_share(folder: Path) -> Iterator[None]:
    """Everything below `folder` counts as a network drive, so that working on one can be tried without a server."""
    _shares.append(folder.absolute())
    try:
        yield
    finally:
        _shares.remove(folder.absolute())


def _mounted_from(path: Path) -> str:
    """Name of the file system `path` lies on, as the kernel calls it; empty where it does not say."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    mounts = [(Path(line.split()[1].replace("\\040", " ")), line.split()[2]) for line in lines]
    around = [(len(mount.parts), kind) for mount, kind in mounts if path.is_relative_to(mount)]
    return max(around)[1] if around else ""


def _has_cloud_attributes(path: Path) -> bool:
    existing = path if path.exists() else path.parent
    if not existing.exists():
        return False
    return bool(getattr(existing.stat(), "st_file_attributes", 0) & _CLOUD_ATTRIBUTES)
