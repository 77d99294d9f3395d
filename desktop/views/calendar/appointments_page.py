"""The tab „Termine“ of a case file: what comes, what was, how often nobody came."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.casework.appointments.appointment_rows import AppointmentEntry, AppointmentRow, CaseAppointments
from desktop.casework.appointments.appointment_views import appointment_from_plan, case_appointments
from desktop.casework.changes import Changes, Kind
from desktop.clock import now, today
from desktop.errors import CaseworkError
from desktop.models.calendar_board import spoken, what_words, when_words
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import AppointmentStatus
from desktop.views import style
from desktop.views.calendar.desk import AppointmentDesk
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.people.lines import counted_section, emptied, flow, link, order_stops, stacked, words
from desktop.views.places import Places

_TONES = {
    AppointmentStatus.HELD: Tone.OK, AppointmentStatus.NO_SHOW: Tone.BAD,
    AppointmentStatus.CANCELLED: Tone.NEUTRAL, AppointmentStatus.POSTPONED: Tone.WARN,
}  # fmt: skip
_MORNING = "09:00"


class AppointmentsPage(QWidget):
    """Reads when it is made and whenever an appointment or the case changes."""

    def __init__(
        self, work: Work, drafts: Drafts, case_id: int, places: Places, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._case_id = work, case_id
        self._shown: CaseAppointments | None = None
        self.messages, self._page = MessageArea(), ScrollPage(margin=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._top = QHBoxLayout()
        self._top.addWidget(self.messages)
        column.addLayout(self._top)
        column.addWidget(self._page, 1)
        self.desk = AppointmentDesk(self, work, drafts, places, self.messages)
        self._top.setContentsMargins(style.space(6), style.space(2), style.space(6), 0)
        work.announced.connect(self._on_announced)
        self.load()

    def load(self) -> None:
        """Read the appointments of the case."""
        self._work.read(self, case_appointments, self._case_id, then=self._on_read, failed=self._on_failed)

    def new_appointment(self) -> None:
        """Open the form for a new one."""
        self.desk.make(AppointmentEntry(today(), _MORNING, 60, self._case_id))

    def _on_read(self, read: CaseAppointments) -> None:
        self._shown = read
        self._work.read(self, appointment_from_plan, self._case_id, then=self._show, failed=self._on_failed)

    def _show(self, agreed: AppointmentEntry | None) -> None:
        if self._shown is None:
            return
        emptied(self._page.body)
        self._page.body.addWidget(self._actions(self._shown))
        if agreed is not None:
            self._page.body.addWidget(self._offer(agreed))
        for title, rows, none in (
            (self.tr("Kommende Termine"), self._shown.coming, self.tr("Kein Termin geplant.")),
            (self.tr("Frühere und abgesagte Termine"), self._shown.former, self.tr("Noch keine.")),
        ):
            self._page.body.addWidget(counted_section(title, [self._line(row) for row in rows], none))
        self._page.body.addStretch(1)
        order_stops(self)

    def _actions(self, read: CaseAppointments) -> QWidget:
        parts: list[QWidget] = [link(self.tr("Neuer Termin"), self.new_appointment, "new_appointment", icon="plus")]
        ids = tuple(row.id for row in read.coming)
        if ids:
            said = self.tr("Terminliste drucken") if len(ids) > 1 else self.tr("Terminzettel drucken")
            parts.append(link(said, partial(self.desk.print_slip, self._case_id, *ids), "print_slip", icon="printer"))
        if read.no_shows:
            count = self.tr("%1-mal nicht erschienen").replace("%1", str(read.no_shows))
            parts.append(Chip(count, Tone.WARN, "triangle-alert"))
        return flow(*parts, gap=3)

    def _offer(self, agreed: AppointmentEntry) -> QWidget:
        """The talk the plan names becomes an appointment with one click and a look (decision 34)."""
        said = words(self.tr("Im Plan ist ein Gespräch am %1 um %2 Uhr vereinbart, das noch nicht im Kalender steht.")
                     .replace("%1", f"{agreed.on_date:%d.%m.%Y}").replace("%2", agreed.start_time))  # fmt: skip
        take = link(self.tr("Als Termin eintragen"), partial(self.desk.make, agreed), "take_plan", icon="calendar")
        section = Section(self.tr("Aus dem Plan"))
        section.body.addWidget(said)
        section.body.addWidget(flow(take))
        return section

    def _line(self, row: AppointmentRow) -> QWidget:
        opened = link(when_words(row), partial(self.desk.open, row), f"appointment_{row.id}", said=spoken(row))
        parts: list[QWidget] = [opened]
        if row.status is not AppointmentStatus.PLANNED:
            parts.append(Chip(row.status.label, _TONES[row.status]))
        elif row.begins <= now():
            parts.append(link(self.tr("Ergebnis"), partial(self.desk.enter_outcome, row), f"outcome_{row.id}",
                              icon="clipboard-check"))  # fmt: skip
        more = [what_words(row), *([row.outcome] if row.outcome else [])]
        more += [self.tr("früher: %1").replace("%1", "; ".join(row.former))] if row.former else []
        return stacked(flow(*parts), words(" · ".join(more), "muted"))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.CASE, self._case_id) or changes.touches(Kind.APPOINTMENT):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
