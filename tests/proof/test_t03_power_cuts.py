"""T3: the power fails at any moment, and every save that was acknowledged is there."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy.exc import SQLAlchemyError
from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage.backup.backup_generations import is_whole, list_copies
from desktop.storage.backup.put_aside import list_asides
from desktop.storage.backup.restore import undo
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.sharing.places import taken_for_share
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.power import Call, Medium, compile_recorder, cuts, lay_out, record
from tests.proof.recorded_writer import BEGUN, BROUGHT_BACK, COPIED
from tests.proof.recording import Proof, german
from tests.proof.saving import Acknowledged, enter, faults, quiet

WRITER = Path(__file__).with_name("recorded_writer.py")
LEAST_CAUGHT = 0.2
CUTS_PER_RUN = 200


@dataclass
class Replay:
    """Records one kind of work and looks at what a power cut leaves of it."""

    library: Path
    template: VaultFiles
    folder: Path
    profile: Path
    calls: int = 0
    states: int = 0
    free_pages: int = 0
    bad: list[str] = field(default_factory=list)

    def run(self, work: str, sync: str, states: int, amount: int, rng: random.Random) -> Replay:
        """Count `states` power cuts, `CUTS_PER_RUN` in each recording of `amount` saves."""
        while self.states < states:
            calls, medium = self._record(work, sync, amount)
            self.calls += len(calls)
            left = min(CUTS_PER_RUN, states - self.states)
            for files in cuts(medium, calls, left, rng, _where_it_begins(calls)):
                self.states += 1
                self.bad += [f"state {self.states}: {fault}" for fault in self._look(work, files, medium.acknowledged)]
        return self

    def _record(self, work: str, sync: str, amount: int) -> tuple[list[Call], Medium]:
        live = self.folder / "lebend"
        shutil.rmtree(live, ignore_errors=True)
        shutil.copytree(self.template.folder, live)
        medium = Medium(live)
        database = live / self.template.database.name
        return record(self.library, live, WRITER, work, sync, str(database), str(self.profile), str(amount)), medium

    def _look(self, work: str, content: dict[str, bytes], acknowledged: list[bytes]) -> list[str]:
        """What is wrong in the first place a fault shows; the state is opened as the program opens any vault."""
        folder = self.folder / "danach"
        lay_out(folder, content)
        files = VaultFiles(folder / self.template.database.name)
        attempts.succeeded(files)  # no waiting after the passwords that did not fit the states before
        try:
            return _LOOKS[work](self, files, acknowledged)
        except (VaultError, SQLAlchemyError, dbapi2.Error) as error:
            return [f"not to be opened or read: {error}"]

    def look_at_saves(self, files: VaultFiles, lines: list[bytes]) -> list[str]:
        with enter(files) as vault:
            return faults(vault, [Acknowledged.read(line) for line in lines])

    def look_at_share(self, files: VaultFiles, lines: list[bytes]) -> list[str]:
        """As above; a bad page that was free loses nothing: it is gone after VACUUM (security.md 5.5)."""
        with taken_for_share(files.folder), enter(files) as vault:
            acknowledged = [Acknowledged.read(line) for line in lines]
            found = faults(vault, acknowledged)
            if not found or any("page" not in fault for fault in found):
                return found
            with driver_connection(vault._database.engine) as connection:
                connection.execute("VACUUM")
            self.free_pages += 1
            return faults(vault, acknowledged)

    def look_at_password(self, files: VaultFiles, lines: list[bytes]) -> list[str]:
        """The password acknowledged last opens the vault, or the one that was just being set."""
        number = int(lines[-1]) if lines else 0
        for candidate in (number, number + 1):
            with contextlib.suppress(VaultError), unlock(files, LABEL, _password(candidate), cost=CHEAP):
                return []
        return [f"locked out: password {number}"]

    def look_at_key(self, files: VaultFiles, lines: list[bytes]) -> list[str]:
        """The own password opens, with the old key or the new one; both people are there, and nothing half remains."""
        with enter(files) as vault:
            found = faults(vault, [Acknowledged.read(line) for line in lines])
            found += [] if len(vault.accesses()) == 2 or not lines else ["an access is missing"]
        return found + [f"left over: {path.name}" for path in files.folder.iterdir() if path.name in _half(files)]

    def look_at_restore(self, files: VaultFiles, lines: list[bytes]) -> list[str]:
        """Either the vault as it was or the copy, whole; a copy that counts is whole; and it can be taken back."""
        copied = lines.index(COPIED.strip()) if COPIED.strip() in lines else len(lines)
        before = [Acknowledged.read(line) for line in lines[:copied]]
        after = [Acknowledged.read(line) for line in lines[copied:] if b" " in line]
        found = _copies_faults(files, wanted=copied < len(lines))
        with enter(files) as vault:
            now = faults(vault, before + after)
            back = bool(now) and BEGUN.strip() in lines
            found += faults(vault, before) if back else now
            if BROUGHT_BACK.strip() in lines and not back:
                found.append("told as brought back, but it is not")
        return found + (self._taken_back(files, before + after) if back else [])

    def _taken_back(self, files: VaultFiles, all_of_it: list[Acknowledged]) -> list[str]:
        asides = list_asides(files)
        if not asides:
            return ["what was there before is gone"]
        undo(files, asides[0])
        with enter(files) as vault:
            return faults(vault, all_of_it)


def _copies_faults(files: VaultFiles, wanted: bool) -> list[str]:
    """What is wrong with the copies; none may be missing once it was told to be there."""
    copies = [copy for copy in list_copies(files.backup_folder, files.name) if copy.counts]
    spoiled = [f"copy {copy.folder.name} is not whole" for copy in copies if not is_whole(copy)]
    return spoiled + (["the copy is missing"] if wanted and not copies else [])


def _where_it_begins(calls: list[Call]) -> int:
    """Cuts before a copy is brought back are those of saving, and looked at there."""
    return next((place for place, call in enumerate(calls) if call.data == BEGUN), 0)


def _half(files: VaultFiles) -> set[str]:
    """Names that must not outlive the next opening."""
    return {files.rekeyed.name + part for part in ("", "-journal", "-wal")}


_LOOKS: dict[str, Callable[[Replay, VaultFiles, list[bytes]], list[str]]] = {
    "local": Replay.look_at_saves, "share": Replay.look_at_share, "password": Replay.look_at_password,
    "key": Replay.look_at_key, "restore": Replay.look_at_restore,
}


def _password(number: int) -> str:
    return f"{PASSWORD} {number}" if number else PASSWORD


@pytest.fixture
def replay(
    optional_program: Callable[[str], str], vault_files: VaultFiles, tmp_path: Path, profile: Path
) -> Callable[[], Replay]:
    """A new replay at each call."""
    library = compile_recorder(tmp_path, optional_program("cc"))
    return lambda: Replay(library, vault_files, tmp_path, profile)


@pytest.mark.parametrize(
    ("work", "what", "reduced", "full", "steps"),
    [
        ("local", "Stromausfall beim Speichern, lokal (WAL, FULL)", 60, 4000, (40, 150)),
        ("share", "Stromausfall beim Speichern, Netzlaufwerk (DELETE, EXTRA)", 30, 4000, (40, 150)),
        ("password", "Stromausfall beim Ändern des Kennworts", 30, 1000, (40, 150)),
        ("key", "Stromausfall beim Wechsel des Schlüssels", 30, 1000, (3, 6)),
        ("restore", "Stromausfall beim Zurückholen einer Sicherung", 30, 1000, (3, 3)),
    ],
    ids=list(_LOOKS),
)
def test_a_power_cut_takes_nothing_that_was_acknowledged(
    replay: Callable[[], Replay], proof: Proof, work: str, what: str, reduced: int, full: int, steps: tuple[int, int]
) -> None:
    saves = proof.amount(*steps)  # 150: so many that the write-ahead log goes over into the database twice
    with quiet():
        control = replay().run(work, "unsynced", proof.amount(20, 200), saves, proof.rng())
    caught = len({fault.partition(":")[0] for fault in control.bad})
    assert caught > LEAST_CAUGHT * control.states, f"the replay notices too little: {caught} of {control.states}"

    done = replay().run(work, "synced", proof.amount(reduced, full), saves, proof.rng())
    assert done.bad == []
    figure = f"{german(done.states)} Ausfälle in {german(done.calls)} Schreibvorgängen, 0 beschädigt, 0 verloren"
    free = f", {done.free_pages} × nur eine freie Seite" if done.free_pages else ""
    proof.reached("T3", what, figure + free, f"{german(full)} Ausfälle, 0 verloren",
                  f"ohne Warten auf den Datenträger {caught} von {control.states} beschädigt oder verloren")
