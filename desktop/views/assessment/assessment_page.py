"""The page „Assessment“ of a case file."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.casework import drafts
from desktop.casework.assessments import assessments, results
from desktop.casework.assessments.assessment_rows import AssessmentRow, PartRow, ResultRow, SubjectRow
from desktop.casework.changes import Changes, Kind
from desktop.casework.drafts import DraftRow
from desktop.casework.people.own_fields import OwnValueRow, own_questions
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.terms import AssessmentKind, Need
from desktop.views import style
from desktop.views.assessment.page_bar import QUESTIONS, RESULT, PageBar
from desktop.views.assessment.questions_view import QuestionsView
from desktop.views.assessment.result_view import ResultView
from desktop.views.assessment.start_panel import StartPanel
from desktop.views.components.message_area import MessageArea
from desktop.views.places import Places


class AssessmentPage(QWidget):
    """Questions and result of one part at a time. `load()` reads afresh; `draft()` is what the vault has not got yet.

    *Signals:* `goal_wanted(area_key, person id or None)` by „Ziel machen“; `typed` when input is not saved yet, for
    the drafts; `settled` when everything is.
    """

    goal_wanted = Signal(str, object)
    typed = Signal()
    settled = Signal()

    def __init__(
        self, work: Work, case_id: int, places: Places, parent: QWidget | None = None, *, drafts: Drafts | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._case_id, self._places, self._drafts = work, case_id, places, drafts
        self._all: tuple[AssessmentRow, ...] = ()
        self._subjects: tuple[SubjectRow, ...] = ()
        self._assessment: AssessmentRow | None = None
        self._person: int | None = None
        self._view, self._stale = QUESTIONS, False
        self._waiting: dict[str, Any] = {}
        self._had_draft = False
        self._needs: dict[str, Need] = {}
        self._own: tuple[OwnValueRow, ...] = ()
        self._build()
        work.announced.connect(self._on_announced)
        if drafts is not None:
            drafts.register(self)
            self.typed.connect(drafts.touched)

    def load(self) -> None:
        """Read the assessments and parts of the case, and a draft if one was left."""
        self._stale = False
        self._work.read(self, drafts.find_draft, self.draft_key(), then=self._on_draft, failed=self._on_failed)
        self._work.read(self, assessments.list_subjects, self._case_id, then=self._on_subjects, failed=self._on_failed)
        self._work.read(self, assessments.list_assessments, self._case_id, then=self._on_list, failed=self._on_failed)

    def show_result(self, person_id: int | None = None) -> None:
        """Go to the result page of a part."""
        self._person, self._view = person_id, RESULT
        self.load()

    def draft_key(self) -> str:
        """Names page and case for the drafts."""
        return f"assessment/{self._case_id}"

    def draft(self) -> dict[str, Any] | None:
        """Input the vault has not got yet, None when there is none. Asking hands over what is readable."""
        if self._assessment is None or not self._assessment.is_open:
            return None
        self.questions.hand_over()
        self.result.hand_over()
        unsaved = self.questions.draft()
        if unsaved is None:
            return None
        return {"assessment": self._assessment.id, "person": self._person, **unsaved}

    # building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        self.bar, self.messages = PageBar(), MessageArea()
        self.start, self.questions, self.result = StartPanel(), QuestionsView(self._work), ResultView(self._work)
        self._stack = QStackedWidget()
        for page in (self.start, self.questions, self.result):
            self._stack.addWidget(page)
        for widget in (self.bar, self.messages):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self.bar.hide()
        self._connect_bar()
        self._connect_views()

    def _connect_bar(self) -> None:
        self.bar.subject_chosen.connect(self._on_subject_chosen)
        self.bar.view_chosen.connect(self._on_view_chosen)
        self.bar.assessment_chosen.connect(self._on_assessment_chosen)
        self.bar.start_wanted.connect(self._on_start_wanted)
        self.start.start_wanted.connect(self._on_start_wanted)
        self.bar.continue_wanted.connect(self._on_continue_wanted)
        self.bar.finish_wanted.connect(self._on_finish_wanted)
        self.bar.reopen_wanted.connect(self._on_reopen_wanted)

    def _connect_views(self) -> None:
        self.questions.typed.connect(self.typed)
        self.questions.settled.connect(self._on_settled)
        self.questions.finished_sections.connect(self._on_sections_finished)
        self.questions.reload_wanted.connect(self._load_part)
        self.questions.failed.connect(self.messages.show_error)
        self.result.failed.connect(self.messages.show_error)
        self.result.settled.connect(self.settled)
        self.result.reload_wanted.connect(self._load_part)
        self.result.goal_wanted.connect(self._on_goal_wanted)

    # reading

    def _on_draft(self, draft: DraftRow | None) -> None:
        if draft is not None and not self._had_draft:
            self._waiting, self._had_draft = draft.payload, True

    def _on_subjects(self, subjects: tuple[SubjectRow, ...]) -> None:
        self._subjects = subjects
        known = [subject.person_id for subject in subjects]
        if self._person not in known or self._assessment is None:
            wanted = self._waiting.get("person") if self._waiting else self._person
            self._person = wanted if wanted in known and (self._waiting or wanted is not None) else known[0]

    def _on_list(self, rows: tuple[AssessmentRow, ...]) -> None:
        self._all = rows
        present = self._assessment.id if self._assessment else None
        self._assessment = next((row for row in rows if row.id == present), rows[0] if rows else None)
        self.bar.setVisible(self._assessment is not None)
        if self._assessment is None:
            self._stack.setCurrentWidget(self.start)
            return
        self.bar.show_subjects(self._subjects, self._person)
        self.bar.show_assessment(self._assessment, rows)
        self.bar.show_view(self._view)
        self._load_part()

    def _load_part(self) -> None:
        """Result and own questions first: the list of sections shows both."""
        if self._assessment is None:
            return
        whose = self._assessment.id, self._person
        self._work.read(self, results.load_result, *whose, then=self._on_result, failed=self._on_failed)
        self._own = ()
        if self._person is not None:
            self._work.read(self, own_questions, self._person, then=partial(self._on_own, self._person),
                            failed=self._on_failed)  # fmt: skip
        self._work.read(self, assessments.load_part, *whose, then=self._on_part, failed=self._on_failed)

    def _on_result(self, result: ResultRow) -> None:
        if self._is_present(result.assessment.id, result.subject.person_id):
            self._needs = {row.area.key: row.rating.need for row in result.ratings if row.rating.need is not None}
            if self._view == RESULT:
                self.result.load(result)

    def _on_own(self, person_id: int, rows: tuple[OwnValueRow, ...]) -> None:
        if person_id == self._person:
            self._own = rows

    def _on_part(self, part: PartRow) -> None:
        if not self._is_present(part.assessment.id, part.subject.person_id):
            return
        self.questions.take_own(self._own)
        self.questions.load(part, self._needs)
        self._stack.setCurrentWidget(self.result if self._view == RESULT else self.questions)
        self._restore(part)

    def _restore(self, part: PartRow) -> None:
        """Take up a draft of this part, once."""
        draft, mine = self._waiting, (part.assessment.id, part.subject.person_id)
        if not draft or (draft.get("assessment"), draft.get("person")) != mine or not part.assessment.is_open:
            return
        self._waiting = {}
        self.questions.restore(draft)
        self.messages.show_info(self.tr("Nicht gespeicherte Eingaben vom letzten Mal sind wieder da."))

    def _is_present(self, assessment_id: int, person_id: int | None) -> bool:
        """Whether a late answer still belongs to what is shown."""
        return self._assessment is not None and (assessment_id, person_id) == (self._assessment.id, self._person)

    # what the user does

    def _on_subject_chosen(self, person_id: int | None) -> None:
        self._hand_over()
        self._person = person_id
        self._load_part()

    def _on_view_chosen(self, view: str) -> None:
        self._hand_over()
        self._view = view
        self.bar.show_view(view)
        self._stack.setCurrentWidget(self.result if view == RESULT else self.questions)
        self._load_part()

    def _on_sections_finished(self) -> None:
        self._on_view_chosen(RESULT)
        self.result.focus_first()

    def _on_assessment_chosen(self, assessment_id: int) -> None:
        self._hand_over()
        self._assessment = next(row for row in self._all if row.id == assessment_id)
        self.load()

    def _on_start_wanted(self, kind: AssessmentKind) -> None:
        self._work.change(self, assessments.start_assessment, self._case_id, kind,
                          then=self._on_started, failed=self._on_failed)  # fmt: skip

    def _on_started(self, _changes: Changes) -> None:
        self._assessment, self._view = None, QUESTIONS
        self.load()

    def _on_continue_wanted(self) -> None:
        self._change_life(assessments.continue_as_full)

    def _on_finish_wanted(self) -> None:
        self._hand_over()
        self._change_life(assessments.finish_assessment)
        self.messages.show_undo(self.tr("Das Assessment ist abgeschlossen."), self._on_reopen_wanted)

    def _on_reopen_wanted(self) -> None:
        self._change_life(assessments.reopen_assessment)

    def _change_life(self, use_case: Any) -> None:  # noqa: ANN401  one of the gated use cases
        if self._assessment is not None:
            self._work.change(self, use_case, self._assessment.id, then=self._on_changed, failed=self._on_failed)

    def _on_changed(self, _changes: Changes) -> None:
        self.load()

    def _on_goal_wanted(self, area: str) -> None:
        self.goal_wanted.emit(area, self._person)

    def _hand_over(self) -> None:
        if self._assessment is not None and self._assessment.is_open:
            self.questions.hand_over()
            self.result.hand_over()

    def _on_settled(self) -> None:
        if self._had_draft and self._drafts is not None:
            self._drafts.drop(self.draft_key())
            self._had_draft = False
        self.settled.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _on_announced(self, changes: Changes, initiator: QObject | None) -> None:
        """Another page changed this case: read again, unless somebody is typing here."""
        own = initiator is self or (isinstance(initiator, QWidget) and self.isAncestorOf(initiator))
        touched = changes.touches(Kind.CASE, self._case_id) or changes.touches(Kind.OFFICE) or any(
            changes.touches(kind, subject.person_id)
            for subject in self._subjects if subject.person_id is not None
            for kind in (Kind.PERSON,)
        )  # fmt: skip
        if own or not touched:
            return
        self._stale = True
        if self.isVisible() and self.draft() is None:
            self.load()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self.draft() is None:
            self.load()
