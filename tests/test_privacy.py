"""No client's name in any file the program leaves, but those the user asked for (decision 31, security.md T21).

A clerk's whole day (`functional/marked_day.py`) runs in a process of its own whose folders all lie below one; then
every byte there is searched for the name in every spelling a program may write it in.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import quopri
import re
import sqlite3
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from desktop.casework.search.folding import fold
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN

ROOT = Path(__file__).resolve().parent.parent
MARKERS = (LATIN, FOREIGN, ARABIC)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "cp1254", "cp1256", "cp850")
LIST = f"Name;Vorname;Geburtsdatum;Staatsangehörigkeit;Sprache\n{LATIN}-{FOREIGN};Sara;03.04.1990;syrisch;Arabisch\n"

LEFT = (
    "tresor/Amt.*", "tresor/Sicherungen/*/Amt.wegplan", "tresor/Sicherungen/*/Amt.schluessel",
    "tresor/Sicherungen/*/inhalt.json", "profil/einstellungen.json", "profil/stand.json", "profil/schema.json",
    "profil/zugriffe.json", "profil/Protokolle/wegplan.log", "profil/Protokolle/absturz*.txt",
    "heim/.config/QtProject.conf", "heim/.cache/*",
)  # fmt: skip
"""Every file there may be. One that is not named here might hide a name where no search finds it: packed, or drawn."""
ASKED_FOR = {"nutzer/liste.csv", "nutzer/plan.pdf", "nutzer/bescheid.pdf"}


def spellings(marker: str) -> Iterator[str]:
    """The name as text: as it is, folded for the search, in other cases, taken apart, escaped, turned round."""
    for text in {marker, marker.lower(), marker.upper(), *fold(marker).split()}:
        yield text
        yield unicodedata.normalize("NFD", text)
        yield text[::-1]
        yield escape(text)
        yield json.dumps(text)[1:-1]
        yield re.sub(r"\\u[0-9a-f]{4}", lambda found: "\\u" + found[0][2:].upper(), json.dumps(text)[1:-1])
        yield ascii(text)[1:-1]
        yield quote(text)
        yield quote(text).lower()
        yield "".join(f"&#{ord(letter)};" if letter > "\x7f" else letter for letter in text)
        yield "".join(f"&#x{ord(letter):x};" if letter > "\x7f" else letter for letter in text)


def needles() -> frozenset[bytes]:
    """Every spelling in every encoding, and what the usual wrappings make of it."""
    plain = {_encoded(text, encoding) for marker in MARKERS for text in spellings(marker) for encoding in ENCODINGS}
    found = {mark for mark in plain if len(mark) >= 6}
    for marker in MARKERS:
        raw = marker.encode("utf-8")
        found |= {raw.hex().encode(), raw.hex().upper().encode(), quopri.encodestring(raw).strip()}
        # Base64 depends on what stands before; the letters at both ends depend on their neighbours.
        found |= {base64.b64encode(b"." * before + raw)[4:-4] for before in range(3)}
    return frozenset(found)


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return b""


NEEDLES = needles()
PATTERN = re.compile(b"|".join(re.escape(mark) for mark in sorted(NEEDLES, key=len, reverse=True)))


def found(folder: Path) -> list[str]:
    """Files below `folder` that hold the name, in their content or their own name."""
    return [name for name, path in files(folder) if PATTERN.search(path.read_bytes()) or PATTERN.search(name.encode())]


def files(folder: Path) -> list[tuple[str, Path]]:
    return [(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if path.is_file()]


def strangers(folder: Path) -> list[str]:
    """Files nobody has accounted for."""
    return [name for name, _ in files(folder)
            if name not in ASKED_FOR and not any(fnmatch(name, known) for known in LEFT)]


@dataclass
class Moment:
    """What lay on the disk at a moment: files with the name, files unaccounted for, all files."""

    found: list[str]
    strangers: list[str]
    files: list[str]

    @classmethod
    def of(cls, folder: Path) -> Moment:
        return cls(found(folder), strangers(folder), [name for name, _ in files(folder)])


@dataclass
class Days:
    """Both days: the first ends by a kill, the second by a bug and the locked screen."""

    folder: Path
    moments: dict[str, Moment] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    errors: str = ""
    code: int | None = None


@contextmanager
def process(folder: Path, end: str) -> Iterator[subprocess.Popen[str]]:
    """The program in `folder`, up to the moment it stands still."""
    places = {name: str(folder / "heim") for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")}
    temporary = {name: str(folder / "tmp") for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    own = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "QT_QPA_PLATFORM": "offscreen",
           "PYTHONIOENCODING": "utf-8"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.functional.marked_day", str(folder / "profil"),
         str(folder / "tresor" / "Amt.wegplan"), str(folder / "nutzer"), end],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        cwd=folder / "arbeit", env=kept | places | temporary | own,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def tells(started: subprocess.Popen[str]) -> dict[str, Any]:
    assert started.stdout is not None
    line = started.stdout.readline()
    assert line, started.communicate()[1]
    told: dict[str, Any] = json.loads(line)
    return told


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    folder = tmp_path_factory.mktemp("rechner")
    for name in ("profil", "tresor", "nutzer", "heim", "tmp", "arbeit"):
        (folder / name).mkdir()
    (folder / "nutzer" / "liste.csv").write_text(LIST, encoding="utf-8")
    days = Days(folder)
    with process(folder, "kill") as started:
        days.told.append(tells(started))
        days.moments["at work"] = Moment.of(folder)
        started.kill()
        started.wait()
        days.moments["after the kill"] = Moment.of(folder)
    with process(folder, "bug") as started:
        days.told.append(tells(started))
        days.moments["at the crash page"] = Moment.of(folder)
        days.errors = started.communicate("\n")[1]
        days.code = started.returncode
        days.moments["after locking"] = Moment.of(folder)
    return days


@pytest.mark.parametrize("moment", ["at work", "after the kill", "at the crash page", "after locking"])
def test_the_name_is_in_no_file_but_those_the_user_asked_for(days: Days, moment: str) -> None:
    assert set(days.moments[moment].found) <= ASKED_FOR
    assert days.moments[moment].strangers == []


def test_there_was_something_to_be_found(days: Days) -> None:
    """Negative control: the name went into the vault, into its log and back-up, and the user's list still has it."""
    at_work, locked = days.moments["at work"], days.moments["after locking"]
    assert {"nutzer/liste.csv", "nutzer/bescheid.pdf"} <= set(at_work.found)
    assert "nutzer/plan.pdf" in at_work.files
    assert days.told[0]["wal"] > 100_000
    assert any(name.startswith("tresor/Sicherungen/") and name.endswith(".wegplan") for name in at_work.files)
    assert "profil/Protokolle/wegplan.log" in locked.files
    assert days.told[1]["found"] == 2  # by hand and out of the list; the killed transaction left nothing
    assert "tresor/Amt.wegplan-wal" not in locked.files
    assert days.code == 0


