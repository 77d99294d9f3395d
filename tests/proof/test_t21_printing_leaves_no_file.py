"""T21, for plans: looking at a sheet, saving it and printing it write no file but those the user asked for, also when
the process ends in the middle of a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.storage.files import VaultFiles
from tests.proof.power import Call, compile_recorder, record
from tests.proof.recording import Proof, german
from tests.proof.test_t01_nothing_readable_on_disk import readable

WRITER = Path(__file__).with_name("print_writer.py")
VAULT = ("tresor/Musterlingen.wegplan", "tresor/Musterlingen.schluessel", "tresor/Musterlingen.lock")
PROFILE = ("profil/stand.json", "profil/schema.json", "profil/zugriffe.json")
FONTS = ("heim/.cache", "heim/.config")
"""What fontconfig and Qt keep for all programs: lists of fonts, the folder of the last file dialog."""


def strangers(calls: list[Call]) -> set[str]:
    """Files that are neither the vault's, nor the program's own, nor asked for."""
    return {call.name for call in calls
            if call.operation in "cmrtw" and not call.name.startswith((*VAULT, *PROFILE, *FONTS, "nutzer/"))}


@pytest.fixture
def recorded(
    optional_program: Callable[[str], str], vault_files: VaultFiles, tmp_path: Path, profile: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str, int], tuple[list[Call], Path]]:  # fmt: skip
    """`recorded(how, sheets)`: everything a process wrote anywhere it may write, and the folder of it all."""
    library = compile_recorder(tmp_path, optional_program("cc"))

    def run(how: str, sheets: int) -> tuple[list[Call], Path]:
        place = tmp_path / how
        for name in ("nutzer", "tmp", "heim"):
            (place / name).mkdir(parents=True)
        there = VaultFiles(shutil.copytree(vault_files.folder, place / "tresor") / vault_files.database.name)
        shutil.copytree(profile, place / "profil")
        for variable in ("SQLITE_TMPDIR", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(variable, str(place / "tmp"))
        for variable, name in (("HOME", ""), ("XDG_CACHE_HOME", ".cache"), ("XDG_CONFIG_HOME", ".config")):
            monkeypatch.setenv(variable, str(place / "heim" / name))
        (place / "tmp").chmod(0o700)
        arguments = (how, str(there.database), str(place / "profil"), str(place / "nutzer"), str(sheets))
        return record(library, place, WRITER, *arguments), place

    return run


def test_printing_leaves_no_file(proof: Proof, recorded: Callable[[str, int], tuple[list[Call], Path]]) -> None:
    control, place = recorded("outside", 3)
    left = [path for path in (place / "tmp").iterdir() if path.is_file()]
    assert len(left) == 3
    assert strangers(control)
    assert readable(call.data for call in control) >= 3

    count = proof.amount(2, 30)
    calls, place = recorded("program", count)
    assert strangers(calls) == set()
    assert list((place / "tmp").iterdir()) == []
    assert len(list((place / "nutzer").iterdir())) == 2 * count

    broken, place = recorded("broken_off", 1)
    assert strangers(broken) == set()
    assert list((place / "tmp").iterdir()) == []
    assert {path.name for path in (place / "nutzer").iterdir()} == {"plan 0.pdf", "papier 0.pdf"}
    assert not (place / "nutzer" / "papier 0.pdf").read_bytes().endswith(b"%%EOF\n")  # the paper stops half-way
    proof.reached("T21", f"{count} Blätter gezeigt, gespeichert, gedruckt, dazu ein Abbruch mitten im Druck",
                  f"0 Dateien nebenbei bei {german(len(calls))} Schreibvorgängen", "0",
                  f"ein Programm mit Zwischendatei: {len(left)} Dateien bleiben liegen")
