"""T5: every way into a new vault costs 256 MiB and about half a second, and a cheaper one is not believed."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path
from statistics import median

import pytest

from desktop.storage.errors import KeyFileDamagedError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KdfSetting, derive
from desktop.storage.vault import create_vault
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german

LEAST_KIB, LEAST_PASSES, LEAST_LANES = 256 * 1024, 3, 4


def test_every_way_into_a_new_vault_costs_256_mib(proof: Proof, tmp_path: Path, vault_files: VaultFiles) -> None:
    files = VaultFiles(tmp_path / "Neu.wegplan")
    vault, _ = create_vault(files, label=LABEL, password=PASSWORD)  # the cost the program itself uses
    with vault:
        vault.change_password(PASSWORD, PASSWORD + " neu")
    slots = keyfile.read(files, STANDARD_COST).slots
    assert len(slots) == 2
    for slot in slots:
        assert slot.kdf.memory_kib >= LEAST_KIB
        assert slot.kdf.passes >= LEAST_PASSES
        assert slot.kdf.lanes >= LEAST_LANES

    with pytest.raises(KeyFileDamagedError, match="unzulässige Werte"):  # the control: 64 KiB, as in the other tests
        keyfile.read(vault_files, STANDARD_COST)
    assert keyfile.read(vault_files, CHEAP).labels == (LABEL,)

    taken = [_seconds(slots[0].kdf) for _ in range(proof.amount(1, 9))]
    cost = f"{slots[0].kdf.memory_kib // 1024} MiB, {slots[0].kdf.passes} Durchgänge"
    proof.reached("T5", "Ableitung des Schlüssels aus dem Kennwort (Argon2id)", f"{cost}, {german(median(taken), 2)} s",
                  "≥ 256 MiB, ≥ 0,3 s", "Schlüsseldatei mit 64 KiB: abgewiesen")


def _seconds(setting: KdfSetting) -> float:
    """How long the program's own derivation takes; printed, never compared (decision 35)."""
    started = time.perf_counter()
    assert len(derive(PASSWORD.encode("utf-8"), KdfSetting(**asdict(setting)))) == 32
    return time.perf_counter() - started
