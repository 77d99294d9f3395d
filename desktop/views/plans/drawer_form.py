"""A small form in the drawer: fields above each other, one button that does it. Enter in a line does it too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.errors import CaseworkError
from desktop.views import icons, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.form_row import FormRow

AnyField = FormRow[Any]
Values = Mapping[str, Any]
Then = Callable[[Changes], object]
Failed = Callable[[CaseworkError], object]
Send = Callable[[Values, Then, Failed], object]


class DrawerForm(QWidget):
    """`send(values, then, failed)` carries out what is entered; it may raise CaseworkError as well.

    `key` names form and object, so that what was typed finds its form again. *Signals:* done() when it was carried out.
    """

    done = Signal()

    def __init__(self, key: str, title: str, button: str, send: Send, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.title, self._send = key, title, send
        self._fields: dict[str, AnyField] = {}
        self._dirty, self._busy = False, False
        self.messages, self.page = MessageArea(), ScrollPage(form=True, margin=1)
        self.body = self.page.body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        column.addWidget(self.messages)
        column.addWidget(self.page, 1)
        column.addLayout(self._build_foot(button))

    def add(self, field: AnyField) -> AnyField:
        """Register a field and put it at the end of the form."""
        self._fields[field.key] = field
        field.changed.connect(self._on_changed)
        self.body.addWidget(field)
        return field

    def add_words(self, text: str, look: str = "muted") -> QLabel:
        """A sentence between the fields."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        style.set_look(label, look)
        self.body.addWidget(label)
        return label

    def field(self, key: str) -> AnyField:
        """The field with that key; KeyError for none."""
        return self._fields[key]

    def load(self, values: Values) -> None:
        """Show stored values; call after the last `add`."""
        for key, field in self._fields.items():
            if key in values:
                field.set_value(values[key])
        self.body.addStretch()

    def values(self) -> dict[str, Any]:
        """What is entered, by key."""
        return {key: field.value() for key, field in self._fields.items()}

    def is_dirty(self) -> bool:
        """Whether something was entered that is not carried out."""
        return self._dirty

    def is_sending(self) -> bool:
        """Whether what is entered is being carried out."""
        return self._busy

    def draft(self) -> dict[str, object]:
        """Everything entered as JSON values."""
        return {key: field.draft() for key, field in self._fields.items()}

    def restore_draft(self, draft: Mapping[str, object]) -> None:
        """Put a draft over the loaded values."""
        for key, field in self._fields.items():
            if key in draft:
                field.set_draft(draft[key])
        self._dirty = True

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field."""
        if key in self._fields:
            self._fields[key].focus_input()

    def focus_start(self) -> None:
        """Put the keyboard where filling begins: into the first field."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.focus_input()

    def submit(self) -> None:
        """Check and carry out; the first wrong field gets the keyboard."""
        wrong = [field for field in self._fields.values() if field.isVisibleTo(self) and field.check() is not None]
        if wrong:
            wrong[0].focus_input()
        elif not self._busy:
            self._set_busy(True)
            try:
                self._send(self.values(), self._on_sent, self.show_failure)
            except CaseworkError as error:
                self.show_failure(error)

    def show_failure(self, error: CaseworkError) -> None:
        """Say what was not accepted, at its field where it names one."""
        self._set_busy(False)
        field = self._fields.get(error.field or "")
        if field is None:
            self.messages.show_error(str(error))
        else:
            field.show_error(str(error))
            field.focus_input()

    def _build_foot(self, words: str) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.button = QPushButton(words)
        style.set_look(self.button, "primary")
        icons.set_icon(self.button, "check", "on_accent")
        self.button.setToolTip(self.tr("Enter oder Strg+S"))
        self.button.clicked.connect(self.submit)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)
        foot.addWidget(self.button)
        foot.addStretch()
        return foot

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.button.setEnabled(not busy)

    def _on_changed(self) -> None:
        self._dirty = True

    def _on_sent(self, _changes: Changes) -> None:
        self._dirty = False
        self._set_busy(False)
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        else:
            super().keyPressEvent(event)
