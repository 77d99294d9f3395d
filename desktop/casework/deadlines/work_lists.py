"""Work lists: what waits without a day of its own (`resources/catalogue/work_lists.toml`)."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop import paths
from desktop.casework.deadlines.caseload import CLOSED, open_case_of, open_cases, user_names
from desktop.casework.deadlines.choices import kept_settings
from desktop.casework.deadlines.first_contacts import first_contact
from desktop.casework.deadlines.gaps import CONDITIONS
from desktop.casework.deadlines.rows import Found, known
from desktop.casework.gate import query
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.cases import Case
from desktop.records.plans import Plan, PlanVersion
from desktop.records.talks import Talk, TalkCase
from desktop.records.tasks import DeadlineMark
from desktop.talk_terms import TalkKind
from desktop.terms import CaseStatus, PlanState

_COUNSELLED = (
    CaseStatus.WITHOUT_PLAN, CaseStatus.ASSESSMENT, CaseStatus.PLANNING, CaseStatus.ACCOMPANIED, CaseStatus.EXTENDED,
    CaseStatus.CLOSING,
)  # fmt: skip
_TALKED_TO = (CaseStatus.CONTACT_OPEN, CaseStatus.OFFERED, *_COUNSELLED)
"""Somebody of these is to be spoken to, or was and should be again."""
NO_CONTACT = "no_contact"
"""Key of the list of files without contact."""


@dataclass(frozen=True)
class WorkList:
    """One list; `title` may hold %1 for `days`."""

    key: str
    title: str
    icon: str
    page: str
    days: int = 0


@dataclass(frozen=True)
class WorkListHead:
    """A list with its title ready to read, and how many cases are in it."""

    key: str
    title: str
    icon: str
    count: int


@dataclass(frozen=True)
class WorkListRow:
    """A case in a list and why it is there."""

    case_id: int
    number: str
    title: str
    status: CaseStatus
    words: str
    user: str
    page: str
    place: tuple[int, ...] = ()
    """What `page` is to show: the first person or Fassung the row speaks of."""


@cache
def work_lists() -> tuple[WorkList, ...]:
    """The lists as they came with the program."""
    return tuple(WorkList(**entry) for entry in _catalogue()["list"])


@cache
def gap_words() -> dict[str, str]:
    """What is said of a case for each condition that counts as missing or contradicting."""
    return {entry["key"]: entry["words"] for entry in _catalogue()["gap"]}


@query(Right.LIST_CASES)
def work_list_heads(session: Session, actor: Actor, mine: bool = True) -> tuple[WorkListHead, ...]:
    """All lists with their counts."""
    days = kept_settings(session).list_days
    heads = []
    for entry in work_lists():
        number = days.get(entry.key, entry.days)
        count = len(_rows(session, actor, entry, number, mine=mine))
        heads.append(WorkListHead(entry.key, entry.title.replace("%1", str(number)), entry.icon, count))
    return tuple(heads)


@query(Right.LIST_CASES)
def work_list(session: Session, actor: Actor, key: str, mine: bool = True) -> tuple[WorkListRow, ...]:
    """The cases of a list, by title. Raises CaseworkError for a list that does not exist."""
    entry = next((entry for entry in work_lists() if entry.key == key), None)
    if entry is None:
        raise CaseworkError("Diese Arbeitsliste gibt es nicht mehr.")
    days = kept_settings(session).list_days.get(key, entry.days)
    return tuple(sorted(_rows(session, actor, entry, days, mine=mine), key=lambda row: (row.title, row.number)))


def _rows(session: Session, actor: Actor, entry: WorkList, days: int, *, mine: bool) -> list[WorkListRow]:
    """One row per case; several reasons stand together."""
    finds = list(FINDERS[entry.key](session, today(), days))
    homes = open_case_of(session, {found.person_id for found in finds if found.person_id is not None})
    reasons: dict[int, list[str]] = {}
    places: dict[int, tuple[int, ...]] = {}
    for found in finds:
        home, name = homes.get(found.person_id or 0, (0, ""))
        case_id = found.case_id or home
        if case_id:
            said = f"{name}: {found.detail}" if name else found.detail
            reasons.setdefault(case_id, []).append(said)
            places[case_id] = places.get(case_id) or found.place_on(entry.page)
    cases, users = open_cases(session, reasons, today()), user_names(session)
    return [
        WorkListRow(case.id, case.number, case.title, case.status, " · ".join(dict.fromkeys(reasons[case.id])),
                    users.get(case.responsible_id or 0, ""), entry.page, places[case.id])
        for case in cases.values()
        if not mine or case.responsible_id is None or case.belongs_to(actor.user_id)
    ]  # fmt: skip


def no_contact(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Cases without a talk since so many days; a try that reached nobody is no contact. Those somebody decided to
    leave as they are wait until the day chosen then (`inactive_cases.py`)."""
    edge = day - dt.timedelta(days=days)
    spoken = (
        select(TalkCase.case_id).join(Talk, Talk.id == TalkCase.talk_id)
        .where(Talk.held_on > edge, Talk.kind != TalkKind.CONTACT_ATTEMPT)
    )  # fmt: skip
    left = select(DeadlineMark.subject_id).where(DeadlineMark.rule == NO_CONTACT, DeadlineMark.moved_to > day)
    silent = session.execute(
        select(Case.id, Case.opened_on)
        .where(Case.status.in_(_TALKED_TO), Case.opened_on <= edge, Case.id.not_in(spoken), Case.id.not_in(left))
    ).all()  # fmt: skip
    last = last_talks(session, [case_id for case_id, _ in silent])
    for case_id, _opened in silent:
        held_on = last.get(case_id)
        detail = f"zuletzt am {german_date(held_on)}" if held_on else "noch kein Gespräch eingetragen"
        yield Found(case_id, day, case_id=case_id, detail=detail)


