"""Files of one kind that were opened last, one shown at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.views.cases.page_stack import PageStack

F = TypeVar("F", bound=QWidget)


class OpenFiles(PageStack, Generic[F]):
    """A file that was shown lately is there at once, with its tab and what was typed. Of older ones than `most`
    nothing is kept but drafts. `make` opens the file with an id.
    """

    def __init__(self, drafts: Drafts, most: int, make: Callable[[int], F], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drafts, self._most, self._make = drafts, most, make
        self._files: dict[int, F] = {}

    def shown(self) -> F | None:
        """The file shown."""
        return next((file for file in self._files.values() if file is self.currentWidget()), None)

    def bring(self, id_: int) -> F:
        """Show a file, as it was when it was shown last."""
        file = self._files.pop(id_, None) or self._open(id_)
        self._files[id_] = file
        self.setCurrentWidget(file)
        if len(self._files) > self._most:
            self._drafts.flush()
            self.let_go(next(iter(self._files)))
        return file

    def let_go(self, id_: int) -> None:
        """Close a file."""
        file = self._files.pop(id_)
        self.removeWidget(file)
        file.deleteLater()

    def _open(self, id_: int) -> F:
        file = self._make(id_)
        self.addWidget(file)
        return file
