"""Waiting after wrong passwords, per vault for the life of the process (against guessing at an open window).

Guessing with a stolen copy is what the cost of Argon2id is for; no program can delay that.
"""

from __future__ import annotations

from math import ceil
from time import monotonic

from desktop.storage.errors import WrongPasswordError
from desktop.storage.files import VaultFiles

FREE_ATTEMPTS = 2
FIRST_WAIT = 5
LONGEST_WAIT = 300

_failures: dict[str, int] = {}
_free_at: dict[str, float] = {}


def require_wait_over(files: VaultFiles) -> None:
    """Raise WrongPasswordError with the seconds left while the vault refuses attempts."""
    left = ceil(_free_at.get(_name(files), 0.0) - monotonic())
    if left > 0:
        raise WrongPasswordError(f"Bitte warten Sie noch {_seconds(left)} bis zum nächsten Versuch.", wait_seconds=left)


def failed(files: VaultFiles, sentence: str) -> WrongPasswordError:
    """Count a wrong password; the error to raise, whose wait doubles from the third one on (5 s … 5 min)."""
    count = _failures[_name(files)] = _failures.get(_name(files), 0) + 1
    if count <= FREE_ATTEMPTS:
        return WrongPasswordError(sentence)
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(count - FREE_ATTEMPTS - 1, 10))
    _free_at[_name(files)] = monotonic() + wait
    return WrongPasswordError(f"{sentence.rstrip('.')} – nächster Versuch in {_seconds(wait)}.", wait_seconds=wait)


def succeeded(files: VaultFiles) -> None:
    """Forget the failures of a vault."""
    _failures.pop(_name(files), None)
    _free_at.pop(_name(files), None)


def _seconds(count: int) -> str:
    return "1 Sekunde" if count == 1 else f"{count} Sekunden"


def _name(files: VaultFiles) -> str:
    return str(files.database.resolve())