def test_nothing_lies_in_temporary_and_working_folders(days: Days) -> None:
    for moment in days.moments.values():
        assert [name for name in moment.files if name.startswith(("tmp/", "arbeit/"))] == []


def test_no_window_title_names_anybody(days: Days) -> None:
    titles = [title for told in days.told for title in told["titles"]]
    assert "Wegplan" in titles
    assert not any(PATTERN.search(title.encode("utf-8")) for title in titles)
    assert not any(re.search(r"F-\d{4}", title) for title in titles)


def test_report_log_and_stderr_say_where_and_never_whom(days: Days) -> None:
    report = days.told[1]["report"]
    log = (days.folder / "profil" / "Protokolle" / "wegplan.log").read_text(encoding="utf-8")
    assert "KeyError" in report
    assert "provoke_bugs" not in report  # places of the fault, not of the caller
    assert {"KeyError", "IntegrityError"} <= set(re.findall(r"\w+Error", log))
    for text in (report, log, days.errors):
        assert not PATTERN.search(text.encode("utf-8"))
        assert "1985" not in text


def _wide(folder: Path) -> None:
    (folder / "a.tmp").write_bytes(f"xx{FOREIGN}".encode("utf-16-le"))


def _sqlite(folder: Path) -> None:
    plain = sqlite3.connect(folder / "a.wegplan")
    plain.execute("CREATE TABLE persons (name)")
    plain.execute("INSERT INTO persons VALUES (?)", (ARABIC,))
    plain.commit()
    plain.close()


def _log(folder: Path) -> None:
    handler = logging.FileHandler(folder / "a.log", encoding="utf-8")
    handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "cannot save %s", (LATIN,), None))
    handler.close()


def _packed(folder: Path) -> None:
    with zipfile.ZipFile(folder / "~liste.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("sheet.xml", LATIN * 50)


def _file(name: str, content: str) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        (folder / name).write_bytes(content.encode("utf-8"))

    return put


LEAKS = {
    "plain database": _sqlite,
    "log line": _log,
    "text of Windows": _wide,
    "JSON": _file("a.json", json.dumps({"name": FOREIGN})),
    "web address": _file("recent.xbel", f"file:///C:/{quote(ARABIC)}.pdf"),
    "XML entities": _file("a.xml", "".join(f"&#{ord(letter)};" for letter in ARABIC)),
    "Base64": _file("a.eml", base64.b64encode(f"Sehr geehrte Frau {LATIN}".encode()).decode()),
    "search form": _file("a.idx", f"... {fold(FOREIGN)} ..."),
    "capitals": _file("a.txt", FOREIGN.upper()),
    "taken apart": _file("a.mac", unicodedata.normalize("NFD", FOREIGN)),
    "turned round": _file("a.out", ARABIC[::-1]),
    "file name": _file(f"Plan {LATIN}.pdf", "nichts"),
}


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_the_search_finds_a_planted_name(tmp_path: Path, leak: Callable[[Path], None]) -> None:
    """Negative control for the search itself."""
    leak(tmp_path)
    assert len(found(tmp_path)) == 1


def test_a_packed_name_is_noticed_as_a_file_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    _packed(tmp_path / "tmp")
    assert found(tmp_path) == []
    assert strangers(tmp_path) == ["tmp/~liste.xlsx"]


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(os.urandom(200_000) + "Familie Ahmadi, احمدی, Xyzz leck".encode())
    assert found(tmp_path) == []
