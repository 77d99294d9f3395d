"""Persons alike beside the form for somebody new, and the way to compare both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.casework.people.duplicates import Newcomer, Similar, similar_persons
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.people.alike_note import AlikeNote
from desktop.views.people.lines import flow, words
from desktop.views.places import Places

_MOST, _MOST_LARGE, _LARGE_TEXT = 2, 1, 150  # persons shown, so that the form keeps its room; percent of text size


class DuplicateNote(AlikeNote[Newcomer, Similar]):
    """*Signals:* merge_wanted(person id): enter what is typed and compare both."""

    merge_wanted = Signal(int)

    def __init__(
        self, work: Work, places: Places, newcomer: Callable[[], Newcomer], parent: QWidget | None = None
    ) -> None:
        headline = QCoreApplication.translate("DuplicateNote", "Vielleicht schon erfasst:")
        super().__init__(work, headline, newcomer, parent)
        self._places = places

    def ask(self, typed: Newcomer, then: Callable[[tuple[Similar, ...]], object]) -> None:
        most = _MOST_LARGE if style.text_scale() > _LARGE_TEXT else _MOST
        self._work.read(self, similar_persons, typed, most, then=then)

    def line(self, one: Similar) -> tuple[QWidget, ...]:
        person = one.person
        born = person.birth_date.german if person.birth_date else ""
        said = ", ".join(filter(None, (person.name, person.own_script_name, born, person.number)))
        buttons = []
        if person.case_id is not None:
            buttons.append(self._button(self.tr("Öffnen"), "folder-open", person.name,
                                        partial(self._places.open_case, person.case_id, "people")))  # fmt: skip
        buttons.append(self._button(self.tr("Zusammenführen …"), "merge", person.name,
                                    partial(self.merge_wanted.emit, person.person_id)))  # fmt: skip
        buttons[-1].setToolTip(self.tr("Das Eingetragene wird angelegt und dann mit dieser Person verglichen."))
        return words(f"{said} – {', '.join(one.reasons)}"), flow(*buttons)

    def _button(self, words: str, icon: str, name: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(f"{words.removesuffix(' …')}: {name}")
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda: run())
        return button
