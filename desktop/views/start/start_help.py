"""The help before a vault is open, such as when a password is forgotten: the same pages and a way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from desktop.views.help.help_page import HelpPage
from desktop.views.help.library import Versions


class StartHelp(QObject):
    """Remembers which pages were read.

    *Signals:* `left` when the way back ends.
    """

    left = Signal()

    def __init__(self, versions: Versions, first: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = [first]
        self.page = HelpPage(self, versions)
        self.page.show_target(first)

    def focus(self) -> None:
        """The keyboard to the text, once the page is shown."""
        self.page.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self, _key: str, target: str) -> None:
        """Show another page of the help."""
        self._read.append(target)
        self.page.show_target(target)

    def back(self) -> None:
        """The page read before, or away from the help."""
        self._read.pop()
        if self._read:
            self.page.show_target(self._read[-1])
        else:
            self.left.emit()
