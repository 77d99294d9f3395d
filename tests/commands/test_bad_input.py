"""Broken files, vaults and places, as whoever calls the commands meets them.

Every one ends with an exit code, one German line, no traceback, and a vault that is as it was.
"""

from __future__ import annotations

import errno
import io
import itertools
import json
import re
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text

from build import wording as compiler
from desktop import paths, settings
from desktop.casework.cases.cases import enter_person_case
from desktop.casework.office import first_actor
from desktop.casework.people.people import PersonFacts
from desktop.casework.plans.plans import start_plan
from desktop.commands import main
from desktop.errors import CaseworkError
from desktop.storage import engine as engine_module
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock
from desktop.terms import PlanKind
from tests.records.old_vault import all_rows

LABEL, PASSWORD = "Petra Lang", "Herbst Brücke Lampe 7"
LEAST = KeyCost(memory_kib=64 * 1024, passes=1, lanes=1)  # the cheapest slot today's program believes
HEADING = "Name;Vorname;Geburtsdatum;Staatsangehörigkeit\n"
LIST = HEADING + "Issa;Amal;01.02.1990;syrisch\nMüller-Şahin;Žofia;05.05.1991;türkisch\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case and the draft of its plan."""
    compiler.compile_all()
    folder = tmp_path_factory.mktemp("Amt")
    vault, _ = create_vault(VaultFiles(folder / "Amt.wegplan"), label=LABEL, password=PASSWORD, cost=LEAST)
    with vault, vault.session() as session:
        actor = first_actor(session, LABEL, LABEL)
        case = enter_person_case(session, actor, PersonFacts("Ahmadi", "Maryam")).made or 0
        start_plan(session, actor, case, PlanKind.SINGLE, 1)
    (folder / "kennwort.txt").write_text(PASSWORD, encoding="utf-8")
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path, profile: Path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "Amt"))


@pytest.fixture(autouse=True)
def no_waiting() -> None:
    """Wrong passwords of one test do not delay the next."""
    attempts._failures.clear()
    attempts._free_at.clear()


def opened(folder: Path) -> OpenVault:
    return unlock(VaultFiles(folder / "Amt.wegplan"), LABEL, PASSWORD)


def rows(folder: Path) -> dict[str, Any]:
    """Everything in a vault that must be sound."""
    with opened(folder) as vault:
        assert vault.check().sound
        return all_rows(vault)


def files(folder: Path) -> dict[str, bytes]:
    """All files but those that only say who has the vault open."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and ".lock" not in path.name}


def call(folder: Path, command: str, *more: str) -> int:
    password = () if command == "demo" else ("--password-file", str(folder / "kennwort.txt"), "--user", LABEL)
    return main([command, *((str(folder / "Amt.wegplan"),) if command != "demo" else ()), *more, *password])


def calls(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every command that opens a vault, as it would do something."""
    listed = folder.parent / "liste.csv"
    listed.write_text(LIST, encoding="utf-8")
    return {
        "import": ("import", str(listed)),
        "export": ("export", "--json", str(folder.parent / "alles.json")),
        "print": ("print", "--case", "F-2026-001", "--document", "plan", "--language", "de", "--out",
                  str(folder.parent / "plan.pdf")),
    }  # fmt: skip


