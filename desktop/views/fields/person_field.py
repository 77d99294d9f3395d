"""A person out of a given few, found by name in any spelling or script."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from desktop.views.fields.code_field import CodeField, CodesField
from desktop.views.fields.options import Option

Person = tuple[int, str, str]
"""Id, name, and what tells people of the same name apart (name in the own script, birth date, case number)."""


class PersonField(CodeField):
    """One person; the value is the id. Options as from `person_options`."""

    def _invitation(self) -> str:
        return _invitation()


class PersonsField(CodesField):
    """Several persons; the value is a tuple of ids. Options as from `person_options`."""

    def _invitation(self) -> str:
        return _invitation()


def person_options(persons: Iterable[Person]) -> tuple[Option, ...]:
    """People to choose from."""
    return tuple(Option(number, name, subtext) for number, name, subtext in persons)


def _invitation() -> str:
    return QCoreApplication.translate("PersonField", "Name eingeben")
