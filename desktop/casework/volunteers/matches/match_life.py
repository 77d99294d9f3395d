"""The life of a match from the suggestion to the end (domain 6.3). The last step can be taken back.

Every step looks at the hard limits again, since a certificate may have lapsed and a birth date been put right.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.plain_text import LONGEST_SENTENCE, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.matches.match_checks import check_allowed, check_alone, consenting
from desktop.casework.volunteers.matches.match_rows import (
    FOLLOWING,
    RUNNING,
    TOGETHER,
    Agreement,
    CheckIn,
    Ending,
    Meeting,
)
from desktop.casework.volunteers.matches.match_settings import check_period, kept_periods
from desktop.casework.volunteers.matches.match_steps import (
    end_step,
    move_volunteer,
    put_step,
    restore,
    settled,
)
from desktop.casework.volunteers.matches.match_times import check_times, put_times, spans_of
from desktop.casework.volunteers.matches.matches import require_match, require_need, touched_by
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.casework.volunteers.week_times import Span
from desktop.clock import add_months, german_date, today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Consent
from desktop.records.people import Person
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerContact
from desktop.terms import ConsentPurpose
from desktop.volunteer_terms import MatchStage, NeedStatus, VolunteerContactKind, VolunteerStatus

FARTHEST_MEETING = dt.timedelta(days=365)


@change(Right.EDIT_MATCHES, record="match.consent")
def record_consent(
    session: Session, actor: Actor, match_id: int, person_id: int, on: dt.date, until: dt.date | None = None
) -> Changes:
    """The client allows giving this volunteer what a match needs; the volunteer is named as the recipient.

    Raises CaseworkError for somebody who cannot consent here and for a day to come or an end before it.
    """
    match = require_match(session, match_id)
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    if person_id not in {one.person_id for one in consenting(session, need, volunteer, today())}:
        raise CaseworkError("Diese Person kann hier nicht einwilligen. Bitte jemand anderen wählen.", field="person_id")
    if on > today():
        raise CaseworkError("Eine Einwilligung kann nicht in der Zukunft gegeben werden.", field="on")
    if until is not None and until < on:
        raise CaseworkError("Die Einwilligung endet vor ihrem Beginn. Bitte das Datum prüfen.", field="until")
    person = session.get_one(Person, person_id)
    consent = Consent(
        person_id=person_id, purpose=ConsentPurpose.VOLUNTEER, recipient=_whole_name(volunteer), valid_from=on,
        valid_until=until, language=person.print_language, created_by=actor.user_id,
    )  # fmt: skip
    session.add(consent)
    session.flush()
    return touched_by(match, need, made=consent.id) | Changes.of(
        (Kind.CONSENT, consent.id), (Kind.PERSON, person_id), made=consent.id
    )


@change(Right.EDIT_MATCHES, record="match.person_agreed")
def agree_person(session: Session, actor: Actor, match_id: int, on: dt.date, note: str = "") -> Changes:
    """The client would like it. Raises CaseworkError without a consent that holds on that day."""
    match = require_match(session, match_id)
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    _check_next(match, MatchStage.PERSON_AGREED)
    if not any(one.holds for one in consenting(session, need, volunteer, on)):
        raise CaseworkError(
            "Es fehlt die Einwilligung zum Austausch mit dieser Ehrenamtlichen oder diesem Ehrenamtlichen. "
            "Bitte zuerst festhalten.", field="consent",
        )  # fmt: skip
    return _agree(session, actor, match, MatchStage.PERSON_AGREED, on, note)


@change(Right.EDIT_MATCHES, record="match.volunteer_agreed")
def agree_volunteer(session: Session, actor: Actor, match_id: int, on: dt.date, note: str = "") -> Changes:
    """The volunteer would like it."""
    match = require_match(session, match_id)
    _check_next(match, MatchStage.VOLUNTEER_AGREED)
    return _agree(session, actor, match, MatchStage.VOLUNTEER_AGREED, on, note)


@change(Right.EDIT_MATCHES, record="match.meeting")
def plan_meeting(session: Session, actor: Actor, match_id: int, meeting: Meeting) -> Changes:
    """When both meet, with the weeks of trial after it; while they have only that, the day may be moved.

    Raises CaseworkError when somebody else accompanies this need already, and for days and weeks that cannot be.
    """
    match = require_match(session, match_id)
    if match.stage is not MatchStage.MEETING:
        _check_next(match, MatchStage.MEETING)
    _check_not_before(match, meeting.on, planned=True)
    if meeting.on > today() + FARTHEST_MEETING:
        raise CaseworkError("Das Kennenlernen liegt mehr als ein Jahr voraus. Bitte den Tag prüfen.", field="on")
    weeks = kept_periods(session).trial_weeks if meeting.trial_weeks is None else meeting.trial_weeks
    check_period("trial_weeks", weeks)
    _check_running(session, match)
    with put_step(session, actor, match, MatchStage.MEETING, meeting.on):
        match.stage, match.meeting_on = MatchStage.MEETING, meeting.on
        match.trial_until = meeting.on + dt.timedelta(weeks=weeks)
        match.appointment_note = short_line(meeting.place, "place", LONGEST_SENTENCE)
    return settled(session, match)


@change(Right.EDIT_MATCHES, record="match.agreement")
def sign_agreement(session: Session, actor: Actor, match_id: int, agreement: Agreement) -> Changes:
    """Both like it: the agreement is signed, with task and times.

    Raises CaseworkError before the meeting was held, without a task, and for times another match has.
    """
    match = require_match(session, match_id)
    _check_next(match, MatchStage.AGREEMENT)
    _check_not_before(match, agreement.on)
    if match.meeting_on is None or agreement.on < match.meeting_on:
        raise CaseworkError("Die Vereinbarung kommt nach dem Kennenlernen. Bitte den Tag prüfen.", field="on")
    if agreement.ends_by is not None and agreement.ends_by < agreement.on:
        raise CaseworkError("Die Vereinbarung endet vor ihrem Beginn. Bitte den Tag prüfen.", field="ends_by")
    task = short_lines(agreement.task, "task", LONGEST_SENTENCE)
    if not task:
        raise CaseworkError("Bitte die vereinbarte Aufgabe eintragen.", field="task")
    _check_running(session, match, agreement.times)
    put_times(session, match, agreement.times)
    with put_step(session, actor, match, MatchStage.AGREEMENT, agreement.on):
        match.stage, match.agreed_on, match.ends_by = MatchStage.AGREEMENT, agreement.on, agreement.ends_by
        match.task = task
    return settled(session, match)


@change(Right.EDIT_MATCHES, record="match.begin")
def begin_match(
    session: Session, actor: Actor, match_id: int, on: dt.date, note: str = "", first_check_on: dt.date | None = None,
    check_months: int | None = None,
) -> Changes:
    """It runs from that day on, with talks between as the office has them unless said. Who was ready is active now."""
    match, usual = require_match(session, match_id), kept_periods(session)
    _check_next(match, MatchStage.ACTIVE)
    _check_not_before(match, on)
    if first_check_on is not None and first_check_on <= on:
        raise CaseworkError("Das erste Zwischengespräch muss nach dem Beginn liegen.", field="first_check_on")
    months = usual.check_months if check_months is None else check_months
    check_period("check_months", months)
    _check_running(session, match)
    with put_step(session, actor, match, MatchStage.ACTIVE, on, note) as step:
        match.stage, match.check_months = MatchStage.ACTIVE, months
        match.next_check_on = first_check_on or on + dt.timedelta(weeks=usual.first_check_weeks)
        move_volunteer(session, actor, match, step, VolunteerStatus.READY, VolunteerStatus.ACTIVE, on)
    return settled(session, match)


@change(Right.EDIT_MATCHES, record="match.check_in")
def hold_check_in(session: Session, actor: Actor, match_id: int, check_in: CheckIn) -> Changes:
    """A talk between, also kept among the volunteer's contacts; the next one comes as the match has it unless said."""
    match = require_match(session, match_id)
    if match.stage not in TOGETHER:
        raise CaseworkError("Ein Zwischengespräch gibt es erst, wenn beide sich kennengelernt haben.")
    _check_not_before(match, check_in.on)
    if check_in.next_on is not None and check_in.next_on <= check_in.on:
        raise CaseworkError("Das nächste Zwischengespräch muss nach diesem liegen.", field="next_on")
    note = short_lines(check_in.note, "note")
    contact = VolunteerContact(
        volunteer_id=match.volunteer_id, match_id=match.id, kind=VolunteerContactKind.CHECK_IN, on_date=check_in.on,
        text=note, created_by=actor.user_id,
    )  # fmt: skip
    session.add(contact)
    session.flush()
    with put_step(session, actor, match, None, check_in.on, note) as step:
        step.former = {"contact": contact.id}
        if match.stage is MatchStage.ACTIVE:
            months = match.check_months or kept_periods(session).check_months
            match.next_check_on = check_in.next_on or add_months(check_in.on, months)
    return settled(session, match)


