"""Copies of one closed vault, each as if this PC saw it for the first time: for processes that are killed again and
again."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.storage.files import VaultFiles

Fresh = Callable[[], VaultFiles]


def fresh_copies(files: VaultFiles, folder: Path, first_profile: Path, profile: Path) -> Fresh:
    """A function that copies the vault into another folder at each call and sets this PC's `profile` back."""
    numbers = itertools.count()

    def copy() -> VaultFiles:
        shutil.rmtree(profile)
        shutil.copytree(first_profile, profile)
        to = shutil.copytree(files.folder, folder / f"Lauf{next(numbers)}")
        return VaultFiles(to / files.database.name)

    return copy
