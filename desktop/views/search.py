"""What the palette finds in the vault: persons, each leading to the case file they are in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.search import FoundPerson, search_people
from desktop.models.work import Work
from desktop.views.palette import Hit
from desktop.views.places import Places


class PersonSearch(QObject):
    """A `Search` for the palette. Somebody without a case file is not offered: there is nothing to open yet."""

    def __init__(self, work: Work, places: Places) -> None:
        super().__init__(work)
        self._work, self._places = work, places

    def __call__(self, text: str, tell: Callable[[Sequence[Hit]], None]) -> None:
        def found(persons: tuple[FoundPerson, ...]) -> None:
            tell([self._hit(person, person.case_id) for person in persons if person.case_id is not None])

        self._work.read(self, search_people, text, then=found)

    def _hit(self, person: FoundPerson, case_id: int) -> Hit:
        name = " ".join(filter(None, (person.name, person.own_script_name)))
        section = QCoreApplication.translate("PersonSearch", "Personen")
        return Hit(section, name, person.number, "user", partial(self._places.open_case, case_id))
