"""A number that may stay empty, with its unit inside the field."""

from __future__ import annotations

import re
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.views.fields.line_field import HintedLineEdit, LineField

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")


class _NumberLetters(QValidator):
    """Lets only what a German number is made of be typed; whether it is one is told on leaving."""

    def validate(self, text: str, position: int) -> object:
        fits = all(letter in "0123456789.,+- " for letter in text)
        return QValidator.State.Acceptable if fits else QValidator.State.Invalid


class NumberField(LineField[Decimal]):
    """A number in German writing („1.250,50“). `unit` stands at the right („€“, „m²“, „Stunden/Woche“).

    `decimals` is how many digits after the comma are taken; with 0 the value is still a Decimal without fraction.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        unit: str = "",
        lowest: int = 0,
        highest: int = 999_999,
        decimals: int = 0,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._unit, self._lowest, self._highest, self._decimals = unit, lowest, highest, decimals
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, parent=parent,
            characters=max(8, len(str(highest)) + len(unit) + decimals + 4),
        )  # fmt: skip

    def _build_around(self, line: HintedLineEdit) -> QWidget:
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setValidator(_NumberLetters(line))
        line.set_hint(self._unit)
        return line

    def _read(self, text: str) -> Decimal | None:
        written = text.replace(" ", "")
        if not written:
            return None
        match = _NUMBER.fullmatch(written)
        if match is None:
            raise CaseworkError(
                self.tr("„%1“ ist keine Zahl. Bitte zum Beispiel 12 oder 1.250,50 eingeben.").replace("%1", text)
            )
        sign, whole, fraction = match.groups()
        return Decimal(sign + whole.replace(".", "") + (f".{fraction}" if fraction else ""))

    def _judge(self, value: Decimal) -> str | None:
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self._decimals:
            if self._decimals == 0:
                return self.tr("Bitte eine ganze Zahl ohne Komma eingeben.")
            return self.tr("Bitte höchstens %1 Stellen nach dem Komma eingeben.").replace("%1", str(self._decimals))
        if self._lowest <= value <= self._highest:
            return None
        sentence = self.tr("Bitte eine Zahl von %1 bis %2 eingeben.")
        return sentence.replace("%1", _german(Decimal(self._lowest))).replace("%2", _german(Decimal(self._highest)))

    def _write(self, value: Decimal) -> str:
        return _german(value)

    def _description(self) -> str:
        unit = self.tr("Einheit: %1.").replace("%1", self._unit) if self._unit else ""
        return f"{super()._description()} {unit}".strip()


def _german(value: Decimal) -> str:
    """`value` with points between thousands and a comma, as many decimals as it has."""
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
