"""Files of an import: the county's list as it is read, the rows that go back as they are saved. No Qt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.casework.handover.incoming import Field, IncomingList
from desktop.casework.handover.outcome import Outcome, Preview
from desktop.casework.list_rows import Decision, RowDecision
from desktop.errors import ImportFileError
from desktop.exchange.found_list import FoundList
from desktop.exchange.handover_list import open_list_apart
from desktop.exchange.list_file import MAX_FILE
from desktop.exchange.returned_rows import returned_rows
from desktop.exchange.whole_file import save_whole

LEFT_OUT = "In der Vorschau ausgelassen."


@dataclass(frozen=True)
class OpenedFile:
    """The list found in a file; `digest` tells whether a file opened later is the same, `lists` are the places of all
    sheets that hold a list (finding them takes a look at every row)."""

    path: Path
    source: FoundList[Field]
    digest: str
    lists: tuple[int, ...]


def open_file(path: Path, cancelled: Callable[[], bool] = lambda: False) -> OpenedFile:
    """Find the list in a file, read by a process of its own until `cancelled()`. Raises ImportFileError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)  # one byte more is refused with its own sentence
    except OSError:
        raise ImportFileError(
            f"„{path.name}“ kann nicht gelesen werden. Ist die Datei noch da oder in Excel geöffnet?"
        ) from None
    return _with_lists(path, open_list_apart(data, cancelled), hashlib.sha256(data).hexdigest())


def open_table(file: OpenedFile, place: int) -> OpenedFile:
    """The list on another sheet of the same file. Raises ImportFileError when there is none."""
    return replace(file, source=file.source.on_sheet(place))


def _with_lists(path: Path, source: FoundList[Field], digest: str) -> OpenedFile:
    others = set(source.other_lists)
    lists = [
        place for place, table in enumerate(source.tables) if place == source.chosen or table.name in others
    ]
    return OpenedFile(path, source, digest, tuple(lists))


def reasons_of_rejected(preview: Preview, decisions: Mapping[int, RowDecision]) -> dict[int, str]:
    """Row number → why it was not taken; rows the vault knows unchanged are no rejection."""
    reasons = {}
    for row in preview.rows:
        decision = decisions[row.row].decision if row.row in decisions else row.proposal
        if decision is Decision.LEAVE and row.outcome is not Outcome.SAME:
            kept_from = row.outcome in (Outcome.UNREADABLE, Outcome.DUPLICATE)
            reasons[row.row] = row.reason if kept_from and row.reason else LEFT_OUT
    return reasons


def save_rejected(path: Path, incoming: IncomingList, reasons: Mapping[int, str]) -> None:
    """Write the rows that go back as XLSX, whole or not at all. Raises CaseworkError with one sentence."""
    save_whole(path, returned_rows(incoming, reasons))
