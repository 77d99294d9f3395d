"""T2: the program is killed at any moment, and every save it had acknowledged is there."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.storage.files import VaultFiles
from desktop.storage.health.health import check_vault
from desktop.storage.sharing.places import taken_for_share
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.fresh_copies import Fresh, fresh_copies
from tests.proof.recording import Proof, german
from tests.proof.saving import Acknowledged, enter, faults

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("killed_writer.py")
KILLS_PER_VAULT = 25
LONGEST_RUN = 0.4


@pytest.fixture
def fresh(vault_files: VaultFiles, tmp_path: Path, first_profile: Path, profile: Path) -> Fresh:
    """A new copy of the closed vault at each call; this PC has not seen it before."""
    return fresh_copies(vault_files, tmp_path, first_profile, profile)


@dataclass
class Tally:
    """What came out of a series of kills."""

    kills: int = 0
    acknowledged: int = 0
    hot: int = 0
    backups: int = 0
    faults: list[str] = field(default_factory=list)


def kill_often(mode: str, kills: int, fresh: Fresh, profile: Path, rng: random.Random) -> Tally:
    tally = Tally()
    acknowledged: list[Acknowledged] = []
    for run in range(kills):
        if run % KILLS_PER_VAULT == 0:
            files, acknowledged = fresh(), []
        told = _run_and_kill(mode, files, profile, f"{run}", rng)
        acknowledged += told
        tally.kills += 1
        tally.acknowledged += len(told)
        tally.hot += any(map(_holds_something, (files.wal, files.wal.with_name(files.database.name + "-journal"))))
        with taken_for_share(files.folder) if mode == "share" else contextlib.nullcontext(), enter(files) as vault:
            tally.faults += faults(vault, acknowledged)
            tally.faults += [f"{vault.missing_saves} saves are missing"] if vault.missing_saves else []
        tally.backups += sum(_is_sound(folder, files, tally) for folder in _backups(files))
    return tally


def _holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _run_and_kill(mode: str, files: VaultFiles, profile: Path, run: str, rng: random.Random) -> list[Acknowledged]:
    """What the writer acknowledged before it was killed: at a random time, or right after a random word of it."""
    line = [sys.executable, str(WRITER), mode, str(files.database), str(profile), run]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(line, stdout=subprocess.PIPE, cwd=ROOT, env=here) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        lines = []
        if rng.random() < 0.5:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the writer ended by itself: {writer.wait(rng.uniform(0, LONGEST_RUN))}")
        else:
            lines = [writer.stdout.readline() for _ in range(rng.randrange(1, 12))]
        writer.kill()
        lines += writer.stdout.readlines()
    return [Acknowledged.read(line) for line in lines if line.endswith(b"\n")]


def _backups(files: VaultFiles) -> Iterator[Path]:
    """The finished copies; whatever the killed one left does not count."""
    if files.backup_folder.is_dir():
        yield from (folder for folder in files.backup_folder.iterdir() if not folder.name.startswith("."))


def _is_sound(folder: Path, files: VaultFiles, tally: Tally) -> bool:
    """Check a copy with the program's own check, and take it away, so that each is looked at once."""
    report = check_vault(VaultFiles(folder / files.database.name), label=LABEL, password=PASSWORD, cost=CHEAP)
    sound = report.sound and report.complete
    tally.faults += [] if sound else [f"backup {folder.name}: {report.findings}"]
    shutil.rmtree(folder)
    return sound


def lost_when_told_early(kills: int, fresh: Fresh, profile: Path, rng: random.Random) -> str:
    """The control: a writer that gives its word before the commit is caught."""
    tally = kill_often("early", kills, fresh, profile, rng)
    lost = {fault for fault in tally.faults if fault.startswith("lost")}
    assert lost, "a writer that speaks too early was not caught: this proof would notice nothing"
    assert lost == set(tally.faults), "only what was told too early may be missing"
    return f"„gespeichert“ vor dem Abschluss gesagt: in {kills} Abbrüchen {len(lost)} Speicherungen verloren"


def test_a_killed_program_has_lost_nothing_it_called_saved(fresh: Fresh, profile: Path, proof: Proof) -> None:
    control = lost_when_told_early(proof.amount(4, 40), fresh, profile, proof.rng())
    tally = kill_often("single", proof.amount(4, 300), fresh, profile, proof.rng())
    assert tally.faults == []
    assert tally.acknowledged > 0
    proof.reached("T2", "Programm beim Speichern beendet (WAL, ein Schreiber)", _figure(tally),
                  "300 Abbrüche, 0 verloren", control)

    tally = kill_often("share", proof.amount(3, 100), fresh, profile, proof.rng())
    assert tally.faults == []
    assert tally.acknowledged > 0
    proof.reached("T2", "Programm beim Speichern beendet (Netzlaufwerk: DELETE, EXTRA)", _figure(tally),
                  "100 Abbrüche, 0 verloren", control)

    tally = kill_often("office", proof.amount(5, 200), fresh, profile, proof.rng())
    assert tally.faults == []
    assert tally.acknowledged > 0
    proof.reached("T2", "Programm mitten in der Arbeit beendet (Warteschlange, drei Schreiber, Leser, Sicherungen)",
                  f"{_figure(tally)}, {tally.backups} fertige Sicherungen heil", "200 Abbrüche, 0 verloren", control)


def _figure(tally: Tally) -> str:
    kills = f"{german(tally.kills)} Abbrüche ({tally.hot} mit offenem Protokoll)"
    return f"{kills}, {german(tally.acknowledged)} bestätigte Speicherungen, 0 verloren"
