"""Writes into the course of everybody who came that they were thanked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.figures.thanks_list import thank
from desktop.clock import today
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import Job, QuickForm


class ThankForm(QuickForm):
    """Day and occasion for the people with these ids."""

    def __init__(self, volunteer_ids: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.volunteer_ids = volunteer_ids
        number = len(volunteer_ids)
        told = self.tr("Für 1 Person.") if number == 1 else self.tr("Für %1 Personen.").replace("%1", str(number))
        self.add_words(told)
        self.add(
            DateField("on_date", self.tr("Wann?"), lean=Lean.PAST, latest=today(), mandatory=True),
            TextField("text", self.tr("Anlass"), placeholder=self.tr("z. B. Dankfest im Rathaus"), mandatory=True),
        )
        self.field("on_date").set_value(today())
        self.set_save_words(self.tr("Dank eintragen"))
        self.finish()

    def job(self) -> Job:
        return thank, (self.volunteer_ids, self.value("on_date"), self.text("text"))
