"""The list a user has in hand: what is known and decided about it so far. No Qt, nothing is read here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from desktop.casework.list_rows import Decision, RowDecision
from desktop.exchange.found_list import FoundList
from desktop.exchange.headings import F
from desktop.exchange.layout import Layout
from desktop.models.import_file import OpenedFile, reasons_of_rejected
from desktop.models.import_kind import ComparedRow, ImportKind, ReadRows
from desktop.models.import_table import ImportLine
from desktop.terms import Term


class Stage(Enum):
    """How far a list has come."""

    FILE = auto()
    COLUMNS = auto()
    PREVIEW = auto()
    DONE = auto()


@dataclass
class ListInHand:
    """`file` is None before one was opened. `memory` says how this sender's columns were read last time (heading →
    field code), `adjusted` what the user chose here (column index → field). `preview` is what the comparing use case of
    the kind gave, `decisions` holds only rows whose proposal the user changed. `counted` is how many files of the
    kind's `counted` the import touched."""

    kind: ImportKind
    file: OpenedFile | None = None
    layout: Layout[Any] | None = None
    sender: str = ""
    as_of: dt.date | None = None
    responsible_id: int | None = None
    memory: dict[str, str] = field(default_factory=dict)
    adjusted: dict[int, Term | None] = field(default_factory=dict)
    incoming: ReadRows | None = None
    preview: Any = None
    decisions: dict[int, RowDecision] = field(default_factory=dict)
    import_id: int | None = None
    counted: int = 0

    @property
    def stage(self) -> Stage:
        """How far this list has come."""
        if self.import_id is not None:
            return Stage.DONE
        if self.preview is not None:
            return Stage.PREVIEW
        return Stage.COLUMNS if self.source is not None else Stage.FILE

    @property
    def source(self) -> FoundList[Any] | None:
        """The list as it was found, nothing read yet."""
        return self.file.source if self.file else None

    @property
    def file_name(self) -> str:
        """Name of the file without its folder."""
        return self.file.path.name if self.file else ""

    @property
    def other_lists(self) -> tuple[str, ...]:
        """Names of further sheets with a list, each to be read on its own."""
        if self.file is None:
            return ()
        source = self.file.source
        return tuple(source.tables[place].name for place in self.file.lists if place != source.chosen)

    @property
    def problems(self) -> dict[int, str]:
        """What stands against the columns, see `Layout.problems`."""
        return self.layout.problems() if self.layout else {}

    @property
    def counts(self) -> tuple[int, int]:
        """How many rows will become new persons and how many will change one."""
        chosen = [self.decision_of(row).decision for row in self._rows()]
        return chosen.count(Decision.CREATE), chosen.count(Decision.UPDATE)

    @property
    def rejected(self) -> dict[int, str]:
        """Row number → why it is not taken over."""
        return reasons_of_rejected(self._rows(), self.decisions)

    def lines(self) -> tuple[ImportLine, ...]:
        """The preview with the decisions of now; empty before there is one."""
        return () if self.preview is None or self.incoming is None else self.kind.lines(self)

    def decision_of(self, row: ComparedRow) -> RowDecision:
        """The user's word on a row, else the proposal."""
        return self.decisions.get(row.row, RowDecision(row.proposal))

    def arrange_columns(self) -> None:
        """Columns as remembered and adjusted; a preview of other columns no longer holds."""
        if self.source is not None:
            self.layout = self.source.layout.by_heading(self.memory).adjusted(self.adjusted)
            self.drop_preview()

    def drop_preview(self) -> None:
        """Something before it has changed."""
        self.incoming, self.preview, self.decisions = None, None, {}

    def decide(self, rows: frozenset[int], decision: Decision) -> tuple[int, ...]:
        """Decide on rows; those that do not allow it keep what they have. The rows that changed."""
        changed = [row for row in self._rows() if row.row in rows and decision in row.choices]
        for row in changed:
            fields = self.decision_of(row).fields if decision is Decision.UPDATE else None
            self._put(row, RowDecision(decision, fields))
        return tuple(row.row for row in changed)

    def decide_fields(self, number: int, fields: frozenset[str]) -> None:
        """Which changes of a row are taken over; none of them leaves the row out."""
        row = next(row for row in self._rows() if row.row == number)
        proposed = frozenset(change.name for change in row.changes if change.proposed)
        if not fields:
            self._put(row, RowDecision(Decision.LEAVE))
        else:
            self._put(row, RowDecision(Decision.UPDATE, None if fields == proposed else fields))

    def put_decisions(self, decisions: dict[int, RowDecision]) -> None:
        """Decisions from before, as far as the rows still allow them."""
        for row in self._rows():
            decision = decisions.get(row.row)
            if decision is not None and decision.decision in row.choices:
                self._put(row, decision)

    def _rows(self) -> tuple[ComparedRow, ...]:
        return () if self.preview is None else self.kind.rows(self.preview)

    def _put(self, row: ComparedRow, decision: RowDecision) -> None:
        if decision == RowDecision(row.proposal):
            self.decisions.pop(row.row, None)
        else:
            self.decisions[row.row] = decision


def list_draft(held: ListInHand) -> dict[str, Any] | None:
    """What the user has put in, as plain JSON values; None when it is nothing or already in the vault.

    PRIVACY: not the list itself, which stays where the user has it; only where it lies and what was decided.
    """
    if held.file is None or held.import_id is not None:
        return None
    return {
        "path": str(held.file.path),
        "digest": held.file.digest,
        "table": held.file.source.chosen,
        "sender": held.sender,
        "as_of": held.as_of.isoformat() if held.as_of else "",
        "responsible": held.responsible_id,
        "columns": {str(index): str(chosen or "") for index, chosen in held.adjusted.items()},
        "decisions": {
            str(row): [str(decision.decision), sorted(decision.fields) if decision.fields is not None else None]
            for row, decision in held.decisions.items()
        },
    }


def drafted_decisions(draft: dict[str, Any]) -> dict[int, RowDecision]:
    """The decisions of a draft."""
    return {
        int(row): RowDecision(Decision(decision), None if fields is None else frozenset(fields))
        for row, (decision, fields) in draft.get("decisions", {}).items()
    }


def drafted_columns(draft: dict[str, Any], fields: type[F]) -> dict[int, F | None]:
    """The columns of a draft."""
    return {int(index): fields(code) if code else None for index, code in draft.get("columns", {}).items()}
