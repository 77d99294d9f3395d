"""Half-written input of the actor, in words and with the place where it goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.caseload import open_case_of, open_cases
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.clock import today
from desktop.records.office import Draft


@dataclass(frozen=True)
class DraftLine:
    """`page` is a tab of the case, or a place of the window where there is no case."""

    key: str
    words: str
    changed_at: dt.datetime
    case_id: int | None
    case_title: str
    page: str


_OF_CASE = {
    "plan": ("Plan", "plan"), "assessment": ("Assessment", "assessment"),
    "talk": ("Gespräch", "talks"), "status": ("Status", "overview"),
    "responsible": ("Zuständigkeit", "overview"), "family": ("Familie", "people"),
    "newborn": ("Neue Person in der Familie", "people"), "merge": ("Zusammenführen", "people"),
}  # fmt: skip
_OF_PERSON = {
    "person": ("Angaben zur Person", "people"), "title": ("Aufenthalt", "people"), "address": ("Anschrift", "people"),
    "consent": ("Einwilligung", "people"), "period": ("Beratungszeitraum", "overview"),
    "extension": ("Verlängerung", "overview"),
}  # fmt: skip
_ELSEWHERE = {"office": ("Angaben zur Gemeinde", "admin"), "person/new": ("Neue Person", "cases")}


@query(Right.KEEP_DRAFT)
def open_drafts(session: Session, actor: Actor) -> tuple[DraftLine, ...]:
    """Newest first; only what this list knows a way to."""
    rows = session.execute(
        select(Draft.key, Draft.changed_at).where(Draft.user_id == actor.user_id).order_by(Draft.changed_at.desc())
    )
    found = [line for key, changed_at in rows if (line := _line(session, key, changed_at)) is not None]
    cases = open_cases(session, {line.case_id for line in found if line.case_id is not None}, today())
    titles = {id_: brief.title for id_, brief in cases.items()}
    return tuple(
        DraftLine(line.key, line.words, line.changed_at, line.case_id, titles.get(line.case_id or 0, ""), line.page)
        for line in found
        if line.case_id is None or line.case_id in titles
    )


def _line(session: Session, key: str, changed_at: dt.datetime) -> DraftLine | None:
    kind, _, rest = key.partition("/")
    number = rest.partition("/")[0]
    if key in _ELSEWHERE:
        words, page = _ELSEWHERE[key]
        return DraftLine(key, words, changed_at, None, "", page)
    if not number.isdigit():
        return None
    if kind in _OF_CASE:
        words, page = _OF_CASE[kind]
        return DraftLine(key, words, changed_at, int(number), "", page)
    if kind in _OF_PERSON:
        words, page = _OF_PERSON[kind]
        home = open_case_of(session, {int(number)}).get(int(number))
        return DraftLine(key, words, changed_at, home[0], "", page) if home else None
    return None
