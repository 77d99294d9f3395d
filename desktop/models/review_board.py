"""The review page's state: which review is shown, and entries that follow each other faster than they are stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes, Kind
from desktop.casework.reviews.review_rows import ReviewBrief, ReviewRow
from desktop.casework.reviews.review_views import list_reviews, review_view
from desktop.casework.reviews.reviews import save_review, start_review
from desktop.errors import CaseworkError
from desktop.models.work import Work

UseCase = Callable[..., Changes]
Then = Callable[[Changes], object]


class ReviewBoard(QObject):
    """Opens the review under way of a Fassung or begins one, and sends every entry at once.

    The row is read again after the last entry under way, so what is clicked quickly is not shown in an older state.
    *Signals:* `shown` when `row` is new; `failed(CaseworkError)`; `header_refused(keys)` of fields
    that are not stored; `gone` when the review cannot be read.
    """

    shown = Signal()
    failed = Signal(object)
    header_refused = Signal(object)
    gone = Signal()

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.row: ReviewRow | None = None
        self._review_id: int | None = None
        self._under_way, self._stamp = 0, 0
        self._header: dict[str, Any] = {}
        self._reading = False
        self._waiting: Callable[[], object] | None = None
        self.header_left_by: Callable[[UseCase], UseCase] = _as_it_is
        """Makes of the saving of the header one that takes it out of what is kept as a draft, too."""
        work.announced.connect(self._on_announced)

    def open_for(self, case_id: int, version_id: int) -> None:
        """The open review of this Fassung; without one a new one begins."""

        def found(reviews: tuple[ReviewBrief, ...]) -> None:
            running = next((row for row in reviews if row.version_id == version_id and not row.finished), None)
            if running is not None:
                self.open_review(running.id)
            else:
                self._work.change(self, start_review, version_id, then=self._on_started, failed=self.failed.emit)

        self.row = None
        self._work.read(self, list_reviews, case_id, then=found, failed=self.failed.emit)

    def open_review(self, review_id: int) -> None:
        """Show one review, finished ones too."""
        self._review_id = review_id
        self.load()

    def load(self) -> None:
        """Read the review again."""
        if self._review_id is not None:
            self._stamp += 1
            self._reading = True
            then = partial(self._on_loaded, self._stamp)
            self._work.read(self, review_view, self._review_id, then=then, failed=self._on_unreadable)

    def change(
        self, use_case: UseCase, *args: object, then: Then | None = None,
        header: Mapping[str, Any] | None = None,
    ) -> None:
        """Send an entry; `header` are the fields of the header in it, which are the page's again when it is refused."""
        self._under_way += 1
        self._stamp += 1
        self._work.change(
            self, use_case, *args, then=partial(self._on_changed, then), failed=partial(self._on_failed, header or {})
        )

    def put_header(self, **fields: object) -> None:
        """Day, participants, reason, next review; sent as soon as nothing else is under way."""
        self._header |= fields
        self._send_header()

    def when_settled(self, then: Callable[[], object]) -> None:
        """Call back once everything entered is stored and `row` shows it."""
        self._waiting = then
        self._go_on()

    def _go_on(self) -> None:
        then = self._waiting
        if then is not None and not (self._under_way or self._header or self._reading):
            self._waiting = None
            then()

    def _send_header(self) -> None:
        row = self.row
        if self._header and row is not None and not self._under_way and not row.finished:
            fields, self._header = self._header, {}
            self.change(self.header_left_by(save_review), row.id, replace(row.header, **fields), row.row_version,
                        header=fields)  # fmt: skip

    def _on_started(self, changes: Changes) -> None:
        if changes.made is not None:
            self.open_review(changes.made)

    def _on_loaded(self, stamp: int, row: ReviewRow) -> None:
        if stamp == self._stamp:
            self.row, self._reading = row, False
            self.shown.emit()
            self._send_header()
            self._go_on()

    def _on_changed(self, then: Then | None, changes: Changes) -> None:
        self._under_way -= 1
        if then is not None:
            then(changes)
        if not self._under_way:
            self.load()

    def _on_failed(self, sent: Mapping[str, Any], error: CaseworkError) -> None:
        self._under_way -= 1
        refused = {*sent, *self._header}
        self._header, self._waiting = {}, None
        if refused:
            self.header_refused.emit(refused)
        self.failed.emit(error)
        if not self._under_way:
            self.load()

    def _on_unreadable(self, error: CaseworkError) -> None:
        self.row, self._reading, self._waiting = None, False, None
        self.failed.emit(error)
        self.gone.emit()

    def _on_announced(self, changes: Changes, initiator: object) -> None:
        row = self.row
        if row is None or initiator is self or self._under_way:
            return
        own = changes.touches(Kind.REVIEW, row.id) or changes.touches(Kind.PLAN, row.version_id)
        page = row.ratings is not None and changes.touches(Kind.ASSESSMENT, row.ratings.assessment.id)
        if own or page:
            self.load()


def _as_it_is(use_case: UseCase) -> UseCase:
    return use_case
