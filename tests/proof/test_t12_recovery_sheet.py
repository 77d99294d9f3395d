"""T12: the recovery sheet opens the vault, and a typing error is told with its group."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from desktop.storage.errors import RecoveryKeyError, WrongPasswordError
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts, recovery
from desktop.storage.keys.passphrases import new_passphrase
from desktop.storage.keys.recovery import GROUPS, as_secret, new_recovery_key, read_recovery_key
from desktop.storage.vault import recover, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german
from tests.proof.saving import damage


def mistakes(group: str) -> Iterator[str]:
    """Every single wrong digit and every swap of neighbours that changes something."""
    for at in range(len(group)):
        for digit in set("0123456789") - {group[at]}:
            yield group[:at] + digit + group[at + 1 :]
    for at in range(len(group) - 1):
        swapped = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
        if swapped != group:
            yield swapped


def named(groups: list[str]) -> tuple[int, ...]:
    """The groups the program calls wrong; empty when it takes the key."""
    try:
        read_recovery_key(" ".join(groups))
    except RecoveryKeyError as error:
        return error.groups
    return ()


def located(sheets: int) -> tuple[int, int]:
    """How many single mistakes were told with exactly their group, and of how many."""
    right = tried = 0
    for _ in range(sheets):
        groups = list(new_recovery_key())
        assert read_recovery_key(" ".join(groups)) == as_secret(tuple(groups))
        for place in range(GROUPS):
            for wrong in mistakes(groups[place]):
                tried += 1
                right += named([*groups[:place], wrong, *groups[place + 1 :]]) == (place + 1,)
    return right, tried


def test_every_mistake_is_located(proof: Proof, monkeypatch: pytest.MonkeyPatch) -> None:
    right, tried = located(proof.amount(20, 300))
    assert right == tried
    with monkeypatch.context() as patch:
        patch.setattr(recovery, "_FACTOR", 10)  # an ordinary last digit in the place of the check by 11
        control, of = located(2)
    assert control < of
    proof.reached("T12", "Einzelne Tippfehler und Vertauschungen mit ihrer Gruppe benannt",
                  f"{german(right)} von {german(tried)}", "100 %",
                  f"mit Teiler 10 statt 11 nur {german(control)} von {german(of)}")  # fmt: skip


def test_two_mistakes_in_two_groups_are_both_named(proof: Proof) -> None:
    rng, tries = proof.rng(), proof.amount(2_000, 50_000)
    for _ in range(tries):
        groups = list(new_recovery_key())
        first, second = sorted(rng.sample(range(GROUPS), 2))
        for place in (first, second):
            groups[place] = rng.choice(list(mistakes(groups[place])))
        assert named(groups) == (first + 1, second + 1)
    unharmed = sum(named(list(new_recovery_key())) == () for _ in range(100))
    assert unharmed == 100
    proof.reached("T12", "Zwei falsche Gruppen, beide benannt", f"{german(tries)} von {german(tries)}", "100 %",
                  "ohne Fehler keine benannt, 100 von 100")


def test_each_sheet_opens_until_the_next_one_takes_its_place(vault_files: VaultFiles, proof: Proof) -> None:
    rounds, rng = proof.amount(8, 100), proof.rng()
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        sheet = vault.renew_recovery_sheet()
    dead = 0
    for _ in range(rounds):
        lost = rng.random() < 0.5  # the key file too; then the code on the sheet makes it anew
        if lost:
            vault_files.key_file.unlink()
        attempts.succeeded(vault_files)
        typed, code = _typed(sheet.groups, rng), sheet.slot_text if lost else None
        vault, after = recover(vault_files, typed, LABEL, new_passphrase(), slot_text=code, cost=CHEAP)
        with vault:
            assert damage(vault) == []
        with pytest.raises(WrongPasswordError):
            recover(vault_files, " ".join(sheet.groups), LABEL, new_passphrase(), cost=CHEAP)
        dead += 1
        sheet = after
    proof.reached("T12", "Mit dem Blatt geöffnet, auch ohne Schlüsseldatei", f"{german(rounds)} von {german(rounds)}",
                  "100 %", f"das Blatt davor öffnet nichts mehr: {german(dead)} von {german(rounds)}")  # fmt: skip


def _typed(groups: tuple[str, ...], rng: random.Random) -> str:
    return rng.choice((" ", "-", "", "\n", " – ")).join(groups)
