"""What holds for a person now, and on demand what held before: titles, addresses, consents."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.views.people.lines import emptied, link, rebuilt

R = TypeVar("R")


class HistoryPanel(QWidget, Generic[R]):
    """A subclass puts the rows into `_column`; former ones only while `_all` is true."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[R, ...] = ()
        self._all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_rows(self, rows: tuple[R, ...]) -> None:
        """All of them, newest first."""
        self._rows = rows
        rebuilt(self, self._rebuild)

    def _build(self) -> None:
        """Put what is to be seen into the empty column."""
        raise NotImplementedError

    def _turning_link(self, name: str, former: int, show: str, hide: str) -> list[QPushButton]:
        """The link that shows the `former` ones („… zeigen (%1)“) or hides them again; none where there are none."""
        said = hide if self._all else show.replace("%1", str(former))
        return [link(said, self._turn, name, icon="history")] if former else []

    def _rebuild(self) -> None:
        emptied(self._column)
        self._build()

    def _turn(self) -> None:
        self._all = not self._all
        rebuilt(self, self._rebuild)
