"""The preview of a hand-over list as a table: every line of the list with its state and what is to be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.handover.incoming import IncomingList
from desktop.casework.handover.outcome import Outcome, Preview, PreviewRow
from desktop.casework.list_rows import Decision, RowDecision
from desktop.models.columns import Column
from desktop.models.sorting import matches
from desktop.models.table import RowTable
from desktop.terms import Term


class LineState(Term):
    """How a line of the list stands to the vault; the codes are those of `Outcome`, and a line that is no person."""

    NEW = "new", "neu"
    CHANGED = "changed", "geändert"
    SAME = "same", "unverändert"
    DUPLICATE = "duplicates", "Dublette?"
    UNREADABLE = "unreadable", "nicht lesbar"
    IGNORED = "ignored", "übergangen"


STATE_ICONS = {
    LineState.NEW: ("user-plus", "ok"), LineState.CHANGED: ("pencil", "accent"), LineState.SAME: ("check", "muted"),
    LineState.DUPLICATE: ("users", "warn"), LineState.UNREADABLE: ("circle-alert", "bad"),
    LineState.IGNORED: ("minus", "muted"),
}  # fmt: skip
"""Icon and colour role of each state; the word stands beside them."""

_SPOKEN = {LineState.DUPLICATE: Outcome.DUPLICATE.label, LineState.IGNORED: "übergangen, keine Person"}


@dataclass(frozen=True)
class ImportLine:
    """One line of the preview. `found` is None for a line that is no person; `place` is (which, of how many) within
    its family in this list; `decision` what is to be done now."""

    row: int
    state: LineState
    name: str
    reason: str
    found: PreviewRow | None = None
    decision: Decision | None = None
    family: str = ""
    place: tuple[int, int] = (1, 1)

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What the user may decide here, nothing where there is no choice."""
        choices = self.found.choices if self.found else ()
        return choices if len(choices) > 1 else ()

    @property
    def taken(self) -> bool:
        """Whether the row will change the vault."""
        return self.decision in (Decision.CREATE, Decision.UPDATE)

    @property
    def doubts(self) -> int:
        """How many cells should be looked at."""
        return len(self.found.doubts) if self.found else 0


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
    for ignored in incoming.ignored:
        line = ImportLine(ignored.row, LineState.IGNORED, ignored.text, ignored.reason)
        lines.append((ignored.row, ignored.row, line))
    return tuple(line for _start, _row, line in sorted(lines, key=lambda entry: entry[:2]))


def decided(line: ImportLine, decision: RowDecision | None) -> ImportLine:
    """The line with another decision; None goes back to the proposal."""
    proposal = line.found.proposal if line.found else None
    return replace(line, decision=decision.decision if decision else proposal)


def state_counts(lines: Iterable[ImportLine]) -> dict[LineState, int]:
    """Lines per state, in the order of the states; together they are all lines."""
    found = Counter(line.state for line in lines)
    return {state: found[state] for state in LineState}


def keeps(line: ImportLine, states: frozenset[LineState], text: str, *, doubtful: bool) -> bool:
    """Whether a line stays with these filters; no state means every state."""
    return (
        (not states or line.state in states)
        and (not doubtful or line.doubts > 0)
        and (not text or matches(text, line.name, line.family, str(line.row)))
    )


def decision_words(line: ImportLine) -> str:
    """What will happen with the line, in a word."""
    if line.decision is Decision.UPDATE:
        return _tr("zusammenführen") if line.state is LineState.DUPLICATE else _tr("übernehmen")
    if line.decision is Decision.CREATE:
        return _tr("übernehmen")
    return {
        LineState.SAME: _tr("nichts zu tun"), LineState.IGNORED: "–", LineState.UNREADABLE: _tr("geht zurück"),
    }.get(line.state, _tr("auslassen"))  # fmt: skip


def import_table(parent: QObject) -> RowTable[ImportLine]:
    """The table of the preview."""
    columns: tuple[Column[ImportLine], ...] = (
        Column(_tr("Zeile"), lambda line: line.row, width=4, numeric=True),
        Column(_tr("Familie"), _family, spoken=_family_spoken, width=7),
        Column(_tr("Name"), lambda line: line.name, tooltip=lambda line: line.name),
        Column(_tr("Geboren"), _birth_order, _birth, width=12),
        Column(_tr("Zustand"), _state_order, lambda line: line.state.label, spoken=_state_spoken, icon=_state_icon,
               tooltip=lambda line: line.reason or _state_spoken(line), width=15),
        Column(_tr("Prüfen"), _doubts, _doubts_text, spoken=_doubts_spoken, icon=_doubts_icon, width=5, numeric=True),
        Column(_tr("Entscheidung"), decision_words, icon=_decision_icon, width=14),
    )
    return RowTable(columns, key=lambda line: line.row, parent=parent)


def _line(row: PreviewRow, decision: RowDecision | None, place: tuple[int, int]) -> ImportLine:
    state = LineState(row.outcome.value)
    name = row.name or _tr("ohne lesbaren Namen")
    line = ImportLine(row.row, state, name, row.reason, row, None, row.family_number, place)
    return decided(line, decision)


def _family(line: ImportLine) -> str:
    return line.family


def _family_spoken(line: ImportLine) -> str:
    which, of = line.place
    return f"{line.family}, {which} von {of}" if line.family else _tr("einzeln")


def _birth(line: ImportLine) -> str:
    return line.found.birth if line.found else ""


def _birth_order(line: ImportLine) -> str:
    """Year first, so that the column sorts by age."""
    digits = _birth(line).removeprefix("ca. ").removesuffix(" (?)").split(".")
    return "-".join(reversed(digits))


def _state_order(line: ImportLine) -> int:
    return list(LineState).index(line.state)


def _state_spoken(line: ImportLine) -> str:
    return _SPOKEN.get(line.state, line.state.label)


def _state_icon(line: ImportLine) -> tuple[str, str]:
    return STATE_ICONS[line.state]


def _doubts(line: ImportLine) -> int | None:
    return line.doubts or None


def _doubts_text(line: ImportLine) -> str:
    return str(line.doubts) if line.doubts else ""


def _doubts_spoken(line: ImportLine) -> str:
    return _tr("%1 unsichere Angaben").replace("%1", str(line.doubts)) if line.doubts else _tr("nichts")


def _doubts_icon(line: ImportLine) -> tuple[str, str] | None:
    return ("triangle-alert", "warn") if line.doubts else None


def _decision_icon(line: ImportLine) -> tuple[str, str] | None:
    if line.taken:
        return ("merge" if line.state is LineState.DUPLICATE and line.decision is Decision.UPDATE else "check", "ok")
    return ("ban", "muted") if line.choices else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportTable", text)
