"""T2: the program is killed while somebody types into its window: nothing entered is lost or offered again, and what
was half typed is offered at the next opening."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.gate import chain_is_whole
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.tasks import tasks_of_case
from desktop.storage.files import VaultFiles
from tests.conftest import LABEL
from tests.proof.fresh_copies import Fresh, fresh_copies
from tests.proof.killed_clerk import CASE, NAME, PLACES, text_of
from tests.proof.recording import Proof, german
from tests.proof.saving import damage, enter

ROOT = Path(__file__).resolve().parents[2]
CLERK = Path(__file__).with_name("killed_clerk.py")
KILLS_PER_VAULT = 25
LONGEST_RUN = 2.5  # seconds of typing
_HEADER = re.compile(r"R(\d+)E(\d+) ")

Told = dict[str, Any]


@pytest.fixture
def fresh(vault_files: VaultFiles, tmp_path: Path, first_profile: Path, profile: Path) -> Fresh:
    """A new copy of a vault with one case at each call; this PC has not seen it before."""
    with enter(vault_files) as vault, vault.session() as session:
        facts = PersonFacts(family_name="Ahmadi", given_names="Maryam")
        assert enter_person_case(session, actor_for(session, LABEL), facts).made == CASE
    return fresh_copies(vault_files, tmp_path, first_profile, profile)


@dataclass
class Tally:
    """What came out of a series of kills."""

    kills: int = 0
    entered: int = 0
    drafts: int = 0
    owed: int = 0
    """Kills after which a half-typed entry had to be offered."""
    faults: list[str] = field(default_factory=list)


@dataclass
class Ledger:
    """What a vault owes its user: talks and tasks called entered, and per place the draft called kept last."""

    entered: list[str] = field(default_factory=list)
    owed: dict[str, str] = field(default_factory=dict)

    def note(self, told: Told) -> None:
        if told["kind"] == "draft":
            self.owed[told["place"]] = told["text"]
        elif told["kind"] == "entered":
            self.entered.append(told["text"])
            self.owed.pop(told["place"], None)


def kill_often(mode: str, kills: int, fresh: Fresh, profile: Path, rng: random.Random) -> Tally:
    tally = Tally()
    for run in range(kills):
        if run % KILLS_PER_VAULT == 0:
            files, ledger = fresh(), Ledger()
        _one(mode, files, profile, run, rng, ledger, tally)
        tally.kills += 1
        if run % KILLS_PER_VAULT == KILLS_PER_VAULT - 1 or run == kills - 1:
            with _clerk(mode, files, profile, run + 1) as clerk:  # what the last kill left is looked at, too
                _check_offer(_offer(clerk), ledger, tally)
    return tally


def _one(mode: str, files: VaultFiles, profile: Path, run: int, rng: random.Random, ledger: Ledger,
         tally: Tally) -> None:  # fmt: skip
    """Open, look at what is offered, type for a while, be killed; then look into the vault."""
    with _clerk(mode, files, profile, run) as clerk:
        _check_offer(_offer(clerk), ledger, tally)
        lines: list[Told] = []
        if rng.random() < 0.5:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the clerk went home: {clerk.wait(rng.uniform(0, LONGEST_RUN))}")
        else:
            lines = [_next(clerk) for _ in range(rng.randrange(1, 30))]
        clerk.kill()
        assert clerk.stdout is not None
        lines += [json.loads(line) for line in clerk.stdout.readlines() if line.endswith(b"\n")]
    for told in lines:
        ledger.note(told)
    tally.drafts += sum(told["kind"] == "draft" for told in lines)
    tally.entered += sum(told["kind"] == "entered" for told in lines)
    tally.faults += _faults(files, ledger)


@contextlib.contextmanager
def _clerk(mode: str, files: VaultFiles, profile: Path, run: int) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a process of its own; killed at the end, whatever happens."""
    line = [sys.executable, str(CLERK), mode, str(files.database), str(profile), str(run)]
    here = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=here) as clerk:
        try:
            yield clerk
        finally:
            clerk.kill()


def _next(clerk: subprocess.Popen[bytes]) -> Told:
    assert clerk.stdout is not None
    line = clerk.stdout.readline()
    assert line.endswith(b"\n"), "the clerk fell over"
    told: Told = json.loads(line)
    return told


