"""Free text that takes text blocks: typed short form and Tab, or chosen from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.casework.talks.text_blocks import TextBlockRow, block_for
from desktop.views import icons, style
from desktop.views.fields.note_field import NoteField

_SHOWN = 60


class BlockNoteField(NoteField):
    """A note field with a menu of blocks at its label. Without blocks it is a note field like any other."""

    def __init__(self, key: str, label: str, *, lines: int = 2, longest: int, help_text: str = "") -> None:
        super().__init__(key, label, lines=lines, longest=longest, help_text=help_text)
        self._blocks: tuple[TextBlockRow, ...] = ()
        self._button = QToolButton()
        style.set_look(self._button, "quiet")
        icons.set_icon(self._button, "type", "muted")
        self._button.setAccessibleName(self.tr("Textbaustein in „%1“ einfügen").replace("%1", label))
        self._button.setToolTip(self.tr("Textbaustein einfügen; oder Kürzel tippen und Tab"))
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._head.addWidget(self._button, 0, Qt.AlignmentFlag.AlignBottom)
        self._button.hide()
        self._edit.installEventFilter(self)

    def set_blocks(self, blocks: Sequence[TextBlockRow]) -> None:
        """Which blocks can be inserted."""
        self._blocks = tuple(blocks)
        menu = QMenu(self._button)
        for block in self._blocks:
            text = block.text.replace("\n", " ")
            words = text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"
            menu.addAction(f"{block.short}   {words}".replace("&", "&&"), partial(self._insert, block.text))
        self._button.setMenu(menu)
        self._button.setVisible(bool(self._blocks))

    def _insert(self, text: str) -> None:
        self._edit.textCursor().insertText(text)
        self._edit.setFocus()

    def _expand(self) -> bool:
        """Put the block in place of its short form right before the cursor; False where there is none."""
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return False
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        typed = cursor.selectedText().rsplit(" ", 1)[-1]
        block = block_for(self._blocks, typed) if typed else None
        if block is None:
            return False
        cursor = self._edit.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(typed))
        cursor.insertText(block.text)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Tab and self._expand()
        return super().eventFilter(watched, event)
