"""Pytest plugin of the proofs: the fixture `proof`, how many cases a run tries, and the list of what was reached.

Loaded by tests/conftest.py. A proof notes its lines in the report of its own test, so they also travel home from the
workers of a parallel run. Each run prints them; `--full-proof` (make.py prove) also writes them to `out/prove.json`.
"""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.proof.rows import PROMISES

SEED = 20261122
RECORD = Path(__file__).resolve().parents[2] / "out" / "prove.json"
_OPTION = "--full-proof"
_LINE = "proof"


@dataclass(frozen=True)
class Line:
    """One line of the report, all German: the row, what was done, the count reached and demanded, the control."""

    row: str
    what: str
    figure: str
    demanded: str
    control: str
    seconds: float

    def as_text(self) -> str:
        """For the terminal."""
        told = f"verlangt: {self.demanded}; Gegenprobe: {self.control}; {german(self.seconds, 1)} s"
        return f"{self.row}: {self.what}: {self.figure} ({told})"


class Proof:
    """Given to a proof by the fixture `proof`."""

    def __init__(self, item: pytest.Item, *, full: bool) -> None:
        self._item = item
        self._started = time.perf_counter()
        self.full = full
        self.seed = SEED

    def amount(self, reduced: int, full: int) -> int:
        """How many cases this run tries: `full` under `make.py prove`, else `reduced`."""
        return full if self.full else reduced

    def rng(self) -> random.Random:
        """A fresh generator with the fixed seed."""
        return random.Random(self.seed)

    def reached(self, row: str, what: str, figure: str, demanded: str, control: str) -> None:
        """Note a line once the assertions before it have held; `control` says how the unprotected version failed."""
        assert row in PROMISES, f"{row} is no row of tests/proof/rows.py"
        now = time.perf_counter()
        line = Line(row, what, figure, demanded, control, now - self._started)
        self._started = now
        self._item.user_properties.append((_LINE, asdict(line)))


def german(number: float, digits: int = 0) -> str:
    """A number as the report spells it: 1.500 and 0,66."""
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def is_full(config: pytest.Config) -> bool:
    """Whether this run tries the full counts."""
    return bool(config.getoption(_OPTION))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(_OPTION, action="store_true", help="proofs try their full counts and the lines are kept")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A full run is chosen by the marker `prove`: everything in tests/proof belongs to it."""
    if is_full(config):
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker("prove")


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    """The proof's own notebook."""
    return Proof(request.node, full=is_full(request.config))


class _Progress:
    """Prints the lines of a full run as they come, since it may take an hour."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        terminal = self._config.pluginmanager.get_plugin("terminalreporter")
        if report.when == "call" and terminal is not None:
            for line in _lines(report):
                terminal.write_line(f"\n{line.as_text()}")


def pytest_configure(config: pytest.Config) -> None:
    if is_full(config):
        config.pluginmanager.register(_Progress(config))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    lines = [line for report in terminalreporter.getreports("passed") for line in _lines(report)]
    lines.sort(key=lambda line: list(PROMISES).index(line.row))
    if is_full(config):
        _keep(lines, terminalreporter)
        return
    for line in lines:
        terminalreporter.write_line(line.as_text())


def _lines(report: pytest.TestReport) -> list[Line]:
    return [Line(**value) for name, value in report.user_properties if name == _LINE]  # type: ignore[arg-type]  # as noted


def _keep(lines: list[Line], terminalreporter: Any) -> None:
    failed = [str(report.nodeid) for kind in ("failed", "error") for report in terminalreporter.getreports(kind)]
    skipped = [[str(report.nodeid), str(report.longrepr[-1])] for report in terminalreporter.getreports("skipped")]
    content = {"lines": [asdict(line) for line in lines], "failed": failed, "skipped": skipped}
    RECORD.parent.mkdir(exist_ok=True)
    RECORD.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
