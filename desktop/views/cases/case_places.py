"""Makes list and case files reachable: places, commands, and the tabs of a case file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.exchange.table_file import FileKind
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_list_page import CaseListPage
from desktop.views.cases.file_tab import Tab
from desktop.views.commands import Command, Commands
from desktop.views.filtered_list import ListMemory
from desktop.views.places import Place, Places


def add_cases(
    work: Work, places: Places, drafts: Drafts, commands: Commands, memory: ListMemory, tabs: tuple[Tab, ...] = (),
    open_import: Callable[[], object] | None = None,
) -> None:
    """Add the places „Fälle“ (rail) and „case“, and the command „Person eintragen“ to what can be made new.

    `tabs` are the case file's pages made elsewhere; without `open_import` nothing speaks of hand-over lists.
    """

    def make_list() -> CaseListPage:
        page = CaseListPage(work, places, drafts, memory, with_import=open_import is not None)
        if open_import is not None:
            page.import_wanted.connect(open_import)
        return page

    def make_files() -> QWidget:
        from desktop.views.cases.case_files import CaseFiles  # noqa: PLC0415  memory: built at the first visit

        return CaseFiles(work, places, drafts, tabs, commands)

    places.add(
        Place("cases", _tr("Fälle"), "folder-open", make_list),
        Place("case", _tr("Fallakte"), "folder-open", make_files, rail=False, belongs_to="cases"),
    )  # fmt: skip
    commands.add(*_list_commands(places))


def _list_commands(places: Places) -> tuple[Command, ...]:
    """What the list can do, from anywhere."""

    def at(run: Callable[[CaseListPage], object]) -> Callable[[], None]:
        return partial(_at_list, places, run)

    return (
        Command("new-person", _tr("Person eintragen"), "user-plus", at(lambda page: page.enter_person()),
                makes_new=True, words=_tr("neuer Fall Klientin Klient")),
        Command("list-view", _tr("Liste der Fälle: Ansicht wählen oder speichern"), "list-filter",
                at(lambda page: page.views.open_menu()), words=_tr("gespeicherte Filter Spalten")),
        Command("list-columns", _tr("Liste der Fälle: Spalten"), "columns-3",
                at(lambda page: page.table.open_columns()), words=_tr("Reihenfolge Zeilenhöhe")),
        Command("list-file", _tr("Liste der Fälle als Excel-Tabelle speichern"), "save",
                at(lambda page: page.export.ask(FileKind.XLSX)), words=_tr("Export XLSX")),
        Command("list-csv", _tr("Liste der Fälle als CSV-Datei speichern"), "save",
                at(lambda page: page.export.ask(FileKind.CSV)), words=_tr("Export")),
    )  # fmt: skip


def _at_list(places: Places, run: Callable[[CaseListPage], object]) -> None:
    places.go("cases")
    page = places.page("cases")
    assert isinstance(page, CaseListPage)
    run(page)


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_places", text)
