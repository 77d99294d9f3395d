"""An approval counts for the text that was approved: who changes that text afterwards has it looked at again."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.assessments.answers import Part, load_answers
from desktop.casework.cases.approvals import given_approval, outgrow
from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.records.assessments import AreaRating
from desktop.talk_terms import ApprovalOf


def changing(session: Session, actor: Actor, part: Part, work: Callable[[], object]) -> Changes:
    """Inside a use case: do `work` on a part. Says what became of the approval the assessment had, if it had one."""
    approval = given_approval(session, ApprovalOf.ASSESSMENT, part.assessment.id)
    if approval is None:
        work()
        return Changes()
    before = _said(session, actor, part)
    work()
    session.flush()
    return outgrow(approval) if _said(session, actor, part) != before else Changes()


def _said(session: Session, actor: Actor, part: Part) -> object:
    """What is answered and rated in the part, without when it was said."""
    answers = load_answers(session, actor, part, protected=part.consent)
    rated = select(AreaRating.__table__).where(AreaRating.assessment_id == part.assessment.id)
    return (
        {key: (row.value, row.skip, row.note) for key, row in answers.items()},
        sorted(repr(tuple(row)) for row in session.execute(rated.order_by(AreaRating.id))),
    )