def _offer(clerk: subprocess.Popen[bytes]) -> Told:
    """What is offered; a line that is put back is kept again before."""
    return next(told for told in iter(lambda: _next(clerk), None) if told["kind"] == "offer")


def _check_offer(offer: Told, ledger: Ledger, tally: Tally) -> None:
    """Everything owed is offered, as far as it was called kept or further, or was entered meanwhile; nothing that was
    entered is offered, acknowledged or not."""
    for place, owed in ledger.owed.items():
        tally.owed += 1
        offered = offer[place]
        if not offered.startswith(owed) and not any(text.startswith(_note(owed)) for text in offer["entered"]):
            tally.faults.append(f"not offered: {owed!r} in {place}, but {offered!r}")
        if offered and place == "quick" and "angefangener" not in offer["said"]:
            tally.faults.append("offered without a word")
    again = [offer[place] for place in PLACES if _note(offer[place]) and _note(offer[place]) in offer["entered"]]
    tally.faults += [f"entered and offered again: {text!r}" for text in again]
    tally.faults += [f"nobody typed {offer[place]!r}" for place in PLACES if not _typed(offer[place])]
    ledger.owed = {}


def _note(text: str) -> str:
    """A half-typed line without whom it means."""
    return text.removeprefix(NAME).strip()


def _typed(text: str) -> bool:
    """Whether a draft is the beginning of something that was typed."""
    note = text.removeprefix(NAME)
    header = _HEADER.match(note)
    return not header or text_of(header[1], int(header[2])).startswith(note.rstrip())


def _faults(files: VaultFiles, ledger: Ledger) -> list[str]:
    """What is wrong in the vault itself: damage, a talk that is missing, one that is there twice."""
    with enter(files) as vault:
        found = damage(vault) + ([f"{vault.missing_saves} saves are missing"] if vault.missing_saves else [])
        with vault.session() as session:
            actor = actor_for(session, LABEL)
            there = Counter(talk.content for talk in list_talks(session, actor, CASE))
            there += Counter(task.note for task in tasks_of_case(session, actor, CASE) if task.note)
            found += [] if chain_is_whole(session) else ["the access record is torn"]
    found += [f"lost: {text!r}" for text in ledger.entered if text not in there]
    return found + [f"twice: {text!r}" for text, count in there.items() if count > 1]


def unnoticed_without_drafts(kills: int, fresh: Fresh, profile: Path, rng: random.Random) -> str:
    """The control: a program that calls drafts kept and writes none is caught."""
    tally = kill_often("lost", kills, fresh, profile, rng)
    missing = [fault for fault in tally.faults if fault.startswith("not offered")]
    assert missing, "a program without drafts was not caught: this proof would notice nothing"
    assert missing == tally.faults, "only drafts may be missing"
    return f"Entwürfe nicht geschrieben: in {kills} Abbrüchen {len(missing)}-mal bemerkt"


def offered_again_when_apart(fresh: Fresh, profile: Path) -> str:
    """The control: a program that forgets a draft in a transaction of its own is caught."""
    files, tally = fresh(), Tally()
    with _clerk("apart", files, profile, 0) as clerk:
        _offer(clerk)
        told = _next(clerk)
        while told["kind"] != "entered" or told["place"] != "task":
            told = _next(clerk)
    with _clerk("apart", files, profile, 1) as clerk:
        _check_offer(_offer(clerk), Ledger(), tally)
    assert [fault for fault in tally.faults if fault.startswith("entered and offered again")]
    return "Entwurf erst nach dem Speichern gelöscht: bemerkt"


def test_whoever_was_typing_when_it_was_killed_goes_on_where_they_were(
    fresh: Fresh, profile: Path, proof: Proof
) -> None:
    control = unnoticed_without_drafts(proof.amount(2, 20), fresh, profile, proof.rng())
    control += "; " + offered_again_when_apart(fresh, profile)
    tally = kill_often("kept", proof.amount(5, 200), fresh, profile, proof.rng())
    assert tally.faults == []
    assert tally.drafts > 0
    assert tally.owed > 0
    proof.reached("T2", "Programm beim Tippen und Eintragen im Fenster beendet",
                  f"{german(tally.kills)} Abbrüche, {german(tally.entered)} Gespräche und Aufgaben "
                  f"eingetragen, 0 verloren, keine noch einmal angeboten; {german(tally.owed)}-mal Halbfertiges, "
                  "immer wieder angeboten", "200 Abbrüche, 0 verloren", control)
