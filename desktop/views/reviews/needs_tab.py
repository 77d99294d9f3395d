"""Needs and resources filled again at a review, and the four scales of the Selbstständigkeits-Index."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.assessments.assessment_rows import NewAnswer
from desktop.casework.assessments.assessments import save_answers
from desktop.casework.reviews.review_rows import ReviewRow, ScaleRow
from desktop.clock import german_date
from desktop.models.review_board import ReviewBoard
from desktop.models.work import Work
from desktop.views import style
from desktop.views.assessment.result_view import ResultView
from desktop.views.components.mark_button import MarkButtons, independence_segments


class NeedsTab(QWidget):
    """*Signals:* `failed(sentence)`."""

    failed = Signal(str)

    def __init__(self, board: ReviewBoard, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self.result = ResultView(work)
        self.scales: dict[str, MarkButtons] = {}
        self._loaded: tuple[int, bool] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._scale_box = QWidget()
        self._grid = QGridLayout(self._scale_box)
        self._grid.setContentsMargins(0, 0, 0, style.space(2))
        self._grid.setHorizontalSpacing(style.space(4))  # so that a name is not read as part of the marks before it
        self._title = QLabel(_tr("Selbstständigkeit (0 gar nicht bis 3 allein)"))
        style.set_look(self._title, "strong")
        self.result.body.insertWidget(0, self._title)
        self.result.body.insertWidget(1, self._scale_box)
        column.addWidget(self.result)
        self.result.failed.connect(self.failed)
        self.result.settled.connect(board.load)
        self.result.reload_wanted.connect(self._on_reload_wanted)

    def show_row(self, row: ReviewRow) -> None:
        """Show the page; what is being marked stays as it is until another review is shown."""
        if row.ratings is None:
            self.result.hide()
            return
        self.result.show()
        wanted = row.id, row.ratings.assessment.is_open
        if self._loaded != wanted:
            self._loaded = wanted
            self.result.load(row.ratings)
            self._hide_goal_buttons()
            self._make_scales(row.scales)
        for scale in row.scales:
            self.scales[scale.key].set_value(scale.value)
            self.scales[scale.key].set_read_only(not row.ratings.assessment.is_open)

    def _hide_goal_buttons(self) -> None:
        """New goals are made in the next Fassung, whose proposals come from this page."""
        for line in self.result.lines:
            line.goal.hide()

    def _make_scales(self, scales: tuple[ScaleRow, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.scales = {}
        for part in (self._title, self._scale_box):
            part.setVisible(bool(scales))
        for place, scale in enumerate(scales):
            words = QLabel(scale.label)
            style.set_look(words, "muted")
            marks = MarkButtons(independence_segments(), scale.label)
            marks.set_previous(scale.before, german_date(scale.before_on) if scale.before_on else "")
            marks.picked.connect(partial(self._on_picked, scale.key))
            self.scales[scale.key] = marks
            self._grid.addWidget(words, place // 2, place % 2 * 2)
            self._grid.addWidget(marks, place // 2, place % 2 * 2 + 1)
        self._grid.setColumnStretch(3, 1)

    def _on_picked(self, key: str, value: object) -> None:
        row = self._board.row
        if row is None or row.ratings is None:
            return
        answer = NewAnswer(key, value if isinstance(value, int) else None)
        part = row.ratings.assessment.id, row.ratings.subject.person_id
        self._board.change(save_answers, *part, (answer,))

    def _on_reload_wanted(self) -> None:
        self._loaded = None
        self._board.load()


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
