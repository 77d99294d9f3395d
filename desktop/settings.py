"""What this PC remembers about the program itself. No case data and nothing about the office: that is in the vault."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from desktop import paths
from desktop.errors import CaseworkError

THEMES = ("system", "light", "dark", "contrast")
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
    case_list: str = ""  # filters, columns and order of the list of cases as JSON, without what was searched for
    last_user: str = ""  # login name chosen last, chosen again at the next start; stands in the key file readable too

    def __post_init__(self) -> None:
        object.__setattr__(self, "text_scale", min(200, max(100, self.text_scale)))
        object.__setattr__(self, "lock_after_minutes", min(30, max(5, self.lock_after_minutes)))
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
