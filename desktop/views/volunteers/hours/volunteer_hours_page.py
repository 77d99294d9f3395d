"""The tab „Stunden“ of a volunteer's file: a month as spreadsheet or list, the year in sums, limits, sheets."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.hours.allowances import MoneySettings, money_settings
from desktop.casework.volunteers.hours.hours import delete_hours, edit_hours, put_cells, restore_hours
from desktop.casework.volunteers.hours.hours_lists import hours_choices, list_hours, month_grid, year_sums
from desktop.casework.volunteers.hours.hours_rows import (
    CellEdit,
    GridColumn,
    HoursEntry,
    HoursRow,
    MonthGrid,
    YearSums,
    next_month,
)
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.models.hours_grid import HoursGrid, inverse
from desktop.models.hours_tables import hours_table
from desktop.views import icons, style
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.data_table import DataTable
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.segment_row import Segment, SegmentRow
from desktop.views.people.lines import flow, link, order_stops
from desktop.views.volunteers.hours.hours_entry import SHEET_PLACE
from desktop.views.volunteers.hours.hours_form import HoursForm
from desktop.views.volunteers.hours.hours_grid_view import HoursGridView
from desktop.views.volunteers.hours.hours_parts import MonthChooser
from desktop.views.volunteers.hours.hours_year import YearHead, YearView
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage

_KINDS = (Kind.VOLUNTEER, Kind.MATCH)
_LINES = 8
"""So many lines of a month are seen on the smallest screen; the rest is scrolled to."""


class VolunteerHoursPage(QWidget):
    """Reads the month and the year when made, on another month, and when something of the volunteer changed."""

    def __init__(self, file: VolunteerFilePage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file, self._work = file, file.work
        self._may_edit = file.work.actor.may(Right.EDIT_VOLUNTEERS)
        self._done: list[tuple[CellEdit, ...]] = []
        self.months = MonthChooser()
        self.model, self.entries = HoursGrid(self, editable=self._may_edit), hours_table(self)
        self.grid = HoursGridView(self.tr("Stunden des Monats"), self.model)
        noun = (self.tr("Eintrag"), self.tr("Einträge"), self.tr("Einträgen"))
        self.list = DataTable(self.tr("Einträge des Monats"), noun)
        self.head, self.year = YearHead(), YearView()
        self._build()
        self._connect()
        self.load()

    def show_target(self, month: dt.date | None = None) -> None:
        """Show the month this day lies in, at its first day without hours."""
        if month is not None and month.replace(day=1) != self.months.first:
            self.grid.keep_typed()
            self.months.put(month)
            self.load()

    def load(self) -> None:
        """Read month and year."""
        id_, first, failed = self._file.volunteer_id, self.months.first, self._file.show_failure
        last = next_month(first) - dt.timedelta(days=1)
        self._work.read(self, month_grid, id_, first, then=self._on_grid, failed=failed)
        self._work.read(self, list_hours, id_, first, last, then=self.entries.set_rows, failed=failed)
        self._work.read(self, year_sums, id_, first.year, then=self._on_year, failed=failed)

    def new_entry(self) -> None:
        """Open the form with way, money and note."""
        self._with_choices(partial(self._open_form, None))

    def edit_entry(self, row: object) -> None:
        """Open the form of an entry."""
        if isinstance(row, HoursRow) and self._may_edit:
            self._with_choices(partial(self._open_form, row))

    def undo(self) -> None:
        """Take back what was typed into the grid last."""
        if self._done:
            edits = inverse(self._done.pop())
            self._show_undo()
            self._work.change(self, put_cells, self._file.volunteer_id, edits, failed=self._file.show_failure)

    def delete_marked(self) -> None:
        """Take the marked entries of the list out."""
        rows = tuple(row for row in self.list.selected_rows() if isinstance(row, HoursRow))
        if rows and self._may_edit:
            gone = partial(self._on_deleted, tuple(row.entry for row in rows))
            self._work.change(self, delete_hours, tuple(row.id for row in rows), then=gone,
                              failed=self._file.show_failure)  # fmt: skip

    # building

    def _build(self) -> None:
        self.list.set_model(self.entries)
        self.list.set_many(True)
        self.list.set_empty(self.tr("In diesem Monat ist nichts eingetragen."),
                            self.tr("Eintragen …") if self._may_edit else "", "clock")  # fmt: skip
        self.segments = SegmentRow(
            (Segment("grid", self.tr("Monat")), Segment("list", self.tr("Einträge")), Segment("year", self.tr("Jahr"))),
            self.tr("Ansicht der Stunden"),
        )
        self.segments.set_value("grid")
        self._nothing = EmptyState(
            self.tr("Im Profil steht keine Tätigkeit und es läuft keine Begleitung."),
            self.tr("Eintragen …") if self._may_edit else "", "clock",
        )  # fmt: skip
        self._stack = PageStack()
        for view in (self.grid, self._nothing, self.list, self.year):
            self._stack.addWidget(view)
        self._page = ScrollPage(margin=0)
        self._page.body.addWidget(flow(self.months, self.segments, *self._buttons()))
        self._page.body.addWidget(self.head)
        self._page.body.addWidget(self._stack, 1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._page, 1)
        self._fit()
        order_stops(self)

    def _buttons(self) -> tuple[QWidget, ...]:
        self.enter = QPushButton(self.tr("Eintragen …"))
        icons.set_icon(self.enter, "plus", "on_accent")
        style.set_look(self.enter, "primary")
        self.back = QPushButton(self.tr("Rückgängig"))
        icons.set_icon(self.back, "undo-2")
        self.back.setToolTip(self.tr("Letzte Eingabe in der Tabelle zurücknehmen (Strg+Z)"))
        self.back.setEnabled(False)
        if not self._may_edit:
            self.enter.hide()
            self.back.hide()
        sheets = (
            link(self.tr("Stundenblatt"), partial(self._print, "month"), "print_month", icon="printer"),
            link(self.tr("leeres Blatt"), partial(self._print, "empty"), "print_empty", icon="printer",
                 said=self.tr("leeres Stundenblatt zum Ausfüllen")),
            link(self.tr("Bescheinigung"), partial(self._print, "year"), "print_year", icon="file-check",
                 said=self.tr("Bescheinigung über das Jahr")),
            link(self.tr("Urkunde"), partial(self._print, "thanks"), "print_thanks", icon="star"),
        )  # fmt: skip
        return (self.enter, self.back, *sheets)

    def _connect(self) -> None:
        self.months.chosen.connect(self._on_month_chosen)
        self.months.listen(self)
        self.segments.picked.connect(self._on_view_picked)
        self.enter.clicked.connect(self.new_entry)
        self._nothing.triggered.connect(self.new_entry)
        self.list.fill_wanted.connect(self.new_entry)
        self.list.activated.connect(self.edit_entry)
        self.back.clicked.connect(self.undo)
        self.model.edits_wanted.connect(self._on_edits_wanted)
        self.model.refused.connect(self._file.messages.show_error)
        for keys, where, run in (("Ctrl+Z", self.grid, self.undo), ("Del", self.list, self.delete_marked)):
            shortcut = QShortcut(QKeySequence(keys), where)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        self._work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)

    # reading

    def _on_grid(self, grid: MonthGrid) -> None:
        fresh = self.model.grid is None or self.model.grid.first != grid.first
        self.grid.show_grid(grid)
        if fresh:
            self.grid.go_to_day(_first_open(grid))
        self._show_view()

    def _on_year(self, sums: YearSums) -> None:
        self.head.show_sums(sums)
        self.year.show_sums(sums)

    def _on_month_chosen(self, _first: object) -> None:
        self.grid.keep_typed()
        self._done.clear()
        self._show_undo()
        self.load()

    def _on_view_picked(self, code: object) -> None:
        if code is None:
            self.segments.set_value("grid")
        self._show_view()

    def _show_view(self) -> None:
        views = {"list": self.list, "year": self.year}
        grid = self.grid if self.model.grid is not None and self.model.grid.columns else self._nothing
        self._stack.setCurrentWidget(views.get(str(self.segments.value()), grid))
        order_stops(self)  # the row of buttons is one stop: the chosen one

    def _show_undo(self) -> None:
        self.back.setEnabled(bool(self._done))

    # changing

    def _on_edits_wanted(self, edits: tuple[CellEdit, ...]) -> None:
        """What was said of the cell before goes now, not when this one is kept: the next may be refused by then."""
        self._file.messages.clear()
        self._work.change(self, put_cells, self._file.volunteer_id, edits, then=partial(self._on_put, edits),
                          failed=self._on_put_failed)  # fmt: skip

    def _on_put(self, edits: tuple[CellEdit, ...], _changes: Changes) -> None:
        self._done.append(edits)
        self._show_undo()
        since = self.model.grid.since if self.model.grid is not None else None
        if since is not None and any(edit.minutes and edit.on_date < since for edit in edits):
            said = self.tr("Das liegt vor dem Beginn des Ehrenamts am %1.").replace("%1", german_date(since))
            self._file.messages.show_warning(said, (self.tr("Rückgängig"), self.undo))

    def _on_put_failed(self, error: CaseworkError) -> None:
        """The cell shows again what is kept."""
        self._file.show_failure(error)
        self.load()

    def _with_choices(self, then: partial[None]) -> None:
        """What time may have been for, and the amounts, before the form opens."""
        work, failed = self._work, self._file.show_failure

        def on_money(choices: tuple[GridColumn, ...], money: MoneySettings) -> None:
            then(choices, money)

        def on_choices(choices: tuple[GridColumn, ...]) -> None:
            work.read(self, money_settings, then=partial(on_money, choices), failed=failed)

        work.read(self, hours_choices, self._file.volunteer_id, self.months.first, then=on_choices, failed=failed)

    def _open_form(self, row: HoursRow | None, choices: tuple[GridColumn, ...], money: MoneySettings) -> None:
        form = HoursForm(self._work, self._file.volunteer_id, choices, money, row)
        if row is None:
            form.propose(self._day(), self.model.column(self.grid.currentIndex().column()))
        title = self.tr("Stunden ändern") if row else self.tr("Stunden eintragen")
        key = f"volunteer-hours/{self._file.volunteer_id}/{row.id if row else 0}"
        self._file.drawer.open_form(form, title, key, partial(self._on_entered, form, row))

    def _on_entered(self, form: HoursForm, row: HoursRow | None, changes: Changes) -> None:
        """What is remarkable is said once more, with the way back."""
        if row is None and changes.made is not None:
            back = partial(self._take_back, changes.made)
        elif row is not None:
            back = partial(self._put_back, row)
        else:
            return
        said = self.tr("Geändert.") if row else self.tr("Eingetragen.")
        if form.noted:
            words = " ".join((said, *form.noted))
            self._file.messages.show_warning(words, (self.tr("Rückgängig"), back))
        else:
            self._file.messages.show_undo(said, back)

    def _take_back(self, hours_id: int) -> None:
        self._work.change(self, delete_hours, (hours_id,), failed=self._file.show_failure)

    def _put_back(self, row: HoursRow) -> None:
        self._work.change(self, edit_hours, row.id, row.entry, row.row_version + 1, failed=self._file.show_failure)

    def _on_deleted(self, entries: tuple[HoursEntry, ...], _changes: Changes) -> None:
        many = self.tr("%1 Einträge sind gelöscht.").replace("%1", str(len(entries)))
        said = self.tr("Der Eintrag ist gelöscht.") if len(entries) == 1 else many
        self._file.messages.show_undo(said, partial(self._restore, entries))

    def _restore(self, entries: tuple[HoursEntry, ...]) -> None:
        self._work.change(self, restore_hours, entries, failed=self._file.show_failure)

    def _print(self, kind: str) -> None:
        self._file.places.go(SHEET_PLACE, self._file.volunteer_id, kind, self.months.first)

    def _day(self) -> dt.date:
        """The day the keyboard is at in the grid; never one to come."""
        day = self.model.day(self.grid.currentIndex().row()) or self.months.first
        return min(day, today())

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if any(kind in _KINDS and (kind is Kind.MATCH or id_ == self._file.volunteer_id)
               for kind, id_ in changes.touched) or changes.touches(Kind.OFFICE):  # fmt: skip
            self.load()

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(2), style.space(6), style.space(2))
        self._page.body.setSpacing(style.space(2))
        self._stack.setMinimumHeight(round(style.line_height() * 1.45 * _LINES))


def _first_open(grid: MonthGrid) -> int:
    """Today in the present month, else the first day without hours."""
    if grid.first == today().replace(day=1):
        return today().day
    filled = {day for day, _ in grid.cells}
    return next((day for day in range(1, grid.days + 1) if day not in filled), 1)
