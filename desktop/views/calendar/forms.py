"""Short forms of the drawer: an appointment, what came of it, the talk made of it, settings of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.appointments.appointment_rows import AppointmentEntry, AppointmentRow
from desktop.casework.appointments.appointments import edit_appointment, make_appointment, note_talk, record_outcome
from desktop.casework.appointments.local_time import minutes_between
from desktop.casework.cases.case_list import CaseRow
from desktop.casework.office import OfficeSettings, UserRow, save_office_settings
from desktop.casework.talks.talk_rows import TalkEntry, TalkPersonRow
from desktop.errors import CaseworkError
from desktop.models.calendar_board import spoken
from desktop.talk_terms import AppointmentStatus, TalkKind, TalkWay
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.person_field import PersonsField, person_options
from desktop.views.fields.text_field import TextField
from desktop.views.fields.time_field import TimeField
from desktop.views.people.lines import flow, link
from desktop.views.people.quick_form import Job, QuickForm

_OUTCOMES = (
    AppointmentStatus.HELD, AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED, AppointmentStatus.POSTPONED,
)  # fmt: skip
_WHEN = frozenset({"on_date", "begin", "end", "user", "persons"})


class AppointmentForm(QuickForm):
    """A new appointment or one that stands already; `row` is that one.

    *Signals:* case_chosen(id or None) when the user chose another case; when_changed(AppointmentEntry) after time or
    people changed, to look for collisions; wanted(key) for what the links at the top do.
    """

    case_chosen = Signal(object)
    when_changed = Signal(object)
    wanted = Signal(str)

    def __init__(
        self, entry: AppointmentEntry, row: AppointmentRow | None, cases: Sequence[CaseRow], users: Sequence[UserRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._awaited, self._in_haste = 0, False
        self.set_save_words(self.tr("Speichern") if row else self.tr("Termin eintragen"))
        if row is not None:
            self._add_links(row)
        self._case = CodeField("case_id", self.tr("Fall"), [Option(case.id, case.title, case.number) for case in cases])
        self._persons = PersonsField("persons", self.tr("Mit"))
        self.add(
            self._case, self._persons,
            DateField("on_date", self.tr("Tag"), lean=Lean.FUTURE, mandatory=True),
            TimeField("begin", self.tr("von"), mandatory=True), TimeField("end", self.tr("bis"), mandatory=True),
            CodeField("kind", self.tr("Art"), term_options(TalkKind), mandatory=True),
            CodeField("way", self.tr("Weg"), term_options(TalkWay), mandatory=True),
            TextField("place", self.tr("Ort")),
            TextField("title", self.tr("Titel"), help_text=self.tr("Nur nötig, wenn die Art nicht reicht.")),
            NoteField("bring_along", self.tr("Bitte mitbringen"), help_text=self.tr("Steht auf dem Terminzettel.")),
            NoteField("note", self.tr("Notiz"), help_text=self.tr("Bleibt im Programm.")),
            CodeField("user", self.tr("Wer"), [Option(user.id, user.name) for user in users], mandatory=True),
        )  # fmt: skip
        self.finish()
        self._show(entry)
        self._case.changed.connect(self._on_case_changed)
        for key in _WHEN:
            self.field(key).changed.connect(self._on_when_changed)

    def await_persons(self) -> None:
        """Those of another case are being looked up: whoever saves meanwhile means them."""
        self._awaited += 1

    def set_persons(self, persons: Sequence[TalkPersonRow]) -> None:
        """Who belongs to the chosen case; somebody alone is meant."""
        self._persons.set_options(person_options([(person.id, person.name, "") for person in persons]))
        known = {person.id for person in persons}
        kept = tuple(id_ for id_ in self._persons.value() or () if id_ in known)
        only = tuple(known) if len(known) == 1 and self._row is None else ()
        self._persons.set_value(kept or only)
        self._stop_waiting()

    def show_no_persons(self, error: CaseworkError) -> None:
        """Nobody could be looked up; what was to be saved is looked at again by the user."""
        self._in_haste = False
        self._stop_waiting()
        self.show_failure(error)

    def show_collisions(self, rows: Sequence[AppointmentRow]) -> None:
        """Say what it overlaps with; it may be entered all the same."""
        if rows:
            others = "; ".join(spoken(row) for row in rows)
            words = self.tr("Überschneidet sich mit: %1. Speichern ist trotzdem möglich.")
            self.messages.show_warning(words.replace("%1", others))
        else:
            self.messages.clear()

    @property
    def appointment_id(self) -> int | None:
        """The appointment being changed."""
        return self._row.id if self._row else None

    def entry(self) -> AppointmentEntry:
        """What is entered; raises CaseworkError when the end is not after the beginning."""
        day, begin, end = self.value("on_date"), _text_of(self.value("begin")), _text_of(self.value("end"))
        return AppointmentEntry(
            day, begin, minutes_between(day, begin, end), self.value("case_id"), tuple(self.value("persons") or ()),
            self.text("title"), TalkKind(self.value("kind")), TalkWay(self.value("way")), self.text("place"),
            self.text("bring_along"), self.text("note"), self.value("user"),
        )

    def job(self) -> Job:
        if self._row is None:
            return make_appointment, (self.entry(),)
        return edit_appointment, (self._row.id, self.entry(), self._row.row_version)

    def save(self) -> None:
        """As every form, once it is known who is meant; times that do not fit are told at their field before that."""
        if self._awaited:
            self._in_haste = True
            return
        try:
            complete = all(self.value(key) is not None for key in ("on_date", "begin", "end"))
            if complete:
                self.entry()
        except CaseworkError as error:
            self.show_failure(error)
        else:
            super().save()

    def show_failure(self, error: CaseworkError) -> None:
        keys = {"start_time": "begin", "end_time": "end", "user_id": "user"}
        renamed = CaseworkError(str(error), field=keys.get(error.field or "", error.field))
        super().show_failure(renamed)

    def _stop_waiting(self) -> None:
        self._awaited -= 1
        if not self._awaited and self._in_haste:
            self._in_haste = False
            self.save()

    def _add_links(self, row: AppointmentRow) -> None:
        wanted = [("outcome", self.tr("Ergebnis"), "clipboard-check"), ("ics", self.tr("Kalenderdatei"), "calendar"),
                  ("delete", self.tr("Löschen"), "trash-2")]  # fmt: skip
        if row.case_id is not None:
            wanted[1:1] = [("talk", self.tr("Gespräch daraus"), "message-square-plus")] if row.talk_id is None else []
            wanted += [("slip", self.tr("Terminzettel"), "printer"), ("case", self.tr("Fall öffnen"), "folder-open")]
        links = [link(words, partial(self.wanted.emit, key), key, icon=icon) for key, words, icon in wanted]
        self.add_widget(flow(*links))
        over = row.status is not AppointmentStatus.PLANNED
        said = [" – ".join(part for part in (row.status.label, row.outcome) if part)] if over else []
        said += [self.tr("früher: %1").replace("%1", "; ".join(row.former))] if row.former else []
        if said:
            self.add_words(" · ".join(said))

    def _show(self, entry: AppointmentEntry) -> None:
        begin = dt.time.fromisoformat(entry.start_time)
        end = (dt.datetime.combine(entry.on_date, begin) + dt.timedelta(minutes=entry.minutes)).time()
        values = {
            "case_id": entry.case_id, "persons": entry.person_ids, "on_date": entry.on_date, "begin": begin,
            "end": end, "kind": entry.kind, "way": entry.way, "place": entry.place or None,
            "title": entry.title or None, "bring_along": entry.bring_along or None, "note": entry.note or None,
            "user": entry.user_id,
        }  # fmt: skip
        for key, value in values.items():
            self.field(key).set_value(value)

    def _on_case_changed(self) -> None:
        self.case_chosen.emit(self._case.value())

    def _on_when_changed(self) -> None:
        if all(self.value(key) is not None for key in ("on_date", "begin", "end", "user")):
            try:
                entry = self.entry()
            except CaseworkError:
                return
            self.when_changed.emit(entry)


class OutcomeForm(QuickForm):
    """What came of an appointment."""

    def __init__(self, row: AppointmentRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.set_save_words(self.tr("Ergebnis eintragen"))
        self.add_words(spoken(row))
        options = [Option(status, status.label) for status in _OUTCOMES]
        self.add(
            choice_field("status", self.tr("Was ist daraus geworden?"), options, mandatory=True),
            NoteField("outcome", self.tr("Bemerkung")),
        )
        self.finish()
        self.field("status").set_value(None if row.status is AppointmentStatus.PLANNED else row.status)
        self.field("outcome").set_value(row.outcome or None)

    def job(self) -> Job:
        return record_outcome, (self._row.id, AppointmentStatus(self.value("status")), self.text("outcome"),
                                self._row.row_version)  # fmt: skip


class TalkOfAppointmentForm(QuickForm):
    """The talk that took place: everything the appointment knows is filled in, the rest is written here."""

    def __init__(self, row: AppointmentRow, talk: TalkEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._talk = row, talk
        self.set_save_words(self.tr("Gespräch eintragen"))
        self.add_words(spoken(row))
        self.add(
            CodeField("kind", self.tr("Art"), term_options(TalkKind), mandatory=True),
            TimeField("end", self.tr("bis"), mandatory=True),
            NoteField("content", self.tr("Inhalt")), NoteField("outcome", self.tr("Ergebnis oder Vereinbarung")),
        )
        self.finish()
        self.field("kind").set_value(talk.kind)
        self.field("end").set_value(dt.time.fromisoformat(row.end_time))

    def job(self) -> Job:
        minutes = minutes_between(self._talk.held_on, self._talk.start_time, _text_of(self.value("end")))
        talk = replace(self._talk, kind=TalkKind(self.value("kind")), minutes=minutes, content=self.text("content"),
                       outcome=self.text("outcome"))  # fmt: skip
        return note_talk, (self._row.id, talk, self._row.row_version)

    def save(self) -> None:
        """As every form; an end before the beginning is told at its field."""
        try:
            if self.value("end") is not None:
                self.job()
        except CaseworkError as error:
            renamed = "end" if error.field == "end_time" else error.field
            self.show_failure(CaseworkError(str(error), field=renamed))
        else:
            super().save()


class CalendarSettingsForm(QuickForm):
    """Working hours, the bus to the office, and whether names leave with calendar files."""

    def __init__(self, settings: OfficeSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        hours = [Option(hour, f"{hour:02}:00") for hour in range(25)]
        self.add(
            CodeField("from", self.tr("Arbeitszeit von"), hours[:24], mandatory=True),
            CodeField("until", self.tr("bis"), hours[1:], mandatory=True),
            TextField("bus", self.tr("Bus zum Büro"), help_text=self.tr(
                "Steht auf Terminzetteln für Termine im Büro, zum Beispiel „3 und 5, Haltestelle Rathaus“.")),
            CheckField("names", self.tr("Namen in Kalenderdateien"), help_text=self.tr(
                "Ohne Haken stehen dort nur Fallnummer und Anfangsbuchstaben. Kalender außerhalb von Wegplan sind oft "
                "für andere lesbar und liegen auf fremden Servern.")),
        )  # fmt: skip
        self.finish()
        self.field("from").set_value(settings.working_hours_from)
        self.field("until").set_value(settings.working_hours_until)
        self.field("bus").set_value(settings.bus or None)
        self.field("names").set_value(settings.names_in_calendar_files)

    def job(self) -> Job:
        wanted = replace(
            self._settings, working_hours_from=self.value("from"), working_hours_until=self.value("until"),
            names_in_calendar_files=bool(self.value("names")), bus=self.text("bus"),
        )  # fmt: skip
        return save_office_settings, (wanted,)

    def save(self) -> None:
        """As every form; the day must not end before it begins."""
        begin, end = self.value("from"), self.value("until")
        if begin is not None and end is not None and end <= begin:
            self.field("until").show_error(self.tr("Das Ende liegt nicht nach dem Beginn."))
            self.field("until").focus_input()
        else:
            super().save()


def _text_of(time: dt.time) -> str:
    return f"{time:%H:%M}"
