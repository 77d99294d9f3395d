"""T9: a damaged key file is called so, crashes nothing, and is never written over while it is being tried."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.errors import VaultError
from desktop.storage.errors import KeyFileDamagedError, NewerVersionError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keyfile import KeyFile, parse
from desktop.storage.keys.keyfile_schema import slots_from_json
from desktop.storage.keys.slots import canonical
from desktop.storage.vault import recover, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

SHEET = "000011 000022 000033 000044 000055 000066 000077 000088"  # well formed, and of no vault
HOSTILE = (b"[" * 5_000, b'{"a":' * 5_000, b"\xff\xfe\0", b"1e999999", b"NaN", b'"\\ud800"', b"-" * 300, b"\0" * 64)


def accepted(changed: Iterable[bytes]) -> list[bytes]:
    """Those a key file may consist of; every other is refused as damaged or newer, and nothing else ever happens."""
    taken = []
    for data in changed:
        with suppress(KeyFileDamagedError, NewerVersionError):
            parse(data, CHEAP)
            taken.append(data)
    return taken


def flips(good: bytes, bits: Iterable[int]) -> Iterator[bytes]:
    for bit in bits:
        changed = bytearray(good)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def test_every_flipped_bit_and_every_cut_is_called_damage(proof: Proof, vault_files: VaultFiles) -> None:
    good, rng = vault_files.key_file.read_bytes(), proof.rng()
    bits = range(len(good) * 8) if proof.full else rng.sample(range(len(good) * 8), 800)
    cuts = range(0, len(good), proof.amount(4, 1))
    assert accepted(flips(good, bits)) == []
    assert accepted(good[:length] for length in cuts) == []
    assert accepted([good]) == [good]
    control = _control(good, rng)
    tried = {"Gekippte Bits der Schlüsseldatei": len(bits), "Abgeschnittene Schlüsseldateien": len(cuts)}
    for what, count in tried.items():
        proof.reached("T9", f"{what}, erkannt", f"{german(count)} von {german(count)}", "100 %", control)


def _control(good: bytes, rng: random.Random) -> str:
    """With the check sum mended after each flip, the form alone lets many through."""
    mended = [data for data in map(_mended, flips(good, rng.sample(range(len(good) * 8), 400))) if data]
    let_through = len(accepted(mended))
    assert let_through > len(mended) // 4
    return f"mit nachgerechneter Prüfsumme {let_through} von {len(mended)} nicht erkannt"


def _mended(data: bytes) -> bytes | None:
    try:
        body = json.loads(data)
        body["sha256"] = hashlib.sha256(canonical({k: v for k, v in body.items() if k != "sha256"})).hexdigest()
    except (ValueError, TypeError):
        return None
    return json.dumps(body).encode()


def test_made_up_key_files_crash_nothing(proof: Proof, vault_files: VaultFiles) -> None:
    good, rng = vault_files.key_file.read_bytes(), proof.rng()
    content = parse(good, CHEAP)
    amount = proof.amount(1_500, 20_000)
    made_up = [_fuzzed(good, rng) for _ in range(amount)]
    harmless = accepted(made_up)
    assert [data for data in harmless if not _says(data, content)] == []
    assert len(harmless) < amount // 50
    crashes = sum(_crashes_without_checks(data) for data in made_up)
    assert crashes > amount // 10
    proof.reached("T9", f"Erfundene Schlüsseldateien: Abstürze oder falsch gelesen ({len(harmless)} nur im Abstand "
                  "der Wörter anders)", f"0 von {german(amount)}", "0",
                  f"ohne Prüfung von Summe und Form {german(crashes)} Abstürze")


def _crashes_without_checks(data: bytes) -> bool:
    """The control: a reader that trusts what it finds."""
    try:
        body = json.loads(data)
        slots_from_json(body)
        bytes.fromhex(body["db_id"])
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return True
    return False


def _says(data: bytes, content: KeyFile) -> bool:
    return parse(data, CHEAP) == content


def _fuzzed(good: bytes, rng: random.Random) -> bytes:
    """The file after one to four accidents: bytes changed, cut out, doubled, moved, or something hostile put in."""
    data = bytearray(good)
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((1, 1, 2, 16, 200)))
        part = bytes(data[start:end])
        elsewhere = rng.randrange(len(data) + 1)
        fresh = rng.choice((rng.randbytes(len(part)), b"", part * 2, bytes(data[elsewhere : elsewhere + 40]),
                            rng.choice(HOSTILE), b" "))  # fmt: skip
        data[start:end] = fresh
    return bytes(data) if bytes(data) != good else bytes(data) + b"x"


def test_trying_a_damaged_key_file_leaves_every_byte_where_it_was(
    proof: Proof, vault_files: VaultFiles, tmp_path: Path
) -> None:
    vault_files.key_backup.write_bytes(b"the version before")
    good, rng = vault_files.key_file.read_bytes(), proof.rng()
    damaged = [*flips(good, rng.sample(range(len(good) * 8), proof.amount(25, 500))), b"", good[:100]]
    for data in damaged:
        vault_files.key_file.write_bytes(data)
        before = _bytes(vault_files)
        with pytest.raises(VaultError):
            unlock(vault_files, LABEL, PASSWORD, cost=CHEAP)
        with pytest.raises(VaultError):
            recover(vault_files, SHEET, LABEL, "Neues Kennwort 2026", cost=CHEAP)
        assert _bytes(vault_files) == before

    vault_files.key_file.write_bytes(good)
    before = _bytes(vault_files)
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        vault.change_password(PASSWORD, "Neues Kennwort 2026")
    assert _bytes(vault_files) != before  # the comparison does see a file that was written
    proof.reached("T9", "Öffnen und Wiederherstellen mit beschädigter Schlüsseldatei: überschrieben",
                  f"0 von {len(damaged)}", "0", "nach einem Kennwortwechsel zeigt der Vergleich den Unterschied")


def _bytes(files: VaultFiles) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (files.key_file, files.key_backup, files.database)}
