"""T10: a key file somebody planted opens nothing, makes no password cheaper to guess and swallows no memory."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import argon2.low_level
import pytest
from argon2.exceptions import HashingError

from desktop.errors import VaultError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import KdfSetting, KeyCost
from desktop.storage.keys.keyfile import KeyFile
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import Binding, SlotType, canonical, make_slot, slot_as_json
from desktop.storage.vault import create_vault, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof

MOST_KIB = 2 * 1024 * 1024
THEIRS = "Kennwort von jemand anderem"
Body = dict[str, Any]


def _slot(body: Body, number: int = 0) -> Body:
    found: Body = body["slots"][number]
    return found


def _planted(body: Body, key: bytes) -> Body:
    """A slot that opens with the intruder's password, to a key of the intruder's."""
    bound = Binding(bytes.fromhex(body["db_id"]), body["generation"])
    made = make_slot(key, THEIRS, "Gast", SlotType.PASSWORD, bound, CHEAP)
    return slot_as_json(made)


def _planted_change(label: str, body: Body) -> None:
    """A change of the key that seems to be under way, to a key of the intruder's, rightly signed with that key."""
    key = DatabaseKey(bytearray(32), bytes.fromhex(body["db_id"]))
    side = KeyFile(key.salt, body["generation"] + 1, key.key_id, body["serial"] + 1, ())
    slot = make_slot(bytes(key.key), THEIRS, label, SlotType.PASSWORD, side.binding, CHEAP)
    signed = keyfile.signed(side.with_slot(slot), key)
    body["pending"] = {"generation": signed.generation, "key_id": signed.key_id, "mac": signed.mac,
                       "slots": [slot_as_json(each) for each in signed.slots]}  # fmt: skip


def _at_cost(cost: dict[str, int], body: Body) -> None:
    _slot(body)["kdf"].update(cost)


def _swap_secrets(body: Body) -> None:
    first, second = _slot(body), _slot(body, 1)
    for field in ("nonce", "wrapped", "kdf"):
        first[field], second[field] = second[field], first[field]


COSTS: dict[str, dict[str, int]] = {
    "Speicher 4 GiB": {"m": 2 * MOST_KIB},
    "Speicher knapp über 2 GiB": {"m": MOST_KIB + 1},
    "Speicher 2 TiB": {"m": 2**31 - 1},
    "Speicher 8 KiB": {"m": 8},
    "65 Durchgänge": {"t": 65},
    "zwei Milliarden Durchgänge": {"t": 2**31 - 1},
    "17 Bahnen": {"p": 17},
    "andere, erlaubte Kosten": {"t": 2},
}
FORGERIES: dict[str, Callable[[Body], object]] = {
    **{name: partial(_at_cost, cost) for name, cost in COSTS.items()},
    "anderes Verfahren": lambda body: _slot(body)["kdf"].update(name="argon2i"),
    "alte Argon2-Fassung": lambda body: _slot(body)["kdf"].update(v=16),
    "anderes Salz": lambda body: _slot(body)["kdf"].update(salt="00" * 16),
    "Zugang eines anderen unter diesem Namen": _swap_secrets,
    "anderer Name": lambda body: _slot(body).update(label="Gast"),
    "andere Art": lambda body: _slot(body).update(type="recovery"),
    "andere Kennung": lambda body: _slot(body).update(id="00" * 8),
    "andere Generation": lambda body: body.update(generation=body["generation"] + 1),
    "anderer Tresor": lambda body: body.update(db_id="00" * 16),
    "neuere Version": lambda body: body.update(version=2),
    "fremder Zugang dazu": lambda body: body["slots"].append(_planted(body, bytes(32))),
    "Zugang weggelassen": lambda body: body["slots"].pop(),
    "40 Zugänge": lambda body: body.update(slots=[{**_slot(body), "label": f"Gast {n}"} for n in range(40)]),
    "anderer Zählerstand": lambda body: body.update(serial=body["serial"] + 1),
    "Schlüsselwechsel zu fremdem Schlüssel": partial(_planted_change, "Gast"),
    "Schlüsselwechsel unter diesem Namen": partial(_planted_change, LABEL),
    "andere Schlüsselkennung": lambda body: body.update(key_id="00" * 8),
}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """KiB each key derivation asked for; what no PC should ever try is refused as a PC without memory would."""
    really, amounts = argon2.low_level.hash_secret_raw, list[int]()

    def derive(secret: bytes, salt: bytes, passes: int, memory: int, *rest: Any) -> bytes:
        amounts.append(memory)
        if memory > MOST_KIB:
            raise HashingError("Memory allocation error")
        return really(secret, salt, passes, memory, *rest)

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", derive)
    return amounts


