"""T1: of what is in the vault nothing can be read on the medium, at no moment and in nothing that was ever written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from desktop.casework.search.folding import fold
from desktop.storage.engine import driver_connection
from desktop.storage.files import VaultFiles
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.functional.marked_day import ARABIC, FOREIGN, LATIN
from tests.proof.marked_writer import WRITES, work
from tests.proof.power import Call, compile_recorder, record
from tests.proof.recording import Proof, german

WRITER = Path(__file__).with_name("marked_writer.py")
TEXTS = {text for name in (LATIN, FOREIGN, ARABIC) for text in (name, name.lower(), fold(name).split()[0])}
NEEDLES = {text.encode(encoding) for text in TEXTS for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
PATTERN = re.compile(b"|".join(map(re.escape, sorted(NEEDLES, key=len, reverse=True))))
HEADER = b"SQLite format 3\0"


def readable(pieces: Iterable[bytes]) -> int:
    """How often the name stands in these bytes, in any of its scripts and of SQLite's ways to spell a text."""
    return sum(len(PATTERN.findall(piece)) for piece in pieces if any(needle in piece for needle in NEEDLES))


@pytest.fixture
def recorded(
    optional_program: Callable[[str], str], vault_files: VaultFiles, tmp_path: Path, profile: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, int], list[Call]]:  # fmt: skip
    """`recorded(how, rows)`: everything a process wrote in the folder of a vault, see marked_writer.py."""
    library = compile_recorder(tmp_path, optional_program("cc"))

    def run(how: str, rows: int) -> list[Call]:
        there = VaultFiles(shutil.copytree(vault_files.folder, tmp_path / how) / vault_files.database.name)
        for variable in ("SQLITE_TMPDIR", "TMPDIR"):
            monkeypatch.setenv(variable, str(there.folder))
        return record(library, there.folder, WRITER, how, str(there.database), str(profile), str(rows))

    return run


PLACES = {"local": ("lokal, WAL", "-wal"), "share": ("Netzlaufwerk, DELETE", "-journal")}


def test_of_all_bytes_ever_written_none_can_be_read(proof: Proof, recorded: Callable[[str, int], list[Call]]) -> None:
    sorting, plain = (recorded(control, 800) for control in ("temp_file", "plain"))
    outside, bare = (readable(call.data for call in calls) for calls in (sorting, plain))
    assert min(outside, bare) > 800
    assert any(call.data.startswith(HEADER) for call in plain)

    rows = proof.amount(400, 10_000)
    for how, (where, journal) in PLACES.items():
        calls = recorded(how, rows)
        written = sum(len(call.data) for call in calls)
        assert written > rows * 500
        assert {"Musterlingen.wegplan", f"Musterlingen.wegplan{journal}"} <= {call.name for call in calls}
        assert readable(call.data for call in calls) == 0
        assert not any(call.data.startswith(HEADER) for call in calls)
        proof.reached("T1", f"Lesbare Namen in allem, was je geschrieben wurde ({where})",
                      f"0 in {german(written / 1e6, 1)} MB", "0",
                      f"Sortieren in Dateien {german(outside)} ×, ohne Verschlüsselung {german(bare)} ×")


def test_at_no_moment_a_name_can_be_read_in_any_file(proof: Proof, vault_files: VaultFiles, profile: Path) -> None:
    """Looked at after every statement, while SQLite has pages, journal and temporary tables open."""
    moments, rows = 0, proof.amount(100, 2_000)
    with unlock(vault_files, LABEL, PASSWORD, cost=CHEAP) as vault:
        with driver_connection(vault._database.engine) as connection:
            watched = _Watched(connection, lambda: _look(vault_files.folder, profile))
            work(watched, rows)
            moments += watched.moments
        vault.back_up()
    _look(vault_files.folder, profile)
    assert moments > len(WRITES)

    plain = vault_files.folder / "klar.txt"
    plain.write_text(LATIN, encoding="utf-16-le")
    with pytest.raises(AssertionError, match="readable"):
        _look(vault_files.folder, profile)
    proof.reached("T1", "Dateien nach jeder Anweisung durchsucht", f"0 Namen an {moments + 1} Zeitpunkten", "0",
                  "eine Datei mit dem Namen wird gefunden")


class _Watched:
    """A connection that has the files looked at after each statement."""

    def __init__(self, connection: object, look: Callable[[], None]) -> None:
        self._connection, self._look, self.moments = connection, look, 0

    def execute(self, statement: str) -> object:
        return self._done(self._connection.execute(statement))  # type: ignore[attr-defined]  # the driver has no types

    def executemany(self, statement: str, rows: object) -> object:
        return self._done(self._connection.executemany(statement, rows))  # type: ignore[attr-defined]  # see above

    def _done(self, result: object) -> object:
        self._look()
        self.moments += 1
        return result


def _look(*folders: Path) -> None:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert [path.suffix for path in files].count(".wegplan") >= 1
    for path in files:
        data = path.read_bytes()
        assert readable([data]) == 0, f"readable: {path.name}"
        assert not data.startswith(HEADER), f"not encrypted: {path.name}"
