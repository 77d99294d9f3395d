"""Sections at the left, the questions of one at the right; every answer goes to the vault as soon as it is whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.assessments import assessments
from desktop.casework.assessments.assessment_rows import NewAnswer, PartRow
from desktop.casework.changes import Changes
from desktop.casework.forms.definition import Section
from desktop.casework.people import consents, own_fields
from desktop.casework.people.consents import NewConsent
from desktop.casework.people.own_fields import OwnValueRow, Value
from desktop.errors import CaseworkError
from desktop.models.assessment_part import PartState
from desktop.models.assessment_sections import SectionRow
from desktop.models.work import Work
from desktop.terms import Need, Origin, SkipReason
from desktop.views import style
from desktop.views.assessment.own_section import OwnSection
from desktop.views.assessment.page_bar import words_for
from desktop.views.assessment.section_form import SectionForm
from desktop.views.assessment.section_view import SectionView
from desktop.views.components.scroll_page import ScrollPage

OWN = "own"
"""Key of the section with the office's own questions."""


class QuestionsView(QWidget):
    """Strg+Bild ab and Strg+Bild auf go from section to section.

    *Signals:* `typed` when there is something unsaved; `settled` when everything is in the vault; `failed(sentence)`;
    `finished_sections` when the user goes on behind the last section; `reload_wanted` when a consent was recorded.
    """

    typed = Signal()
    settled = Signal()
    failed = Signal(str)
    finished_sections = Signal()
    reload_wanted = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.state = PartState(parent=self)
        self.form: SectionForm | None = None
        self.own_section: OwnSection | None = None
        self._own: dict[str, OwnValueRow] = {}
        self._needs: dict[str, Need] = {}
        self._typed: dict[str, Any] = {}
        self._on_the_way: list[NewAnswer] = []
        self._build()
        self.state.progress_changed.connect(self._follow_list)
        self._fit()
        style.notifier().changed.connect(self._fit)
        for keys, slot in (("Ctrl+PgDown", self.go_next), ("Ctrl+PgUp", self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(slot)

    def load(self, part: PartRow, needs: dict[str, Need], *, revealed: bool = False) -> None:
        """Show a part; the section stays the same where the part has it. `needs` are those of the result page."""
        wanted = self.list.current()
        self._needs = needs
        self._drop_form()
        self.state.load(part, revealed=revealed)
        keys = self._keys()
        key = wanted if wanted in keys else keys[0]
        if self.list.current() == key:
            self._show_section(key)
        else:
            self.list.choose(key)

    def take_own(self, rows: tuple[OwnValueRow, ...]) -> None:
        """The office's own questions for the part that is loaded next."""
        self._own = {row.field.key: row for row in rows}

    def hand_over(self) -> None:
        """Save what is typed and readable now."""
        shown = self._shown()
        if shown is not None:
            shown.hand_over()

    def draft(self) -> dict[str, Any] | None:
        """Answers not in the vault yet and input that cannot be read; None when there is neither."""
        waiting = self.state.draft() if self.state.is_loaded else {}
        typed = self.form.unreadable() if self.form is not None else {}
        own = self.own_section.unreadable() if self.own_section is not None else {}
        if not (waiting or typed or own):
            return None
        return {"answers": waiting, "typed": typed} | ({"own": own} if own else {})

    def restore(self, draft: dict[str, Any]) -> None:
        """Take back a draft: answers are saved now, unreadable input stands where it was typed."""
        self.state.restore(draft.get("answers", {}))
        self._save()
        self._typed = dict(draft.get("typed", {}))
        if self._typed:
            section = self.state.form.section_of(next(iter(self._typed)))
            self.list.choose(section.key)
            if self.form is not None:
                self.form.restore(self._typed)
        elif draft.get("own") and self._own:
            self.list.choose(OWN)
            if self.own_section is not None:
                self.own_section.restore(draft["own"])

    def go_next(self) -> None:
        """The next section, behind the last one the result page."""
        self._go(1)

    def go_back(self) -> None:
        """The section before."""
        self._go(-1)

    # building

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        card = QFrame()
        style.set_look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, style.space(2), 1, style.space(2))
        self.list = SectionView()
        self.list.chosen.connect(self._show_section)
        self.list.entered_section.connect(self._on_list_entered)
        inside.addWidget(self.list)
        self._words = QLabel()
        self._keys_words = QLabel(self.tr("F7 mehr · F8 nicht besprochen · F9 möchte nicht antworten"))
        for label in (self._words, self._keys_words):
            label.setWordWrap(True)
            label.setContentsMargins(style.space(3), 0, style.space(2), 0)
            style.set_look(label, "muted")
            inside.addWidget(label)
        self._scroll = ScrollPage(margin=4)
        line.addWidget(card)
        line.addWidget(self._scroll, 1)

    def _fit(self) -> None:
        for label in (self._words, self._keys_words):
            label.setVisible(not self.list.is_narrow())

    def _keys(self) -> list[str]:
        return [section.key for section in self.state.sections()] + ([OWN] if self._own else [])

    def _shown(self) -> SectionForm | OwnSection | None:
        return self.form if self.form is not None else self.own_section

    def _show_own(self) -> None:
        part = self.state.part
        self.hand_over()
        self._drop_form()
        if part.subject.person_id is None:
            return
        section = OwnSection(part.subject.person_id, tuple(self._own.values()), editable=part.assessment.is_open)
        section.answered.connect(partial(self._on_own_answered, section))
        section.typed.connect(self.typed)
        section.next_wanted.connect(self.go_next)
        self.own_section = section
        self._scroll.body.addWidget(section)
        section.show()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_section(self, key: str) -> None:
        if key == OWN:
            self._show_own()
        section = next((s for s in self.state.sections() if s.key == key), None)
        if section is None:
            return
        self.hand_over()
        self._drop_form()
        form = SectionForm(self.state, section, self._title_after(section))
        form.answered.connect(self._on_answered)
        form.typed.connect(self.typed)
        form.skip_wanted.connect(self._on_skip_wanted)
        form.confirm_wanted.connect(self._on_confirm_wanted)
        form.origin_wanted.connect(self._on_origin_wanted)
        form.note_given.connect(self._on_note_given)
        form.consent_given.connect(self._on_consent_given)
        form.show_wanted.connect(self._on_show_wanted)
        form.next_wanted.connect(self.go_next)
        self.form = form
        self._scroll.body.addWidget(form)
        form.show()
        self._scroll.verticalScrollBar().setValue(0)

    def _drop_form(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._scroll.body.removeWidget(shown)
            shown.hide()
            shown.deleteLater()
        self.form = self.own_section = None

    def _title_after(self, section: Section) -> str:
        sections = self.state.sections()
        place = [one.key for one in sections].index(section.key) + 1
        after = self.tr("Eigene Fragen der Stelle") if self._own else self.tr("Ergebnis")
        return sections[place].title if place < len(sections) else after

    def _go(self, by: int) -> None:
        keys = self._keys()
        place = keys.index(self.list.current()) + by if self.list.current() in keys else 0
        self.hand_over()
        if place >= len(keys):
            self.finished_sections.emit()
        elif place >= 0:
            self.list.choose(keys[place])
            self._on_list_entered()

    def _follow_list(self) -> None:
        part, progress = self.state.part, self.state.progress()
        said = self.tr("%1\n%2 von %3 besprochen").replace("%1", words_for(part.assessment))
        self._words.setText(said.replace("%2", str(progress.done)).replace("%3", str(progress.asked)))
        rows = [self._row(section) for section in self.state.sections()]
        if self._own:
            known = sum(row.value is not None for row in self._own.values())
            rows.append(SectionRow(OWN, self.tr("Eigene Fragen der Stelle"), "list", known, len(self._own)))
        self.list.set_rows(tuple(rows))

    def _row(self, section: Section) -> SectionRow:
        progress = self.state.progress(section.key)
        questions = self.state.questions(section)
        locked = bool(questions) and all(self.state.is_locked(question) for question in questions)
        need = self._needs.get(section.area)
        return SectionRow(section.key, section.title, section.icon, progress.done, progress.asked, locked, need)

    # saving

    def _save(self) -> None:
        """One answer, one change: a refused one does not hold up the others."""
        part = self.state.part
        for answer in self.state.pending():
            if not any(answer is sent for sent in self._on_the_way):
                self._on_the_way.append(answer)
                self._work.change(
                    self, assessments.save_answers, part.assessment.id, part.subject.person_id, (answer,),
                    then=partial(self._on_saved, answer), failed=partial(self._on_refused, answer),
                )  # fmt: skip

    def _on_answered(self, key: str, value: object) -> None:
        self.state.answer(key, value)
        self._save()

    def _on_own_answered(self, section: OwnSection, key: str, value: Value) -> None:
        self._work.change(
            self, own_fields.save_own_values, section.person_id, {key: value},
            then=partial(self._on_own_saved, section.person_id, key, value), failed=self._on_failed,
        )  # fmt: skip

    def _on_own_saved(self, person_id: int, key: str, value: Value, _changes: Changes) -> None:
        if person_id == self.state.part.subject.person_id and key in self._own:  # else another part is shown by now
            self._own[key] = replace(self._own[key], value=value)
            self._follow_list()
        if not self.state.pending():
            self.settled.emit()

    def _on_origin_wanted(self, key: str, origin: Origin) -> None:
        self.state.answer(key, self.state.row(key).value, origin=origin)
        self._save()

    def _on_note_given(self, key: str, text: str) -> None:
        self.state.answer(key, self.state.row(key).value, note=text)
        self._save()

    def _on_saved(self, answer: NewAnswer, _changes: Changes) -> None:
        self._on_the_way = [sent for sent in self._on_the_way if sent is not answer]
        self.state.saved((answer,))
        self._typed.pop(answer.key, None)
        if not self.state.pending():
            self.settled.emit()

    def _on_refused(self, answer: NewAnswer, error: CaseworkError) -> None:
        """The answer stays as draft and is sent again once it is another."""
        beside = self.form is not None and self.form.show_error(error.field or answer.key, str(error))
        if not beside:
            self.failed.emit(str(error))

    def _on_skip_wanted(self, keys: tuple[str, ...], reason: SkipReason | None) -> None:
        part = self.state.part
        self._work.change(
            self, assessments.skip_questions, part.assessment.id, part.subject.person_id, keys, reason,
            then=partial(self._on_skipped, keys, reason), failed=self._on_failed,
        )  # fmt: skip

    def _on_skipped(self, keys: tuple[str, ...], reason: SkipReason | None, _changes: Changes) -> None:
        self.state.skipped(keys, reason)

    def _on_confirm_wanted(self, keys: tuple[str, ...]) -> None:
        part = self.state.part
        self._work.change(
            self, assessments.confirm_answers, part.assessment.id, part.subject.person_id, keys,
            then=partial(self._on_confirmed, keys), failed=self._on_failed,
        )  # fmt: skip

    def _on_confirmed(self, keys: tuple[str, ...], _changes: Changes) -> None:
        for key in keys:
            self.state.confirmed(key)

    def _on_consent_given(self, consent: NewConsent) -> None:
        self._work.change(self, consents.give_consent, consent, then=self._on_consented, failed=self._on_failed)

    def _on_consented(self, _changes: Changes) -> None:
        self.reload_wanted.emit()

    def _on_show_wanted(self) -> None:
        part = self.state.part
        self._work.read(
            self, assessments.show_protected, part.assessment.id, part.subject.person_id,
            then=self._on_revealed, failed=self._on_failed,
        )  # fmt: skip

    def _on_revealed(self, part: PartRow) -> None:
        self.load(part, self._needs, revealed=True)
        self._on_list_entered()

    def _on_failed(self, error: CaseworkError) -> None:
        self.failed.emit(str(error))

    def _on_list_entered(self) -> None:
        shown = self._shown()
        if shown is not None:
            shown.focus_first()
