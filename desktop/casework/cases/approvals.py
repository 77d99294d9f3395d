"""Four eyes: a second person looks at an Assessment, a plan or an Abschluss before it counts.

The office says which of them need it; none does to begin with. Asking makes a task for whoever is asked, the answer one
for who asked, so both stand in „Heute“.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.casework.cases.approval_rows import ApprovalRow, ApprovalSubject, open_subjects, row_of, words_of
from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.caseload import stood_in_for
from desktop.casework.gate import change, query
from desktop.casework.plain_text import some_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.tasks import LONGEST_NOTE, NewTask, add_task, finish_task
from desktop.clock import german_date, now, today
from desktop.errors import CaseworkError, ChangedMeanwhileError, NotAllowedError
from desktop.records.office import Setting, User
from desktop.records.tasks import Approval, Task
from desktop.talk_terms import ApprovalAnswer, ApprovalOf, TaskStatus

_SETTING = "approvals"
_TASK = "approval"


@dataclass(frozen=True)
class CaseApprovals:
    """What was asked for and answered, newest first; what can be asked for now; of whom; what the office demands."""

    rows: tuple[ApprovalRow, ...]
    subjects: tuple[ApprovalSubject, ...]
    colleagues: tuple[tuple[int, str], ...]
    demanded: frozenset[ApprovalOf]


@query(Right.READ_OFFICE)
def demanded_approvals(session: Session, actor: Actor) -> frozenset[ApprovalOf]:
    """What needs a second person in this office."""
    return _demanded(session)


@change(Right.EDIT_OFFICE, record="approval.demand")
def demand_approvals(session: Session, actor: Actor, wanted: Collection[ApprovalOf]) -> Changes:
    """Say what needs a second person. Raises CaseworkError where there is none."""
    users = session.scalar(select(func.count()).select_from(User).where(User.active.is_(True))) or 0
    if wanted and users < 2:
        raise CaseworkError("Für eine Freigabe braucht es eine zweite Person. Bitte zuerst einen weiteren Zugang "
                            "anlegen.", field="wanted")  # fmt: skip
    session.merge(Setting(key=_SETTING, value=sorted(what.value for what in wanted)))
    return Changes.of((Kind.OFFICE, 1))


@query(Right.READ_CASE)
def approvals_of_case(session: Session, actor: Actor, case_id: int) -> CaseApprovals:
    """Everything the page of a case needs about approvals."""
    case = require_case(session, case_id)
    users = session.execute(select(User.id, User.name).where(User.active.is_(True)).order_by(User.name)).all()
    rows = session.scalars(select(Approval).where(Approval.case_id == case_id).order_by(Approval.id.desc()))
    own = stood_in_for(session, actor.user_id, today())
    waiting = {(row.what, row.subject_id) for row in _waiting(session, case_id)}
    return CaseApprovals(
        tuple(row_of(session, row, own, actor.user_id) for row in rows),
        tuple(one for one in open_subjects(session, case) if (one.what, one.subject_id) not in waiting),
        tuple((id_, name) for id_, name in users if id_ != actor.user_id), _demanded(session),
    )


@change(Right.EDIT_CASE, record="approval.ask")
def ask_approval(
    session: Session, actor: Actor, case_id: int, what: ApprovalOf, subject_id: int, of_user: int, note: str = ""
) -> Changes:
    """Ask a colleague. `made` is the request. Raises CaseworkError for oneself, and for what cannot be approved now."""
    subject = next((one for one in open_subjects(session, require_case(session, case_id))
                    if (one.what, one.subject_id) == (what, subject_id)), None)  # fmt: skip
    if subject is None:
        raise CaseworkError("Dafür ist zurzeit keine Freigabe nötig.", field="subject")
    if any((row.what, row.subject_id) == (what, subject_id) for row in _waiting(session, case_id)):
        raise CaseworkError("Darum ist schon gebeten worden.", field="subject")
    user = session.get(User, of_user)
    if user is None or not user.active or of_user == actor.user_id:
        raise CaseworkError("Bitte eine zweite Person wählen.", field="of_user")
    approval = Approval(case_id=case_id, what=what, subject_id=subject_id, asked_of=of_user, note=_text(note),
                        created_by=actor.user_id)  # fmt: skip
    session.add(approval)
    session.flush()
    task = add_task(session, actor, NewTask(f"Freigabe: {subject.words}", today(), case_id, user_id=of_user,
                                            note=approval.note))  # fmt: skip
    session.get_one(Task, task.made).rule = f"{_TASK}/{approval.id}"
    return Changes(_touched(approval).touched | task.touched, approval.id)


@change(Right.EDIT_CASE, record="approval.answer")
def answer_approval(
    session: Session, actor: Actor, approval_id: int, answer: ApprovalAnswer, row_version: int, note: str = ""
) -> Changes:
    """Approve or send back with the reason. Only whoever was asked may, or who stands in for them, never who asked."""
    if answer is ApprovalAnswer.OUTGROWN:
        raise ValueError("this is no answer")
    approval = _waiting_one(session, approval_id, row_version)
    own = stood_in_for(session, actor.user_id, today())
    if approval.created_by == actor.user_id or (approval.asked_of is not None and approval.asked_of not in own):
        raise NotAllowedError("Freigeben kann nur, wer darum gebeten wurde.")
    text = _text(note)
    if answer is ApprovalAnswer.SENT_BACK and not text:
        raise CaseworkError("Bitte schreiben, was noch fehlt oder anders sein soll.", field="note")
    approval.answer, approval.answer_note = answer, text
    approval.answered_at, approval.answered_by = now(), actor.user_id
    session.flush()
    title = f"{answer.label.capitalize()}: {words_of(session, approval.what, approval.subject_id)}"
    told = add_task(session, actor, NewTask(title, today(), approval.case_id, user_id=_who_asked(session, approval),
                                            note=text))  # fmt: skip
    return _touched(approval) | _done(session, actor, approval, TaskStatus.DONE) | Changes(told.touched)


@change(Right.EDIT_CASE, record="approval.withdraw")
def withdraw_approval(session: Session, actor: Actor, approval_id: int, row_version: int) -> Changes:
    """Take back a request nobody has answered yet; for whoever made it."""
    approval = _waiting_one(session, approval_id, row_version)
    if approval.created_by != actor.user_id:
        raise NotAllowedError("Die Bitte kann nur zurückziehen, wer sie gestellt hat.")
    changes = _touched(approval) | _done(session, actor, approval, TaskStatus.DROPPED)
    session.delete(approval)
    return changes


def require_approval(session: Session, what: ApprovalOf, subject_id: int, since: dt.datetime | None = None) -> None:
    """Inside a use case: raises CaseworkError where the office demands a second person and none approved it.

    An approval asked for until `since` (when the text was frozen, when the case ended the last time) does not count.
    """
    if what not in _demanded(session):
        return
    newest = _newest(session, what, subject_id)
    if newest is None or (since is not None and newest.created_at <= since):
        raise CaseworkError(f"{what.label}: Zuerst muss eine zweite Person freigeben. Bitte unter „Aufgaben“ darum "
                            "bitten.")  # fmt: skip
    if newest.answer is None:
        raise CaseworkError(f"{what.label}: Die Freigabe steht noch aus.")
    if newest.answer is ApprovalAnswer.SENT_BACK:
        raise CaseworkError(f"{what.label}: Statt einer Freigabe kam zurück: „{newest.answer_note}“ Bitte ändern und "
                            "unter „Aufgaben“ noch einmal um Freigabe bitten.")  # fmt: skip
    if newest.answer is ApprovalAnswer.OUTGROWN:
        day = german_date(newest.answered_at.astimezone().date()) if newest.answered_at else "–"
        raise CaseworkError(f"{what.label}: Seit der Freigabe am {day} wurde etwas geändert. Bitte unter „Aufgaben“ "
                            "noch einmal um Freigabe bitten.")  # fmt: skip


def given_approval(session: Session, what: ApprovalOf, subject_id: int) -> Approval | None:
    """Inside a use case: the approval that counts for this now, if there is one."""
    newest = _newest(session, what, subject_id)
    return newest if newest is not None and newest.answer is ApprovalAnswer.GIVEN else None


def outgrow(approval: Approval) -> Changes:
    """Inside a use case: the text is not the approved one any more. Who approved it and when stays."""
    approval.answer = ApprovalAnswer.OUTGROWN
    return _touched(approval)


def _newest(session: Session, what: ApprovalOf, subject_id: int) -> Approval | None:
    asked = select(Approval).where(Approval.what == what, Approval.subject_id == subject_id)
    return session.scalar(asked.order_by(Approval.id.desc()).limit(1))


def _demanded(session: Session) -> frozenset[ApprovalOf]:
    kept = session.get(Setting, _SETTING)
    return frozenset(ApprovalOf(code) for code in (kept.value if kept is not None else ()))


def _waiting(session: Session, case_id: int) -> tuple[Approval, ...]:
    return tuple(session.scalars(select(Approval).where(Approval.case_id == case_id, Approval.answer.is_(None))))


def _waiting_one(session: Session, approval_id: int, row_version: int) -> Approval:
    approval = session.get(Approval, approval_id)
    if approval is None:
        raise CaseworkError("Diese Bitte um Freigabe gibt es nicht mehr.")
    if approval.answer is not None or approval.row_version != row_version:
        raise ChangedMeanwhileError("Diese Bitte um Freigabe wurde inzwischen beantwortet.")
    return approval


def _who_asked(session: Session, approval: Approval) -> int | None:
    """None, and so the responsible person, where who asked is not here any more."""
    user = session.get(User, approval.created_by) if approval.created_by is not None else None
    return user.id if user is not None and user.active else None


def _done(session: Session, actor: Actor, approval: Approval, status: TaskStatus) -> Changes:
    """The task of whoever was asked goes with the request."""
    asked = select(Task).where(Task.rule == f"{_TASK}/{approval.id}", Task.status == TaskStatus.OPEN)
    task = session.scalar(asked)
    return finish_task(session, actor, task.id, status) if task is not None else Changes()


def _text(text: str) -> str:
    said = some_lines(text)
    if len(said) > LONGEST_NOTE:
        raise CaseworkError(f"Bitte auf {LONGEST_NOTE} Zeichen kürzen (jetzt {len(said)}).", field="note")
    return said


def _touched(approval: Approval) -> Changes:
    return Changes.of((Kind.APPROVAL, approval.id), (Kind.CASE, approval.case_id))
