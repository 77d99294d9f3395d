"""Short forms: the amounts of one year; what is the same in all years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.hours.allowances import LIMITED, MoneySettings, save_money_settings
from desktop.casework.volunteers.hours.money_data import MoneyYear
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.number_field import NumberField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.fields.year_field import YearField
from desktop.views.people.quick_form import Job, QuickForm
from desktop.views.volunteers.hours.hours_fields import MoneyField
from desktop.volunteer_terms import Allowance


class MoneyYearForm(QuickForm):
    """`former` is the year that is changed, None for a new one."""

    def __init__(
        self, money: MoneySettings, year: MoneyYear, former: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._money, self._former = money, former
        self.add(
            YearField("year", self.tr("Jahr"), mandatory=True),
            MoneyField("volunteer", self.tr("Ehrenamtspauschale im Jahr"), mandatory=True,
                       help_text=self.tr("§ 3 Nr. 26a EStG")),
            MoneyField("trainer", self.tr("Übungsleiterpauschale im Jahr"), mandatory=True,
                       help_text=self.tr("§ 3 Nr. 26 EStG")),
            MoneyField("km", self.tr("Je Kilometer"), mandatory=True),
            TextField("source", self.tr("Quelle"), help_text=self.tr("Gesetz, Satzung oder Beschluss")),
        )  # fmt: skip
        for key in ("volunteer", "trainer", "km"):
            self.field(key).set_value(getattr(year, key))
        self.field("year").set_value(year.year)
        self.field("source").set_value(year.source or None)
        self.finish()

    def job(self) -> Job:
        volunteer, trainer, km = (self.value(key) or 0 for key in ("volunteer", "trainer", "km"))
        new = MoneyYear(self.value("year"), volunteer, trainer, km, self.text("source"))
        others = tuple(year for year in self._money.years if year.year != self._former)
        return save_money_settings, (replace(self._money, years=(*others, new)), self._money)


class RatesForm(QuickForm):
    """What interpreting costs and counts as, and from when the program warns."""

    def __init__(self, money: MoneySettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self.add(
            MoneyField("interpreter_per_hour", self.tr("Sprachmittlung je Stunde"), mandatory=True),
            choice_field("interpreter_as", self.tr("Sprachmittlung zählt zur"), term_options(LIMITED), mandatory=True,
                         help_text=self.tr("Bitte mit dem Steueramt klären.")),
            NumberField("warn_percent", self.tr("Warnen ab"), unit="%", lowest=1, highest=100, mandatory=True),
        )  # fmt: skip
        self.field("interpreter_per_hour").set_value(money.interpreter_per_hour)
        self.field("interpreter_as").set_value(money.interpreter_as)
        self.field("warn_percent").set_value(Decimal(money.warn_percent))
        self.finish()

    def job(self) -> Job:
        return save_money_settings, (
            replace(
                self._money, interpreter_per_hour=self.value("interpreter_per_hour") or 0,
                interpreter_as=Allowance(self.value("interpreter_as")), warn_percent=int(self.value("warn_percent")),
            ),
            self._money,
        )  # fmt: skip
