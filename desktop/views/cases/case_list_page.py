"""„Fälle“: every case with its filters; Enter opens, several marked ones become a family."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.cases.case_list import ENDED, CaseFilter, CaseRow, list_cases
from desktop.casework.changes import Changes, Kind
from desktop.casework.drafts import DraftRow, list_drafts
from desktop.errors import CaseworkError
from desktop.models.case_table import LEAST_NEEDED, case_table, chosen_filter, keeper, options_of
from desktop.models.drafts import Drafts
from desktop.models.kept_list import Values
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.bulk_actions import BulkActions
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.filtered_list import FilteredList, ListKind, ListMemory
from desktop.views.list_export import ListExport
from desktop.views.merging.entry import PLACE as MERGING
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places

if TYPE_CHECKING:
    from desktop.views.people.new_person_form import NewPersonForm

_EVERYTHING = CaseFilter(with_ended=True)
_KINDS = (Kind.CASE, Kind.FAMILY, Kind.PERSON, Kind.PLAN, Kind.IMPORT, Kind.USER, Kind.DEADLINE)
_LEAST_NAME = 34
"""Characters of a name that must be seen in the list."""
NEW_PERSON = "person/new"
"""Key of the half-entered new person."""


class CaseListPage(QWidget):
    """Reads all cases at once and filters here, so that typing shows at once. *Signals:* import_wanted()."""

    import_wanted = Signal()

    def __init__(
        self, work: Work, places: Places, drafts: Drafts, memory: ListMemory | None = None, *,
        with_import: bool = False, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._places, self._drafts = work, places, drafts
        self._with_import = with_import
        self.model = case_table(self)
        self.head, self.messages = PageHead(self.tr("Fälle")), MessageArea()
        noun = (self.tr("Fall"), self.tr("Fälle"), self.tr("Fällen"))
        self.table = DataTable(self.tr("Fälle"), noun, self.tr("Name oder Fallnummer"))
        self._bodies = QStackedWidget()
        self._build()
        self.drawer = FormDrawer(self, work, drafts)  # after the page: Tab comes to it last
        kind = ListKind("cases", options_of, _counting, self._keeping, LEAST_NEEDED, _LEAST_NAME)
        self.list = FilteredList(self, work, self.table, self.model, self.drawer, self.messages, kind, memory)
        self.views = self.list.views
        self.bulk = BulkActions(self, work, places, self.drawer, self.messages, self._chosen)
        self.export = ListExport(self, work, self.table, self.messages, self.tr("Fälle"), self._objects)
        self._offer_bulk()
        work.announced.connect(self._on_announced)

    def show_target(self) -> None:
        """Called on every visit: the list as it is now, with the keyboard in it."""
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read all cases; marked ones stay marked."""
        self.list.begin_visit()
        self._work.read(self, list_cases, _EVERYTHING, then=self._on_rows, failed=self._on_failed)

    def enter_person(self) -> None:
        """Open the form for somebody new."""
        from desktop.views.people.new_person_form import NewPersonForm  # noqa: PLC0415  memory: when somebody is new

        form = NewPersonForm(self._work, self._places)
        self.drawer.open_form(form, self.tr("Person eintragen"), NEW_PERSON, partial(self._on_entered, form))

    # building

    def _build(self) -> None:
        new = self.head.set_primary(self.tr("Person eintragen"), "user-plus")
        new.clicked.connect(self._on_new_clicked)
        if self._with_import:
            self.head.add_widget(self._button(self.tr("Übergabeliste einlesen"), "file-input", self.import_wanted.emit))
        self.table.set_model(self.model)
        self.table.set_many(True)
        self._build_filters()
        self.table.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.view.customContextMenuRequested.connect(self._on_menu_wanted)
        self.table.activated.connect(self._on_activated)
        self._bodies.addWidget(self.table)
        self._bodies.addWidget(self._make_empty())
        self._column = QVBoxLayout(self)
        for part in (self.head, self.messages):
            self._column.addWidget(part)
        self._column.addWidget(self._bodies, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _offer_bulk(self) -> None:
        layout = self.table.filters.layout()
        assert layout is not None
        layout.addWidget(self.bulk.button)
        self.table.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.bulk.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit_columns()

    def _build_filters(self) -> None:
        self.table.filters.add_toggle("mine", self.tr("Nur meine"), icon="user-check")
        self.table.filters.add_choice("status", self.tr("Status"), [])
        self.table.filters.add_choice("language", self.tr("Sprache"), [])
        self.table.filters.add_choice("place", self.tr("Ort"), [])
        self.table.filters.add_toggle("ended", self.tr("Mit beendeten"), icon="archive")

    def _make_empty(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setSpacing(style.space(3))
        picture, sentence = QLabel(), QLabel(self.tr("Noch keine Fälle. Eine Übergabeliste bringt alle auf einmal."))
        icons.set_icon(picture, "folder-open", "muted", 2)
        sentence.setWordWrap(True)
        style.set_look(sentence, "muted")
        row = QHBoxLayout()
        row.addStretch(1)
        if self._with_import:
            row.addWidget(self._button(self.tr("Übergabeliste einlesen"), "file-input", self.import_wanted.emit))
        else:
            sentence.setText(self.tr("Noch keine Fälle. Die erste Person lässt sich gleich eintragen."))
        row.addWidget(self._button(self.tr("Person eintragen"), "user-plus", self.enter_person))
        row.addStretch(1)
        column.addStretch(2)
        for label in (picture, sentence):
            column.addWidget(label)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addLayout(row)
        column.addStretch(3)
        return box

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda: run())
        return button

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(3))
        self._column.setSpacing(style.space(3))

    # rows and filters

    def _on_rows(self, rows: tuple[CaseRow, ...]) -> None:
        first = not self.list.loaded
        self._bodies.setCurrentIndex(0 if rows else 1)
        self.list.take(rows)
        if first:  # input that was left open
            self._work.read(self, list_drafts, then=self._on_drafts)

    def _keeping(self, values: Values) -> Callable[[CaseRow], bool]:
        return keeper(values, self._work.actor)

    # what the user does

    def _chosen(self) -> tuple[CaseRow, ...]:
        return tuple(row for row in self.table.selected_rows() if isinstance(row, CaseRow))

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((Kind.CASE, row.id) for row in self.model.rows)

    def _on_selection_changed(self) -> None:
        self.bulk.changed()

    def _on_menu_wanted(self, spot: QPoint) -> None:
        self.bulk.open_menu_at(self.table.view.viewport().mapToGlobal(spot))

    def _on_new_clicked(self) -> None:
        self.enter_person()

    def _on_activated(self, row: object) -> None:
        if isinstance(row, CaseRow):
            self._places.go("case", row.id)

    def _on_entered(self, form: NewPersonForm, changes: Changes) -> None:
        """The file opens, or the comparison with the person somebody found beside the form."""
        person = next((id_ for kind, id_ in changes.touched if kind is Kind.PERSON), None)
        if form.merge_with is not None and person is not None:
            self._places.go(MERGING, form.merge_with, person)
        elif changes.made is not None:
            self._places.go("case", changes.made, "people")

    def _on_announced(self, changes: Changes, initiator: object) -> None:
        if self.list.loaded and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    # input left open

    def _on_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        """Offer what was being typed when the program was locked or broke off."""
        case = self.tr("In einem Fall sind noch ungesicherte Eingaben von Ihnen.")
        for draft in drafts:
            if draft.key == NEW_PERSON:
                self._offer_draft(self.tr("Eine neue Person ist noch nicht fertig eingetragen."), self.enter_person)
                return
            if isinstance(draft.payload.get("case"), int):
                self._offer_draft(case, partial(self._continue, draft.payload["case"], draft.key))
                return

    def _offer_draft(self, sentence: str, go_on: Callable[[], object]) -> None:
        self.messages.show_info(sentence, (self.tr("Fortsetzen"), go_on))

    def _continue(self, case_id: int, key: str) -> None:
        kind, _, number = key.partition("/")
        if kind == "person" and number.isdigit():
            self._places.go("case", case_id, "people", int(number))
        else:
            self._places.go("case", case_id, "people" if kind == "family" else "")


def _counting(values: Values) -> Callable[[CaseRow], bool]:
    """Ended cases count only when somebody wants to see them."""
    chosen = chosen_filter(values)
    everything = chosen.with_ended or bool(chosen.statuses)
    return lambda row: everything or row.status not in ENDED
