"""Driver, SQLAlchemy and system errors become one German sentence; bugs stay bugs."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from desktop.errors import VaultError
from desktop.storage.errors import (
    DamagedError,
    DiskFullError,
    LockedError,
    NotAVaultError,
    ReadOnlyError,
    StorageFaultError,
    as_vault_error,
    translated,
)
from desktop.storage.files import VaultFiles


class Coded(dbapi2.DatabaseError):  # type: ignore[misc]  # the driver has no types
    """A driver error with a result code of SQLite."""

    def __init__(self, code: int) -> None:
        super().__init__("something technical")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, LockedError),
        (6, LockedError),
        (5 | 2 << 8, LockedError),
        (8, ReadOnlyError),
        (8 | 6 << 8, ReadOnlyError),
        (10, StorageFaultError),
        (11, DamagedError),
        (13, DiskFullError),
        (14, StorageFaultError),
        (26, NotAVaultError),
    ],
)
def test_every_condition_has_its_kind_and_one_sentence(code: int, kind: type[VaultError]) -> None:
    for error in (Coded(code), DBAPIError("SELECT 1", None, Coded(code))):
        known = as_vault_error(error)
        assert type(known) is kind
        assert "technical" not in str(known)
        assert str(known).count(".") == 1
        assert str(known).endswith(".")


@pytest.mark.parametrize("error", [Coded(1), Coded(19), ValueError("bug"), OSError(errno.ENOENT, "x"), OSError("x")])
def test_bugs_are_not_translated(error: Exception) -> None:
    assert as_vault_error(error) is None
    with pytest.raises(type(error)), translated():
        raise error


@pytest.mark.parametrize(
    ("code", "kind"), [(errno.ENOSPC, DiskFullError), (errno.EACCES, ReadOnlyError), (errno.EROFS, ReadOnlyError)]
)
def test_errors_of_the_system_are_translated_and_keep_their_cause(code: int, kind: type[VaultError]) -> None:
    with pytest.raises(kind) as known, translated():
        raise OSError(code, "x")
    assert isinstance(known.value.__cause__, OSError)


def test_our_own_errors_pass_unchanged() -> None:
    own = DiskFullError("Der Datenträger ist voll.")
    with pytest.raises(DiskFullError) as passed, translated():
        raise own
    assert passed.value is own
    assert passed.value.__cause__ is None


def test_the_files_of_a_vault_belong_together_by_name() -> None:
    files = VaultFiles(Path("Ordner") / "Stadt Musterlingen.v2.wegplan")
    assert files.name == "Stadt Musterlingen.v2"
    assert [path.name for path in (files.key_file, files.key_backup, files.lock_file, files.wal)] == [
        "Stadt Musterlingen.v2.schluessel",
        "Stadt Musterlingen.v2.schluessel.bak",
        "Stadt Musterlingen.v2.lock",
        "Stadt Musterlingen.v2.wegplan-wal",
    ]
