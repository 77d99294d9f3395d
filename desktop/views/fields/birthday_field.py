"""A day of the year without the year: somebody's birthday, for congratulations."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.views.fields.line_field import LineField

_DAY_MONTH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?")
_DIGITS = re.compile(r"(\d\d)(\d\d)")


class BirthdayField(LineField[str]):
    """The value is „MM-DD“. Takes 24.12., 24.12 and 2412; the 29th of February too."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, placeholder="TT.MM.", characters=12, parent=parent
        )

    def _read(self, text: str) -> str | None:
        if not text.strip():
            return None
        found = _DAY_MONTH.fullmatch(text.strip()) or _DIGITS.fullmatch(text.strip())
        try:
            return f"{dt.date(2000, int(found[2]), int(found[1])):%m-%d}" if found else _refuse()
        except ValueError:
            raise CaseworkError(
                self.tr("„%1“ ist kein Tag. Bitte Tag und Monat eingeben, zum Beispiel 24.12.").replace("%1", text)
            ) from None

    def _write(self, value: str) -> str:
        month, _, day = value.partition("-")
        return f"{day}.{month}." if day else ""


def _refuse() -> str:
    raise ValueError
