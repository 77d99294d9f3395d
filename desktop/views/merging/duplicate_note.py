"""Beside a form for somebody new: who may be recorded already, and why. It never keeps anybody from saving."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.people.duplicates import Newcomer, Similar, similar_persons
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.people.lines import flow, order_stops, words
from desktop.views.places import Places

_MOST, _MOST_LARGE, _LARGE_TEXT = 2, 1, 150  # persons shown, so that the form keeps its room; percent of text size
_WAIT_MS = 300  # typing goes on: the vault is asked only after a short rest


class DuplicateNote(QWidget):
    """Hidden as long as nobody is alike. `newcomer` gives what is typed so far.

    *Signals:* merge_wanted(person id): enter what is typed and compare both.
    """

    merge_wanted = Signal(int)

    def __init__(
        self, work: Work, places: Places, newcomer: Callable[[], Newcomer], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._work, self._places, self._newcomer = work, places, newcomer
        self._asked = Newcomer()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._on_rest)
        self.hide()

    def touched(self) -> None:
        """Something was typed: look after a rest."""
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        self._asked = asked = self._newcomer()
        most = _MOST_LARGE if style.text_scale() > _LARGE_TEXT else _MOST
        self._work.read(self, similar_persons, asked, most, then=lambda found: self._on_found(asked, found))

    def _on_rest(self) -> None:
        """Whoever locks or closes right after a key is asked nothing any more."""
        if not self._work.stopped:
            self.look()

    def _on_found(self, asked: Newcomer, found: tuple[Similar, ...]) -> None:
        if asked != self._asked:  # answers to what was typed before come too late
            return
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if found:
            self._column.addWidget(words(self.tr("Vielleicht schon erfasst:"), "strong"))
        for similar in found:
            self._add(similar)
        self.setVisible(bool(found))
        form = self.parentWidget()
        if found and form is not None:
            order_stops(form)

    def _add(self, similar: Similar) -> None:
        person = similar.person
        born = person.birth_date.german if person.birth_date else ""
        said = ", ".join(filter(None, (person.name, person.own_script_name, born, person.number)))
        self._column.addWidget(words(f"{said} – {', '.join(similar.reasons)}"))
        buttons = []
        if person.case_id is not None:
            buttons.append(self._button(self.tr("Öffnen"), "folder-open", person.name,
                                        partial(self._places.open_case, person.case_id, "people")))  # fmt: skip
        buttons.append(self._button(self.tr("Zusammenführen …"), "merge", person.name,
                                    partial(self.merge_wanted.emit, person.person_id)))  # fmt: skip
        buttons[-1].setToolTip(self.tr("Das Eingetragene wird angelegt und dann mit dieser Person verglichen."))
        self._column.addWidget(flow(*buttons))

    def _button(self, words: str, icon: str, name: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(f"{words.removesuffix(' …')}: {name}")
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda: run())
        return button
