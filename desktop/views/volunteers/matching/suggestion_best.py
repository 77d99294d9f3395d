"""„Beste Verteilung“: for several needs at once somebody each, proposed with reasons, ticked one by one by hand."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.casework.volunteers.matching.best_match import Distribution, Proposal
from desktop.casework.volunteers.needs.need_rows import NeedRow
from desktop.models.suggestion_words import waiting_words
from desktop.views import icons, style
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.people.lines import emptied, flow, link, order_stops, short_words, words
from desktop.views.volunteers.matching.suggestion_parts import ScoreBar, icon_line, reason_lines
from desktop.views.volunteers.needs.need_form import need_title


class BestView(QWidget):
    """Nothing is ticked at first: every pair is somebody's decision. Esc goes back.

    *Signals:* back_wanted(); keep_wanted(pairs) with the ticked (need, volunteer).
    """

    back_wanted = Signal()
    keep_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[tuple[int, int], QCheckBox] = {}
        self._page = ScrollPage(margin=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self._column = QVBoxLayout()
        self._page.body.addLayout(self._column)
        self._page.body.addStretch(1)

    def show_best(self, found: Distribution, needs: Mapping[int, NeedRow]) -> None:
        """Show what is proposed for these needs."""
        emptied(self._column)
        self.boxes = {}
        self._column.setSpacing(style.space(3))
        self._column.addWidget(self._head(found, len(needs)))
        for proposal in found.proposals:
            self._column.addWidget(self._line(proposal, needs[proposal.suggestion.need_id]))
        if found.left:
            self._column.addWidget(self._left(found, needs))
        self._page.verticalScrollBar().setValue(0)
        order_stops(self)
        first = next(iter(self.boxes.values()), self.back)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> tuple[tuple[int, int], ...]:
        """The pairs (need, volunteer) somebody ticked."""
        return tuple(pair for pair, box in self.boxes.items() if box.isChecked())

    # building

    def _head(self, found: Distribution, asked: int) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        self.back = link(self.tr("Zurück zu den Bedarfen"), self.back_wanted.emit, "back", icon="arrow-left")
        self.keep = QPushButton()
        style.set_look(self.keep, "primary")
        self.keep.clicked.connect(self._on_keep_clicked)
        column.addWidget(flow(self.back))
        column.addWidget(words(self.tr("Beste Verteilung"), "title"))
        said = self.tr("Für %1 von %2 Bedarfen gibt es einen Vorschlag. Möglichst viele sollen jemanden bekommen, dann "
                       "zählen die Punkte, dann die Wartezeit. Festgehalten wird nur, was Sie ankreuzen.")  # fmt: skip
        column.addWidget(words(said.replace("%1", str(len(found.proposals))).replace("%2", str(asked)), "muted"))
        column.addWidget(flow(self.keep))
        self.keep.setVisible(bool(found.proposals))
        self._count()
        return box

    def _line(self, proposal: Proposal, need: NeedRow) -> QWidget:
        """Box with need and volunteer, score, how long it waits, the reasons."""
        found, card = proposal.suggestion, QFrame()
        style.set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(style.space(3), style.space(2), style.space(3), style.space(2))
        column.setSpacing(style.space(1))
        said = self.tr("%1: %2").replace("%1", need_title(need)).replace("%2", found.name)
        box = QCheckBox(said)
        box.setObjectName(f"pair_{need.id}_{found.volunteer_id}")
        box.setAccessibleName(self.tr("%1, %2 von 100").replace("%1", said).replace("%2", str(found.fit.score)))
        box.toggled.connect(self._count)
        self.boxes[need.id, found.volunteer_id] = box
        column.addWidget(box)
        column.addWidget(flow(ScoreBar(found.fit.score), short_words(waiting_words(need.waiting_days), "muted"), gap=6))
        if proposal.hint:
            column.addWidget(icon_line("triangle-alert", "warn", proposal.hint))
        column.addWidget(reason_lines(found.fit))
        return card

    def _left(self, found: Distribution, needs: Mapping[int, NeedRow]) -> QWidget:
        section = Section(self.tr("Ohne Vorschlag"))
        section.set_note(str(len(found.left)))
        for need_id, reason in found.left:
            section.body.addWidget(icon_line("ban", "muted", f"{need_title(needs[need_id])}: {reason}"))
        return section

    def _on_keep_clicked(self) -> None:
        self.keep_wanted.emit(self.ticked())

    def _count(self) -> None:
        count = len(self.ticked())
        said = self.tr("1 Vorschlag festhalten") if count == 1 else self.tr("%1 Vorschläge festhalten")
        self.keep.setText(said.replace("%1", str(count)) if count else self.tr("Angekreuzte festhalten"))
        icons.set_icon(self.keep, "hand-heart", "on_accent")
        self.keep.setEnabled(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)
