"""One work list: its cases and why each is in it. Enter opens the case at the right page."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Kind
from desktop.casework.deadlines.work_lists import NO_CONTACT, WorkListHead, WorkListRow, work_list, work_list_heads
from desktop.errors import CaseworkError
from desktop.models.columns import Column
from desktop.models.table import RowTable
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.list_export import ListExport
from desktop.views.places import Places

_COLUMNS: tuple[Column[WorkListRow], ...] = (
    Column("Fall", lambda row: row.title, width=26, tooltip=lambda row: row.title),
    Column("Nummer", lambda row: row.number, width=13),
    Column("Warum", lambda row: row.words, tooltip=lambda row: row.words),
    Column("Status", lambda row: row.status.label, width=20),
    Column("Zuständig", lambda row: row.user, width=18, tooltip=lambda row: row.user),
)


class WorkListPage(QWidget):
    """`show_target(key, mine)` shows a list."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._key, self._mine = "", True
        self.model = RowTable(_COLUMNS, key=lambda row: row.case_id, parent=self)
        self.head, self.messages = PageHead(self.tr("Arbeitsliste")), MessageArea()
        back = QPushButton(self.tr("Zurück zu Heute"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(partial(places.go, "today"))
        self.head.add_widget(back)
        self.bulk = self.head.set_primary(self.tr("Gemeinsam entscheiden …"), "circle-check")
        self.bulk.clicked.connect(self._on_bulk_clicked)
        self.table = DataTable(self.tr("Arbeitsliste"), (self.tr("Fall"), self.tr("Fälle"), self.tr("Fällen")))
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Hier wartet kein Fall."), icon="circle-check")
        self.table.activated.connect(self._on_activated)
        self.export = ListExport(self, work, self.table, self.messages, self.tr("Arbeitsliste"), self._objects)
        self._column = QVBoxLayout(self)
        for widget in (self.head, self.messages):
            self._column.addWidget(widget)
        self._column.addWidget(self.table, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_target(self, key: str = "", mine: bool = True) -> None:
        """Called on every visit."""
        self._key, self._mine = key or self._key, mine
        self.bulk.setVisible(self._key == NO_CONTACT)
        self._work.read(self, work_list_heads, mine, then=self._on_heads, failed=self._on_failed)
        self._work.read(self, work_list, self._key, mine, then=self._on_rows, failed=self._on_failed)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(2))
        self._column.setSpacing(style.space(2))

    def _on_heads(self, heads: tuple[WorkListHead, ...]) -> None:
        head = next((head for head in heads if head.key == self._key), None)
        if head is not None:
            self.head.set_title(head.title)
        self.head.set_subtitle(self.tr("Nur meine Fälle") if self._mine else self.tr("Alle Fälle des Teams"))

    def _on_rows(self, rows: tuple[WorkListRow, ...]) -> None:
        self.model.set_rows(rows)
        if rows:
            self.table.view.setCurrentIndex(self.model.index(0, 0))
            self.table.view.setFocus()

    def _on_activated(self, row: object) -> None:
        if isinstance(row, WorkListRow):
            self._places.go("case", row.case_id, row.page, *row.place)

    def _on_bulk_clicked(self) -> None:
        """Files without contact can be ended, rested or left together."""
        self._places.go("inactive", self._mine)

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((Kind.CASE, row.case_id) for row in self.model.rows)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
