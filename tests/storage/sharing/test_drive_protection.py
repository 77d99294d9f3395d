"""Whether the vault's drive is encrypted: said only where Windows says no, and never in the way."""

from __future__ import annotations

import subprocess
from pathlib import PureWindowsPath

import pytest

from desktop.storage.sharing.drive_protection import is_unprotected

FILE = PureWindowsPath(r"C:\Akten\Büro\Amt.wegplan")


@pytest.mark.parametrize(("answer", "unprotected"), [
    ("2", True), ("4", True), ("1", False), ("3", False), ("5", False), ("6", False), ("0", False), ("", False),
    ("Zugriff verweigert", False), ("2\r\n", True),
])  # fmt: skip
def test_only_a_clear_no_counts(answer: str, unprotected: bool) -> None:
    asked: list[str] = []

    def ask(letter: str) -> str:
        asked.append(letter)
        return answer

    assert is_unprotected(FILE, ask) is unprotected
    assert asked == ["C"]


@pytest.mark.parametrize("error", [
    FileNotFoundError("powershell.exe"), PermissionError("blocked"), subprocess.TimeoutExpired("powershell.exe", 5),
    subprocess.CalledProcessError(1, "powershell.exe"),
])  # fmt: skip
def test_a_windows_that_does_not_answer_is_no_reason_to_warn(error: Exception) -> None:
    def ask(_: str) -> str:
        raise error

    assert is_unprotected(FILE, ask) is False


@pytest.mark.parametrize("file", [r"\\server\akten\Amt.wegplan", "Amt.wegplan", "/srv/amt/Amt.wegplan", "1:\\x"])
def test_a_share_and_other_places_are_not_asked_about(file: str) -> None:
    assert is_unprotected(PureWindowsPath(file), lambda _: "2") is False
