"""The chosen need with its suggestions, the best first; who cannot be suggested now is folded below with the reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.casework.people.languages import language_name
from desktop.casework.volunteers.matching.matching_rows import Suggestion
from desktop.casework.volunteers.needs.need_rows import NeedRow
from desktop.clock import german_date
from desktop.models.suggestion_words import need_mark, waiting_words
from desktop.views import style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.components.section import Section
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, words
from desktop.views.volunteers.matching.suggestion_card import SuggestionCard
from desktop.views.volunteers.matching.suggestion_filters import SuggestionFilters
from desktop.views.volunteers.matching.suggestion_parts import icon_line, reason_words
from desktop.views.volunteers.needs.need_form import need_title
from desktop.volunteer_terms import GenderWish, NeedStatus

AT_ONCE = 8
"""Cards shown at first and with each „weitere“: nobody reads five hundred."""
LINES_AT_ONCE = 30
"""Lines of who cannot be suggested, likewise."""


class SuggestionPanel(ScrollPage):
    """*Signals:* compare_wanted(Suggestion), keep_wanted(Suggestion); edit_wanted(id), close_wanted(id),
    reopen_wanted(id), case_wanted(id) about the need; match_wanted(volunteer, match); back_wanted() to the list.
    """

    compare_wanted = Signal(object)
    keep_wanted = Signal(object)
    edit_wanted = Signal(int)
    close_wanted = Signal(int)
    reopen_wanted = Signal(int)
    case_wanted = Signal(int)
    match_wanted = Signal(int, int)
    back_wanted = Signal()

    def __init__(self, *, with_case: bool, parent: QWidget | None = None) -> None:
        super().__init__(margin=0, parent=parent)
        self._with_case, self._with_back = with_case, False
        self._need: NeedRow | None = None
        self._found: tuple[Suggestion, ...] = ()
        self._read = False
        self._shown = AT_ONCE
        self.cards: list[SuggestionCard] = []
        self._head, self._list = QVBoxLayout(), QVBoxLayout()
        self.filters = SuggestionFilters()
        self.body.addLayout(self._head)
        self.body.addWidget(self.filters)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.filters.changed.connect(self._on_filters_changed)
        style.notifier().changed.connect(self._fit_lists)
        self._fit_lists()
        self.show_need(None)

    @property
    def need(self) -> NeedRow | None:
        """The need shown."""
        return self._need

    def show_need(self, need: NeedRow | None) -> None:
        """Show another need, still without suggestions; None says that one is to be chosen."""
        if need is None or self._need is None or need.id != self._need.id:
            self._found, self._read, self._shown = (), False, AT_ONCE
            self.verticalScrollBar().setValue(0)
        self._need = need
        self._rebuild()

    def show_suggestions(self, found: tuple[Suggestion, ...]) -> None:
        """The ranking of the need shown; filters stay as they are."""
        self._found, self._read = found, True
        self.filters.offer(found)
        self._rebuild()

    def set_with_back(self, with_back: bool) -> None:
        """Whether the list is behind this panel instead of beside it."""
        if with_back != self._with_back:
            self._with_back = with_back
            self._rebuild()

    def focus_first(self) -> None:
        """Give the keyboard to the best suggestion, or to the first thing there is."""
        first = self.cards[0] if self.cards else self.findChild(QPushButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # building

    def _rebuild(self) -> None:
        rebuilt(self, self._build)
        order_stops(self)

    def _build(self) -> None:
        emptied(self._head)
        emptied(self._list)
        self.cards = []
        self.filters.setVisible(self._is_listing() and bool(self._found))
        if self._with_back:
            self._head.addWidget(flow(link(self.tr("Zur Liste"), self.back_wanted.emit, "to_list", icon="arrow-left")))
        if self._need is None:
            self._head.addWidget(words(self.tr("Links einen Bedarf wählen: hier stehen dann die Vorschläge."), "muted"))
            return
        self._build_need(self._need)
        if self._is_listing():
            self._build_list()

    def _is_listing(self) -> bool:
        return self._need is not None and self._need.seeking and self._read

    def _build_need(self, need: NeedRow) -> None:
        self._head.addWidget(words(need_title(need), "section"))
        if need.facts.task:
            self._head.addWidget(words(need.facts.task))
        self._head.addWidget(words(self._wishes(need), "muted"))
        icon, tone = need_mark(need.status)
        chips: list[QWidget] = [Chip(need.status.label, Tone(tone), icon)]
        if need.open:
            chips.append(Chip(waiting_words(need.waiting_days), Tone.NEUTRAL, "hourglass"))
        for match in need.matches:
            said = self.tr("%1: %2").replace("%1", match.volunteer).replace("%2", match.stage)
            go = partial(self.match_wanted.emit, match.volunteer_id, match.match_id)
            chips.append(link(said, go, f"match_{match.match_id}", icon="hand-heart"))
        self._head.addWidget(flow(*chips))
        self._head.addWidget(flow(*self._links(need)))

    def _links(self, need: NeedRow) -> list[QWidget]:
        closed = need.status is NeedStatus.CLOSED
        case = link(self.tr("Zur Fallakte"), partial(self.case_wanted.emit, need.case_id), "to_case", icon="folder")
        again = link(self.tr("Wieder öffnen"), partial(self.reopen_wanted.emit, need.id), "reopen", icon="undo-2")
        change = link(self.tr("Ändern …"), partial(self.edit_wanted.emit, need.id), "edit", icon="pencil")
        close = link(self.tr("Abschließen …"), partial(self.close_wanted.emit, need.id), "close", icon="check")
        return [*((again,) if closed else (change, close)), *((case,) if self._with_case else ())]

    def _wishes(self, need: NeedRow) -> str:
        facts = need.facts
        languages = ", ".join(language_name(code) for code in facts.languages)
        wish = self.tr("wünscht sich %1").replace("%1", facts.gender_wish.label)
        until = self.tr("gewünscht bis %1").replace("%1", german_date(facts.wanted_by)) if facts.wanted_by else ""
        parts = (
            need.case_number, self.tr("%1 Jahre").replace("%1", str(need.age)) if need.age is not None else "",
            languages, wish if facts.gender_wish is not GenderWish.ANY else "",
            self.tr("mit Kindern oder Jugendlichen") if facts.with_children else "", facts.place,
            ", ".join(span.words for span in facts.times), ", ".join(facts.interests), until,
        )  # fmt: skip
        return " · ".join(part for part in parts if part)

    def _build_list(self) -> None:
        kept = self.filters.kept(self._found)
        possible = [one for one in kept if not one.fit.blocked]
        section = Section(self.tr("Vorschläge"), self.tr("Punkte sagen, was gemeinsam ist; entscheiden müssen Sie."))
        section.set_note(str(len(possible)) if possible else "")
        for place, one in enumerate(possible[: self._shown], 1):
            section.body.addWidget(self._card(place, one))
        if not possible:
            section.body.addWidget(words(self._why_nobody(), "muted"))
        left = len(possible) - self._shown
        if left > 0:
            said = self.tr("%1 weitere zeigen").replace("%1", str(min(left, AT_ONCE)))
            section.body.addWidget(flow(link(said, self._show_more, "more", icon="chevron-down")))
        self._list.addWidget(section)
        blocked = [one for one in kept if one.fit.blocked]
        if blocked:
            self._list.addWidget(self._blocked(blocked))

    def _why_nobody(self) -> str:
        if not self._found:
            return self.tr("Im Register ist noch niemand.")
        if any(not one.fit.blocked for one in self._found):
            return self.tr("Wer passt, ist durch die Filter ausgeblendet.")
        return self.tr("Zurzeit passt niemand. Unten steht bei jedem, woran es liegt.")

    def _card(self, place: int, one: Suggestion) -> SuggestionCard:
        card = SuggestionCard(place, one)
        card.compare_wanted.connect(self.compare_wanted)
        card.keep_wanted.connect(self.keep_wanted)
        card.step_wanted.connect(partial(self._step, place - 1))
        self.cards.append(card)
        return card

    def _blocked(self, blocked: list[Suggestion]) -> QWidget:
        """Folded, and filled only when somebody wants to know."""
        section = Section(self.tr("Zurzeit nicht möglich"), foldable=True)
        section.set_note(str(len(blocked)))
        section.set_folded(True)
        section.folded.connect(partial(self._fill_blocked, section, blocked))
        return section

    def _fill_blocked(self, section: Section, blocked: list[Suggestion], folded: bool) -> None:
        if not folded and section.body.count() == 0:
            self._add_blocked(section, blocked)
            order_stops(self)

    def _add_blocked(self, section: Section, blocked: list[Suggestion]) -> None:
        """Some lines, and the way to the rest."""
        for one in blocked[:LINES_AT_ONCE]:
            reasons = " · ".join(reason_words(reason) for reason in one.fit.blocks)
            section.body.addWidget(icon_line("ban", "muted", f"{one.name}: {reasons}"))
        if left := blocked[LINES_AT_ONCE:]:
            said = self.tr("%1 weitere zeigen").replace("%1", str(min(len(left), LINES_AT_ONCE)))
            more = link(said, partial(self._more_blocked, section, left), "more_blocked", icon="chevron-down")
            section.body.addWidget(flow(more))

    def _more_blocked(self, section: Section, left: list[Suggestion]) -> None:
        """The link goes, the next lines come in its place."""
        last = section.body.takeAt(section.body.count() - 1)
        widget = last.widget() if last is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        self._add_blocked(section, left)
        order_stops(self)

    # doing

    def _on_filters_changed(self) -> None:
        self._shown = AT_ONCE
        self._rebuild()

    def _show_more(self) -> None:
        first = len(self.cards)
        self._shown += AT_ONCE
        self._rebuild()
        self._step(first - 1, 1)

    def _step(self, place: int, by: int) -> None:
        if 0 <= place + by < len(self.cards):
            self.cards[place + by].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_lists(self) -> None:
        self._head.setSpacing(style.space(1))
        self._list.setSpacing(style.space(3))
