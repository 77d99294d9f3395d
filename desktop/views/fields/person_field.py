"""A person out of a given few, found by name in any spelling or script."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop.views.fields.code_field import CodeField, CodesField
from desktop.views.fields.options import Option

Person = tuple[int, str, str]
"""Id, name, and what tells people of the same name apart (name in the own script, birth date, case number)."""


class PersonField(CodeField):
    """One person; the value is the id."""

    def __init__(
        self,
        key: str,
        label: str,
        persons: Iterable[Person] = (),
        *,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            key, label, _options(persons), help_text=help_text, mandatory=mandatory, parent=parent
        )
        self._edit.setPlaceholderText(self.tr("Name eingeben"))

    def set_persons(self, persons: Iterable[Person]) -> None:
        """Other people to choose from; whoever is chosen stays shown."""
        self.set_options(_options(persons))


class PersonsField(CodesField):
    """Several persons; the value is a tuple of ids."""

    def __init__(
        self,
        key: str,
        label: str,
        persons: Iterable[Person] = (),
        *,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            key, label, _options(persons), help_text=help_text, mandatory=mandatory, parent=parent
        )
        self._edit.setPlaceholderText(self.tr("Name eingeben"))

    def set_persons(self, persons: Iterable[Person]) -> None:
        """Other people to choose from."""
        self.set_options(_options(persons))


def _options(persons: Iterable[Person]) -> tuple[Option, ...]:
    return tuple(Option(number, name, subtext) for number, name, subtext in persons)
