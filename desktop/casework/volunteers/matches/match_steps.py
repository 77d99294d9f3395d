"""Steps of a match: each knows what stood there before, so that the last one can be taken back (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.plain_text import short_lines
from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.matches import require_need, touched_by
from desktop.casework.volunteers.needs.need_closing import status_by_matches
from desktop.casework.volunteers.register.volunteers import put_status, require_volunteer
from desktop.records.volunteer_matches import MatchStep, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerContact, VolunteerStatusEntry
from desktop.volunteer_terms import MatchEnd, MatchStage, NeedStatus, VolunteerStatus

_DAYS = ("meeting_on", "trial_until", "agreed_on", "ends_by", "next_check_on", "ended_on")
_TEXTS = ("task", "appointment_note", "end_note")


@contextmanager
def put_step(
    session: Session, actor: Actor, match: VolunteerMatch, stage: MatchStage | None, on: dt.date, note: str = ""
) -> Iterator[MatchStep]:
    """Inside a use case: what is changed inside becomes one step that knows what stood there before."""
    before = values_of(match)
    step = MatchStep(stage=stage, on_date=on, note=short_lines(note, "note"), created_by=actor.user_id, former={})
    yield step
    after = values_of(match)
    changed = {name: value for name, value in before.items() if value != after[name]}
    step.former = {**step.former, "match": changed}
    match.steps.append(step)
    session.flush()


@contextmanager
def end_step(
    session: Session, actor: Actor, match: VolunteerMatch, on: dt.date, reason: MatchEnd, note: str
) -> Iterator[MatchStep]:
    """Inside a use case: the last step; what is changed inside belongs to it."""
    accompanied = match.stage is MatchStage.ACTIVE
    with put_step(session, actor, match, MatchStage.ENDED, on, note) as step:
        match.stage, match.ended_on, match.end_reason = MatchStage.ENDED, on, reason
        match.end_note = short_lines(note, "note")
        session.flush()
        if accompanied and not _runs_elsewhere(session, match):
            move_volunteer(session, actor, match, step, VolunteerStatus.ACTIVE, VolunteerStatus.READY, on)
        yield step


def restore(session: Session, match: VolunteerMatch, need: VolunteerNeed) -> Changes:
    """Inside a use case: the last step with everything it changed is gone."""
    step = match.steps[-1]
    changes = touched_by(match, need)
    if len(match.steps) == 1:
        session.delete(match)
    else:
        for name, value in step.former.get("match", {}).items():
            setattr(match, name, _read(name, value))
        _restore_volunteer(session, match, step)
        contact = session.get(VolunteerContact, step.former.get("contact", 0))
        if contact is not None:
            session.delete(contact)
        match.steps.remove(step)
    session.flush()
    if step.former.get("need_closed") or need.status is not NeedStatus.CLOSED:
        need.status, need.closed_on, need.end_reason = status_by_matches(session, need.id), None, None
    session.flush()
    return changes


def move_volunteer(
    session: Session, actor: Actor, match: VolunteerMatch, step: MatchStep, former: VolunteerStatus,
    status: VolunteerStatus, on: dt.date,
) -> None:
    """Inside a use case: „einsatzbereit“ and „im Einsatz“ follow the matches; any other status was decided."""
    volunteer = require_volunteer(session, match.volunteer_id)
    if volunteer.status is not former:
        return
    kept = {"status": former.value, "since": volunteer.status_since.isoformat(),
            "active_since": volunteer.active_since.isoformat() if volunteer.active_since else None}  # fmt: skip
    entry = put_status(session, actor, volunteer, status, max(on, volunteer.status_since))
    step.former = {**step.former, "volunteer": kept | {"entry": entry.id}}


def _restore_volunteer(session: Session, match: VolunteerMatch, step: MatchStep) -> None:
    """Only while nothing followed in the volunteer's own history."""
    kept = step.former.get("volunteer")
    if kept is None:
        return
    volunteer = session.get_one(Volunteer, match.volunteer_id)
    entries = select(VolunteerStatusEntry).where(VolunteerStatusEntry.volunteer_id == volunteer.id)
    last = session.scalars(entries.order_by(VolunteerStatusEntry.id.desc())).first()
    if last is None or last.id != kept["entry"]:
        return
    session.delete(last)
    volunteer.status = VolunteerStatus(kept["status"])
    volunteer.status_since = dt.date.fromisoformat(kept["since"])
    volunteer.active_since = dt.date.fromisoformat(kept["active_since"]) if kept["active_since"] else None


def settled(session: Session, match: VolunteerMatch) -> Changes:
    """Inside a use case: the need says how far it has come by its matches. `made` is the last step."""
    need = require_need(session, match.need_id)
    session.flush()
    if need.status is not NeedStatus.CLOSED:
        need.status = status_by_matches(session, need.id)
    return touched_by(match, need, made=match.steps[-1].id)


def _runs_elsewhere(session: Session, match: VolunteerMatch) -> bool:
    asked = select(VolunteerMatch.id).where(
        VolunteerMatch.volunteer_id == match.volunteer_id, VolunteerMatch.id != match.id,
        VolunteerMatch.stage == MatchStage.ACTIVE,
    )  # fmt: skip
    return session.scalar(asked.limit(1)) is not None


def values_of(match: VolunteerMatch) -> dict[str, Any]:
    """Inside a use case: what a step may change, as JSON."""
    days = {name: getattr(match, name) for name in _DAYS}
    return {
        "stage": match.stage.value, "check_months": match.check_months,
        "end_reason": match.end_reason.value if match.end_reason else None,
        **{name: getattr(match, name) for name in _TEXTS},
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }  # fmt: skip


def _read(name: str, value: Any) -> Any:  # noqa: ANN401 - a value of any of the columns
    if name == "stage":
        return MatchStage(value)
    if value is None or name in (*_TEXTS, "check_months"):
        return value
    return MatchEnd(value) if name == "end_reason" else dt.date.fromisoformat(value)
