"""The reader that needs neither program nor SQLCipher: reads whatever a vault was left as, and says what is wrong."""

from __future__ import annotations

import ast
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from build import read_vault
from desktop.casework.office import actor_for
from desktop.casework.people.people import PersonFacts
from desktop.storage import atomic
from desktop.storage.engine import Profile, checkpoint, driver_connection, make_engine
from desktop.storage.files import VaultFiles
from desktop.storage.keys.keyfile import read
from desktop.storage.keys.keys import DatabaseKey
from desktop.storage.keys.slots import canonical, open_slot
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock
from tests.conftest import CHEAP, LABEL, PASSWORD

Reading = Callable[..., int]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file with the password, as the script wants it."""
    path = tmp_path / "kennwort.txt"
    path.write_text(PASSWORD + "\n", encoding="utf-8")
    return path


@pytest.fixture
def reading(vault_files: VaultFiles, secret: Path) -> Reading:
    """`reading(*options, vault=…)`: run the script with the password; its exit code."""

    def run(*options: object, vault: Path = vault_files.database) -> int:
        return read_vault.main([str(vault), "--password-file", str(secret), *map(str, options)])

    return run


@pytest.fixture
def key(vault_files: VaultFiles) -> DatabaseKey:
    keys = read(vault_files, CHEAP)
    opened = open_slot(keys.slots[0], PASSWORD, keys.binding)
    assert opened is not None
    return DatabaseKey(opened, keys.db_id)


def remark(session: Session, value: str) -> None:
    """One save into a table that may hold anything."""
    session.connection(execution_options={"writing": True})
    session.execute(text("INSERT INTO settings (key, value) VALUES (:v, json_quote(:v))"), {"v": value})
    session.commit()


def remarks(out: Path) -> set[str]:
    plain = sqlite3.connect(out)
    try:
        return {row[0] for row in plain.execute("SELECT key FROM settings")}
    finally:
        plain.close()


def copied(files: VaultFiles, to: Path) -> Path:
    """All files of the vault as they lie there now; the path of the database."""
    shutil.copytree(files.folder, to)
    (to / files.lock_file.name).unlink(missing_ok=True)
    return to / files.database.name


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_it_imports_nothing_but_python_and_the_two_libraries_it_names() -> None:
    tree = ast.parse(Path(read_vault.__file__).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert roots == {"argon2", "cryptography"}
    assert "pip install cryptography argon2-cffi" in (read_vault.__doc__ or "")


def test_it_runs_alone_and_lists_the_tables(vault_files: VaultFiles, secret: Path, tmp_path: Path) -> None:
    script = shutil.copy(read_vault.__file__, tmp_path / "leser.py")
    line = [sys.executable, "-P", script, str(vault_files.database), "--password-file", str(secret), "--list"]
    told = subprocess.run(line, cwd=tmp_path, capture_output=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})
    assert (told.returncode, told.stderr) == (0, "")
    assert "        1  users\n" in told.stdout
    assert "        0  persons\n" in told.stdout


def test_the_plain_file_stands_alone_and_the_vault_is_not_touched(
    vault_files: VaultFiles, reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(vault_files.folder)
    assert reading("--out", tmp_path / "klar.sqlite") == 0
    assert "unverschlüsselt" in capsys.readouterr().err
    assert content(vault_files.folder) == before
    plain = sqlite3.connect(tmp_path / "klar.sqlite")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("SELECT name FROM users").fetchall() == [(LABEL,)]
    plain.close()
    assert not (tmp_path / "klar.sqlite-wal").exists()


def test_saves_still_in_the_write_ahead_log_are_read(
    vault: OpenVault, vault_files: VaultFiles, reading: Reading, tmp_path: Path
) -> None:
    for number in range(3):
        with vault.session() as session:
            remark(session, f"Eintrag {number}")
    there = copied(vault_files, tmp_path / "abgestürzt")
    assert reading("--out", tmp_path / "mit.sqlite", vault=there) == 0
    assert {"Eintrag 0", "Eintrag 1", "Eintrag 2"} <= remarks(tmp_path / "mit.sqlite")

    wal = there.with_name(there.name + "-wal")
    wal.write_bytes(wal.read_bytes()[:-1])  # the last save was not finished
    assert reading("--out", tmp_path / "ohne.sqlite", vault=there) == 0
    assert "Eintrag 1" in remarks(tmp_path / "ohne.sqlite")
    assert "Eintrag 2" not in remarks(tmp_path / "ohne.sqlite")


def test_frames_of_an_earlier_round_of_the_log_do_not_count(
    vault: OpenVault, vault_files: VaultFiles, reading: Reading, tmp_path: Path
) -> None:
    with vault.session() as session:
        remark(session, "x" * 90_000)  # many frames
    with driver_connection(vault._database.engine) as connection:
        connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
    with vault.session() as session:
        remark(session, "danach")  # written over the first of them
    there = copied(vault_files, tmp_path / "offen")
    assert reading("--out", tmp_path / "klar.sqlite", vault=there) == 0
    assert {"danach", "x" * 90_000} <= remarks(tmp_path / "klar.sqlite")


def test_a_save_broken_off_on_a_share_is_taken_back(
    vault_files: VaultFiles, key: DatabaseKey, reading: Reading, tmp_path: Path
) -> None:
    engine = make_engine(vault_files.database, key, Profile.SHARE)
    with driver_connection(engine) as connection:
        for number in range(60):
            row = (f"Eintrag {number}", json.dumps("vorher " * 500))
            connection.execute("INSERT INTO settings (key, value) VALUES (?, ?)", row)
        connection.execute("PRAGMA cache_size = 5")  # so that SQLite writes into the file before the end
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE settings SET value = replace(value, 'vorher', 'nachher')")
        there = copied(vault_files, tmp_path / "abgebrochen")
        connection.execute("ROLLBACK")
    engine.dispose()
    journal = there.with_name(there.name + "-journal")
    assert journal.stat().st_size > 4096
    assert there.read_bytes() != vault_files.database.read_bytes()
    assert reading("--out", tmp_path / "klar.sqlite", vault=there) == 0
    plain = sqlite3.connect(tmp_path / "klar.sqlite")
    assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert plain.execute("SELECT count(*) FROM settings WHERE value LIKE '%vorher%'").fetchone() == (60,)
    assert plain.execute("SELECT count(*) FROM settings WHERE value LIKE '%nachher%'").fetchone() == (0,)
    plain.close()
    journal.unlink()  # the control: without the journal half of the save is there
    reading("--out", tmp_path / "halb.sqlite", vault=there)
    assert b"nachher" in (tmp_path / "halb.sqlite").read_bytes()


def test_the_recovery_sheet_opens_also_without_a_key_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = VaultFiles(tmp_path / "Neu.wegplan")
    vault, sheet = create_vault(files, label=LABEL, password=PASSWORD, cost=CHEAP)
    vault.close()
    groups = tmp_path / "blatt.txt"
    groups.write_text(" ".join(sheet.groups), encoding="utf-8")
    given = [str(files.database), "--password-file", str(groups), "--list"]
    assert read_vault.main([*given, "--recovery"]) == 0
    files.key_file.unlink()
    assert read_vault.main([*given, "--recovery"]) == 1
    assert "fehlt" in capsys.readouterr().err
    assert read_vault.main([*given, "--qr", sheet.slot_text]) == 0
    assert read_vault.main([*given, "--qr", sheet.slot_text[:-1]]) == 1
    assert "nicht vollständig" in capsys.readouterr().err


def test_a_mistyped_sheet_is_told_by_its_groups(
    vault_files: VaultFiles, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = tmp_path / "blatt.txt"
    wrong = "000011 000012 000022 000022 000022 000022 000022 720896"
    for typed, told in ((wrong, "Gruppe 2, 8"), ("11", "2 Ziffern")):
        groups.write_text(typed, encoding="utf-8")
        given = [str(vault_files.database), "--password-file", str(groups), "--recovery"]
        assert read_vault.main(given) == 1
        assert told in capsys.readouterr().err


def test_a_start_password_from_paper_opens_however_it_was_typed(
    vault_files: VaultFiles, secret: Path, reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        start = vault.give_start_password("Ayşe Yılmaz")
    assert reading("--list") == 1
    assert "Ayşe Yılmaz, Petra Lang" in capsys.readouterr().err  # two people: who is it?
    for typed in (start.words, start.words.upper().replace("-", "  "), f" {start.words.title()} "):
        secret.write_text(typed, encoding="utf-8")
        assert reading("--user", "Ayşe Yılmaz", "--list") == 0
    assert "Achtung" not in capsys.readouterr().err


def test_in_the_middle_of_a_change_of_the_key_either_side_is_read(
    vault_files: VaultFiles, reading: Reading, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The power may fail before or after the database was put in place: the key file then holds both keys."""
    states: dict[str, Path] = {}
    really = atomic.replace

    def observed(source: Path, target: Path) -> None:
        if target == vault_files.database:
            states["davor"] = copied(vault_files, tmp_path / "davor")
            really(source, target)
            states["danach"] = copied(vault_files, tmp_path / "danach")
        else:
            really(source, target)

    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        monkeypatch.setattr(atomic, "replace", observed)
        vault.change_key(PASSWORD)
        monkeypatch.undo()
    capsys.readouterr()
    assert states["davor"].read_bytes() != states["danach"].read_bytes()
    for name, there in states.items():
        assert json.loads(there.with_suffix(".schluessel").read_bytes())["pending"]["generation"] == 2
        assert reading("--list", vault=there) == 0, name
        assert "von jemandem verändert" not in capsys.readouterr().err
    assert reading("--list") == 0


