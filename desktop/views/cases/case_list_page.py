"""„Fälle“: every case with its filters; Enter opens, several marked ones become a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.cases.case_list import ENDED, CaseFilter, CaseRow, list_cases
from desktop.casework.cases.saved_views import beginning
from desktop.casework.changes import Changes, Kind
from desktop.casework.drafts import DraftRow, list_drafts
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.case_table import (
    LEAST_NEEDED,
    KeptList,
    case_table,
    chosen_filter,
    keeper,
    kept_filters,
    options_of,
    read_kept,
)
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.bulk_actions import BulkActions
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.list_export import ListExport
from desktop.views.list_views import ListViews
from desktop.views.merging.entry import PLACE as MERGING
from desktop.views.people.lines import order_stops
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


@dataclass(frozen=True)
class ListMemory:
    """What this PC keeps of the list between visits: a text without names, read and written by the owner."""

    read: Callable[[], str] = lambda: ""
    keep: Callable[[str], object] = lambda _text: None


class CaseListPage(QWidget):
    """Reads all cases at once and filters here, so that typing shows at once. *Signals:* import_wanted()."""

    import_wanted = Signal()

    def __init__(
        self, work: Work, places: Places, drafts: Drafts, memory: ListMemory | None = None, *,
        with_import: bool = False, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._places, self._drafts = work, places, drafts
        self._memory = memory or ListMemory()
        self._with_import, self._loaded, self._look_chosen = with_import, False, False
        self._all: tuple[CaseRow, ...] = ()
        self.model = case_table(self)
        self.head, self.messages = PageHead(self.tr("Fälle")), MessageArea()
        noun = (self.tr("Fall"), self.tr("Fälle"), self.tr("Fällen"))
        self.table = DataTable(self.tr("Fälle"), noun, self.tr("Name oder Fallnummer"))
        self._bodies = QStackedWidget()
        self._build()
        self.drawer = FormDrawer(self, work, drafts)  # after the page: Tab comes to it last
        self.views = ListViews(self, work, self.drawer, self.messages, "cases", self._state)
        self.bulk = BulkActions(self, work, places, self.drawer, self.messages, self._chosen)
        self.export = ListExport(self, work, self.table, self.messages, self.tr("Fälle"), self._objects)
        self._add_chips()
        work.announced.connect(self._on_announced)

    def show_target(self) -> None:
        """Called on every visit: the list as it is now, with the keyboard in it."""
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read all cases; marked ones stay marked. The views come first, for the first look may be one of them."""
        if not self._loaded:
            self.views.load()
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
        self.table.state_changed.connect(self._on_look_chosen)
        self._bodies.addWidget(self.table)
        self._bodies.addWidget(self._make_empty())
        self._column = QVBoxLayout(self)
        for part in (self.head, self.messages):
            self._column.addWidget(part)
        self._column.addWidget(self._bodies, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _add_chips(self) -> None:
        layout = self.table.filters.layout()
        assert layout is not None
        for button in (self.views.button, self.bulk.button):
            layout.addWidget(button)
        self.views.chosen.connect(self._on_view_chosen)
        self.table.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.bulk.changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._loaded and not self._look_chosen:
            self._leave_out_columns()

    def _build_filters(self) -> None:
        self.table.filters.add_toggle("mine", self.tr("Nur meine"), icon="user-check")
        self.table.filters.add_choice("status", self.tr("Status"), [])
        self.table.filters.add_choice("language", self.tr("Sprache"), [])
        self.table.filters.add_choice("place", self.tr("Ort"), [])
        self.table.filters.add_toggle("ended", self.tr("Mit beendeten"), icon="archive")
        self.table.filters.changed.connect(self._on_filters_changed)

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
        self._all = rows
        self._offer(self.table.filters.values())
        self._take_rows()
        self._bodies.setCurrentIndex(0 if rows else 1)
        if not self._loaded:
            self._begin()
        order_stops(self)

    def _begin(self) -> None:
        """The first visit: the view the day begins with, or all as it was; and input that was left open."""
        kept, first = read_kept(self._memory.read()), beginning(self.views.rows)
        if first is not None and kept.day != today().isoformat():
            self.views.mark(first.id)
            self._show_state(first.state)
        else:
            self.views.mark(kept.view_id)
            self._show_state({"filters": kept.filters, "look": kept.look})
        self._loaded = True
        self._keep()
        self.views.changed()
        if self.model.rows:
            self.table.choose(self.model.rows[0].id)
        self._work.read(self, list_drafts, then=self._on_drafts)

    def _state(self) -> dict[str, Any]:
        """Filters and look as a view keeps them."""
        look = self.table.state() if self._look_chosen else {}
        return {"filters": kept_filters(self.table.filters.values()), "look": look}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        filters, look = dict(state.get("filters") or {}), dict(state.get("look") or {})
        self._look_chosen = bool(look)
        self.table.restore(look or self.table.first_state)
        if not look:
            self._leave_out_columns()
        self._offer(filters)
        self.table.filters.set_values(filters)

    def _offer(self, values: Mapping[str, object]) -> None:
        for key, options in options_of(self._all, values).items():
            self.table.filters.set_options(key, options)

    def _on_view_chosen(self, state: dict[str, Any]) -> None:
        self._show_state(state)
        self._keep()

    def _take_rows(self) -> None:
        """Ended cases count only when somebody wants to see them."""
        chosen = chosen_filter(self.table.filters.values())
        everything = chosen.with_ended or bool(chosen.statuses)
        self.model.set_rows(row for row in self._all if everything or row.status not in ENDED)

    def _on_filters_changed(self) -> None:
        self._take_rows()
        self.model.set_filter(keeper(self.table.filters.values(), self._work.actor))
        self._keep()

    def _keep(self) -> None:
        if self._loaded:
            state, view = self._state(), self.views.current
            self.views.changed()
            kept = KeptList(state["filters"], state["look"], view.id if view else None, today().isoformat())
            self._memory.keep(kept.text())

    def _on_look_chosen(self) -> None:
        self._look_chosen = self._look_chosen or self._loaded
        self._keep()

    def _leave_out_columns(self) -> None:
        """As long as nobody chose columns: those that fit beside a name that can be read."""
        columns, gap = self.model.columns, style.space(6)
        widths = {place: style.text_width(column.width) + gap for place, column in enumerate(columns) if column.width}
        hidden: list[int] = []
        room = self.table.view.viewport().width() - style.text_width(_LEAST_NAME)
        for place in LEAST_NEEDED:
            if sum(width for at, width in widths.items() if at not in hidden) <= room:
                break
            hidden.append(place)
        state = self.table.state() | {"hidden": hidden}
        self.table.restore({key: state[key] for key in ("hidden", "widths", "compact")})

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
        if self._loaded and any(kind in _KINDS for kind, _ in changes.touched):
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
