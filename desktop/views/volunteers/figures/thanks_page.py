"""The list for the thank-you party: everybody active in a period, ticks for who comes, on paper and as a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.search.folding import fold
from desktop.casework.volunteers.figures.guests import mark_guests
from desktop.casework.volunteers.figures.thanks_list import (
    ThanksList,
    ThanksRow,
    note_thanks_print,
    take_back_thanks,
    thanks_list,
)
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.columns import Column
from desktop.models.drafts import Drafts
from desktop.models.table import RowTable
from desktop.models.work import Work
from desktop.printing.volunteer_charts import hour_words
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.list_export import Objects
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.print_pdf import print_pdf
from desktop.views.volunteers.entry import FILE_PLACE, PLACE
from desktop.views.volunteers.figures.thanks_form import ThankForm
from desktop.views.volunteers.register.volunteer_export import VolunteerExport


@dataclass(frozen=True)
class Guest:
    """A line of the list."""

    row: ThanksRow
    coming: bool


_COLUMNS: tuple[Column[Guest], ...] = (
    Column("Kommt", lambda guest: guest.coming, icon=lambda guest: ("square-check" if guest.coming else "square",
           "accent" if guest.coming else "muted"), width=10,
           tooltip=lambda _guest: "Leertaste oder Klick kreuzt an"),
    Column("Name", lambda guest: guest.row.name, width=26, tooltip=lambda guest: guest.row.name),
    Column("Helferkreis", lambda guest: guest.row.group, tooltip=lambda guest: guest.row.group),
    Column("Kontakt", lambda guest: guest.row.contact, width=26, tooltip=lambda guest: guest.row.contact),
    Column("Dabei seit", lambda guest: guest.row.since, width=12),
    Column("Stunden", lambda guest: guest.row.minutes, lambda guest: hour_words(guest.row.minutes), width=10,
           numeric=True),
    Column("Zuletzt gedankt", lambda guest: guest.row.thanked_on, width=16),
)  # fmt: skip


class ThanksPage(QWidget):
    """The space bar ticks the marked people, Strg+A marks all, Enter opens the file."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._list: ThanksList | None = None
        self._coming: frozenset[int] = frozenset()
        self._begun = False
        self.head, self.messages = PageHead(self.tr("Liste für das Dankfest")), MessageArea()
        self.since = DateField("since", self.tr("Aktiv von"), lean=Lean.PAST, latest=today())
        self.until = DateField("until", self.tr("bis"), lean=Lean.PAST, latest=today())
        self.model = RowTable(_COLUMNS, key=lambda guest: guest.row.id, parent=self)
        noun = (self.tr("Person"), self.tr("Personen"), self.tr("Personen"))
        self.table = DataTable(self.tr("Aktive Ehrenamtliche"), noun, self.tr("Name"))
        self._build()
        self.drawer = FormDrawer(self, work, drafts)
        self._may_edit = work.actor.may(Right.EDIT_VOLUNTEERS)
        self.thanking.setVisible(self._may_edit)
        if work.actor.may(Right.EXPORT_VOLUNTEERS):
            self.export = VolunteerExport(self, work, self.table, self.messages, self.tr("Dankfest"), self._objects)
        work.announced.connect(self._on_announced)

    def show_target(self) -> None:
        """Called on every visit; at the first with the usual period."""
        if self._begun:
            self.load()
            return
        self._begun = True
        since, until = usual_period(today())
        self.since.set_value(since)
        self.until.set_value(until)
        self.load()

    def load(self) -> None:
        """Read who was active."""
        since, until = self.since.value(), self.until.value()
        if self.since.check() is None and self.until.check() is None and since is not None and until is not None:
            self._work.read(self, thanks_list, since, until, then=self._on_list, failed=self._on_failed)

    def coming(self) -> frozenset[int]:
        """Ids of who is ticked."""
        return self._coming

    def turn(self) -> None:
        """Tick the marked people; untick them where all are ticked already."""
        marked = {row.row.id for row in self.table.selected_rows() if isinstance(row, Guest)}
        if not marked:
            self.messages.show_info(self.tr("Bitte zuerst Personen in der Liste markieren."))
            return
        self._turn(marked)

    def _turn(self, ids: set[int]) -> None:
        """Shown at once, kept for everybody of the office."""
        if self._list is None or not self._may_edit:
            return
        coming = not ids <= self._coming
        self._coming = self._coming | ids if coming else self._coming - ids
        self._show_rows()
        year = self._list.until.year
        self._work.change(self, mark_guests, year, tuple(sorted(ids)), coming, failed=self._on_refused)

    def print_out(self) -> None:
        """Print exactly the people shown, noted before (DS-06)."""
        ids = tuple(guest.row.id for guest in self.model.rows)
        self._work.change(self, note_thanks_print, ids, then=self._on_noted, failed=self._on_failed)

    def thank(self) -> None:
        """Ask for day and occasion of the thanks to everybody ticked."""
        ids = tuple(guest.row.id for guest in self.model.rows if guest.coming)
        if not ids:
            self.messages.show_info(self.tr("Bitte zuerst ankreuzen, wer gekommen ist (Leertaste)."))
            return
        form = ThankForm(ids)
        self.drawer.open_form(form, self.tr("Dank eintragen"), "volunteer-thank", partial(self._on_thanked, form))

    # building

    def _build(self) -> None:
        self.thanking = QPushButton(self.tr("Dank eintragen …"))
        icons.set_icon(self.thanking, "heart", "accent")
        self.thanking.clicked.connect(self.thank)
        self.head.add_widget(self.thanking)
        back = QAction(self.tr("Zur Übersicht"), self)
        back.triggered.connect(self._go_back)
        self.head.set_menu([back])
        self.printing = self.head.set_primary(self.tr("Liste drucken"), "printer")
        self.printing.clicked.connect(self.print_out)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_out)
        self._build_table()
        line = QHBoxLayout()
        for field in (self.since, self.until):
            field.changed.connect(self.load)
            line.addWidget(field)
        line.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.head)
        self._column.addWidget(self.messages)
        self._column.addLayout(line)
        self._column.addWidget(self.table, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _build_table(self) -> None:
        self.table.filters.add_choice("group", self.tr("Helferkreis"), [])
        self.table.filters.add_toggle("coming", self.tr("Nur wer kommt"), icon="square-check")
        self.table.filters.changed.connect(self._filter)
        self.table.set_model(self.model)
        self.table.set_many(True)
        self.table.set_empty(self.tr("In diesem Zeitraum war niemand aktiv."), icon="heart")
        self.table.activated.connect(self._on_activated)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self.turn)
        self.table.view.clicked.connect(self._on_clicked)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(3), margin, style.space(1))
        self._column.setSpacing(style.space(2))

    # the list

    def _on_list(self, found: ThanksList) -> None:
        self._list, self._coming = found, found.coming
        groups = sorted({row.group for row in found.rows if row.group}, key=fold)
        self.table.filters.set_options("group", [(group, group) for group in groups])
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self._list.rows if self._list is not None else ()
        self.model.set_rows(Guest(row, row.id in self._coming) for row in rows)
        number = sum(row.id in self._coming for row in rows)
        self.thanking.setText(self.tr("Dank eintragen (%1) …").replace("%1", str(number)) if number
                              else self.tr("Dank eintragen …"))  # fmt: skip
        order_stops(self)

    def _filter(self) -> None:
        values = self.table.filters.values()
        text, group = fold(str(values["text"])), values["group"]

        def wanted(guest: Guest) -> bool:
            return (
                text in fold(guest.row.name) and group in (None, guest.row.group)
                and (guest.coming or not values["coming"])
            )  # fmt: skip

        self.model.set_filter(wanted)

    def _on_refused(self, error: CaseworkError) -> None:
        """Nothing was kept: the list shows again what is."""
        self._on_failed(error)
        self.load()

    def _on_activated(self, row: object) -> None:
        if isinstance(row, Guest):
            self._places.go(FILE_PLACE, row.row.id)

    def _on_clicked(self, spot: QModelIndex) -> None:
        """A click on a tick turns it, whatever else is marked."""
        if spot.column() == 0:
            self._turn({self.model.row(spot).row.id})

    def _go_back(self) -> None:
        self._places.go(PLACE, "overview")

    def _objects(self) -> Objects:
        return tuple((Kind.VOLUNTEER, guest.row.id) for guest in self.model.rows)

    # print and thanks

    def _on_noted(self, _changes: Changes) -> None:
        if self._list is None:
            return
        shown = ThanksList(self._list.since, self._list.until, self._list.office, self._list.made_on,
                           tuple(guest.row for guest in self.model.rows))  # fmt: skip
        self._work.compute(self, make_list, shown, self._coming, then=self._on_sheet, failed=self._on_failed,
                           title=self.tr("Liste für das Dankfest"))  # fmt: skip

    def _on_sheet(self, pdf: bytes) -> None:
        print_pdf(self, pdf, self._on_printed, self._on_failed)

    def _on_printed(self) -> None:
        self.messages.show_ok(self.tr("Die Liste ist gedruckt."))

    def _on_thanked(self, form: ThankForm, changes: Changes) -> None:
        ids = tuple(sorted(id_ for _kind, id_ in changes.touched))
        _use_case, (_ids, on_date, text) = form.job()
        said = self.tr("Bei %1 Personen steht der Dank im Verlauf.").replace("%1", str(len(ids)))
        one = self.tr("Bei 1 Person steht der Dank im Verlauf.")
        self.messages.show_undo(one if len(ids) == 1 else said, partial(self._take_back, ids, on_date, text))
        self.load()

    def _take_back(self, ids: tuple[int, ...], on_date: object, text: object) -> None:
        self._work.change(self, take_back_thanks, ids, on_date, text, then=self._on_taken_back, failed=self._on_failed)

    def _on_taken_back(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Zurückgenommen."))
        self.load()

    def _on_announced(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and initiator is not self and any(kind is Kind.VOLUNTEER for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def usual_period(day: dt.date) -> tuple[dt.date, dt.date]:
    """The year so far; in the first quarter the whole of the last year, for which people are thanked then."""
    if day.month <= 3:
        return dt.date(day.year - 1, 1, 1), dt.date(day.year - 1, 12, 31)
    return dt.date(day.year, 1, 1), day


def make_list(data: ThanksList, coming: frozenset[int]) -> bytes:
    """For `work.compute`. Raises PrintError."""
    from desktop.printing.sheets.volunteer_lists import thanks_pdf  # noqa: PLC0415  loads reportlab

    return thanks_pdf(data, coming)