@change(Right.EDIT_MATCHES, record="match.end")
def end_match(session: Session, actor: Actor, match_id: int, ending: Ending) -> Changes:
    """It is over, with a fixed reason. The need is open again or closed with it, as chosen.

    Raises CaseworkError for a day to come or before the last step, and when the need is to be closed although somebody
    else is still suggested or accompanies it.
    """
    match = require_match(session, match_id)
    if match.stage is MatchStage.ENDED:
        raise CaseworkError("Diese Begleitung ist schon beendet.")
    _check_not_before(match, ending.on)
    need = require_need(session, match.need_id)
    if ending.need_end is not None and _others(session, match):
        raise CaseworkError(
            "Für diesen Bedarf gibt es noch eine andere Begleitung oder einen Vorschlag. Bitte diese zuerst beenden "
            "oder den Bedarf offen lassen.", field="need_end",
        )  # fmt: skip
    with end_step(session, actor, match, ending.on, ending.reason, ending.note) as step:
        if ending.need_end is not None:
            need.status, need.closed_on, need.end_reason = NeedStatus.CLOSED, ending.on, ending.need_end
            step.former = {**step.former, "need_closed": True}
    return settled(session, match)


@change(Right.EDIT_MATCHES, record="match.taken_back")
def take_back_step(session: Session, actor: Actor, match_id: int, step_id: int | None = None) -> Changes:
    """Undo the last step; a suggestion nothing followed is gone then. `step_id` says which one is meant.

    Raises ChangedMeanwhileError when another step followed the one that is meant, CaseworkError when its need or case
    was closed since, or its place or times are taken by now.
    """
    match = require_match(session, match_id)
    if step_id is not None and match.steps[-1].id != step_id:
        raise ChangedMeanwhileError("Inzwischen gab es einen weiteren Schritt. Bitte die Begleitung neu ansehen.")
    need, step = require_need(session, match.need_id), match.steps[-1]
    if need.status is NeedStatus.CLOSED and not step.former.get("need_closed"):
        raise CaseworkError("Der Bedarf ist abgeschlossen. Bitte ihn zuerst wieder öffnen.")
    changes = restore(session, match, need)
    if match.stage in RUNNING and match in session:
        _check_running(session, match)
    return changes


