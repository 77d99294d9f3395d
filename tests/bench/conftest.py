"""The bench's own fixtures: the table printed at the end, and a vault with 5,000 people."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from desktop import clock
from desktop.casework.office import first_actor
from desktop.casework.search.folding import fold
from desktop.casework.search.search_index import refresh_index
from desktop.commands.town.building import furnish_office, tell_stories
from desktop.commands.town.crowd import add_crowd
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.office import User
from desktop.records.people import Person, ResidenceTitle
from desktop.records.talks import Talk, TalkCase
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock
from desktop.terms import CaseStatus
from tests.bench.yardstick import Yardstick
from tests.casework.deadlines.due_samples import case_of

PEOPLE = 5000
TALKS = 100_000
DUE, DUE_NAME = 60, "Quittenbaum"
"""Cases that have a date, in the small and in the large of the quiet vaults alike, and the name of all of them."""
_NOTES = (
    "Post besprochen", "Antrag auf Wohngeld ausgefüllt", "Vermieter ruft zurück", "Termin beim Jobcenter begleitet",
    "Anmeldung im Sprachkurs", "Zeugnis übersetzt", "Kindergarten angerufen", "Mietvertrag erklärt",
    "Widerspruch vorbereitet", "Ausweis verlängert", "Fahrkarte beantragt",
)
_DETAILS = ("Unterlagen fehlen noch", "bringt Bescheid mit", "meldet sich nächste Woche", "alles erledigt",
            "Frist läuft", "Übersetzerin war dabei", "Kopie abgelegt")  # fmt: skip
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


@pytest.fixture(scope="session")
def few_and_many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Folders of two closed vaults, with 500 and with 5,000 people; what is due is the same, and who is called
    DUE_NAME."""
    return quiet(tmp_path_factory.mktemp("wenige"), PEOPLE // 10), quiet(tmp_path_factory.mktemp("viele"), PEOPLE)


@contextmanager
def opened_copies(folders: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[OpenVault, OpenVault]]:
    """Both vaults open, each a copy for one test."""
    small, large = (
        unlock(VaultFiles(shutil.copytree(folder, tmp_path / folder.name) / "Ruhig.wegplan"), LABEL, PASSWORD,
               cost=CHEAP)
        for folder in folders
    )  # fmt: skip
    with small, large:
        yield small, large


def quiet(folder: Path, people: int) -> Path:
    """A vault of so many people of whom nothing is due, 20 talks each, and DUE others with one date."""
    vault, _ = create_vault(VaultFiles(folder / "Ruhig.wegplan"), label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault, vault.session() as session:
        actor = first_actor(session, LABEL, LABEL)
        add_crowd(session, actor, people)
        with session.begin():
            session.connection(execution_options={"writing": True})
            day = clock.today()
            session.execute(update(Person).values(assigned_on=day - dt.timedelta(days=100)))
            session.execute(update(ResidenceTitle).values(valid_until=day + dt.timedelta(days=900)))
            for record in (Case, CaseStatusEntry):
                session.execute(update(record).values(status=CaseStatus.ACCOMPANIED))
        for _ in range(DUE):
            case_of(session, actor, travel_document_until=clock.today())
        with session.begin():
            session.connection(execution_options={"writing": True})
            ours = update(Person).where(Person.travel_document_until == clock.today())
            session.execute(ours.values(family_name=DUE_NAME, folded_name=fold(DUE_NAME)))
        add_talks(vault, people * 20)
    return folder


def add_talks(vault: OpenVault, talks: int) -> None:
    """So many talks, spread evenly over all cases and three years, written past the use cases, and found by words."""
    with vault.session() as session, session.begin():
        session.connection(execution_options={"writing": True})
        cases = session.scalars(select(Case.id)).all()
        first = (session.scalar(select(func.max(Talk.id))) or 0) + 1
        common = {"minutes": 20, "user_id": session.scalar(select(func.min(User.id))), "created_at": clock.now()}
        days = 3 * 365
        rows = [
            {"id": first + at, "held_on": clock.today() - dt.timedelta(days=at % days),
             "content": f"{_NOTES[at % len(_NOTES)]}, {_DETAILS[at % len(_DETAILS)]}"} for at in range(talks)
        ]  # fmt: skip
        session.execute(insert(Talk), [common | row for row in rows])
        links = [{"talk_id": first + at, "case_id": cases[at % len(cases)]} for at in range(talks)]
        session.execute(insert(TalkCase), links)
        refresh_index(session)
