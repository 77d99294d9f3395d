"""What every test may count on: its own folders, a fixed day, a real encrypted vault, and no silent warnings.

Qt is offscreen unless the caller chose otherwise. Fixtures for one layer live in that layer's folder.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop import clock, paths

TODAY = dt.date(2026, 11, 22)

#: Program -> what is not checked on a machine without it (decision 36: said, never passed over in silence).
OPTIONAL_PROGRAMS = {
    "java": "PDF/UA mit veraPDF",
    "Xvfb": "echte Fenster unter X11",
    "pdftoppm": "Seitenbilder der Ausdrucke",
    "zbarimg": "Lesen der QR-Codes",
}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name what this machine cannot check; pytest's own last line stays the last."""
    for program, what in OPTIONAL_PROGRAMS.items():
        if not shutil.which(program):
            terminalreporter.write_line(f"Hier nicht geprüft, weil {program} fehlt: {what}.")


@pytest.fixture(scope="session")
def optional_program() -> Callable[[str], str]:
    """Path of a program of OPTIONAL_PROGRAMS; skips the test, with the reason printed, where it is not installed."""

    def find(name: str) -> str:
        reason = OPTIONAL_PROGRAMS[name]
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} fehlt: {reason}")
        return found

    return find


@pytest.fixture(autouse=True)
def profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test; the developer's own settings, logs and vault list are never touched."""
    folder = tmp_path_factory.mktemp("profil")
    monkeypatch.setattr(paths, "user_data_path", lambda *_, **__: folder)
    return folder


@pytest.fixture
def fixed_clock() -> Iterator[dt.date]:
    """The clock stands at noon (UTC) of TODAY."""
    with clock.fixed(TODAY):
        yield TODAY


@pytest.fixture
def expect_log() -> Callable[[str], None]:
    """`expect_log(regex)`: this test wants such warnings; they no longer fail it, but each pattern must come."""
    patterns: list[str] = []

    def expect(pattern: str) -> None:
        patterns.append(pattern)

    expect.patterns = patterns  # type: ignore[attr-defined]  # read by no_unexpected_logs
    return expect


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_logs(expect_log: Any) -> Iterator[None]:
    """A warning in the log that the test did not announce is a failure, as is an announced one that never came."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    wanted: list[str] = expect_log.patterns
    unexpected = [line for line in collector.seen if not any(re.search(pattern, line) for pattern in wanted)]
    missing = [pattern for pattern in wanted if not any(re.search(pattern, line) for line in collector.seen)]
    assert not unexpected, f"unexpected log lines: {unexpected}"
    assert not missing, f"announced, but never logged: {missing}"


@pytest.fixture(autouse=True)
def no_open_transaction() -> Iterator[None]:
    """A connection that began and never ended its transaction would keep the vault locked for the next click."""
    running: set[int] = set()

    def began(connection: Any) -> None:
        running.add(id(connection))

    def ended(connection: Any) -> None:
        running.discard(id(connection))

    hooks = (("begin", began), ("commit", ended), ("rollback", ended))
    for name, hook in hooks:
        event.listen(Engine, name, hook)
    yield
    for name, hook in hooks:
        event.remove(Engine, name, hook)
    assert not running, "a transaction was left open"
