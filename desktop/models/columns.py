"""How one column of a list is described: where its value comes from and how it is shown, sorted and read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from PySide6.QtCore import Qt

from desktop.clock import german_date
from desktop.models.sorting import german_key

R = TypeVar("R")
Raw = str | int | float | bool | dt.date | None


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of rows of type `R`.

    `raw` gives the value that sorts; `text` what is shown (by default the value in German); `spoken` what a screen
    reader says where `text` is too short („29 M“ is read „noch 29 Monate“); `icon` a name and colour role for views.
    `width` counts characters of body text; 0 takes the room that is left.
    """

    title: str
    raw: Callable[[R], Raw]
    text: Callable[[R], str] | None = None
    spoken: Callable[[R], str] | None = None
    icon: Callable[[R], tuple[str, str] | None] | None = None
    tooltip: Callable[[R], str] | None = None
    width: int = 0
    numeric: bool = False
    alignment: Qt.AlignmentFlag = field(default=Qt.AlignmentFlag.AlignLeft)

    def shown(self, row: R) -> str:
        """The text of the cell."""
        return self.text(row) if self.text else german(self.raw(row))

    def for_file(self, row: R) -> Raw:
        """The value as a file should have it: what the cell shows, as a number or day where it shows one."""
        value = self.raw(row)
        whole_day = isinstance(value, dt.date) and not isinstance(value, dt.datetime)
        return value if self.text is None and (whole_day or isinstance(value, int | float)) else self.shown(row)

    def read_aloud(self, row: R) -> str:
        """The text of the cell as a screen reader says it: with the column's name, so that a row makes sense."""
        said = self.spoken(row) if self.spoken else self.shown(row)
        return f"{self.title}: {said}" if said else f"{self.title}: leer"

    def key(self, row: R) -> tuple[bool, SortValue]:
        """What to sort by. Empty values come last."""
        value = self.raw(row)
        return (value is None or value == "", german_key(value) if isinstance(value, str) else value)


SortValue = str | int | float | dt.date | None


def german(value: Raw) -> str:
    """A plain value in German: dates as dd.MM.yyyy, decimals with a comma, yes and no, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, dt.datetime):
        return german_date(value.astimezone().date())
    if isinstance(value, dt.date):
        return german_date(value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
