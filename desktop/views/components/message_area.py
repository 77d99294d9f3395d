"""Inline messages under the page head: what happened, what is wrong, what can be done; with „Rückgängig“ for 8 s."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views import icons, style
from desktop.views.components.flow_layout import flow

UNDO_MILLISECONDS = 8_000
_OK_MILLISECONDS = 6_000


class Level(enum.StrEnum):
    """How a message looks and sounds; warnings and errors stay until they are closed or replaced."""

    INFO = "info"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


_ICONS = {Level.INFO: "info", Level.OK: "circle-check", Level.WARN: "triangle-alert", Level.BAD: "circle-alert"}
_TOKENS = {Level.INFO: "accent", Level.OK: "ok", Level.WARN: "warn", Level.BAD: "bad"}


class MessageArea(QWidget):
    """One message at a time, the newest. Nothing is shown as long as nothing is to be said.

    Signals: closed() when the message went away by itself, by its cross or by Esc.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._message: _Message | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_info(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Something to know; `actions` are (words, slot) and become links."""
        self._show(Level.INFO, text, actions)

    def show_ok(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Something went well; goes away by itself."""
        self._show(Level.OK, text, actions, _OK_MILLISECONDS)

    def show_warning(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Something to look at."""
        self._show(Level.WARN, text, actions)

    def show_error(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Something that did not work, in one sentence."""
        self._show(Level.BAD, text, actions)

    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Something was done and can be taken back for 8 seconds."""
        self._show(Level.OK, text, ((self.tr("Rückgängig"), undo),), UNDO_MILLISECONDS)

    def text(self) -> str:
        """The message shown, empty for none."""
        return self._message.text() if self._message else ""

    def level(self) -> Level | None:
        """The level of the message shown."""
        return self._message.level if self._message else None

    def actions_shown(self) -> list[QPushButton]:
        """The links of the message shown, for tests and keyboard shortcuts."""
        return self._message.links if self._message else []

    def clear(self) -> None:
        """Take the message away."""
        self._timer.stop()
        if self._message is not None:
            self._outer.removeWidget(self._message)
            self._message.hide()
            self._message.deleteLater()
            self._message = None
            self.hide()
            self.closed.emit()

    def _show(
        self,
        level: Level,
        text: str,
        actions: tuple[tuple[str, Callable[[], object]], ...],
        milliseconds: int = 0,
    ) -> None:
        self.clear()
        self._message = _Message(level, text, actions, self)
        self._message.done.connect(self.clear)
        self._outer.addWidget(self._message)
        self.show()
        if milliseconds:
            self._timer.start(milliseconds)
        self._announce(level, text)

    def _announce(self, level: Level, text: str) -> None:
        """Screen readers say it at once, without the keyboard leaving its place."""
        event = QAccessibleAnnouncementEvent(self, text)
        urgent = level in (Level.WARN, Level.BAD)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._message is not None:
            self.clear()
        else:
            super().keyPressEvent(event)


class _Message(QFrame):
    done = Signal()

    def __init__(
        self, level: Level, text: str, actions: tuple[tuple[str, Callable[[], object]], ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.level = level
        style.set_look(self, f"message-{level}")
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(3), style.space(1.5), style.space(2), style.space(1.5))
        row.setSpacing(style.space(2))
        picture, self._words = QLabel(), _Words(text)
        icons.set_icon(picture, _ICONS[level], _TOKENS[level], 1.1)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        self.links = [self._link(words, slot) for words, slot in actions]
        self._beside, self._offers = QBoxLayout(QBoxLayout.Direction.LeftToRight), flow(*self.links)
        self._beside.setSpacing(style.space(2))
        self._beside.addWidget(self._words, 1)
        self._beside.addWidget(self._offers, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._beside, 1)
        self._add_cross(row)

    def text(self) -> str:
        return self._words.text()

    def _link(self, words: str, slot: Callable[[], object]) -> QPushButton:
        link = QPushButton(words)
        style.set_look(link, "link")
        link.clicked.connect(self.done)
        link.clicked.connect(slot)
        return link

    def _add_cross(self, row: QHBoxLayout) -> None:
        cross = QToolButton()
        style.set_look(cross, "quiet")
        icons.set_icon(cross, "x", "muted")
        cross.setAccessibleName(self.tr("Meldung schließen"))
        cross.setToolTip(self.tr("Meldung schließen"))
        cross.clicked.connect(self.done)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)


    def resizeEvent(self, event: QResizeEvent) -> None:
        """Links that would take more than half of the line stand below the words."""
        super().resizeEvent(event)
        room, offers = self._beside.geometry().width(), self._offers.sizeHint().width()
        below = 2 * offers > room and self._words.sizeHint().width() + offers > room
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.TopToBottom if below else directions.LeftToRight)
        self._beside.setAlignment(self._offers, Qt.AlignmentFlag(0) if below else Qt.AlignmentFlag.AlignVCenter)


class _Words(QLabel):
    """A sentence on one line where there is room for it; Qt's own guess of three would take them from the page."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))
