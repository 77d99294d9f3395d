"""How fast a vault of 100 MB is copied and checked, against a bare VACUUM INTO with the same checks (row T14)."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from desktop.storage import atomic
from desktop.storage.engine import connect, driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.health.integrity import examine, row_counts
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from tests.bench.conftest import LABEL, PASSWORD
from tests.bench.test_vault_speed import EITHER, large  # noqa: F401  the fixture is taken over
from tests.bench.yardstick import Yardstick
from tests.proof.recording import Proof, german

pytestmark = [pytest.mark.bench, pytest.mark.prove]

LIMIT = 1.5
ROUNDS = 5


@pytest.fixture
def files(large: Path, tmp_path: Path) -> VaultFiles:  # noqa: F811  as above
    return VaultFiles(shutil.copytree(large, tmp_path / "Tresor") / "Gross.wegplan")


def bare(vault: OpenVault, key: DatabaseKey, target: Path) -> float:
    """What SQLite does for a copy, and the checks, with nothing of ours around it."""
    start = time.perf_counter()
    with driver_connection(vault._database.engine) as connection:
        row_counts(connection)
        connection.execute("VACUUM INTO ?", (str(target),))
        row_counts(connection)
    atomic.sync_file(target)
    copy = connect(target, key, None, mode="ro")
    assert examine(copy).sound
    row_counts(copy)
    copy.close()
    taken = time.perf_counter() - start
    target.unlink()
    return taken


def ours(vault: OpenVault) -> float:
    start = time.perf_counter()
    folder = vault.back_up().folder
    taken = time.perf_counter() - start
    shutil.rmtree(folder)
    return taken


def test_a_copy_of_100_mb_with_its_checks(
    files: VaultFiles, tmp_path: Path, yardstick: Yardstick, proof: Proof
) -> None:
    password = PASSWORD + " neu"
    key = key_by_password(files, read(files, EITHER), LABEL, password)
    with unlock(files, LABEL, password, cost=EITHER) as vault:
        bare(vault, key, tmp_path / "warm.wegplan")
        pairs = [(ours(vault), bare(vault, key, tmp_path / "bloss.wegplan")) for _ in range(ROUNDS)]
    mine, theirs = (sorted(column)[ROUNDS // 2] for column in zip(*pairs, strict=True))
    yardstick.ratio("Sicherung, 100 MB, mit allen Prüfungen", mine, theirs, LIMIT, "≤ 1,5 × nackt, Ziel < 7 s")
    twice = sum(second for _, second in pairs[:2])
    assert twice / theirs > LIMIT, "the yardstick would notice nothing"
    proof.reached("T14", "Sicherung von 100 MB mit allen Prüfungen gegen VACUUM INTO mit denselben Prüfungen",
                  f"{german(mine, 1)} s, {german(mine / theirs, 2)} × nackt", f"höchstens {german(LIMIT, 1)} ×",
                  f"doppelte Arbeit: {german(twice / theirs, 1)} ×, fällt auf")
