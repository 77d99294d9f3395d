"""Whether the drive a vault lies on is encrypted as a whole (BitLocker, Windows' device encryption).

The vault does not need it; the page file, hibernation and what other programs leave do (security.md 2). Asked through a
property of Windows' shell, because `manage-bde` and WMI answer administrators only. What cannot be found out is fine.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import PureWindowsPath

_OFF, _BEING_DECRYPTED = 2, 4
"""Of `System.Volume.BitLockerProtection`: 1 on, 2 off, 3 being encrypted, 4 being decrypted, 5 suspended, 6 locked.
Known from use, documented nowhere; every other value counts as unknown, and then nothing is said."""

_LONGEST = 5.0
_SCRIPT = (
    "(New-Object -ComObject Shell.Application).NameSpace('{letter}:').Self"
    ".ExtendedProperty('System.Volume.BitLockerProtection')"
)


def is_unprotected(file: PureWindowsPath, ask: Callable[[str], str] | None = None) -> bool:
    """Whether Windows says that the drive of `file` is not encrypted; False whenever that is not known for certain.

    Takes about a second (it starts PowerShell) and never raises. `ask(letter)` stands in for Windows in tests.
    """
    letter = file.drive[:1].upper()
    if not (letter.isascii() and letter.isalpha()) or file.drive[1:] != ":":
        return False  # a share: its server is somebody else's to protect
    try:
        return int((ask or _ask_windows)(letter)) in (_OFF, _BEING_DECRYPTED)
    except (ValueError, OSError, subprocess.SubprocessError):
        return False


def _ask_windows(letter: str) -> str:
    """Windows' own answer as text; empty elsewhere."""
    if sys.platform != "win32":
        return ""
    line = ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", _SCRIPT.format(letter=letter)]
    done = subprocess.run(  # noqa: S603  a fixed line with one letter in it
        line, capture_output=True, text=True, timeout=_LONGEST, check=True, stdin=subprocess.DEVNULL,
        creationflags=subprocess.CREATE_NO_WINDOW,
    )  # fmt: skip
    return done.stdout.strip()
