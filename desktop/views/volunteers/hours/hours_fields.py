"""Fields for hours, ways and money as people type them („1:30“, „12,4“, „3,50“); values in minutes, metres, cents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.hours.hours_words import (
    clock_hours,
    euros,
    kilometres,
    read_cents,
    read_metres,
    read_minutes,
)
from desktop.views.fields.line_field import HintedLineEdit, LineField

_CHARACTERS = 14


class _AmountField(LineField[int]):
    """An amount at the right with its unit; empty is 0."""

    unit = ""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", placeholder: str = "", mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, placeholder=placeholder, mandatory=mandatory,
                         characters=_CHARACTERS, parent=parent)  # fmt: skip

    def amount(self) -> int:
        """0 for nothing."""
        return self.value() or 0

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.set_hint(self.unit)
        return line


class DurationField(_AmountField):
    """Minutes, typed as „1,5“, „1:30“ or „90 min“ and shown as „1:30“."""

    unit = "Std."

    def _read(self, text: str) -> int | None:
        return read_minutes(text) or None

    def _write(self, value: int) -> str:
        return clock_hours(value)


class WayField(_AmountField):
    """Metres, typed in kilometres."""

    unit = "km"

    def _read(self, text: str) -> int | None:
        return read_metres(text) or None

    def _write(self, value: int) -> str:
        return kilometres(value).removesuffix(" km")


class MoneyField(_AmountField):
    """Cents, typed in euros."""

    unit = "€"

    def _read(self, text: str) -> int | None:
        return read_cents(text, self.key) or None

    def _write(self, value: int) -> str:
        return euros(value).removesuffix(" €")
