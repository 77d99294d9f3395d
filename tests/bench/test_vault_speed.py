"""How fast a vault of 100 MB opens, saves, gets a new password, and saves while it is being backed up (row T29)."""

from __future__ import annotations

import secrets
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from desktop.casework.cases.case_list import list_cases
from desktop.casework.office import actor_for
from desktop.casework.people.people import LanguageRow, PersonFacts, create_person
from desktop.storage.driver import DriverConnection
from desktop.storage.engine import Profile, connect, driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.keys import keyfile
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost, derive
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.unlocking import key_by_password
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from tests.bench.conftest import CHEAP, LABEL, PASSWORD
from tests.bench.statements import Statements, export_plain, listening, plain_like
from tests.bench.test_store_speed import _SAME_ROWS
from tests.bench.yardstick import Yardstick, seconds
from tests.proof.recording import Proof, german

pytestmark = [pytest.mark.bench, pytest.mark.prove]

SIZE = 100_000_000
CHUNK = 200_000
SAVES = 60
SLOWEST_MS = 100
EITHER = KeyCost(least_memory_kib=CHEAP.memory_kib)
"""New slots cost what the program's cost, and the vault's old cheap one is read all the same."""


@pytest.fixture(scope="session")
def large(crowded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a closed vault of 100 MB: 5,000 people and scanned documents, password at the program's cost."""
    folder = shutil.copytree(crowded, tmp_path_factory.mktemp("hundert") / "Tresor")
    with unlock(VaultFiles(folder / "Gross.wegplan"), LABEL, PASSWORD, cost=EITHER) as vault:
        vault.change_password(PASSWORD, PASSWORD + " neu")
        with driver_connection(vault._database.engine) as connection:
            _fill(connection, SIZE - vault.files.database.stat().st_size)
    return folder


@pytest.fixture
def files(large: Path, tmp_path: Path) -> VaultFiles:
    """A copy of it for one test."""
    return VaultFiles(shutil.copytree(large, tmp_path / "Tresor") / "Gross.wegplan")


def _fill(connection: DriverConnection, missing: int) -> None:
    """Documents of noise, as scans are to a database."""
    connection.execute("BEGIN IMMEDIATE")
    (case,) = connection.execute("SELECT min(id) FROM cases").fetchone()
    connection.execute(
        "INSERT INTO attachments (id, case_id, kind, title, file_name, media_type, size, sha256, protection, note, "
        "row_version, created_at) VALUES (1, ?, 'other', 'Scan', 'scan.pdf', 'application/pdf', ?, '', 'normal', '', "
        "1, '2026-11-22T12:00:00+00:00')", (case, missing)
    )
    for position in range(missing // CHUNK + 1):
        connection.execute("INSERT INTO attachment_chunks (attachment_id, position, data) VALUES (1, ?, ?)",
                           (position, secrets.token_bytes(CHUNK)))
    connection.execute("COMMIT")


def entered(files: VaultFiles) -> OpenVault:
    return unlock(files, LABEL, PASSWORD + " neu", cost=EITHER)


def test_from_the_password_to_the_list_of_a_vault_of_100_mb(
    files: VaultFiles, yardstick: Yardstick, proof: Proof
) -> None:
    slot = keyfile.read(files, EITHER).slot(LABEL)
    assert slot is not None
    assert slot.kdf.memory_kib == STANDARD_COST.memory_kib
    key = _key(files)

    def open_and_list() -> float:
        started = time.perf_counter()
        with entered(files) as vault:
            with vault.session() as session:
                assert len(list_cases(session, actor_for(session, LABEL))) > 1000
            return time.perf_counter() - started

    def open_bare() -> None:
        derive(PASSWORD.encode(), slot.kdf)
        connection = connect(files.database, key, Profile.LOCAL)
        for statement in _SAME_ROWS:
            connection.execute(statement).fetchall()
        connection.close()

    open_and_list()
    ours, bare, control = _side_by_side(open_and_list, lambda: seconds(open_bare, 1))
    yardstick.ratio("Kennwort bis Liste, 100 MB (Argon2id 256 MiB)", ours, bare, LIMITS["open"], "≤ 1 s")
    _note(proof, "Kennwort bis zur ersten Liste, Tresor mit 100 MB", ours, bare, LIMITS["open"], "≤ 1 s", control)


def test_one_save_against_plain_sqlite(files: VaultFiles, tmp_path: Path, yardstick: Yardstick, proof: Proof) -> None:
    key, encrypted, plain = _key(files), tmp_path / "verschluesselt.db", tmp_path / "offen.db"
    shutil.copy(files.database, encrypted)
    export_plain(files.database, key, plain)
    shutil.copy(plain, tmp_path / "stueckweise.db")
    with entered(files) as vault:
        saves, ours = _record_saves(vault)
    keyed, bare = connect(encrypted, key, Profile.LOCAL), plain_like(plain, files.database, key)
    piecewise = plain_like(tmp_path / "stueckweise.db", files.database, key)
    taken = [(_replayed(keyed, save), _replayed(bare, save), _replayed_piecewise(piecewise, save)) for save in saves]
    by_storage, by_plain, control = (median(column) for column in zip(*taken, strict=True))
    for connection in (keyed, bare, piecewise):
        connection.close()
    yardstick.note("Speichern durch das Programm (Rechte, Protokoll, Suche)", f"{ours * 1000:.1f} ms", "", "≤ 20 ms")
    yardstick.ratio("Speichern: dieselben Anweisungen, verschlüsselt", by_storage, by_plain, LIMITS["save"], "≤ 2 ×")
    _note(proof, "Eine Speicherung gegen unverschlüsseltes SQLite mit denselben Einstellungen", by_storage, by_plain,
          LIMITS["save"], "≤ 2 ×", control)


def test_a_new_password(files: VaultFiles, yardstick: Yardstick, proof: Proof) -> None:
    slot = keyfile.read(files, EITHER).slot(LABEL)
    assert slot is not None
    words = [PASSWORD + " neu", PASSWORD + " anders"]
    setting = slot.kdf

    def bare(times: int) -> float:
        return seconds(lambda: [derive(PASSWORD.encode(), setting) for _ in range(times)], 1)

    with entered(files) as vault:

        def change() -> float:
            taken = seconds(lambda: vault.change_password(*words), 1)
            words.reverse()
            return taken

        change()
        ours, twice, control = _side_by_side(change, lambda: bare(2))
    yardstick.ratio("Kennwort ändern, 100 MB", ours, twice, LIMITS["password"], "< 1 s")
    _note(proof, "Kennwort ändern, Tresor mit 100 MB", ours, twice, LIMITS["password"], "< 1 s", control)


def test_saving_while_a_backup_runs(files: VaultFiles, yardstick: Yardstick, proof: Proof) -> None:
    """Printed, never compared: the slowest single save is at the mercy of everything else on this PC (decision 35)."""
    with entered(files) as vault:
        alone = _save_until(vault, lambda done: done < SAVES)
        backing_up = threading.Thread(target=vault.back_up)
        backing_up.start()
        meanwhile = _save_until(vault, lambda _: backing_up.is_alive())
        backing_up.join()
    slowest, usual = max(meanwhile) * 1000, max(alone) * 1000
    told = f"{german(slowest)} ms ({german(len(meanwhile))} Speicherungen)"
    yardstick.note("Langsamstes Speichern während einer Sicherung", told, f"{german(usual)} ms", f"≤ {SLOWEST_MS} ms")
    proof.reached("T29", "Langsamstes Speichern, während 100 MB gesichert werden", told, f"≤ {SLOWEST_MS} ms",
                  f"ohne Sicherung {german(usual)} ms")


CONTROL = 4
"""So many times the bare work must be too slow."""

LIMITS = {"open": 2.0, "save": 2.0, "password": 1.5}
"""What a ratio may be; the issue gives the one for saving, the others hold on a busy PC."""


def _note(proof: Proof, what: str, ours: float, bare: float, limit: float, target: str, control: float) -> None:
    """A line of the report; the control does far more than the bare work and must be caught by the limit."""
    assert control / bare > limit, "the yardstick would notice nothing"
    figure = f"{german(ours * 1000, 1)} ms, {german(ours / bare, 2)} × nackt"
    proof.reached("T29", what, figure, f"{target}, höchstens {german(limit, 1)} ×",
                  f"absichtlich langsam: {german(control / bare, 1)} ×, fällt auf")


def _side_by_side(ours: Callable[[], float], bare: Callable[[], float], rounds: int = 7) -> tuple[float, float, float]:
    """Medians of both, taken in turn, so that what else this PC does slows both down; and CONTROL rounds of bare."""
    mine, theirs = zip(*[(ours(), bare()) for _ in range(rounds)], strict=True)
    return median(mine), median(theirs), sum(theirs[:CONTROL])


def _key(files: VaultFiles) -> DatabaseKey:
    return key_by_password(files, keyfile.read(files, EITHER), LABEL, PASSWORD + " neu")


def _save(vault: OpenVault, number: int) -> float:
    facts = PersonFacts(family_name=f"Muster{number}", given_names="Amal", origin_country="SY")
    with vault.session() as session:
        actor = actor_for(session, LABEL)
    started = time.perf_counter()
    with vault.session() as session:
        create_person(session, actor, facts, (LanguageRow("ar"),))
    return time.perf_counter() - started


def _save_until(vault: OpenVault, more: Callable[[int], bool]) -> list[float]:
    taken: list[float] = []
    while more(len(taken)):
        taken.append(_save(vault, len(taken)))
    return taken


def _record_saves(vault: OpenVault) -> tuple[list[Statements], float]:
    """The statements of each save as the program sends them, and the median time it takes for one."""
    saves, taken = [], []
    for number in range(SAVES):
        with listening() as statements:
            taken.append(_save(vault, number))
        saves.append([pair for pair in statements if not pair[0].startswith("BEGIN")])
    return saves, median(taken)


def _replayed(connection: DriverConnection, statements: Statements) -> float:
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for statement, parameters in statements:
        connection.execute(statement, parameters).fetchall()
    connection.execute("COMMIT")
    return time.perf_counter() - started


def _replayed_piecewise(connection: DriverConnection, statements: Statements) -> float:
    """The control: each statement commits by itself."""
    started = time.perf_counter()
    for statement, parameters in statements:
        connection.execute(statement, parameters).fetchall()
    return time.perf_counter() - started
