"""T21, for documents: adding, looking, turning, printing and deleting write nothing readable and no temporary file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.storage.files import VaultFiles
from tests.proof.power import Call, compile_recorder, record
from tests.proof.recording import Proof, german
from tests.proof.test_t01_nothing_readable_on_disk import readable

WRITER = Path(__file__).with_name("document_writer.py")
OWN = ("Musterlingen.wegplan", "Musterlingen.schluessel", "Musterlingen.lock")


def strangers(calls: list[Call]) -> set[str]:
    """Files beside the vault's own, their companions and backups; one without a name is the folder's, if written."""
    return {
        call.name for call in calls
        if (call.name != "." or call.data) and not call.name.startswith((*OWN, "Sicherungen"))
    }  # fmt: skip


@pytest.fixture
def recorded(
    optional_program: Callable[[str], str], vault_files: VaultFiles, tmp_path: Path, profile: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, int], list[Call]]:  # fmt: skip
    """`recorded(how, documents)`: everything a process wrote where vault and temporary files lie."""
    library, outside = compile_recorder(tmp_path, optional_program("cc")), tmp_path / "nutzer"
    outside.mkdir()

    def run(how: str, documents: int) -> list[Call]:
        there = VaultFiles(shutil.copytree(vault_files.folder, tmp_path / how) / vault_files.database.name)
        for variable in ("SQLITE_TMPDIR", "TMPDIR", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(variable, str(there.folder))
        there.folder.chmod(0o700)
        return record(library, there.folder, WRITER, how, str(there.database), str(profile), str(outside),
                      str(documents))

    return run


def test_documents_leave_nothing_readable_and_no_temporary_file(
    proof: Proof, recorded: Callable[[str, int], list[Call]], tmp_path: Path
) -> None:
    control = recorded("outside", 1)
    seen = readable(call.data for call in control)
    assert seen >= 300
    assert strangers(control)

    count = proof.amount(2, 40)
    calls = recorded("program", count)
    written = sum(len(call.data) for call in calls)
    assert written > count * 10_000
    assert readable(call.data for call in calls) == 0
    assert strangers(calls) == set()
    scan, copy = tmp_path / "nutzer" / "scan 0.pdf", tmp_path / "nutzer" / "kopie 0.pdf"
    assert scan.read_bytes() == copy.read_bytes()
    assert readable([scan.read_bytes()]) > 300
    proof.reached(
        "T21", f"{count} Dokumente hinzugefügt, gezeigt, gedreht, gedruckt, gespeichert",
        f"0 Namen in {german(written / 1e6, 1)} MB, 0 Dateien nebenbei", "0",
        f"ein Programm mit Zwischendatei: {german(seen)} × lesbar",
    )
