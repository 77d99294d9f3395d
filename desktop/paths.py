"""Where the program's own files lie: resources, settings, logs. Nobody else asks the system for folders."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import user_data_path

_SOURCE_ROOT = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """A file below `resources/`, in the source tree and in the packed program alike."""
    root = Path(getattr(sys, "_MEIPASS", _SOURCE_ROOT))
    return root.joinpath("resources", *parts)


def data_folder() -> Path:
    """Per-user folder for settings and logs (never roaming, never beside the program); created when missing."""
    folder = user_data_path("Wegplan", appauthor=False, roaming=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_folder() -> Path:
    """Folder of the log and of the last run's fault file; created when missing."""
    folder = data_folder() / "Protokolle"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
