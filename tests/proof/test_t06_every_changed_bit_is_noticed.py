"""T6: whatever bit of the database is changed, the check of the vault says so; without the HMAC nobody would."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import text

from build.read_vault import Pages
from desktop.errors import VaultError
from desktop.storage.files import VaultFiles
from desktop.storage.health.findings import Kind
from desktop.storage.health.health import check_vault
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.slots import open_slot
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

PAGE, SALT_BYTES, TAIL = 4096, 16, 80  # each page ends with IV and HMAC
LONG = "x" * 200_000


@pytest.fixture
def files(vault_files: VaultFiles) -> VaultFiles:
    """A closed vault with a long text in it, so that there are pages with nothing but text."""
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("INSERT INTO settings (key, value) VALUES ('lang', json_quote(:v))"), {"v": LONG})
        session.commit()
    return vault_files


def noticed(files: VaultFiles, data: bytes) -> str | None:
    """What the check calls a database with these bytes; None when it calls it sound."""
    files.database.write_bytes(data)
    try:
        report = check_vault(files, label=LABEL, password=PASSWORD, cost=CHEAP)
    except VaultError as error:
        return type(error).__name__
    damage = [finding.kind.value for finding in report.findings if finding.is_damage]
    return damage[0] if damage else None


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_flips_anywhere_in_the_salt_and_in_the_tails_of_pages(proof: Proof, files: VaultFiles) -> None:
    good, rng = files.database.read_bytes(), proof.rng()
    pages = len(good) // PAGE
    control = _control(files, good, rng)
    samples = {
        "irgendwo": [rng.randrange(len(good) * 8) for _ in range(proof.amount(200, 1_500))],
        "im Salz": rng.sample(range(SALT_BYTES * 8), proof.amount(20, SALT_BYTES * 8)),
        "in IV und HMAC": [_in_a_tail(rng, pages) for _ in range(proof.amount(60, 300))],
    }
    for name, bits in samples.items():
        found = Counter(noticed(files, flipped(good, bit)) for bit in bits)
        assert None not in found, f"{name}: not noticed"
        by = ", ".join(f"{german(count)} × {NAMES[str(kind)]}" for kind, count in found.most_common())
        proof.reached("T6", f"Veränderte Bits {name}, bemerkt", f"{german(len(bits))} von {german(len(bits))} ({by})",
                      "100 %", control)
    assert noticed(files, good) is None  # the control for the search itself


NAMES = {
    Kind.BAD_PAGES.value: "Seitenprüfung",
    Kind.KEY_FILE.value: "Vergleich mit der Schlüsseldatei",
    Kind.NOT_A_VAULT.value: "Anfang der Datei",
    Kind.BAD_STRUCTURE.value: "Aufbau",
    Kind.TRUNCATED.value: "Länge",
}


def _in_a_tail(rng: random.Random, pages: int) -> int:
    byte = rng.randrange(pages) * PAGE + PAGE - TAIL + rng.randrange(TAIL)
    return byte * 8 + rng.randrange(8)


@pytest.mark.parametrize("what", ["zwei Seiten vertauscht", "Seite mit Nullen", "Sektor mit Zufall", "Seite doppelt"])
def test_whole_pages_changed(proof: Proof, files: VaultFiles, what: str) -> None:
    good, rng = files.database.read_bytes(), proof.rng()
    amount = proof.amount(4, 60)
    for _ in range(amount):
        first, second = rng.sample(range(1, len(good) // PAGE), 2)
        assert noticed(files, _changed(what, good, first * PAGE, second * PAGE, rng)) == Kind.BAD_PAGES.value
    proof.reached("T6", f"{what}, bemerkt", f"{amount} von {amount}", "100 %", _control(files, good, rng))


def _changed(what: str, good: bytes, first: int, second: int, rng: random.Random) -> bytes:
    data = bytearray(good)
    if what == "zwei Seiten vertauscht":
        data[first : first + PAGE] = good[second : second + PAGE]
        data[second : second + PAGE] = good[first : first + PAGE]
    elif what == "Seite mit Nullen":
        data[first : first + PAGE] = bytes(PAGE)
    elif what == "Sektor mit Zufall":
        data[first : first + 512] = rng.randbytes(512)
    else:
        data[second : second + PAGE] = good[first : first + PAGE]
    return bytes(data)


def _control(files: VaultFiles, good: bytes, rng: random.Random) -> str:
    """The same pages decrypted without their authentication: SQLite alone notices none of the changed texts."""
    tried = found = 0
    for number in _pages_of_text(_unchecked(files, good))[:50]:
        bit = ((number - 1) * PAGE + rng.randrange(32, PAGE - TAIL - 32)) * 8 + rng.randrange(8)
        with closing(sqlite3.connect(":memory:")) as plain:
            plain.deserialize(b"".join(_unchecked(files, flipped(good, bit)).all()))
            (changed,) = plain.execute("SELECT CAST(value AS BLOB) FROM settings WHERE key = 'lang'").fetchone()
            assert changed != f'"{LONG}"'.encode()
            found += plain.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        tried += 1
    assert (tried > 30, found) == (True, 0)
    return f"ohne HMAC-Prüfung {found} von {tried} bemerkt"


def _unchecked(files: VaultFiles, data: bytes) -> Pages:
    """The independent reader on these bytes; it decrypts without asking whether they are authentic."""
    files.database.write_bytes(data)
    keys = read(files, CHEAP)
    key = open_slot(keys.slots[0], PASSWORD, keys.binding)
    assert key is not None
    return Pages(files.database, bytes(key), keys.db_id, count=len(data) // PAGE)


def _pages_of_text(pages: Pages) -> list[int]:
    """Pages with nothing but the long text; the first four bytes name the next of them."""
    return list(_filled(pages))


def _filled(pages: Pages) -> Iterator[int]:
    for number, page in enumerate(pages.all(), 1):
        if page[4 : PAGE - TAIL] == LONG[: PAGE - TAIL - 4].encode():
            yield number
