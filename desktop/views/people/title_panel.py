"""Residence titles of one person: the present one, a new one, a correction, those before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.people.residence import TitleRow, add_title, correct_title
from desktop.clock import german_date, today
from desktop.models.person_words import expires_soon, expiry_words, title_words
from desktop.person_terms import ResidenceKind, ValidUntil, WorkPermission
from desktop.terms import Origin
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.history_panel import HistoryPanel
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


class TitlePanel(HistoryPanel[TitleRow]):
    """*Signals:* new_wanted(), correct_wanted(TitleRow)."""

    new_wanted = Signal()
    correct_wanted = Signal(object)

    def _build(self) -> None:
        present = next((row for row in self._rows if row.replaced_on is None), None)
        former = [row for row in self._rows if row.replaced_on is not None]
        if present is None:
            self._column.addWidget(words(self.tr("Noch kein Aufenthaltsstatus eingetragen."), "muted"))
        else:
            self._add_present(present)
        self._column.addWidget(self._links(present, len(former)))
        for row in former if self._all else ():
            self._column.addWidget(words(former_line(row), "muted"))

    def _add_present(self, row: TitleRow) -> None:
        self._column.addWidget(words(title_words(row), "strong"))
        if expires_soon(row, today()):
            over = row.valid_until is not None and row.valid_until < today()
            self._column.addWidget(flow(Chip(expiry_words(row, today()), Tone.BAD if over else Tone.WARN)))
        details = title_details(row)
        if details:
            self._column.addWidget(words(details, "muted"))

    def _links(self, present: TitleRow | None, former: int) -> QWidget:
        buttons = [link(self.tr("Neuer Status …"), self.new_wanted.emit, "title_new", icon="plus")]
        if present is not None:
            buttons.append(
                link(self.tr("Berichtigen …"), lambda: self.correct_wanted.emit(present), "title_correct",
                     said=self.tr("Aufenthaltsstatus berichtigen"), icon="pencil")
            )  # fmt: skip
        show, hide = self.tr("Frühere zeigen (%1)"), self.tr("Frühere ausblenden")
        buttons += self._turning_link("title_former", former, show, hide)
        return flow(*buttons)


class TitleForm(QuickForm):
    """A new title (`row` None) or the correction of one."""

    def __init__(self, person_id: int, row: TitleRow | None = None) -> None:
        super().__init__()
        self._person_id, self._row = person_id, row
        self.set_save_words(self.tr("Neuen Status eintragen") if row is None else self.tr("Berichtigung speichern"))
        if row is None:
            self.add_words(self.tr("Der bisherige Aufenthaltsstatus bleibt als früherer erhalten."))
        self._add_fields()
        self.finish()
        self._show(row or TitleRow(ResidenceKind.UNKNOWN, seen_on=today()))
        if row is None:
            self.field("kind").set_value(None)
        for key in ("valid_kind", "residence_obligation"):
            self.field(key).changed.connect(self._follow)
        self._follow()

    def job(self) -> Job:
        use_case: Callable[..., object] = add_title if self._row is None else correct_title
        return use_case, (self._person_id, self.row())  # type: ignore[return-value]  # both return Changes

    def row(self) -> TitleRow:
        """What is entered."""
        dated = ValidUntil(self.value("valid_kind") or ValidUntil.UNKNOWN) is ValidUntil.DATE
        work = self.value("work")
        fresh = TitleRow(
            ResidenceKind(self.value("kind")),
            valid_until=self.value("valid_until") if dated else None,
            valid_kind=ValidUntil(self.value("valid_kind") or ValidUntil.UNKNOWN),
            work=WorkPermission(work) if work else None,
            residence_obligation=self.value("residence_obligation"),
            obligation_place=self.text("obligation_place"), obligation_until=self.value("obligation_until"),
            origin=Origin(self.value("origin") or Origin.SELF), seen_on=self.value("seen_on"),
        )  # fmt: skip
        return replace(fresh, id=self._row.id, as_written=self._row.as_written) if self._row else fresh

    def _add_fields(self) -> None:
        answers = [Option(True, self.tr("ja")), Option(False, self.tr("nein"))]
        origins = [Option(o, o.label) for o in Origin]
        self.add(
            choice_field("kind", self.tr("Aufenthaltsstatus"), term_options(ResidenceKind), mandatory=True),
            choice_field("valid_kind", self.tr("Gültig"), term_options(ValidUntil)),
            DateField("valid_until", self.tr("gültig bis"), lean=Lean.FUTURE),
            choice_field("work", self.tr("Erwerbstätigkeit"), term_options(WorkPermission)),
            choice_field("residence_obligation", self.tr("Wohnsitzauflage (§ 12a AufenthG)"), answers),
            TextField("obligation_place", self.tr("Wohnsitzauflage: Ort")),
            DateField("obligation_until", self.tr("Wohnsitzauflage: gültig bis"), lean=Lean.FUTURE),
            choice_field("origin", self.tr("Herkunft der Angabe"), origins),
            DateField("seen_on", self.tr("Dokument gesehen am"), lean=Lean.PAST, latest=today()),
        )

    def _show(self, row: TitleRow) -> None:
        for key in ("kind", "valid_kind", "valid_until", "work", "residence_obligation", "obligation_place",
                    "obligation_until", "origin", "seen_on"):  # fmt: skip
            self.field(key).set_value(getattr(row, key))
        if self._row is None:
            self.field("valid_kind").set_value(ValidUntil.DATE)
            self.field("origin").set_value(Origin.DOCUMENT)

    def _follow(self) -> None:
        self.field("valid_until").setVisible(self.value("valid_kind") == ValidUntil.DATE)
        for key in ("obligation_place", "obligation_until"):
            self.field(key).setVisible(self.value("residence_obligation") is True)


def title_details(row: TitleRow) -> str:
    """Work, residence obligation and where the statement comes from, on one line."""
    parts = [f"Erwerbstätigkeit {row.work.label}" if row.work else ""]
    if row.residence_obligation:
        until = f" bis {german_date(row.obligation_until)}" if row.obligation_until else ""
        parts.append(f"Wohnsitzauflage {row.obligation_place}{until}".replace("  ", " "))
    if row.as_written:
        parts.append(f"in der Liste: „{row.as_written}“")
    seen = f", gesehen am {german_date(row.seen_on)}" if row.seen_on else ""
    parts.append(f"{row.origin.label}{seen}")
    return " · ".join(part for part in parts if part)


def former_line(row: TitleRow) -> str:
    """A former title with the day it was replaced."""
    replaced = f" – ersetzt am {german_date(row.replaced_on)}" if row.replaced_on else ""
    return f"{title_words(row)}{replaced}"
