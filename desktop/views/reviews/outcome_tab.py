"""The end of a review: day, participants, reason, next review, and what the next Fassung will take over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.casework.plans.plan_rows import Missing
from desktop.casework.reviews.review_rows import ReviewRow
from desktop.clock import today
from desktop.views import icons, style
from desktop.views.components.card import Card
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.text_field import TextField


class OutcomeTab(ScrollPage):
    """*Signals:* `header_given(dict)` with what changed; `missing_wanted(Missing)`; `typed` at every key."""

    header_given = Signal(object)
    missing_wanted = Signal(object)
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._row: ReviewRow | None = None
        self.held_on = DateField("held_on", _tr("Tag der Überprüfung"), lean=Lean.PAST, latest=today(), mandatory=True)
        self.next_on = DateField("next_review_on", _tr("Nächste Überprüfung"), lean=Lean.FUTURE, mandatory=True)
        self.participants = TextField("participants", _tr("Beteiligte"), help_text=_tr("Mit Semikolon getrennt"))
        self.reason = NoteField("reason", _tr("Begründung: Was ergab die Überprüfung, warum geht es so weiter?"),
                                lines=3, longest=2000, mandatory=True)  # fmt: skip
        self._fields: tuple[FormRow[Any], ...] = (self.held_on, self.next_on, self.participants, self.reason)
        self._unsent: set[str] = set()
        self._build()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_keyboard_moved)

    def show_row(self, row: ReviewRow) -> None:
        """Show what is stored; what is being typed stays."""
        self._row = row
        header = row.header
        stored = {"held_on": header.held_on, "next_review_on": header.next_review_on,
                  "participants": "; ".join(header.participants), "reason": header.reason}  # fmt: skip
        for field in self._fields:
            if field.key not in self._unsent:
                field.set_value(stored[field.key] or None)
            field.set_read_only(row.finished)
        self.held_on.set_bounds(row.valid_from, today())
        self._show_lines(self._lacks, [self._lack_button(lack) for lack in row.lacks if not row.finished])
        self._missing.setVisible(bool(row.lacks) and not row.finished)
        self._show_lines(self._lines, [_line(words) for words in row.outcome])

    def commit(self) -> None:
        """Send what was typed; unreadable input stays where it is with its sentence."""
        fields: dict[str, Any] = {}
        for field in self._fields:
            if field.key in self._unsent and field.problem() is None:
                fields[field.key] = _stored(field)
        self._unsent -= set(fields)
        if fields:
            self.header_given.emit(fields)

    def keep_unsent(self, keys: Collection[str]) -> None:
        """What was sent from these fields was refused: it stands there as typed until it is sent again."""
        self._unsent |= {field.key for field in self._fields if field.key in keys}

    def focus_field(self, key: str) -> None:
        """Put the keyboard into one field."""
        next(field for field in self._fields if field.key == key).focus_input()

    def draft(self) -> dict[str, Any] | None:
        """What is typed and not sent, by field."""
        return {field.key: field.draft() for field in self._fields if field.key in self._unsent} or None

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft` gave."""
        for field in self._fields:
            if field.key in draft:
                field.set_draft(draft[field.key])
                self._unsent.add(field.key)

    def _build(self) -> None:
        card = Card(_tr("Zur Überprüfung"), "clipboard-check")
        dates = QHBoxLayout()
        for field in (self.held_on, self.next_on):
            dates.addWidget(field)
        dates.addStretch(1)
        card.body.addLayout(dates)
        for wide in (self.participants, self.reason):
            card.body.addWidget(wide)
        for entry in self._fields:
            entry.changed.connect(partial(self._on_changed, entry))
        self.body.addWidget(card)
        self._missing = Card(_tr("Fehlt noch"), "circle-alert")
        self._lacks: list[QWidget] = []
        self.body.addWidget(self._missing)
        self._next = Card(_tr("Das ändert sich in der nächsten Fassung"), "file-plus")
        self._lines: list[QWidget] = []
        self.body.addWidget(self._next)
        self.body.addStretch(1)

    def _show_lines(self, shown: list[QWidget], fresh: list[QWidget]) -> None:
        for widget in shown:
            widget.hide()
            widget.deleteLater()
        shown[:] = fresh
        card = self._missing if shown is self._lacks else self._next
        for widget in fresh:
            card.body.addWidget(widget)

    def _lack_button(self, lack: Missing) -> QWidget:
        button = QPushButton(lack.text)
        style.set_look(button, "link")
        icons.set_icon(button, "arrow-right", "accent")
        button.clicked.connect(partial(self.missing_wanted.emit, lack))
        return button

    def _on_keyboard_moved(self, old: QWidget | None, _now: QWidget | None) -> None:
        """What is typed is stored when the keyboard leaves it."""
        if self._unsent and old is not None and self.isAncestorOf(old):
            self.commit()

    def _on_changed(self, field: FormRow[Any]) -> None:
        self._unsent.add(field.key)
        self.typed.emit()


def _stored(field: FormRow[Any]) -> object:
    value = field.value()
    if field.key == "participants":
        return tuple(name.strip() for name in str(value or "").split(";") if name.strip())
    return value or "" if field.key == "reason" else value


def _line(words: str) -> QLabel:
    label = QLabel(f"•  {words}")
    label.setWordWrap(True)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