def test_a_key_file_from_before_a_change_of_the_key_is_told_from_damage(
    vault_files: VaultFiles, reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    before = vault_files.key_file.read_bytes()
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        vault.change_key(PASSWORD)
    vault_files.key_file.write_bytes(before)
    assert reading("--list") == 1
    assert "vor einem Wechsel des Schlüssels" in capsys.readouterr().err


def _wrong_password(_: VaultFiles, secret: Path) -> None:
    secret.write_text("falsch", encoding="utf-8")


def _no_key_file(files: VaultFiles, _: Path) -> None:
    files.key_file.unlink()


def _damaged_key_file(files: VaultFiles, _: Path) -> None:
    files.key_file.write_bytes(files.key_file.read_bytes().replace(b'"serial": ', b'"serial": 1'))


def _plain_file(files: VaultFiles, _: Path) -> None:
    files.database.unlink()
    plain = sqlite3.connect(files.database)
    plain.execute("CREATE TABLE a (b)")
    plain.close()


def _other_vault(files: VaultFiles, _: Path) -> None:
    files.database.write_bytes(b"another salt" + files.database.read_bytes()[12:])


def _no_vault(files: VaultFiles, _: Path) -> None:
    files.database.unlink()


def _cut(files: VaultFiles, _: Path) -> None:
    files.database.write_bytes(files.database.read_bytes()[:-4096])


def _newer(files: VaultFiles, _: Path) -> None:
    _mended(files, version=2)


def _mended(files: VaultFiles, **changed: object) -> None:
    """Change the key file and its check sum, as anybody could."""
    body: dict[str, Any] = {**json.loads(files.key_file.read_bytes()), **changed}
    body.pop("sha256")
    body["sha256"] = hashlib.sha256(canonical(body)).hexdigest()
    files.key_file.write_text(json.dumps(body), encoding="utf-8")


WRONG = {
    "Das Kennwort oder der Wiederherstellungsschlüssel ist falsch.": _wrong_password,
    "fehlt; mit dem Blatt geht es trotzdem": _no_key_file,
    "ist beschädigt; bitte eine Kopie": _damaged_key_file,
    "ist kein Tresor": _plain_file,
    "gehören zu einem anderen Tresor": _other_vault,
    "gibt es nicht.": _no_vault,
    "Seiten sind beschädigt oder verändert": _cut,
    "hat die Version 2": _newer,
}


@pytest.mark.parametrize("told", WRONG)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_written(
    told: str, vault_files: VaultFiles, secret: Path, reading: Reading, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    WRONG[told](vault_files, secret)
    assert reading("--out", tmp_path / "klar.sqlite") == 1
    said = capsys.readouterr().err
    assert told in said
    assert said.count("\n") == 1
    assert not (tmp_path / "klar.sqlite").exists()


def test_somebody_else_s_name_is_answered_with_the_names_there_are(
    reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reading("--user", "Niemand", "--list") == 1
    assert LABEL in capsys.readouterr().err


def test_nothing_is_written_over(reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "da.sqlite").write_bytes(b"meins")
    assert reading("--out", tmp_path / "da.sqlite") == 1
    assert "gibt es schon" in capsys.readouterr().err
    assert (tmp_path / "da.sqlite").read_bytes() == b"meins"


def test_a_flipped_byte_is_told_with_its_page_and_the_rest_can_be_saved(
    vault_files: VaultFiles, reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(vault_files.database.read_bytes())
    pages = len(data) // 4096
    data[(pages - 1) * 4096 + 100] ^= 4
    vault_files.database.write_bytes(data)
    assert reading("--list") == 1
    assert f"1 von {pages} Seiten sind beschädigt oder verändert: {pages}." in capsys.readouterr().err
    assert reading("--despite-damage", "--out", tmp_path / "rest.sqlite") == 0
    assert f"beschädigt oder verändert: {pages}." in capsys.readouterr().err
    assert (tmp_path / "rest.sqlite").stat().st_size == len(data)


def test_a_key_file_changed_by_a_stranger_is_warned_about(
    vault_files: VaultFiles, reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    _mended(vault_files, serial=99)
    assert reading("--list") == 0
    assert "von jemandem verändert" in capsys.readouterr().err


def test_an_open_vault_is_warned_about(
    vault: OpenVault, reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reading("--list") == 0
    assert "vielleicht gerade geöffnet" in capsys.readouterr().err


@pytest.fixture
def with_document(vault: OpenVault, vault_files: VaultFiles) -> Iterator[bytes]:
    """The vault holds one document in three pieces; its bytes."""
    from desktop.casework.cases.cases import enter_person_case
    from desktop.records.attachments import Attachment, AttachmentChunk

    document = bytes(range(256)) * 40
    with vault.session() as session:
        actor = actor_for(session, LABEL)
        case = enter_person_case(session, actor, PersonFacts("Ahmadi", "Maryam")).made
        session.connection(execution_options={"writing": True})
        kept = Attachment(
            case_id=case, title="Bescheid: 3/4?", media_type="application/pdf", size=len(document),
            sha256=hashlib.sha256(document).hexdigest(),
        )  # fmt: skip
        session.add(kept)
        session.flush()
        pieces = (document[4000:8000], document[:4000], document[8000:])
        for position, piece in zip((1, 0, 2), pieces, strict=True):
            session.add(AttachmentChunk(attachment_id=kept.id, position=position, data=piece))
        session.commit()
    checkpoint(vault._database.engine)
    yield document
    vault.close()


def test_documents_are_written_as_files(
    with_document: bytes, reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert reading("--attachments", tmp_path / "dokumente") == 0
    assert "Geschriebene Dokumente: 1." in capsys.readouterr().out
    written = [path for path in (tmp_path / "dokumente").rglob("*") if path.is_file()]
    assert [path.relative_to(tmp_path / "dokumente").as_posix() for path in written] == [
        "F-2026-001/1 Bescheid_ 3_4_.pdf"
    ]
    assert written[0].read_bytes() == with_document


def test_a_document_that_is_not_the_one_put_there_is_warned_about(
    with_document: bytes, vault: OpenVault, reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with vault.session() as session:
        session.connection(execution_options={"writing": True})
        session.execute(text("UPDATE attachment_chunks SET data = X'00' WHERE position = 2"))
        session.commit()
    assert reading("--attachments", tmp_path / "dokumente") == 0
    assert "ist nicht das Dokument" in capsys.readouterr().err


def test_a_vault_from_before_documents_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = Path(__file__).parents[1] / "records" / "vaults" / "schema_0001" / "Altstadt.wegplan"
    (tmp_path / "kennwort.txt").write_text("Altes-Laub-Ofen-Birne-47", encoding="utf-8")
    given = [str(kept), "--password-file", str(tmp_path / "kennwort.txt"), "--attachments", str(tmp_path / "x")]
    assert read_vault.main(given) == 1
    assert "gibt es keine Dokumente" in capsys.readouterr().err


def test_a_vault_without_damage_opens_in_the_program_afterwards(vault_files: VaultFiles, reading: Reading) -> None:
    assert reading("--list") == 0
    unlock(vault_files, LABEL, PASSWORD, cost=CHEAP).close()
