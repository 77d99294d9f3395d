"""The coordination saves the lists of the Ehrenamt as files, and no other list; each is recorded with its people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.cases.list_export import note_list_export
from desktop.casework.changes import Kind
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.volunteers.register.list_export import note_volunteer_export
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.errors import CaseworkError, NotAllowedError
from desktop.exchange.table_file import FileKind
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.terms import Role
from desktop.views.components.data_table import DataTable
from desktop.views.messages import scripted
from desktop.views.volunteers.figures.thanks_page import ThanksPage
from tests.casework.volunteers.matches.match_samples import coordinator
from tests.views.page_walk import Stage
from tests.views.volunteers.figures.overview_states import small_register
from tests.views.volunteers.hours.hours_states import at_hours
from tests.views.volunteers.papers.paper_states import at_renewals
from tests.views.volunteers.register.register_states import at_register

pytestmark = pytest.mark.usefixtures("fixed_clock", "dressed")

def at_guests(stage: Stage) -> QWidget:
    """The list for the party; what it is made of comes from who opens files."""
    with stage.vault.session() as session:
        small_register(session, replace(stage.work.actor, role=Role.MANAGER))
    page = ThanksPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


PAGES: dict[str, Callable[[Stage], QWidget]] = {
    "Register": at_register, "Unterlagen": at_renewals, "Stunden": at_hours, "Dankfest": at_guests,
}  # fmt: skip


@pytest.fixture
def stage(vault: OpenVault, actor: Actor) -> Iterator[Stage]:
    """As the coordination works."""
    work, runner = Work.at_once(vault, coordinator(actor)), Runner(ImmediateExecutor())
    yield Stage(vault, work, runner)
    runner.stop()
    work.stop()


def table_of(page: QWidget) -> DataTable:
    return next(table for table in page.findChildren(DataTable) if table.isVisibleTo(page))


@pytest.mark.parametrize("name", PAGES)
def test_the_coordination_saves_every_list_of_the_ehrenamt(
    name: str, stage: Stage, session: Session, actor: Actor, qtbot: QtBot, tmp_path: Path
) -> None:
    create_volunteer(session, actor, VolunteerFacts("=HYPERLINK(0)", "Eva"))
    page = PAGES[name](stage)
    qtbot.addWidget(page)
    table = table_of(page)
    with scripted(tmp_path / "Liste.csv"):
        table.file_wanted.emit(FileKind.CSV)
    text = (tmp_path / "Liste.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    session.expire_all()
    entry = list_access(session, actor, AccessFilter())[0]
    assert entry.action == "Liste von Ehrenamtlichen als Datei gespeichert"
    assert entry.objects


@pytest.mark.parametrize("name", PAGES)
def test_without_the_right_no_list_is_offered_as_a_file(
    name: str, stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = RIGHTS[Role.COORDINATOR] - {Right.EXPORT_VOLUNTEERS}
    monkeypatch.setitem(RIGHTS, Role.COORDINATOR, few)
    page = PAGES[name](stage)
    qtbot.addWidget(page)
    assert not hasattr(page, "export")


def test_no_other_list_leaves_by_the_coordinations_right(session: Session, actor: Actor) -> None:
    heike = coordinator(actor)
    with pytest.raises(NotAllowedError):
        note_list_export(session, heike, ((Kind.CASE, 1),))
    for other in (((Kind.CASE, 1),), ((Kind.VOLUNTEER, 1), (Kind.MATCH, 1))):
        with pytest.raises(CaseworkError, match="nur Listen von Ehrenamtlichen"):
            note_volunteer_export(session, heike, other)
    with pytest.raises(CaseworkError, match="leer"):
        note_volunteer_export(session, heike, ())
