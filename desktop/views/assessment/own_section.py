"""„Eigene Fragen der Stelle“: the office's own fields of a person as the last section of her part.

They are facts of the person, not answers of the Assessment: what is entered here stands under „Weitere Angaben“, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from desktop.casework.people.own_fields import OwnField, OwnKind, OwnValueRow, Value
from desktop.views import icons, style
from desktop.views.components.scroll_page import FORM_WIDTH
from desktop.views.fields.form_row import FormRow
from desktop.views.people.lines import words
from desktop.views.people.own_panel import kept_value, own_input, shown_value

_REST_MILLISECONDS = 900
_AT_ONCE = (OwnKind.YES_NO, OwnKind.CHOICE)


class OwnSection(QWidget):
    """What is typed is an answer when the keyboard leaves its field or rests.

    *Signals:* `answered(key, value)`; `typed` while it is not whole; `next_wanted`.
    """

    answered = Signal(str, object)
    typed = Signal()
    next_wanted = Signal()

    def __init__(
        self, person_id: int, rows: Sequence[OwnValueRow], *, editable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.person_id = person_id
        self.fields: dict[str, FormRow[Any]] = {}
        self._asked = {row.field.key: row.field for row in rows}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self.hand_over)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build(rows, editable=editable)
        self._said = {key: self._value(key) for key in self.fields}
        self._fit()
        style.notifier().changed.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def hand_over(self) -> None:
        """Whatever is typed and readable is an answer now."""
        self._rest.stop()
        for key, field in self.fields.items():
            value = self._value(key)
            if field.problem() is None and not field.is_read_only() and value != self._said[key]:
                self._said[key] = value
                self.answered.emit(key, value)

    def unreadable(self) -> dict[str, object]:
        """What is typed and cannot be taken, by field, for the draft."""
        return {key: field.draft() for key, field in self.fields.items() if field.problem() is not None}

    def restore(self, typed: dict[str, object]) -> None:
        """Put unreadable input back where it was typed."""
        for key, content in typed.items():
            if key in self.fields:
                self.fields[key].set_draft(content)

    def focus_first(self) -> None:
        """Put the keyboard into the first field without a value, else into the first."""
        waiting = [field for field in self.fields.values() if field.is_empty()]
        (waiting or list(self.fields.values()))[0].focus_input()

    def _build(self, rows: Sequence[OwnValueRow], *, editable: bool) -> None:
        self._column.addWidget(words(self.tr("Eigene Fragen der Stelle"), "section"))
        hint = self.tr("Stehen auch bei der Person unter „Weitere Angaben“; es ist dieselbe Angabe.")
        self._column.addWidget(words(hint, "muted"))
        for row in rows:
            field = own_input(row.field)
            field.set_value(shown_value(row))
            field.set_read_only(not editable)
            field.changed.connect(partial(self._on_changed, row.field))
            self.fields[row.field.key] = field
            self._column.addWidget(field)
        after = QPushButton(self.tr("Weiter: %1").replace("%1", self.tr("Ergebnis")))
        icons.set_icon(after, "arrow-right", "accent")
        after.setObjectName("next_section")
        after.clicked.connect(self.next_wanted)
        self._column.addWidget(after, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def _value(self, key: str) -> Value:
        return kept_value(self._asked[key], self.fields[key].value())

    def _on_changed(self, field: OwnField) -> None:
        if field.kind in _AT_ONCE:
            self.hand_over()
        else:
            self._rest.start()
            self.typed.emit()

    def _on_focus_changed(self, old: QObject | None, now: QObject | None) -> None:
        for field in self.fields.values():
            left = isinstance(old, QWidget) and field.isAncestorOf(old)
            if left and not (isinstance(now, QWidget) and field.isAncestorOf(now)):
                self.hand_over()

    def _fit(self) -> None:
        self._column.setSpacing(style.space(5))
        self.setMaximumWidth(style.text_width(FORM_WIDTH))
