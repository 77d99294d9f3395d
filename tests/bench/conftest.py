"""The bench's own fixtures: the table printed at the end, and a vault with 5,000 people."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from desktop import clock
from desktop.casework.office import first_actor
from desktop.commands.town.building import furnish_office, tell_stories
from desktop.commands.town.crowd import add_crowd
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.talks import Talk, TalkCase
from desktop.storage.files import VaultFiles
from desktop.storage.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock
from tests.bench.yardstick import Yardstick

PEOPLE = 5000
TALKS = 100_000
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


@pytest.fixture(scope="session")
def busy(crowded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a closed vault with 5,000 people and 100,000 talks of the last three years."""
    folder = shutil.copytree(crowded, tmp_path_factory.mktemp("talks") / "Tresor")
    with unlock(VaultFiles(folder / "Gross.wegplan"), LABEL, PASSWORD, cost=CHEAP) as vault:
        add_talks(vault, TALKS)
    return folder


@pytest.fixture
def busy_files(busy: Path, tmp_path: Path) -> VaultFiles:
    """A copy of it for one test."""
    shutil.copytree(busy, tmp_path / "talks")
    return VaultFiles(tmp_path / "talks" / "Gross.wegplan")


def add_talks(vault: OpenVault, talks: int) -> None:
    """So many talks, spread evenly over all cases and three years, written past the use cases."""
    with vault.session() as session, session.begin():
        session.connection(execution_options={"writing": True})
        cases = session.scalars(select(Case.id)).all()
        first = (session.scalar(select(func.max(Talk.id))) or 0) + 1
        common = {"minutes": 20, "user_id": session.scalar(select(func.min(User.id))), "content": "Post besprochen",
                  "created_at": clock.now()}  # fmt: skip
        days = 3 * 365
        rows = [{"id": first + at, "held_on": clock.today() - dt.timedelta(days=at % days)} for at in range(talks)]
        session.execute(insert(Talk), [common | row for row in rows])
        links = [{"talk_id": first + at, "case_id": cases[at % len(cases)]} for at in range(talks)]
        session.execute(insert(TalkCase), links)
