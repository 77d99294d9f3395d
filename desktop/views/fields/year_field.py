"""A year with four digits."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.views.fields.line_field import LineField


class YearField(LineField[int]):
    """A year as 1958; which years can be is the use case's to say."""

    def __init__(
        self, key: str, label: str, *, help_text: str = "", mandatory: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, placeholder=self.tr("JJJJ"), characters=12,
            parent=parent,
        )  # fmt: skip

    def _read(self, text: str) -> int | None:
        if not text.strip():
            return None
        if re.fullmatch(r"[12]\d{3}", text.strip()) is None:
            raise CaseworkError(self.tr("Bitte das Jahr mit vier Ziffern eingeben, zum Beispiel 1958."))
        return int(text)
