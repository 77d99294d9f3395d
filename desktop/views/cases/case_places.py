"""Makes list and case files reachable: places, commands, and the search of the palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.search import FoundPerson, search_people
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.cases.case_file_page import Tab
from desktop.views.cases.case_files import CaseFiles
from desktop.views.cases.case_list_page import CaseListPage, ListMemory
from desktop.views.commands import Command, Commands
from desktop.views.palette import Hit, Search
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

    places.add(
        Place("cases", _tr("Fälle"), "folder-open", make_list),
        Place("case", _tr("Fallakte"), "folder-open", partial(CaseFiles, work, places, drafts, tabs), rail=False,
              belongs_to="cases"),
    )  # fmt: skip
    commands.add(
        Command("new-person", _tr("Person eintragen"), "user-plus", partial(_enter_person, places), makes_new=True,
                words=_tr("neuer Fall Klientin Klient"))
    )  # fmt: skip


def case_search(context: QObject, work: Work, places: Places) -> Search:
    """What the palette looks for persons and files with."""

    def search(text: str, receive: Callable[[Sequence[Hit]], None]) -> None:
        def found(people: tuple[FoundPerson, ...]) -> None:
            receive([_hit(places, person) for person in people if person.case_id is not None])

        work.read(context, search_people, text, then=found)

    return search


def _hit(places: Places, person: FoundPerson) -> Hit:
    born = _tr("geb. %1").replace("%1", person.birth_date.german) if person.birth_date else ""
    detail = "   ".join(part for part in (person.own_script_name, born, person.number) if part)
    return Hit(_tr("Personen"), person.name, detail, "user", partial(places.go, "case", person.case_id))


def _enter_person(places: Places) -> None:
    places.go("cases")
    page = places.page("cases")
    assert isinstance(page, CaseListPage)
    page.enter_person()


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_places", text)
