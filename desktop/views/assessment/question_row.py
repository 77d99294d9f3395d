"""One question on the page: its field, what was said before, where it comes from, why it was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.casework.assessments.assessment_rows import AnswerRow
from desktop.casework.forms.definition import Question
from desktop.clock import german_date
from desktop.terms import Origin, SkipReason
from desktop.views import icons, style
from desktop.views.assessment.question_field import AT_ONCE, question_field
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.scroll_page import FORM_WIDTH
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.text_field import TextField

_REST_MILLISECONDS = 900
_SIDE = 26  # characters of the column beside the field


class QuestionRow(QWidget):
    """The field at left, at right the earlier answer with „übernehmen“ and „⋯“; below each other at large text.

    *Signals:* `answered(value)` when the answer is whole; `typed` while it is not; `skip_wanted(SkipReason or None)`;
    `confirm_wanted`; `origin_wanted(Origin)`; `note_given(str)`.
    """

    answered = Signal(object)
    typed = Signal()
    skip_wanted = Signal(object)
    confirm_wanted = Signal()
    origin_wanted = Signal(object)
    note_given = Signal(str)

    def __init__(
        self, question: Question, members: Sequence[tuple[int, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.field: FormRow[Any] = question_field(question, members)
        self._answer = AnswerRow(question.key)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self.hand_over)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._build_field()
        self._build_more()
        self._build_side()
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_answer(self, answer: AnswerRow) -> None:
        """Show what is known. What is being typed stays."""
        self._answer = answer
        if not self._rest.isActive() and self.field.value() != answer.value:
            self.field.set_value(answer.value)
        self._show_origin(answer)
        self._show_earlier(answer)
        if not self._rest.isActive() and (answer.note or self._note is not None):
            self._open_note().set_value(answer.note or None)
        self._skip.setVisible(answer.skip is not None)
        self._skip.setText(answer.skip.label if answer.skip else "")
        self._skip.setAccessibleName(f"{self.question.text}: {self._skip.text()}")

    def show_derived(self, words: str) -> None:
        """Show a value that was worked out."""
        self.field.set_value(words)

    def hand_over(self) -> None:
        """Say `answered` and `note_given` now, if something readable was typed and not handed over yet."""
        self._rest.stop()
        if self.question.is_derived or self.field.is_read_only():
            return
        if self.field.problem() is None and self._value() != self._answer.value:
            self.answered.emit(self._value())
        note = self._note.value() or "" if self._note is not None else self._answer.note
        if note != self._answer.note and self._note is not None and self._note.problem() is None:
            self.note_given.emit(note)

    def has_unreadable(self) -> bool:
        """Whether something is entered that cannot be taken as it is."""
        return self.field.problem() is not None

    def set_read_only(self, read_only: bool) -> None:
        """Show without letting it be changed."""
        self.field.set_read_only(read_only)
        self._take.setEnabled(not read_only)
        self._skip.setEnabled(not read_only)
        self._more.setVisible(not read_only and not self.question.is_derived)

    def open_menu(self) -> None:
        """„⋯“: reasons, origin, note."""
        if self._more.isVisible():
            self._make_menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _value(self) -> object:
        value = self.field.value()
        return None if value == () else value

    def _build_field(self) -> None:
        self._note: TextField | None = None
        self._column = QVBoxLayout()
        self._column.addWidget(self.field)
        self._line.addLayout(self._column, 1)
        self.field.changed.connect(self._on_field_changed)
        self.field.confirmed.connect(self.confirm_wanted)

    def _build_side(self) -> None:
        self._side = QWidget()
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        self._earlier = QLabel()
        self._earlier.setWordWrap(True)
        self._earlier.setTextFormat(Qt.TextFormat.PlainText)
        style.set_look(self._earlier, "muted")
        self._take = QPushButton(self.tr("übernehmen"))
        self._take.setAccessibleName(self.tr("%1: frühere Angabe übernehmen").replace("%1", self.question.text))
        style.set_look(self._take, "link")
        self._take.clicked.connect(self.confirm_wanted)
        self._skip = ChipButton("", Tone.NEUTRAL, "eye-off", removable=True)
        self._skip.removed.connect(self._on_skip_removed)
        self._skip.hide()
        column.addWidget(self._earlier)
        column.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._skip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._line.addWidget(self._side)

    def _open_note(self) -> TextField:
        """The line for a note, made when there is one or somebody wants to write one."""
        if self._note is None:
            self._note = TextField(f"{self.question.key}.note", self.tr("Notiz zu dieser Frage"))
            self._note.changed.connect(self._on_note_changed)
            self._column.addWidget(self._note)
            self._note.show()
        return self._note

    def _build_more(self) -> None:
        self._more = QToolButton()
        icons.set_icon(self._more, "ellipsis", "muted")
        style.set_look(self._more, "quiet")
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F7 does the same without one more stop per question
        self._more.setAccessibleName(self.tr("Mehr zu „%1“").replace("%1", self.question.text))
        self._more.setToolTip(self.tr("Keine Antwort, Herkunft, Notiz (F7)"))
        if self.question.is_derived:
            self._more.hide()
        self._more.clicked.connect(self.open_menu)
        self._line.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    def _make_menu(self) -> QMenu:
        """Reasons, origins, note; as the answer stands now."""
        menu, answered = QMenu(self), self._answer.value is not None
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for reason, keys in ((SkipReason.NOT_DISCUSSED, "F8"), (SkipReason.NOT_WANTED, "F9")):
            menu.addAction(f"{reason.label}\t{keys}").setData(reason)
        menu.addSeparator()
        group = QActionGroup(menu)
        for origin in Origin:
            action = group.addAction(menu.addAction(origin.label))
            action.setCheckable(True)
            action.setData(origin)
            action.setEnabled(answered)
            action.setChecked(origin is (self._answer.origin or self.question.origin))
        menu.addSeparator()
        note = menu.addAction(self.tr("Notiz …"))
        note.setVisible(not self._answer.bound)
        note.setEnabled(answered)
        menu.triggered.connect(self._on_menu_triggered)
        return menu

    def _show_origin(self, answer: AnswerRow) -> None:
        """Where a value comes from is said only when it is not what one expects here."""
        if answer.open and answer.origin and answer.as_of:
            words = self.tr("aus Übergabe, %1") if answer.origin is Origin.HANDOVER else f"{answer.origin.label}, %1"
            self.field.set_origin(words.replace("%1", german_date(answer.as_of)))
        elif answer.value is not None and not answer.bound and answer.origin not in (None, self.question.origin):
            self.field.set_origin(answer.origin.label, confirmable=False)
        else:
            self.field.set_origin("")

    def _show_earlier(self, answer: AnswerRow) -> None:
        earlier = answer.earlier
        shown = earlier is not None and (answer.value is None or answer.value != earlier.value)
        if earlier is not None and shown:
            words = self.question.kind.german(earlier.value)
            said = self.tr("Zuletzt, %1: %2").replace("%1", german_date(earlier.as_of)).replace("%2", words)
            self._earlier.setText(said)
        self._earlier.setVisible(shown)
        self._take.setVisible(shown and answer.value is None and answer.skip is None)

    def _on_field_changed(self) -> None:
        if isinstance(self.question.kind, AT_ONCE):
            self.hand_over()
        else:
            self._rest.start()
            self.typed.emit()

    def _on_note_changed(self) -> None:
        self._rest.start()
        self.typed.emit()

    def _on_skip_removed(self) -> None:
        self.skip_wanted.emit(None)
        self.field.focus_input()

    def _on_menu_triggered(self, action: QAction) -> None:
        code = str(action.data() or "")  # Qt keeps a term as its code
        if action.isCheckable():
            self.origin_wanted.emit(Origin(code))
        elif code:
            self.skip_wanted.emit(SkipReason(code))
        else:
            self._open_note().focus_input()

    def _fit(self) -> None:
        large = style.text_scale() > 125
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(style.space(1 if large else 2))
        self._side.setFixedWidth(style.text_width(_SIDE)) if not large else self._side.setMaximumWidth(16_777_215)
        self.field.setMaximumWidth(style.space(FORM_WIDTH))
