"""The import page in a window, with results at once, and what the vault holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.casework.cases.case_list import CaseFilter, CaseRow, list_cases
from desktop.casework.people.people import PersonDetail, find_persons, person_detail
from desktop.models.work import ImmediateExecutor, Runner, Work
from desktop.storage.vault import OpenVault
from desktop.views.imports.handover_page import handover_page
from desktop.views.imports.import_page import ImportPage
from desktop.views.places import Place
from tests.views.page_walk import Stage

HEADING = (
    "Fam.-Nr.;Familienname;Vorname;Geb.-Datum;Geschl.;Staatsang.;Titel;gültig bis;AU ab;Anschrift;Telefon;Bemerkung"
)
RANIA = "1;Issa;Rania;27.01.2001;w;syrisch;AE § 25 (3);01.02.2028;10.08.2026;Mühlgasse 5, Musterlingen;0176 111111;"
AMAL = "1;Issa;Amal;17.12.2019;w;syrisch;AE § 25 (3);01.02.2028;10.08.2026;Mühlgasse 5, Musterlingen;;"
EBRIMA = "2;Jallow;Ebrima;13.10.1968;m;gambisch;AG § 55 AsylG;03.11.2028;12.12.2026;Talstr. 13, Musterlingen;;"

Listing = Callable[..., Path]


@pytest.fixture(autouse=True)
def stopped_clock(fixed_clock: object) -> None:
    """Every list is taken over on the same day."""


@pytest.fixture
def stage(vault: OpenVault, work: Work) -> Iterator[Stage]:
    runner = Runner(ImmediateExecutor())
    stage = Stage(vault, work, runner)
    stage.places.add(Place("cases", "Fälle", "folder-open", QWidget))
    yield stage
    stage.drafts.flush()  # its timer must not run any more when Python collects it, on whichever thread that is
    runner.stop()


@pytest.fixture
def page(stage: Stage, qtbot: QtBot) -> ImportPage:
    page = handover_page(stage.work, stage.drafts, stage.places)
    qtbot.addWidget(page)
    page.resize(1246, 638)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_target()
    return page


@pytest.fixture
def listing(tmp_path: Path) -> Listing:
    """`listing(*lines, heading=…, name=…)` writes a list as CSV."""

    def write(*lines: str, heading: str = HEADING, name: str = "liste.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(["Landratsamt Musterkreis – Übergabeliste", "", heading, *lines]), encoding="utf-8")
        return path

    return write


def cases(work: Work) -> tuple[CaseRow, ...]:
    """All cases of the vault."""
    found: list[tuple[CaseRow, ...]] = []
    work.read(QObject(), list_cases, CaseFilter(), then=found.append)
    return found[0]


def person(work: Work, *words: str) -> PersonDetail:
    """The only person with these words in the name."""
    found: list[PersonDetail] = []

    def read(rows: tuple[object, ...]) -> None:
        (row,) = rows
        work.read(QObject(), person_detail, row.id, then=found.append)  # type: ignore[attr-defined]  # a PersonRow

    work.read(QObject(), find_persons, words, then=read)
    return found[0]


def texts(widget: QWidget) -> str:
    """Everything written on a widget, in one string."""
    QApplication.processEvents()  # Qt shows what was just put into a layout in the next round
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
