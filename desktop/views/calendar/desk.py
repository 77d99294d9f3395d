"""What can be done with appointments on any page: the forms of the drawer, moving with the way back, files, slips."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.casework.appointments.appointment_rows import (
    AppointmentEntry,
    AppointmentRow,
    CalendarEntry,
    KeptAppointment,
    Slot,
)
from desktop.casework.appointments.appointment_views import (
    appointment,
    appointment_file,
    collisions,
    talk_from_appointment,
)
from desktop.casework.appointments.appointments import (
    delete_appointment,
    kept_appointment,
    move_appointment,
    record_outcome,
    restore_appointment,
)
from desktop.casework.cases.case_list import CaseRow, list_cases
from desktop.casework.changes import Changes
from desktop.casework.office import UserRow, list_users, office_settings
from desktop.casework.talks.talk_rows import TalkChoices, TalkEntry
from desktop.casework.talks.talk_views import talk_choices
from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.models.calendar_board import slot_words, spoken
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.talk_terms import AppointmentStatus
from desktop.views import messages
from desktop.views.calendar.entry import SLIP_PLACE
from desktop.views.calendar.forms import AppointmentForm, CalendarSettingsForm, OutcomeForm, TalkOfAppointmentForm
from desktop.views.components.message_area import MessageArea
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places


@dataclass
class _Opening:
    """What a form needs before it can be shown."""

    entry: AppointmentEntry
    row: AppointmentRow | None
    cases: tuple[CaseRow, ...] = ()


class AppointmentDesk(QObject):
    """Belongs to one page: `host` carries the drawer, `area` says what was done."""

    def __init__(self, host: QWidget, work: Work, drafts: Drafts, places: Places, area: MessageArea) -> None:
        super().__init__(host)
        self._work, self._places, self._area, self._host = work, places, area, host
        self.drawer = FormDrawer(host, work, drafts)
        self._moving = False

    # the form

    def make(self, entry: AppointmentEntry) -> None:
        """Open the form for a new appointment."""
        self._work.read(self, office_settings, then=lambda office: self._prepare(
            _Opening(replace(entry, user_id=entry.user_id or self._work.actor.user_id,
                             place=entry.place or office.place), None)))  # fmt: skip

    def open(self, row: AppointmentRow) -> None:
        """Open an appointment as it is now."""
        self._work.read(self, appointment, row.id, then=self._on_read, failed=self._on_failed)

    def _on_read(self, row: AppointmentRow) -> None:
        self._prepare(_Opening(row.entry, row))

    def _prepare(self, opening: _Opening) -> None:
        def with_cases(cases: tuple[CaseRow, ...]) -> None:
            opening.cases = cases
            self._work.read(self, list_users, then=partial(self._show_form, opening), failed=self._on_failed)

        self._work.read(self, list_cases, then=with_cases, failed=self._on_failed)

    def _show_form(self, opening: _Opening, users: tuple[UserRow, ...]) -> None:
        row = opening.row
        form = AppointmentForm(opening.entry, row, opening.cases, users)
        form.case_chosen.connect(partial(self._find_persons, form))
        form.when_changed.connect(partial(self._find_collisions, form))
        if row is not None:
            form.wanted.connect(partial(self._on_wanted, row))
        title = row.title if row else self.tr("Neuer Termin")
        key = f"appointment/{row.id if row else 0}/{opening.entry.case_id or 0}"
        self.drawer.open_form(form, title, key, partial(self._on_saved, row))
        self._find_persons(form, opening.entry.case_id)
        if row is None:
            self._find_collisions(form, opening.entry)

    def _find_persons(self, form: AppointmentForm, case_id: object) -> None:
        def show(choices: TalkChoices) -> None:
            form.set_persons(choices.persons)

        form.await_persons()
        if isinstance(case_id, int):
            self._work.read(form, talk_choices, case_id, then=show, failed=form.show_no_persons)
        else:
            form.set_persons(())

    def _find_collisions(self, form: AppointmentForm, entry: AppointmentEntry) -> None:
        self._work.read(form, collisions, entry, form.appointment_id, then=form.show_collisions,
                        failed=form.show_failure)  # fmt: skip

    def _on_saved(self, row: AppointmentRow | None, changes: Changes) -> None:
        if row is not None:
            self._area.show_ok(self.tr("Der Termin ist geändert."))
        elif changes.made is not None:
            made = changes.made
            self._area.show_ok(self.tr("Der Termin ist eingetragen."),
                               (self.tr("Öffnen"), lambda: self._read(made, self._on_read)))  # fmt: skip

    # what the links do

    def _on_wanted(self, row: AppointmentRow, key: str) -> None:
        doing = {
            "outcome": self.enter_outcome, "talk": self.note_talk, "ics": self.save_file, "delete": self.delete,
            "slip": self._print_slip, "case": self._open_case,
        }  # fmt: skip
        doing[key](row)

    def enter_outcome(self, row: AppointmentRow) -> None:
        """Open the form for what came of it."""
        self.drawer.open_form(OutcomeForm(row), self.tr("Ergebnis"), f"appointment-outcome/{row.id}",
                              partial(self._on_outcome, row))  # fmt: skip

    def _on_outcome(self, row: AppointmentRow, _changes: Changes) -> None:
        self._read(row.id, lambda now_: self._area.show_undo(
            self.tr("Vermerkt: %1.").replace("%1", now_.status.label), partial(self._plan_again, now_, row)
        ))  # fmt: skip

    def _plan_again(self, row: AppointmentRow, before: AppointmentRow) -> None:
        self._work.change(self, record_outcome, row.id, before.status, before.outcome, row.row_version,
                          failed=self._on_failed)  # fmt: skip

    def note_talk(self, row: AppointmentRow) -> None:
        """Open the form for the talk that took place."""

        def show(talk: TalkEntry) -> None:
            form = TalkOfAppointmentForm(row, talk)
            self.drawer.open_form(form, self.tr("Gespräch daraus"), f"appointment-talk/{row.id}", self._on_noted)

        if row.begins > now():
            self._area.show_error(self.tr("Der Termin liegt noch in der Zukunft; ein Gespräch gibt es erst danach."))
            self.drawer.close_drawer()
        else:
            self._work.read(self, talk_from_appointment, row.id, then=show, failed=self._on_failed)

    def _on_noted(self, _changes: Changes) -> None:
        self._area.show_ok(self.tr("Das Gespräch ist eingetragen und der Termin als stattgefunden vermerkt."))

    def delete(self, row: AppointmentRow) -> None:
        """Take an appointment away, with the way back."""

        def gone(kept: KeptAppointment) -> None:
            self._work.change(self, delete_appointment, row.id, row.row_version, then=partial(said, kept),
                              failed=self._on_failed)  # fmt: skip

        def said(kept: KeptAppointment, _changes: Changes) -> None:
            self.drawer.close_drawer()
            self._area.show_undo(self.tr("Der Termin ist gelöscht."), partial(self._restore, kept))

        self._work.read(self, kept_appointment, row.id, then=gone, failed=self._on_failed)

    def _restore(self, kept: KeptAppointment) -> None:
        self._work.change(self, restore_appointment, kept, failed=self._on_failed)

    def _print_slip(self, row: AppointmentRow) -> None:
        self.drawer.close_drawer()
        self.print_slip(row.case_id or 0, row.id)

    def print_slip(self, case_id: int, *appointment_ids: int) -> None:
        """Show appointments of a case as they will be on paper."""
        self._places.go(SLIP_PLACE, case_id, *appointment_ids)

    def _open_case(self, row: AppointmentRow) -> None:
        if row.case_id is not None:
            self._places.open_case(row.case_id, "appointments")

    # moving

    def move(self, row: AppointmentRow, slot: Slot) -> None:
        """Move it at once; what it then overlaps with is said, and it can be taken back."""
        if self._moving:
            return
        self._moving = True
        self._work.change(self, move_appointment, row.id, slot, row.row_version,
                          then=lambda _changes: self._read(row.id, partial(self._on_moved, row)),
                          failed=self._on_move_failed)  # fmt: skip

    def _on_moved(self, before: AppointmentRow, row: AppointmentRow) -> None:
        self._moving = False
        self._work.read(self, collisions, row.entry, row.id, then=partial(self._say_moved, before, row),
                        failed=self._on_failed)  # fmt: skip

    def _say_moved(self, before: AppointmentRow, row: AppointmentRow, others: tuple[AppointmentRow, ...]) -> None:
        words = self.tr("Verschoben auf %1.").replace("%1", slot_words(row.slot))
        undo = partial(self._take_back, row, before)
        if others:
            overlap = self.tr("Überschneidet sich mit: %1.").replace("%1", "; ".join(spoken(one) for one in others))
            self._area.show_warning(f"{words} {overlap}", (self.tr("Rückgängig"), undo))
        else:
            self._area.show_undo(words, undo)

    def _take_back(self, row: AppointmentRow, before: AppointmentRow) -> None:
        def planned(_changes: Changes) -> None:
            if before.status is not AppointmentStatus.PLANNED:
                self._read(row.id, lambda now_: self._plan_again(now_, before))

        self._work.change(self, move_appointment, row.id, before.slot, row.row_version, then=planned,
                          failed=self._on_failed)  # fmt: skip

    def _on_move_failed(self, error: CaseworkError) -> None:
        self._moving = False
        self._on_failed(error)

    # files and settings

    def save_file(self, row: AppointmentRow) -> None:
        """Save one appointment for another calendar."""
        name = f"Termin-{row.case_number or row.id}-{row.on_date.isoformat()}.ics"
        self.choose_file(name, lambda path: self._work.read(
            self, appointment_file, row.id, then=partial(self.write_file, path), failed=self._on_failed))  # fmt: skip

    def choose_file(self, name: str, then: Callable[[Path], object]) -> None:
        """Ask where the calendar file goes."""
        messages.choose_target(self._host, self.tr("Kalenderdatei speichern"), self.tr("Kalender (*.ics)"), "ics", then,
                               start=Path.home() / name)  # fmt: skip

    def write_file(self, path: Path, entries: tuple[CalendarEntry, ...]) -> None:
        """Write appointments into a calendar file, whole or not at all."""
        self._work.compute(self, _write, path, entries, then=partial(self._on_written, path), failed=self._on_failed)

    def _on_written(self, path: Path, count: int) -> None:
        many = self.tr("1 Termin") if count == 1 else self.tr("%1 Termine").replace("%1", str(count))
        self._area.show_ok(self.tr("„%1“ mit %2 gespeichert.").replace("%1", path.name).replace("%2", many))

    def change_settings(self) -> None:
        """Open working hours and what leaves with calendar files."""
        self._work.read(self, office_settings, then=lambda office: self.drawer.open_form(
            CalendarSettingsForm(office), self.tr("Einstellungen des Kalenders"), "calendar-settings",
            lambda _changes: self._area.show_ok(self.tr("Die Einstellungen gelten ab sofort."))))  # fmt: skip

    def _read(self, appointment_id: int, then: Callable[[AppointmentRow], object]) -> None:
        self._work.read(self, appointment, appointment_id, then=then, failed=self._on_failed)

    def _on_failed(self, error: CaseworkError) -> None:
        self._area.show_error(str(error))


def _write(path: Path, entries: tuple[CalendarEntry, ...]) -> int:
    from desktop.exchange.ics import calendar_file  # noqa: PLC0415  memory: only when somebody exports
    from desktop.exchange.whole_file import save_whole  # noqa: PLC0415  as above

    save_whole(path, calendar_file(entries, now()))
    return len(entries)
