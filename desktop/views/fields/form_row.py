"""What every input field is made of: label above, the input, help, error and origin; told to screen readers as well."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.views import icons, style
from desktop.views.components.chip import ChipButton, Tone

T = TypeVar("T")


class FormRow(QWidget, Generic[T]):
    """Base of all fields. `T` is the type of the value; None means unanswered.

    A subclass builds its input, hands it to `_place()` and answers `value()`, `_show_value()` and, where something can
    be wrong, `problem()`. Whoever fills a form calls `check()` before saving; fields check themselves on leaving.

    Signals: changed() when the user changed the value (never by `set_value`); confirmed() when the user agreed to what
    the origin chip says.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key, self._label, self._mandatory, self._read_only = key, label, mandatory, False
        self._inputs: tuple[QWidget, ...] = ()
        self._narrow: tuple[QWidget, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._build_head()
        self._input_row = QHBoxLayout()
        self._rows.addLayout(self._input_row)
        self._help = self._add_line("muted", help_text)
        self._previous = self._add_line("muted", "")
        self._build_error()
        style.notifier().changed.connect(self._fit)

    # what a form uses

    @property
    def key(self) -> str:
        """Key of the question or attribute; also the object name of the input."""
        return self._key

    @property
    def label(self) -> str:
        """The words above the field."""
        return self._label

    def value(self) -> T | None:
        """What is answered, None for nothing. An unreadable input is None too; `check()` tells."""
        raise NotImplementedError

    def set_value(self, value: T | None) -> None:
        """Show `value` without saying `changed`; an error shown before is gone."""
        self._show_value(value)
        self.show_error(None)

    def draft(self) -> object:
        """What is entered as a plain JSON value, unreadable input too; `set_draft` takes it back."""
        return self.value()

    def set_draft(self, draft: object) -> None:
        """Put back what `draft()` gave."""
        self.set_value(cast("T", draft))

    def clear(self) -> None:
        """Take the answer back, as the user would: `changed` is emitted when there was one."""
        if not self.is_empty():
            self.set_value(None)
            self.changed.emit()

    def is_empty(self) -> bool:
        """Whether nothing is entered at all (unreadable input is not empty)."""
        return self.value() in (None, "", (), False)

    def problem(self) -> str | None:
        """One German sentence about what is entered, None when it can be taken. Does not look at `mandatory`."""
        return None

    def check(self) -> str | None:
        """What stands against saving, shown beside the field and returned."""
        sentence = self.problem()
        if sentence is None and self._mandatory and self.is_empty():
            sentence = self.tr("„%1“ fehlt noch.").replace("%1", self._label.rstrip("?:"))
        self.show_error(sentence)
        return sentence

    def show_error(self, sentence: str | None) -> None:
        """Show one sentence in the error line, or nothing; for errors that come from elsewhere too."""
        self._error_text.setText(sentence or "")
        self._error_line.setVisible(bool(sentence))
        for part in self._inputs:
            style.set_look(part, "invalid" if sentence else part.property("calm_look") or "")
        self._describe()

    def error(self) -> str:
        """The sentence shown now, empty for none."""
        return self._error_text.text()

    def set_mandatory(self, mandatory: bool) -> None:
        """Mark the field as one that must be answered."""
        self._mandatory = mandatory
        self._show_label()
        self._describe()

    def set_read_only(self, read_only: bool) -> None:
        """Show the value without letting it be changed; it can still be reached, selected and copied."""
        self._read_only = read_only
        self._apply_read_only(read_only)
        self._origin.setEnabled(not read_only)

    def is_read_only(self) -> bool:
        """Whether the value can only be looked at."""
        return self._read_only

    def set_origin(self, text: str, *, confirmable: bool = True) -> None:
        """Say where the value comes from („aus Übergabe, 03.11.2026“); one click on the chip confirms it."""
        self._origin.setText(text)
        self._origin.setVisible(bool(text))
        self._origin.setProperty("confirmable", confirmable)
        self._origin.setFocusPolicy(Qt.FocusPolicy.StrongFocus if confirmable else Qt.FocusPolicy.NoFocus)
        self._origin.setAccessibleName(self.tr("Herkunft von %1: %2").replace("%1", self._label).replace("%2", text))
        hint = self.tr("Klicken bestätigt die Angabe.") if confirmable else ""
        self._origin.setToolTip(hint)
        self._origin.setAccessibleDescription(hint)
        self._describe()

    def set_previous(self, text: str) -> None:
        """Show the earlier answer below the field, for example „Zuletzt: A2 (14.08.2026)“."""
        self._previous.setText(text)
        self._previous.setVisible(bool(text))
        self._describe()

    def set_help(self, text: str) -> None:
        """Another help text below the field."""
        self._help.setText(text)
        self._help.setVisible(bool(text))
        self._describe()

    def focus_input(self) -> None:
        """Put the keyboard into the field."""
        if self._inputs:
            self._focus_target().setFocus(Qt.FocusReason.OtherFocusReason)

    # what a subclass uses

    def _place(self, widget: QWidget, *inputs: QWidget, characters: int = 0) -> None:
        """Put `widget` below the label. `inputs` are the parts that take the keyboard (default: `widget`);
        `characters` bounds the width where the value is short."""
        self._inputs = inputs or (widget,)
        self._inputs[0].setObjectName(self._key)
        self._label_text.setBuddy(self._inputs[0])
        self._input_row.addWidget(widget)
        if characters:
            self._narrow = (widget, characters)
            self._input_row.addStretch()
        for part in self._inputs:
            part.setAccessibleName(part.accessibleName() or self._label)
        self._fit()
        self._describe()

    def _show_value(self, value: T | None) -> None:
        raise NotImplementedError

    def _apply_read_only(self, read_only: bool) -> None:
        for part in self._inputs:
            part.setEnabled(not read_only)

    def _focus_target(self) -> QWidget:
        return self._inputs[0]

    def _description(self) -> str:
        """Said by a screen reader after the name; subclasses add units and hints."""
        mandatory = self.tr("Pflichtangabe.") if self._mandatory else ""
        parts = (self.error(), mandatory, self._help.text(), self._previous.text(), self._origin.text())
        return " ".join(part for part in parts if part)

    def _describe(self) -> None:
        description = self._description()
        for part in self._inputs:
            part.setAccessibleDescription(description)

    def _on_edited(self) -> None:
        """Slot of the input's change signal: an error that no longer holds disappears while typing."""
        if self.error() and self.problem() is None:
            self.show_error(None)
        self.changed.emit()

    def _on_left(self) -> None:
        """Slot for leaving the input: wrong input is told, missing input is not (that is `check()`'s)."""
        if not self._read_only:
            self.show_error(self.problem())

    def _on_origin_clicked(self) -> None:
        if self._origin.property("confirmable"):
            self._origin.setVisible(False)
            self._origin.setText("")
            self._describe()
            self.focus_input()
            self.confirmed.emit()

    # building

    def _build_head(self) -> None:
        self._label_text = QLabel()
        self._label_text.setWordWrap(True)
        self._label_text.setTextFormat(Qt.TextFormat.PlainText)
        self._origin = ChipButton("", Tone.ACCENT, "file-input", parent=self)
        self._origin.hide()
        self._origin.clicked.connect(self._on_origin_clicked)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label_text, 1)
        self._head.addWidget(self._origin, 0, Qt.AlignmentFlag.AlignBottom)
        self._rows.addLayout(self._head)
        self._show_label()

    def _build_error(self) -> None:
        self._error_line = QWidget()
        line = QHBoxLayout(self._error_line)
        line.setContentsMargins(0, 0, 0, 0)
        self._error_icon, self._error_text = QLabel(), QLabel()
        icons.set_icon(self._error_icon, "circle-alert", "bad")
        style.set_look(self._error_text, "bad")
        self._error_text.setWordWrap(True)
        self._error_text.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._error_text, 1)
        self._error_line.hide()
        self._rows.addWidget(self._error_line)

    def _add_line(self, look: str, text: str) -> QLabel:
        line = QLabel(text)
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        style.set_look(line, look)
        self._rows.addWidget(line)
        line.setVisible(bool(text))  # in its place first: shown without a parent it would be a window for a moment
        return line

    def _show_label(self) -> None:
        mark = self.tr(" (Pflicht)") if self._mandatory else ""
        self._label_text.setText(self._label + mark)
        self._label_text.setVisible(bool(self._label))

    def _fit(self) -> None:
        """Distances and widths for the text size of now."""
        self._rows.setSpacing(style.space(0.5))
        self._head.setSpacing(style.space(2))
        self._input_row.setSpacing(style.space(2))
        if self._narrow:
            widget, characters = self._narrow
            widget.setMaximumWidth(style.text_width(characters) + 2 * style.space(3))
            widget.setMinimumWidth(min(widget.maximumWidth(), style.text_width(characters)))
