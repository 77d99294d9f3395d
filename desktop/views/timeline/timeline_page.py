"""„Verlauf“: everything that happened in a case by day, with a filter, and the way to where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.timeline.timeline import Timeline, TimelineRow, timeline
from desktop.casework.timeline.timeline_sources import Happening
from desktop.clock import german_date
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.filter_bar import FilterBar
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import emptied, link, order_stops, short_words, words
from desktop.views.timeline.timeline_marks import ICONS, PAGES, TOPICS

_STRETCHES = (9, 18, 73)


class TimelinePage(QWidget):
    """Reads page after page; `pages` are the tabs of the file that can be jumped to.

    *Signals:* page_wanted(key, id or None).
    """

    page_wanted = Signal(str, object)

    def __init__(self, work: Work, case_id: int, pages: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._case_id, self._pages = work, case_id, frozenset(pages)
        self._rows: list[TimelineRow] = []
        self._total = 0
        self.filters, self.messages, self.list = FilterBar(), MessageArea(), ScrollPage(margin=0)
        self.filters.add_choice("topic", self.tr("Zeigen"), [(key, topic[0]) for key, topic in TOPICS.items()])
        self.count = short_words("", "muted")
        self.more = QPushButton(self.tr("Ältere zeigen"))
        icons.set_icon(self.more, "chevron-down")
        self.more.clicked.connect(self._read_more)
        self._build()
        self.filters.changed.connect(self.load)
        work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._show)

    def load(self) -> None:
        """Read the newest entries the filter keeps."""
        self._work.read(self, timeline, self._case_id, self._kinds(), then=self._on_first, failed=self._on_failed)

    def rows(self) -> tuple[TimelineRow, ...]:
        """The entries shown, newest first."""
        return tuple(self._rows)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(2))
        for part in (self.messages, self.filters, self.count):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def _kinds(self) -> frozenset[Happening]:
        topic = self.filters.values().get("topic")
        return TOPICS[topic][1] if isinstance(topic, str) else frozenset()

    def _on_first(self, page: Timeline) -> None:
        self._rows = list(page.rows)
        self._total = page.total
        self._show()

    def _read_more(self) -> None:
        self._work.read(self, timeline, self._case_id, self._kinds(), len(self._rows), then=self._on_more,
                        failed=self._on_failed)  # fmt: skip

    def _on_more(self, page: Timeline) -> None:
        self._rows += page.rows
        self._total = page.total
        self._show()

    def _show(self) -> None:
        emptied(self.list.body)
        known = self.tr("%1 von %2 Einträgen").replace("%1", str(len(self._rows))).replace("%2", str(self._total))
        self.count.setText(known if self._rows else self.tr("Noch nichts eingetragen."))
        self.more.setVisible(len(self._rows) < self._total)
        for year in sorted({row.day.year for row in self._rows}, reverse=True):
            self.list.body.addWidget(words(str(year), "section"))
            self.list.body.addWidget(self._table([row for row in self._rows if row.day.year == year]))
        self.list.body.addStretch(1)
        order_stops(self)

    def _table(self, rows: list[TimelineRow]) -> QWidget:
        """Day, kind and what happened; below each other where the text is large."""
        large = style.text_scale() >= LARGE_FROM
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(4))
        grid.setVerticalSpacing(style.space(1))
        before: dt.date | None = None
        for row in rows:
            line = grid.rowCount()
            day = short_words(german_date(row.day) if row.day != before else "", "muted")
            parts = (day, self._kind(row), self._what(row))
            for words_alone in (parts[0], parts[2]):
                words_alone.setContentsMargins(0, style.space(1), 0, 0)  # on one line with the link's words
            for place, part in enumerate(parts):
                at = (line + place, 0) if large else (line, place)
                grid.addWidget(part, *at, Qt.AlignmentFlag.AlignTop)
            before = row.day
        if not large:
            for place, stretch in enumerate(_STRETCHES):
                grid.setColumnStretch(place, stretch)
        return box

    def _kind(self, row: TimelineRow) -> QWidget:
        """A link to the place where it stands, or plain words."""
        page = PAGES.get(row.kind, "")
        if page not in self._pages:
            return short_words(row.kind.label, "strong")
        target = row.person_id if page == "people" else row.id
        said = self.tr("%1 vom %2 öffnen").replace("%1", row.kind.label).replace("%2", german_date(row.day))
        return link(row.kind.label, partial(self.page_wanted.emit, page, target), f"{row.kind}_{row.id}", said=said,
                    icon=ICONS[row.kind])  # fmt: skip

    def _what(self, row: TimelineRow) -> QWidget:
        told = " – ".join(part for part in (row.title, row.detail) if part)
        about = " · ".join(part for part in (row.person, row.user) if part)
        return words(" · ".join(part for part in (told, about) if part))

    def _on_announced(self, _changes: Changes, _initiator: object) -> None:
        if self.isVisible():
            self.load()

    def _on_failed(self, error: Exception) -> None:
        self.messages.show_error(str(error))
