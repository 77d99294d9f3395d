"""County lists as a kind of import: their states, their families, and the use cases that take them over."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from operator import attrgetter

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.changes import Kind
from desktop.casework.handover.comparing import preview_list
from desktop.casework.handover.importing import import_list
from desktop.casework.handover.incoming import Field, IncomingList
from desktop.casework.handover.memory import known_senders, remembered_columns
from desktop.casework.handover.outcome import ImportOptions, Outcome, Preview, PreviewRow
from desktop.casework.handover.undoing import ImportRow, list_imports, undo_import
from desktop.casework.list_rows import RowDecision
from desktop.casework.office import list_users, office_settings
from desktop.clock import german_date
from desktop.exchange.found_list import FoundList
from desktop.exchange.handover_list import HANDOVER, read_list
from desktop.exchange.layout import Layout
from desktop.models.cell_lines import CellLine
from desktop.models.columns import Column
from desktop.models.import_kind import Background, Change, FormerImport, ImportKind
from desktop.models.import_list import ListInHand
from desktop.models.import_readings import cell_lines
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
from desktop.terms import Term


class LineState(Term):
    """How a row of the list stands to the vault, in a short word; the codes are those of `Outcome`."""

    NEW = "new", "neu"
    CHANGED = "changed", "geändert"
    SAME = "same", "unverändert"
    DUPLICATE = "duplicates", "Dublette?"
    UNREADABLE = "unreadable", "nicht lesbar"


STATES: Mapping[Term, StateLook] = {
    LineState.NEW: StateLook("user-plus", "ok"),
    LineState.CHANGED: StateLook("pencil", "accent"),
    LineState.SAME: StateLook("check", "muted", leave="nichts zu tun"),
    LineState.DUPLICATE: StateLook("users", "warn", Outcome.DUPLICATE.label, join="zusammenführen", look_first=True,
                                   alone=True),
    LineState.UNREADABLE: StateLook("circle-alert", "bad", leave="geht zurück", look_first=True),
    Ignored.IGNORED: IGNORED_LOOK,
}  # fmt: skip


def import_lines(
    preview: Preview, incoming: IncomingList, decisions: Mapping[int, RowDecision]
) -> tuple[ImportLine, ...]:
    """All lines of the list, families together at the place of their first member."""
    sizes = Counter(row.family_number for row in preview.rows if row.family_number)
    first: dict[str, int] = {}
    seen: Counter[str] = Counter()
    lines: list[tuple[int, int, ImportLine]] = []
    for row in preview.rows:
        number = row.family_number
        seen[number] += 1
        start = first.setdefault(number, row.row) if number else row.row
        line = _line(row, decisions.get(row.row), (seen[number], sizes[number]) if number else (1, 1))
        lines.append((start, row.row, line))
    lines += [(line.row, line.row, line) for line in ignored_lines(incoming.ignored)]
    return tuple(line for _start, _row, line in sorted(lines, key=lambda entry: entry[:2]))


def handover_table(parent: QObject) -> RowTable[ImportLine]:
    """The table of the preview."""
    return import_table(
        STATES,
        Column(_tr("Familie"), attrgetter("family"), spoken=_family_spoken, width=7),
        name_column(),
        Column(_tr("Geboren"), _birth_order, attrgetter("about"), width=12),
        parent=parent,
    )


def _line(row: PreviewRow, decision: RowDecision | None, place: tuple[int, int]) -> ImportLine:
    state = LineState(row.outcome.value)
    line = ImportLine(row.row, state, STATES[state], row.name or nameless(), row.reason, row, about=row.birth,
                      doubts=len(row.doubts), family=row.family_number, place=place)  # fmt: skip
    return decided(line, decision)


def _family_spoken(line: ImportLine) -> str:
    which, of = line.place
    return f"{line.family}, {which} von {of}" if line.family else _tr("einzeln")


def _birth_order(line: ImportLine) -> str:
    """Year first, so that the column sorts by age."""
    digits = line.about.removeprefix("ca. ").removesuffix(" (?)").split(".")
    return "-".join(reversed(digits))


def _lines(held: ListInHand) -> tuple[ImportLine, ...]:
    assert isinstance(held.incoming, IncomingList)
    return import_lines(held.preview, held.incoming, held.decisions)


def _cells(held: ListInHand, row: int) -> tuple[CellLine, ...]:
    assert isinstance(held.incoming, IncomingList)
    return cell_lines(held.incoming, held.layout, row) if held.layout else ()


def _reading(held: ListInHand, background: Background) -> Callable[[], IncomingList]:
    settings = background.get("office")
    town = settings.town if settings is not None else ""
    assert held.source is not None
    return partial(_read, held.source, held.layout, town, held.sender, held.as_of)


def _read(
    source: FoundList[Field], layout: Layout[Field] | None, town: str, sender: str, as_of: dt.date | None
) -> IncomingList:
    return replace(read_list(source, layout, home_town=town), sender=sender, as_of=as_of)


def _taking(held: ListInHand) -> tuple[Change, tuple[object, ...]]:
    columns = held.layout.memory if held.layout else {}
    options = ImportOptions(held.responsible_id, held.preview.counts, columns)
    return import_list, (held.incoming, dict(held.decisions), options)


def _former(row: ImportRow) -> FormerImport:
    counts = _tr("%1 Zeilen, davon %2 neu und %3 geändert").replace("%1", str(row.counts.rows))
    counts = counts.replace("%2", str(row.counts.new)).replace("%3", str(row.counts.changed))
    told = (row.sender or _tr("ohne Absender"), _tr("Stand %1").replace("%1", german_date(row.as_of)), counts)
    undone = row.undone_at.astimezone().date() if row.undone_at else None
    return FormerImport(row.id, row.made_at.astimezone().date(), told, undone)


def _tr(text: str) -> str:
    return QCoreApplication.translate("handover_import", text)


HANDOVER_IMPORT = ImportKind(
    key="import",
    columns=HANDOVER,
    background={"users": list_users, "senders": known_senders, "office": office_settings},
    former=list_imports,
    former_line=_former,
    remembered=remembered_columns,
    per_sender=True,
    reading=_reading,
    compare=preview_list,
    rows=attrgetter("rows"),
    comparing="Die Liste wird mit dem Tresor verglichen …",
    taking=_taking,
    undo=undo_import,
    counted=Kind.CASE,
    lines=_lines,
    cells=_cells,
)
"""What is handed over by the county."""
