"""Papers of volunteers as lists and words: icons with colour roles, the renewal list with its filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject

from desktop.casework.volunteers.papers.paper_rows import PaperEntry, PaperLine, PaperRow, Standing
from desktop.casework.volunteers.papers.paper_rules import paper_rules
from desktop.clock import german_date
from desktop.models.columns import Column
from desktop.models.sorting import matches
from desktop.models.table import RowTable
from desktop.terms import Term
from desktop.volunteer_terms import PaperKind

_MARKS = {
    Standing.VALID: ("circle-check", "ok"),
    Standing.SOON: ("clock", "warn"),
    Standing.BRIDGED: ("hourglass", "warn"),
    Standing.OPEN: ("circle-help", "warn"),
    Standing.MISSING: ("circle-x", "bad"),
    Standing.EXPIRED: ("circle-alert", "bad"),
    Standing.REFUSED: ("ban", "bad"),
    Standing.NOT_NEEDED: ("minus", "muted"),
}  # fmt: skip
#: Columns left out where text is large.
LEAST_NEEDED = (4, 5)
Values = Mapping[str, object]


def standing_mark(standing: Standing) -> tuple[str, str]:
    """Icon and colour role of a standing."""
    return _MARKS[standing]


def kind_title(kind: PaperKind) -> str:
    """The kind as a title begins: „Erweitertes Führungszeugnis“."""
    return kind.label[:1].upper() + kind.label[1:]


def entry_lines(entry: PaperEntry) -> list[tuple[str, str]]:
    """What is kept of a paper, as (label, value) in the order of its form; nothing for what is empty."""
    return [(label, said) for key, label in paper_rules()[entry.kind].fields.items()
            if (said := _said(getattr(entry, key)))]  # fmt: skip


def entry_words(row: PaperRow) -> str:
    """All of a paper in one line, for its history."""
    return " · ".join(f"{label}: {said}" for label, said in entry_lines(row.entry))


def paper_table(parent: QObject | None = None) -> RowTable[PaperLine]:
    """The item model of the renewal list; a line stays marked by volunteer and kind."""
    return RowTable(_COLUMNS, key=lambda line: (line.volunteer_id, line.kind), parent=parent)


def paper_keeper(values: Values) -> Callable[[PaperLine], bool]:
    """Which lines these filters keep; what is in order only when it is asked for."""

    def keep(line: PaperLine) -> bool:
        return (
            values.get("kind") in (None, "", line.kind.value)
            and values.get("standing") in (None, "", line.standing.value)
            and (not values.get("minors") or line.accompanies_minors)
            and (bool(values.get("valid")) or values.get("standing") == Standing.VALID.value
                 or line.standing is not Standing.VALID)
            and matches(str(values.get("text") or ""), line.name)
        )  # fmt: skip

    return keep


def paper_options(lines: Iterable[PaperLine]) -> dict[str, list[tuple[object, str]]]:
    """Options of the choices: what occurs."""
    lines = tuple(lines)
    kinds, standings = {line.kind for line in lines}, {line.standing for line in lines}
    return {
        "kind": [(kind.value, kind_title(kind)) for kind in PaperKind if kind in kinds],
        "standing": [(one.value, one.label) for one in Standing if one in standings],
    }


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, Term):
        return value.label
    return german_date(value) if isinstance(value, dt.date) else str(value or "")


_COLUMNS: tuple[Column[PaperLine], ...] = (
    Column("Name", lambda line: line.name, width=22, tooltip=lambda line: line.name),
    Column("Unterlage", lambda line: kind_title(line.kind), width=25),
    Column("Stand", lambda line: list(_MARKS).index(line.standing), lambda line: line.standing.label, width=16,
           icon=lambda line: standing_mark(line.standing)),
    Column("Bis", lambda line: line.until, width=12),
    Column("Was zu tun ist", lambda line: line.words, tooltip=lambda line: line.words),
    Column("Minderjährige", lambda line: line.accompanies_minors,
           lambda line: "begleitet" if line.accompanies_minors else "", width=14,
           icon=lambda line: ("baby", "accent") if line.accompanies_minors else None),
)  # fmt: skip
