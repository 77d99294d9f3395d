"""The page „Überprüfung“: goals and steps, needs and resources, result; every click is stored at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.plans.plan_rows import Missing
from desktop.casework.reviews.goal_scales import save_scale
from desktop.casework.reviews.review_finish import finish_review, finish_review_and_close
from desktop.casework.reviews.review_rows import GoalResult, LevelRow, ReviewGoalRow, ReviewRow, StepResult
from desktop.casework.reviews.reviews import discard_review, record_goal, record_step
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.review_board import ReviewBoard
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.messages import confirm
from desktop.views.people.kept_input import KeptInput
from desktop.views.places import Places
from desktop.views.plans.step_columns import command
from desktop.views.plans.tab_chain import chain_in_layout_order
from desktop.views.reviews.needs_tab import NeedsTab
from desktop.views.reviews.outcome_tab import OutcomeTab
from desktop.views.reviews.review_goal import ReviewGoal

GOALS, NEEDS, OUTCOME = "goals", "needs", "outcome"


class ReviewPage(QWidget):
    """`show_target(case_id, version_id)` goes on with the open review of a Fassung or begins one."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._places = work, drafts, places
        self.board = ReviewBoard(work, self)
        self.head, self.messages, self.tabs = PageHead(self.tr("Überprüfung")), MessageArea(), PageTabs(self)
        self.goals_page, self.needs, self.outcome = ScrollPage(margin=0), NeedsTab(self.board, work), OutcomeTab()
        self.cards: list[ReviewGoal] = []
        self._shown: int | None = None
        self._case_id = 0
        self._kept: KeptInput | None = None
        self._build()
        self._connect()

    def show_target(self, case_id: int = 0, version_id: int = 0) -> None:
        """Open the review of this Fassung."""
        self._case_id = case_id
        self._shown = None
        self.board.open_for(case_id, version_id)

    def commit(self) -> None:
        """Take over texts being typed."""
        for card in self.cards:
            card.commit()
        self.needs.result.hand_over()
        self.outcome.commit()

    def _build(self) -> None:
        self._column, self._top = QVBoxLayout(self), QVBoxLayout()
        for part in (self.head, self.messages, self.tabs):
            self._top.addWidget(part)
        self._stack = QStackedWidget()
        names = ((GOALS, self.tr("1 Ziele und Schritte"), self.goals_page),
                 (NEEDS, self.tr("2 Bedarf und Ressourcen"), self.needs),
                 (OUTCOME, self.tr("3 Ergebnis"), self.outcome))  # fmt: skip
        for key, words, page in names:
            self.tabs.add_page(key, words)
            self._stack.addWidget(page)
        self._pages = {key: page for key, _, page in names}
        self.goals_page.body.addStretch(1)
        self._column.addLayout(self._top)
        self._column.addWidget(self._stack, 1)
        self.finish = self.head.set_primary(self.tr("Abschließen"), "check")
        self.head.set_menu([
            command(self.tr("Abschließen und Plan beenden …"), "archive", self._ask_close, self),
            command(self.tr("Überprüfung verwerfen …"), "trash-2", self.discard, self),
            command(self.tr("Zurück zum Plan"), "arrow-left", self._to_plan, self),
        ])  # fmt: skip
        icons.set_icon(self.finish, "check", "on_accent")
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._on_tab_chosen)
        self.board.shown.connect(self._on_shown)
        self.board.failed.connect(self._on_failed)
        self.board.header_refused.connect(self.outcome.keep_unsent)
        self.finish.clicked.connect(self._on_finish)
        self.needs.failed.connect(self.messages.show_error)
        self.outcome.header_given.connect(self._on_header_given)
        self.outcome.missing_wanted.connect(self.go_to)
        self.outcome.typed.connect(self._on_typed)

    def _fit(self) -> None:
        margin = style.space(6)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1))
        self._top.setContentsMargins(margin, style.space(3), margin, 0)
        self._top.setSpacing(style.space(1.5))
        self._stack.setContentsMargins(margin, style.space(1), margin, style.space(3))

    # showing

    def _on_shown(self) -> None:
        row = self.board.row
        if row is None:
            return
        fresh = self._shown != row.id
        if fresh:
            self._start_with(row)
        for card, entry in zip(self.cards, row.goals, strict=True):
            card.show_row(entry)
            card.set_read_only(row.finished)
        self.needs.show_row(row)
        self.outcome.show_row(row)
        self._show_head(row)
        if fresh:
            chain_in_layout_order(self)
            if self.cards and not row.finished:
                self.cards[0].focus_field(None, "value")
            self._find_draft(row)

    def _start_with(self, row: ReviewRow) -> None:
        self._shown = row.id
        for card in self.cards:
            card.hide()
            card.setParent(None)
            card.deleteLater()
        self.cards = [self._make_card(place, entry) for place, entry in enumerate(row.goals, 1)]
        for place, card in enumerate(self.cards):
            self.goals_page.body.insertWidget(place, card)
        self.messages.clear()
        self.tabs.choose(GOALS)

    def _make_card(self, number: int, entry: ReviewGoalRow) -> ReviewGoal:
        card = ReviewGoal(number, entry)
        card.goal_given.connect(self._on_goal_given)
        card.step_given.connect(self._on_step_given)
        card.scale_given.connect(self._on_scale_given)
        card.refused.connect(self.messages.show_error)
        return card

    def _show_head(self, row: ReviewRow) -> None:
        whose = row.person_name or self.tr("Familienplan")
        title = self.tr("Überprüfung der Fassung %1").replace("%1", str(row.version))
        self.head.set_title(title)
        done = sum(step.result is not None for goal in row.goals for step in goal.steps)
        every = sum(len(goal.steps) for goal in row.goals)
        words = self.tr("%1 · %2 von %3 Schritten").replace("%2", str(done)).replace("%3", str(every))
        state = self.tr("abgeschlossen") if row.finished else self.tr("Entwurf, wird laufend gespeichert")
        self.head.set_subtitle(f"{words.replace('%1', whose)} · {state}")
        self.tabs.set_note(OUTCOME, self.tr("fehlt: %1").replace("%1", str(len(row.lacks))) if row.lacks else "")
        self.finish.setVisible(not row.finished)
        self.finish.setText(self.tr("Abschließen → Fassung %1").replace("%1", str(row.version + 1)))

    def go_to(self, lack: Missing) -> None:
        """Lead to the input that is missing."""
        if lack.field in ("reason", "next_review_on", "held_on"):
            self.tabs.choose(OUTCOME)
            self.outcome.focus_field(lack.field)
            return
        self.tabs.choose(GOALS)
        card = next((card for card in self.cards if card.row.goal.id == lack.goal_id), None)
        if card is None and self.cards:
            card = self.cards[0]
        if card is not None:
            card.focus_field(lack.measure_id, lack.field)

    def _on_tab_chosen(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])

    # changing

    def _on_header_given(self, fields: Mapping[str, object]) -> None:
        self.board.put_header(**fields)

    def _on_goal_given(self, goal_id: int, result: GoalResult) -> None:
        if self.board.row is not None:
            self.board.change(record_goal, self.board.row.id, goal_id, result)

    def _on_step_given(self, measure_id: int, result: StepResult | None) -> None:
        if self.board.row is not None:
            self.board.change(record_step, self.board.row.id, measure_id, result)

    def _on_scale_given(self, goal_id: int, levels: tuple[LevelRow, ...]) -> None:
        self.board.change(save_scale, goal_id, levels)

    def _on_finish(self) -> None:
        self.commit()
        self.board.when_settled(self._finish)

    def _finish(self) -> None:
        row = self.board.row
        if row is None or row.finished:
            return
        if row.lacks:
            self.messages.show_error(row.lacks[0].text)
            self.go_to(row.lacks[0])
            return
        self.board.change(self._ended_by(finish_review), row.id, then=self._on_finished)

    def _on_finished(self, changes: Changes) -> None:
        """What changed, then on to the new draft from there."""
        self._forget_draft()
        row = self.board.row
        if changes.made is not None and row is not None:
            self._places.go("changes", self._case_id, row.plan_id, row.version_id, changes.made)

    def _ask_close(self) -> None:
        self.commit()
        row = self.board.row
        if row is None or row.finished:
            return
        question = self.tr("Die Überprüfung abschließen und den Plan beenden?")
        consequence = self.tr("Es entsteht keine neue Fassung. Der Plan bleibt lesbar, ändert sich aber nicht mehr.")
        confirm(self, question, consequence, self.tr("Plan beenden"), partial(self._close_plan, row.id))

    def _close_plan(self, review_id: int) -> None:
        self.board.change(self._ended_by(finish_review_and_close), review_id, then=self._on_closed)

    def _on_closed(self, _changes: Changes) -> None:
        self._forget_draft()
        self._to_plan()

    def discard(self) -> None:
        """Ask, then throw the review away."""
        row = self.board.row
        if row is None or row.finished:
            return
        question = self.tr("Diese Überprüfung verwerfen?")
        consequence = self.tr("Alle Ergebnisse dieser Überprüfung gehen verloren. Der Plan bleibt, wie er ist.")
        confirm(self, question, consequence, self.tr("Verwerfen"), partial(self._discard, row.id))

    def _discard(self, review_id: int) -> None:
        self._work.change(self, self._ended_by(discard_review), review_id, then=self._on_discarded,
                          failed=self._on_failed)  # fmt: skip

    def _on_discarded(self, _changes: Changes) -> None:
        self._forget_draft()
        self._to_plan()

    def _to_plan(self) -> None:
        self._places.open_case(self._case_id, "plan")

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    # what is typed and not stored yet

    def _find_draft(self, row: ReviewRow) -> None:
        if self._kept is not None:
            self._kept.deleteLater()
        self._kept = KeptInput(self._work, self._drafts, f"review/{row.id}", self.outcome.draft, self)
        self._kept.find(self.outcome.restore_draft)
        self.board.header_left_by = self._left_by

    def _on_typed(self) -> None:
        if self._kept is not None:
            self._kept.touched()

    def _left_by(self, use_case: Callable[..., Changes]) -> Callable[..., Changes]:
        return self._kept.left_by(use_case, self.outcome.draft()) if self._kept is not None else use_case

    def _ended_by(self, use_case: Callable[..., Changes]) -> Callable[..., Changes]:
        return self._kept.ended_by(use_case) if self._kept is not None else use_case

    def _forget_draft(self) -> None:
        if self._kept is not None:
            self._kept.forget()
