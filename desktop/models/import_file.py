"""Files of an import: the list as it is read, the rows that go back as they are saved. No Qt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.casework.list_rows import Decision, RowDecision
from desktop.errors import ImportFileError
from desktop.exchange.found_list import FoundList, find_apart
from desktop.exchange.layout import ListKind
from desktop.exchange.list_file import MAX_FILE
from desktop.exchange.returned_rows import Listed, returned_rows
from desktop.exchange.whole_file import save_whole
from desktop.models.import_kind import ComparedRow

LEFT_OUT = "In der Vorschau ausgelassen."


@dataclass(frozen=True)
class OpenedFile:
    """The list found in a file; `digest` tells whether a file opened later is the same, `lists` are the places of all
    sheets that hold a list (finding them takes a look at every row)."""

    path: Path
    source: FoundList[Any]
    digest: str
    lists: tuple[int, ...]


def open_file(path: Path, kind: ListKind[Any], cancelled: Callable[[], bool] = lambda: False) -> OpenedFile:
    """Find the list in a file, read by a process of its own until `cancelled()`. Raises ImportFileError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)  # one byte more is refused with its own sentence
    except OSError:
        raise ImportFileError(
            f"„{path.name}“ kann nicht gelesen werden. Ist die Datei noch da oder in Excel geöffnet?"
        ) from None
    return _with_lists(path, find_apart(data, kind, cancelled), hashlib.sha256(data).hexdigest())


def open_drafted(
    draft: Mapping[str, Any], kind: ListKind[Any], cancelled: Callable[[], bool] = lambda: False
) -> OpenedFile:
    """The file of a draft at the sheet that was chosen; at the proposed one when the file has changed since."""
    file = open_file(Path(str(draft["path"])), kind, cancelled)
    table = int(draft.get("table", 0))
    same = file.digest == draft.get("digest") and table != file.source.chosen
    return open_table(file, table) if same else file


def open_table(file: OpenedFile, place: int) -> OpenedFile:
    """The list on another sheet of the same file. Raises ImportFileError when there is none."""
    return replace(file, source=file.source.on_sheet(place))


def _with_lists(path: Path, source: FoundList[Any], digest: str) -> OpenedFile:
    others = set(source.other_lists)
    lists = [
        place for place, table in enumerate(source.tables) if place == source.chosen or table.name in others
    ]
    return OpenedFile(path, source, digest, tuple(lists))


def reasons_of_rejected(rows: Iterable[ComparedRow], decisions: Mapping[int, RowDecision]) -> dict[int, str]:
    """Row number → why it was not taken; rows the vault knows unchanged are no rejection."""
    reasons = {}
    for row in rows:
        decision = decisions[row.row].decision if row.row in decisions else row.proposal
        if decision is Decision.LEAVE and not row.settled:
            kept_from = row.proposal is Decision.LEAVE and row.reason
            reasons[row.row] = row.reason if kept_from else LEFT_OUT
    return reasons


def save_rejected(path: Path, incoming: Listed, reasons: Mapping[int, str]) -> None:
    """Write the rows that go back as XLSX, whole or not at all. Raises CaseworkError with one sentence."""
    save_whole(path, returned_rows(incoming, reasons))