@pytest.fixture
def sentence(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """`sentence()`: what was said on stderr since the last call, proven to be one plain German line."""

    def read() -> str:
        said = capsys.readouterr()
        assert said.err.count("\n") == 1, said.err
        line = said.err.strip()
        assert line.endswith(".")
        assert line[0].isupper() or line[0] == "„"
        assert not re.search(r"Traceback|Error|Exception|Errno|0x|None|sqlite|SQL|usage|Unerwartet|/", line), line
        return line

    return read


# --- lists --------------------------------------------------------------------------------------------------------


def workbook(*rows: Sequence[object]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    """A few kilobytes that unpack to twelve megabytes of blanks."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["Name"], ["Issa"]))) as good, zipfile.ZipFile(buffer, "w", 8) as package:
        for name in good.namelist():
            package.writestr(name, good.read(name) + b" " * (12_000_000 if "sheet1" in name else 0))
    return buffer.getvalue()


def protected() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


NO_LIST = {
    "empty": (b"", "leer"),
    "only blanks": (b"\r\n \t\n", "leer"),
    "only a heading": (HEADING.encode(), "keine einzige Person"),
    "a letter": (b"Liebe Kolleginnen,\nanbei nichts.\n", "keine Liste"),
    "any bytes": (bytes(range(256)) * 30, "keine Liste"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "Bild"),
    "a program": (b"MZ\x90\0\x03\0\0\0", "Programm"),
    "an archive": (b"7z\xbc\xaf\x27\x1c", "Archiv"),
    "a web page": (b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "Internetseite"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "alte Excel-Datei"),
    "a protected workbook": (protected(), "Passwort"),
    "a damaged workbook": (workbook(["Name"], ["Issa"])[:-300], "beschädigt"),
    "an empty workbook": (workbook(), "leer"),
    "a zip bomb": (bomb(), "gefährliche Größe"),
    "25,000 rows": ((HEADING + "Issa;Amal;01.02.1990;syrisch\n" * 25_000).encode(), "20.000"),
    "half a character": (b"\xff\xfeN\0a\0m\0e", "bricht mitten in einem Zeichen ab"),
    "an open quotation mark": ((HEADING + '"Issa;Amal;01.02.1990;syrisch\n' * 9).encode(), "Anführungszeichen"),
}


@pytest.mark.parametrize(("data", "words"), NO_LIST.values(), ids=NO_LIST)
def test_what_is_no_list_is_refused_and_the_vault_stays_as_it_was(
    folder: Path, data: bytes, words: str, sentence: Callable[[], str]
) -> None:
    source = folder.parent / "liste.csv"
    source.write_bytes(data)
    before = rows(folder)
    assert call(folder, "import", str(source)) == 1
    assert words in sentence()
    assert rows(folder) == before
    assert source.read_bytes() == data


@pytest.mark.parametrize("kind", ["folder", "missing"])
def test_a_list_that_is_no_file_is_one_sentence(folder: Path, kind: str, sentence: Callable[[], str]) -> None:
    source = folder.parent / "liste.csv"
    if kind == "folder":
        source.mkdir()
    assert call(folder, "import", str(source)) == 1
    assert "liste.csv" in sentence()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1254"])
def test_names_arrive_whole_in_every_encoding(
    folder: Path, encoding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder.parent / "liste.csv"
    source.write_bytes(LIST.replace("Ž", "Z").encode(encoding))
    assert call(folder, "import", str(source), "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] == 2
    assert {row["family_name"] for row in rows(folder)["persons"]} == {"Ahmadi", "Issa", "Müller-Şahin"}


def test_german_letters_arrive_whole_in_cp1252(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = folder.parent / "liste.csv"
    source.write_bytes(f"{HEADING}Größe;Jürgen;05.05.1991;türkisch\n".encode("cp1252"))
    assert call(folder, "import", str(source)) == 0
    assert rows(folder)["persons"][-1]["family_name"] == "Größe"
    assert capsys.readouterr().err == ""


def test_formulas_are_never_worked_out_and_what_they_hide_comes_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, back = folder.parent / "liste.xlsx", folder.parent / "zurück.xlsx"
    heading = ["Name", "Vorname", "Geburtsdatum", "Staatsangehörigkeit"]
    source.write_bytes(workbook(heading, ["=CMD()", "Amal", "01.02.1990", "syrisch"], ["Issa", "Ali", "=NOW()", ""]))
    assert call(folder, "import", str(source), "--json", "--rejected", str(back)) == 0
    counts = json.loads(capsys.readouterr().out)
    assert (counts["rows"], counts["new"], counts["unreadable"]) == (2, 1, 1)
    returned = list(openpyxl.load_workbook(back).worksheets[0].iter_rows(values_only=True))
    assert len(returned) == 2
    assert not any(str(cell).startswith("=") for row in returned for cell in row)


@pytest.mark.parametrize(
    "cell", [",", ", ,", ";", "(", ")", "()", "-", "/", "'", "“", "\u202e", "=", "§", "§ (", "@", "0", "."]
)
def test_a_cell_with_a_stray_mark_stops_nobody(folder: Path, cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In every column at once, beside one person who is whole."""
    source = folder.parent / "liste.xlsx"
    heading = [
        "Fam.-Nr.", "Name", "Vorname", "Geb.", "m/w", "Staatsang.", "Sprache", "Titel", "gültig bis", "Anschrift",
        "Telefon", "E-Mail", "Deutsch", "Schule", "Beruf", "Einkommen", "Bemerkung",
    ]  # fmt: skip
    whole = [
        "1", "Issa", "Amal", "01.02.1990", "w", "syrisch", "Arabisch", "§ 25 (3)", "01.02.2027", "Talstr. 7, 70000 Ort",
        "0711 1", "a@b.de", "A2", "9 Jahre", "Koch", "Jobcenter", "-",
    ]  # fmt: skip
    source.write_bytes(workbook(heading, whole, [cell] * 17, ["2", "Omar", "Ali", *[cell] * 14]))
    assert call(folder, "import", str(source), "--json") == 0
    assert json.loads(capsys.readouterr().out)["new"] >= 2


@pytest.mark.parametrize(
    "name", ["<b>Ali</b> & Söhne", "Ali\u202eemmaN", "احمد\u200fی", "Ali \U0001f600", "X" * 300, "A\0li", "=1+1 A"]
)
def test_odd_names_go_from_the_list_to_the_export_and_back(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = folder.parent / "liste.csv", folder.parent / "alles.json"
    source.write_bytes(f"{HEADING}{name};Omar;03.04.1990;syrisch\n;;01.01.1990;{name}\n".encode())
    assert call(folder, "import", str(source), "--rejected", str(folder.parent / "zurück.xlsx")) == 0
    assert call(folder, "export", "--json", str(target)) == 0
    assert capsys.readouterr().err == ""
    kept = json.loads(target.read_text(encoding="utf-8"))["tables"]["persons"][-1]["family_name"]
    assert kept == name.replace("\0", "\ufffd").replace("\u202e", "").replace("\u200f", "")
    openpyxl.load_workbook(folder.parent / "zurück.xlsx").close()


# --- vaults -------------------------------------------------------------------------------------------------------


def cut(folder: Path) -> None:
    database = folder / "Amt.wegplan"
    database.write_bytes(database.read_bytes()[: 4096 * 7 + 100])


def flip(place: float) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        database = folder / "Amt.wegplan"
        data = bytearray(database.read_bytes())
        data[int(len(data) * place) + 40] ^= 1
        database.write_bytes(data)

    return damage


def newer(folder: Path) -> None:
    with opened(folder) as vault, vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()


def plain(folder: Path) -> None:
    (folder / "Amt.wegplan").unlink()
    connection = sqlite3.connect(folder / "Amt.wegplan")
    connection.execute("CREATE TABLE persons (id)")
    connection.close()


def without(ending: str) -> Callable[[Path], None]:
    return lambda folder: (folder / f"Amt{ending}").unlink()


def write(name: str, content: bytes) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return put


def foreign_key(folder: Path) -> None:
    other = VaultFiles(folder.parent / "Andere.wegplan")
    vault, _ = create_vault(other, label=LABEL, password=PASSWORD, cost=LEAST)
    vault.close()
    shutil.copy(other.key_file, folder / "Amt.schluessel")


BROKEN = {
    "missing": (without(".wegplan"), "nicht gefunden"),
    "empty": (write("Amt.wegplan", b""), "kein Tresor"),
    "plain database": (plain, "kein Tresor"),
    "something else": (write("Amt.wegplan", b"%PDF-1.7" + bytes(4096 * 9 - 8)), "Schlüsseldatei"),
    "truncated": (cut, "Sicherung"),
    "flipped byte at the start": (flip(0), "Sicherung"),
    "newer version": (newer, "neueren Version"),
    "no key file": (without(".schluessel"), "Schlüsseldatei"),
    "broken key file": (write("Amt.schluessel", b"{"), "Schlüsseldatei"),
    "key file of another vault": (foreign_key, "Schlüsseldatei"),
    "wrong password": (write("kennwort.txt", b"ganz falsches Kennwort"), "Kennwort"),
    "empty password file": (write("kennwort.txt", b""), "Kennwort"),
    "password file of bytes": (write("kennwort.txt", b"\xff\xfe\0\xd8"), "Kennwort"),
    "no password file": (lambda folder: (folder / "kennwort.txt").unlink(), "Kennwort"),
}


@pytest.mark.parametrize("command", ["import", "export", "print"])
@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN)
def test_a_vault_that_cannot_be_opened_is_one_sentence_and_is_not_touched(
    folder: Path, command: str, damage: Callable[[Path], None], words: str, sentence: Callable[[], str]
) -> None:
    damage(folder)
    before = files(folder)
    assert call(folder, *calls(folder)[command]) == 1
    assert words in sentence()
    assert files(folder) == before
    assert not (folder.parent / "alles.json").exists()
    assert not (folder.parent / "plan.pdf").exists()


@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN)
def test_the_check_names_the_damage_and_repairs_nothing(
    folder: Path, damage: Callable[[Path], None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(folder)
    before = files(folder)
    whole = damage is newer  # nothing is wrong with such a vault but that it needs another program
    assert call(folder, "check") == (0 if whole else 1)
    said = capsys.readouterr()
    assert re.search(f"{words}|beschädigt|nicht vollständig", said.out + said.err)
    assert "Traceback" not in said.out + said.err
    assert files(folder) == before


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8, 0.95])
def test_a_flipped_byte_further_in_is_found_by_the_check_and_reads_nothing_wrong(
    folder: Path, place: float, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    expect_log: Callable[[str], None],
) -> None:
    whole = rows(folder)
    flip(place)(folder)
    before = files(folder)
    assert call(folder, "check") == 1
    assert "beschädigt" in capsys.readouterr().out
    assert files(folder) == before
    target = folder.parent / "alles.json"
    code = call(folder, "export", "--json", str(target))
    if caplog.records:  # none where the page was met while opening: that is a sentence of its own
        expect_log("command failed|closing the vault")
    if code == 0:  # the damaged page holds nothing that is exported; closing may still meet it
        exported = json.loads(target.read_text(encoding="utf-8"))["tables"]
        assert {row["family_name"] for row in exported["persons"]} == {row["family_name"] for row in whole["persons"]}
    else:
        assert "beschädigt" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["import", "export", "print"])
