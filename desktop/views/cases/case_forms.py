"""Short forms of the overview: responsible person, counselling period."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.cases import change_responsible
from desktop.casework.office import UserRow
from desktop.casework.people.periods import PeriodRow, extend_period, set_period
from desktop.clock import german_date, today
from desktop.terms import PeriodBasis
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm


class ResponsibleForm(QuickForm):
    """Who is responsible from today on."""

    def __init__(
        self, case_id: int, users: tuple[UserRow, ...], present: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self.set_save_words(self.tr("Zuständigkeit ändern"))
        options = [Option(user.id, user.name) for user in users]
        self.add(choice_field("responsible", self.tr("Zuständig ab heute"), options, mandatory=True))
        self.finish()
        self.field("responsible").set_value(present)

    def job(self) -> Job:
        return change_responsible, (self._case_id, int(self.value("responsible")))


class PeriodForm(QuickForm):
    """Another first day of the counselling period than the one proposed."""

    def __init__(
        self, person_id: int, period: PeriodRow | None, assigned_on: dt.date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._person_id, self._assigned_on = person_id, assigned_on
        self.set_save_words(self.tr("Beginn festlegen"))
        self.add_words(self.tr("Die Beratung dauert ab diesem Tag drei Jahre, in begründeten Einzelfällen vier."))
        self.add(
            choice_field("basis", self.tr("Maßgeblich ist"), term_options(PeriodBasis), mandatory=True),
            DateField("start", self.tr("Erster Tag"), lean=Lean.PAST, latest=today(), mandatory=True),
            NoteField("reason", self.tr("Begründung")),
        )
        self.finish()
        self.field("basis").set_value(period.basis if period and period.confirmed else PeriodBasis.FIRST_TALK)
        self.field("start").set_value(period.start if period else assigned_on)
        self.field("reason").set_value((period.reason if period else "") or None)
        self.field("basis").changed.connect(self._follow)
        self._follow()

    def job(self) -> Job:
        return set_period, (self._person_id, self.value("start"), PeriodBasis(self.value("basis")), self.text("reason"))

    def _follow(self) -> None:
        basis = self.value("basis")
        self.field("reason").setVisible(basis == PeriodBasis.OTHER_DAY)
        self.field("reason").set_mandatory(basis == PeriodBasis.OTHER_DAY)
        if basis == PeriodBasis.ASSIGNMENT and self._assigned_on:
            self.field("start").set_value(self._assigned_on)


class ExtensionForm(QuickForm):
    """The fourth year, with its reason."""

    def __init__(self, period: PeriodRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period = period
        self.set_save_words(self.tr("Verlängern"))
        self.add_words(
            self.tr("Regelende ist der %1, spätestes Ende der %2.")
            .replace("%1", german_date(period.regular_end)).replace("%2", german_date(period.longest_end))
        )  # fmt: skip
        self.add(
            DateField("until", self.tr("Verlängert bis"), lean=Lean.FUTURE, latest=period.longest_end, mandatory=True),
            NoteField("reason", self.tr("Begründung"), mandatory=True),
            TextField("approved_by", self.tr("Genehmigt von")),
        )
        self.finish()
        self.field("until").set_value(period.extended_until or period.longest_end)
        self.field("reason").set_value(period.extension_reason or None)
        self.field("approved_by").set_value(period.extension_by or None)

    def job(self) -> Job:
        return extend_period, (self._period.person_id, self.value("until"), self.text("reason"),
                               self.text("approved_by"))  # fmt: skip
