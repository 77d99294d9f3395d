"""Kita, school and Masernschutz of one child."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.people.children import ChildEntry, ChildRow, save_child_facts
from desktop.clock import german_date, today
from desktop.terms import MeaslesProof
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, flow, link, rebuilt, words
from desktop.views.people.quick_form import Job, QuickForm

_DATES = ("registered_on", "attends_since", "school_duty_on", "measles_seen_on")


class ChildPanel(QWidget):
    """*Signals:* edit_wanted(ChildRow)."""

    edit_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_child(self, row: ChildRow) -> None:
        """What is known; where Schulpflicht or proof press, it is said."""
        rebuilt(self, lambda: self._build(row))

    def _build(self, row: ChildRow) -> None:
        emptied(self._column)
        entry = row.entry
        where = " · ".join(part for part in (entry.institution, entry.group_name) if part)
        self._column.addWidget(words(where or self.tr("Kita oder Schule noch nicht eingetragen."),
                                     "strong" if where else "muted"))  # fmt: skip
        for line in child_lines(row):
            self._column.addWidget(words(line, "muted"))
        if entry.measles in (None, MeaslesProof.OPEN):
            self._column.addWidget(flow(Chip(self.tr("Masernschutz: Nachweis fehlt"), Tone.WARN)))
        self._column.addWidget(flow(link(self.tr("Kita und Schule ändern …"), lambda: self.edit_wanted.emit(row),
                                         "child_edit", icon="pencil")))  # fmt: skip


class ChildForm(QuickForm):
    """What is asked of children only."""

    def __init__(self, row: ChildRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person_id = row.person_id
        proposed = german_date(row.duty_on) if row.duty_on else self.tr("noch unbekannt")
        self.add(
            TextField("institution", self.tr("Kita oder Schule")),
            TextField("group_name", self.tr("Gruppe oder Klasse")),
            DateField("registered_on", self.tr("Angemeldet am"), lean=Lean.PAST),
            DateField("attends_since", self.tr("Besucht sie seit"), lean=Lean.PAST),
            DateField("school_duty_on", self.tr("Schulpflicht ab"), lean=Lean.FUTURE,
                      help_text=self.tr("Leer: sechs Monate nach der Einreise, also %1.").replace("%1", proposed)),
            choice_field("measles", self.tr("Masernschutz"), term_options(MeaslesProof)),
            DateField("measles_seen_on", self.tr("Nachweis gesehen am"), lean=Lean.PAST, latest=today()),
            NoteField("note", self.tr("Notiz")),
        )  # fmt: skip
        self.finish()
        for key in ("institution", "group_name", *_DATES, "measles", "note"):
            self.field(key).set_value(getattr(row.entry, key) or None)

    def job(self) -> Job:
        measles = self.value("measles")
        dates = {key: self.value(key) for key in _DATES}
        entry = ChildEntry(self.text("institution"), self.text("group_name"), note=self.text("note"),
                           measles=MeaslesProof(measles) if measles else None, **dates)  # fmt: skip
        return save_child_facts, (self._person_id, entry)


def child_lines(row: ChildRow) -> list[str]:
    """„angemeldet am 01.09.2026“, „Schulpflicht ab 28.02.2027“, „Masernschutz: geimpft …, gesehen am …“."""
    entry = row.entry
    seen = f", gesehen am {german_date(entry.measles_seen_on)}" if entry.measles_seen_on else ""
    lines = (
        f"angemeldet am {german_date(entry.registered_on)}" if entry.registered_on else "",
        f"besucht sie seit {german_date(entry.attends_since)}" if entry.attends_since else "",
        f"Schulpflicht ab {german_date(row.duty_on)}" if row.duty_on else "",
        f"Masernschutz: {entry.measles.label}{seen}" if entry.measles else "",
        entry.note,
    )
    return [line for line in lines if line]
