"""An older copy or a lost write-ahead log is noticed by the number of saves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault

Enter = Callable[..., OpenVault]
Add = Callable[[OpenVault, str], None]


def test_an_older_copy_put_in_place_is_told_with_the_number_of_saves(
    files: VaultFiles, enter: Enter, add_person: Add
) -> None:
    older = files.database.read_bytes()
    with enter() as vault:
        assert vault.missing_saves == 0
        for number in range(5):
            add_person(vault, f"neu {number}")
    files.database.write_bytes(older)
    with enter() as vault:
        assert vault.missing_saves == 5


def test_the_same_vault_opened_again_misses_nothing(enter: Enter, add_person: Add) -> None:
    with enter() as vault:
        add_person(vault, "neu")
    with enter() as vault:
        assert vault.missing_saves == 0


def test_saves_made_on_another_pc_are_no_loss(files: VaultFiles, enter: Enter, add_person: Add, profile: Path) -> None:
    enter().close()
    here = (profile / "stand.json").read_bytes()
    with enter() as vault:
        add_person(vault, "am anderen PC")
    (profile / "stand.json").write_bytes(here)
    with enter() as vault:
        assert vault.missing_saves == 0


def test_after_the_warning_work_goes_on_from_what_is_there(files: VaultFiles, enter: Enter, add_person: Add) -> None:
    older = files.database.read_bytes()
    with enter() as vault:
        add_person(vault, "neu")
    files.database.write_bytes(older)
    enter().close()
    with enter() as vault:
        assert vault.missing_saves == 0


def test_a_forged_note_counts_for_nothing(enter: Enter, profile: Path) -> None:
    enter().close()
    notes = json.loads((profile / "stand.json").read_bytes())
    for note in notes.values():
        note["saves"] = 9999
    (profile / "stand.json").write_text(json.dumps(notes), encoding="utf-8")
    with enter() as vault:
        assert vault.missing_saves == 0
