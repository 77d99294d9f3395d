"""Rules about a day said in an assessment: the newest assessment that has it counts. One query each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.records.assessments import Answer, Assessment


def benefits_end(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The last day of the decision on benefits."""
    return _last_day(session, "money.benefits_until", rule.horizon(day))


def voucher_ends(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The Berechtigungsschein for the Integrationskurs is lost when no course began until then."""
    return _last_day(session, "language.voucher_until", rule.horizon(day))


def licence_ends(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Until then a foreign driving licence can be exchanged."""
    return _last_day(session, "work.licence_until", rule.horizon(day))


def _last_day(session: Session, key: str, edge: dt.date) -> Iterator[Found]:
    for answer_id, case_id, person_id, value in session.execute(_newest(), {"key": key}):
        until = _kept_day(value)
        if until is not None and until <= edge:
            yield Found(answer_id, until, person_id, case_id)


@cache
def _newest() -> Select[int, int, int | None, Any]:
    """Answers to one question no later assessment of the case answers for the same person.

    Made once: three rules ask it for every file that is opened, and making it takes longer than the answer.
    """
    newer_answer, newer = aliased(Answer), aliased(Assessment)
    later = (
        select(newer_answer.id).join(newer, newer.id == newer_answer.assessment_id)
        .where(newer_answer.key == Answer.key, newer.case_id == Assessment.case_id, newer.id > Assessment.id,
               newer_answer.value.is_not(None),
               func.coalesce(newer_answer.person_id, 0) == func.coalesce(Answer.person_id, 0))
    )  # fmt: skip
    return (
        select(Answer.id, Assessment.case_id, Answer.person_id, Answer.value)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Answer.key == bindparam("key"), Answer.value.is_not(None), ~later.exists())
    )


def _kept_day(value: object) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
