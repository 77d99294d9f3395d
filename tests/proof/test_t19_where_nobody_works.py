"""T19: no work in a folder that is synchronised; on a share the journal needs no shared memory. Types are pretended."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.storage.database import profile_for
from desktop.storage.engine import Profile
from desktop.storage.errors import CloudFolderError
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.places import taken_for_share
from tests.proof.recording import Proof
from tests.proof.saving import enter

SYNCED = (
    "OneDrive", "OneDrive - Stadt Musterlingen", "Dropbox", "Dropbox (Stadt)", "Nextcloud", "Nextcloud2", "ownCloud",
    "Google Drive", "GoogleDrive", "iCloudDrive", "iCloud Drive", "MagentaCLOUD", "HiDrive", "Seafile", "Tresorit",
)  # fmt: skip
MARKS = (".dropbox.cache", ".nextcloudsync.log", ".owncloudsync.log", ".seafile-data")
ORDINARY = ("Akten", "Meine Cloud", "Dropbox-Ersatz", "Nextcloudia", "Drive", "Fälle für Übermorgen")
MOUNTS = ("//server/akten {} cifs rw 0 0", "//server/akten {} smb3 rw 0 0", "srv:/akten {} nfs4 rw 0 0")


def opened_in(folder: Path, files: VaultFiles) -> VaultFiles:
    """The vault copied into `folder`, opened and closed there. Raises what opening raises."""
    shutil.copytree(files.folder, folder)
    there = VaultFiles(folder / files.database.name)
    enter(there).close()
    return there


def test_a_synchronised_folder_is_refused(
    proof: Proof, vault_files: VaultFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = 0
    for name in SYNCED:
        with pytest.raises(CloudFolderError, match="verschieben"):
            opened_in(tmp_path / name / "Akten", vault_files)
        refused += 1
    for number, mark in enumerate(MARKS):
        (tmp_path / f"marke{number}").mkdir()
        (tmp_path / f"marke{number}" / mark).touch()
        with pytest.raises(CloudFolderError):
            opened_in(tmp_path / f"marke{number}" / "Akten", vault_files)
        refused += 1
    with monkeypatch.context() as patch:
        patch.setenv("OneDriveCommercial", str(tmp_path / "Umgeleitet"))
        with pytest.raises(CloudFolderError):
            opened_in(tmp_path / "Umgeleitet" / "Akten", vault_files)
    for name in ORDINARY:
        opened_in(tmp_path / name, vault_files)  # the control: nothing else is refused
    amount = refused + 1
    proof.reached("T19", "Cloud-Ordner (Namen, Kennzeichen, Umleitung), nicht zum Arbeiten geöffnet",
                  f"{amount} von {amount}", "100 %", f"{len(ORDINARY)} gewöhnliche Ordner geöffnet")


def test_on_a_share_the_journal_changes(
    proof: Proof, vault_files: VaultFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = [VaultFiles(Path("//server/akten/A.wegplan"))]
    assert [profile_for(files) for files in kinds] == [Profile.SHARE]
    for line in MOUNTS:
        (tmp_path / "mounts").write_text(f"/dev/sda1 / ext4 rw 0 0\n{line.format('/freigabe')}\n", encoding="utf-8")
        with monkeypatch.context() as patch:
            patch.setattr("desktop.storage.sharing.places._MOUNTS", tmp_path / "mounts")
            assert profile_for(VaultFiles(Path("/freigabe/A.wegplan"))) is Profile.SHARE
            assert profile_for(VaultFiles(Path("/platte/A.wegplan"))) is Profile.LOCAL
    with taken_for_share(vault_files.folder), enter(vault_files):
        assert not vault_files.wal.exists()
    with enter(vault_files):  # the control: the same folder, not taken for a share
        assert vault_files.wal.exists()
    amount = len(MOUNTS) + 2
    proof.reached("T19", "Netzlaufwerke (UNC, eingehängt, angenommen): Journal DELETE, EXTRA, EXCLUSIVE statt WAL",
                  f"{amount} von {amount}", "umgestellt", "auf der Platte: WAL")
