"""Rules about volunteers (domain 6.2, 6.3). They belong to no case: each find says whose it is and what it opens.

Whoever may see the register sees them, also without the right to open case files; so names of clients stay out.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.deadlines.rows import Found
from desktop.casework.deadlines.rules import Rule
from desktop.casework.volunteers.papers.paper_deletion import erasures
from desktop.casework.volunteers.papers.paper_rows import PaperState, Standing
from desktop.casework.volunteers.papers.paper_rules import PaperSubject, conduct_block, last_day, paper_rules
from desktop.casework.volunteers.papers.papers import (
    WITH_EACH_OTHER,
    VolunteerStanding,
    kept_paper_settings,
    standings,
    with_minors,
)
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.records.volunteers import Volunteer, VolunteerPaper
from desktop.volunteer_terms import Cover, PaperKind, VolunteerStatus

PAPERS = "papers"
"""Key of the tab of papers, in a volunteer's file and in the place „Ehrenamt“."""
_AT_WORK = (VolunteerStatus.READY, VolunteerStatus.ACTIVE)


def child_without_certificate(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Somebody meets a minor and may not: since the certificate ran out, else since they know each other."""
    settings, since = kept_paper_settings(session), _together_since(session, day)
    for found in standings(session, day, with_minors(session, day)).values():
        if not (block := conduct_block(found.rows, found.subject.works_with_minors, day, settings)):
            continue
        state = _state(found, PaperKind.CONDUCT)
        last = last_day(state.row.entry, settings) if state.row is not None else None
        over = last if last is not None and last < day else since[found.volunteer_id]
        yield _found(found, over, block)


def conduct_inspection(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The next inspection of whoever works with minors; not where the line above says more."""
    settings = kept_paper_settings(session)
    for found in _running_out(session, rule, day, PaperKind.CONDUCT):
        state = _state(found, PaperKind.CONDUCT)
        due = last_day(state.row.entry, settings) if state.row is not None else None
        if due is None or not found.subject.needs_conduct or state.standing is Standing.REFUSED:
            continue
        if due >= day or not found.subject.accompanies_minors:
            yield _found(found, due, "")


def commitment_ends(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A commitment bridges no longer and the certificate is still not there."""
    settings = kept_paper_settings(session)
    for found in _running_out(session, rule, day, PaperKind.COMMITMENT):
        conduct, bridge = _state(found, PaperKind.CONDUCT), _state(found, PaperKind.COMMITMENT)
        due = last_day(bridge.row.entry, settings) if bridge.row is not None else None
        open_still = conduct.standing in (Standing.BRIDGED, Standing.MISSING, Standing.EXPIRED)
        if due is not None and open_still and found.subject.needs_conduct:
            yield _found(found, due, "Führungszeugnis noch nicht eingesehen")


def agreement_ends(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """The last day of the agreement about the Ehrenamt."""
    return _of_kind(session, rule, day, PaperKind.AGREEMENT)


def training_repeat(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """A training that was to be repeated; of several topics the first that is due."""
    return _of_kind(session, rule, day, PaperKind.TRAINING)


def papers_missing(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Somebody is at work and not all papers are there, some time after the beginning."""
    for found in standings(session, day, _perhaps_missing(session, day)).values():
        missing = [state.kind.label for state in found.states if _is_missing(state)]
        due = found.status_since + dt.timedelta(days=rule.after_days[0])
        if missing and due <= rule.horizon(day):
            yield _found(found, due, ", ".join(missing))


def conduct_erasure(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """What is kept of the certificate of somebody who ended."""
    return _erasures(session, rule, day, whole=False)


def volunteer_erasure(session: Session, rule: Rule, day: dt.date) -> Iterator[Found]:
    """Everything else of somebody who ended."""
    return _erasures(session, rule, day, whole=True)


def _together_since(session: Session, day: dt.date) -> dict[int, dt.date]:
    """By volunteer, the first day of a match that runs; never a day to come."""
    since: dict[int, dt.date] = {}
    rows = session.execute(
        select(VolunteerMatch.volunteer_id, VolunteerMatch.meeting_on, VolunteerMatch.created_at)
        .where(VolunteerMatch.stage.in_(WITH_EACH_OTHER))
    )  # fmt: skip
    for volunteer_id, meeting, made_at in rows:
        first = min(day, meeting or made_at.astimezone().date())
        since[volunteer_id] = min(first, since.get(volunteer_id, first))
    return since


def _erasures(session: Session, rule: Rule, day: dt.date, *, whole: bool) -> Iterator[Found]:
    for line in erasures(session, rule.horizon(day)):
        if line.whole is whole:
            yield Found(line.volunteer_id, line.due_on, detail=line.words, whose=line.name,
                        opens=("volunteers", PAPERS, "erase"), volunteer_id=line.volunteer_id)  # fmt: skip


def _of_kind(session: Session, rule: Rule, day: dt.date, kind: PaperKind) -> Iterator[Found]:
    for found in _running_out(session, rule, day, kind):
        state = _state(found, kind)
        if state.until is not None and state.until <= rule.horizon(day) and state.row is not None:
            yield _found(found, state.until, state.row.entry.title)


def _running_out(session: Session, rule: Rule, day: dt.date, kind: PaperKind) -> Iterator[VolunteerStanding]:
    """Volunteers whose work is not over, with some paper of the kind that runs out; the newest one decides later."""
    ids = session.scalars(
        select(VolunteerPaper.volunteer_id).distinct().join(Volunteer, Volunteer.id == VolunteerPaper.volunteer_id)
        .where(VolunteerPaper.kind == kind, VolunteerPaper.valid_until <= rule.horizon(day),
               Volunteer.status != VolunteerStatus.ENDED)
    ).all()  # fmt: skip
    yield from standings(session, day, ids).values()


def _perhaps_missing(session: Session, day: dt.date) -> list[int]:
    """Those at work of whom some needed kind is not surely in order: most are not looked at any closer."""
    minors = with_minors(session, day)
    sound: dict[int, set[PaperKind]] = defaultdict(set)
    doubtful: dict[int, set[PaperKind]] = defaultdict(set)
    for volunteer_id, kind, until, cover, proven, clean in session.execute(select(
        VolunteerPaper.volunteer_id, VolunteerPaper.kind, VolunteerPaper.valid_until, VolunteerPaper.cover,
        VolunteerPaper.is_proven, VolunteerPaper.no_entries,
    )):  # fmt: skip
        over = until is not None and until < day
        bad = over or cover is Cover.UNCLEAR or proven is False or clean is False
        (doubtful if bad else sound)[volunteer_id].add(kind)
    at_work = session.execute(
        select(Volunteer.id, Volunteer.status, Volunteer.activities, Volunteer.works_with_minors)
        .where(Volunteer.status.in_(_AT_WORK))
    )  # fmt: skip
    found = []
    for id_, status, activities, works in at_work:
        subject = PaperSubject(status, frozenset(activities), works, id_ in minors)
        needed = {kind for kind, rule in paper_rules().items() if subject.needs(rule)}
        if not needed <= sound[id_] - doubtful[id_]:
            found.append(id_)
    return found


def _is_missing(state: PaperState) -> bool:
    """Neither there nor bridged; what only ran out has a rule of its own, but for kinds without one."""
    if state.standing in (Standing.MISSING, Standing.OPEN):
        return True
    return state.standing is Standing.EXPIRED and not paper_rules()[state.kind].rule


def _state(found: VolunteerStanding, kind: PaperKind) -> PaperState:
    return next(state for state in found.states if state.kind is kind)


def _found(found: VolunteerStanding, due: dt.date, detail: str) -> Found:
    return Found(found.volunteer_id, due, detail=detail, whose=found.name,
                 opens=("volunteer", found.volunteer_id, PAPERS), volunteer_id=found.volunteer_id)  # fmt: skip
