"""A time of day that may stay empty."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from desktop.views.fields.date_reading import read_time
from desktop.views.fields.line_field import LineField


class TimeField(LineField[dt.time]):
    """A time of day in whole minutes. Takes 9, 930, 9:30, 9.30 Uhr."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, placeholder="HH:MM", characters=12, parent=parent
        )
        self._line.set_hint(self.tr("Uhr"))

    def _read(self, text: str) -> dt.time | None:
        return read_time(text)

    def _write(self, value: dt.time) -> str:
        return f"{value:%H:%M}"

    def _description(self) -> str:
        return f"{super()._description()} {self.tr('Uhrzeit, zum Beispiel 09:30.')}".strip()
