"""Needs as lists: all that are open, those of a case, those of the steps of its plan, and what is asked for most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.client_words import client_words
from desktop.casework.volunteers.matches.match_rows import TOGETHER
from desktop.casework.volunteers.needs.need_rows import Demand, DemandRow, NeedFacts, NeedMatchRow, NeedRow
from desktop.casework.volunteers.needs.needs import require_need, volunteer_short
from desktop.casework.volunteers.week_times import Span
from desktop.clock import today
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family, Person
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.volunteer_terms import MatchStage, NeedStatus

Named = TypeVar("Named", Case, Person, Family, User)
_MEETING = frozenset(stage.label for stage in TOGETHER)
_UNSERVED = (NeedStatus.OPEN, NeedStatus.MATCHING)


@dataclass(frozen=True)
class StepNeed:
    """A need that came from a step of the plan, with who does it: „Gerda W.“, empty while nobody does."""

    need_id: int
    status: NeedStatus
    volunteer: str


@query(Right.READ_MATCHES)
def list_needs(session: Session, actor: Actor, with_closed: bool = False) -> tuple[NeedRow, ...]:
    """All needs somebody is looked for, the longest waiting first; with `with_closed` all others behind them."""
    asked = select(VolunteerNeed).order_by(VolunteerNeed.reported_on, VolunteerNeed.id)
    if not with_closed:
        asked = asked.where(VolunteerNeed.status.in_(_UNSERVED))
    rows = _rows(session, actor, asked)
    return tuple(sorted(rows, key=lambda row: not row.open))


@query(Right.READ_MATCHES)
def needs_of_case(session: Session, actor: Actor, case_id: int) -> tuple[NeedRow, ...]:
    """Needs of a case, those that are closed last."""
    asked = select(VolunteerNeed).where(VolunteerNeed.case_id == case_id)
    rows = _rows(session, actor, asked.order_by(VolunteerNeed.reported_on.desc(), VolunteerNeed.id.desc()))
    return tuple(sorted(rows, key=lambda row: row.status is NeedStatus.CLOSED))


@query(Right.READ_MATCHES)
def find_need(session: Session, actor: Actor, need_id: int) -> NeedRow:
    """One need. Raises CaseworkError when it is gone."""
    require_need(session, need_id)
    return _rows(session, actor, select(VolunteerNeed).where(VolunteerNeed.id == need_id))[0]


@query(Right.READ_MATCHES)
def demand(session: Session, actor: Actor) -> Demand:
    """What is asked for and not served, most asked for first."""
    activities: dict[str, list[int]] = defaultdict(list)
    languages: dict[str, list[int]] = defaultdict(list)
    for need in session.scalars(select(VolunteerNeed).where(VolunteerNeed.status.in_(_UNSERVED))):
        waiting = (today() - need.reported_on).days
        activities[need.activity.value].append(waiting)
        for code in need.languages:
            languages[code].append(waiting)
    return Demand(_counted(activities), _counted(languages))


@query(Right.READ_MATCHES)
def needs_of_steps(session: Session, actor: Actor, case_id: int) -> Mapping[int, StepNeed]:
    """Needs by the step of a plan they came from, in every later Fassung too; of several the newest."""
    asked = select(VolunteerNeed).where(VolunteerNeed.case_id == case_id, VolunteerNeed.measure_id.is_not(None))
    needs = session.scalars(asked.order_by(VolunteerNeed.id)).all()
    if not needs:
        return {}
    matches = _matches(session, [need.id for need in needs])
    roots = _roots(session, case_id)
    by_root = {roots.get(need.measure_id or 0): need for need in needs}
    return {
        step: StepNeed(need.id, need.status, ", ".join(
            one.volunteer for one in matches[need.id] if one.stage in _MEETING))
        for step, root in roots.items() if (need := by_root.get(root)) is not None
    }  # fmt: skip


def facts_of(need: VolunteerNeed) -> NeedFacts:
    """Inside a use case: what was entered."""
    return NeedFacts(
        need.activity, need.person_id, need.task, need.sponsorship, tuple(need.languages), times_of(need),
        need.minutes_per_week, need.place, need.gender_wish, need.with_children, tuple(need.interests),
        need.reported_on, need.wanted_by, need.note,
    )  # fmt: skip


def times_of(need: VolunteerNeed) -> tuple[Span, ...]:
    """Inside a use case: the times that were wished for."""
    return tuple(Span(weekday, start, end) for weekday, start, end in need.times)


def _rows(session: Session, actor: Actor, asked: Select[VolunteerNeed]) -> list[NeedRow]:
    needs = session.scalars(asked).all()
    cases = _by_id(session, Case, {need.case_id for need in needs})
    persons = _by_id(session, Person, {need.person_id for need in needs if need.person_id})
    families = _by_id(session, Family, {case.family_id for case in cases.values() if case.family_id})
    users = _by_id(session, User, {need.reported_by for need in needs if need.reported_by})
    matches, day = _matches(session, [need.id for need in needs]), today()
    whole = actor.may(Right.READ_CASE)
    made = []
    for need in needs:
        case = cases[need.case_id]
        person, family = persons.get(need.person_id or 0), families.get(case.family_id or 0)
        user = users.get(need.reported_by or 0)
        members = sum(1 for member in family.members if member.until is None) if family else 1
        made.append(NeedRow(
            need.id, case.id, case.number, client_words(person, family.name if family else "", members, whole=whole),
            person.birth_date.age_on(day) if person and person.birth_date else None, facts_of(need), need.measure_id,
            need.status, need.closed_on, need.end_reason, user.name if user else "", tuple(matches[need.id]),
            ((need.closed_on or day) - need.reported_on).days, need.row_version,
        ))  # fmt: skip
    return made


def _by_id(session: Session, record: type[Named], ids: set[int]) -> dict[int, Named]:
    return {one.id: one for one in session.scalars(select(record).where(record.id.in_(ids)))} if ids else {}


def _matches(session: Session, need_ids: Iterable[int]) -> Mapping[int, list[NeedMatchRow]]:
    """Matches that have not ended, by need."""
    asked = (
        select(VolunteerMatch, Volunteer).join(Volunteer, Volunteer.id == VolunteerMatch.volunteer_id)
        .where(VolunteerMatch.need_id.in_(list(need_ids)), VolunteerMatch.stage != MatchStage.ENDED)
    )  # fmt: skip
    found: dict[int, list[NeedMatchRow]] = defaultdict(list)
    for match, volunteer in session.execute(asked.order_by(VolunteerMatch.id)):
        row = NeedMatchRow(match.id, volunteer.id, volunteer_short(volunteer), match.stage.label)
        found[match.need_id].append(row)
    return found


def _roots(session: Session, case_id: int) -> dict[int, int]:
    """The first step each step of the case's plans was copied from."""
    steps = (
        select(Measure.id, Measure.previous_measure_id).join(Goal, Goal.id == Measure.goal_id)
        .join(PlanVersion, PlanVersion.id == Goal.version_id).join(Plan, Plan.id == PlanVersion.plan_id)
        .where(Plan.case_id == case_id).order_by(Measure.id)
    )  # fmt: skip
    roots: dict[int, int] = {}
    for step, former in session.execute(steps):
        roots[step] = roots.get(former, step) if former else step
    return roots


def _counted(waiting: Mapping[str, list[int]]) -> tuple[DemandRow, ...]:
    rows = [DemandRow(key, len(days), max(days)) for key, days in waiting.items()]
    return tuple(sorted(rows, key=lambda row: (-row.count, -row.longest, row.key)))
