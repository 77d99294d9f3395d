"""Vaults at odd places: umlauts, deep folders, media that cannot be written, a clock set back. One sentence each."""

from __future__ import annotations

import datetime as dt
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from desktop import clock
from desktop.errors import VaultError
from desktop.storage.errors import DiskFullError, ReadOnlyError
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.open_vault import OpenVault
from desktop.storage.seen import last_seen
from desktop.storage.sharing.moving import move_vault
from desktop.storage.sharing.places import require_short
from desktop.storage.vault import create_vault, unlock

Enter = Callable[..., OpenVault]
Add = Callable[[OpenVault, str], None]
Open = Callable[[VaultFiles], OpenVault]


@pytest.fixture
def open_there(password: str, cost: KeyCost, scripts: Path) -> Open:
    return lambda files: unlock(files, "Petra Lang", password, cost=cost, scripts=scripts)


def deep(folder: Path, length: int) -> Path:
    """A folder below `folder` whose path has about `length` characters."""
    while len(str(folder)) < length - 40:
        folder = folder / "Fachbereich für Soziales und Integration"[:36]
    return folder


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_umlauts_and_signs_in_folder_and_name(
    files: VaultFiles, tmp_path: Path, open_there: Open, add_person: Add, form: Literal["NFC", "NFD"]
) -> None:
    named = unicodedata.normalize(form, "Übergänge & Größen (Straße) 100% #1")
    there = move_vault(files, tmp_path / named).files
    with open_there(there) as vault:
        add_person(vault, "Jürgen")
        assert vault.reading_place().publish_if_changed() is not None
        assert vault.back_up().folder.exists()
        assert vault.check().sound


def test_a_path_of_240_characters_works_where_the_system_allows_it(
    files: VaultFiles, tmp_path: Path, open_there: Open, add_person: Add
) -> None:
    there = move_vault(files, deep(tmp_path, 240)).files
    assert len(str(there.database)) > 200
    with open_there(there) as vault:
        add_person(vault, "tief unten")
        assert vault.reading_place().publish_if_changed() is not None
        assert vault.back_up().folder.exists()


def test_a_path_too_long_for_windows_is_told_before_anything_is_made() -> None:
    files = VaultFiles(Path("C:/Akten") / ("x" * 190) / "Musterlingen.wegplan")
    with pytest.raises(VaultError, match=r"um \d+ Zeichen zu lang; bitte wählen Sie einen Ordner") as refused:
        require_short(files, 259)
    assert refused.value.field == "path"
    require_short(VaultFiles(Path("C:/Akten/Musterlingen.wegplan")), 259)


def test_too_long_a_path_is_refused_for_new_opened_and_moved_vaults(
    files: VaultFiles, tmp_path: Path, enter: Enter, cost: KeyCost, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.storage.sharing.places.require_short.__defaults__", (len(str(files.longest())) - 1,))
    with pytest.raises(VaultError, match="zu lang"):
        enter()
    (tmp_path / ("y" * 60)).mkdir()
    with pytest.raises(VaultError, match="zu lang"):
        move_vault(files, tmp_path / ("y" * 60))
    with pytest.raises(VaultError, match="zu lang"):
        create_vault(VaultFiles(tmp_path / ("y" * 60) / "Neu.wegplan"), label="Petra", password=password, cost=cost)
    assert list((tmp_path / ("y" * 60)).iterdir()) == []


def test_a_name_the_system_cannot_hold_is_one_sentence(tmp_path: Path, cost: KeyCost, password: str) -> None:
    files = VaultFiles(tmp_path / ("z" * 250 + ".wegplan"))
    with pytest.raises(VaultError, match="zu lang"):
        create_vault(files, label="Petra", password=password, cost=cost)


def test_a_medium_that_cannot_be_written_is_one_sentence(
    files: VaultFiles, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files.database.read_bytes()
    monkeypatch.setattr("desktop.storage.sharing.places.os.access", lambda *_: False)
    with pytest.raises(ReadOnlyError, match="schreibgeschützt"):
        enter()
    monkeypatch.undo()
    files.database.chmod(stat.S_IRUSR)
    with pytest.raises(ReadOnlyError, match="Schreibrechte"):
        enter()
    files.database.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert files.database.read_bytes() == before
    assert not files.owner_file.exists()


def test_a_disk_that_is_full_while_the_note_of_the_holder_is_written(
    files: VaultFiles, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.storage.sharing.lock.write_whole", full)
    with pytest.raises(DiskFullError, match="schaffen Sie dort Platz und öffnen Sie"):
        enter()


def test_a_clock_set_back_loses_no_copy_and_claims_no_loss(
    files: VaultFiles, enter: Enter, add_person: Add, key: DatabaseKey
) -> None:
    with enter() as vault:
        vault.reading_place().publish_if_changed()
        first = vault.back_up()
        add_person(vault, "heute")
    with clock.fixed(clock.now() - dt.timedelta(days=400)), enter() as vault:
        assert vault.missing_saves == 0
        add_person(vault, "vor einem Jahr, sagt die Uhr")
        copy = vault.reading_place().publish_if_changed()
        assert copy is not None
        assert copy.number == 2  # the newest by number, whatever its time says
        second = vault.back_up()
    assert first.folder.exists()
    assert second.folder != first.folder
    assert last_seen.last_seen(key) == second.saves
