"""T16: the disk is full while something is saved, copied, changed or brought back: nothing is lost, and it is told."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.casework.office import actor_for
from desktop.errors import VaultError
from desktop.storage.backup.backup_generations import list_copies, prove_whole
from desktop.storage.backup.restore import restore
from desktop.storage.errors import DiskFullError, translated
from desktop.storage.files import VaultFiles
from desktop.storage.keys import attempts
from desktop.storage.open_vault import OpenVault
from desktop.storage.sharing.places import taken_for_share
from desktop.storage.vault import unlock
from tests.conftest import CHEAP, LABEL, PASSWORD
from tests.proof.recording import Proof, german
from tests.proof.saving import Acknowledged, enter, faults, quiet, save_witness, what_to_change
from tests.proof.small_disk import SmallDisk, pretended_disk, real_disk

MOST_SAVES = 20_000


@pytest.fixture(params=["real", "pretended"])
def disk(
    request: pytest.FixtureRequest, optional_program: Callable[[str], str], tmp_path: Path
) -> Iterator[SmallDisk]:
    """A small disk with room on it, of both kinds in turn."""
    folder = tmp_path / "Klein"
    with real_disk(folder, optional_program("mount")) if request.param == "real" else pretended_disk(folder) as disk:
        yield disk


@dataclass
class Office:
    """A vault on a small disk with a few saves in it, and what is known to be saved."""

    files: VaultFiles
    disk: SmallDisk
    rng: random.Random
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: int = 0
    missing: int = 0

    def save(self, vault: OpenVault, most: int) -> None:
        """Save until the disk refuses, but no more than `most` times."""
        with vault.session() as session:
            actor = actor_for(session, LABEL)
        last = None
        for _ in range(most):
            number = len(self.acknowledged) + 1
            with translated(), vault.session() as session:
                last = save_witness(session, actor, "w", number, what_to_change(number, last)).made
            assert last is not None
            self.acknowledged.append(Acknowledged("w", number, last))

    def is_refused(self, step: Callable[[], object]) -> VaultError | None:
        """The sentence with which a step ends on the full disk, which must tell what is wrong."""
        error = None
        try:
            with translated():
                step()
        except VaultError as refused:
            error = refused
            self.refused += 1
        assert error is None or re.fullmatch(r"[A-ZÄÖÜ].*\bvoll\b.*\.", str(error))
        return error

    def is_whole(self) -> None:
        """With room again, everything acknowledged is there, and work goes on."""
        self.disk.free()
        attempts.succeeded(self.files)
        with enter(self.files) as vault:
            assert faults(vault, self.acknowledged) == []
            self.save(vault, 1)
            self._count_what_was_refused(vault)

    def _count_what_was_refused(self, vault: OpenVault) -> None:
        """The control: a save that was refused is counted as if it had been told done, and is found missing."""
        refused = Acknowledged("w", len(self.acknowledged) + 1, self.acknowledged[-1].person)
        self.missing += any(fault.startswith("lost") for fault in faults(vault, [refused]))


def saving(office: Office, vault: OpenVault) -> None:
    assert isinstance(office.is_refused(lambda: office.save(vault, MOST_SAVES)), DiskFullError)
    with quiet():
        assert faults(vault, office.acknowledged) == []  # reading goes on


def copying(office: Office, vault: OpenVault) -> None:
    before = list_copies(office.files.backup_folder, office.files.name)
    office.is_refused(vault.back_up)
    after = list_copies(office.files.backup_folder, office.files.name)
    assert {copy.folder for copy in before} <= {copy.folder for copy in after}
    for copy in after:
        prove_whole(copy)


def changing_the_password(office: Office, vault: OpenVault) -> None:
    """Whatever happened, one of the two opens, and it is the one that was told."""
    other = PASSWORD + " neu"
    refused = office.is_refused(lambda: vault.change_password(PASSWORD, other))
    office.disk.free()
    vault.close()
    with unlock(office.files, LABEL, PASSWORD if refused else other, cost=CHEAP) as again:
        if not refused:
            again.change_password(other, PASSWORD)


def changing_the_key(office: Office, vault: OpenVault) -> None:
    office.is_refused(lambda: vault.change_key(PASSWORD))
    office.disk.free()
    with vault.session() as session:  # the vault goes on working, with whichever key
        assert actor_for(session, LABEL).user_id


def bringing_back(office: Office, vault: OpenVault) -> None:
    """The copy holds what the vault held before; so everything is there whether it was brought back or not."""
    vault.close()
    (copy, *_) = list_copies(office.files.backup_folder, office.files.name)
    office.is_refused(lambda: restore(office.files, copy))


STEPS = {
    "Speichern": saving, "Sichern": copying, "Kennwort ändern": changing_the_password,
    "Schlüssel wechseln": changing_the_key, "Zurückholen": bringing_back,
}


def run(office: Office, step: Callable[[Office, OpenVault], None], share: bool) -> None:
    """Fill the disk up in the middle of work with an open vault; what is left is too little for any of the steps."""
    place = taken_for_share(office.files.folder) if share else contextlib.nullcontext()
    with place:
        with quiet(), enter(office.files) as vault:
            office.save(vault, 4)
            vault.back_up()
            most = 1 if step is changing_the_password else office.files.database.stat().st_size // 8
            office.disk.fill(office.rng.randrange(most))
            step(office, vault)
            if office.rng.random() < 0.5:
                office.disk.free()  # room comes back while the vault is open, or only after it was closed
        office.is_whole()


@pytest.mark.parametrize("what", STEPS)
def test_a_full_disk_loses_nothing_and_is_told(
    disk: SmallDisk, vault_files: VaultFiles, proof: Proof, what: str
) -> None:
    rng, offices = proof.rng(), []
    for number in range(proof.amount(2, 80)):
        disk.free()
        folder = disk.folder / "Tresor"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(vault_files.folder, folder)
        offices.append(Office(VaultFiles(folder / vault_files.database.name), disk, rng))
        run(offices[-1], STEPS[what], share=bool(number % 2))
    refused, missing = sum(office.refused for office in offices), sum(office.missing for office in offices)
    assert refused == len(offices), "the disk was not full enough to prove anything"
    assert missing == len(offices)
    proof.reached("T16", f"Voller Datenträger bei „{what}“ ({disk.kind}; je zur Hälfte lokal und Netzlaufwerk)",
                  f"{german(refused)} von {german(len(offices))} mit klarem Satz abgewiesen, 0 verloren",
                  "80 von 80, 0 verloren", f"abgewiesene Speicherung mitgezählt: fehlt in {missing} von {len(offices)}")
