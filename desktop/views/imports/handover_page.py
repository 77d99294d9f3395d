"""„Übergabeliste importieren“: what the page says about county lists."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from desktop.casework.handover.outcome import PreviewRow
from desktop.casework.list_rows import Decision
from desktop.models.drafts import Drafts
from desktop.models.handover_import import HANDOVER_IMPORT, STATES, LineState, handover_table
from desktop.models.import_list import ListInHand
from desktop.models.import_table import Ignored, ImportLine, state_counts
from desktop.models.work import Work
from desktop.views.imports.family_delegate import FamilyDelegate
from desktop.views.imports.handover_details import HandoverDetails
from desktop.views.imports.import_look import FileLook, ImportLook, PreviewLook, ResultLook
from desktop.views.imports.import_page import ImportPage
from desktop.views.places import Places


def handover_page(work: Work, kept: Drafts, places: Places) -> ImportPage:
    """The page for county lists."""
    return ImportPage(_look(), work, kept, places)


def _look() -> ImportLook:
    return ImportLook(HANDOVER_IMPORT, _tr("Übergabeliste importieren"), _file(), _preview(), _result())


def _file() -> FileLook:
    return FileLook(
        _tr("Übergabeliste hierher ziehen"),
        _tr("CSV oder XLSX, wie sie vom Landratsamt kommt. Sie wird nur gelesen und bleibt, wo sie ist."),
        _tr("Übergabeliste wählen"),
        details=HandoverDetails,
    )


def _preview() -> PreviewLook:
    return PreviewLook(
        handover_table,
        STATES,
        _tr("Name, Familie oder Zeile"),
        hidden_when_large=(0, 3),
        about=_about,
        choice=_choice,
        take=_take,
        nothing=_tr("Alle Personen dieser Liste sind schon so im Tresor oder ausgelassen: Es gibt nichts zu "
                    "übernehmen."),
        many=_tr("Mögliche Dubletten werden einzeln entschieden."),
        delegate=FamilyDelegate,
        person_of=_person_of,
    )  # fmt: skip


def _result() -> ResultLook:
    return ResultLook(
        _tr("Die Liste ist im Tresor"),
        _numbers,
        _tr("Fälle ansehen"),
        "folder-open",
        lambda places: places.go("cases"),
        _tr("Zurückgewiesene Zeilen speichern"),
        _tr("Zurück an Absender.xlsx"),
        _tr("Rückgängig gemacht: Von diesem Import ist nichts mehr im Tresor."),
    )


def _take(count: int) -> str:
    return _tr("1 Person übernehmen") if count == 1 else _tr("%1 Personen übernehmen").replace("%1", str(count))


def _about(line: ImportLine) -> Iterator[str]:
    if line.family:
        which, of = line.place
        words = _tr("Familie %1 (%2 von %3)") if of > 1 else _tr("Familie %1")
        yield words.replace("%1", line.family).replace("%2", str(which)).replace("%3", str(of))
    if line.about:
        yield _tr("geboren %1").replace("%1", line.about)


def _choice(line: ImportLine, choice: Decision, person: str) -> str:
    if choice is Decision.LEAVE:
        return _tr("auslassen")
    if line.state is not LineState.DUPLICATE:
        return _tr("übernehmen") if choice is Decision.CREATE else _tr("Änderungen übernehmen")
    if choice is Decision.CREATE:
        return _tr("als andere Person übernehmen")
    return _tr("mit %1 zusammenführen").replace("%1", person or _tr("dieser Person"))


def _person_of(line: ImportLine) -> int | None:
    """Whom of the vault a duplicate may be joined with."""
    return line.found.person_id if line.look.alone and isinstance(line.found, PreviewRow) else None


def _numbers(held: ListInHand) -> Iterator[tuple[int, str, str]]:
    made, changed = held.counts
    states = state_counts(held.lines(), STATES)
    files = _tr("neu angelegt, in 1 Fall") if held.counted == 1 else _tr("neu angelegt, in %1 Fällen")
    yield made, files.replace("%1", str(held.counted)), ""
    yield changed, _tr("geändert"), ""
    yield states[LineState.SAME], _tr("unverändert, schon so im Tresor"), ""
    yield len(held.rejected), _tr("nicht übernommen: mögliche Dubletten, nicht lesbar, ausgelassen"), ""
    yield states[Ignored.IGNORED], _tr("ohne Person: Summen, Zwischenzeilen"), ""
    yield sum(states.values()), _tr("Zeilen hat die Liste"), "strong"


def _tr(text: str) -> str:
    return QCoreApplication.translate("handover_page", text)
