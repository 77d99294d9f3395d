"""`check` and `export` as IT calls them: a real vault, real exit codes, one sentence, never a traceback."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

from desktop.casework.cases.cases import open_person_case
from desktop.casework.office import first_actor
from desktop.casework.people.people import PersonFacts, create_person
from desktop.commands import main
from desktop.commands.main import COMMANDS
from desktop.records.office import AccessEntry
from desktop.storage.files import VaultFiles
from desktop.storage.vault import create_vault, unlock

PASSWORD = "Herbst Brücke Lampe 7"
NAME = "Grünstädter-Ağaoğlu"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault at the real key cost, in a folder with a blank and an umlaut."""
    folder = tmp_path_factory.mktemp("IT Büro")
    vault, _ = create_vault(VaultFiles(folder / "Amt.wegplan"), label="Petra Lang", password=PASSWORD)
    with vault, vault.session() as session:
        actor = first_actor(session, "Petra Lang", "Petra Lang")
        made = create_person(session, actor, PersonFacts(NAME, "زهرا")).made
        open_person_case(session, actor, made or 0)
    (folder / "kennwort.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, profile: Path) -> Path:
    copy = tmp_path / "Büro 2"
    shutil.copytree(template, copy)
    return copy


def call(folder: Path, command: str, *more: str) -> int:
    return main([command, str(folder / "Amt.wegplan"), "--password-file", str(folder / "kennwort.txt"), *more])


def test_a_sound_vault_is_reported_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "check", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["sound"], report["complete"], report["slots"]) == (True, True, ["Petra Lang"])
    assert report["counts"]["persons"] == 1


def test_a_changed_access_record_ends_with_one_and_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "check") == 0
    assert "Zugriffsprotokoll ist lückenlos und unverändert (2 Einträge)" in capsys.readouterr().out
    with unlock(VaultFiles(folder / "Amt.wegplan"), "Petra Lang", PASSWORD) as vault, vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(update(AccessEntry).where(AccessEntry.id == 2).values(user_id=7))
        session.commit()
    assert call(folder, "check") == 1
    assert "Eintrag 2 wurde verändert" in capsys.readouterr().out
    assert call(folder, "check", "--json") == 1
    record = json.loads(capsys.readouterr().out)["access_record"]
    assert (record["whole"], record["breaks"][0]["kind"]) == (False, "changed")


def test_a_flipped_byte_ends_with_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = folder / "Amt.wegplan"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert call(folder, "check") == 1
    assert "beschädigt" in capsys.readouterr().out


def test_without_a_password_the_files_can_be_looked_at(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder / "Amt.wegplan"), "--files-only", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["complete"] is False


def test_the_export_holds_every_table_and_names_in_every_script(folder: Path) -> None:
    target = folder / "neu" / "alles.json"
    assert call(folder, "export", "--json", str(target)) == 0
    tables = json.loads(target.read_text(encoding="utf-8"))["tables"]
    assert tables["persons"][0]["family_name"] == NAME
    assert tables["persons"][0]["given_names"] == "زهرا"
    assert tables["cases"][0]["number"].startswith("F-")
    assert any(entry["action"] == "case.open" for entry in tables["access_log"])
    assert "drafts" not in tables


def test_an_export_over_a_folder_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "export", "--json", str(folder)) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert list(folder.parent.glob("*.teil")) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 2), (["gibtsnicht"], 2), (["check"], 2), (["check", "fehlt.wegplan"], 1), (["check", "liste.csv"], 1)],
)
def test_wrong_calls_are_answered_in_german(
    arguments: list[str], code: int, profile: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert "usage" not in said.err
    assert said.err.strip() or said.out.strip()


def test_a_wrong_password_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kennwort.txt").write_text("ganz falsches Kennwort", encoding="utf-8")
    assert call(folder, "export", "--json", str(folder / "x.json")) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Kennwort" in error
    assert not (folder / "x.json").exists()


def test_no_password_is_taken_from_the_command_line() -> None:
    for command in COMMANDS:
        assert main([command, "x.wegplan", "--password", "geheim"]) == 2


def test_no_window_library_is_loaded_for_a_check(folder: Path) -> None:
    code = (
        "import sys; from desktop.commands import main\n"
        f"main(['check', {str(folder / 'Amt.wegplan')!r}, '--files-only'])\n"
        "bad = [name for name in ('PySide6', 'reportlab') if name in sys.modules]; sys.exit(len(bad))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
