"""T7: a database that ends too early is not opened, wherever it was cut; the authentication of pages would not tell."""

from __future__ import annotations

from collections import Counter

from desktop.errors import VaultError
from desktop.storage.engine import keyed
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import bad_pages
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import open_slot
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof

PAGE = 4096


def test_a_cut_file_is_not_opened_and_not_touched(proof: Proof, vault_files: VaultFiles) -> None:
    good, rng = vault_files.database.read_bytes(), proof.rng()
    amount = proof.amount(40, 200)
    lengths = [rng.randrange(len(good)) for _ in range(amount)]
    lengths = [length // PAGE * PAGE if number % 2 else length for number, length in enumerate(lengths)]
    told = Counter(_refused(vault_files, good[:length]) for length in lengths)
    assert None not in told
    assert set(told) <= {"DamagedError", "NotAVaultError"}

    vault_files.database.write_bytes(good)
    unlock(vault_files, LABEL, PASSWORD, cost=CHEAP).close()
    cuts = [length for length in lengths if length % PAGE == 0 and length]
    unseen = [length for length in cuts if not _bad_pages(vault_files, good[:length])]
    assert len(unseen) == len(cuts) > 10
    proof.reached("T7", "Abgeschnittene Dateien (die Hälfte an Seitengrenzen), nicht geöffnet",
                  f"{amount} von {amount}", "100 %",
                  f"Seitenprüfung allein: 0 von {len(cuts)} Schnitten an Seitengrenzen bemerkt")


def _refused(files: VaultFiles, data: bytes) -> str | None:
    """Kind of the refusal; None when the vault was opened or the file changed."""
    files.database.write_bytes(data)
    try:
        unlock(files, LABEL, PASSWORD, cost=CHEAP).close()
    except VaultError as error:
        return type(error).__name__ if files.database.read_bytes() == data else None
    return None


def _bad_pages(files: VaultFiles, data: bytes) -> tuple[str, ...]:
    """The control: what the authentication of the pages alone says of a file cut between two pages."""
    files.database.write_bytes(data)
    keys = read(files, CHEAP)
    key = open_slot(keys.slots[0], PASSWORD, keys.binding)
    assert key is not None
    connection = keyed(files.database, DatabaseKey(key, keys.db_id), "ro")
    try:
        return bad_pages(connection)
    finally:
        connection.close()
