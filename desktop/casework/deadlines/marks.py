"""What was decided about a date of a rule: done, moved with a reason, handed over; and taking it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.rules import shipped_rules
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_lines, some_lines
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError, NotAllowedError
from desktop.records.office import User
from desktop.records.tasks import DeadlineMark
from desktop.talk_terms import DeadlineAnswer

MOVED_AHEAD = dt.timedelta(days=14)
"""So long before its new day a moved date shows again."""


@dataclass(frozen=True)
class DueKey:
    """What a mark hangs on: the rule, its subjects and the day the rule gave."""

    rule: str
    subjects: tuple[int, ...]
    mark_day: dt.date
    case_id: int | None = None


@dataclass(frozen=True)
class MarkRow:
    """What was decided for one subject."""

    subject_id: int
    answer: DeadlineAnswer
    moved_to: dt.date | None
    user_id: int | None
    note: str


@change(Right.ACT_ON_DUE, record="deadline.done")
def mark_done(session: Session, actor: Actor, key: DueKey, note: str = "") -> Changes:
    """It is done; the rule says nothing about this day any more. Raises CaseworkError where a line stays with its
    cause."""
    if any(rule.stays for rule in shipped_rules() if rule.key == key.rule):
        raise CaseworkError(
            "Das lässt sich nicht abhaken, solange der Grund besteht. Bitte öffnen und beheben oder verschieben."
        )
    return _mark(session, actor, key, DeadlineAnswer.DONE, note=note)


@change(Right.ACT_ON_DUE, record="deadline.move")
def move_deadline(session: Session, actor: Actor, key: DueKey, to: dt.date, reason: str) -> Changes:
    """It comes up again shortly before another day. The reason stays with it."""
    if to <= today():
        raise CaseworkError("Bitte einen Tag in der Zukunft wählen.", field="to")
    if not some_lines(reason):
        raise CaseworkError("Bitte kurz begründen, warum die Frist verschoben wird.", field="reason")
    return _mark(session, actor, key, DeadlineAnswer.MOVED, note=reason, moved_to=to)


@change(Right.ACT_ON_DUE, record="deadline.hand_over")
def hand_over(session: Session, actor: Actor, key: DueKey, user_id: int, note: str = "") -> Changes:
    """Somebody else of the office does it; the case stays where it is."""
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise CaseworkError("Bitte wählen, wer es übernimmt.", field="user_id")
    return _mark(session, actor, key, DeadlineAnswer.HANDED_OVER, note=note, user_id=user_id)


@query(Right.SEE_DUE)
def marks_of(session: Session, actor: Actor, key: DueKey) -> tuple[MarkRow, ...]:
    """What was decided so far."""
    _check_may(actor, key)
    found = ((subject, _find(session, key, subject)) for subject in key.subjects)
    return tuple(
        MarkRow(subject, mark.answer, mark.moved_to, mark.user_id, mark.note) for subject, mark in found if mark
    )


@change(Right.ACT_ON_DUE, record="deadline.undo")
def undo_mark(session: Session, actor: Actor, key: DueKey, before: tuple[MarkRow, ...] = ()) -> Changes:
    """Take back what was decided: again as it was `before` (`marks_of`), by default undecided."""
    _check_may(actor, key)
    former = {row.subject_id: row for row in before}
    touched = []
    for subject in key.subjects:
        mark, row = _find(session, key, subject), former.get(subject)
        if mark is None:
            continue
        touched.append((Kind.DEADLINE, mark.id))
        if row is None:
            session.delete(mark)
        else:
            mark.answer, mark.moved_to, mark.user_id, mark.note = row.answer, row.moved_to, row.user_id, row.note
    return Changes.of(*touched, *_case(key))


def _mark(
    session: Session, actor: Actor, key: DueKey, answer: DeadlineAnswer, *, note: str = "",
    moved_to: dt.date | None = None, user_id: int | None = None,
) -> Changes:
    """One mark per subject; a new answer takes the place of the former, but who does it stays through a move."""
    if key.rule not in {rule.key for rule in shipped_rules()} or not key.subjects:
        raise CaseworkError("Diese Frist gibt es nicht mehr.")
    _check_may(actor, key)
    note, marks = short_lines(note, "reason" if moved_to else "note"), []
    for subject in key.subjects:
        mark = _find(session, key, subject)
        if mark is None:
            mark = DeadlineMark(rule=key.rule, subject_id=subject, due_on=key.mark_day, created_by=actor.user_id)
            session.add(mark)
        mark.case_id, mark.answer, mark.note = key.case_id, answer, note
        mark.moved_to = moved_to or (mark.moved_to if answer is DeadlineAnswer.HANDED_OVER else None)
        mark.user_id = user_id or mark.user_id
        marks.append(mark)
    session.flush()
    return Changes.of(*((Kind.DEADLINE, mark.id) for mark in marks), *_case(key))


def _check_may(actor: Actor, key: DueKey) -> None:
    """Dates of cases are for those who may work on cases; those of the office are for everybody it employs."""
    of_case = key.case_id is not None or any(rule.key == key.rule and rule.who == "case" for rule in shipped_rules())
    if of_case and not actor.may(Right.EDIT_CASE):
        raise NotAllowedError("Dafür fehlt Ihnen das Recht. Bitte wenden Sie sich an die Leitung.")


def _find(session: Session, key: DueKey, subject: int) -> DeadlineMark | None:
    return session.scalar(
        select(DeadlineMark).where(
            DeadlineMark.rule == key.rule, DeadlineMark.subject_id == subject, DeadlineMark.due_on == key.mark_day
        )
    )


def _case(key: DueKey) -> tuple[tuple[Kind, int], ...]:
    return ((Kind.CASE, key.case_id),) if key.case_id is not None else ()
