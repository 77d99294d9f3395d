"""What this PC remembers about the program itself. No case data and nothing about the office: that is in the vault."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.errors import CaseworkError

THEMES = ("system", "light", "dark", "contrast")
READING_COPIES = ("auto", "always", "never")
DAMAGED = "Die Einstellungen dieses PCs waren unlesbar; es gelten wieder die Vorgaben."
NOT_SAVED = "Die Einstellungen dieses PCs ließen sich nicht speichern; sie gelten bis zum Beenden."

#: Old key -> key of today. A key stays here for ever, so that no update forgets what somebody chose.
RENAMED: dict[str, str] = {}


@dataclass(frozen=True)
class Settings:
    """Values are always valid: a value out of range becomes the nearest allowed one, an unknown one the default."""

    last_vault: str = ""  # full path of the `.wegplan` file opened last; empty before the first
    window_geometry: str = ""  # QMainWindow.saveGeometry() as base64 text
    text_scale: int = 100  # percent, 100 to 200
    theme: str = "system"  # one of THEMES
    lock_after_minutes: int = 10  # 5 to 30
    reading_copy: str = "auto"  # one of READING_COPIES: on network drives, always, never
    reading_copy_minutes: int = 5  # 1 to 60 between two copies
    backup_hour: int = 12  # 0 to 23, local time of the day's copy while the program is open
    second_targets: str = ""  # vault → folder, mark and last copy of its second place for backups, as JSON
    start_page: str = ""  # what the next start shows instead of the password: "restore", or empty
    case_list: str = ""  # filters, columns and order of the list of cases as JSON, without what was searched for
    volunteer_list: str = ""  # the same of the register of volunteers
    last_user: str = ""  # login name chosen last, chosen again at the next start; stands in the key file readable too

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_scale", min(200, max(100, self.text_scale)))
        object.__setattr__(self, "lock_after_minutes", min(30, max(5, self.lock_after_minutes)))
        object.__setattr__(self, "reading_copy_minutes", min(60, max(1, self.reading_copy_minutes)))
        if self.reading_copy not in READING_COPIES:
            object.__setattr__(self, "reading_copy", "auto")
        object.__setattr__(self, "backup_hour", min(23, max(0, self.backup_hour)))
        if self.theme not in THEMES:
            object.__setattr__(self, "theme", "system")


def load(folder: Path | None = None) -> tuple[Settings, str | None]:
    """The settings and, when the file was damaged, one German sentence to show. Never fails: defaults come last."""
    try:
        stored = json.loads(_file(folder).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError):
        return Settings(), DAMAGED
    if not isinstance(stored, dict):
        return Settings(), DAMAGED
    return Settings(**_understood(stored)), None


def save(settings: Settings, folder: Path | None = None) -> None:
    """Replace the file in one step; CaseworkError when the disk or another program refuses."""
    try:
        target = _file(folder)
    except OSError as error:
        raise CaseworkError(NOT_SAVED) from error
    written = target.with_suffix(".neu")
    try:
        written.write_text(json.dumps(asdict(settings), indent=2, ensure_ascii=False), encoding="utf-8")
        written.replace(target)
    except OSError as error:
        written.unlink(missing_ok=True)
        raise CaseworkError(NOT_SAVED) from error


def _file(folder: Path | None) -> Path:
    return (folder or paths.data_folder()) / "einstellungen.json"


def _understood(stored: dict[str, Any]) -> dict[str, Any]:
    """Keys of today with a value of the right type; what an older or newer program wrote beside them is left out."""
    today = {RENAMED.get(key, key): value for key, value in stored.items()}
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    return {key: today[key] for key, kind in kinds.items() if type(today.get(key)) is kind}
