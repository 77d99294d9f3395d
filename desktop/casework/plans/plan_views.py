"""Reading plans: a Fassung with what happened to it, and what it lacks to be binding (domain 3.1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.people.people import person_row
from desktop.casework.plans.plan_rows import (
    GoalConsentRow,
    GoalRow,
    MeasureRow,
    Missing,
    NewGoal,
    NewMeasure,
    PlanBriefRow,
    PlanHeader,
    PlanView,
    SignatureRow,
    SupplementRow,
    VersionBrief,
)
from desktop.casework.rights import Actor, Right
from desktop.errors import CaseworkError
from desktop.records.office import User
from desktop.records.people import Person
from desktop.records.plans import Goal, Measure, Plan, PlanEvent, PlanVersion
from desktop.records.reviews import GoalConsent
from desktop.terms import DueKind, GoalStatus, MeasureStatus, PlanState, Responsible

_GOAL_FIELDS = (
    "area", "text", "catalogue_key", "text_translated", "person_id", "indicator", "indicator_translated", "horizon",
    "priority", "value_start", "value_target",
)
_MEASURE_FIELDS = (
    "text", "catalogue_key", "fill_in", "text_translated", "who_person_id", "who_name", "start_on", "due_kind",
    "due_on", "proof", "proof_key",
)
_HEADER_FIELDS = (
    "language", "strengths", "strengths_translated", "needs", "needs_translated", "next_review_on", "next_talk_on",
    "next_talk_time", "next_talk_place", "sensitive_areas_on_own_sheet",
)


@query(Right.READ_CASE)
def list_plans(session: Session, actor: Actor, case_id: int) -> tuple[PlanBriefRow, ...]:
    """Plans of a case, newest first, each with its newest Fassung."""
    plans = session.scalars(select(Plan).where(Plan.case_id == case_id).order_by(Plan.number.desc()))
    return tuple(_brief(session, plan) for plan in plans)


@query(Right.READ_CASE)
def plan_view(session: Session, actor: Actor, version_id: int) -> PlanView:
    """One Fassung, with what is missing to be binding."""
    return view_of(session, require_version(session, version_id))


def view_of(session: Session, version: PlanVersion) -> PlanView:
    """Inside a use case: see `plan_view`."""
    plan = version.plan
    names = _names(session, version)
    events = latest_events(session, version)
    manager = manager_name(session, version)
    consents = last_consents(session, version)
    return PlanView(
        version.id, plan.id, plan.case_id, plan.kind, plan.person_id, names.get(plan.person_id or 0, ""), plan.number,
        version.version, version.state, header_of(version),
        tuple(
            replace(_goal_row(goal, names, events, manager), consents=consents.get(goal.id, ()))
            for goal in version.goals
        ),
        version.valid_from, version.frozen_at, version.printed_at, version.read_out_in, version.signed_place,
        version.unsigned_reason, version.handed_out_on,
        tuple(SignatureRow(row.part, row.name, row.signed_on, row.person_id) for row in version.signatures),
        tuple(SupplementRow(row.on_date, row.text, row.text_translated) for row in version.supplements),
        tuple(_version_brief(other) for other in reversed(plan.versions)),
        version.row_version, missing_in(version),
    )


def missing_in(version: PlanVersion) -> tuple[Missing, ...]:
    """What keeps the Fassung from being binding: goals, steps, who and until when, next review (domain 3.1)."""
    lacks: list[Missing] = []
    if not version.goals:
        lacks.append(Missing("Es fehlt mindestens ein Ziel.", "goals"))
    for number, goal in enumerate(version.goals, 1):
        lacks += _missing_in_goal(number, goal)
    if version.next_review_on is None:
        lacks.append(Missing("Es fehlt der Tag der nächsten Überprüfung.", "next_review_on"))
    return tuple(lacks)


def header_of(version: PlanVersion) -> PlanHeader:
    values = {name: getattr(version, name) for name in _HEADER_FIELDS}
    return PlanHeader(participants=tuple(version.participants), **values)


def goal_content(goal: Goal) -> NewGoal:
    return NewGoal(**{name: getattr(goal, name) for name in _GOAL_FIELDS})


def measure_content(measure: Measure) -> NewMeasure:
    who = tuple(Responsible(code) for code in measure.who)
    return NewMeasure(who=who, **{name: getattr(measure, name) for name in _MEASURE_FIELDS})


def put_goal(goal: Goal, content: NewGoal) -> None:
    """Inside a use case: write what was entered."""
    for name in _GOAL_FIELDS:
        setattr(goal, name, getattr(content, name))


def put_measure(measure: Measure, content: NewMeasure) -> None:
    """Inside a use case: write what was entered."""
    for name in _MEASURE_FIELDS:
        setattr(measure, name, getattr(content, name))
    measure.who = [code.value for code in content.who]


def put_header(version: PlanVersion, header: PlanHeader) -> None:
    """Inside a use case: write what was entered."""
    for name in _HEADER_FIELDS:
        setattr(version, name, getattr(header, name))
    version.participants = list(header.participants)


def require_version(session: Session, version_id: int) -> PlanVersion:
    """The Fassung, or a CaseworkError when it is gone."""
    version = session.get(PlanVersion, version_id)
    if version is None:
        raise CaseworkError("Diese Fassung des Plans gibt es nicht mehr.")
    return version


def latest_events(session: Session, version: PlanVersion) -> Mapping[tuple[str, str, int], PlanEvent]:
    """The last event by (`goal`/`measure`, kind, id): the present state on the frozen text."""
    rows = session.scalars(select(PlanEvent).where(PlanEvent.version_id == version.id).order_by(PlanEvent.id))
    return {_event_key(event): event for event in rows}


def last_consents(session: Session, version: PlanVersion) -> dict[int, tuple[GoalConsentRow, ...]]:
    """Inside a use case: by goal what each person said to it last."""
    asked = (
        select(GoalConsent, Person).join(Goal, Goal.id == GoalConsent.goal_id)
        .outerjoin(Person, Person.id == GoalConsent.person_id)
        .where(Goal.version_id == version.id).order_by(GoalConsent.on_date, GoalConsent.id)
    )  # fmt: skip
    newest = {(consent.goal_id, consent.person_id): (consent, person) for consent, person in session.execute(asked)}
    found: dict[int, tuple[GoalConsentRow, ...]] = {}
    for consent, person in newest.values():
        row = GoalConsentRow(
            consent.id, consent.person_id, person_row(person).name if person else "", consent.agreed, consent.form,
            consent.on_date, consent.note,
        )
        found[consent.goal_id] = (*found.get(consent.goal_id, ()), row)
    return found


def _event_key(event: PlanEvent) -> tuple[str, str, int]:
    return ("measure" if event.measure_id else "goal", event.kind, event.measure_id or event.goal_id or 0)


def _missing_in_goal(number: int, goal: Goal) -> Iterable[Missing]:
    if not goal.text.strip():
        yield Missing(f"Ziel {number} hat noch keinen Text.", "text", goal.id)
    if not goal.measures:
        yield Missing(f"Ziel {number} braucht mindestens einen Schritt.", "measures", goal.id)
    for place, measure in enumerate(goal.measures, 1):
        yield from _missing_in_measure(f"{number}.{place}", goal, measure)


def _missing_in_measure(label: str, goal: Goal, measure: Measure) -> Iterable[Missing]:
    if not measure.text.strip() or "{" in measure.text:
        yield Missing(f"Schritt {label} ist noch nicht fertig formuliert.", "text", goal.id, measure.id)
    if not measure.who:
        yield Missing(f"Wer macht Schritt {label}?", "who", goal.id, measure.id)
    if measure.due_kind is DueKind.DATE and measure.due_on is None:
        yield Missing(f"Bis wann gilt Schritt {label}?", "due_on", goal.id, measure.id)


def _goal_row(
    goal: Goal, names: Mapping[int, str], events: Mapping[tuple[str, str, int], PlanEvent], manager: str
) -> GoalRow:
    status, value = events.get(("goal", "status", goal.id)), events.get(("goal", "value", goal.id))
    in_force = goal.plan_version.state is not PlanState.DRAFT
    return GoalRow(
        goal.id, goal.position, goal_content(goal), names.get(goal.person_id or 0, "Familie"),
        GoalStatus(status.value) if status else (GoalStatus.RUNNING if in_force else GoalStatus.PLANNED),
        value.value if value else goal.value_start,
        tuple(_measure_row(measure, names, events, manager) for measure in goal.measures),
    )


def _measure_row(
    measure: Measure, names: Mapping[int, str], events: Mapping[tuple[str, str, int], PlanEvent], manager: str
) -> MeasureRow:
    status, due = events.get(("measure", "status", measure.id)), events.get(("measure", "due", measure.id))
    content = measure_content(measure)
    state = MeasureStatus(status.value) if status else (MeasureStatus.MOVED if due else MeasureStatus.OPEN)
    return MeasureRow(
        measure.id, measure.position, content, who_text(content, names, manager), state,
        _day(due.value) if due else measure.due_on, status.obstacle if status else "",
        status.note if status else "", status.on_date if status and state is MeasureStatus.DONE else None,
    )


def _day(value: object) -> dt.date:
    """A day out of an event's JSON value."""
    return dt.date.fromisoformat(str(value))


