"""Needs: reported from a case or a step of its plan, changed, closed with a reason, opened again (domain 6.3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_moves import CLOSED, OVER
from desktop.casework.cases.cases import persons_of, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change
from desktop.casework.plain_text import LONGEST_NAME, LONGEST_REMARK, short_line, short_lines
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.needs.need_closing import status_by_matches
from desktop.casework.volunteers.needs.need_rows import (
    LONGEST_INTEREST,
    LONGEST_LANGUAGE,
    LONGEST_TASK,
    MOST_INTERESTS,
    MOST_LANGUAGES,
    MOST_MINUTES,
    NeedFacts,
    NeedRow,
)
from desktop.casework.volunteers.week_times import merged
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import MatchStage, NeedEnd, NeedStatus, Sponsorship

_CHANGED = "Dieser Bedarf wurde inzwischen geändert. Bitte noch einmal öffnen."


@change(Right.EDIT_CASE, record="demand.report")
def report_need(
    session: Session, actor: Actor, case_id: int, facts: NeedFacts, measure_id: int | None = None
) -> Changes:
    """Enter a need of a case; `made` is its id. Times that touch or overlap are put together.

    Raises CaseworkError for a case that has ended, a person or step of another case, and what cannot be.
    """
    case = _require_live(session, case_id)
    if measure_id is not None and not _is_step_of(session, measure_id, case_id):
        raise CaseworkError("Dieser Schritt gehört nicht zu einem Plan dieses Falls.", field="measure_id")
    need = VolunteerNeed(
        case_id=case_id, measure_id=measure_id, reported_by=actor.user_id, created_by=actor.user_id,
        **_columns(session, case, facts, None),
    )
    session.add(need)
    session.flush()
    return _touched(need, made=need.id)


@change(Right.EDIT_MATCHES, record="demand.edit")
def edit_need(session: Session, actor: Actor, need_id: int, facts: NeedFacts, row_version: int) -> Changes:
    """Other wishes. Raises ChangedMeanwhileError when it was saved since `row_version`, CaseworkError as reporting."""
    need = _require_fresh(session, need_id, row_version)
    if need.status is NeedStatus.CLOSED:
        raise CaseworkError("Dieser Bedarf ist abgeschlossen. Bitte ihn zuerst wieder öffnen.")
    case = require_case(session, need.case_id)
    for name, value in _columns(session, case, facts, need).items():
        setattr(need, name, value)
    return _touched(need)


@change(Right.EDIT_MATCHES, record="demand.close")
def close_need(session: Session, actor: Actor, need_id: int, reason: NeedEnd, row_version: int) -> Changes:
    """Nobody is looked for any more. Raises CaseworkError while a match of it has not ended."""
    need = _require_fresh(session, need_id, row_version)
    if need.status is NeedStatus.CLOSED:
        raise CaseworkError("Dieser Bedarf ist schon abgeschlossen.")
    if others := _whom_it_waits_for(session, need_id):
        raise CaseworkError(f"Mit {others} läuft noch eine Vermittlung. Bitte diese zuerst beenden.")
    need.status, need.closed_on, need.end_reason = NeedStatus.CLOSED, today(), reason
    return _touched(need)


@change(Right.EDIT_MATCHES, record="demand.reopen")
def reopen_need(session: Session, actor: Actor, need_id: int, row_version: int) -> Changes:
    """Somebody is looked for again; the waiting time counts from the first report. Raises CaseworkError for one that
    is open and one of a case that has ended."""
    need = _require_fresh(session, need_id, row_version)
    if need.status is not NeedStatus.CLOSED:
        raise CaseworkError("Dieser Bedarf ist noch offen.")
    _require_live(session, need.case_id)
    need.status, need.closed_on, need.end_reason = status_by_matches(session, need_id), None, None
    return _touched(need)


@change(Right.EDIT_MATCHES, record="demand.restore")
def restore_need(session: Session, actor: Actor, before: NeedRow, row_version: int) -> Changes:
    """The need as it was read: the way back after an edit, a close or a reopening."""
    need = _require_fresh(session, before.id, row_version)
    case = require_case(session, need.case_id)
    for name, value in _columns(session, case, before.facts, need).items():
        setattr(need, name, value)
    need.closed_on, need.end_reason = before.closed_on, before.end_reason
    closed = before.status is NeedStatus.CLOSED
    need.status = NeedStatus.CLOSED if closed else status_by_matches(session, before.id)
    return _touched(need)


@change(Right.EDIT_CASE, record="demand.take_back")
def take_back_need(session: Session, actor: Actor, need_id: int) -> Changes:
    """Undo a report: the need was never there. Raises CaseworkError once anybody was suggested for it."""
    need = require_need(session, need_id)
    if session.scalar(select(VolunteerMatch.id).where(VolunteerMatch.need_id == need_id).limit(1)) is not None:
        raise CaseworkError("Zu diesem Bedarf gibt es schon einen Vorschlag. Bitte ihn abschließen.")
    changes = _touched(need)
    session.delete(need)
    return changes


def require_need(session: Session, need_id: int) -> VolunteerNeed:
    """Inside a use case: the need, or a CaseworkError when it is gone."""
    need = session.get(VolunteerNeed, need_id)
    if need is None:
        raise CaseworkError("Diesen Bedarf gibt es nicht mehr.")
    return need


def volunteer_short(volunteer: Volunteer) -> str:
    """„Gerda W.“, as on the plan and in lists."""
    if not volunteer.given_names or not volunteer.family_name:
        return volunteer.given_names or volunteer.family_name
    return f"{volunteer.given_names} {volunteer.family_name[0]}."


def _columns(session: Session, case: Case, facts: NeedFacts, present: VolunteerNeed | None) -> dict[str, Any]:
    """Checked values of the row."""
    facts = _for_whom(session, case, facts, present)
    reported_on = facts.reported_on or (present.reported_on if present else today())
    if reported_on > today():
        raise CaseworkError("Der Tag der Meldung liegt in der Zukunft.", field="reported_on")
    if facts.wanted_by is not None and facts.wanted_by < reported_on:
        raise CaseworkError("Gewünscht bis liegt vor dem Tag der Meldung.", field="wanted_by")
    if facts.minutes_per_week is not None and not 0 < facts.minutes_per_week <= MOST_MINUTES:
        raise CaseworkError("Bitte zwischen einer Minute und 40 Stunden in der Woche eintragen.",
                            field="minutes_per_week")  # fmt: skip
    return {
        "activity": facts.activity, "person_id": facts.person_id, "sponsorship": facts.sponsorship,
        "task": short_lines(facts.task, "task", LONGEST_TASK),
        "languages": _several(facts.languages, "languages", LONGEST_LANGUAGE, MOST_LANGUAGES),
        "interests": _several(facts.interests, "interests", LONGEST_INTEREST, MOST_INTERESTS),
        "times": [[span.weekday, span.start, span.end] for span in merged(facts.times)],
        "minutes_per_week": facts.minutes_per_week, "place": short_line(facts.place, "place", LONGEST_NAME),
        "gender_wish": facts.gender_wish, "with_children": facts.with_children, "reported_on": reported_on,
        "wanted_by": facts.wanted_by, "note": short_lines(facts.note, "note", LONGEST_REMARK),
    }  # fmt: skip


def _for_whom(session: Session, case: Case, facts: NeedFacts, present: VolunteerNeed | None) -> NeedFacts:
    """A person of the case; in a file of one that one, with „Familie“ nobody alone."""
    ids = [person.id for person in persons_of(session, case)]
    if case.family_id is None:
        if facts.sponsorship is Sponsorship.FAMILY:
            raise CaseworkError("In diesem Fall ist nur eine Person. Bitte „eine Person“ oder „Gruppe“ wählen.",
                                field="sponsorship")  # fmt: skip
        facts = replace(facts, person_id=facts.person_id or (ids[0] if ids else None))
    if facts.sponsorship is Sponsorship.FAMILY:
        return replace(facts, person_id=None)
    if facts.person_id is None:
        raise CaseworkError("Bitte wählen, für wen die Begleitung ist, oder „Familie“ angeben.", field="person_id")
    if facts.person_id not in ids and (present is None or facts.person_id != present.person_id):
        raise CaseworkError("Diese Person gehört nicht zu diesem Fall.", field="person_id")
    return facts


def _several(texts: tuple[str, ...], field: str, longest: int, most: int) -> list[str]:
    """Each once, in order."""
    cleaned = (short_line(text, field, longest) for text in texts)
    found = list(dict.fromkeys(text for text in cleaned if text))
    if len(found) > most:
        raise CaseworkError(f"Bitte höchstens {most} Einträge.", field=field)
    return found


def _whom_it_waits_for(session: Session, need_id: int) -> str:
    running = (
        select(Volunteer).join(VolunteerMatch, VolunteerMatch.volunteer_id == Volunteer.id)
        .where(VolunteerMatch.need_id == need_id, VolunteerMatch.stage != MatchStage.ENDED)
    )  # fmt: skip
    return ", ".join(volunteer_short(one) for one in session.scalars(running.order_by(Volunteer.id)))


def _is_step_of(session: Session, measure_id: int, case_id: int) -> bool:
    asked = (
        select(Measure.id).join(Goal, Goal.id == Measure.goal_id).join(PlanVersion, PlanVersion.id == Goal.version_id)
        .join(Plan, Plan.id == PlanVersion.plan_id).where(Measure.id == measure_id, Plan.case_id == case_id)
    )  # fmt: skip
    return session.scalar(asked) is not None


def _require_live(session: Session, case_id: int) -> Case:
    case = require_case(session, case_id)
    if case.status in OVER | CLOSED:
        raise CaseworkError(f"Der Fall ist „{case.status.label}“; dafür wird niemand mehr gesucht.")
    return case


def _require_fresh(session: Session, need_id: int, row_version: int) -> VolunteerNeed:
    need = require_need(session, need_id)
    if need.row_version != row_version:
        raise ChangedMeanwhileError(_CHANGED)
    return need


def _touched(need: VolunteerNeed, made: int | None = None) -> Changes:
    return Changes.of((Kind.NEED, need.id), (Kind.CASE, need.case_id), made=made)
