"""T11: a changed password leaves the data as they are, and the one before opens nothing, not even with the `.bak`."""

from __future__ import annotations

import pytest

from desktop.storage.errors import WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts, keyfile
from desktop.storage.keys.passphrases import new_passphrase
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german
from tests.proof.saving import damage


def enter(files: VaultFiles, password: str) -> OpenVault:
    attempts.succeeded(files)  # no waiting after the passwords that are wrong on purpose
    return unlock(files, LABEL, password, cost=CHEAP)


def is_dead(files: VaultFiles, password: str) -> bool:
    try:
        enter(files, password).close()
    except WrongPasswordError:
        return True
    return False


def opens_with_bak(files: VaultFiles, password: str) -> bool:
    """Whether the password opens with the `.bak` in the key file's place; both are as before afterwards."""
    now, bak = files.key_file.read_bytes(), files.key_backup.read_bytes()
    files.key_file.write_bytes(bak)
    opened = not is_dead(files, password)
    files.key_file.write_bytes(now)
    files.key_backup.write_bytes(bak)
    return opened


def test_an_old_password_opens_nothing(
    vault_files: VaultFiles, proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes, password = proof.amount(15, 300), PASSWORD
    for _ in range(changes):
        after = new_passphrase()
        with enter(vault_files, password) as vault:
            before = vault_files.database.read_bytes()
            vault.change_password(password, after)
            assert vault_files.database.read_bytes() == before, "the data were touched"
        assert is_dead(vault_files, password)
        assert not opens_with_bak(vault_files, password)
        password = after
    with enter(vault_files, password) as vault:
        assert damage(vault) == []

    monkeypatch.setattr(keyfile, "settle_copy", lambda _files: None)
    with enter(vault_files, password) as vault:
        vault.change_password(password, new_passphrase())
    assert opens_with_bak(vault_files, password), "the control opens: an older .bak would keep the old password alive"
    proof.reached("T11", "Kennwort geändert, altes versucht, auch mit der Kopie .bak", f"{german(changes)} von "
                  f"{german(changes)} alten tot, Daten unverändert", "altes tot, Daten gleich",
                  "mit einer älteren .bak öffnet das alte")  # fmt: skip
