"""The preview of a list as a table: every line of the list with its state and what is to be done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.list_rows import Decision, FieldChange, IgnoredRow, RowDecision
from desktop.models.columns import Column
from desktop.models.import_kind import ComparedRow
from desktop.models.sorting import matches
from desktop.models.table import RowTable
from desktop.terms import Term


class Ignored(Term):
    """The state of a line that is no person, in every kind of list."""

    IGNORED = "ignored", "übergangen"


@dataclass(frozen=True)
class StateLook:
    """How a state is shown: icon and colour role beside its word, `spoken` where the word says too little.

    `create`, `join` and `leave` say what happens with the line then. `look_first` marks what somebody should see first;
    `alone` what is decided line by line, never for many at once.
    """

    icon: str
    role: str
    spoken: str = ""
    create: str = "übernehmen"
    join: str = "übernehmen"
    leave: str = "auslassen"
    look_first: bool = False
    alone: bool = False


IGNORED_LOOK = StateLook("minus", "muted", "übergangen, keine Person", leave="–")


@dataclass(frozen=True)
class ImportLine:
    """One line of the preview. `found` is None for a line that is no person; `about` tells the person from others of
    the name (a birth, a town); `place` is (which, of how many) within its family in this list; `decision` what is to be
    done now, `doubts` how many cells should be looked at."""

    row: int
    state: Term
    look: StateLook
    name: str
    reason: str
    found: ComparedRow | None = None
    decision: Decision | None = None
    about: str = ""
    doubts: int = 0
    family: str = ""
    place: tuple[int, int] = (1, 1)

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What the user may decide here, nothing where there is no choice."""
        choices = self.found.choices if self.found else ()
        return choices if len(choices) > 1 else ()

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What the line says differently from the vault."""
        return self.found.changes if self.found else ()

    @property
    def taken(self) -> bool:
        """Whether the row will change the vault."""
        return self.decision in (Decision.CREATE, Decision.UPDATE)


def ignored_lines(rows: Iterable[IgnoredRow]) -> Iterator[ImportLine]:
    """Lines that are no person."""
    return (ImportLine(row.row, Ignored.IGNORED, IGNORED_LOOK, row.text, row.reason) for row in rows)


def decided(line: ImportLine, decision: RowDecision | None) -> ImportLine:
    """The line with another decision; None goes back to the proposal."""
    proposal = line.found.proposal if line.found else None
    return replace(line, decision=decision.decision if decision else proposal)


def state_counts(lines: Iterable[ImportLine], states: Iterable[Term]) -> dict[Term, int]:
    """Lines per state, in the order of the states; together they are all lines."""
    found = Counter(line.state for line in lines)
    return {state: found[state] for state in states}


def keeps(line: ImportLine, states: frozenset[Term], text: str, *, doubtful: bool) -> bool:
    """Whether a line stays with these filters; no state means every state."""
    return (
        (not states or line.state in states)
        and (not doubtful or line.doubts > 0)
        and (not text or matches(text, line.name, line.family, line.about, str(line.row)))
    )


def decision_words(line: ImportLine) -> str:
    """What will happen with the line, in a word."""
    words = {Decision.CREATE: line.look.create, Decision.UPDATE: line.look.join}
    return words.get(line.decision, line.look.leave) if line.decision else line.look.leave


def import_table(states: Mapping[Term, StateLook], *who: Column[ImportLine], parent: QObject) -> RowTable[ImportLine]:
    """The table of the preview; `who` are the columns that tell who it is, `states` in their order."""
    order, width = list(states), max(len(state.label) for state in states) + 3
    columns: tuple[Column[ImportLine], ...] = (
        Column(_tr("Zeile"), lambda line: line.row, width=4, numeric=True),
        *who,
        Column(_tr("Zustand"), lambda line: order.index(line.state), lambda line: line.state.label,
               spoken=_state_spoken, icon=lambda line: (line.look.icon, line.look.role),
               tooltip=lambda line: line.reason or _state_spoken(line), width=width),
        Column(_tr("Prüfen"), lambda line: line.doubts or None, lambda line: str(line.doubts or ""),
               spoken=_doubts_spoken, icon=_doubts_icon, width=5, numeric=True),
        Column(_tr("Entscheidung"), decision_words, icon=_decision_icon, width=14),
    )  # fmt: skip
    return RowTable(columns, key=lambda line: line.row, parent=parent)


def name_column() -> Column[ImportLine]:
    """Who it is; takes the room that is left."""
    return Column(_tr("Name"), lambda line: line.name, tooltip=lambda line: line.name)


def nameless() -> str:
    """Stands for the name of a row that has none."""
    return _tr("ohne lesbaren Namen")


def _state_spoken(line: ImportLine) -> str:
    return line.look.spoken or line.state.label


def _doubts_spoken(line: ImportLine) -> str:
    return _tr("%1 unsichere Angaben").replace("%1", str(line.doubts)) if line.doubts else _tr("nichts")


def _doubts_icon(line: ImportLine) -> tuple[str, str] | None:
    return ("triangle-alert", "warn") if line.doubts else None


def _decision_icon(line: ImportLine) -> tuple[str, str] | None:
    if line.taken:
        return ("merge" if line.look.alone and line.decision is Decision.UPDATE else "check", "ok")
    return ("ban", "muted") if line.choices else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImportTable", text)
