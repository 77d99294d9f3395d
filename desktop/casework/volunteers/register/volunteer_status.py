"""The life of a volunteer in the register: interest, first talk, papers, ready, active, pause, end (domain 6.1).

Steps forward need no reason; steps back do. Whoever is to be at work shows the papers first. „Im Einsatz“ comes after
„einsatzbereit“ alone, and nobody ends while matches run. What is deleted after the end is decided in
`paper_deletion.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.casework.volunteers.papers.paper_duty import check_ready
from desktop.casework.volunteers.register.volunteer_checks import WITHOUT_CONSENT
from desktop.casework.volunteers.register.volunteer_rows import ConsentState, StatusRow, consent_state
from desktop.casework.volunteers.register.volunteers import put_status, require_volunteer
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerStatusEntry
from desktop.volunteer_terms import VolunteerStatus

_LIFE = (VolunteerStatus.INTEREST, VolunteerStatus.FIRST_TALK, VolunteerStatus.PAPERS_OPEN, VolunteerStatus.READY,
         VolunteerStatus.ACTIVE)  # fmt: skip
"""In their order; each but the last can be jumped over."""
_AT_WORK = frozenset((VolunteerStatus.READY, VolunteerStatus.ACTIVE))
FOLLOWING: Mapping[VolunteerStatus, tuple[VolunteerStatus, ...]] = {
    VolunteerStatus.INTEREST: (VolunteerStatus.FIRST_TALK, VolunteerStatus.PAPERS_OPEN, VolunteerStatus.READY),
    VolunteerStatus.FIRST_TALK: (VolunteerStatus.PAPERS_OPEN, VolunteerStatus.READY, VolunteerStatus.INTEREST),
    VolunteerStatus.PAPERS_OPEN: (VolunteerStatus.READY, VolunteerStatus.PAUSE, VolunteerStatus.FIRST_TALK),
    VolunteerStatus.READY: (VolunteerStatus.ACTIVE, VolunteerStatus.PAUSE, VolunteerStatus.PAPERS_OPEN),
    VolunteerStatus.ACTIVE: (VolunteerStatus.PAUSE, VolunteerStatus.READY, VolunteerStatus.PAPERS_OPEN),
    VolunteerStatus.PAUSE: (VolunteerStatus.ACTIVE, VolunteerStatus.READY, VolunteerStatus.PAPERS_OPEN),
    VolunteerStatus.ENDED: (),
}
"""What may follow, the usual one first. The end has its own use case, as has beginning again after it."""


@dataclass(frozen=True)
class StatusBefore:
    """A volunteer's status as it was, for taking a change back."""

    volunteer_id: int
    status: VolunteerStatus
    status_since: dt.date
    pause_until: dt.date | None
    active_since: dt.date | None
    ended_on: dt.date | None
    end_note: str
    entry_id: int | None
    """The newest entry of the history then."""


@change(Right.EDIT_VOLUNTEERS, record="volunteer.status")
def change_volunteer_status(
    session: Session, actor: Actor, volunteer_id: int, status: VolunteerStatus, reason: str = "",
    pause_until: dt.date | None = None,
) -> Changes:
    """Go to another status today. Raises CaseworkError for one that may not follow, a step back without a reason,
    one beyond the first talk without consent, one at work while papers are missing, and a pause that is over already.
    """
    volunteer = require_volunteer(session, volunteer_id)
    reason = short_lines(reason, "reason")
    _check_order(volunteer.status, status, reason)
    if status not in WITHOUT_CONSENT:
        _check_consent(volunteer)
    if status in _AT_WORK and volunteer.status not in _AT_WORK:
        check_ready(session, volunteer_id, today())
    if pause_until is not None and (status is not VolunteerStatus.PAUSE or pause_until < today()):
        raise CaseworkError("Die Pause endet frühestens heute. Bitte den Tag prüfen.", field="pause_until")
    put_status(session, actor, volunteer, status, today(), reason)
    volunteer.pause_until = pause_until
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.end")
def end_volunteer(session: Session, actor: Actor, volunteer_id: int, on: dt.date, note: str = "") -> Changes:
    """The Ehrenamt ends. Raises CaseworkError while matches run (naming them), for a day to come or before the last
    change of the status, and for somebody who ended already.
    """
    volunteer = require_volunteer(session, volunteer_id)
    note = short_lines(note, "note")
    if volunteer.status is VolunteerStatus.ENDED:
        raise CaseworkError("Das Ehrenamt ist schon beendet.")
    if on > today() or (volunteer.active_since is not None and on < volunteer.active_since):
        raise CaseworkError("Das Ende liegt zwischen dem Beginn des Ehrenamts und heute. Bitte den Tag prüfen.",
                            field="on")
    running = running_words(session, volunteer_id)
    if running:
        raise CaseworkError(f"Zuerst bitte diese Begleitungen beenden: {', '.join(running)}.")
    put_status(session, actor, volunteer, VolunteerStatus.ENDED, on, note)
    volunteer.ended_on, volunteer.end_note = on, note
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.reopen")
def reopen_volunteer(session: Session, actor: Actor, volunteer_id: int, reason: str) -> Changes:
    """Somebody who ended begins again: papers have to be looked at anew; without consent it is interest only. Raises
    CaseworkError for somebody who did not end or whose data were deleted, and without a reason."""
    volunteer = not_forgotten(require_volunteer(session, volunteer_id))
    if volunteer.status is not VolunteerStatus.ENDED:
        raise CaseworkError("Dieses Ehrenamt ist nicht beendet.")
    given = consent_state(volunteer) is ConsentState.GIVEN
    status = VolunteerStatus.PAPERS_OPEN if given else VolunteerStatus.INTEREST
    put_status(session, actor, volunteer, status, today(), _reason(reason))
    volunteer.ended_on, volunteer.end_note = None, ""
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.status_undone")
def undo_volunteer_status(session: Session, actor: Actor, before: StatusBefore) -> Changes:
    """Take the last change of the status back. Raises ChangedMeanwhileError when there was another one since,
    CaseworkError when the data were deleted since."""
    volunteer = not_forgotten(require_volunteer(session, before.volunteer_id))
    since = _entries(session, before.volunteer_id, after=before.entry_id)
    if len(since) != 1:
        raise ChangedMeanwhileError("Der Status wurde inzwischen noch einmal geändert. Bitte neu ansehen.")
    session.delete(since[0])
    volunteer.status, volunteer.status_since = before.status, before.status_since
    volunteer.pause_until, volunteer.active_since = before.pause_until, before.active_since
    volunteer.ended_on, volunteer.end_note = before.ended_on, before.end_note
    return Changes.of((Kind.VOLUNTEER, before.volunteer_id))


