"""„Stunden“ of the place „Ehrenamt“: everybody's month, what is missing, which limit is near; Enter opens the file."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.hours.hours_lists import month_list
from desktop.casework.volunteers.hours.hours_rows import MonthList, MonthRow
from desktop.casework.volunteers.hours.hours_words import clock_hours, euros, kilometres
from desktop.errors import CaseworkError
from desktop.models.hours_tables import keeps, month_table
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.people.lines import flow, order_stops, words
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.hours.hours_entry import MONEY_PLACE, SHEET_PLACE
from desktop.views.volunteers.hours.hours_parts import MonthChooser
from desktop.views.volunteers.register.volunteer_export import VolunteerExport

_KINDS = (Kind.VOLUNTEER, Kind.MATCH, Kind.OFFICE)


class HoursPage(QWidget):
    """Reads the month at every visit and when something of a volunteer changed."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._shown: MonthList | None = None
        self.messages, self.months = MessageArea(), MonthChooser()
        self.model = month_table(self)
        noun = (self.tr("Ehrenamtliche/r"), self.tr("Ehrenamtliche"), self.tr("Ehrenamtlichen"))
        self.table = DataTable(self.tr("Stunden des Monats"), noun, self.tr("Name"))
        self.sums = words("", "strong")
        self._build()
        if work.actor.may(Right.EXPORT_VOLUNTEERS):
            self.export = VolunteerExport(self, work, self.table, self.messages, self.tr("Stunden"), self._objects)
        work.announced.connect(self._on_announced)

    def show_target(self, month: dt.date | None = None) -> None:
        """Called on every visit; `month` is any day of the month wanted."""
        if month is not None:
            self.months.put(month)
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read the month."""
        self._work.read(self, month_list, self.months.first, then=self._on_list, failed=self._on_failed)

    def print_blank(self) -> None:
        """One sheet to fill in for everybody in the list who accompanies somebody in the month."""
        ids = tuple(row.volunteer_id for row in self.model.rows if row.matches)
        if ids:
            self._places.go(SHEET_PLACE, ids, "empty", self.months.first)
        else:
            self.messages.show_info(self.tr("In der Liste begleitet niemand jemanden in diesem Monat."))

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_empty(self.tr("Noch niemand im Einsatz, der Stunden haben könnte."), icon="clock")
        self.table.filters.add_toggle("missing", self.tr("Stunden fehlen"), icon="triangle-alert")
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.activated.connect(self._on_activated)
        self.months.chosen.connect(self._on_month_chosen)
        money = QPushButton(self.tr("Beträge und Sätze …"))
        icons.set_icon(money, "wallet")
        money.clicked.connect(partial(self._places.go, MONEY_PLACE))
        self.blank = QPushButton(self.tr("Leere Blätter drucken …"))
        icons.set_icon(self.blank, "printer")
        self.blank.setToolTip(self.tr("Ein Stundenblatt zum Ausfüllen für alle in der Liste, die jemanden begleiten"))
        self.blank.clicked.connect(self.print_blank)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(flow(self.months, self.blank, money))
        self._column.addWidget(self.sums)
        self._column.addWidget(self.table, 1)
        self.months.listen(self)
        self._fit()
        style.notifier().changed.connect(self._fit)
        order_stops(self)

    def _on_list(self, shown: MonthList) -> None:
        self._shown = shown
        self.model.set_rows(shown.rows)
        total = shown.total
        said = self.tr("Zusammen %1 Stunden, %2, Auslagen %3, Pauschalen %4.")
        values = (clock_hours(total.minutes), kilometres(total.metres), euros(total.expenses_cents + total.km_cents),
                  euros(total.allowance_cents))  # fmt: skip
        for place, value in enumerate(values, 1):
            said = said.replace(f"%{place}", value)
        self.sums.setText(f"{said} {shown.hint}".strip())

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        text, missing = str(values.get("text") or ""), bool(values.get("missing"))
        self.model.set_filter(partial(keeps, text=text, missing=missing) if text or missing else None)

    def _on_activated(self, row: object) -> None:
        if isinstance(row, MonthRow):
            self._places.go(FILE_PLACE, row.volunteer_id, "hours", self.months.first)

    def _on_month_chosen(self, _first: object) -> None:
        self.load()

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((Kind.VOLUNTEER, row.volunteer_id) for row in self.model.rows)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))