def who_text(content: NewMeasure, names: Mapping[int, str], manager: str) -> str:
    """Who does a step, ready to show: first names for clients, names of others where given."""
    words = []
    for who in content.who:
        if who is Responsible.CLIENT:
            words.append(names.get(content.who_person_id or 0) or who.label)
        elif who is Responsible.MANAGER:
            words.append(manager or who.label)
        else:
            words.append(content.who_name or who.label)
    return " + ".join(dict.fromkeys(words))


def _names(session: Session, version: PlanVersion) -> dict[int, str]:
    """Given names of everybody the Fassung mentions."""
    ids = {version.plan.person_id, *(goal.person_id for goal in version.goals)}
    ids |= {measure.who_person_id for goal in version.goals for measure in goal.measures}
    persons = session.scalars(select(Person).where(Person.id.in_(ids - {None})))
    return {person.id: person.call_name or person_row(person).given for person in persons}


def manager_name(session: Session, version: PlanVersion) -> str:
    """Inside a use case: who does „Integrationsmanagement“ in this Fassung; empty when nobody is known."""
    user = session.get(User, version.created_by) if version.created_by else None
    return user.name if user else ""


def _version_brief(version: PlanVersion) -> VersionBrief:
    return VersionBrief(version.id, version.version, version.state, version.valid_from, version.replaced_on)


def _brief(session: Session, plan: Plan) -> PlanBriefRow:
    newest = plan.versions[-1]
    person = session.get(Person, plan.person_id) if plan.person_id else None
    return PlanBriefRow(
        plan.id, newest.id, plan.kind, plan.person_id, person.name if person else "", plan.number, newest.version,
        newest.state, newest.valid_from, newest.next_review_on,
    )
