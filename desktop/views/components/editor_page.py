"""The one page all editing happens on (style.md rule 15): headline, messages, scrolling body, save and discard."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.errors import CaseworkError
from desktop.views import icons, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.form_row import FormRow

AnyField = FormRow[Any]


class EditorPage(QWidget):
    """Add fields with `add`, give them values with `load`; the owner connects `save_wanted` to its use case.

    The owner calls `mark_saved()` when the change went through and `show_failure(error)` when it did not. Nothing is
    asked on leaving: the owner keeps `draft()` in the draft table and gives it back with `restore_draft`.

    Signals: save_wanted() after everything was checked; discard_wanted() by „Verwerfen“ or „Schließen“;
    dirty_changed(bool); edited(key) on each change by the user, for drafts.
    """

    save_wanted = Signal()
    discard_wanted = Signal()
    dirty_changed = Signal(bool)
    edited = Signal(str)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, AnyField] = {}
        self._dirty, self._read_only = False, False
        self._sent: dict[str, object] | None = None
        self._stored: dict[str, object] = {}
        self._behind = False
        self.head, self.messages = PageHead(title), MessageArea()
        self.page = ScrollPage(form=True)
        self.body = self.page.body
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._build_top()
        self._outer.addWidget(self.page, 1)
        self._build_foot()
        self._show_state()
        self._fit()
        style.notifier().changed.connect(self._fit)

    # fields

    def add(self, field: AnyField, into: QLayout | None = None) -> None:
        """Register a field and put it at the end of the body, or into a layout of the page."""
        self._fields[field.key] = field
        field.setProperty("editor_key", field.key)
        field.changed.connect(self._on_field_changed)
        (into or self.body).addWidget(field)

    def field(self, key: str) -> AnyField:
        """The field with that key; KeyError for none."""
        return self._fields[key]

    def keys(self) -> tuple[str, ...]:
        """Keys of all fields in their order."""
        return tuple(self._fields)

    # values

    def load(self, values: Mapping[str, object], but: Collection[str] = ()) -> None:
        """Show stored values; keys without a field are left out, fields without a value are emptied.

        Fields in `but` stay as they are: what was typed into them since the last saving waits for the next one.
        """
        left = {key: self._stored[key] for key in but}
        for key, field in self._fields.items():
            if key not in but and not _says_already(field, values.get(key)):
                field.set_value(values.get(key))
        self._stored = self.draft() | left
        self._behind = False
        self._set_dirty(bool(but))

    def values(self) -> dict[str, object]:
        """What is entered, by key."""
        return {key: field.value() for key, field in self._fields.items()}

    def draft(self) -> dict[str, object]:
        """Everything entered as JSON values, unreadable input too."""
        return {key: field.draft() for key, field in self._fields.items()}

    def changed_fields(self) -> dict[str, object]:
        """What differs from the loaded or last saved values, as in `draft()`: nothing old is put over a newer value."""
        return {key: value for key, value in self.draft().items() if value != self._stored.get(key)}

    def restore_draft(self, draft: Mapping[str, object]) -> None:
        """Put a draft over the loaded values; the page is dirty then."""
        for key, field in self._fields.items():
            if key in draft:
                field.set_draft(draft[key])
        self._set_dirty(True)

    def check(self) -> bool:
        """Check every field that is shown; the first wrong one gets the keyboard, the page says how many are wrong."""
        wrong = [field for field in self._fields.values() if field.isVisibleTo(self) and field.check() is not None]
        if not wrong:
            self.messages.clear()
            return True
        wrong[0].focus_input()
        if len(wrong) == 1:
            self.messages.show_error(self.tr("Eine Angabe stimmt noch nicht: %1").replace("%1", wrong[0].error()))
        else:
            self.messages.show_error(self.tr("%1 Angaben stimmen noch nicht.").replace("%1", str(len(wrong))))
        return False

    def save(self) -> bool:
        """Check and ask the owner to save; False when something is wrong."""
        if self._read_only or not self.check():
            return False
        self._sent = self.draft()
        self.save_wanted.emit()
        return True

    def mark_saved(self, sentence: str = "") -> None:
        """The values are stored; `sentence` says so. What was typed after they were sent is still to be saved."""
        self._stored, self._sent, self._behind = self._sent or self.draft(), None, True
        self._set_dirty(bool(self.changed_fields()))
        if sentence:
            self.messages.show_ok(sentence)

    def show_failure(self, error: CaseworkError) -> None:
        """Say what the use case did not accept, at its field where it names one."""
        field = self._fields.get(error.field or "")
        if field is not None:
            field.show_error(str(error))
            field.focus_input()
        self.messages.show_error(str(error))

    # state

    def is_dirty(self) -> bool:
        """Whether something was entered since loading or saving."""
        return self._dirty

    def is_behind(self) -> bool:
        """Whether what was saved here has not been loaded again yet."""
        return self._behind

    def set_read_only(self, read_only: bool) -> None:
        """Only show the values; the buttons become „Schließen“."""
        self._read_only = read_only
        for field in self._fields.values():
            field.set_read_only(read_only)
        self._show_state()

    def _build_top(self) -> None:
        self._top = QVBoxLayout()
        self._top.addWidget(self.head)
        self._top.addWidget(self.messages)
        self._outer.addLayout(self._top)
        divider = QFrame()
        style.set_look(divider, "divider")
        self._outer.addWidget(divider)

    def _build_foot(self) -> None:
        self._foot = QFrame()
        style.set_look(self._foot, "foot")
        self._buttons = QHBoxLayout(self._foot)
        self._save, self._discard, self._mark = QPushButton(self.tr("Speichern")), QPushButton(), QLabel()
        style.set_look(self._save, "primary")
        icons.set_icon(self._save, "check", "on_accent")
        self._save.setToolTip(self.tr("Speichern (Strg+S)"))
        style.set_look(self._mark, "muted")
        self._save.clicked.connect(self.save)
        self._discard.clicked.connect(self.discard_wanted)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save)
        self._buttons.addWidget(self._save)
        self._buttons.addWidget(self._discard)
        self._buttons.addWidget(self._mark, 1)
        self._outer.addWidget(self._foot)

    def _show_state(self) -> None:
        self._save.setVisible(not self._read_only)
        self._save.setEnabled(self._dirty)
        self._discard.setText(self.tr("Verwerfen") if self._dirty and not self._read_only else self.tr("Schließen"))
        self._mark.setText(self.tr("● Noch nicht gespeichert") if self._dirty else "")

    def _set_dirty(self, dirty: bool) -> None:
        if dirty != self._dirty:
            self._dirty = dirty
            self._show_state()
            self.dirty_changed.emit(dirty)

    def _fit(self) -> None:
        margin = style.space(6)
        self._top.setContentsMargins(margin, style.space(4), margin, style.space(3))
        self._top.setSpacing(style.space(2))
        self._buttons.setContentsMargins(margin, style.space(2), margin, style.space(2))
        self._buttons.setSpacing(style.space(2))

    def _on_field_changed(self) -> None:
        self._set_dirty(True)
        self.edited.emit(str(self.sender().property("editor_key")))


def _says_already(field: AnyField, value: object) -> bool:
    """Whether the keyboard is in a field that needs no other text: writing it anew would move the cursor."""
    focused = QApplication.focusWidget()
    return (
        focused is not None and field.isAncestorOf(focused) and field.problem() is None and not field.error()
        and field.value() == value
    )  # fmt: skip
