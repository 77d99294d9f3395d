"""Matches of volunteers and needs: suggesting, reading, putting right. What happens to them is in `match_life.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from desktop.casework.cases.cases import require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import LONGEST_SENTENCE, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.client_words import client_words
from desktop.casework.volunteers.matches.match_checks import blocks_of_all, check_allowed, consenting, persons_for
from desktop.casework.volunteers.matches.match_closing import NAMELESS
from desktop.casework.volunteers.matches.match_rows import (
    FOLLOWING,
    RUNNING,
    ClientRow,
    MatchDetail,
    MatchEdit,
    MatchRow,
    Reasons,
    StepRow,
)
from desktop.casework.volunteers.matches.match_settings import check_period, kept_periods
from desktop.casework.volunteers.matches.match_times import check_times, free_times, put_times, spans_of, time_hints
from desktop.casework.volunteers.needs.need_closing import status_by_matches
from desktop.casework.volunteers.register.volunteers import require_volunteer
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family, Person
from desktop.records.volunteer_matches import MatchStep, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import MatchStage

GONE = "Diese Begleitung gibt es nicht mehr."


@change(Right.EDIT_MATCHES, record="match.suggest")
def suggest(
    session: Session, actor: Actor, need_id: int, volunteer_id: int, reasons: Reasons | Mapping[str, Any]
) -> Changes:
    """Keep a suggestion with its reasons of today; a person decided it. `made` is the match.

    Raises CaseworkError when something stands against it, or when this volunteer is suggested for this need already.
    """
    need, volunteer = require_need(session, need_id), require_volunteer(session, volunteer_id)
    check_allowed(session, need, volunteer, today())
    kept = reasons.columns() if isinstance(reasons, Reasons) else dict(reasons)
    match = VolunteerMatch(
        need_id=need_id, volunteer_id=volunteer_id, reasons=kept, task=need.task, created_by=actor.user_id,
        steps=[MatchStep(stage=MatchStage.SUGGESTED, on_date=today(), created_by=actor.user_id)],
    )  # fmt: skip
    session.add(match)
    session.flush()
    need.status = status_by_matches(session, need.id)
    return touched_by(match, need, made=match.id)


@change(Right.EDIT_MATCHES, record="match.save")
def save_match(session: Session, actor: Actor, match_id: int, edit: MatchEdit, row_version: int) -> Changes:
    """Put task, place, times and days right. Raises ChangedMeanwhileError when somebody saved since `row_version`,
    CaseworkError for times another match of the volunteer has and for days in the wrong order."""
    match = require_match(session, match_id)
    if match.row_version != row_version:
        raise ChangedMeanwhileError("Diese Begleitung wurde inzwischen geändert. Bitte neu laden und neu eintragen.")
    if match.stage is MatchStage.ENDED:
        raise CaseworkError("Diese Begleitung ist beendet.")
    _check_days(match, edit)
    volunteer = require_volunteer(session, match.volunteer_id)
    if match.stage in RUNNING:
        check_times(session, volunteer, edit.times, match.id)
    put_times(session, match, edit.times)
    match.task = short_lines(edit.task, "task", LONGEST_SENTENCE)
    match.appointment_note = short_line(edit.meeting_place, "meeting_place", LONGEST_SENTENCE)
    match.trial_until, match.ends_by, match.next_check_on = edit.trial_until, edit.ends_by, edit.next_check_on
    match.check_months = edit.check_months
    return touched_by(match, require_need(session, match.need_id))


@query(Right.READ_MATCHES)
def list_matches(session: Session, actor: Actor) -> tuple[MatchRow, ...]:
    """All matches, those with the next day to come first, ended ones last."""
    return _rows(session, actor, session.scalars(select(VolunteerMatch)))


@query(Right.READ_MATCHES)
def matches_of_volunteer(session: Session, actor: Actor, volunteer_id: int) -> tuple[MatchRow, ...]:
    """Matches of a volunteer, ended ones last."""
    asked = select(VolunteerMatch).where(VolunteerMatch.volunteer_id == volunteer_id)
    return _rows(session, actor, session.scalars(asked))


@query(Right.READ_MATCHES)
def match_detail(session: Session, actor: Actor, match_id: int) -> MatchDetail:
    """Everything of one match."""
    match = require_match(session, match_id)
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    users = {user.id: user.name for user in session.scalars(select(User))}
    spans = spans_of(match.times)
    return MatchDetail(
        _rows(session, actor, [match])[0], match.task, match.appointment_note, match.meeting_on, match.trial_until,
        match.agreed_on, match.ends_by, match.next_check_on, match.ended_on, match.end_note,
        tuple(StepRow(step.id, step.stage, step.on_date, step.note, users.get(step.created_by or 0, ""))
              for step in match.steps),
        Reasons.of(match.reasons), consenting(session, need, volunteer, today()), FOLLOWING[match.stage],
        time_hints(session, volunteer, spans, match.id) if match.stage is not MatchStage.ENDED else (),
        free_times(session, volunteer, match.id), match.check_months, kept_periods(session), match.row_version,
    )  # fmt: skip


def require_match(session: Session, match_id: int) -> VolunteerMatch:
    """The match, or a CaseworkError when it is gone."""
    match = session.get(VolunteerMatch, match_id)
    if match is None:
        raise CaseworkError(GONE)
    return match


def require_need(session: Session, need_id: int) -> VolunteerNeed:
    """The need, or a CaseworkError when it is gone."""
    need = session.get(VolunteerNeed, need_id)
    if need is None:
        raise CaseworkError("Diesen Bedarf gibt es nicht mehr.")
    return need


def given_name(volunteer: Volunteer) -> str:
    """What a client and the client's file call the volunteer: never by the family name."""
    return volunteer.given_names or NAMELESS


