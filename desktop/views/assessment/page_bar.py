"""The line above questions and result: whose part, which of both, and what to do with the assessment."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.casework.assessments.assessment_rows import AssessmentRow, SubjectRow
from desktop.clock import german_date
from desktop.terms import AssessmentKind
from desktop.views import icons, style
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.components.tab_order import tab_before

QUESTIONS, RESULT = "questions", "result"
_FAMILY = "family"


class PageBar(QWidget):
    """*Signals:* `subject_chosen(person id or None)`; `view_chosen("questions"|"result")`; `assessment_chosen(id)`;
    `start_wanted(AssessmentKind)`; `continue_wanted`; `finish_wanted`; `reopen_wanted`."""

    subject_chosen = Signal(object)
    view_chosen = Signal(str)
    assessment_chosen = Signal(object)
    start_wanted = Signal(object)
    continue_wanted = Signal()
    finish_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subjects = SegmentRow([Segment("", "–")], self.tr("Wessen Angaben"))
        segments = [Segment(QUESTIONS, self.tr("Fragen")), Segment(RESULT, self.tr("Ergebnis"))]
        self.views = SegmentRow(segments, self.tr("Ansicht"))
        self.views.picked.connect(self._on_view_picked)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._whose = QVBoxLayout()
        self._whose.addWidget(self.subjects)
        self._line.addLayout(self._whose, 1)
        self._right = QHBoxLayout()
        self._right.addWidget(self.views, 1, Qt.AlignmentFlag.AlignVCenter)
        self._line.addLayout(self._right)
        self._build_actions()
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_subjects(self, subjects: tuple[SubjectRow, ...], person_id: int | None) -> None:
        """Whose parts there are; made anew only when they are others."""
        codes = [_code(subject.person_id) for subject in subjects]
        if [button.segment.code for button in self.subjects.buttons] != codes:
            fresh = SegmentRow([_segment(subject) for subject in subjects], self.tr("Wessen Angaben"))
            fresh.picked.connect(self._on_subject_picked)
            self._whose.replaceWidget(self.subjects, fresh)
            self.subjects.hide()
            self.subjects.deleteLater()
            self.subjects = fresh
            for button in fresh.buttons:
                tab_before(button, self.views.buttons[0])
        self.subjects.set_value(_code(person_id))

    def show_view(self, view: str) -> None:
        """Mark questions or result."""
        self.views.set_value(view)

    def show_assessment(self, row: AssessmentRow, others: tuple[AssessmentRow, ...]) -> None:
        """What can be done with this one; `others` are all of the case, newest first."""
        newest = others[0].id == row.id
        self._continue.setVisible(row.is_open and row.kind is AssessmentKind.SHORT)
        self._finish.setVisible(row.is_open)
        self._new.setVisible(newest and not row.is_open)
        self._fill_menu(row, others, newest)

    def _build_actions(self) -> None:
        self._continue = QPushButton(self.tr("Ausführlich weiter"))
        self._finish = QPushButton(self.tr("Abschließen"))
        self._new = QPushButton(self.tr("Neues Assessment"))
        self._more, self._menu = QToolButton(), QMenu(self)
        for button, name, signal in ((self._continue, "assessment_continue", self.continue_wanted),
                                     (self._finish, "assessment_finish", self.finish_wanted)):  # fmt: skip
            button.setObjectName(name)
            button.clicked.connect(signal)
        icons.set_icon(self._finish, "check", "accent")
        self._new.setObjectName("assessment_new")
        self._new.clicked.connect(self._on_new_clicked)
        icons.set_icon(self._more, "ellipsis")
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setAccessibleName(self.tr("Weitere Befehle zum Assessment"))
        self._more.setToolTip(self.tr("Weitere Befehle zum Assessment"))
        for widget in (self._continue, self._finish, self._new, self._more):
            self._right.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fill_menu(self, row: AssessmentRow, others: tuple[AssessmentRow, ...], newest: bool) -> None:
        self._menu.clear()
        group = QActionGroup(self._menu)
        for other in others:
            action = QAction(words_for(other), self._menu, checkable=True)
            action.setData(other.id)
            action.setChecked(other.id == row.id)
            action.triggered.connect(self._on_assessment_triggered)
            group.addAction(action)
            self._menu.addAction(action)
        if newest and not row.is_open:
            self._menu.addSeparator()
            self._menu.addAction(self.tr("Wieder öffnen")).triggered.connect(self.reopen_wanted)
            full = self._menu.addAction(self.tr("Neues Assessment, ausführlich"))
            full.triggered.connect(self._on_full_triggered)

    def _on_subject_picked(self, code: object) -> None:
        self.subject_chosen.emit(None if code == _FAMILY else code)

    def _on_view_picked(self, view: object) -> None:
        self.view_chosen.emit(str(view or QUESTIONS))

    def _fit(self) -> None:
        large = style.text_scale() > 125
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(style.space(1 if large else 4))
        self._right.setSpacing(style.space(2))

    def _on_assessment_triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.assessment_chosen.emit(action.data())

    def _on_new_clicked(self) -> None:
        self.start_wanted.emit(AssessmentKind.SHORT)

    def _on_full_triggered(self) -> None:
        self.start_wanted.emit(AssessmentKind.FULL)


def words_for(row: AssessmentRow) -> str:
    """Kind and day of an assessment: „Kurz-Assessment, 22.11.2026“."""
    return f"{row.kind.label}, {german_date(row.started_on)}"


def _code(person_id: int | None) -> object:
    return _FAMILY if person_id is None else person_id


def _segment(subject: SubjectRow) -> Segment:
    return Segment(_code(subject.person_id), subject.given)
