"""`import` as IT calls it, with both sample lists in a real vault."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from desktop import paths
from desktop.casework.office import first_actor
from desktop.commands import main
from desktop.storage.files import VaultFiles
from desktop.storage.vault import create_vault

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
