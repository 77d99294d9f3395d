"""The preview of a list of volunteers as a table: every row with its standing and whether it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.volunteers.register.volunteer_import import IncomingRow, Standing
from desktop.models.columns import Column
from desktop.models.sorting import matches
from desktop.models.table import RowTable

STANDING_MARKS = {
    Standing.NEW: ("user-plus", "ok"), Standing.UNCLEAR: ("users", "warn"), Standing.KNOWN: ("check", "muted"),
    Standing.BAD: ("circle-alert", "bad"),
}  # fmt: skip
"""Icon and colour role of each standing; the word stands beside them."""


@dataclass(frozen=True)
class ImportedLine:
    """A row of the preview; `taken` is what will be done with it."""

    row: IncomingRow
    taken: bool

    @property
    def number(self) -> int:
        """Line of the file."""
        return self.row.incoming.row

    @property
    def name(self) -> str:
        return self.row.incoming.facts.name or _tr("ohne lesbaren Namen")

    @property
    def doubts(self) -> int:
        """How many cells should be looked at."""
        return len(self.row.incoming.doubts) + len(self.row.also)


def imported_lines(rows: Iterable[IncomingRow], taken: frozenset[int]) -> tuple[ImportedLine, ...]:
    """Every row with what is to be done now."""
    return tuple(ImportedLine(row, row.incoming.row in taken) for row in rows)


def standing_counts(rows: Iterable[IncomingRow]) -> dict[Standing, int]:
    """Rows per standing; together they are all rows."""
    found = Counter(row.standing for row in rows)
    return {standing: found[standing] for standing in Standing}


def keeps_line(line: ImportedLine, standings: frozenset[Standing], text: str) -> bool:
    """Whether a row stays with these filters; no standing means every one."""
    facts = line.row.incoming.facts
    wanted = not standings or line.row.standing in standings
    return wanted and (not text or matches(text, line.name, facts.town, str(line.number)))


def decision_words(line: ImportedLine) -> str:
    """What will happen with the row, in a word."""
    if line.taken:
        return _tr("aufnehmen")
    return {Standing.KNOWN: _tr("nichts zu tun"), Standing.BAD: _tr("geht zurück")}.get(
        line.row.standing, _tr("auslassen")
    )


def imported_table(parent: QObject) -> RowTable[ImportedLine]:
    """The table of the preview."""
    columns: tuple[Column[ImportedLine], ...] = (
        Column(_tr("Zeile"), lambda line: line.number, width=5, numeric=True),
        Column(_tr("Name"), lambda line: line.name, tooltip=lambda line: line.name),
        Column(_tr("Ort"), lambda line: line.row.incoming.facts.town, width=14),
        Column(_tr("Stand"), lambda line: list(Standing).index(line.row.standing),
               lambda line: line.row.standing.label, icon=lambda line: STANDING_MARKS[line.row.standing],
               tooltip=lambda line: line.row.reason, width=17),
        Column(_tr("Prüfen"), lambda line: line.doubts or None, lambda line: str(line.doubts or ""),
               spoken=_doubts_spoken, icon=_doubts_icon, width=6, numeric=True),
        Column(_tr("Entscheidung"), decision_words, icon=_decision_icon, width=16),
    )  # fmt: skip
    return RowTable(columns, key=lambda line: line.number, parent=parent)


def _doubts_spoken(line: ImportedLine) -> str:
    return _tr("%1 Zellen ansehen").replace("%1", str(line.doubts)) if line.doubts else _tr("nichts")


def _doubts_icon(line: ImportedLine) -> tuple[str, str] | None:
    return ("triangle-alert", "warn") if line.doubts else None


def _decision_icon(line: ImportedLine) -> tuple[str, str] | None:
    if line.taken:
        return "check", "ok"
    return ("ban", "muted") if line.row.may_be_taken else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_import_table", text)