def touched_by(match: VolunteerMatch, need: VolunteerNeed, made: int | None = None) -> Changes:
    """Inside a use case: a match concerns the volunteer, the need and the case."""
    return Changes.of(
        (Kind.MATCH, match.id), (Kind.VOLUNTEER, match.volunteer_id), (Kind.NEED, need.id), (Kind.CASE, need.case_id),
        made=made,
    )


def client_row(session: Session, need: VolunteerNeed, *, whole: bool) -> ClientRow:
    """Inside a use case: the client, with the whole name only for somebody who may read cases."""
    case, persons = require_case(session, need.case_id), persons_for(session, need)
    family = session.get(Family, case.family_id) if case.family_id and need.person_id is None else None
    person = persons[0] if persons and family is None else None
    codes = dict.fromkeys(language.code for person in persons for language in person.languages)
    named, given = (
        client_words(person, family.name if family else "", len(persons), whole=shown) for shown in (whole, False)
    )
    return ClientRow(case.id, case.number, named, given, tuple(map(_age, persons)), tuple(codes))


def _row(session: Session, actor: Actor, match: VolunteerMatch, blocks: tuple[str, ...]) -> MatchRow:
    need, volunteer = require_need(session, match.need_id), require_volunteer(session, match.volunteer_id)
    next_on, next_words = _next(match)
    stages = [step.on_date for step in match.steps if step.stage is not None]
    return MatchRow(
        match.id, need.id, volunteer.id, volunteer.name, given_name(volunteer),
        client_row(session, need, whole=actor.may(Right.READ_CASE)),
        need.activity, need.sponsorship, match.stage, stages[-1] if stages else match.created_at.date(),
        next_on, next_words, next_on is not None and next_on < today(),
        blocks, spans_of(match.times), need.measure_id, match.end_reason,
    )  # fmt: skip


def _rows(session: Session, actor: Actor, matches: Iterable[VolunteerMatch]) -> tuple[MatchRow, ...]:
    matches = tuple(matches)
    kept = _read_together(session, matches)
    blocks = blocks_of_all(session, matches, today())
    rows = [_row(session, actor, match, blocks.get(match.id, ())) for match in matches]
    del kept
    return tuple(sorted(rows, key=lambda row: (row.stage is MatchStage.ENDED, row.next_on or dt.date.max, row.id)))


def _read_together(session: Session, matches: Sequence[VolunteerMatch]) -> tuple[Sequence[object], ...]:
    """What the rows are made of, in a few statements; as long as it is held, the session finds it without asking."""
    needs = session.scalars(select(VolunteerNeed).where(VolunteerNeed.id.in_([one.need_id for one in matches]))).all()
    wanted: tuple[tuple[type[Volunteer] | type[Case] | type[Person], set[int]], ...] = (
        (Volunteer, {one.volunteer_id for one in matches}), (Case, {need.case_id for need in needs}),
        (Person, {need.person_id for need in needs if need.person_id is not None}),
    )  # fmt: skip
    steps = select(VolunteerMatch).where(VolunteerMatch.id.in_([one.id for one in matches]))
    return (
        needs, *(session.scalars(select(kind).where(kind.id.in_(ids))).all() for kind, ids in wanted),
        session.scalars(steps.options(selectinload(VolunteerMatch.steps))).all(),
    )  # fmt: skip


def _next(match: VolunteerMatch) -> tuple[dt.date | None, str]:
    """The next day of a match with its word."""
    if match.stage is MatchStage.MEETING:
        coming = match.meeting_on is not None and match.meeting_on >= today()
        return (match.meeting_on, "Kennenlernen") if coming else (match.trial_until, "Probezeit endet")
    if match.stage is not MatchStage.ACTIVE:
        return None, ""
    days = [(match.next_check_on, "Zwischengespräch"), (match.ends_by, "Vereinbarung endet")]
    known = [(day, words) for day, words in days if day is not None]
    return min(known) if known else (None, "")


def _age(person: Person) -> int | None:
    return person.birth_date.age_on(today()) if person.birth_date else None


def _check_days(match: VolunteerMatch, edit: MatchEdit) -> None:
    if edit.check_months is not None:
        check_period("check_months", edit.check_months)
    if edit.trial_until is not None and match.meeting_on is not None and edit.trial_until < match.meeting_on:
        raise CaseworkError("Die Probezeit endet vor dem Kennenlernen. Bitte den Tag prüfen.", field="trial_until")
    if edit.ends_by is not None and match.agreed_on is not None and edit.ends_by < match.agreed_on:
        raise CaseworkError("Die Vereinbarung endet vor ihrem Beginn. Bitte den Tag prüfen.", field="ends_by")
    if edit.next_check_on is not None and match.agreed_on is not None and edit.next_check_on < match.agreed_on:
        raise CaseworkError("Das Zwischengespräch liegt vor dem Beginn. Bitte den Tag prüfen.", field="next_check_on")
