"""A small picture inside a line of text that grows with the text; Qt's own stays 16 pixels high at any text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QToolButton

from desktop.views import icons, style

_LOOK = "QToolButton { border: none; background: transparent; padding: 0; min-height: 0; }"
"""Without the frame and height other buttons have it stands in the line's middle."""


class LineButton(QToolButton):
    """Stands at the left or right end of `line`, where the text makes room while it is shown.

    Never takes the keyboard: what it does, keys do as well. Without words it is a picture and passes clicks on.
    """

    def __init__(self, line: QLineEdit, icon: str, words: str = "", *, left: bool = False) -> None:
        super().__init__(line)
        self._line, self._left = line, left
        icons.set_icon(self, icon, "muted")
        self.setStyleSheet(_LOOK)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not words)
        line.installEventFilter(self)
        style.notifier().changed.connect(self._place)
        self._place()

    def set_shown(self, shown: bool) -> None:
        """Show it, or give its room back to the text."""
        self.setVisible(shown)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        side, gap = icons.default_size(), style.space(2)
        margins = self._line.textMargins()
        room = 0 if self.isHidden() else side + gap
        if self._left:
            margins.setLeft(room)
        else:
            margins.setRight(room)
        self._line.setTextMargins(margins)
        at = gap if self._left else self._line.width() - side - gap
        self.setGeometry(at, (self._line.height() - side) // 2, side, side)
