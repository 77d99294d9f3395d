"""What a second person must approve in this office. Kept at once, in the vault."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.approvals import demand_approvals, demanded_approvals
from desktop.casework.changes import Changes
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.talk_terms import ApprovalOf
from desktop.views.components.card import Card
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.check_field import CheckField
from desktop.views.people.lines import words


class ApprovalsCard(Card):
    """One box for each; none is ticked to begin with."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Freigabe durch eine zweite Person"), "user-check", parent)
        self._work, self._messages = work, MessageArea()
        self.body.addWidget(self._messages)
        said = self.tr("Was hier angehakt ist, gilt erst, wenn eine zweite Person es freigegeben hat. Darum gebeten "
                       "wird in der Fallakte unter „Aufgaben“.")  # fmt: skip
        self.body.addWidget(words(said, "muted"))
        labels = {ApprovalOf.ASSESSMENT: self.tr("Assessment, bevor es abgeschlossen wird"),
                  ApprovalOf.PLAN: self.tr("Integrationsplan, bevor er in Kraft tritt"),
                  ApprovalOf.CLOSING: self.tr("Abschluss, bevor ein Fall endet")}  # fmt: skip
        self.boxes = {what: CheckField(f"approve_{what.value}", label) for what, label in labels.items()}
        for box in self.boxes.values():
            self.body.addWidget(box)
            box.changed.connect(self._on_changed)

    def load(self) -> None:
        """Show what holds now."""
        self._work.read(self, demanded_approvals, then=self._show, failed=self._on_failed)

    def _show(self, demanded: frozenset[ApprovalOf]) -> None:
        for what, box in self.boxes.items():
            box.set_value(what in demanded)

    def _on_changed(self) -> None:
        wanted = tuple(what for what, box in self.boxes.items() if box.value())
        self._work.change(self, demand_approvals, wanted, then=self._on_kept, failed=self._on_failed)

    def _on_kept(self, _changes: Changes) -> None:
        self._messages.show_ok(self.tr("Gespeichert."))

    def _on_failed(self, error: CaseworkError) -> None:
        self._messages.show_error(str(error))
        self.load()
