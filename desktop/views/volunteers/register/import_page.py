"""„Ehrenamtliche einlesen“: what the page of an import says about lists of volunteers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from desktop.casework.list_rows import Decision
from desktop.casework.volunteers.register.volunteer_import import Standing
from desktop.models.drafts import Drafts
from desktop.models.import_list import ListInHand
from desktop.models.import_table import Ignored, ImportLine, state_counts
from desktop.models.volunteer_import import STATES, VOLUNTEER_IMPORT, volunteer_import_table
from desktop.models.work import Work
from desktop.views.imports.import_look import FileLook, ImportLook, PreviewLook, ResultLook
from desktop.views.imports.import_page import ImportPage
from desktop.views.places import Places
from desktop.views.volunteers.entry import PLACE


def volunteer_import_page(work: Work, kept: Drafts, places: Places) -> ImportPage:
    """The page for lists of volunteers."""
    look = ImportLook(VOLUNTEER_IMPORT, _tr("Ehrenamtliche einlesen"), _file(), _preview(), _result())
    return ImportPage(look, work, kept, places)


def _file() -> FileLook:
    return FileLook(
        _tr("Liste der Ehrenamtlichen hierher ziehen"),
        _tr("Excel (XLSX) oder CSV. Die Datei wird nur gelesen und bleibt, wo sie ist."),
        _tr("Liste der Ehrenamtlichen wählen"),
        needs=_tr("Nötig ist eine Zeile mit Überschriften, zum Beispiel Name, Vorname, Telefon, Tätigkeiten, Sprachen, "
                  "Verfügbarkeit. Alle kommen mit dem Status „Interesse“ ins Register. Was nicht sicher verstanden "
                  "wird, steht wörtlich in der Notiz."),
    )  # fmt: skip


def _preview() -> PreviewLook:
    return PreviewLook(
        volunteer_import_table,
        STATES,
        _tr("Name, Ort oder Zeile"),
        hidden_when_large=(0, 2),
        about=_about,
        choice=_choice,
        take=_take,
        nothing=_tr("Niemand ist sicher neu: Bitte die Zeilen einzeln ansehen."),
    )


def _result() -> ResultLook:
    return ResultLook(
        _tr("Die Liste ist übernommen"),
        _numbers,
        _tr("Register öffnen"),
        "hand-heart",
        lambda places: places.go(PLACE, "register"),
        _tr("Nicht übernommene Zeilen speichern"),
        _tr("Nicht übernommen.xlsx"),
        _tr("Zurückgenommen: Von dieser Liste steht niemand mehr im Register."),
    )


def _take(count: int) -> str:
    return _tr("1 Person aufnehmen") if count == 1 else _tr("%1 Personen aufnehmen").replace("%1", str(count))


def _about(line: ImportLine) -> Iterator[str]:
    if line.about:
        yield line.about


def _choice(_line: ImportLine, choice: Decision, _person: str) -> str:
    return _tr("auslassen") if choice is Decision.LEAVE else _tr("aufnehmen")


def _numbers(held: ListInHand) -> Iterator[tuple[int, str, str]]:
    made, _changed = held.counts
    states = state_counts(held.lines(), STATES)
    yield made, _tr("steht jetzt im Register") if made == 1 else _tr("stehen jetzt im Register"), ""
    yield states[Standing.KNOWN], _tr("schon bekannt"), ""
    yield len(held.rejected), _tr("nicht übernommen: unklar, nicht möglich, ausgelassen"), ""
    yield states[Ignored.IGNORED], _tr("ohne Person: Summen, Striche, Überschriften"), ""
    yield sum(states.values()), _tr("Zeilen hat die Liste"), "strong"


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_import", text)
