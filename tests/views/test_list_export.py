"""A list leaves as a file: what is shown and nothing else, recorded first, its count said."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.deadlines.work_lists import work_list_heads
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.exchange.table_file import FileKind
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import Role
from desktop.views.admin.access_log_page import AccessLogPage
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.case_places import add_cases
from desktop.views.commands import Commands
from desktop.views.filtered_list import ListMemory
from desktop.views.messages import scripted
from desktop.views.places import Places
from desktop.views.today.work_list_page import WorkListPage
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def page(work: Work, session: Session, actor: Actor, qtbot: QtBot) -> CaseListPage:
    for _ in range(2):
        case_samples.single(session, actor)
    case_samples.family(session, actor, "Ötken", "احمدی", 6)
    page = CaseListPage(work, Places(work), Drafts(work, work))
    qtbot.addWidget(page)
    page.resize(1274, 640)
    page.load()
    return page


def saved_as(page: CaseListPage, target: Path) -> Path:
    with scripted(target):
        page.table.file_wanted.emit(FileKind(target.suffix.removeprefix(".")))
    return target


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_is_what_the_list_shows(page: CaseListPage, tmp_path: Path) -> None:
    page.table.restore(page.table.state() | {"order": [1, 0, *range(2, 11)], "hidden": list(range(4, 11))})
    page.table.view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    rows = rows_of(saved_as(page, tmp_path / "Fälle.csv"))
    assert rows[0] == ["Name", "Nr.", "Personen", "Status"]
    shown = [[str(page.model.index(line, place).data()) for place in (1, 0, 2, 3)] for line in range(3)]
    assert rows[1:] == shown
    assert rows[1][0].startswith("Familie Ötken")


def test_filtered_rows_stay_at_home_and_the_count_is_said(page: CaseListPage, tmp_path: Path) -> None:
    page.table.filters.set_values({"language": "ti"})
    target = saved_as(page, tmp_path / "Liste.xlsx")
    sheet = load_workbook(target).worksheets[0]
    assert sheet.max_row - 1 == page.model.rowCount() == 2
    assert "Ötken" not in "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert page.messages.text().startswith("„Liste.xlsx“: 2 Fälle, so viele, wie die Liste zeigt.")
    page.table.filters.set_values({"language": "fa_AF"})
    saved_as(page, tmp_path / "Eine.csv")
    assert page.messages.text().startswith("„Eine.csv“: 1 Fall, so viele")


def test_it_is_recorded_with_every_case_that_left(
    page: CaseListPage, tmp_path: Path, session: Session, actor: Actor
) -> None:
    page.table.filters.set_values({"language": "ti"})
    saved_as(page, tmp_path / "Liste.csv")
    entry = list_access(session, actor, AccessFilter())[0]
    assert entry.action == "Liste als Datei gespeichert"
    assert sorted(entry.objects.split(", ")) == sorted(f"Fall {row.number}" for row in page.model.rows)


def test_without_the_right_no_file_is_written(
    page: CaseListPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset(Right) - {Right.EXPORT})
    target = saved_as(page, tmp_path / "Liste.csv")
    assert not target.exists()
    assert "fehlt Ihnen das Recht" in page.messages.text()


def test_an_empty_list_and_a_folder_that_is_gone_are_told(page: CaseListPage, tmp_path: Path) -> None:
    page.table.filters.set_values({"text": "niemand"})
    saved_as(page, tmp_path / "Leer.csv")
    assert page.messages.text() == "Die Liste ist leer, es gibt nichts zu speichern."
    page.table.filters.set_values({})
    saved_as(page, tmp_path / "weg" / "Liste.csv")
    assert "kann dort nicht gespeichert werden" in page.messages.text()
    assert not list(tmp_path.rglob("*.csv"))


def test_nothing_protected_stands_in_any_column(page: CaseListPage, tmp_path: Path, session: Session) -> None:
    """Residence titles, consents, answers and health are in the family's file and in no column of the list (S3)."""
    page.table.restore(page.table.state() | {"hidden": []})
    text = saved_as(page, tmp_path / "Alles.csv").read_text(encoding="utf-8-sig")
    assert len(rows_of(tmp_path / "Alles.csv")[0]) == len(page.model.columns)
    for protected in ("§ 25", "Flüchtling", "Krankenpflege", "Einwilligung", "Kurs mit Kinderbetreuung", "1990"):
        assert protected not in text


def test_other_lists_leave_the_same_way(
    page: CaseListPage, tmp_path: Path, work: Work, qtbot: QtBot, session: Session, actor: Actor
) -> None:
    places = Places(work)
    record, gaps = AccessLogPage(work, places), WorkListPage(work, places)
    record.show_target()
    fullest = max(work_list_heads(session, actor, False), key=lambda head: head.count)
    gaps.show_target(fullest.key, False)
    for other in (record, gaps):
        qtbot.addWidget(other)
        target = tmp_path / f"{type(other).__name__}.csv"
        with scripted(target):
            other.table.file_wanted.emit(FileKind.CSV)
        assert len(rows_of(target)) - 1 == other.model.rowCount() > 0
        assert list_access(session, actor, AccessFilter())[0].action == "Liste als Datei gespeichert"


def test_the_palette_leads_to_views_columns_and_file(
    work: Work, session: Session, actor: Actor, tmp_path: Path, qtbot: QtBot
) -> None:
    case_samples.single(session, actor)
    places, commands = Places(work), Commands(work)
    add_cases(work, places, Drafts(work, work), commands, ListMemory())
    list_page = places.page("cases")
    assert isinstance(list_page, CaseListPage)
    qtbot.addWidget(list_page)
    list_page.show()
    commands.run("list-columns")
    assert list_page.table.column_panel() is not None
    with scripted(tmp_path / "a.xlsx", tmp_path / "b.csv"):
        commands.run("list-file")
        commands.run("list-csv")
    assert {path.name for path in tmp_path.glob("*.*")} >= {"a.xlsx", "b.csv"}
