"""„Fälle ohne Kontakt“: mark files nobody has spoken to for long and decide on them together."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.cases.inactive_cases import (
    BeforeReview,
    Decision,
    InactiveRow,
    before_review,
    days_without_contact,
    inactive_cases,
    take_back_review,
)
from desktop.casework.changes import Changes, Kind
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.columns import Column
from desktop.models.drafts import Drafts
from desktop.models.table import RowTable
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.inactive_form import InactiveForm, counted
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.fields.number_field import NumberField
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places

_COLUMNS: tuple[Column[InactiveRow], ...] = (
    Column("Fall", lambda row: row.title, width=24, tooltip=lambda row: row.title),
    Column("Nummer", lambda row: row.number, width=12),
    Column("Letztes Gespräch", lambda row: row.last_talk,
           lambda row: german_date(row.last_talk) if row.last_talk else "noch keines", width=15),
    Column("Status", lambda row: row.status.label, width=18),
    Column("Plan", lambda row: "offen" if row.open_plan else "–", width=7),
    Column("Nächster Termin", lambda row: row.next_appointment, width=15),
    Column("Zuständig", lambda row: row.user, tooltip=lambda row: row.user),
)  # fmt: skip


class InactivePage(QWidget):
    """Strg+A marks all, Strg+Enter decides on what is marked, Enter opens the file."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._places = work, places
        self._before: BeforeReview | None = None
        self.head, self.messages = PageHead(self.tr("Fälle ohne Kontakt")), MessageArea()
        self.days = NumberField("days", self.tr("Kein Kontakt seit"), unit=self.tr("Tagen"), lowest=1, highest=9999)
        self.team = QCheckBox(self.tr("Auch Fälle des Teams"))
        self.model = RowTable(_COLUMNS, key=lambda row: row.case_id, parent=self)
        self.table = DataTable(
            self.tr("Fälle ohne Kontakt"), (self.tr("Fall"), self.tr("Fälle"), self.tr("Fällen"))
        )
        self._build()
        self.drawer = FormDrawer(self, work, drafts)
        work.announced.connect(self._on_announced)

    def show_target(self, mine: bool | None = None) -> None:
        """Called on every visit; the days are the office's until somebody types others."""
        if mine is not None:
            self.team.setChecked(not mine)
        if self.days.value() is None:
            self._work.read(self, days_without_contact, then=self._on_days, failed=self._on_failed)
        else:
            self.load()

    def load(self) -> None:
        """Read the files that fit."""
        days = self.days.value()
        if self.days.check() is None and days is not None:
            self._work.read(self, inactive_cases, int(days), not self.team.isChecked(), then=self._on_rows,
                            failed=self._on_failed)  # fmt: skip

    def marked(self) -> tuple[InactiveRow, ...]:
        """The files marked, from top to bottom."""
        return tuple(row for row in self.table.selected_rows() if isinstance(row, InactiveRow))

    def decide(self) -> None:
        """Ask what becomes of the marked files."""
        rows = self.marked()
        if not rows:
            self.messages.show_info(self.tr("Bitte zuerst Fälle markieren (Strg+A markiert alle)."))
            return
        form = InactiveForm(rows, int(self.days.value() or 90))
        form.save_wanted.connect(partial(self._keep_before, form))
        self.drawer.open_form(form, self.tr("Fälle ohne Kontakt"), "inactive", partial(self._on_decided, form))

    # building

    def _build(self) -> None:
        back = QPushButton(self.tr("Zurück zu Heute"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(partial(self._places.go, "today"))
        self.head.add_widget(back)
        self.head.set_subtitle(self.tr("Markieren und gemeinsam beenden, ruhen lassen oder später wieder vorlegen."))
        self.button = self.head.set_primary(self.tr("Entscheiden …"), "circle-check")
        self.button.setToolTip(self.tr("Entscheiden (Strg+Enter)"))
        self.button.clicked.connect(self.decide)
        QShortcut(QKeySequence("Ctrl+Return"), self.table.view).activated.connect(self.decide)
        self.table.set_model(self.model)
        self.table.set_many(True)
        self.table.set_empty(self.tr("Mit allen wurde in dieser Zeit gesprochen."), icon="circle-check")
        self.table.activated.connect(self._on_activated)
        self.table.view.selectionModel().selectionChanged.connect(self._count_marked)
        self.days.changed.connect(self.load)
        self.team.toggled.connect(self.load)
        above = QHBoxLayout()
        above.addWidget(self.days)
        above.addWidget(self.team, 0, Qt.AlignmentFlag.AlignBottom)
        above.addStretch(1)
        self._column = QVBoxLayout(self)
        for part in (self.head, self.messages):
            self._column.addWidget(part)
        self._column.addLayout(above)
        self._column.addWidget(self.table, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)
        self._count_marked()

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(margin, style.space(4), margin, style.space(2))
        self._column.setSpacing(style.space(2))

    # reading

    def _on_days(self, days: int) -> None:
        """The office's usual number, unless somebody was quicker."""
        if self.days.is_empty():
            self.days.set_value(Decimal(days))
        self.load()

    def _on_rows(self, rows: tuple[InactiveRow, ...]) -> None:
        self.model.set_rows(rows)
        self._count_marked()

    def _count_marked(self) -> None:
        number = len(self.marked())
        words = counted(number, self.tr("1 Fall entscheiden …"), self.tr("%1 Fälle entscheiden …"))
        self.button.setText(words if number else self.tr("Entscheiden …"))

    def _on_activated(self, row: object) -> None:
        if isinstance(row, InactiveRow):
            self._places.open_case(row.case_id)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and any(kind is Kind.CASE for kind, _ in changes.touched):
            self.load()

    # deciding

    def _keep_before(self, form: InactiveForm) -> None:
        """Read in the queue just before the change itself, so that taking it back knows everything."""
        ids = tuple(row.case_id for row in form.rows)
        self._work.read(self, before_review, ids, then=self._keep, failed=self._on_failed)

    def _keep(self, before: BeforeReview) -> None:
        self._before = before

    def _on_decided(self, form: InactiveForm, _changes: Changes) -> None:
        decision, number = form.decision, len(form.rows)
        assert decision is not None
        said = {
            Decision.CLOSE: (self.tr("1 Fall ist beendet."), self.tr("%1 Fälle sind beendet.")),
            Decision.REST: (self.tr("1 Fall ruht."), self.tr("%1 Fälle ruhen.")),
            Decision.LEAVE: (self.tr("1 Fall bleibt, wie er ist."), self.tr("%1 Fälle bleiben, wie sie sind.")),
        }[decision]
        self.messages.show_undo(counted(number, *said), partial(self._take_back, self._before, decision))

    def _take_back(self, before: BeforeReview | None, decision: Decision) -> None:
        self._work.change(self, take_back_review, before, decision, then=self._on_taken_back, failed=self._on_failed)

    def _on_taken_back(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Zurückgenommen."))
        self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
