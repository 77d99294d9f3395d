"""„Freigaben“ on the tasks of a case: asking a second person, answering, and how each request stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.cases.approval_rows import ApprovalRow
from desktop.casework.cases.approvals import CaseApprovals, answer_approval, approvals_of_case, withdraw_approval
from desktop.casework.changes import Changes
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.talk_terms import ApprovalAnswer
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.section import Section
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt, words
from desktop.views.people.quick_form import FormDrawer
from desktop.views.tasks.approval_forms import AskForm, SendBackForm

_TONES = {ApprovalAnswer.GIVEN: Tone.OK, ApprovalAnswer.SENT_BACK: Tone.BAD, ApprovalAnswer.OUTGROWN: Tone.WARN}


class ApprovalsSection(Section):
    """Hidden where there is nobody else to ask and nothing was ever asked.

    *Signals:* wanted(bool) after each reading: whether the reader's answer is waited for.
    """

    wanted = Signal(bool)

    def __init__(
        self, work: Work, case_id: int, drawer: FormDrawer, messages: MessageArea, parent: QWidget | None = None
    ) -> None:
        super().__init__(QCoreApplication.translate("ApprovalsSection", "Freigaben"), parent=parent)
        self._work, self._case_id, self._drawer, self._messages = work, case_id, drawer, messages
        self._read: CaseApprovals | None = None
        self.hide()

    def load(self) -> None:
        """Read how the requests of the case stand."""
        self._work.read(self, approvals_of_case, self._case_id, then=self._on_read, failed=self._on_failed)

    def ask(self) -> None:
        """Open the form for a request."""
        if self._read is not None:
            form = AskForm(self._case_id, self._read)
            self._drawer.open_form(form, self.tr("Um Freigabe bitten"), f"approval/{self._case_id}",
                                   partial(self._say, self.tr("Um Freigabe gebeten; es steht dort in „Heute“.")))

    def send_back(self, row: ApprovalRow) -> None:
        """Open the form for the reason."""
        self._drawer.open_form(SendBackForm(row), self.tr("Zurückgeben"), f"send-back/{self._case_id}",
                               partial(self._say, self.tr("Zurückgegeben; wer gebeten hat, sieht es in „Heute“.")))

    def _on_read(self, read: CaseApprovals) -> None:
        self._read = read
        self.setVisible(bool(read.rows or read.colleagues))
        rebuilt(self, self._build)
        order_stops(self)
        self.wanted.emit(any(row.may_answer for row in read.rows))

    def _build(self) -> None:
        emptied(self.body)
        if self._read is None:
            return
        needed = [what.label for what in self._read.demanded]
        if needed:
            said = self.tr("Eine zweite Person gibt hier frei: %1.").replace("%1", ", ".join(sorted(needed)))
            self.body.addWidget(words(said, "muted"))
        for row in self._read.rows:
            self.body.addWidget(self._line(row))
        if self._read.colleagues and self._read.subjects:
            self.body.addWidget(flow(link(self.tr("Um Freigabe bitten"), self.ask, "ask_approval", icon="user-check")))

    def _line(self, row: ApprovalRow) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(row.words, "strong" if row.answer is None else ""))
        asked = self.tr("gebeten von %1 am %2").replace("%1", row.asked_by)
        asked = asked.replace("%2", german_date(row.asked_at.astimezone().date()))
        column.addWidget(words(" · ".join(part for part in (asked, row.note, row.answer_note) if part), "muted"))
        column.addWidget(flow(self._state(row), *self._actions(row)))
        return box

    def _state(self, row: ApprovalRow) -> QWidget:
        if row.answer is None or row.answered_at is None:
            return Chip(self.tr("wartet auf %1").replace("%1", row.asked_of), Tone.WARN, "hourglass")
        day = german_date(row.answered_at.astimezone().date())
        outgrown = row.answer is ApprovalAnswer.OUTGROWN
        said = self.tr("%1 von %2 am %3, seitdem geändert") if outgrown else self.tr("%1 von %2 am %3")
        label = ApprovalAnswer.GIVEN.label if outgrown else row.answer.label
        said = said.replace("%1", label).replace("%2", row.answered_by).replace("%3", day)
        return Chip(said, _TONES[row.answer])

    def _actions(self, row: ApprovalRow) -> Iterator[QWidget]:
        if row.may_answer:
            yield link(self.tr("Freigeben"), partial(self._approve, row), f"approve_{row.id}", icon="check",
                       said=self.tr("Freigeben: %1").replace("%1", row.words))  # fmt: skip
            yield link(self.tr("Zurückgeben …"), partial(self.send_back, row), f"send_back_{row.id}", icon="undo-2",
                       said=self.tr("Zurückgeben: %1").replace("%1", row.words))  # fmt: skip
        if row.may_withdraw:
            yield link(self.tr("Bitte zurückziehen"), partial(self._withdraw, row), f"withdraw_{row.id}", icon="x",
                       said=self.tr("Bitte zurückziehen: %1").replace("%1", row.words))  # fmt: skip

    def _approve(self, row: ApprovalRow) -> None:
        said = self.tr("Freigegeben; wer gebeten hat, sieht es in „Heute“.")
        self._work.change(self, answer_approval, row.id, ApprovalAnswer.GIVEN, row.row_version,
                          then=partial(self._say, said), failed=self._on_failed)  # fmt: skip

    def _withdraw(self, row: ApprovalRow) -> None:
        self._work.change(self, withdraw_approval, row.id, row.row_version, failed=self._on_failed,
                          then=partial(self._say, self.tr("Die Bitte um Freigabe ist zurückgezogen.")))  # fmt: skip

    def _say(self, sentence: str, _changes: Changes) -> None:
        self._messages.show_ok(sentence)

    def _on_failed(self, error: CaseworkError) -> None:
        self._messages.show_error(str(error))
        self.load()
