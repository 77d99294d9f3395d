"""Small notes this PC keeps about each vault, outside of it in the user's data folder: one JSON file a subject.

A note missing, damaged or changed by somebody is as good as none: what reads them takes nothing in it for granted.
"""

from __future__ import annotations

import json
from typing import Any

from desktop import paths
from desktop.storage.atomic import write_whole


def read_notes(file_name: str) -> dict[str, Any]:
    """What is noted, by the vault's id in hex; empty when there is nothing readable."""
    try:
        notes = json.loads((paths.data_folder() / file_name).read_bytes())
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def write_notes(file_name: str, notes: dict[str, Any]) -> None:
    """Put these notes in the place of all before, whole or not at all. Raises OSError, VaultError."""
    write_whole(paths.data_folder() / file_name, json.dumps(notes, indent=1).encode("utf-8"))
