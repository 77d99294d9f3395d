"""Machine-level settings survive restarts, updates and damage."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from desktop import paths, settings
from desktop.errors import CaseworkError
from desktop.settings import Settings

CHOSEN = Settings("C:/Akten/Musterlingen.wegplan", "AdnQyw==", 150, "contrast", 5)


def written(folder: Path, text: str) -> Path:
    (folder / "einstellungen.json").write_text(text, encoding="utf-8")
    return folder


def test_what_was_saved_is_loaded_again(tmp_path: Path) -> None:
    settings.save(CHOSEN, tmp_path)
    assert settings.load(tmp_path) == (CHOSEN, None)
    assert [path.name for path in tmp_path.iterdir()] == ["einstellungen.json"]


def test_without_a_file_the_defaults_hold_and_nothing_is_said(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == (Settings(), None)


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", "\x00\x01", '{"text_scale": '])
def test_a_damaged_file_gives_the_defaults_and_one_sentence(tmp_path: Path, text: str) -> None:
    assert settings.load(written(tmp_path, text)) == (Settings(), settings.DAMAGED)


def test_bytes_that_are_no_text_give_the_defaults_and_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "einstellungen.json").write_bytes(b"\xff\xfe\xfa{")
    assert settings.load(tmp_path) == (Settings(), settings.DAMAGED)


def test_keys_of_another_version_and_values_of_another_kind_are_left_out(tmp_path: Path) -> None:
    stored = {"future": 1, "text_scale": "200", "theme": "dark", "lock_after_minutes": True}
    assert settings.load(written(tmp_path, json.dumps(stored))) == (Settings(theme="dark"), None)


def test_a_renamed_key_keeps_what_was_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.RENAMED, "lock_minutes", "lock_after_minutes")
    assert settings.load(written(tmp_path, '{"lock_minutes": 20}'))[0].lock_after_minutes == 20


def test_every_renamed_key_leads_to_a_key_of_today() -> None:
    assert set(settings.RENAMED.values()) <= {field.name for field in fields(Settings)}


@pytest.mark.parametrize(("given", "kept"), [(0, 5), (5, 5), (30, 30), (999, 30)])
def test_the_automatic_lock_stays_between_five_and_thirty_minutes(given: int, kept: int) -> None:
    assert Settings(lock_after_minutes=given).lock_after_minutes == kept


def test_text_size_and_theme_are_always_usable() -> None:
    assert (Settings(text_scale=20).text_scale, Settings(text_scale=900).text_scale) == (100, 200)
    assert Settings(theme="pink").theme == "system"


def test_a_refusing_disk_leaves_the_old_file_and_says_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.save(CHOSEN, tmp_path)

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CaseworkError, match=r"ließen sich nicht speichern"):
        settings.save(Settings(), tmp_path)
    assert settings.load(tmp_path)[0] == CHOSEN
    assert [path.name for path in tmp_path.iterdir()] == ["einstellungen.json"]


def test_a_test_that_takes_its_patches_back_still_writes_into_its_own_folder(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert paths.data_folder() == profile
