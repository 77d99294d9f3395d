"""What is particular to a kind of import; file, columns, preview, taking over and undoing are the same for all.

A kind is a value made of functions: `handover_import.py` has the one for county lists, `volunteer_import.py` the one
for lists of volunteers. No Qt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop.casework.changes import Changes, Kind
from desktop.casework.list_rows import Decision, FieldChange, IgnoredRow
from desktop.exchange.layout import ListKind
from desktop.exchange.returned_rows import Listed

if TYPE_CHECKING:
    from desktop.models.cell_lines import CellLine
    from desktop.models.import_list import ListInHand
    from desktop.models.import_table import ImportLine

Query = Callable[..., Any]
"""A use case that reads, as `Work.read` takes it."""

Change = Callable[..., Changes]
"""A use case that changes, as `Work.change` takes it."""

Background = Mapping[str, Any]
"""What was read beforehand, by the names of `ImportKind.background`."""


class ReadRows(Listed, Protocol):
    """A list whose every row was read."""

    @property
    def ignored(self) -> tuple[IgnoredRow, ...]:
        """Rows that are nobody."""


class ComparedRow(Protocol):
    """A row that was compared with the vault, and what may be decided about it."""

    @property
    def row(self) -> int:
        """Line of the file."""

    @property
    def proposal(self) -> Decision:
        """What happens unless somebody decides otherwise."""

    @property
    def choices(self) -> tuple[Decision, ...]:
        """What may be decided."""

    @property
    def reason(self) -> str:
        """Why it stands so, empty where that needs no words."""

    @property
    def changes(self) -> tuple[FieldChange, ...]:
        """What it says differently from the vault."""

    @property
    def settled(self) -> bool:
        """Whether the vault knows it so already: leaving it out is no rejection."""


@dataclass(frozen=True)
class FormerImport:
    """A list that was taken over, with what is told about it; the days are those of this computer."""

    id: int
    made_on: dt.date
    told: tuple[str, ...]
    undone_on: dt.date | None


@dataclass(frozen=True)
class ImportKind:
    """`key` names the draft, `columns` says what columns can mean. `background` are queries whose answers are wanted
    before a list is read.

    `remembered` gives heading → field code of lists before (of this sender, where `per_sender`). `reading` makes the
    work that is done beside the main thread, `compare` is the query that sets its result beside the vault (`comparing`
    says so meanwhile), and `rows` finds the rows in what that gives. `taking` says the use case with its values that
    takes the list over, `undo` the one that takes an import back; files of kind `counted` are named in the result.
    `lines` and `cells` are what the preview shows: every line of the list, and the cells of one.
    """

    key: str
    columns: ListKind[Any]
    background: Mapping[str, Query]
    former: Query
    former_line: Callable[[Any], FormerImport]
    remembered: Query
    per_sender: bool
    reading: Callable[[ListInHand, Background], Callable[[], ReadRows]]
    compare: Query
    rows: Callable[[Any], tuple[ComparedRow, ...]]
    comparing: str
    taking: Callable[[ListInHand], tuple[Change, tuple[object, ...]]]
    undo: Change
    counted: Kind
    lines: Callable[[ListInHand], tuple[ImportLine, ...]]
    cells: Callable[[ListInHand, int], tuple[CellLine, ...]]
    compared: Callable[[Any], object] = lambda incoming: incoming
    """What of a list the query `compare` is given."""
