"""T8: an older copy in the vault's place, or a lost write-ahead log, is told with the number of missing saves."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from desktop.casework.office import actor_for
from desktop.storage.files import VaultFiles
from tests.conftest import LABEL
from tests.proof.recording import Proof
from tests.proof.saving import enter

ROOT = Path(__file__).resolve().parents[2]
WRITER = """
import sys
from pathlib import Path
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts, create_person
from desktop.storage.files import VaultFiles
from tests.conftest import LABEL
from tests.proof.saving import enter, keep_to
keep_to(Path(sys.argv[2]))
vault = enter(VaultFiles(Path(sys.argv[1])))
for number in range(int(sys.argv[3])):
    with vault.session() as session:
        create_person(session, actor_for(session, LABEL), PersonFacts(family_name=f"Zeuge {number}"))
vault.reading_place().remember_saves()
print("noted", flush=True)
sys.stdin.readline()
"""


def save(files: VaultFiles, times: int) -> int:
    """So many saves; what the program said when it opened."""
    from desktop.casework.people.people import PersonFacts, create_person

    with enter(files) as vault:
        for number in range(times):
            with vault.session() as session:
                create_person(session, actor_for(session, LABEL), PersonFacts(family_name=f"Person {number}"))
        return vault.missing_saves


def lost_saves(files: VaultFiles, rng: random.Random) -> tuple[int, int]:
    """How many saves an older copy lacks, and what is said of it."""
    older, lost = files.database.read_bytes(), rng.randint(1, 9)
    assert save(files, lost) == 0
    files.database.write_bytes(older)
    files.wal.unlink(missing_ok=True)
    return lost, save(files, 0)


def killed_without_its_log(files: VaultFiles, profile: Path, saves: int) -> int:
    """What is said after a killed program's write-ahead log was removed."""
    line = [sys.executable, "-c", WRITER, str(files.database), str(profile), str(saves)]
    with subprocess.Popen(line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "noted"
        writer.kill()
    assert files.wal.stat().st_size > 0
    files.wal.unlink()
    return save(files, 0)


def test_an_older_copy_is_told_with_the_right_number(proof: Proof, vault_files: VaultFiles, profile: Path) -> None:
    rng, amount = proof.rng(), proof.amount(6, 60)
    told = [lost_saves(vault_files, rng) for _ in range(amount)]
    assert all(lost == said for lost, said in told)

    older = vault_files.database.read_bytes()
    save(vault_files, 3)
    vault_files.database.write_bytes(older)
    (profile / "stand.json").unlink()
    assert save(vault_files, 0) == 0  # the control: without the note nobody notices
    proof.reached("T8", "Ältere Kopie an der Stelle des Tresors, mit der Zahl der fehlenden Speicherungen gemeldet",
                  f"{amount} von {amount}", "100 %", "ohne den Merkzettel dieses PCs wird nichts bemerkt")


def test_a_lost_write_ahead_log_is_told_with_the_right_number(
    proof: Proof, vault_files: VaultFiles, profile: Path
) -> None:
    amount = proof.amount(2, 15)
    told = [killed_without_its_log(vault_files, profile, saves) for saves in range(1, amount + 1)]
    assert told == list(range(1, amount + 1))
    proof.reached("T8", "Programm beendet und sein Journal gelöscht: Zahl der fehlenden Speicherungen gemeldet",
                  f"{amount} von {amount}", "100 %", "ohne den Merkzettel dieses PCs wird nichts bemerkt")
