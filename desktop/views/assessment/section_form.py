"""The questions of one section for one person. Made when the section is shown, thrown away when another is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.forms.definition import Question, Section
from desktop.models.assessment_part import PartState
from desktop.terms import Origin, SkipReason
from desktop.views import icons, style
from desktop.views.assessment.protected_panel import ProtectedPanel
from desktop.views.assessment.question_row import QuestionRow


class SectionForm(QWidget):
    """F8 and F9 leave the question with the keyboard out and go on, F7 opens its menu.

    *Signals:* `answered(key, value)`; `typed`; `skip_wanted(keys, SkipReason or None)`; `confirm_wanted(keys)`;
    `origin_wanted(key, Origin)`; `note_given(key, text)`; `consent_given(NewConsent)`; `show_wanted`; `next_wanted`.
    """

    answered = Signal(str, object)
    typed = Signal()
    skip_wanted = Signal(object, object)
    confirm_wanted = Signal(object)
    origin_wanted = Signal(str, object)
    note_given = Signal(str, str)
    consent_given = Signal(object)
    show_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, state: PartState, section: Section, next_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state, self.section = state, section
        self.rows: dict[str, QuestionRow] = {}
        self.panels: list[ProtectedPanel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build_head()
        self._build_questions()
        self._build_foot(next_title)
        self._column.addStretch(1)
        self._add_keys()
        self._fit()
        self.follow()
        style.notifier().changed.connect(self._fit)
        state.answered.connect(self._on_answered)
        state.progress_changed.connect(self.follow)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def follow(self) -> None:
        """Show what is asked with the present answers, and what was worked out."""
        values = self._state.values()
        for key, row in self.rows.items():
            row.setVisible(self._state.is_shown(key))
            if row.question.derive is not None:
                row.show_derived(row.question.derive(values))
        progress = self._state.progress(self.section.key)
        self._count.setText(
            self.tr("%1 von %2").replace("%1", str(progress.done)).replace("%2", str(progress.asked))
            if progress.asked else ""
        )  # fmt: skip
        going_on = self._state.part.assessment.is_open
        self._skip_all.setVisible(going_on and bool(self._state.open_keys(self.section)))
        self._confirm_all.setVisible(going_on and bool(self._unconfirmed()))

    def hand_over(self) -> None:
        """Whatever is typed and readable is an answer now."""
        for row in self.rows.values():
            row.hand_over()

    def unreadable(self) -> dict[str, object]:
        """What is typed and cannot be taken, by question, for the draft."""
        return {key: row.field.draft() for key, row in self.rows.items() if row.has_unreadable()}

    def restore(self, typed: dict[str, object]) -> None:
        """Put unreadable input back where it was typed."""
        for key, content in typed.items():
            if key in self.rows:
                self.rows[key].field.set_draft(content)

    def show_error(self, key: str, sentence: str) -> bool:
        """Show a refusal beside its question; False when the question is not here."""
        if key not in self.rows:
            return False
        self.rows[key].field.show_error(sentence)
        return True

    def focus_first(self) -> None:
        """Put the keyboard into the first question that is still open, else into the first."""
        keys = self._state.open_keys(self.section) or tuple(k for k in self.rows if self._state.is_shown(k))
        row = self.rows.get(keys[0]) if keys else None
        if row is not None:
            row.field.focus_input()
        else:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    # building

    def _build_head(self) -> None:
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line, links = QHBoxLayout(), QHBoxLayout()
        title, self._count = QLabel(self.section.title), QLabel()
        style.set_look(title, "section")
        style.set_look(self._count, "muted")
        self._confirm_all = self._make_link(
            self.tr("Übergabe bestätigen"), self.tr("Alle Angaben aus der Übergabe in diesem Abschnitt stimmen"))
        self._confirm_all.clicked.connect(self._on_confirm_all_clicked)
        self._skip_all = self._make_link(
            self.tr("Rest nicht besprochen"), self.tr("Alle offenen Fragen dieses Abschnitts so festhalten"))
        self._skip_all.clicked.connect(self._on_skip_all_clicked)
        for widget in (title, self._count):
            line.addWidget(widget)
        for link in (self._confirm_all, self._skip_all):
            links.addWidget(link)
        line.addStretch(1)
        links.addStretch(0)
        self._head.addLayout(line, 1)
        self._head.addLayout(links)
        self._column.addLayout(self._head)
        if self.section.hint:
            hint = QLabel(self.section.hint)
            hint.setWordWrap(True)
            style.set_look(hint, "muted")
            self._column.addWidget(hint)

    def _make_link(self, words: str, hint: str) -> QPushButton:
        link = QPushButton(words)
        style.set_look(link, "link")
        link.setToolTip(hint)
        link.setAccessibleDescription(hint)
        return link

    def _build_questions(self) -> None:
        """Questions in their order; a run of closed ones becomes one panel."""
        closed: list[Question] = []
        for question in self._state.questions(self.section):
            if self._state.is_locked(question) or self._state.is_masked(question):
                closed.append(question)
                continue
            self._add_panel(closed)
            closed = []
            self._add_row(question)
        self._add_panel(closed)

    def _add_row(self, question: Question) -> None:
        row = QuestionRow(question, self._state.part.members)
        row.show_answer(self._state.row(question.key))
        row.set_read_only(not self._state.part.assessment.is_open)
        row.answered.connect(self._on_row_answered)
        row.typed.connect(self.typed)
        row.skip_wanted.connect(self._on_row_skip_wanted)
        row.confirm_wanted.connect(self._on_row_confirm_wanted)
        row.origin_wanted.connect(self._on_row_origin_wanted)
        row.note_given.connect(self._on_row_note_given)
        self.rows[question.key] = row
        self._column.addWidget(row)

    def _add_panel(self, closed: list[Question]) -> None:
        if not closed:
            return
        panel = ProtectedPanel(self._state.part.subject.person_id, self._state.part.subject.given)
        if any(self._state.is_locked(question) for question in closed):
            panel.show_locked(len(closed))
        else:
            panel.show_masked()
        panel.consent_given.connect(self.consent_given)
        panel.show_wanted.connect(self.show_wanted)
        self.panels.append(panel)
        self._column.addWidget(panel)

    def _build_foot(self, next_title: str) -> None:
        self._next = QPushButton(self.tr("Weiter: %1").replace("%1", next_title))
        icons.set_icon(self._next, "arrow-right", "accent")
        self._next.setObjectName("next_section")
        self._next.setToolTip(self.tr("Nächster Abschnitt (Strg+Bild ab)"))
        self._next.clicked.connect(self.next_wanted)
        self._column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_keys(self) -> None:
        self._keys = {"F7": self._on_more_key, "F8": self._on_not_discussed_key, "F9": self._on_not_wanted_key}
        for keys, slot in self._keys.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # slots

    def _on_answered(self, key: str) -> None:
        if key in self.rows:
            self.rows[key].show_answer(self._state.row(key))

    def _on_row_answered(self, value: object) -> None:
        self.answered.emit(self._sender_key(), value)

    def _on_row_skip_wanted(self, reason: object) -> None:
        self.skip_wanted.emit((self._sender_key(),), reason)

    def _on_row_confirm_wanted(self) -> None:
        self.confirm_wanted.emit((self._sender_key(),))

    def _on_row_origin_wanted(self, origin: Origin) -> None:
        self.origin_wanted.emit(self._sender_key(), origin)

    def _on_row_note_given(self, text: str) -> None:
        self.note_given.emit(self._sender_key(), text)

    def _on_skip_all_clicked(self) -> None:
        self.skip_wanted.emit(self._state.open_keys(self.section), SkipReason.NOT_DISCUSSED)
        self._next.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_confirm_all_clicked(self) -> None:
        self.confirm_wanted.emit(self._unconfirmed())
        self.focus_first()

    def _on_more_key(self) -> None:
        row = self._row_with_keyboard()
        if row is not None:
            row.open_menu()

    def _on_not_discussed_key(self) -> None:
        self._leave_out(SkipReason.NOT_DISCUSSED)

    def _on_not_wanted_key(self) -> None:
        self._leave_out(SkipReason.NOT_WANTED)

    def _on_focus_changed(self, old: QObject | None, now: QObject | None) -> None:
        """What was typed is handed over when the keyboard leaves its question."""
        for row in self.rows.values():
            left = isinstance(old, QWidget) and row.isAncestorOf(old)
            if left and not (isinstance(now, QWidget) and row.isAncestorOf(now)):
                row.hand_over()

    def _leave_out(self, reason: SkipReason) -> None:
        row = self._row_with_keyboard()
        if row is None or row.question.is_derived or row.field.is_read_only():
            return
        self.skip_wanted.emit((row.question.key,), reason)
        self._go_on(row)

    def _go_on(self, row: QuestionRow) -> None:
        """The keyboard goes to the next question, after the last one to „Weiter“."""
        shown = [key for key in self.rows if self._state.is_shown(key) and not self.rows[key].question.is_derived]
        place = shown.index(row.question.key) + 1
        if place < len(shown):
            self.rows[shown[place]].field.focus_input()
        else:
            self._next.setFocus(Qt.FocusReason.TabFocusReason)

    def _unconfirmed(self) -> tuple[str, ...]:
        """Facts of this section that came with the hand-over and nobody confirmed."""
        return tuple(key for key in self.rows if self._state.is_shown(key) and self._state.row(key).open)

    def _row_with_keyboard(self) -> QuestionRow | None:
        widget = QApplication.focusWidget()
        return next((row for row in self.rows.values() if widget is not None and row.isAncestorOf(widget)), None)

    def _sender_key(self) -> str:
        row = self.sender()
        assert isinstance(row, QuestionRow)
        return row.question.key

    def _fit(self) -> None:
        self._column.setSpacing(style.space(5))
        large = style.text_scale() > 125
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(style.space(2))
