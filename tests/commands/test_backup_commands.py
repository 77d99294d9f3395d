"""`backup` and `restore` as the task scheduler calls them: exit codes, no password needed, no name of a person said."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.casework.office import first_actor, save_own_user
from desktop.commands import main
from desktop.storage.backup.backup_content import Checked
from desktop.storage.backup.backup_generations import StoredCopy, list_copies
from desktop.storage.backup.put_aside import list_asides
from desktop.storage.files import VaultFiles
from desktop.storage.vault import create_vault, unlock

PASSWORD = "Herbst Brücke Lampe 7"
LABEL = "Petra Grünstädter"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault at the real key cost with one save, in a folder with a blank and an umlaut."""
    folder = tmp_path_factory.mktemp("IT Büro")
    vault, _ = create_vault(VaultFiles(folder / "Amt.wegplan"), label=LABEL, password=PASSWORD)
    with vault, vault.session() as session:
        save_own_user(session, first_actor(session, LABEL, LABEL), LABEL, "PG", "")
    (folder / "kennwort.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def files(template: Path, tmp_path: Path, profile: Path) -> VaultFiles:
    shutil.copytree(template, tmp_path / "Büro 2")
    return VaultFiles(tmp_path / "Büro 2" / "Amt.wegplan")


def call(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def copies(files: VaultFiles) -> tuple[StoredCopy, ...]:
    return list_copies(files.backup_folder, "Amt")


def test_without_a_password_the_files_are_copied_and_checked(
    files: VaultFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("backup", files.database) == 0
    (copy,) = copies(files)
    assert copy.content is not None
    assert (copy.content.checked, copy.content.counts) == (Checked.FILES, None)
    assert (copy.folder / "Amt.wegplan").read_bytes() == files.database.read_bytes()
    said = capsys.readouterr()
    assert str(copy.folder) in said.out
    assert "Grünstädter" not in said.out + said.err


def test_with_the_password_the_copy_is_opened(files: VaultFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert call("backup", files.database, "--password-file", "-") == 0
    (copy,) = copies(files)
    assert copy.is_full
    assert copy.content is not None
    assert copy.content.counts is not None
    assert (copy.content.saves, copy.content.counts["users"]) == (1, 1)


def test_a_damaged_vault_is_copied_only_where_nobody_can_look(
    files: VaultFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(files.database.read_bytes())
    data[len(data) // 2] ^= 1
    files.database.write_bytes(data)
    assert call("backup", files.database, "--password-file", files.folder / "kennwort.txt") == 1
    assert "besteht ihre Prüfung nicht" in capsys.readouterr().err
    assert copies(files) == ()
    files.database.write_bytes(data[:-100])
    assert call("backup", files.database) == 1
    assert copies(files) == ()


def test_while_somebody_works_the_code_is_three_and_nobody_is_named(
    files: VaultFiles, capsys: pytest.CaptureFixture[str]
) -> None:
    with unlock(files, LABEL, PASSWORD):
        assert call("backup", files.database) == 3
    said = capsys.readouterr()
    assert "gerade geöffnet" in said.err
    assert "Grünstädter" not in said.out + said.err
    assert copies(files) == ()


def test_the_second_place_gets_the_copy_and_a_missing_one_is_four(
    files: VaultFiles, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share = tmp_path / "Freigabe"
    share.mkdir()
    assert call("backup", files.database, "--to", share) == 0
    assert len(list(share.rglob("Amt.wegplan"))) == 1
    assert call("backup", files.database, "--to", share) == 0
    assert len(list(share.glob("Wegplan-Sicherungen/*"))) == 1
    assert call("backup", files.database, "--to", tmp_path / "fehlt" / "ganz") == 4
    assert capsys.readouterr().err.count("\n") == 1
    assert len(copies(files)) == 3


def test_saves_a_crash_left_in_the_log_come_along(files: VaultFiles, tmp_path: Path) -> None:
    with unlock(files, LABEL, PASSWORD) as vault, vault.session() as session:
        from desktop.casework.office import actor_for

        actor = actor_for(session, LABEL)
        save_own_user(session, actor, "Anderer Name", "AN", "")
        shutil.copytree(files.folder, tmp_path / "Absturz", ignore=shutil.ignore_patterns("*.lock*", "*-shm"))
    crashed = VaultFiles(tmp_path / "Absturz" / "Amt.wegplan")
    assert crashed.wal.stat().st_size > 0
    before = crashed.wal.read_bytes()
    assert call("backup", crashed.database) == 0
    assert (crashed.wal.read_bytes(), len(copies(crashed))) == (before, 1)
    (tmp_path / "leer").mkdir()
    there = VaultFiles(tmp_path / "leer" / "Amt.wegplan")
    assert call("restore", copies(crashed)[0].folder, there.database) == 0
    with unlock(there, LABEL, PASSWORD) as vault, vault.session() as session:
        from desktop.casework.office import actor_for

        assert actor_for(session, LABEL).name == "Anderer Name"


def test_restoring_and_taking_it_back(files: VaultFiles, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("backup", files.database) == 0
    (copy,) = copies(files)
    with unlock(files, LABEL, PASSWORD) as vault:
        vault.change_password(PASSWORD, "Ganz-neues-Kennwort-8")
    changed = files.key_file.read_bytes()
    assert call("restore", copy.folder, files.database, "--password-file", files.folder / "kennwort.txt") == 0
    assert "Zurückgeholt: Stand vom " in capsys.readouterr().out
    with unlock(files, LABEL, PASSWORD) as vault:
        assert vault.missing_saves == 0
    assert call("restore", "--undo", files.database) == 0
    assert files.key_file.read_bytes() == changed
    assert len(list_asides(files)) == 2
    said = capsys.readouterr()
    assert "Grünstädter" not in said.out + said.err


def test_a_wrong_password_restores_nothing(files: VaultFiles, capsys: pytest.CaptureFixture[str]) -> None:
    call("backup", files.database)
    (files.folder / "kennwort.txt").write_text("ein ganz falsches", encoding="utf-8")
    before = files.database.read_bytes(), files.key_file.read_bytes()
    code = call("restore", copies(files)[0].folder, files.database, "--password-file", files.folder / "kennwort.txt")
    assert code == 1
    assert (files.database.read_bytes(), files.key_file.read_bytes()) == before
    assert "Kennwort stimmt nicht" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["restore", "{folder}", "{vault}"], "Beschreibung der Sicherung"),
        (["restore", "{folder}/fehlt", "{vault}"], "Ordner mit der Sicherung gibt es nicht"),
        (["restore", "{vault}"], "entweder eine Sicherung nennen"),
        (["restore", "--undo", "{vault}"], "nichts zurückgeholt"),
        (["restore", "--undo", "{folder}", "{vault}"], "entweder eine Sicherung nennen"),
        (["backup", "{folder}/fehlt.wegplan"], "wurde nicht gefunden"),
        (["backup", "{folder}/kennwort.txt"], "Endung .wegplan"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    files: VaultFiles, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [argument.format(folder=files.folder, vault=files.database) for argument in arguments]
    assert main(told) == 1
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_a_copy_loads_no_window_library(files: VaultFiles) -> None:
    code = (
        "import sys; from desktop.commands import main\n"
        f"done = main(['backup', {str(files.database)!r}])\n"
        "bad = [name for name in ('PySide6', 'reportlab', 'alembic') if name in sys.modules]; sys.exit(done + len(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
