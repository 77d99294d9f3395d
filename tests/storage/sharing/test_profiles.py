"""What is set on every connection, read back; the journal of a local disk and of a share, and changing between them."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.storage.engine import Profile, connect, driver_connection, make_engine
from desktop.storage.errors import NotAVaultError, StorageFaultError, UnsafeLibraryError
from desktop.storage.files import VaultFiles
from desktop.storage.health.self_test import NEEDED, require_cipher, require_encrypted
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import is_remote, taken_for_share

Enter = Callable[..., OpenVault]
Start = Callable[[str], "subprocess.Popen[str]"]

EVERYWHERE: dict[str, object] = {
    "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1, "temp_store": 2, "trusted_schema": 0,
    "cell_size_check": 1, "recursive_triggers": 1, "cache_size": -32000, "mmap_size": 0, "wal_autocheckpoint": 1000,
    "analysis_limit": 400, "cipher_memory_security": "0",
}  # fmt: skip
OF_PROFILE: dict[Profile, dict[str, object]] = {
    Profile.LOCAL: {"journal_mode": "wal", "synchronous": 2, "locking_mode": "normal"},
    Profile.SHARE: {"journal_mode": "delete", "synchronous": 3, "locking_mode": "exclusive"},
    Profile.READING: {"query_only": 1},
}


def read_back(engine: sa.Engine, names: dict[str, object]) -> dict[str, object]:
    with engine.connect() as connection:
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}


@pytest.mark.parametrize("profile", list(Profile))
def test_every_connection_has_the_settings_of_the_design(
    files: VaultFiles, key: DatabaseKey, profile: Profile
) -> None:
    engine = make_engine(files.database, key, profile)
    wanted = EVERYWHERE | OF_PROFILE[profile]
    assert read_back(engine, wanted) == wanted
    engine.dispose()


def test_the_settings_are_not_what_the_library_does_anyway(files: VaultFiles, key: DatabaseKey) -> None:
    """Negative control: a connection that only knows the key differs in what matters."""
    from desktop.storage.engine import keyed

    bare = keyed(files.database, key, "rw")
    found = {name: bare.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "cache_size")}
    bare.close()
    assert found["foreign_keys"] == 0
    assert found["cache_size"] != EVERYWHERE["cache_size"]


def test_on_a_share_one_connection_owns_the_file_and_keeps_no_wal(files: VaultFiles, key: DatabaseKey) -> None:
    engine = make_engine(files.database, key, Profile.SHARE)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE vault_state SET saves = saves + 1")
    assert not files.wal.exists()
    assert engine.pool.size() == 1  # type: ignore[attr-defined]
    engine.dispose()


def test_a_vault_on_a_share_works_without_a_wal(
    files: VaultFiles, enter: Enter, add_person: Callable[[OpenVault, str], None]
) -> None:
    with taken_for_share(files.folder), enter() as vault:
        add_person(vault, "Auf der Freigabe")
        assert not files.wal.exists()
        backup = vault.back_up()
        assert vault.check().sound
    assert backup.counts["people"] == 201


def test_the_write_ahead_log_of_a_killed_program_is_taken_in_when_the_vault_lies_on_a_share(
    files: VaultFiles, enter: Enter, start: Start, names: Callable[[OpenVault], list[str]]
) -> None:
    writer = start("""
        with vault.session() as session:
            session.connection(execution_options={"writing": True})
            session.execute(text("INSERT INTO people (name) VALUES ('noch im Journal')"))
            session.execute(text("UPDATE vault_state SET saves = saves + 1"))
            session.commit()
        print("saved", flush=True)
        sys.stdin.readline()
    """)
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == "saved"
    writer.kill()
    writer.wait()
    assert files.wal.stat().st_size > 0
    with taken_for_share(files.folder), enter() as vault:
        assert names(vault)[-1] == "noch im Journal"
        assert not files.wal.exists()
        assert vault.missing_saves == 0


def test_a_vault_comes_back_from_the_share_to_the_local_journal(files: VaultFiles, enter: Enter) -> None:
    with taken_for_share(files.folder):
        enter().close()
    with enter():
        assert files.wal.exists()


def test_a_journal_that_cannot_be_changed_is_told_and_not_worked_with(files: VaultFiles, key: DatabaseKey) -> None:
    """SQLite answers with the journal that stays instead of failing."""
    connect(files.database, key, Profile.SHARE).close()
    with pytest.raises(StorageFaultError, match="schreibgeschützt"):
        connect(files.database, key, Profile.LOCAL, mode="rw&nolock=1")


def test_a_read_only_connection_changes_nothing(files: VaultFiles, key: DatabaseKey) -> None:
    before = files.database.read_bytes()
    engine = make_engine(files.database, key, Profile.READING)
    with driver_connection(engine) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (200,)
        with pytest.raises(Exception, match="readonly"):
            connection.execute("DELETE FROM people")
    engine.dispose()
    assert files.database.read_bytes() == before
    assert not files.wal.exists()


@pytest.mark.parametrize(
    ("line", "remote"),
    [("//server/akten /mnt/akten cifs rw 0 0", True), ("srv:/akten /mnt/akten nfs4 rw 0 0", True),
     ("/dev/sdb1 /mnt/akten ext4 rw 0 0", False)],
)  # fmt: skip
def test_the_kind_of_drive_is_what_the_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, remote: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("desktop.storage.sharing.places._MOUNTS", mounts)
    assert is_remote(Path("/mnt/akten/Fälle/A.wegplan")) is remote
    assert not is_remote(Path("/tresor/A.wegplan"))


def test_only_the_folder_that_is_taken_for_a_share_counts_as_one(tmp_path: Path) -> None:
    with taken_for_share(tmp_path / "freigabe"):
        assert is_remote(tmp_path / "freigabe" / "A.wegplan")
        assert not is_remote(tmp_path / "platte" / "A.wegplan")
    assert not is_remote(tmp_path / "freigabe" / "A.wegplan")


def test_the_library_in_use_passes_its_own_test() -> None:
    require_cipher()
    assert {"HAS_CODEC", "TEMP_STORE=2"} <= NEEDED


def test_a_library_that_cannot_encrypt_is_refused() -> None:
    """Negative control: Python's own SQLite, as a wrongly linked build would be."""
    with pytest.raises(UnsafeLibraryError, match="nicht verschlüsseln"):
        require_cipher(sqlite3)


def test_a_plain_file_is_noticed_even_when_the_library_is_right(files: VaultFiles, tmp_path: Path) -> None:
    require_encrypted(files.database)
    (tmp_path / "plain.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    with pytest.raises(NotAVaultError, match="nicht verschlüsselt"):
        require_encrypted(tmp_path / "plain.db")
