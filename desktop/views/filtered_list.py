"""A list whose filters, saved views and columns stay between visits: what „Fälle“ and „Register“ have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.cases.saved_views import beginning
from desktop.clock import today
from desktop.models.kept_list import KeptList, Values, kept_filters, read_kept
from desktop.models.table import RowTable
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.list_views import ListViews
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer

R = TypeVar("R")
_BESIDE = 16
"""Grid units of a page that the columns do not get: its margins and the scroll bar."""
Options = Mapping[str, list[tuple[object, str]]]


@dataclass(frozen=True)
class ListMemory:
    """What this PC keeps of the list between visits: a text without names, read and written by the owner."""

    read: Callable[[], str] = lambda: ""
    keep: Callable[[str], object] = lambda _text: None


@dataclass(frozen=True)
class ListKind(Generic[R]):
    """What is particular about one list. All four functions get the filter bar's values.

    `key` names the list among the saved views. `options` gives the options of every choice, `counts` which rows count
    at all (ended ones only when somebody asks for them), `keeps` which of these the filters keep. `least_needed` are
    the columns left out first where there is no room beside a name of `least_name` characters.
    """

    key: str
    options: Callable[[tuple[R, ...], Values], Options]
    counts: Callable[[Values], Callable[[R], bool]]
    keeps: Callable[[Values], Callable[[R], bool]]
    least_needed: tuple[int, ...]
    least_name: int


class FilteredList(QObject, Generic[R]):
    """Belongs to a page with table, drawer and messages. All rows are read at once and filtered here, so that typing
    shows at once. The owner calls `begin_visit` before each reading, `take` with what was read, `fit_columns` when
    the page has another size.
    """

    def __init__(
        self, page: QWidget, work: Work, table: DataTable, model: RowTable[R], drawer: FormDrawer,
        messages: MessageArea, kind: ListKind[R], memory: ListMemory | None,
    ) -> None:
        super().__init__(page)
        self._page, self._table, self._model, self._kind = page, table, model, kind
        self._memory = memory or ListMemory()
        self._loaded, self._look_chosen = False, False
        self._all: tuple[R, ...] = ()
        self.views = ListViews(page, work, drawer, messages, kind.key, self._state)
        layout = table.filters.layout()
        assert layout is not None
        layout.addWidget(self.views.button)
        self.views.chosen.connect(self._on_view_chosen)
        table.filters.changed.connect(self._on_filters_changed)
        table.state_changed.connect(self._on_look_chosen)

    @property
    def loaded(self) -> bool:
        """Whether rows were taken already."""
        return self._loaded

    def begin_visit(self) -> None:
        """The views come first, for the first look may be one of them."""
        if not self._loaded:
            self.views.load()

    def take(self, rows: tuple[R, ...]) -> None:
        """All rows as they are now; marked ones stay marked."""
        self._all = rows
        self._offer(self._table.filters.values())
        self._take_rows()
        if not self._loaded:
            self._begin()
        order_stops(self._page)

    def fit_columns(self) -> None:
        """As long as nobody chose columns: those that fit."""
        if self._loaded and not self._look_chosen:
            self._leave_out_columns()

    # what is shown

    def _begin(self) -> None:
        """The first visit: the view the day begins with, or all as it was."""
        kept, first = read_kept(self._memory.read()), beginning(self.views.rows)
        if first is not None and kept.day != today().isoformat():
            self.views.mark(first.id)
            self._show(first.state)
        else:
            self.views.mark(kept.view_id)
            self._show({"filters": kept.filters, "look": kept.look})
        self._loaded = True
        self._keep()
        self.views.changed()
        self._table.choose_first()

    def _show(self, state: Mapping[str, Any]) -> None:
        filters, look = dict(state.get("filters") or {}), dict(state.get("look") or {})
        self._look_chosen = bool(look)
        self._table.restore(look or self._table.first_state)
        if not look:
            self._leave_out_columns()
        self._offer(filters)
        self._table.filters.set_values(filters)

    def _offer(self, values: Values) -> None:
        for key, options in self._kind.options(self._all, values).items():
            self._table.filters.set_options(key, options)

    def _take_rows(self) -> None:
        counts = self._kind.counts(self._table.filters.values())
        self._model.set_rows(row for row in self._all if counts(row))

    def _leave_out_columns(self) -> None:
        """Those that fit beside a name that can be read. The page's own width counts: when a page is shown for the
        first time, its table has not got its place yet."""
        columns, gap = self._model.columns, style.space(6)
        widths = {place: style.text_width(column.width) + gap for place, column in enumerate(columns) if column.width}
        hidden: list[int] = []
        room = self._page.width() - style.space(_BESIDE) - style.text_width(self._kind.least_name)
        for place in self._kind.least_needed:
            if sum(width for at, width in widths.items() if at not in hidden) <= room:
                break
            hidden.append(place)
        state = self._table.state() | {"hidden": hidden}
        self._table.restore({key: state[key] for key in ("hidden", "widths", "compact")})

    # what stays

    def _state(self) -> dict[str, Any]:
        """Filters and look as a view keeps them, without the text searched for."""
        look = self._table.state() if self._look_chosen else {}
        return {"filters": kept_filters(self._table.filters.values()), "look": look}

    def _keep(self) -> None:
        if self._loaded:
            state, view = self._state(), self.views.current
            self.views.changed()
            kept = KeptList(state["filters"], state["look"], view.id if view else None, today().isoformat())
            self._memory.keep(kept.text())

    def _on_view_chosen(self, state: dict[str, Any]) -> None:
        self._show(state)
        self._keep()

    def _on_look_chosen(self) -> None:
        self._look_chosen = self._look_chosen or self._loaded
        self._keep()

    def _on_filters_changed(self) -> None:
        self._take_rows()
        self._model.set_filter(self._kind.keeps(self._table.filters.values()))
        self._keep()