def test_a_read_only_vault_is_one_sentence(folder: Path, command: str, sentence: Callable[[], str]) -> None:
    database = folder / "Amt.wegplan"
    before = rows(folder)
    database.chmod(stat.S_IRUSR)
    assert call(folder, *calls(folder)[command]) == 1
    assert "schreibgeschützt" in sentence()
    database.chmod(stat.S_IRUSR | stat.S_IWUSR)
    assert rows(folder) == before


@pytest.mark.parametrize("command", ["import", "export", "print"])
def test_a_vault_somebody_has_open_is_one_sentence_that_names_them(
    folder: Path, command: str, sentence: Callable[[], str]
) -> None:
    with opened(folder) as vault:
        before = all_rows(vault)
        assert call(folder, *calls(folder)[command]) == 1
        assert LABEL in sentence()
        assert all_rows(vault) == before


def test_a_full_disk_during_an_import_takes_nothing_over_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, sentence: Callable[[], str], expect_log: Callable[[str], None]
) -> None:
    expect_log("command failed")
    many = folder.parent / "liste.csv"
    syllables = itertools.product(("ba", "keb", "lim", "zor", "nyu", "fas", "gol"), repeat=3)
    names = ["".join(parts).title() for parts in syllables]
    many.write_text(HEADING + "".join(f"{name};Amal;01.02.1990;syrisch\n" for name in names), encoding="utf-8")
    before = rows(folder)
    # SQLite takes the present size as the least, so the file may not grow by a page.
    with monkeypatch.context() as full:
        full.setattr(engine_module, "_ALWAYS", (*engine_module._ALWAYS, "max_page_count = 1"))
        assert call(folder, "import", str(many)) == 1
        assert "voll" in sentence()
    assert rows(folder) == before
    assert call(folder, "import", str(many)) == 0
    assert len(rows(folder)["persons"]) > 200


