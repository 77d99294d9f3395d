"""What can be done with a Fassung as a whole, by its state: the one next action, and the rest in the menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes
from desktop.casework.plans.plan_life import agree, back_to_draft, discard_draft, next_version
from desktop.casework.plans.plan_page import PlanPageRow, PossiblePlan
from desktop.casework.plans.plan_rows import PlanView
from desktop.casework.plans.plans import start_plan
from desktop.models.plan_board import PlanBoard
from desktop.terms import PlanState
from desktop.views.components.message_area import MessageArea
from desktop.views.messages import confirm
from desktop.views.places import Places
from desktop.views.plans.plan_forms import PlanForms
from desktop.views.plans.step_columns import command
from desktop.views.plans.words import plan_name

Action = tuple[str, str, Callable[[], object]]


class LifeActions(QObject):
    """Belongs to the page, which shows what is offered here."""

    def __init__(self, board: PlanBoard, forms: PlanForms, messages: MessageArea, places: Places,
                 page: QWidget) -> None:
        super().__init__(page)
        self._board, self._forms, self._messages = board, forms, messages
        self._places, self._page = places, page

    def start(self, plan: PossiblePlan) -> None:
        """Begin a plan and show its draft."""

        def started(changes: Changes) -> None:
            self._show_version(changes.made)

        self._board.change(start_plan, self._board.case_id, plan.kind, plan.person_id, then=started)

    def preview(self) -> None:
        """The pages as they will be on paper."""
        if self._board.view is not None:
            self._places.open_preview(self._board.view.id)

    def primary(self, row: PlanPageRow, view: PlanView) -> Action | None:
        """The next step in the life of this Fassung."""
        match view.state:
            case PlanState.DRAFT:
                return self.tr("In Abstimmung geben"), "send", self._agree
            case PlanState.AGREEING:
                return self.tr("In Kraft setzen"), "check", self._forms.signing
            case PlanState.IN_FORCE:
                return self._after_in_force(view)
        newest = view.versions[0]
        if newest.id != view.id:
            return self.tr("Zur neuesten Fassung"), "arrow-right", partial(self._show_version, newest.id)
        if row.possible:  # a plan that is over makes room for the next one
            first = row.possible[0]
            return self.tr("%1 beginnen").replace("%1", plan_name(first)), "plus", partial(self.start, first)
        return None

    def menu(self, row: PlanPageRow, view: PlanView, owner: QWidget) -> list[QAction]:
        """Everything else."""
        offers = {PlanState.DRAFT: self._draft_menu, PlanState.AGREEING: self._agreeing_menu,
                  PlanState.IN_FORCE: self._in_force_menu}  # fmt: skip
        entries = offers[view.state](view) if view.state in offers else []
        entries.append((self.tr("Änderungen und Verlauf"), "trending-up", partial(self.changes, view)))
        begin = self.tr("%1 beginnen")
        entries += [(begin.replace("%1", plan_name(plan)), "file-plus", partial(self.start, plan))
                    for plan in row.possible]  # fmt: skip
        return [command(words, icon, slot, owner) for words, icon, slot in entries]

    def _draft_menu(self, view: PlanView) -> list[Action]:
        return [(self.tr("Angaben zum Plan …"), "pencil", self._forms.header),
                (self.tr("Entwurf verwerfen …"), "trash-2", partial(self._ask_discard, view))]  # fmt: skip

    def _agreeing_menu(self, _view: PlanView) -> list[Action]:
        return [(self.tr("Zurück zum Entwurf"), "undo-2", self._reopen),
                (self.tr("Nächstes Gespräch und Sprache …"), "calendar-clock", self._forms.header),
                (self.tr("Ausgehändigt am …"), "hand-helping", self._forms.hand_out)]  # fmt: skip

    def _in_force_menu(self, view: PlanView) -> list[Action]:
        onward = [(self.tr("Fortschreiben ohne Überprüfung"), "file-plus", partial(self.continue_plan, view))]
        return [*(onward if view.versions[0].id == view.id else ()),
                (self.tr("Ergänzung …"), "plus", self._forms.supplement),
                (self.tr("Ausgehändigt am …"), "hand-helping", self._forms.hand_out),
                (self.tr("Nächstes Gespräch und Sprache …"), "calendar-clock", self._forms.header),
                (self.tr("Plan abschließen …"), "archive", self._forms.close_plan)]  # fmt: skip

    def _after_in_force(self, view: PlanView) -> Action:
        """There is at most one next Fassung under way."""
        newest = view.versions[0]
        if newest.id != view.id:
            words = self.tr("Zur Fassung %1 (%2)").replace("%1", str(newest.version)).replace("%2", newest.state.label)
            return words, "arrow-right", partial(self._show_version, newest.id)
        return self.tr("Überprüfen"), "clipboard-check", partial(self.review, view)

    def review(self, view: PlanView) -> None:
        """Results per step and goal, then the next Fassung."""
        self._places.go("review", self._board.case_id, view.id)

    def changes(self, view: PlanView) -> None:
        """What changed from the former Fassung to this one, and how the plan went over time."""
        self._places.go("changes", self._board.case_id, view.plan_id, *_former_and(view))

    def continue_plan(self, view: PlanView) -> None:
        """The next Fassung as a draft, with what is still open."""

        def made(changes: Changes) -> None:
            self._show_version(changes.made)
            self._messages.show_info(
                self.tr("Neuer Entwurf mit allem, was noch offen ist. Fassung %1 gilt, bis er in Kraft ist.")
                .replace("%1", str(view.version))
            )  # fmt: skip

        self._board.change(next_version, view.id, then=made)

    def _agree(self) -> None:
        view = self._board.view
        if view is not None:
            self._forms.close()
            self._board.change(agree, view.id, then=self._say_agreed)

    def _say_agreed(self, _changes: Changes) -> None:
        words = self.tr("Der Text steht jetzt fest. Bitte drucken, vorlesen und unterschreiben lassen.")
        self._messages.show_ok(words, (self.tr("Vorschau"), self.preview))

    def _reopen(self) -> None:
        view = self._board.view
        if view is not None:
            self._board.change(back_to_draft, view.id)

    def _ask_discard(self, view: PlanView) -> None:
        question = self.tr("Diesen Entwurf verwerfen?")
        consequence = self.tr("Seine Ziele und Schritte sind dann weg. Frühere Fassungen bleiben.")
        confirm(self._page, question, consequence, self.tr("Entwurf verwerfen"), partial(self._discard, view))

    def _discard(self, view: PlanView) -> None:
        former = next((version.id for version in view.versions if version.id != view.id), None)

        def gone(_changes: Changes) -> None:
            self._show_version(former)

        self._board.change(discard_draft, view.id, then=gone)

    def _show_version(self, version_id: int | None) -> None:
        self._board.open_version(version_id)


def _former_and(view: PlanView) -> tuple[int, ...]:
    """The Fassung before this one and this one; for the first Fassung the next one, when there is any."""
    by_number = sorted(view.versions, key=lambda brief: brief.version)
    place = next(index for index, brief in enumerate(by_number) if brief.id == view.id)
    pair = by_number[max(0, place - 1) : max(0, place - 1) + 2]
    return tuple(brief.id for brief in pair)
