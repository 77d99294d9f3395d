"""The palette (Strg+K): persons and cases that match, and every command of the program."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.models.sorting import matches
from desktop.views import icons, style
from desktop.views.commands import Commands, keys_as_said
from desktop.views.palette_delegate import WHY, PaletteDelegate, Why

_WAIT_MS = 120  # typing goes on: the vault is asked only after a short rest
_SHOWN_PER_SECTION = 8
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Hit:
    """Something found: its section („Personen“), what it is called, a few words beside, how to go there, and why it was
    found: the field, its text and the places of the hits in it.
    """

    section: str
    title: str
    detail: str
    icon: str
    open: Callable[[], object]
    why: Why | None = None


#: Looks for a text and hands its hits to the receiver, at once or later (the vault is asked on its own thread).
Search = Callable[[str, Callable[[Sequence[Hit]], None]], None]


class Palette(QFrame):
    """Lies over the page below the search field; Esc or a click elsewhere closes it."""

    def __init__(self, commands: Commands, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands, self._over = commands, parent
        self._search: Search | None = None
        self._found: tuple[Hit, ...] = ()
        self._before: QWidget | None = None
        self._asked = ""
        style.set_look(self, "palette")
        self.setAccessibleName(self.tr("Suche und Befehle"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._on_rest)
        self._build()
        self.hide()

    def set_search(self, search: Search) -> None:
        """What looks in the vault; without it only commands are found."""
        self._search = search

    def open_at(self, place: QPoint, width: int) -> None:
        """Show at `place` (in the parent's coordinates) and take the keyboard."""
        self._before = self._over.focusWidget()
        self.move(place)
        self.setFixedWidth(width)
        self._list.setIconSize(QSize(icons.default_size(), icons.default_size()))
        self._input.clear()
        self._found = ()
        self._fill()
        self.show()
        self.raise_()
        self._input.setFocus()

    def close_again(self) -> None:
        """Hide and give the keyboard back to where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None and isValid(self._before):  # a line of „Heute“ may be gone meanwhile
                self._before.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(2)] * 4)
        column.setSpacing(style.space(1))
        self._input = QLineEdit()
        self._input.setPlaceholderText(self.tr("Person, Fall oder Befehl …"))
        self._input.setAccessibleName(self.tr("Suchen"))
        self._input.installEventFilter(self)
        self._input.textChanged.connect(self._on_text_changed)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Treffer"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setItemDelegate(PaletteDelegate(self._list))
        self._list.itemClicked.connect(self._on_item_chosen)
        self._none = QLabel(self.tr("Nichts gefunden. Namen können auch teilweise eingegeben werden."))
        self._none.setWordWrap(True)
        style.set_look(self._none, "muted")
        for widget in (self._input, self._none, self._list):
            column.addWidget(widget)

    def _on_text_changed(self, text: str) -> None:
        self._asked = text.strip()
        self._found = ()
        self._fill()
        self._timer.start()

    def _on_rest(self) -> None:
        if self._search is not None and len(self._asked) >= 2:
            asked = self._asked
            self._search(asked, lambda hits: self._on_found(asked, hits))

    def _on_found(self, asked: str, hits: Sequence[Hit]) -> None:
        if asked == self._asked:  # answers to what was typed before come too late
            self._found = tuple(hits)
            self._fill()

    def _fill(self) -> None:
        self._list.clear()
        hits = [*self._found, *self._matching_commands()]
        for section in dict.fromkeys(hit.section for hit in hits):
            self._add_section(section, [hit for hit in hits if hit.section == section][:_SHOWN_PER_SECTION])
        self._none.setVisible(not hits)
        self._list.setVisible(bool(hits))
        if hits:
            self._list.setCurrentRow(1)
        self._fit()
        self._list.scrollToTop()  # the heading of the first hit, too

    def _fit(self) -> None:
        """As high as the hits need, but inside the window."""
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._list.count())) + style.space(2)
        self._list.setFixedHeight(max(0, min(rows, self._over.height() - self.y() - style.space(24))))
        self.adjustSize()

    def _matching_commands(self) -> list[Hit]:
        section = self.tr("Befehle")
        return [
            Hit(section, command.title, keys_as_said(command.shortcut), command.icon, command.run)
            for command in self._commands.all()
            if command.key != "search" and matches(self._asked, command.title, command.words)
        ]

    def _add_section(self, name: str, hits: list[Hit]) -> None:
        head = QListWidgetItem(name)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(style.font("muted"))
        self._list.addItem(head)
        for hit in hits:
            item = QListWidgetItem(icons.icon(hit.icon, "muted"), f"{hit.title}   {hit.detail}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, hit)
            item.setData(WHY, hit.why)
            item.setToolTip("\n".join((item.text(), f"{hit.why[0]}: {hit.why[1]}")) if hit.why else item.text())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip().replace("\n", ", "))
            self._list.addItem(item)

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(hit, Hit):
            self.close_again()
            hit.open()

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}[Qt.Key(key)]
        row = self._list.currentRow() + step
        direction = 1 if step > 0 else -1
        while 0 <= row < self._list.count() and not self._list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
            row += direction
        if 0 <= row < self._list.count():
            self._list.setCurrentRow(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ARROWS:
                self._move(event.key())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_item_chosen(self._list.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_again()
                return True
        if watched is self._input and event.type() == QEvent.Type.FocusOut and not self.underMouse():
            self.hide()
        return super().eventFilter(watched, event)
