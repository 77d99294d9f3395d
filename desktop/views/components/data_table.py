"""A list as a table: filters above, rows with a line between, what to do when empty, and the number of rows below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QMenu,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.exchange.table_file import FileKind, FileTable
from desktop.models.table import RowRole, RowTable
from desktop.views import icons, style
from desktop.views.components.column_panel import ColumnChoice, ColumnPanel
from desktop.views.components.drawer import Drawer
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.filter_bar import FilterBar
from desktop.views.components.row_delegate import RowDelegate
from desktop.views.people.lines import order_stops

_LEAST_CHARACTERS = 14
"""Least width of a column that takes the room the others leave."""


class DataTable(QWidget):
    """A table on one `RowTable`, given once by `set_model`. Enter or a double click opens the row.

    `noun` is (one, many, of many): „1 Fall“, „59 Fälle“, „3 von 59 Fällen“. Filters go into `filters` (hidden until it
    holds something); the page turns them into `model.set_filter`. State (columns, order, density) is kept by `state()`
    and `restore()`.

    `first_state` is how the list was before anybody changed it.

    Signals: activated(row) with the frozen row; picked(row or None) when the marked row changes; fill_wanted() by the
    button of the empty state; state_changed() when columns, order or density were changed by the user;
    file_wanted(FileKind) where `offer_file` was called.
    """

    activated = Signal(object)
    picked = Signal(object)
    fill_wanted = Signal()
    state_changed = Signal()
    file_wanted = Signal(object)

    def __init__(
        self, name: str, noun: tuple[str, str, str], search_hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._noun, self._compact, self._restoring = noun, False, False
        self._model: QAbstractItemModel | None = None
        self.first_state: dict[str, object] = {}
        self._columns: Drawer | None = None
        self._empty_words = (self.tr("Noch nichts da."), "", "folder-open")
        self.filters = FilterBar(search_hint)
        self.view = TableView()
        self.view.setAccessibleName(name)
        self._delegate = RowDelegate(self.view)
        self.view.setItemDelegate(self._delegate)
        self._empty = EmptyState("")
        self._empty.triggered.connect(self._on_empty_triggered)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._above_foot = QWidget()
        self._inner = QVBoxLayout(self._above_foot)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self.filters)
        self.filters.setVisible(bool(search_hint))
        self._inner.addWidget(self._stack, 1)
        self._column.addWidget(self._above_foot, 1)
        self._build_foot()
        self.view.activated.connect(self._on_view_activated)
        self._ten_letters = style.text_width(10)
        self._fit()
        style.notifier().changed.connect(self._on_style_changed)

    # for pages

    def set_model(self, model: QAbstractItemModel) -> None:
        """The list to show; once, for the view keeps its selection model."""
        self._model = model
        self.view.setModel(model)
        header = self.view.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        header.setSortIndicatorClearable(True)
        header.setSectionsMovable(True)
        header.sortIndicatorChanged.connect(self._on_state_changed)
        header.sectionMoved.connect(self._on_state_changed)
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._on_rows_changed)
        self.view.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._set_widths()
        self.first_state = self.state()
        self._on_rows_changed()

    def set_empty(self, sentence: str, action: str = "", icon: str = "folder-open") -> None:
        """What stands there when there are no rows at all: one sentence and the action that fills the list."""
        self._empty_words = (sentence, action, icon)
        self._on_rows_changed()

    def current_row(self) -> object:
        """The frozen row that is marked, None for none."""
        index = self.view.currentIndex()
        return index.data(RowRole.ROW) if index.isValid() else None

    def selected_rows(self) -> tuple[object, ...]:
        """All marked rows, from top to bottom."""
        return tuple(self._row_at(line) for line in self.view.marked_lines())

    def _row_at(self, line: int) -> object:
        model = self._model
        if isinstance(model, RowTable):
            return model.row(line)
        return model.index(line, 0).data(RowRole.ROW) if model else None

    def choose(self, key: object) -> bool:
        """Mark the row with this key; False when it is not shown."""
        index = self._model.find(key) if isinstance(self._model, RowTable) else QModelIndex()
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Mark the topmost row, where there is one."""
        if self._model is not None and self._model.rowCount():
            self.view.setCurrentIndex(self._model.index(0, 0))
            self.view.scrollTo(self.view.currentIndex())

    def set_many(self, many: bool) -> None:
        """Whether several rows can be marked at once."""
        mode = QAbstractItemView.SelectionMode
        self.view.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)

    def set_compact(self, compact: bool) -> None:
        """Lower rows, for long lists."""
        self._compact = compact
        self._fit()

    def state(self) -> dict[str, object]:
        """Hidden columns, widths in characters, order and density, as plain values for the settings."""
        header = self.view.horizontalHeader()
        count, character = header.count(), max(1, style.text_width(10)) / 10
        return {
            "hidden": [place for place in range(count) if header.isSectionHidden(place)],
            "order": [header.logicalIndex(at) for at in range(count)],
            "widths": [round(header.sectionSize(place) / character, 1) for place in range(count)],
            "sort": [header.sortIndicatorSection(), header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder],
            "compact": self._compact,
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Put back what `state()` gave; a state of other columns is left out. Nothing is said of it."""
        self._restoring = True
        header, widths, hidden = self.view.horizontalHeader(), state.get("widths"), state.get("hidden")
        if isinstance(widths, list) and len(widths) == header.count() and isinstance(hidden, list):
            for place, characters in enumerate(widths):
                if characters:  # a column left out has no width of its own: it keeps the one it had
                    header.resizeSection(place, style.text_width(10) * round(float(characters) * 10) // 100)
                header.setSectionHidden(place, place in hidden)
        self._put_order(state.get("order"))
        match state.get("sort"):
            case [int(place), bool(falling)] if -1 <= place < header.count():
                order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
                header.setSortIndicator(place, order)
        self.set_compact(bool(state.get("compact")))
        self._restoring = False
        panel = self.column_panel()
        if panel is not None:
            panel.put(self._choices(), compact=self._compact)

    def shown_columns(self) -> list[int]:
        """Places of the columns shown, from left to right."""
        header = self.view.horizontalHeader()
        places = (header.logicalIndex(at) for at in range(header.count()))
        return [place for place in places if not header.isSectionHidden(place)]

    def offer_file(self) -> None:
        """The list may be saved as a file; the page does it when `file_wanted` asks."""
        self._save.show()

    def as_file(self, title: str) -> FileTable:
        """Exactly what is shown: these rows and columns, in this order."""
        assert isinstance(self._model, RowTable)
        return self._model.as_file(title, self.shown_columns())

    def open_columns(self) -> None:
        """Ask which columns are wanted, beside the list."""
        if self._columns is None:
            self._columns = Drawer(self._above_foot)
        panel = self._columns.content()
        if not isinstance(panel, ColumnPanel):
            panel = ColumnPanel((), compact=self._compact)
            panel.changed.connect(self._on_columns_chosen)
            panel.reset_wanted.connect(self._on_columns_reset)
        panel.put(self._choices(), compact=self._compact)
        self._columns.open_with(panel, self.tr("Spalten"))
        order_stops(self)

    def column_panel(self) -> ColumnPanel | None:
        """The panel while it is open."""
        panel = self._columns.content() if self._columns is not None and self._columns.isVisible() else None
        return panel if isinstance(panel, ColumnPanel) else None

    def counted(self, number: int) -> str:
        """„1 Fall“, „59 Fälle“."""
        one, many, _ = self._noun
        return f"{number} {one if number == 1 else many}"

    def count_words(self) -> str:
        """The line below the table."""
        return self._count.text()

    # building

    def _build_foot(self) -> None:
        self._foot = QHBoxLayout()
        self._count = QLabel()
        style.set_look(self._count, "muted")
        self._save, self._chooser = QToolButton(), QToolButton()
        kinds = QMenu(self)
        for kind, said in ((FileKind.XLSX, self.tr("Excel-Tabelle (XLSX) …")), (FileKind.CSV, self.tr("CSV-Datei …"))):
            kinds.addAction(said).setData(kind)
        kinds.triggered.connect(self._on_kind_triggered)
        self._save.setMenu(kinds)
        self._save.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._save.hide()
        self._chooser.clicked.connect(self.open_columns)
        self._foot.addWidget(self._count, 1)
        for button, icon, said in ((self._save, "save", self.tr("Diese Liste als Datei speichern")),
                                   (self._chooser, "columns-3", self.tr("Spalten und Zeilenhöhe"))):  # fmt: skip
            icons.set_icon(button, icon, "muted")
            style.set_look(button, "quiet")
            button.setAccessibleName(said)
            button.setToolTip(said)
            self._foot.addWidget(button)
        self._column.addLayout(self._foot)

    def _set_widths(self) -> None:
        columns = self._model.columns if isinstance(self._model, RowTable) else ()
        header = self.view.horizontalHeader()
        for place, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, style.text_width(column.width) + style.space(6))
        self.view.share_room([place for place, column in enumerate(columns) if not column.width])

    def _choices(self) -> list[ColumnChoice]:
        header = self.view.horizontalHeader()
        model, across = self._model, Qt.Orientation.Horizontal
        places = [header.logicalIndex(at) for at in range(header.count())] if model else []
        return [
            ColumnChoice(place, str(model.headerData(place, across)), not header.isSectionHidden(place), place == 0)
            for place in places if model
        ]

    def _put_order(self, order: object) -> None:
        header = self.view.horizontalHeader()
        if isinstance(order, list) and sorted(order) == list(range(header.count())):
            for at, place in enumerate(order):
                header.moveSection(header.visualIndex(place), at)

    def _fit(self) -> None:
        for column in (self._column, self._inner):
            column.setSpacing(style.space(2))
        line = style.line_height()
        self.view.verticalHeader().setDefaultSectionSize(round(line * (1.35 if self._compact else 1.78)))

    # slots

    def _on_style_changed(self) -> None:
        """Columns grow with the text and keep the proportions the user gave them."""
        before, self._ten_letters = self._ten_letters, style.text_width(10)
        header = self.view.horizontalHeader()
        for place in range(header.count()):
            if header.sectionResizeMode(place) is QHeaderView.ResizeMode.Interactive:
                header.resizeSection(place, header.sectionSize(place) * self._ten_letters // before)
        self._fit()

    def _on_rows_changed(self) -> None:
        shown = self._model.rowCount() if self._model else 0
        total = self._model.total if isinstance(self._model, RowTable) else shown
        self._count.setText(self._counted(shown, total))
        if shown:
            self._stack.setCurrentWidget(self.view)
            return
        if total:
            sentence, action = self.tr("Kein Eintrag passt zu den Filtern."), self.tr("Filter zurücksetzen")
            self._empty.set_state(sentence, action, "filter")
        else:
            self._empty.set_state(*self._empty_words)
        self._stack.setCurrentWidget(self._empty)

    def _counted(self, shown: int, total: int) -> str:
        one, _, of_many = self._noun
        if shown == total:
            return self.counted(total)
        words = self.tr("%1 von %2 %3").replace("%1", str(shown)).replace("%2", str(total))
        return words.replace("%3", one if total == 1 else of_many)

    def _on_empty_triggered(self) -> None:
        if isinstance(self._model, RowTable) and self._model.total:
            self.filters.reset()
        else:
            self.fill_wanted.emit()

    def _on_view_activated(self, index: QModelIndex) -> None:
        self.activated.emit(index.data(RowRole.ROW))

    def _on_current_changed(self, now: QModelIndex) -> None:
        self.picked.emit(now.data(RowRole.ROW) if now.isValid() else None)

    def _on_columns_chosen(self) -> None:
        panel = self.column_panel()
        if panel is not None:
            chosen = {"hidden": panel.hidden(), "order": panel.order(), "compact": panel.compact.isChecked()}
            self.restore(self.state() | chosen)
            self.state_changed.emit()

    def _on_columns_reset(self) -> None:
        self.restore(self.first_state | {"sort": self.state()["sort"]})
        self.state_changed.emit()

    def _on_kind_triggered(self, action: QAction) -> None:
        self.file_wanted.emit(action.data())

    def _on_state_changed(self) -> None:
        if not self._restoring:
            self.state_changed.emit()


class TableView(QTableView):
    """A quiet table: whole rows, no grid, Tab leaves it, and the marked row stays in sight when the room changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sharing: list[int] = []
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def marked_lines(self) -> list[int]:
        """Lines of the marked rows. Ranges are asked, for thousands of indexes take their time."""
        selection = self.selectionModel()
        ranges = selection.selection().toList() if selection else []
        return sorted({line for part in ranges for line in range(part.top(), part.bottom() + 1)})

    def share_room(self, places: list[int]) -> None:
        """Columns that take what the others leave; where that is too little to read, the table scrolls instead."""
        self._sharing = places
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _share(self) -> None:
        header, mode = self.horizontalHeader(), QHeaderView.ResizeMode
        taken = sum(header.sectionSize(place) for place in range(header.count()) if place not in self._sharing)
        sharing = [place for place in self._sharing if not header.isSectionHidden(place)]
        least = style.text_width(_LEAST_CHARACTERS)
        fits = self.viewport().width() - taken >= least * len(sharing)
        for place in sharing:
            header.setSectionResizeMode(place, mode.Stretch if fits else mode.Interactive)
            if not fits:
                header.resizeSection(place, least)