@query(Right.READ_VOLUNTEERS)
def status_now(session: Session, actor: Actor, volunteer_id: int) -> StatusBefore:
    """The status as it is, to be kept before it is changed."""
    volunteer = require_volunteer(session, volunteer_id)
    entries = _entries(session, volunteer_id)
    return StatusBefore(
        volunteer.id, volunteer.status, volunteer.status_since, volunteer.pause_until, volunteer.active_since,
        volunteer.ended_on, volunteer.end_note, entries[-1].id if entries else None,
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS)
def status_history(session: Session, actor: Actor, volunteer_id: int) -> tuple[StatusRow, ...]:
    """Every status there was, newest first."""
    names = dict(session.execute(select(User.id, User.name)).all())
    return tuple(
        StatusRow(entry.id, entry.status, entry.since, entry.note, names.get(entry.created_by or 0, ""))
        for entry in reversed(_entries(session, volunteer_id))
    )


def running_words(session: Session, volunteer_id: int) -> list[str]:
    """Matches that run: „Sprachpatenschaft (F-2026-014)“. No name of a client: the coordination may not know it."""
    asked = (
        select(VolunteerNeed.activity, Case.number)
        .join(VolunteerMatch, VolunteerMatch.need_id == VolunteerNeed.id)
        .join(Case, Case.id == VolunteerNeed.case_id)
        .where(VolunteerMatch.volunteer_id == volunteer_id, VolunteerMatch.stage.in_(RUNNING))
        .order_by(VolunteerMatch.id)
    )
    return [f"{activity.label} ({number})" for activity, number in session.execute(asked)]


def is_step_back(now: VolunteerStatus, status: VolunteerStatus) -> bool:
    """Whether a reason is asked for: an earlier station of the life, except from a pause or back to readiness."""
    if now not in _LIFE or status not in _LIFE or status is VolunteerStatus.READY:
        return now is VolunteerStatus.PAUSE and status is VolunteerStatus.PAPERS_OPEN
    return _LIFE.index(status) < _LIFE.index(now)


def _check_order(now: VolunteerStatus, status: VolunteerStatus, reason: str) -> None:
    if status not in FOLLOWING[now]:
        raise CaseworkError(f"Auf „{now.label}“ kann „{status.label}“ nicht folgen.", field="status")
    if is_step_back(now, status):
        _reason(reason)


def _check_consent(volunteer: Volunteer) -> None:
    state = consent_state(volunteer)
    if state is ConsentState.WITHDRAWN:
        raise CaseworkError("Die Einwilligung ist widerrufen. Bitte zuerst eine neue Einwilligung erfassen.")
    if state is ConsentState.NONE:
        raise CaseworkError("Ohne Einwilligung bleibt es bei Interesse und Erstgespräch. Bitte zuerst die Einwilligung "
                            "erfassen.")  # fmt: skip


def _reason(text: str) -> str:
    reason = short_line(text, "reason")
    if not reason:
        raise CaseworkError("Bitte einen Grund eintragen.", field="reason")
    return reason


def _entries(session: Session, volunteer_id: int, after: int | None = None) -> list[VolunteerStatusEntry]:
    asked = select(VolunteerStatusEntry).where(VolunteerStatusEntry.volunteer_id == volunteer_id)
    if after is not None:
        asked = asked.where(VolunteerStatusEntry.id > after)
    return list(session.scalars(asked.order_by(VolunteerStatusEntry.id)))
