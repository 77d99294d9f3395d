"""Consents of one person: each purpose on its own, given and taken back on its own (domain 8.2)."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.casework.people.consents import ConsentRow, NewConsent, give_consent, usual_end
from desktop.clock import german_date, today
from desktop.models.person_words import language_name
from desktop.terms import ConsentForm, ConsentPurpose
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.language_field import LanguageField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.history_panel import HistoryPanel
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


class ConsentPanel(HistoryPanel[ConsentRow]):
    """*Signals:* give_wanted(), withdraw_wanted(ConsentRow)."""

    give_wanted = Signal()
    withdraw_wanted = Signal(object)

    def _build(self) -> None:
        valid = [row for row in self._rows if row.valid]
        over = [row for row in self._rows if not row.valid]
        if not valid:
            self._column.addWidget(words(self.tr("Keine Einwilligung gilt zurzeit."), "muted"))
        for row in valid:
            self._add_row(row)
        buttons = [link(self.tr("Einwilligung eintragen …"), self.give_wanted.emit, "consent_give", icon="plus")]
        show, hide = self.tr("Beendete zeigen (%1)"), self.tr("Beendete ausblenden")
        buttons += self._turning_link("consent_over", len(over), show, hide)
        self._column.addWidget(flow(*buttons))
        for row in over if self._all else ():
            self._column.addWidget(words(f"{row.purpose.label} · {consent_details(row)}", "muted"))

    def _add_row(self, row: ConsentRow) -> None:
        self._column.addWidget(words(row.purpose.label, "strong"))
        back = link(self.tr("Widerrufen …"), lambda: self.withdraw_wanted.emit(row), f"withdraw_{row.id}",
                    said=self.tr("Einwilligung widerrufen: %1").replace("%1", row.purpose.label))  # fmt: skip
        self._column.addWidget(flow(Chip(self.tr("gilt"), Tone.OK), words(consent_details(row), "muted"), back))


class ConsentFormular(QuickForm):
    """A consent as somebody gives it."""

    def __init__(self, person_id: int, language: str) -> None:
        super().__init__()
        self.set_save_words(self.tr("Einwilligung eintragen"))
        self._person_id = person_id
        self.add(
            choice_field("purpose", self.tr("Wofür?"), term_options(ConsentPurpose), mandatory=True),
            TextField("recipient", self.tr("Empfänger/in"),
                      help_text=self.tr("Stelle oder Person, falls eine gemeint ist.")),
            DateField("valid_from", self.tr("gegeben am"), lean=Lean.PAST, latest=today(), mandatory=True),
            DateField("valid_until", self.tr("gilt bis"), lean=Lean.FUTURE,
                      help_text=self.tr("Üblich sind zwölf Monate; leer bis zum Ende des Falls.")),
            choice_field("form", self.tr("Form"), term_options(ConsentForm), mandatory=True),
            LanguageField("language", self.tr("Erklärt in der Sprache")),
        )  # fmt: skip
        self.finish()
        self.field("valid_from").set_value(today())
        self.field("valid_until").set_value(usual_end(today()))
        self.field("form").set_value(ConsentForm.PAPER)
        self.field("language").set_value(language or None)

    def job(self) -> Job:
        new = NewConsent(
            self._person_id, ConsentPurpose(self.value("purpose")), self.value("valid_from"),
            self.value("valid_until"), self.text("recipient"), self.text("language"), ConsentForm(self.value("form")),
        )
        return give_consent, (new,)


def consent_details(row: ConsentRow) -> str:
    """Recipient, time and form on one line."""
    if row.withdrawn_on:
        end = f"widerrufen am {german_date(row.withdrawn_on)}"
    else:
        end = f"bis {german_date(row.valid_until)}" if row.valid_until else "bis zum Ende des Falls"
    spoken = f"auf {language_name(row.language)}" if row.language else ""
    parts = (row.recipient, f"ab {german_date(row.valid_from)}", end, row.form.label, spoken)
    return " · ".join(part for part in parts if part)
