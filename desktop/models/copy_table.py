"""The copies of a vault as the list in „Sicherungen“ and the page for bringing one back show them."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.models.columns import Column
from desktop.models.copy_words import counted, moment, size
from desktop.models.table import RowTable


class CopyState(enum.StrEnum):
    """How far a copy may be trusted; the value is its German word."""

    FULL = "vollständig geprüft"
    FILES = "Dateien geprüft"
    SPOILED = "schadhaft"


@dataclass(frozen=True)
class CopyRow:
    """A copy. `made` is aware UTC; `place` says where it lies, `role` why it is kept; `people` can open it with the
    password of then (empty where its key file cannot be read); `old_key` tells that the key was changed since;
    `problem` is the sentence why it does not count."""

    folder: Path
    made: dt.datetime
    place: str
    role: str
    size: int
    state: CopyState
    people: tuple[str, ...] = ()
    old_key: bool = False
    counts: tuple[tuple[str, int], ...] = ()
    vault: str = ""
    program: str = ""
    problem: str = ""

    @property
    def good(self) -> bool:
        """Whether it counts."""
        return self.state is not CopyState.SPOILED

    @property
    def who(self) -> str:
        """Whose passwords open it."""
        people = ", ".join(self.people) or "unbekannt"
        return f"{people} (früherer Schlüssel)" if self.old_key else people

    @property
    def content(self) -> str:
        """What is in it, in words."""
        return counted(dict(self.counts)) or ("" if self.problem else "nicht gezählt")


class CopyTable(RowTable[CopyRow]):
    """All columns, for „Verwaltung“."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_MADE, _KIND, _PLACE, _SIZE, _STATE, _WHO), key=lambda row: row.folder, parent=parent)


class ChoiceTable(RowTable[CopyRow]):
    """What is needed to choose a copy to bring back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__((_MADE, _PLACE, _CONTENT, _STATE), key=lambda row: row.folder, parent=parent)


_ICONS = {
    CopyState.FULL: ("circle-check", "ok"), CopyState.FILES: ("circle-dot", "accent"),
    CopyState.SPOILED: ("circle-x", "bad"),
}  # fmt: skip
_MADE: Column[CopyRow] = Column("Stand", lambda row: row.made.timestamp(), text=lambda row: moment(row.made), width=22)
_KIND: Column[CopyRow] = Column("Art", lambda row: row.role, width=13)
_PLACE: Column[CopyRow] = Column("Ort", lambda row: row.place, tooltip=lambda row: str(row.folder), width=15)
_SIZE: Column[CopyRow] = Column("Größe", lambda row: row.size, text=lambda row: size(row.size), width=10)
_STATE: Column[CopyRow] = Column("Prüfung", lambda row: row.state.value, width=21, icon=lambda row: _ICONS[row.state],
                                 tooltip=lambda row: row.problem or row.state.value)  # fmt: skip
_WHO: Column[CopyRow] = Column("Öffnet mit dem Kennwort von", lambda row: row.who, tooltip=lambda row: row.who)
_CONTENT: Column[CopyRow] = Column("Inhalt", lambda row: row.content, tooltip=lambda row: row.content)
