"""The page „Plan“ of a case file: goals as cards, written in place in a draft, frozen and followed up later."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.plans.catalogue_data import AreaPrinting
from desktop.casework.plans.plan_page import PlanPageRow
from desktop.casework.plans.plan_rows import GoalRow, Missing, PlanView
from desktop.errors import CaseworkError
from desktop.models.plan_board import PlanBoard
from desktop.models.work import Work
from desktop.terms import PlanKind, PlanState
from desktop.views import style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.places import Places
from desktop.views.plans.frame_card import FrameCard
from desktop.views.plans.frozen_line import FrozenLine
from desktop.views.plans.goal_actions import GoalActions
from desktop.views.plans.goal_card import DraftCard, FrozenCard, GoalCard
from desktop.views.plans.life_actions import LifeActions
from desktop.views.plans.plan_choice import PlanChoice
from desktop.views.plans.plan_forms import PlanForms
from desktop.views.plans.plan_head import PlanHead
from desktop.views.plans.proposals_bar import ProposalsBar
from desktop.views.plans.start_card import StartCard
from desktop.views.plans.tab_chain import chain_in_layout_order
from desktop.views.plans.volunteer_steps import VolunteerSteps
from desktop.views.plans.words import area_of


class PlanPage(QWidget):
    """`load()` reads the case's plans; the page follows changes others make by itself.

    `draft()` is what is typed and not stored yet, as JSON values; `restore_draft` takes it back.
    """

    def __init__(self, work: Work, case_id: int, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = PlanBoard(work, case_id, self)
        self.messages, self.choice, self.head = MessageArea(), PlanChoice(), PlanHead()
        self.pages = ScrollPage(margin=0)
        self.start, self.proposals, self.frame = StartCard(), ProposalsBar(), FrameCard()
        self.cards: list[GoalCard] = []
        self._cards_for: tuple[int, PlanState] | None = None
        self._wanted_area: tuple[str, int | None] | None = None
        self._typed: dict[str, Any] = {}
        self._took = False
        self._build()
        self.forms = PlanForms(self.board, self)
        self.life = LifeActions(self.board, self.forms, self.messages, places, self)
        self.acts = GoalActions(self.board, self.forms, self.messages, self)
        self.volunteers = VolunteerSteps(work, self.board, places, self._frozen_lines, self)
        self._connect()

    def load(self) -> None:
        """Read everything again, at the Fassung shown."""
        self.board.load()

    def show_version(self, version_id: int) -> None:
        """Show this Fassung."""
        self.board.open_version(version_id)

    def show_target(self, version_id: int | None = None) -> None:
        """Come here to a certain Fassung."""
        if version_id is not None:
            self.show_version(version_id)

    def take_area(self, area_key: str, person_id: int | None) -> None:
        """„Ziel daraus machen“: open the area's proposals in the draft of the plan it belongs to, begun if need be."""
        self._wanted_area = (area_key, person_id)
        if self.board.row is None:
            self.board.load()
        else:
            self._go_on_with_area(self.board.row)

    def draft(self) -> dict[str, Any] | None:
        """Half-written steps by goal and forms by key; None when nothing is unsaved."""
        return self._unsaved(self.forms.draft())

    def rest(self) -> dict[str, Any] | None:
        """As `draft`, without what is under way into the vault just now."""
        return self._unsaved(self.forms.rest())

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft` gave."""
        self.forms.restore_draft(draft.get("forms", {}))
        self._typed = dict(draft.get("steps", {}))
        if self.board.row is not None:
            self._restore_typed()

    def _unsaved(self, forms: dict[str, Any]) -> dict[str, Any] | None:
        steps = {str(card.row.id): card.unsaved() for card in self.cards if card.unsaved()}
        return {"steps": steps, "forms": forms} if steps or forms else None

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        self._top = QVBoxLayout()
        above: tuple[QWidget, ...] = (self.choice, self.head, self.messages)
        within: tuple[QWidget, ...] = (self.start, self.proposals, self.frame)
        for part in above:
            self._top.addWidget(part)
        self._column.addLayout(self._top)
        self._column.addWidget(self.pages, 1)
        for part in within:
            self.pages.body.addWidget(part)
        self.pages.body.addStretch()
        for part in (self.choice, self.head, *within):
            part.hide()
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _connect(self) -> None:
        self.board.shown.connect(self._on_shown)
        self.board.failed.connect(self._on_failed)
        self.choice.chosen.connect(self.board.open_version)
        self.head.missing_wanted.connect(self._on_missing_wanted)
        self.head.review_wanted.connect(self._on_review_wanted)
        self.head.print_wanted.connect(self.life.preview)
        self.head.primary_wanted.connect(self._on_primary)
        self.start.start_wanted.connect(self.life.start)
        self.proposals.take_wanted.connect(self.forms.take)
        self.frame.edit_wanted.connect(self.forms.header)
        self.forms.done.connect(self._on_form_done)
        self.acts.rechained.connect(self._chain)
        self.acts.need_wanted.connect(self.volunteers.open_need)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._top.setContentsMargins(margin, style.space(3), margin, style.space(1))
        self._top.setSpacing(style.space(2))
        self.pages.body.setContentsMargins(margin, style.space(1), margin, margin)
        self.pages.body.setSpacing(style.space(2.5))

    # showing

    def _on_shown(self) -> None:
        row = self.board.row
        if row is None:
            return
        view = row.view
        self.choice.show_row(row)
        self.start.setVisible(view is None)
        for part in (self.head, self.frame):
            part.setVisible(view is not None)
        self.proposals.setVisible(view is not None and view.editable)
        if view is None:
            self._drop_cards()
            self.start.show_possible(row.possible)
        else:
            self._show_view(row, view)
        self._chain()
        self._restore_typed()
        self._go_on_with_area(row)
        self._focus_after_taking()

    def _show_view(self, row: PlanPageRow, view: PlanView) -> None:
        action = self.life.primary(row, view)
        self.head.show_view(view, action[:2] if action else ("", ""), self.life.menu(row, view, self.head))
        self._match_cards(row, view)
        for card, goal in zip(self.cards, view.goals, strict=True):
            card.show_goal(goal, row, view)
        self.proposals.show_proposals(row.proposals, row.concerned)
        self.frame.show_view(view)
        self.volunteers.load()

    def _frozen_lines(self) -> list[FrozenLine]:
        return [line for card in self.cards if isinstance(card, FrozenCard) for line in card.lines]

    def _match_cards(self, row: PlanPageRow, view: PlanView) -> None:
        """Cards stay with their goal as long as the same Fassung is in the same state."""
        if self._cards_for != (view.id, view.state):
            self._drop_cards()
            self._cards_for = (view.id, view.state)
        kept = {card.row.id: card for card in self.cards}
        ids = [goal.id for goal in view.goals]
        for card in [card for card in self.cards if card.row.id not in ids]:
            _bury(card)
        self.cards = [kept.get(goal.id) or self._make_card(goal, row, view) for goal in view.goals]
        for place, card in enumerate(self.cards):
            if self.pages.body.indexOf(card) != place:
                self.pages.body.insertWidget(place, card)

    def _make_card(self, goal: GoalRow, row: PlanPageRow, view: PlanView) -> GoalCard:
        card = DraftCard(self.acts, row, view) if view.editable else FrozenCard(self.acts, view)
        card.goal = goal
        return card

    def _drop_cards(self) -> None:
        for card in self.cards:
            _bury(card)
        self.cards, self._cards_for = [], None

    def _chain(self) -> None:
        """Tab goes as one reads, also through inputs that came later."""
        chain_in_layout_order(self)

    def _restore_typed(self) -> None:
        typed, self._typed = self._typed, {}
        for card in list(self.cards):
            if isinstance(card, DraftCard) and str(card.row.id) in typed:
                card.restore(typed[str(card.row.id)])

    # doing

    def _on_primary(self) -> None:
        row = self.board.row
        action = self.life.primary(row, row.view) if row is not None and row.view is not None else None
        if action is not None:
            action[2]()

    def _on_missing_wanted(self, lack: Missing) -> None:
        """Lead to the input that is missing."""
        if lack.goal_id is None:
            if lack.field == "goals":
                self.proposals.focus_first()
            else:
                self.forms.header(lack.field)
            return
        for card in self.cards:
            if card.row.id == lack.goal_id:
                card.focus_field(lack.measure_id, lack.field)

    def _on_review_wanted(self) -> None:
        self.forms.header("next_review_on")

    def _on_form_done(self, key: str) -> None:
        self._took = key.startswith("take/")

    def _focus_after_taking(self) -> None:
        """The next proposal is one Enter away."""
        if self._took:
            self._took = False
            self.proposals.focus_first()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    # „Ziel daraus machen“

    def _go_on_with_area(self, row: PlanPageRow) -> None:
        if self._wanted_area is None:
            return
        (area, person_id), view = self._wanted_area, row.view
        own_sheet = area_of(area).printing is AreaPrinting.OWN_SHEET_AFTER_TICK
        if view is not None and view.editable and _takes(view, person_id, own_sheet=own_sheet):
            self._wanted_area = None
            self.forms.take(area, person_id)
            return
        plans = [plan for plan in row.plans if plan.state is not PlanState.CLOSED]
        fitting = [plan for plan in plans if plan.person_id == person_id or (plan.person_id is None and not own_sheet)]
        if not fitting:
            self._begin_for(row, person_id, own_sheet=own_sheet)
        elif view is None or view.id != fitting[0].version_id:
            self.board.open_version(fitting[0].version_id)
        else:
            self._wanted_area = None
            self._say_frozen(view)

    def _begin_for(self, row: PlanPageRow, person_id: int | None, *, own_sheet: bool) -> None:
        """A family begins with the family's plan, health and protection with the person's own."""
        alone = len(row.persons) == 1 or own_sheet
        wanted = (person_id or row.persons[0].id) if alone else None
        possible = next((plan for plan in row.possible if plan.person_id == wanted), None)
        if possible is None:
            self._wanted_area = None
            return
        self.life.start(possible)

    def _say_frozen(self, view: PlanView) -> None:
        if view.state is PlanState.IN_FORCE:
            words = self.tr("Dieser Plan gilt schon. Ein neues Ziel kommt in die nächste Fassung.")
            self.messages.show_info(words, (self.tr("Fortschreiben"), partial(self.life.continue_plan, view)))
        else:
            words = self.tr("Der Text dieses Plans steht fest. Neue Ziele gehen, wenn er wieder Entwurf ist.")
            self.messages.show_info(words)


def _takes(view: PlanView, person_id: int | None, *, own_sheet: bool) -> bool:
    """Whether a goal for this person belongs into this plan."""
    if view.kind is PlanKind.FAMILY:
        return not own_sheet
    return person_id in (None, view.person_id)


def _bury(card: GoalCard) -> None:
    card.hide()
    card.setParent(None)
    card.deleteLater()