# --- places to write to -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["export", "print"])
@pytest.mark.parametrize(
    ("error", "words"),
    [(PermissionError(errno.EACCES, "in use"), "gesperrt"), (OSError(errno.ENOSPC, "no space"), "nicht gespeichert")],
    ids=["locked", "full disk"],
)
def test_a_target_that_is_locked_or_full_keeps_the_file_that_was_there(
    folder: Path, command: str, error: OSError, words: str, monkeypatch: pytest.MonkeyPatch,
    sentence: Callable[[], str],
) -> None:
    chosen = calls(folder)[command]
    target = Path(chosen[-1])
    target.write_bytes(b"was vorher da war")

    step = "replace" if words == "gesperrt" else "open"
    usual = getattr(Path, step)

    def refuse(self: Path, *given: Any, **named: Any) -> Any:
        if self.name.startswith(target.name):
            raise error
        return usual(self, *given, **named)

    with monkeypatch.context() as locked:
        locked.setattr(Path, step, refuse)
        assert call(folder, *chosen) == 1
    assert words in sentence()
    assert target.read_bytes() == b"was vorher da war"
    assert list(folder.parent.glob("*.teil")) == []
    assert rows(folder)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--persons", "0"), 1), (("--persons", "-3"), 1), (("--persons", "50001"), 1), (("--persons", "viele"), 2),
        (("--personen", "3"), 2),
    ],
)  # fmt: skip
def test_a_demo_of_an_impossible_size_is_one_sentence(
    folder: Path, arguments: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(folder, "demo", "--out", str(folder.parent / "demo"), *arguments) == code
    assert capsys.readouterr().err.count("\n") == 1
    assert not (folder.parent / "demo").exists()


def test_a_demo_never_replaces_a_vault_that_is_none(folder: Path, sentence: Callable[[], str]) -> None:
    (folder / "Amt.wegplan").rename(folder / "Musterlingen.wegplan")
    (folder / "Amt.schluessel").rename(folder / "Musterlingen.schluessel")
    before = files(folder)
    assert call(folder, "demo", "--out", str(folder)) == 1
    assert "Musterlingen" in sentence()
    assert files(folder) == before


def test_a_demo_in_a_place_that_is_no_folder_is_one_sentence(folder: Path, sentence: Callable[[], str]) -> None:
    place = folder.parent / "demo"
    place.write_bytes(b"keine Stadt")
    assert call(folder, "demo", "--out", str(place)) == 1
    assert "„demo“" in sentence()
    assert place.read_bytes() == b"keine Stadt"


def test_a_demo_somebody_looks_at_is_not_replaced(folder: Path, sentence: Callable[[], str]) -> None:
    for ending in (".wegplan", ".schluessel"):
        (folder / f"Amt{ending}").rename(folder / f"Musterlingen{ending}")
    (folder / "kennwort.txt").rename(folder / "password.txt")
    with unlock(VaultFiles(folder / "Musterlingen.wegplan"), LABEL, PASSWORD) as vault:
        before = all_rows(vault)
        assert call(folder, "demo", "--out", str(folder)) == 1
        assert LABEL in sentence()
        assert all_rows(vault) == before
    assert (folder / "password.txt").read_text(encoding="utf-8") == PASSWORD


# --- the PC itself ------------------------------------------------------------------------------------------------


def test_without_a_writable_profile_everything_still_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], expect_log: Callable[[str], None]
) -> None:
    expect_log("closing the vault")  # the number of saves cannot be noted
    in_the_way = folder.parent / "Profil"
    in_the_way.write_bytes(b"")
    monkeypatch.setattr(paths, "user_data_path", lambda *_, **__: in_the_way)
    assert call(folder, *calls(folder)["import"]) == 0
    assert call(folder, *calls(folder)["export"]) == 0
    assert capsys.readouterr().err == ""
    assert settings.load()[0] == settings.Settings()
    with pytest.raises(CaseworkError, match="ließen sich nicht speichern"):
        settings.save(settings.Settings(theme="dark"))
