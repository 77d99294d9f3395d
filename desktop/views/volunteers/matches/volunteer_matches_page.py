"""The matches of one volunteer: those that run in full, the former ones as lines."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.volunteers.matches.match_rows import MatchRow
from desktop.casework.volunteers.matches.matches import matches_of_volunteer
from desktop.clock import german_date
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.section import Section
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.places import Places
from desktop.views.tab_page import TabPage
from desktop.views.volunteers.matches.match_card import MatchCard
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import MatchStage


class VolunteerMatchesPage(TabPage):
    """`show_target(match_id)` gives the keyboard to a match; one that has ended opens in the place „Ehrenamt“."""

    def __init__(self, file: VolunteerFilePage, parent: QWidget | None = None) -> None:
        super().__init__(gap=5, parent=parent)
        self._file, self._work = file, file.work
        self.rows: tuple[MatchRow, ...] = ()
        self.cards: dict[int, MatchCard] = {}
        self._wanted_match: int | None = None
        self._stale = False
        self._running, self._former = QVBoxLayout(), QVBoxLayout()
        self._empty = EmptyState(self.tr("Noch keine Begleitung. Vorschläge entstehen aus einem Bedarf."),
                                 icon="handshake")  # fmt: skip
        self.add_parts(self._empty, self._running, self._former)
        self._work.announced.connect(self._on_announced)
        self.load()

    def show_target(self, match_id: int | None = None) -> None:
        """Called on every visit."""
        self._wanted_match = match_id
        self._go_to_match()

    def load(self) -> None:
        """Read the matches anew; those shown stay where they are."""
        self._work.read(self, matches_of_volunteer, self._file.volunteer_id, then=self._on_rows,
                        failed=self._file.show_failure)  # fmt: skip

    def _on_rows(self, rows: tuple[MatchRow, ...]) -> None:
        self.rows = rows
        running = [row.id for row in rows if row.stage is not MatchStage.ENDED]
        if list(self.cards) != running:
            self._build_cards(running)
        emptied(self._former)
        former = [row for row in rows if row.stage is MatchStage.ENDED]
        if former:
            section = Section(self.tr("Beendet"))
            for row in former:
                section.body.addWidget(self._former_line(row))
            self._former.addWidget(section)
        self._empty.setVisible(not rows)
        order_stops(self)
        self._go_to_match()

    def _build_cards(self, running: list[int]) -> None:
        emptied(self._running)
        self.cards = {}
        for match_id in running:
            card = MatchCard(self._work, self._file.places, self._file.drawer, self._file.messages)
            card.shown.connect(self._on_card_shown)
            self._running.addWidget(card)
            self.cards[match_id] = card
            card.show_match(match_id)

    def _former_line(self, row: MatchRow) -> QWidget:
        reason = row.end_reason.label if row.end_reason is not None else ""
        said = self.tr("Begleitung von %1 ansehen").replace("%1", row.client.name)
        open_it = link(row.client.name, partial(self._open, self._file.places, row.id), f"former_{row.id}", said=said)
        return flow(
            words(german_date(row.since), "muted"), open_it, Chip(row.activity.label, Tone.NEUTRAL, "hand-helping"),
            Chip(reason, Tone.NEUTRAL, "archive"),
        )  # fmt: skip

    def _open(self, places: Places, match_id: int) -> None:
        places.go("volunteers", "matches", match_id)

    def _on_card_shown(self) -> None:
        order_stops(self)
        self._go_to_match()

    def _go_to_match(self) -> None:
        """Once the card is there; a former match is shown where all are."""
        wanted = self._wanted_match
        if wanted is None or wanted not in {row.id for row in self.rows}:
            return
        card = self.cards.get(wanted)
        if card is None:
            self._wanted_match = None
            self._open(self._file.places, wanted)
        elif card.detail is not None:
            self._wanted_match = None
            button = card.findChild(QPushButton)
            if button is not None:
                self._page.give_keyboard(button)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.VOLUNTEER, self._file.volunteer_id) or changes.touches(Kind.PERSON):
            self._stale = not self.isVisible()
            if not self._stale:
                self.load()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while nobody looked is read now."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.load()
