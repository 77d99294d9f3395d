"""A page of cards one below the other, with a drawer for the form of one: steps, fields, text blocks of the office."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import emptied, order_stops, rebuilt
from desktop.views.people.quick_form import FormDrawer


class CardListPage(QWidget):
    """Reads again when something of `kind` changed anywhere. Subclasses say in `show_target` what is read."""

    def __init__(self, work: Work, drafts: Drafts, title: str, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._kind = work, kind
        self.head, self.messages = PageHead(title), MessageArea()
        self._cards = ScrollPage(margin=0)
        self._column = QVBoxLayout(self)
        for widget in (self.head, self.messages):
            self._column.addWidget(widget)
        self._column.addWidget(self._cards, 1)
        self.drawer = FormDrawer(self, work, drafts)
        work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)
        self._fit()

    def show_target(self) -> None:
        """Called on every visit: read anew."""
        raise NotImplementedError

    def put_cards(self, cards: Iterable[QWidget], nothing: str, icon: str) -> None:
        """The cards in the place of the former ones, the keyboard where it was; the sentence `nothing` for none."""

        def build() -> None:
            emptied(self._cards.body)
            for widget in tuple(cards) or (EmptyState(nothing, icon=icon),):
                self._cards.body.addWidget(widget)
            self._cards.body.addStretch(1)

        rebuilt(self._cards, build)
        order_stops(self)

    def show_failure(self, error: CaseworkError) -> None:
        """Say why something did not go."""
        self.messages.show_error(str(error))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(self._kind):
            self.show_target()

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(4), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))


def card(*parts: QWidget) -> QFrame:
    """One card with its parts below each other."""
    frame = QFrame()
    style.set_look(frame, "card")
    column = QVBoxLayout(frame)
    for part in parts:
        column.addWidget(part)
    return frame