def planted(files: VaultFiles, change: Callable[[Body], object], to: Path) -> VaultFiles:
    """A copy of the vault whose key file was altered and its check sum mended, as anybody can who reaches the folder.

    A copy for each, because after three wrong passwords the same vault would refuse by waiting.
    """
    there = VaultFiles(shutil.copytree(files.folder, to) / files.database.name)
    body = json.loads(files.key_file.read_bytes())
    change(body)
    body["sha256"] = hashlib.sha256(canonical({k: v for k, v in body.items() if k != "sha256"})).hexdigest()
    there.key_file.write_text(json.dumps(body), encoding="utf-8")
    return there


def opens(files: VaultFiles, label: str, password: str, cost: KeyCost = CHEAP) -> bool:
    try:
        unlock(files, label, password, cost=cost).close()
    except VaultError:
        return False
    return True


def test_no_planted_key_file_opens_or_swallows_memory(
    proof: Proof, vault_files: VaultFiles, tmp_path: Path, asked: list[int]
) -> None:
    opened = []
    for name, change in FORGERIES.items():
        files = planted(vault_files, change, tmp_path / name)
        for label, password in ((LABEL, PASSWORD), (LABEL, THEIRS), ("Gast", THEIRS), ("Gast", PASSWORD)):
            before = files.key_file.read_bytes(), files.database.read_bytes()
            opened += [name] if opens(files, label, password) else []
            assert (files.key_file.read_bytes(), files.database.read_bytes()) == before, name
    assert opened == []
    assert len(asked) > len(FORGERIES) // 2
    assert max(asked) <= MOST_KIB

    assert opens(planted(vault_files, lambda _body: None, tmp_path / "nur nachgerechnet"), LABEL, PASSWORD)
    greedy = planted(vault_files, FORGERIES["Speicher 2 TiB"], tmp_path / "ohne Grenzen")
    assert not opens(greedy, LABEL, PASSWORD, _Unlimited())
    assert max(asked) > MOST_KIB
    proof.reached("T10", "Untergeschobene Schlüsseldateien: geöffnet / mehr als 2 GiB verlangt",
                  f"0 / 0 von {len(FORGERIES)}", "0 / 0", f"ohne Grenzen {max(asked) // 1024**2} GiB verlangt")


class _Unlimited(KeyCost):
    """The control: the program without its limits."""

    def allows(self, setting: KdfSetting) -> bool:
        return True


def test_a_cheap_file_does_not_make_new_slots_cheap(proof: Proof, vault_files: VaultFiles) -> None:
    """Whoever plants a vault with cheap slots gains nothing: a new password costs what the program says."""
    ours = KeyCost(memory_kib=8 * 1024, passes=2, lanes=2, least_memory_kib=64)
    before = keyfile.read(vault_files, ours).slots[0].kdf
    assert before.memory_kib == CHEAP.memory_kib
    with unlock(vault_files, LABEL, PASSWORD, cost=ours) as vault:
        vault.change_password(PASSWORD, THEIRS)
    after = keyfile.read(vault_files, ours).slots[0].kdf
    assert (after.memory_kib, after.passes, after.lanes) == (ours.memory_kib, ours.passes, ours.lanes)
    proof.reached("T10", "Neuer Zugang in einer billigen Schlüsseldatei", "kostet, was das Programm vorgibt",
                  "nie weniger", f"der alte Zugang darin: {before.memory_kib} KiB")


def test_the_key_file_of_another_vault_under_the_right_id_opens_nothing(
    vault_files: VaultFiles, tmp_path: Path
) -> None:
    """Somebody who owns a vault with the same user makes its file name this database."""
    other = VaultFiles(tmp_path / "anderer" / "Musterlingen.wegplan")
    other.folder.mkdir()
    create_vault(other, label=LABEL, password=THEIRS, cost=CHEAP)[0].close()
    db_id = vault_files.database.read_bytes()[:16].hex()
    forged = planted(other, lambda body: body.update(db_id=db_id), tmp_path / "gefälscht")
    shutil.copy(vault_files.database, forged.database)
    assert not opens(forged, LABEL, THEIRS)
    assert not opens(forged, LABEL, PASSWORD)
