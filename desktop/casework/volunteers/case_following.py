"""Needs and matches follow their case: a file that is over has nobody looked for, one taken up again has.

Needs that nobody but the end of the file closed come back with the file: no one decided against them, and one that
stayed closed would be forgotten. Matches come back only when the end is undone at once: the volunteer was told, and
may accompany somebody else by now, so they are suggested anew.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from desktop.casework.cases.case_moves import OVER
from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_closing import end_matches, matches_ended_since, open_matches_again
from desktop.casework.volunteers.needs.need_closing import close_needs, needs_closed_by_case, open_needs_again
from desktop.records.cases import Case, CaseStatusEntry
from desktop.terms import CaseStatus
from desktop.volunteer_terms import MatchEnd, NeedEnd

_GONE = OVER | {CaseStatus.BLOCKED}
_NEED_ENDS = {
    CaseStatus.DECLINED: NeedEnd.CASE_DECLINED, CaseStatus.NOT_REACHED: NeedEnd.CASE_NOT_REACHED,
    CaseStatus.NOT_TARGET: NeedEnd.CASE_NOT_TARGET,
}  # fmt: skip
_MATCH_ENDS = {CaseStatus.DECLINED: MatchEnd.WISHED}


def follow_status(
    session: Session, actor: Actor, case: Case, former: CaseStatus, *, undone: CaseStatusEntry | None = None
) -> Changes:
    """Inside a use case: the case has another status than `former`; `undone` is the entry that was taken back."""
    if (former in _GONE) == (case.status in _GONE):
        return Changes()
    if case.status in _GONE:
        return _end(session, actor, case)
    changes = open_needs_again(session, needs_closed_by_case(session, case.id))
    if undone is not None:
        changes |= open_matches_again(session, matches_ended_since(session, case.id, undone.created_at))
    return changes


def _end(session: Session, actor: Actor, case: Case) -> Changes:
    status, since = case.status, case.statuses[-1].since
    reason, note = _MATCH_ENDS.get(status, MatchEnd.TIME_OVER), f"Fall: {status.label}"
    changes = end_matches(session, actor, case.id, since, reason, note)
    return changes | close_needs(session, case, since, _NEED_ENDS.get(status, NeedEnd.CASE_OVER))