def _agree(
    session: Session, actor: Actor, match: VolunteerMatch, stage: MatchStage, on: dt.date, note: str
) -> Changes:
    """The second of the two agreements makes both."""
    _check_not_before(match, on, since=match.steps[0].on_date)
    both = match.stage is not MatchStage.SUGGESTED
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    check_allowed(session, need, volunteer, today(), match)
    if both:
        check_times(session, volunteer, spans_of(match.times), match.id)
    with put_step(session, actor, match, stage, on, note):
        match.stage = MatchStage.BOTH_AGREED if both else stage
    return settled(session, match)


def _check_next(match: VolunteerMatch, stage: MatchStage) -> None:
    if stage not in FOLLOWING[match.stage]:
        raise CaseworkError(f"Auf „{match.stage.label}“ kann nicht „{stage.label}“ folgen.", field="stage")


def _check_not_before(
    match: VolunteerMatch, on: dt.date, *, since: dt.date | None = None, planned: bool = False
) -> None:
    """Not before the step it follows; what only is planned may lie ahead."""
    if on > today() and not planned:
        raise CaseworkError("Dieser Tag liegt in der Zukunft. Bitte den Tag prüfen.", field="on")
    steps = [step for step in match.steps if step.on_date <= today()]
    first = since or max((step.on_date for step in steps), default=on)
    if on < first:
        raise CaseworkError(f"Der letzte Schritt war am {german_date(first)}. Bitte einen Tag ab dann eintragen.",
                            field="on")  # fmt: skip


def _check_running(session: Session, match: VolunteerMatch, times: tuple[Span, ...] | None = None) -> None:
    """Everything that must hold while both are together; `times` are those to be agreed on."""
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    check_allowed(session, need, volunteer, today(), match)
    check_alone(session, match, need)
    if not any(one.holds for one in consenting(session, need, volunteer, today())):
        raise CaseworkError("Die Einwilligung der Klientin oder des Klienten gilt nicht mehr. Bitte neu festhalten.",
                            field="consent")  # fmt: skip
    check_times(session, volunteer, spans_of(match.times) if times is None else times, match.id)


def _others(session: Session, match: VolunteerMatch) -> bool:
    asked = select(VolunteerMatch.id).where(
        VolunteerMatch.need_id == match.need_id, VolunteerMatch.id != match.id,
        VolunteerMatch.stage != MatchStage.ENDED,
    )  # fmt: skip
    return session.scalar(asked.limit(1)) is not None


def _whole_name(volunteer: Volunteer) -> str:
    return " ".join(part for part in (volunteer.given_names, volunteer.family_name) if part)
