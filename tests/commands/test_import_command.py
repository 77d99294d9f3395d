"""`import` as IT calls it, with both sample lists in a real vault."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from desktop import paths
from desktop.casework.handover.undoing import ImportRow, list_imports
from desktop.casework.office import actor_for, first_actor
from desktop.commands import main
from desktop.storage.files import VaultFiles
from desktop.storage.vault import create_vault, unlock

PASSWORD = "Herbst Brücke Lampe 7"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("Übergabe")
    vault, _ = create_vault(VaultFiles(folder / "Amt.wegplan"), label="Petra Lang", password=PASSWORD)
    with vault, vault.session() as session:
        first_actor(session, "Petra Lang", "Petra Lang")
    (folder / "kennwort.txt").write_text(PASSWORD, encoding="utf-8")
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, profile: Path) -> Path:
    copy = tmp_path / "Amt"
    shutil.copytree(template, copy)
    return copy


def take(folder: Path, source: Path, *more: str) -> int:
    password = str(folder / "kennwort.txt")
    return main(["import", str(folder / "Amt.wegplan"), str(source), "--password-file", password, *more])


def counts(capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    assert found["rows"] == sum(found[name] for name in ("new", "changed", "same", "duplicates", "unreadable"))
    return found


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_every_row_of_the_samples_is_accounted_for(
    folder: Path, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = paths.resource("samples", f"uebergabeliste.{ending}")
    assert take(folder, sample, "--dry-run", "--json") == 0
    assert counts(capsys)["new"] == 58
    assert take(folder, sample, "--json") == 0
    first = counts(capsys)
    assert (first["rows"], first["new"]) == (59, 58)
    assert take(folder, sample, "--json") == 0
    again = counts(capsys)
    assert (again["rows"], again["new"], again["changed"]) == (59, 0, 0)


def test_what_is_left_out_comes_back_with_its_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = folder / "liste.csv"
    rows = ("Name;Vorname;geb.;m/w;Staatsang.", "Issa;Amal;01.02.1990;w;syrisch", ";;05.05.1991;m;syrisch")
    listed.write_text("\n".join(rows), encoding="utf-8")
    assert take(folder, listed, "--json", "--rejected", str(folder / "zurück.xlsx")) == 0
    assert counts(capsys)["unreadable"] == 1
    sheet = openpyxl.load_workbook(io.BytesIO((folder / "zurück.xlsx").read_bytes())).worksheets[0]
    returned = list(sheet.iter_rows(values_only=True))
    assert returned[0][-1] == "Grund"
    assert len(returned) == 2


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"nur ein Brief"])
def test_what_is_no_list_is_one_sentence(
    folder: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder / "brief.csv"
    source.write_bytes(content)
    assert take(folder, source) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_file_is_one_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take(folder, folder / "fehlt.csv") == 1
    assert "fehlt.csv" in capsys.readouterr().err


def test_the_call_may_name_sender_and_day_of_the_list(
    folder: Path, fixed_clock: dt.date, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = paths.resource("samples", "uebergabeliste.xlsx")
    assert take(folder, sample, "--json", "--sender", " Landratsamt Nebental ", "--as-of", "05.11.2026") == 0
    assert counts(capsys)["new"] == 58
    (told,) = imports(folder)
    assert (told.sender, told.as_of) == ("Landratsamt Nebental", dt.date(2026, 11, 5))


def test_without_sender_and_day_those_of_the_list_count(folder: Path, fixed_clock: dt.date) -> None:
    assert take(folder, paths.resource("samples", "uebergabeliste.xlsx"), "--sender", " ") == 0
    (own,) = imports(folder)
    assert (own.sender, own.as_of) == ("Landratsamt Musterkreis", dt.date(2026, 11, 3))


@pytest.mark.parametrize("day", ["31.11.2026", "2026-11-05", "gestern", "", "23.11.2026"])
def test_a_wrong_day_is_one_sentence_and_nothing_is_taken(
    folder: Path, fixed_clock: dt.date, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(folder, paths.resource("samples", "uebergabeliste.csv"), "--as-of", day) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "TT.MM.JJJJ" in said or "bis heute, 22.11.2026" in said
    assert imports(folder) == ()


def imports(folder: Path) -> tuple[ImportRow, ...]:
    """What was taken over in this vault."""
    with unlock(VaultFiles(folder / "Amt.wegplan"), "Petra Lang", PASSWORD) as vault, vault.session() as session:
        return list_imports(session, actor_for(session, "Petra Lang"))
