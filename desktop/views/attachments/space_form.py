"""From which sum of all documents on the office wants to be warned."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from desktop.casework.office import OfficeSettings, save_office_settings
from desktop.views.fields.number_field import NumberField
from desktop.views.people.quick_form import Job, QuickForm

KEY = "attachments_warn_megabytes"


class SpaceForm(QuickForm):
    """One number, for everybody who works with the vault."""

    def __init__(self, settings: OfficeSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.add_words(self.tr("Die Grenze gilt für alle, die mit diesem Tresor arbeiten. Sie hält nichts auf."))
        self.add(NumberField(KEY, self.tr("Warnen ab"), unit="MB", lowest=100, highest=20_000, mandatory=True))
        self.finish()
        self.field(KEY).set_value(Decimal(settings.attachments_warn_megabytes))

    def job(self) -> Job:
        return save_office_settings, (replace(self._settings, attachments_warn_megabytes=int(self.value(KEY))),)
