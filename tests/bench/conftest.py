"""The bench's own fixtures: the table printed at the end, and a vault with 5,000 people."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop import clock
from desktop.casework.office import first_actor
from desktop.commands.town.building import furnish_office, tell_stories
from desktop.commands.town.crowd import add_crowd
from desktop.storage.files import VaultFiles
from desktop.storage.kdf import KeyCost
from desktop.storage.vault import create_vault
from tests.bench.yardstick import Yardstick

PEOPLE = 5000
LABEL, PASSWORD = "Petra Lang", "Herbst Brücke Lampe 7"
CHEAP = KeyCost(64, 1, 1, least_memory_kib=64)

_yardstick = Yardstick()


@pytest.fixture
def yardstick() -> Yardstick:
    return _yardstick


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _yardstick.rows:
        terminalreporter.write_line("\n" + _yardstick.table() + "\n")


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a closed vault with the stories and 5,000 people."""
    folder = tmp_path_factory.mktemp("gross")
    vault, _ = create_vault(VaultFiles(folder / "Gross.wegplan"), label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault, vault.session() as session, clock.fixed(clock.now()):
        actor = first_actor(session, LABEL, LABEL)
        furnish_office(session, actor)
        stories = tell_stories(session, actor)
        add_crowd(session, actor, PEOPLE - sum(len(family.person_ids) for family in stories))
    return folder


@pytest.fixture
def crowded_files(crowded: Path, tmp_path: Path) -> VaultFiles:
    """A copy of it for one test."""
    shutil.copytree(crowded, tmp_path / "gross")
    return VaultFiles(tmp_path / "gross" / "Gross.wegplan")
