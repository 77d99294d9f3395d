"""The life of a case: moving between statuses with history, contact attempts, the offer, and what events propose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_moves import COUNSELLED, OVER, Move, move_to
from desktop.casework.cases.cases import put_status, require_case
from desktop.casework.cases.first_steps import make_first_steps
from desktop.casework.cases.status_proposals import Proposal, proposal_for
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.case_following import follow_status
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.cases import Case, CaseStatusEntry
from desktop.records.talks import Talk, TalkCase
from desktop.talk_terms import ContactResult, TalkKind
from desktop.terms import CaseStatus

UNSUCCESSFUL_ATTEMPTS = 3
"""After so many tries in vain „Nicht erreicht“ is proposed (domain 1.4: three attempts)."""


@dataclass(frozen=True)
class OfferRow:
    """When counselling was offered, accepted and declined; read from the history of the status."""

    made_on: dt.date | None = None
    accepted_on: dt.date | None = None
    declined_on: dt.date | None = None


@dataclass(frozen=True)
class AttemptsRow:
    """Tries to make contact: all of them, those in vain since somebody was reached, and the last one's day."""

    all: int
    in_vain: int
    last_on: dt.date | None


@dataclass(frozen=True)
class CaseLife:
    """What the head and the overview say about the course of a case."""

    offer: OfferRow
    attempts: AttemptsRow
    proposal: Proposal | None


@change(Right.EDIT_CASE, record="case.status")
def change_status(
    session: Session, actor: Actor, case_id: int, status: CaseStatus, since: dt.date, reason: str = "",
    resume_on: dt.date | None = None,
) -> Changes:
    """Give the case another status from a day on; the former ones stay in its history. `made` is the entry.

    A status that ends the file ends what volunteers do in it; one that takes it up again has them looked for again.

    Raises CaseworkError for a move the table in `case_moves.py` does not know, without a reason where one is
    demanded, and for days that contradict the history.
    """
    case = require_case(session, case_id)
    said = short_lines(reason, "reason")
    _check_move(case, status, said, resume_on)
    check_since(case, since)
    if resume_on is not None and resume_on <= since:
        raise CaseworkError("Die Wiederaufnahme muss nach dem Beginn der Ruhezeit liegen.", field="resume_on")
    former = case.status
    first_contact = status in COUNSELLED | {CaseStatus.OFFERED} and not _was_reached(case)
    entry = put_status(
        case, status, since, said, actor, resume_on=resume_on if status is CaseStatus.RESTING else None
    )
    if first_contact:
        make_first_steps(session, case, actor.user_id, contact_on=since)
    session.flush()
    return Changes.of((Kind.CASE, case_id), made=entry.id) | follow_status(session, actor, case, former)


@change(Right.EDIT_CASE, record="case.status_undone")
def take_back_status(session: Session, actor: Actor, case_id: int, entry_id: int) -> Changes:
    """Undo `change_status`, as long as nothing has followed and the day has not passed.

    An end is not undone here: it has closed more than the status, see `closing_undo.py`.
    """
    case = require_case(session, case_id)
    last = case.statuses[-1]
    changed = last.id == entry_id and len(case.statuses) > 1 and last.status is not CaseStatus.ENDED
    if not changed or last.created_at.astimezone().date() != today():
        raise CaseworkError("Diese Änderung lässt sich nicht mehr zurücknehmen. Bitte den Status neu setzen.")
    case.statuses.remove(last)
    case.status = case.statuses[-1].status
    return Changes.of((Kind.CASE, case_id)) | follow_status(session, actor, case, last.status, undone=last)


@query(Right.READ_CASE)
def case_life(session: Session, actor: Actor, case_id: int) -> CaseLife:
    """Offer, attempts and the status that events propose."""
    case = require_case(session, case_id)
    attempts = attempts_of(session, case_id)
    return CaseLife(offer_of(case), attempts, proposal_for(session, case, attempts.in_vain >= UNSUCCESSFUL_ATTEMPTS))


def offer_of(case: Case) -> OfferRow:
    """The newest offer with its answer. An assessment without an offer noted before counts as offered that day."""
    offer = OfferRow()
    for entry in case.statuses:
        if entry.status is CaseStatus.OFFERED:
            offer = OfferRow(entry.since)
        elif entry.status in COUNSELLED and offer.accepted_on is None:
            offer = OfferRow(offer.made_on or entry.since, entry.since)
        elif entry.status is CaseStatus.DECLINED:
            offer = OfferRow(offer.made_on or entry.since, None, entry.since)
    return offer


def attempts_of(session: Session, case_id: int) -> AttemptsRow:
    """Inside a use case: tries to make contact in their order; whoever is reached or talks starts the count anew."""
    talks = session.execute(
        select(Talk.held_on, Talk.kind, Talk.contact_result)
        .join(TalkCase, TalkCase.talk_id == Talk.id)
        .where(TalkCase.case_id == case_id)
        .order_by(Talk.held_on, Talk.start_time, Talk.id)
    )
    every, in_vain, last_on = 0, 0, None
    for day, kind, result in talks:
        if kind is TalkKind.CONTACT_ATTEMPT:
            every, last_on = every + 1, day
        failed = kind is TalkKind.CONTACT_ATTEMPT and result is not ContactResult.REACHED
        in_vain = in_vain + 1 if failed else 0
    return AttemptsRow(every, in_vain, last_on)


def check_since(case: Case, since: dt.date) -> None:
    """A status begins today or before, but not before the one it follows; the first one may be put right backwards.

    The first entry is made when the file is opened, and files are often opened after the fact.
    """
    if since > today():
        raise CaseworkError("Ein Status kann nicht in der Zukunft beginnen.", field="since")
    before = case.statuses[-1]
    if len(case.statuses) > 1 and since < before.since:
        raise CaseworkError(
            f"„{before.status.label}“ gilt seit dem {german_date(before.since)}. Bitte einen Tag ab dann eintragen.",
            field="since",
        )


def _check_move(case: Case, status: CaseStatus, reason: str, resume_on: dt.date | None) -> None:
    if status is CaseStatus.ENDED:
        raise CaseworkError("Zum Beenden bitte „Fall abschließen …“ wählen; dort steht auch der Grund.", field="status")
    move = move_to(case.status, status)
    if move is None:
        raise CaseworkError(f"Auf „{case.status.label}“ kann nicht „{status.label}“ folgen.", field="status")
    if move.needs_reason and not reason:
        raise CaseworkError(_why(case, move), field="reason")
    if move.needs_day and resume_on is None:
        raise CaseworkError("Bitte eintragen, wann der Fall wieder aufgenommen wird.", field="resume_on")


def _why(case: Case, move: Move) -> str:
    if move.to is CaseStatus.RESTING:
        return "Bitte begründen, warum der Fall ruht."
    if case.status in OVER:
        return "Bitte begründen, warum der Fall wieder aufgenommen wird."
    return f"Bitte kurz begründen, warum auf „{case.status.label}“ gleich „{move.to.label}“ folgt."


def _was_reached(case: Case) -> bool:
    def reached(entry: CaseStatusEntry) -> bool:
        return entry.status in COUNSELLED or entry.status is CaseStatus.OFFERED

    return any(reached(entry) for entry in case.statuses)
