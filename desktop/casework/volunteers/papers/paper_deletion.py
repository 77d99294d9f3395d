"""What is deleted after the end of an Ehrenamt: the conduct certificate first, everything personal later (domain 8.4).

Nothing goes by itself: what is due is listed, somebody confirms it, and the access record keeps who did it and when.
Hours stay without a name, so that the figures of a year do not change afterwards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.casework.volunteers.forgotten import FORGOTTEN, is_forgotten
from desktop.casework.volunteers.papers.paper_rows import ErasureLine
from desktop.casework.volunteers.papers.paper_rules import PaperSettings
from desktop.casework.volunteers.papers.papers import kept_paper_settings
from desktop.clock import add_months, german_date, today
from desktop.errors import CaseworkError
from desktop.records.office import Draft
from desktop.records.volunteer_matches import MatchStep, VolunteerHours, VolunteerMatch
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerLanguage,
    VolunteerPaper,
    VolunteerStatusEntry,
    VolunteerTime,
)
from desktop.volunteer_terms import PaperKind, VolunteerStatus

_KEPT = frozenset((
    "id", "row_version", "created_at", "created_by", "family_name", "status", "status_since", "ended_on",
    "most_matches", "allowance",
))  # fmt: skip
"""Columns of a volunteer that stay; everything else goes back to what an empty record has."""
_DRAFTS_OF_OTHERS = frozenset(("volunteer-need", "volunteer-money", "volunteer-group"))
"""Forms whose numbers are of cases, years and groups."""


def erasures(session: Session, day: dt.date) -> tuple[ErasureLine, ...]:
    """Inside a use case: what has to be deleted by `day`, the oldest first."""
    settings = kept_paper_settings(session)
    lines: list[ErasureLine] = []
    certified = set(session.scalars(select(VolunteerPaper.volunteer_id).where(
        VolunteerPaper.kind.in_((PaperKind.CONDUCT, PaperKind.COMMITMENT)))))  # fmt: skip
    busy = select(VolunteerHours.id).where(VolunteerHours.volunteer_id == Volunteer.id).exists()
    rows = session.execute(select(
        Volunteer.id, Volunteer.family_name, Volunteer.given_names, Volunteer.ended_on, Volunteer.active_since,
        Volunteer.consent_withdrawn_on, busy.label("busy"),
    ).where(Volunteer.status == VolunteerStatus.ENDED, Volunteer.ended_on.is_not(None),
            Volunteer.family_name != FORGOTTEN))  # fmt: skip
    for row in rows:
        lines += _lines(row, settings, certified=row.id in certified)
    due = (line for line in lines if line.due_on <= day)
    return tuple(sorted(due, key=lambda line: (line.whole, line.due_on, line.name)))


def _lines(row: Row[*tuple[Any, ...]], settings: PaperSettings, *, certified: bool) -> Iterable[ErasureLine]:
    name, ended = ", ".join(part for part in (row.family_name, row.given_names) if part), row.ended_on
    if certified:
        was_active = row.active_since is not None or row.busy
        due = add_months(ended, settings.conduct_months) if was_active else ended
        words = "Führungszeugnis und Selbstverpflichtung" + ("" if was_active else ", es kam zu keinem Einsatz")
        yield ErasureLine(row.id, name, ended, due, False, words)
    withdrawn = row.consent_withdrawn_on
    due = max(ended, withdrawn) if withdrawn else add_months(ended, settings.forget_months)
    words = "alle persönlichen Angaben" + (", die Einwilligung ist widerrufen" if withdrawn else "")
    yield ErasureLine(row.id, name, ended, due, True, words)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.conduct_erase")
def erase_certificates(session: Session, actor: Actor, volunteer_ids: tuple[int, ...]) -> Changes:
    """Delete for good what is kept of conduct certificates and the commitments in their place. Raises CaseworkError
    when it is not due for one of them; nothing is deleted then."""
    _check_due(session, volunteer_ids, whole=False)
    session.execute(delete(VolunteerPaper).where(
        VolunteerPaper.volunteer_id.in_(volunteer_ids),
        VolunteerPaper.kind.in_((PaperKind.CONDUCT, PaperKind.COMMITMENT)),
    ))  # fmt: skip
    return _touched(session, volunteer_ids)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.erase")
def erase_volunteers(session: Session, actor: Actor, volunteer_ids: tuple[int, ...]) -> Changes:
    """Delete for good everything personal of volunteers who ended; hours and matches stay without name and words.

    Raises CaseworkError when it is not due for one of them; nothing is deleted then.
    """
    _check_due(session, volunteer_ids, whole=True)
    return _erase(session, volunteer_ids)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.erase_wished")
def erase_at_wish(session: Session, actor: Actor, volunteer_id: int, family_name: str) -> Changes:
    """The same at once, because somebody who ended wants it (Art. 17 DSGVO). Raises CaseworkError when the name typed
    is another one, or while the Ehrenamt goes on."""
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None or is_forgotten(volunteer):
        raise CaseworkError("Hier ist nichts mehr zu löschen.")
    if volunteer.status is not VolunteerStatus.ENDED:
        raise CaseworkError("Bitte zuerst das Ehrenamt beenden, dann lassen sich die Angaben löschen.")
    if fold(family_name) != fold(volunteer.family_name):
        raise CaseworkError("Bitte den Nachnamen genau so eingeben.", field="family_name")
    return _erase(session, (volunteer_id,))


def _erase(session: Session, volunteer_ids: Collection[int]) -> Changes:
    for record in (VolunteerPaper, VolunteerContact, VolunteerLanguage, VolunteerTime):
        session.execute(delete(record).where(record.volunteer_id.in_(volunteer_ids)))
    session.execute(update(VolunteerStatusEntry).where(VolunteerStatusEntry.volunteer_id.in_(volunteer_ids))
                    .values(note=""))  # fmt: skip
    session.execute(update(VolunteerHours).where(VolunteerHours.volunteer_id.in_(volunteer_ids)).values(note=""))
    _empty_matches(session, volunteer_ids)
    _drop_drafts(session, volunteer_ids)
    for volunteer_id in volunteer_ids:
        _empty(session.get_one(Volunteer, volunteer_id))
    return _touched(session, volunteer_ids)


def _empty(volunteer: Volunteer) -> None:
    """Back to the columns' defaults, with the placeholder as its name."""
    for column in Volunteer.__table__.columns:
        if column.key in _KEPT:
            continue
        default = getattr(column.default, "arg", None)
        value = default(None) if callable(default) else default
        setattr(volunteer, column.key, None if column.nullable else "" if value is None else value)
    volunteer.family_name = FORGOTTEN


