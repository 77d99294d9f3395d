"""What the palette finds in the vault: persons, files, volunteers, texts of files; each leads to where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.search.search import Found, FoundCase, FoundPerson, FoundText, FoundVolunteer, search_vault
from desktop.casework.search.search_reasons import Reason
from desktop.models.work import Work
from desktop.terms import Searchable
from desktop.views.palette import Hit
from desktop.views.palette_delegate import Why
from desktop.views.places import Places

_LONGEST = 60  # letters of a goal or step in one line of the palette
_PAGES = {Searchable.GOAL: "plan", Searchable.MEASURE: "plan", Searchable.ATTACHMENT: "documents",
          Searchable.TALK: "talks"}  # fmt: skip
_ICONS = {Searchable.GOAL: "target", Searchable.MEASURE: "square-check", Searchable.ATTACHMENT: "file-text",
          Searchable.TALK: "message-square"}  # fmt: skip


class VaultSearch(QObject):
    """A `Search` for the palette. Somebody without a case file is not offered: there is nothing to open yet."""

    def __init__(self, work: Work, places: Places) -> None:
        super().__init__(work)
        self._work, self._places = work, places

    def __call__(self, text: str, tell: Callable[[Sequence[Hit]], None]) -> None:
        self._work.read(self, search_vault, text, then=lambda found: tell(self._hits(found)))

    def _hits(self, found: Found) -> list[Hit]:
        return [
            *(self._person(person, person.case_id) for person in found.persons if person.case_id is not None),
            *(self._case(case) for case in found.cases),
            *(self._volunteer(volunteer) for volunteer in found.volunteers),
            *(self._text(text) for text in found.texts),
        ]

    def _person(self, person: FoundPerson, case_id: int) -> Hit:
        name = " ".join(filter(None, (person.name, person.own_script_name)))
        return Hit(_tr("Personen"), name, person.number, "user", partial(self._places.open_case, case_id),
                   _why(person.why))

    def _case(self, case: FoundCase) -> Hit:
        return Hit(_tr("Fälle"), case.title, case.number, "folder", partial(self._places.open_case, case.case_id),
                   _why(case.why))

    def _volunteer(self, volunteer: FoundVolunteer) -> Hit:
        detail = " · ".join(part for part in (volunteer.status.label, volunteer.town) if part)
        return Hit(_tr("Ehrenamt"), volunteer.name, detail, "hand-heart",
                   partial(self._places.go, "volunteer", volunteer.volunteer_id), _why(volunteer.why))

    def _text(self, text: FoundText) -> Hit:
        where = _tr("in: Ziel „%1“").replace("%1", _short(text.within)) if text.within else text.kind.label
        detail = " · ".join((text.title, *(() if text.kind is Searchable.TALK else (where,)), text.number))
        go = partial(self._places.go, "case", text.case_id, _PAGES[text.kind], *_inside(text))
        return Hit(_section(text.kind), _short(text.text), detail, _ICONS[text.kind], go, _why(text.why))


def _inside(text: FoundText) -> tuple[int, ...]:
    """A talk is opened in its tab; the other pages show all they have."""
    return (text.subject_id,) if text.kind is Searchable.TALK else ()


def _section(kind: Searchable) -> str:
    if kind is Searchable.TALK:
        return _tr("Gespräche")
    return _tr("Dokumente") if kind is Searchable.ATTACHMENT else _tr("Ziele und Schritte")


def _why(reason: Reason | None) -> Why | None:
    if reason is None:
        return None
    label = reason.label
    if reason.by_sound or reason.misspelt:
        words = _tr("%1 (klingt ähnlich)") if reason.by_sound else _tr("%1 (ähnlich geschrieben)")
        label = words.replace("%1", label)
    return label, reason.text, reason.marks


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("VaultSearch", text)