def no_first_talk(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Files opened so many days ago without one talk that counts as Beratungsgespräch."""
    counted = (
        select(TalkCase.id).join(Talk, Talk.id == TalkCase.talk_id)
        .where(TalkCase.case_id == Case.id, Talk.counts.is_(True))
    )  # fmt: skip
    rows = session.execute(
        select(Case.id, Case.opened_on).where(
            Case.status.not_in((CaseStatus.ANNOUNCED, CaseStatus.RESTING)), Case.status.not_in(CLOSED),
            Case.opened_on <= day - dt.timedelta(days=days), ~counted.exists(),
        )
    )
    for case_id, opened in rows:
        yield Found(case_id, day, case_id=case_id, detail=f"Akte seit {german_date(opened)}")


def review_due(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Fassungen in force whose day of review has come."""
    rows = session.execute(
        select(PlanVersion.id, Plan.case_id, PlanVersion.next_review_on, PlanVersion.version)
        .join(Plan, Plan.id == PlanVersion.plan_id)
        .where(PlanVersion.next_review_on <= day, PlanVersion.state == PlanState.IN_FORCE)
    )
    for version_id, case_id, due, number in rows:
        yield Found(version_id, known(due), case_id=case_id, detail=f"Fassung {number}, am {german_date(known(due))}",
                    version_id=version_id)  # fmt: skip


def gaps(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Every condition of `gaps.py`, in the order of the catalogue."""
    for key, said in gap_words().items():
        for person_id, case_id in CONDITIONS[key](session, day):
            yield Found(person_id or case_id or 0, day, person_id, case_id, said)


def without_plan(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Cases in counselling of which no Fassung is a draft, in agreement or in force."""
    living = (
        select(Plan.case_id).join(PlanVersion, PlanVersion.plan_id == Plan.id)
        .where(PlanVersion.state.in_((PlanState.DRAFT, PlanState.AGREEING, PlanState.IN_FORCE)))
    )  # fmt: skip
    rows = session.execute(
        select(Case.id, Case.status).where(Case.status.in_(_COUNSELLED), Case.id.not_in(living))
    )
    for case_id, status in rows:
        yield Found(case_id, day, case_id=case_id, detail=status.label)


def stale_drafts(session: Session, day: dt.date, days: int) -> Iterator[Found]:
    """Fassungen begun so many days ago and still not in force."""
    edge = dt.datetime.combine(day - dt.timedelta(days=days), dt.time(23, 59), dt.UTC)
    rows = session.execute(
        select(PlanVersion.id, Plan.case_id, PlanVersion.created_at, PlanVersion.state, PlanVersion.version)
        .join(Plan, Plan.id == PlanVersion.plan_id).join(Case, Case.id == Plan.case_id)
        .where(PlanVersion.state.in_((PlanState.DRAFT, PlanState.AGREEING)), PlanVersion.created_at <= edge,
               Case.status.not_in(CLOSED))
    )  # fmt: skip
    for version_id, case_id, begun, state, number in rows:
        since = german_date(begun.astimezone().date())
        said = f"Fassung {number}, {state.label}, begonnen am {since}"
        yield Found(version_id, day, case_id=case_id, detail=said, version_id=version_id)


FINDERS: dict[str, Callable[[Session, dt.date, int], Iterable[Found]]] = {
    finder.__name__: finder
    for finder in (first_contact, no_contact, no_first_talk, review_due, gaps, without_plan, stale_drafts)
}


def last_talks(session: Session, case_ids: list[int]) -> dict[int, dt.date]:
    """Inside a use case: the day of the last real talk of each of these cases."""
    asked = (
        select(TalkCase.case_id, func.max(Talk.held_on)).join(Talk, Talk.id == TalkCase.talk_id)
        .where(Talk.kind != TalkKind.CONTACT_ATTEMPT).group_by(TalkCase.case_id)
    )  # fmt: skip
    wanted = set(case_ids)
    return {case_id: held_on for case_id, held_on in session.execute(asked) if case_id in wanted} if wanted else {}


def _catalogue() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(
        paths.resource("catalogue", "work_lists.toml").read_text(encoding="utf-8")
    )
    return found
