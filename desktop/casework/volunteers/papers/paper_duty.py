"""Which papers have to be there before somebody is ready (domain 6.2).

Always: the conduct certificate of whoever has to do with minors (or a commitment that bridges until it is there), and
the pledge of secrecy. What of the others is a condition is for the office to say (`PaperSettings.before_ready`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.casework.volunteers.papers.paper_rows import PaperState, Standing
from desktop.casework.volunteers.papers.paper_rules import paper_rules, paper_states
from desktop.casework.volunteers.papers.papers import kept_paper_settings, standings
from desktop.errors import CaseworkError
from desktop.volunteer_terms import PaperKind, VolunteerStatus

ALWAYS = (PaperKind.CONDUCT, PaperKind.SECRECY)
"""LAW: § 72a SGB VIII; whoever learns of clients is obliged to secrecy."""
_ENOUGH = frozenset((Standing.VALID, Standing.SOON, Standing.BRIDGED))


def check_ready(session: Session, volunteer_id: int, day: dt.date) -> None:
    """Inside a use case. Raises CaseworkError naming every paper that stands in the way of „einsatzbereit“."""
    lacking = _lacking(session, volunteer_id, day)
    if lacking:
        named = ", ".join(map(_named, lacking))
        raise CaseworkError(f"Vor „einsatzbereit“ braucht es noch: {named}. Bitte unter „Unterlagen“ eintragen.",
                            field="status")  # fmt: skip


def _lacking(session: Session, volunteer_id: int, day: dt.date) -> list[PaperState]:
    """What is needed and asked for and does not count on `day`, as if the volunteer were ready."""
    settings, found = kept_paper_settings(session), standings(session, day, (volunteer_id,))[volunteer_id]
    subject = replace(found.subject, status=VolunteerStatus.READY)
    asked = {*ALWAYS, *settings.before_ready}
    return [
        state for state in paper_states(found.rows, subject, day, settings, {})
        if state.kind in asked and subject.needs(paper_rules()[state.kind]) and state.standing not in _ENOUGH
    ]  # fmt: skip


def _named(state: PaperState) -> str:
    return state.kind.label if state.standing is Standing.MISSING else f"{state.kind.label} ({state.standing.label})"
