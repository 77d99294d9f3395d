"""Who stands in for the responsible person of a case, and whole caseloads handed over for a time or for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from desktop.casework.cases.case_list import ENDED
from desktop.casework.cases.cases import case_title, persons_of, put_responsible, require_case
from desktop.casework.changes import Changes, Kind
from desktop.casework.gate import change, query
from desktop.casework.plain_text import short_line
from desktop.casework.rights import Actor, Right
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.records.care import Absence, CaseStandIn
from desktop.records.cases import Case
from desktop.records.office import User
from desktop.records.people import Family


@dataclass(frozen=True)
class StandInRow:
    """Somebody stands in for one case; both days count. `until` None means until further notice."""

    id: int
    user_id: int
    name: str
    since: dt.date
    until: dt.date | None
    reason: str

    def is_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class AbsenceRow:
    """Somebody is away and another one stands in for the whole caseload; both days count."""

    id: int
    user_id: int
    name: str
    deputy_id: int
    deputy: str
    since: dt.date
    until: dt.date
    note: str


@dataclass(frozen=True)
class HandOver:
    """A caseload in one step: `until` None means for good. `case_ids` are those agreed in the preview."""

    user_id: int
    deputy_id: int
    since: dt.date
    until: dt.date | None
    note: str = ""


@dataclass(frozen=True)
class CaseloadRow:
    """A case of a caseload as the preview lists it."""

    id: int
    number: str
    title: str


@change(Right.EDIT_CASE, record="case.stand_in")
def put_stand_in(
    session: Session, actor: Actor, case_id: int, user_id: int, since: dt.date, until: dt.date | None = None,
    reason: str = "",
) -> Changes:
    """Let somebody stand in for one case; whoever did before ends the day before. `made` is the entry.

    Raises CaseworkError for the responsible person, somebody who left, or an end before the beginning.
    """
    case = require_case(session, case_id)
    _require_active(session, user_id)
    if user_id == case.responsible_id:
        raise CaseworkError("Sich selbst kann niemand vertreten. Bitte eine andere Person wählen.", field="user")
    _check_days(since, until)
    for former in _stand_ins(session, case_id):
        if former.since >= since and (until is None or former.since <= until):
            raise CaseworkError(f"Ab dem {german_date(former.since)} ist schon eine Vertretung eingetragen.",
                                field="since")  # fmt: skip
        if former.until is None or former.until >= since:
            former.until = since - dt.timedelta(days=1)
    made = CaseStandIn(
        case_id=case_id, user_id=user_id, since=since, until=until, reason=short_line(reason, "reason"),
        created_by=actor.user_id,
    )
    session.add(made)
    session.flush()
    return Changes.of((Kind.CASE, case_id), made=made.id)


@change(Right.EDIT_CASE, record="case.stand_in_end")
def end_stand_in(session: Session, actor: Actor, stand_in_id: int) -> Changes:
    """The stand-in ends with yesterday; one that had not begun yet never happened."""
    row = session.get(CaseStandIn, stand_in_id)
    if row is None:
        raise CaseworkError("Diese Vertretung gibt es nicht mehr.")
    if row.since >= today():
        session.delete(row)
    else:
        row.until = today() - dt.timedelta(days=1)
    return Changes.of((Kind.CASE, row.case_id))


@query(Right.READ_CASE)
def list_stand_ins(session: Session, actor: Actor, case_id: int) -> tuple[StandInRow, ...]:
    """Who stood, stands and will stand in for a case, the newest first."""
    names = _names(session)
    return tuple(
        StandInRow(row.id, row.user_id, names.get(row.user_id, "–"), row.since, row.until, row.reason)
        for row in reversed(_stand_ins(session, case_id))
    )


@query(Right.LIST_CASES)
def caseload(session: Session, actor: Actor, user_id: int) -> tuple[CaseloadRow, ...]:
    """Cases somebody is responsible for that have not ended: the preview of a hand-over."""
    return tuple(_caseload_row(session, case) for case in _cases_of(session, user_id))


@change(Right.EDIT_CASE, record="caseload.absent")
def enter_absence(session: Session, actor: Actor, hand_over: HandOver) -> Changes:
    """Hand the caseload over until a day; it ends by itself. Cases that come in meanwhile are included.

    Raises CaseworkError for oneself, days that contradict, an absence that overlaps, or a deputy who is away too.
    """
    until = hand_over.until
    if until is None:
        raise CaseworkError("Bitte eintragen, bis wann die Abwesenheit dauert.", field="until")
    _check_pair(session, hand_over)
    _check_days(hand_over.since, until)
    if until < today():
        raise CaseworkError("Diese Abwesenheit ist schon vorbei. Bitte das Datum prüfen.", field="until")
    for other in _overlapping(session, hand_over.since, until):
        if other.user_id == hand_over.user_id:
            raise CaseworkError(
                f"Vom {german_date(other.since)} bis {german_date(other.until)} ist schon eine Abwesenheit "
                "eingetragen.", field="since",
            )
        if other.user_id == hand_over.deputy_id:
            raise CaseworkError("Die Vertretung ist in dieser Zeit selbst abwesend. Bitte jemand anderen wählen.",
                                field="deputy")  # fmt: skip
    absence = Absence(
        user_id=hand_over.user_id, deputy_id=hand_over.deputy_id, since=hand_over.since, until=until,
        note=short_line(hand_over.note, "note"), created_by=actor.user_id,
    )
    session.add(absence)
    session.flush()
    return _touched(session, hand_over.user_id, absence.id)


@change(Right.EDIT_CASE, record="caseload.back")
def end_absence(session: Session, actor: Actor, absence_id: int) -> Changes:
    """Somebody is back early, or it was entered by mistake: what had not begun disappears."""
    absence = session.get(Absence, absence_id)
    if absence is None:
        raise CaseworkError("Diese Abwesenheit gibt es nicht mehr.")
    if absence.since >= today():
        session.delete(absence)
    elif absence.until >= today():
        absence.until = today() - dt.timedelta(days=1)
    return _touched(session, absence.user_id)


@change(Right.EDIT_CASE, record="caseload.hand_over")
def hand_over_for_good(session: Session, actor: Actor, user_id: int, deputy_id: int) -> Changes:
    """Give every open case to somebody else from today on. The touched cases are those that went."""
    _check_pair(session, HandOver(user_id, deputy_id, today(), None))
    cases = _cases_of(session, user_id)
    if not cases:
        raise CaseworkError("Für diese Person ist kein offener Fall eingetragen.", field="user")
    for case in cases:
        put_responsible(case, deputy_id, actor)
    return Changes.of((Kind.USER, user_id), (Kind.USER, deputy_id), *((Kind.CASE, case.id) for case in cases))


@change(Right.EDIT_CASE, record="caseload.take_back")
def take_caseload_back(
    session: Session, actor: Actor, user_id: int, deputy_id: int, case_ids: tuple[int, ...]
) -> Changes:
    """Undo `hand_over_for_good` on the same day: the entries it made go, the cases are as before."""
    for case_id in case_ids:
        case = require_case(session, case_id)
        last = case.responsibles[-1] if case.responsibles else None
        if last is None or last.user_id != deputy_id or last.since != today():
            raise CaseworkError(f"Der Fall {case.number} wurde inzwischen geändert. Bitte einzeln zurückgeben.")
        case.responsibles.remove(last)
        case.responsible_id = user_id
    return Changes.of((Kind.USER, user_id), (Kind.USER, deputy_id), *((Kind.CASE, id_) for id_ in case_ids))


@query(Right.LIST_CASES)
def list_absences(session: Session, actor: Actor) -> tuple[AbsenceRow, ...]:
    """Absences of now and later, by their beginning."""
    names = _names(session)
    rows = session.scalars(select(Absence).where(Absence.until >= today()).order_by(Absence.since, Absence.id))
    return tuple(
        AbsenceRow(row.id, row.user_id, names.get(row.user_id, "–"), row.deputy_id, names.get(row.deputy_id, "–"),
                   row.since, row.until, row.note)
        for row in rows
    )  # fmt: skip


def covered_by(session: Session, user_id: int, day: dt.date) -> frozenset[int]:
    """Inside a use case: ids of the cases somebody works on that day, as their own or standing in (DS-03)."""
    away = select(Absence.user_id).where(Absence.deputy_id == user_id, Absence.since <= day, Absence.until >= day)
    lent = select(CaseStandIn.case_id).where(
        CaseStandIn.user_id == user_id, CaseStandIn.since <= day,
        or_(CaseStandIn.until.is_(None), CaseStandIn.until >= day),
    )
    own = or_(Case.responsible_id == user_id, Case.responsible_id.in_(away), Case.id.in_(lent))
    return frozenset(session.scalars(select(Case.id).where(own)))


def deputy_of(session: Session, case: Case, day: dt.date) -> str:
    """Inside a use case: name of whoever stands in that day, for the case or for the absent person; else empty."""
    names = _names(session)
    own = next((row for row in reversed(_stand_ins(session, case.id)) if _is_on(row, day)), None)
    if own is not None:
        return names.get(own.user_id, "")
    found = select(Absence.deputy_id).where(
        Absence.user_id == case.responsible_id, Absence.since <= day, Absence.until >= day
    )
    return names.get(session.scalar(found.limit(1)) or 0, "")


def _is_on(row: CaseStandIn, day: dt.date) -> bool:
    return row.since <= day and (row.until is None or day <= row.until)


def _check_pair(session: Session, hand_over: HandOver) -> None:
    if hand_over.user_id == hand_over.deputy_id:
        raise CaseworkError("Sich selbst kann niemand vertreten. Bitte eine andere Person wählen.", field="deputy")
    if session.get(User, hand_over.user_id) is None:
        raise CaseworkError("Diese Person gibt es nicht mehr.", field="user")
    _require_active(session, hand_over.deputy_id)


def _require_active(session: Session, user_id: int) -> None:
    user = session.get(User, user_id)
    if user is None or not user.active:
        raise CaseworkError("Diese Person arbeitet nicht mehr mit dem Tresor. Bitte jemand anderen wählen.",
                            field="deputy")  # fmt: skip


def _check_days(since: dt.date, until: dt.date | None) -> None:
    if until is not None and until < since:
        raise CaseworkError("Das Ende liegt vor dem Beginn. Bitte das Datum prüfen.", field="until")


def _overlapping(session: Session, since: dt.date, until: dt.date) -> tuple[Absence, ...]:
    return tuple(session.scalars(select(Absence).where(and_(Absence.since <= until, Absence.until >= since))))


def _stand_ins(session: Session, case_id: int) -> list[CaseStandIn]:
    found = select(CaseStandIn).where(CaseStandIn.case_id == case_id)
    return list(session.scalars(found.order_by(CaseStandIn.since, CaseStandIn.id)))


def _cases_of(session: Session, user_id: int) -> list[Case]:
    found = select(Case).where(Case.responsible_id == user_id, Case.status.not_in(ENDED))
    return list(session.scalars(found.order_by(Case.number)))


def _caseload_row(session: Session, case: Case) -> CaseloadRow:
    family = session.get(Family, case.family_id) if case.family_id else None
    return CaseloadRow(case.id, case.number, case_title(family, persons_of(session, case))[0])


def _names(session: Session) -> dict[int, str]:
    return {user.id: user.name for user in session.scalars(select(User))}


def _touched(session: Session, user_id: int, made: int | None = None) -> Changes:
    cases = [(Kind.CASE, case.id) for case in _cases_of(session, user_id)]
    return Changes.of((Kind.USER, user_id), *cases, made=made)
