"""Translations somebody of the office has checked: until then they print with a visible note (decision 22)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.records.wording import WordingCheck


@dataclass(frozen=True)
class CheckedText:
    """A check holds only for exactly this German text and this translation."""

    german: str
    text: str
    reviewer: str
    checked_on: dt.date


@query(Right.PRINT)
def checked_texts(session: Session, actor: Actor) -> Mapping[tuple[str, str], CheckedText]:
    """All checks by language and key."""
    return kept_checks(session)


def kept_checks(session: Session) -> Mapping[tuple[str, str], CheckedText]:
    """Inside a use case: see `checked_texts`; also for sheets of somebody who prints nothing of case files."""
    rows = session.scalars(select(WordingCheck))
    return {(row.language, row.key): CheckedText(row.german, row.text, row.reviewer, row.checked_on) for row in rows}


@change(Right.EDIT_CATALOGUE, record="wording.check")
def mark_checked(
    session: Session, actor: Actor, language: str, texts: Mapping[str, tuple[str, str]], reviewer: str
) -> Changes:
    """Mark texts (key → German, translation) of a language as checked today by `reviewer`."""
    if not reviewer.strip():
        raise CaseworkError("Bitte eintragen, wer die Übersetzung geprüft hat.", field="reviewer")
    _forget(session, language, tuple(texts))
    for key, (german, text) in texts.items():
        session.add(
            WordingCheck(
                language=language, key=key, german=german, text=text, reviewer=reviewer.strip(), checked_on=today()
            )
        )
    return Changes.of((Kind.WORDING, 1))


@change(Right.EDIT_CATALOGUE, record="wording.uncheck")
def unmark(session: Session, actor: Actor, language: str, keys: tuple[str, ...]) -> Changes:
    """Take checks back."""
    _forget(session, language, keys)
    return Changes.of((Kind.WORDING, 1))


def _forget(session: Session, language: str, keys: tuple[str, ...]) -> None:
    session.execute(delete(WordingCheck).where(WordingCheck.language == language, WordingCheck.key.in_(keys)))
