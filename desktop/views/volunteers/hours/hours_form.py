"""Hours with everything that belongs to them: way, money laid out, allowance; warns while it is typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from desktop.casework.volunteers.hours.allowances import PAID, MoneySettings, interpreter_cents
from desktop.casework.volunteers.hours.hours import add_hours, check_hours, edit_hours
from desktop.casework.volunteers.hours.hours_rows import LONGEST_NOTE, GridColumn, HoursCheck, HoursEntry, HoursRow
from desktop.casework.volunteers.hours.hours_words import euros
from desktop.clock import today
from desktop.models.work import Work
from desktop.views import style
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.people.lines import link
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.volunteers.hours.hours_fields import DurationField, MoneyField, WayField
from desktop.volunteer_terms import Activity, Allowance


class HoursForm(QuickForm):
    """A new entry, or one being changed. What is remarkable and how far the limits are stands above the button.

    `noted` is what is remarkable about the entry as it stands.
    """

    def __init__(
        self, work: Work, volunteer_id: int, choices: tuple[GridColumn, ...], money: MoneySettings,
        row: HoursRow | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._volunteer_id, self._row, self._money = work, volunteer_id, row, money
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.noted: tuple[str, ...] = ()
        self._whats = {_code(choice.match_id, choice.activity): choice.activity for choice in choices}
        self._build(choices)
        if row is not None:
            self._show(row)
        self.edited.connect(self._on_edited)
        self.set_save_words(self.tr("Eintrag ändern") if row else self.tr("Stunden eintragen"))
        self.finish()
        self._on_edited()

    def propose(self, day: dt.date, column: GridColumn | None) -> None:
        """What a new entry begins with: where the keyboard was in the grid."""
        self.field("on_date").set_value(day)
        if column is not None:
            self.field("what").set_value(_code(column.match_id, column.activity))
        self._on_edited()

    def entry(self) -> HoursEntry:
        """What is entered; 0 for amounts left empty."""
        match_id, activity = _chosen(self.value("what"))
        return HoursEntry(
            self._volunteer_id, self.value("on_date") or today(), self.value("minutes") or 0, activity, match_id,
            self.value("metres") or 0, self.value("expenses_cents") or 0, self.value("allowance_cents") or 0,
            Allowance(paid) if (paid := self.value("allowance")) else None, self.text("note"),
        )  # fmt: skip

    def job(self) -> Job:
        if self._row is not None:
            return edit_hours, (self._row.id, self.entry(), self._row.row_version)
        return add_hours, (self.entry(),)

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        super().restore_draft(draft)
        self._on_edited()

    def _build(self, choices: tuple[GridColumn, ...]) -> None:
        self.rate = link("", self._take_rate, "interpreter_rate", icon="languages")
        self.add(
            DateField("on_date", self.tr("Tag"), lean=Lean.PAST, latest=today(), mandatory=True),
            CodeField("what", self.tr("Wofür?"), [_option(choice) for choice in choices], mandatory=True),
            DurationField("minutes", self.tr("Zeit"), help_text=self.tr("1,5 oder 1:30 oder 90 min")),
            WayField("metres", self.tr("Weg")),
            MoneyField("expenses_cents", self.tr("Auslagen"),
                       help_text=self.tr("Was zurückgegeben wird; zählt zu keiner Pauschale.")),
            MoneyField("allowance_cents", self.tr("Pauschale oder Entgelt")),
        )  # fmt: skip
        self.add_widget(self.rate)
        self.add(
            CodeField("allowance", self.tr("Gezahlt als"), term_options(PAID),
                      help_text=self.tr("Leer: wie im Profil.")),
            NoteField("note", self.tr("Notiz"), lines=2, longest=LONGEST_NOTE),
        )  # fmt: skip
        self.add_foot(self.notes)

    def _show(self, row: HoursRow) -> None:
        entry = row.entry
        values = {
            "on_date": entry.on_date, "what": _code(entry.match_id, row.activity), "minutes": entry.minutes or None,
            "metres": entry.metres or None, "expenses_cents": entry.expenses_cents or None,
            "allowance_cents": entry.allowance_cents or None, "allowance": entry.allowance, "note": entry.note or None,
        }  # fmt: skip
        for key, value in values.items():
            self.field(key).set_value(value)

    def _on_edited(self) -> None:
        """Ask what there is to say; nothing while it is not yet said what the time was for."""
        self.field("allowance").setVisible(bool(self.value("allowance_cents")))
        self._show_rate()
        if self.value("what") is None or self.value("on_date") is None:
            self._on_check(HoursCheck())
            return
        self._work.read(self, check_hours, self.entry(), self._row.id if self._row else 0, then=self._on_check,
                        failed=lambda _error: self._on_check(HoursCheck()))  # fmt: skip

    def _show_rate(self) -> None:
        """The hourly rate is proposed for interpreting, never put in by itself."""
        wanted = self._whats.get(str(self.value("what") or "")) is Activity.INTERPRETING and bool(self.value("minutes"))
        self.rate.setVisible(wanted)
        self.rate.setText(self.tr("Satz einsetzen: %1").replace("%1", euros(self._rate())))
        self.rate.setAccessibleName(self.rate.text())

    def _rate(self) -> int:
        return interpreter_cents(self._money, self.value("minutes") or 0)

    def _take_rate(self) -> None:
        self.field("allowance_cents").set_value(self._rate())
        self.field("allowance").set_value(Allowance.INTERPRETER)
        self.edited.emit()

    def _on_check(self, check: HoursCheck) -> None:
        self.noted = check.notes
        limits = [row.words for row in check.allowances if not row.warning]
        noted = [self.tr("Bitte prüfen: %1").replace("%1", note) for note in check.notes]
        self.notes.setText("\n".join((*noted, *limits)))
        self.notes.setVisible(bool(self.notes.text()))
        style.set_look(self.notes, "warn" if check.notes else "muted")


def _option(choice: GridColumn) -> Option:
    return Option(_code(choice.match_id, choice.activity), choice.label)


def _code(match_id: int | None, activity: Activity) -> str:
    return f"match/{match_id}" if match_id is not None else activity.value


def _chosen(code: object) -> tuple[int | None, Activity | None]:
    text = str(code or "")
    if text.startswith("match/"):
        return int(text.removeprefix("match/")), None
    return None, Activity(text) if text else None