def _empty_matches(session: Session, volunteer_ids: Collection[int]) -> None:
    """Their words may name the volunteer; dates and reasons of the end stay with the client's case."""
    of_them = select(VolunteerMatch.id).where(VolunteerMatch.volunteer_id.in_(volunteer_ids))
    session.execute(update(MatchStep).where(MatchStep.match_id.in_(of_them)).values(note="", former={}))
    session.execute(
        update(VolunteerMatch).where(VolunteerMatch.volunteer_id.in_(volunteer_ids))
        .values(reasons={}, appointment_note="", end_note="")
    )  # fmt: skip


def _drop_drafts(session: Session, volunteer_ids: Collection[int]) -> None:
    """Input left open about them."""
    ids = {str(id_) for id_ in volunteer_ids}
    keys = session.execute(select(Draft.id, Draft.key).where(Draft.key.startswith("volunteer")))
    gone = [id_ for id_, key in keys if _whose_draft(key) in ids]
    session.execute(delete(Draft).where(Draft.id.in_(gone)))


def _whose_draft(key: str) -> str:
    """„volunteer/5“, „volunteer-paper/secrecy/5“ and „volunteer-hours/5/12“ are of volunteer 5; empty for none."""
    page, *rest = key.split("/")
    if page in _DRAFTS_OF_OTHERS or not rest:
        return ""
    return rest[0] if page == "volunteer-hours" else rest[-1]


def _check_due(session: Session, volunteer_ids: Collection[int], *, whole: bool) -> None:
    lines = {line.volunteer_id: line for line in erasures(session, dt.date.max) if line.whole is whole}
    if not volunteer_ids or set(volunteer_ids) - set(lines):
        raise CaseworkError("Hier ist nichts mehr zu löschen. Bitte die Liste neu ansehen.")
    for volunteer_id in volunteer_ids:
        line = lines[volunteer_id]
        if line.due_on > today():
            raise CaseworkError(f"Bei {line.name} ist das erst am {german_date(line.due_on)} fällig.")


def _touched(session: Session, volunteer_ids: Iterable[int]) -> Changes:
    session.flush()
    session.expire_all()  # rows were deleted past what the session remembers
    return Changes.of(*((Kind.VOLUNTEER, volunteer_id) for volunteer_id in volunteer_ids))
