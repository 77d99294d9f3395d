"""The talks of a case, newest first, filtered by kind, person and Handlungsfeld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.talks.talk_rows import TalkRow
from desktop.models.talk_words import area_text
from desktop.views import icons, style
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, flow, order_stops
from desktop.views.talks.talk_card import TalkCard

AT_ONCE = 20
"""So many talks are shown before „Weitere anzeigen“."""


@dataclass(frozen=True)
class Filter:
    """What is shown; empty means all."""

    kind: str = ""
    person: str = ""
    area: str = ""

    def shows(self, talk: TalkRow) -> bool:
        """Whether a talk belongs to what is asked for."""
        return (
            self.kind in ("", talk.kind.value)
            and (not self.person or self.person in talk.persons)
            and (not self.area or self.area in {topic.area for topic in talk.topics})
        )


class TalkList(QWidget):
    """*Signals:* new_wanted(); the card's own signals are connected by the owner through `made`."""

    new_wanted = Signal()
    made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._talks: tuple[TalkRow, ...] = ()
        self._most = AT_ONCE
        self.cards: dict[int, TalkCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.new_button = QPushButton(self.tr("Neues Gespräch"))
        style.set_look(self.new_button, "primary")
        icons.set_icon(self.new_button, "message-square-plus", "on_accent")
        self.new_button.clicked.connect(self.new_wanted)
        self.kinds = self._combo(self.tr("Nur diese Gesprächsart"))
        self.persons = self._combo(self.tr("Nur mit dieser Person"))
        self.areas = self._combo(self.tr("Nur dieses Handlungsfeld"))
        self.count = QLabel()
        style.set_look(self.count, "muted")
        column.addWidget(flow(self.new_button, self.kinds, self.persons, self.areas, self.count))
        self._page = ScrollPage(margin=0)
        column.addWidget(self._page, 1)
        self._empty = EmptyState(self.tr("Noch kein Gespräch eingetragen."), self.tr("Erstes Gespräch eintragen"),
                                 "message-square-plus", self)  # fmt: skip
        self._empty.triggered.connect(self.new_wanted)
        self._empty.hide()
        self._more = QPushButton(self)
        self._more.hide()
        self._more.clicked.connect(self._on_more_clicked)

    def show_talks(self, talks: Iterable[TalkRow]) -> None:
        """Show these; filters stay where they still find something."""
        self._talks = tuple(talks)
        self._fill(self.kinds, self.tr("alle Arten"), {talk.kind.value: talk.kind.label for talk in self._talks})
        people = sorted({name for talk in self._talks for name in talk.persons})
        self._fill(self.persons, self.tr("alle Personen"), {name: name for name in people})
        keys = {topic.area: area_text(topic.area) for talk in self._talks for topic in talk.topics}
        self._fill(self.areas, self.tr("alle Handlungsfelder"), keys)
        self._show()

    def filter(self) -> Filter:
        """What is shown."""
        return Filter(*(str(box.currentData() or "") for box in (self.kinds, self.persons, self.areas)))

    def shown(self) -> tuple[TalkRow, ...]:
        """Talks the filter lets through."""
        wanted = self.filter()
        return tuple(talk for talk in self._talks if wanted.shows(talk))

    def _show(self) -> None:
        found = self.shown()
        for kept in (self._more, self._empty):
            kept.hide()
            self._page.body.removeWidget(kept)
        emptied(self._page.body)
        self.cards = {}
        for talk in found[: self._most]:
            card = TalkCard(talk)
            self.cards[talk.id] = card
            self._page.body.addWidget(card)
            self.made.emit(card)
        if not self._talks:
            self._page.body.addWidget(self._empty)
            self._empty.show()
        if len(found) > self._most:
            self._more.setText(self.tr("Weitere anzeigen (%1)").replace("%1", str(len(found) - self._most)))
            self._page.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            self._more.show()
        self._page.body.addStretch(1)
        self._tell(len(found))
        order_stops(self)

    def _tell(self, found: int) -> None:
        every = len(self._talks)
        words = self.tr("%1 Gespräche") if found == every else self.tr("%1 von %2 Gesprächen")
        if every == 1 and found == 1:
            words = self.tr("%1 Gespräch")
        self.count.setText(words.replace("%1", str(found)).replace("%2", str(every)) if every else "")
        for box in (self.kinds, self.persons, self.areas):
            box.setVisible(box.count() > 2)

    def _combo(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(self._on_filter_chosen)
        return box

    def _fill(self, box: QComboBox, everything: str, values: dict[str, str]) -> None:
        now = box.currentData()
        box.clear()
        box.addItem(everything, "")
        for code, words in values.items():
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(now)))

    def _on_filter_chosen(self) -> None:
        self._most = AT_ONCE
        self._show()

    def _on_more_clicked(self) -> None:
        self._most += AT_ONCE
        self._show()
