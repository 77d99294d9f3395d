"""Lists of volunteers as a kind of import: how rows stand to the register, and the use cases that take them over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.changes import Kind
from desktop.casework.list_rows import Decision, RowDecision
from desktop.casework.volunteers.register.volunteer_headings import IncomingVolunteers
from desktop.casework.volunteers.register.volunteer_import import (
    IncomingRow,
    Standing,
    VolunteerImportRow,
    import_volunteers,
    list_volunteer_imports,
    preview_volunteers,
    remembered_volunteer_columns,
    undo_volunteer_import,
)
from desktop.exchange.volunteer_list import VOLUNTEERS, read_volunteers
from desktop.models.cell_lines import CellLine
from desktop.models.columns import Column
from desktop.models.import_kind import Background, Change, FormerImport, ImportKind
from desktop.models.import_list import ListInHand
from desktop.models.import_table import (
    IGNORED_LOOK,
    Ignored,
    ImportLine,
    StateLook,
    decided,
    ignored_lines,
    import_table,
    name_column,
    nameless,
)
from desktop.models.table import RowTable
from desktop.models.volunteer_cells import volunteer_cell_lines
from desktop.terms import Term

STATES: Mapping[Term, StateLook] = {
    Standing.NEW: StateLook("user-plus", "ok", create="aufnehmen"),
    Standing.UNCLEAR: StateLook("users", "warn", create="aufnehmen", look_first=True),
    Standing.KNOWN: StateLook("check", "muted", leave="nichts zu tun"),
    Standing.BAD: StateLook("circle-alert", "bad", leave="geht zurück", look_first=True),
    Ignored.IGNORED: IGNORED_LOOK,
}


def volunteer_import_lines(
    rows: tuple[IncomingRow, ...], incoming: IncomingVolunteers, decisions: Mapping[int, RowDecision]
) -> tuple[ImportLine, ...]:
    """All lines in the order of the list."""
    lines = [*(_line(row, decisions.get(row.row)) for row in rows), *ignored_lines(incoming.ignored)]
    return tuple(sorted(lines, key=attrgetter("row")))


def volunteer_import_table(parent: QObject) -> RowTable[ImportLine]:
    """The table of the preview."""
    return import_table(STATES, name_column(), Column(_tr("Ort"), attrgetter("about"), width=14), parent=parent)


def _line(row: IncomingRow, decision: RowDecision | None) -> ImportLine:
    look, facts, doubts = STATES[row.standing], row.incoming.facts, len(row.incoming.doubts) + len(row.also)
    name = facts.name or nameless()
    line = ImportLine(row.row, row.standing, look, name, row.reason, row, about=facts.town, doubts=doubts)
    return decided(line, decision)


def _lines(held: ListInHand) -> tuple[ImportLine, ...]:
    assert isinstance(held.incoming, IncomingVolunteers)
    return volunteer_import_lines(held.preview, held.incoming, held.decisions)


def _cells(held: ListInHand, row: int) -> tuple[CellLine, ...]:
    assert isinstance(held.incoming, IncomingVolunteers)
    rows: tuple[IncomingRow, ...] = held.preview
    read = next((incoming for incoming in held.incoming.rows if incoming.row == row), None)
    also = next((" ".join(compared.also) for compared in rows if compared.row == row), "")
    return volunteer_cell_lines(read, held.layout, also) if read is not None and held.layout is not None else ()


def _reading(held: ListInHand, _background: Background) -> Callable[[], IncomingVolunteers]:
    assert held.source is not None
    return partial(read_volunteers, held.source, held.layout)


def _taking(held: ListInHand) -> tuple[Change, tuple[object, ...]]:
    rows: tuple[IncomingRow, ...] = held.preview
    taken = [row for row in rows if held.decision_of(row).decision is Decision.CREATE]
    columns = held.layout.memory if held.layout else {}
    return import_volunteers, (
        tuple(row.incoming for row in taken), tuple(row.standing for row in taken), columns,
    )  # fmt: skip


def _former(row: VolunteerImportRow) -> FormerImport:
    people = _tr("1 Person") if row.count == 1 else _tr("%1 Personen").replace("%1", str(row.count))
    return FormerImport(row.id, row.made_on, (people,), row.undone_on)


def _rows(preview: tuple[IncomingRow, ...]) -> tuple[IncomingRow, ...]:
    return preview


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_import", text)


VOLUNTEER_IMPORT = ImportKind(
    key="volunteer-import",
    columns=VOLUNTEERS,
    background={},
    former=list_volunteer_imports,
    former_line=_former,
    remembered=remembered_volunteer_columns,
    per_sender=False,
    reading=_reading,
    compare=preview_volunteers,
    rows=_rows,
    comparing="Die Liste wird mit dem Register verglichen …",
    taking=_taking,
    undo=undo_volunteer_import,
    counted=Kind.VOLUNTEER,
    lines=_lines,
    cells=_cells,
    compared=attrgetter("rows"),
)
"""A coordination's own list of the people who help."""
