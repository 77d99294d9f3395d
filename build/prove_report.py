"""The report of `make.py prove` for the help: `python -m build.prove_report` turns out/prove.json into nachweis.html.

Refuses, with exit code 1 and the reasons, when a proof failed or a row has none: the help keeps its report.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path

from desktop import __version__, clock
from desktop.storage.health.versions import library_versions
from tests.proof.recording import RECORD, Line, german
from tests.proof.rows import NOT_CHECKED, PROMISES

REPORT = Path(__file__).resolve().parent.parent / "resources" / "help" / "nachweis.html"
_LIBRARIES = ("argon2-cffi", "cryptography", "SQLAlchemy", "PySide6-Essentials")

_PAGE = """<!DOCTYPE html>
<html lang="de">
<head><meta charset="utf-8"><title>Nachweise</title></head>
<body>
<h1>Nachweise</h1>
<p>Was Wegplan über den Tresor verspricht, wird hier geprüft: Das Programm selbst arbeitet und wird dabei gestört, oft \
tausendfach. Zu jeder Prüfung gehört eine Gegenprobe: Ohne den Schutz muss sie scheitern, sonst taugt sie nichts. \
<a href="#offen">Was offen bleibt</a>, steht am Ende.</p>
<p>Gelaufen am {day} mit Wegplan {program} in {minutes}. Wiederholen: <code>python3 build/make.py prove</code></p>
<ul>
{machine}
</ul>
<p>Zeiten gelten für diesen Rechner. Sie stehen zur Auskunft da; bestanden wird nach Anzahl und Verhältnis.</p>
{rows}
<h2 id="offen">Nicht geprüft</h2>
<ul>
{open}
</ul>
</body>
</html>
"""


@dataclass(frozen=True)
class Run:
    """What a full run left: the lines reached, the tests that failed, and those skipped with their reasons."""

    lines: tuple[Line, ...]
    failed: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, path: Path) -> Run:
        """From the file recording.py writes."""
        noted = json.loads(path.read_text(encoding="utf-8"))
        lines = tuple(Line(**line) for line in noted["lines"])
        return cls(lines, tuple(noted["failed"]), tuple((name, why) for name, why in noted["skipped"]))


def missing(run: Run) -> list[str]:
    """Why this run is no proof, one sentence each; empty when it is one."""
    reached = {line.row for line in run.lines}
    return [f"Nicht bestanden: {name}" for name in run.failed] + [
        f"{row} hat keinen Nachweis: {promise}" for row, promise in PROMISES.items() if row not in reached
    ]


def page(run: Run) -> str:
    """The whole page."""
    return _PAGE.format(
        day=clock.german_date(clock.today()),
        program=__version__,
        minutes=_minutes(sum(line.seconds for line in run.lines)),
        machine="\n".join(f"<li>{escape(line)}</li>" for line in _machine()),
        rows="\n".join(_row(row, promise, run) for row, promise in PROMISES.items()),
        open="\n".join(_open(run)),
    )


def _row(row: str, promise: str, run: Run) -> str:
    lines = [line for line in run.lines if line.row == row]
    return "\n".join([f'<h2 id="{row}">{row}: {escape(promise)}</h2>', *map(_line, lines)])


def _line(line: Line) -> str:
    told = (("Erreicht", line.figure), ("Verlangt", line.demanded), ("Gegenprobe", line.control),
            ("Dauer", _minutes(line.seconds)))
    facts = "".join(f"\n<br>{name}: {escape(value)}" for name, value in told)
    return f"<p><b>{escape(line.what)}</b>{facts}</p>"


def _open(run: Run) -> list[str]:
    entries = [(f"{gap.row}, {gap.what}", gap.reason) for gap in NOT_CHECKED]
    entries += [(name.rpartition("::")[2], why.removeprefix("Skipped: ")) for name, why in run.skipped]
    return [f"<li>{escape(what)}: {escape(why)}.</li>" for what, why in entries]


def _machine() -> list[str]:
    """The machine in general terms, and the versions the run used."""
    libraries = library_versions() | {name: version(name) for name in _LIBRARIES}
    return [
        f"Rechner: {os.cpu_count()} Prozessorkerne, {_memory()}{platform.system()}",
        f"Python {platform.python_version()}",
        *(f"{name} {number}" for name, number in libraries.items()),
    ]


def _memory() -> str:
    """„23 GB Arbeitsspeicher, “; empty where the system does not say."""
    if sys.platform == "win32":
        return ""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{german(size / 1e9)} GB Arbeitsspeicher, "


def _minutes(seconds: float) -> str:
    return f"{german(seconds / 60)} min" if seconds >= 120 else f"{german(seconds, 1)} s"


def main() -> int:
    run = Run.read(RECORD)
    gaps = missing(run)
    for gap in gaps:
        print(gap)
    if gaps:
        return 1
    REPORT.write_text(page(run), encoding="utf-8", newline="\n")
    print(f"Der Bericht steht in {REPORT.name} bei der Hilfe.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
