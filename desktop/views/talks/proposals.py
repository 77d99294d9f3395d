"""What the program proposes after a talk, one click each: the start of the counselling period, another status."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.cases.case_life import change_status
from desktop.casework.changes import Changes
from desktop.casework.people.periods import set_period
from desktop.casework.talks.talk_follow_ups import ProposedStart, ProposedStatus, TalkProposals, talk_proposals
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.terms import PeriodBasis
from desktop.views.components.message_area import MessageArea

_Proposal = ProposedStart | ProposedStatus


class Proposer(QObject):
    """Offers the proposals of a talk in a message area until each was taken or the message is closed."""

    def __init__(self, work: Work, messages: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._messages = work, messages
        self._open: list[_Proposal] = []

    def ask_for(self, talk_id: int) -> None:
        """Look what follows from a talk that was entered just now."""
        self._work.read(self, talk_proposals, talk_id, then=self.offer)

    def offer(self, proposals: TalkProposals) -> None:
        """Show them; nothing is shown where there are none."""
        self._open = [*proposals.starts, *proposals.statuses]
        self._show()

    def _show(self) -> None:
        if self._open:
            said = _tr("Das Gespräch ist eingetragen. Soll auch das übernommen werden?")
            self._messages.show_info(said, *(self._action(proposal) for proposal in self._open))

    def _action(self, proposal: _Proposal) -> tuple[str, Callable[[], object]]:
        if isinstance(proposal, ProposedStatus):
            words = _tr("Status „%1“").replace("%1", proposal.status.label)
        else:
            words = _tr("Beratungsbeginn von %1").replace("%1", proposal.name)
        return words, partial(self._take, proposal)

    def _take(self, proposal: _Proposal) -> None:
        done = partial(self._on_taken, proposal)
        if isinstance(proposal, ProposedStatus):
            self._work.change(self, change_status, proposal.case_id, proposal.status, proposal.since, then=done,
                              failed=self._on_failed)  # fmt: skip
        else:
            self._work.change(self, set_period, proposal.person_id, proposal.start, PeriodBasis.FIRST_TALK, then=done,
                              failed=self._on_failed)  # fmt: skip

    def _on_taken(self, proposal: _Proposal, _changes: Changes) -> None:
        self._open = [other for other in self._open if other != proposal]
        self._messages.show_ok(_tr("Übernommen."))
        self._show()

    def _on_failed(self, error: CaseworkError) -> None:
        self._messages.show_error(str(error))


def _tr(text: str) -> str:
    return QCoreApplication.translate("talks", text)
