"""One line of free text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.views.fields.line_field import LineField

LONGEST = 200


class TextField(LineField[str]):
    """Text without line breaks; blanks at both ends are dropped, everything else stays as typed.

    `longest` is the number of characters the record takes.
    """

    def __init__(
        self,
        key: str,
        label: str,
        *,
        help_text: str = "",
        mandatory: bool = False,
        placeholder: str = "",
        characters: int = 0,
        longest: int = LONGEST,
        parent: QWidget | None = None,
    ) -> None:
        self._longest = longest
        super().__init__(
            key, label, help_text=help_text, mandatory=mandatory, placeholder=placeholder, characters=characters,
            parent=parent,
        )  # fmt: skip

    def _read(self, text: str) -> str | None:
        return text.replace("\x00", "").strip() or None

    def _judge(self, value: str) -> str | None:
        if len(value) <= self._longest:
            return None
        sentence = self.tr("Das ist zu lang: Bitte auf %1 Zeichen kürzen (jetzt %2).")
        return sentence.replace("%1", str(self._longest)).replace("%2", str(len(value)))
