"""„Heute“ on a full vault, and how its cost grows with the number of people when what is due stays the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import update

from desktop import clock
from desktop.casework.deadlines.today import today_view
from desktop.casework.deadlines.work_lists import work_list_heads
from desktop.casework.office import actor_for, first_actor
from desktop.commands.town.crowd import add_crowd
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.people import Person, ResidenceTitle
from desktop.storage.files import VaultFiles
from desktop.storage.open_vault import OpenVault
from desktop.storage.vault import create_vault, unlock
from desktop.terms import CaseStatus
from tests.bench.conftest import CHEAP, LABEL, PASSWORD, add_talks
from tests.bench.yardstick import Yardstick, seconds
from tests.casework.deadlines.due_samples import case_of

pytestmark = pytest.mark.bench

DUE = 60
"""Lines that are due in both vaults."""


def test_today_with_5000_people_and_100000_talks(busy_files: VaultFiles, yardstick: Yardstick) -> None:
    with unlock(busy_files, LABEL, PASSWORD, cost=CHEAP) as vault, vault.session() as session:
        actor = actor_for(session, LABEL)
        lines = len(today_view(session, actor).lines)
        taken = seconds(lambda: today_view(session, actor))
        lists = seconds(lambda: work_list_heads(session, actor), 3)
    assert lines > 500
    yardstick.note(f"Heute mit {lines} Zeilen, 5.000 Personen", f"{taken * 1000:.0f} ms", "", "≤ 300 ms")
    yardstick.note("Arbeitslisten gezählt, 100.000 Gespräche", f"{lists * 1000:.0f} ms", "", "")


def test_ten_times_the_people_cost_today_hardly_more(tmp_path: Path, yardstick: Yardstick) -> None:
    """The crowd is quiet: nothing of it is due. Both are measured in turn, so that a busy machine hits both."""
    few, many = quiet(tmp_path / "wenige", 500), quiet(tmp_path / "viele", 5000)
    with few, many, few.session() as small, many.session() as large:
        ours, theirs = actor_for(small, LABEL), actor_for(large, LABEL)
        assert len(today_view(small, ours).lines) == len(today_view(large, theirs).lines) == DUE
        taken = sorted(
            (seconds(lambda: today_view(large, theirs), 3), seconds(lambda: today_view(small, ours), 3))
            for _ in range(5)
        )[2]
    yardstick.ratio("Heute, 5.000 gegen 500 Personen, gleich viel fällig", *taken, 1.3, "≤ 1,3 ×")


def quiet(folder: Path, people: int) -> OpenVault:
    """An open vault of so many people of whom nothing is due, 20 talks each, and DUE others with one date each."""
    folder.mkdir()
    vault, _ = create_vault(VaultFiles(folder / "Ruhig.wegplan"), label=LABEL, password=PASSWORD, cost=CHEAP)
    with vault.session() as session:
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
    add_talks(vault, people * 20)
    return vault
