"""The recovery sheet: typing errors are located, the right key opens, an older sheet does not."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.storage.errors import (
    KeyFileForeignError,
    KeyFileMissingError,
    RecoveryKeyError,
    WeakPasswordError,
    WrongPasswordError,
)
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.recovery import (
    GROUPS,
    RecoverySheet,
    as_secret,
    new_recovery_key,
    read_recovery_key,
    slot_from_text,
)
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, recover

Rescue = Callable[..., tuple[OpenVault, RecoverySheet]]
NEW = "Wolke Hammer Birne 7"


@pytest.fixture
def rescue(files: VaultFiles, cost: KeyCost, scripts: Path) -> Rescue:
    """`rescue(text, …)`: recover `files` for Petra Lang with the password NEW."""

    def recovered(typed: str, label: str = "Petra Lang", password: str = NEW, slot_text: str | None = None) -> object:
        return recover(files, typed, label, password, slot_text=slot_text, cost=cost, scripts=scripts)

    return recovered  # type: ignore[return-value]


def test_a_key_has_eight_groups_of_six_digits_that_check_themselves() -> None:
    for groups in (new_recovery_key() for _ in range(50)):
        assert len(groups) == GROUPS
        assert all(len(group) == 6 and int(group) % 11 == 0 for group in groups)
        assert read_recovery_key(" ".join(groups)) == as_secret(groups)


def test_every_wrong_digit_and_every_swap_names_its_group() -> None:
    groups = new_recovery_key()
    for number, group in enumerate(groups, 1):
        for wrong in {*_wrong_digits(group), *_swaps(group)} - {group}:
            typed = "-".join([*groups[: number - 1], wrong, *groups[number:]])
            with pytest.raises(RecoveryKeyError, match=f"Gruppe {number} ") as refused:
                read_recovery_key(typed)
            assert refused.value.groups == (number,)


def test_two_wrong_groups_are_both_named() -> None:
    groups = list(new_recovery_key())
    groups[1], groups[6] = "000001", "000002"
    with pytest.raises(RecoveryKeyError, match="Die Gruppen 2 und 7 stimmen nicht") as refused:
        read_recovery_key(" ".join(groups))
    assert refused.value.groups == (2, 7)


def test_a_digit_left_out_names_its_group() -> None:
    groups = list(new_recovery_key())
    groups[4] = groups[4][:-1]
    with pytest.raises(RecoveryKeyError) as refused:
        read_recovery_key(" ".join(groups))
    assert refused.value.groups == (5,)


def test_a_missing_group_is_counted() -> None:
    with pytest.raises(RecoveryKeyError, match="7 Gruppen mit zusammen 42 Ziffern"):
        read_recovery_key(" ".join(new_recovery_key()[:7]))


@pytest.mark.parametrize("joint", ["", " ", "\n", " – ", "."])
def test_how_the_groups_are_separated_does_not_matter(joint: str) -> None:
    groups = new_recovery_key()
    assert read_recovery_key(joint.join(groups)) == as_secret(groups)


def test_the_sheet_opens_the_vault_and_sets_a_new_password(
    rescue: Rescue, recovery_groups: tuple[str, ...], enter: Callable[..., OpenVault], names: Callable[..., list[str]]
) -> None:
    vault, sheet = rescue(" ".join(recovery_groups))
    with vault:
        assert len(names(vault)) == 200
    assert sheet.groups != recovery_groups
    enter(password=NEW).close()
    with pytest.raises(WrongPasswordError):
        enter()


def test_the_old_sheet_is_dead_after_it_was_used_and_the_new_one_works(
    rescue: Rescue, recovery_groups: tuple[str, ...]
) -> None:
    vault, sheet = rescue(" ".join(recovery_groups))
    vault.close()
    with pytest.raises(WrongPasswordError, match="zuletzt gedruckte") as refused:
        rescue(" ".join(recovery_groups))
    assert refused.value.field == "recovery"
    rescue("".join(sheet.groups))[0].close()


def test_a_renewed_sheet_replaces_the_one_before(
    rescue: Rescue, recovery_groups: tuple[str, ...], opened: OpenVault
) -> None:
    sheet = opened.renew_recovery_sheet()
    opened.close()
    with pytest.raises(WrongPasswordError):
        rescue(" ".join(recovery_groups))
    rescue(" ".join(sheet.groups))[0].close()


def test_somebody_new_can_be_given_a_way_in(
    rescue: Rescue, recovery_groups: tuple[str, ...], enter: Callable[..., OpenVault]
) -> None:
    rescue(" ".join(recovery_groups), label="Neue Kollegin")[0].close()
    enter(label="Neue Kollegin", password=NEW).close()
    enter().close()


def test_a_lost_key_file_is_made_again_from_the_sheet(
    files: VaultFiles,
    rescue: Rescue,
    recovery_groups: tuple[str, ...],
    slot_text: str,
    enter: Callable[..., OpenVault],
    names: Callable[..., list[str]],
) -> None:
    files.key_file.unlink()
    with pytest.raises(KeyFileMissingError):
        rescue(" ".join(recovery_groups))
    assert not files.key_file.exists()
    rescue(" ".join(recovery_groups), slot_text=slot_text)[0].close()
    with enter(password=NEW) as vault:
        assert len(names(vault)) == 200


def test_a_damaged_key_file_becomes_the_bak_when_it_is_made_again(
    files: VaultFiles, rescue: Rescue, recovery_groups: tuple[str, ...], slot_text: str
) -> None:
    files.key_file.write_bytes(b"rubbish")
    rescue(" ".join(recovery_groups), slot_text=slot_text)[0].close()
    assert b"rubbish" not in files.key_file.read_bytes()


def test_the_code_of_another_vault_s_sheet_is_refused(
    tmp_path: Path, files: VaultFiles, rescue: Rescue, cost: KeyCost, scripts: Path
) -> None:
    other = VaultFiles(tmp_path / "Andere.wegplan")
    vault, sheet = create_vault(other, label="Petra Lang", password=NEW, cost=cost, scripts=scripts)
    vault.close()
    files.key_file.unlink()
    with pytest.raises(KeyFileForeignError, match="anderen Tresor"):
        rescue(" ".join(sheet.groups), slot_text=sheet.slot_text)
    assert not files.key_file.exists()


def test_a_misread_code_is_refused(slot_text: str) -> None:
    slot, bound = slot_from_text(f" {slot_text[:20].lower()} - {slot_text[20:]}\n")
    assert (slot.label, bound.generation) == ("Wiederherstellung", 1)
    for position in random.Random(3).sample(range(4, len(slot_text) - 1), 40):
        wrong = "A" if slot_text[position] != "A" else "B"
        with pytest.raises(RecoveryKeyError, match="QR-Code"):
            slot_from_text(slot_text[:position] + wrong + slot_text[position + 1 :])
    for bad in ("", "WGP1", slot_text[:-8], slot_text[4:], "WGP1ÄÖÜ"):
        with pytest.raises(RecoveryKeyError):
            slot_from_text(bad)


def test_the_code_has_only_letters_of_a_dense_qr_code(slot_text: str) -> None:
    assert set(slot_text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def test_a_weak_new_password_is_refused_before_the_sheet_is_used(
    files: VaultFiles, rescue: Rescue, recovery_groups: tuple[str, ...]
) -> None:
    before = files.key_file.read_bytes()
    with pytest.raises(WeakPasswordError):
        rescue(" ".join(recovery_groups), password="kurz")
    assert files.key_file.read_bytes() == before


def test_the_sheet_does_not_show_its_key_in_a_log(opened: OpenVault) -> None:
    sheet = opened.renew_recovery_sheet()
    assert not any(group in repr(sheet) for group in sheet.groups)


def _wrong_digits(group: str) -> set[str]:
    return {group[:at] + digit + group[at + 1 :] for at in range(6) for digit in "0123456789"}


def _swaps(group: str) -> set[str]:
    return {group[:at] + group[at + 1] + group[at] + group[at + 2 :] for at in range(5)}
