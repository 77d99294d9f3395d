"""A telephone number, kept as written."""

from __future__ import annotations

import re

from desktop.errors import CaseworkError
from desktop.views.fields.line_field import LineField

_PHONE = re.compile(r"\+?[\d ()/.\-–]+")
_FEWEST, _MOST = 3, 17


class PhoneField(LineField[str]):
    """A number as people write it: „0176 / 123 45 67“, „+49 (0) 7031 98-0“. Nothing is rewritten but double blanks."""

    def _read(self, text: str) -> str | None:
        number = " ".join(text.split())
        if not number:
            return None
        digits = sum(letter.isdigit() for letter in number)
        if not _PHONE.fullmatch(number) or not _FEWEST <= digits <= _MOST:
            raise CaseworkError(
                self.tr("Das ist keine Telefonnummer. Bitte nur Ziffern, zum Beispiel +49 176 1234567, eingeben.")
            )
        return number
