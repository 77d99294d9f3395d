"""One cell of a row in a list: the text as it stands there and what it was read as. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.casework.handover.incoming import Certainty


@dataclass(frozen=True)
class CellLine:
    """One cell of a row. `meaning` is what its column means, empty for a column nobody reads; `reading` is empty where
    nothing was understood or nothing stood there; `certainty` is None where nothing is read."""

    heading: str
    meaning: str
    original: str
    reading: str = ""
    certainty: Certainty | None = None
    note: str = ""

    @property
    def doubtful(self) -> bool:
        """Whether somebody should look at it."""
        return self.certainty in (Certainty.UNSURE, Certainty.UNREADABLE)


def told_once(lines: Iterable[CellLine]) -> tuple[CellLine, ...]:
    """A name or an address over several columns says what is doubtful only once."""
    told, found = set[str](), []
    for line in lines:
        found.append(replace(line, note="") if line.note in told else line)
        told.add(line.note)
    return tuple(found)
