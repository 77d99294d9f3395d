"""Short forms: asking a colleague to approve something, and sending it back with the reason."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.approval_rows import ApprovalRow
from desktop.casework.cases.approvals import CaseApprovals, answer_approval, ask_approval
from desktop.casework.tasks import LONGEST_NOTE
from desktop.talk_terms import ApprovalAnswer
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.people.quick_form import Job, QuickForm


class AskForm(QuickForm):
    """What is to be approved, and by whom."""

    def __init__(self, case_id: int, approvals: CaseApprovals, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case_id = case_id
        self._subjects = {f"{one.what}/{one.subject_id}": one for one in approvals.subjects}
        subjects = tuple(Option(code, one.words) for code, one in self._subjects.items())
        colleagues = tuple(Option(str(id_), name) for id_, name in approvals.colleagues)
        self.add(
            choice_field("subject", self.tr("Was soll freigegeben werden?"), subjects, mandatory=True),
            choice_field("of_user", self.tr("Wer soll es ansehen?"), colleagues, mandatory=True),
            NoteField("note", self.tr("Hinweis (freiwillig)"), lines=3, longest=LONGEST_NOTE),
        )
        if len(colleagues) == 1:
            self.field("of_user").set_value(colleagues[0].code)
        demanded = [code for code, one in self._subjects.items() if one.what in approvals.demanded]
        likely = demanded[:1] or (list(self._subjects) if len(self._subjects) == 1 else [])
        if likely:
            self.field("subject").set_value(likely[0])
        self.set_save_words(self.tr("Um Freigabe bitten"))
        self.finish()

    def job(self) -> Job:
        subject = self._subjects[str(self.value("subject"))]
        return ask_approval, (self._case_id, subject.what, subject.subject_id, int(self.value("of_user")),
                              self.text("note"))  # fmt: skip


class SendBackForm(QuickForm):
    """What is missing or should be different."""

    def __init__(self, row: ApprovalRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self.add_words(row.words)
        self.add(NoteField("note", self.tr("Was fehlt noch oder soll anders sein?"), lines=4, longest=LONGEST_NOTE,
                           mandatory=True))  # fmt: skip
        self.set_save_words(self.tr("Zurückgeben"))
        self.finish()

    def job(self) -> Job:
        return answer_approval, (self._row.id, ApprovalAnswer.SENT_BACK, self._row.row_version, self.text("note"))
