"""Papers of volunteers: entered, changed, taken back; how they stand, for pages, matching and „Heute“ (domain 6.2)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.caseload import chunks
from desktop.casework.deadlines.choices import kept_settings
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.forgotten import not_forgotten
from desktop.casework.volunteers.papers.paper_checks import checked
from desktop.casework.volunteers.papers.paper_rows import PaperEntry, PaperRow, PaperState, VolunteerPapers
from desktop.casework.volunteers.papers.paper_rules import (
    LIMITS,
    OPTIONAL,
    PaperSettings,
    PaperSubject,
    conduct_block,
    is_for_minors,
    newest_first,
    paper_states,
)
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.cases import Case
from desktop.records.office import Setting
from desktop.records.people import FamilyMember, Person
from desktop.records.volunteer_matches import VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerPaper
from desktop.terms import PartialDate
from desktop.volunteer_terms import MatchStage, PaperKind

_SETTINGS = "volunteer_papers"
WITH_EACH_OTHER = (MatchStage.MEETING, MatchStage.AGREEMENT, MatchStage.ACTIVE)
"""Stages in which volunteer and client meet."""
_COLUMNS = tuple(one.name for one in fields(PaperEntry))


@dataclass(frozen=True)
class VolunteerStanding:
    """All papers of one volunteer with their states on a day, as the lists need them."""

    volunteer_id: int
    name: str
    subject: PaperSubject
    status_since: dt.date
    rows: tuple[PaperRow, ...]
    states: tuple[PaperState, ...]


@query(Right.READ_VOLUNTEERS)
def volunteer_papers(session: Session, actor: Actor, volunteer_id: int) -> VolunteerPapers:
    """States and rows of one volunteer today. Raises CaseworkError when the volunteer is gone."""
    volunteer, day = _volunteer(session, volunteer_id), today()
    found = standings(session, day, [volunteer_id])[volunteer_id]
    block = conduct_block(found.rows, volunteer.works_with_minors, day, kept_paper_settings(session))
    return VolunteerPapers(
        volunteer_id, volunteer.name, volunteer.status, found.states, found.rows, block,
        found.subject.accompanies_minors,
    )  # fmt: skip


@change(Right.EDIT_VOLUNTEERS, record="volunteer.paper_add")
def add_paper(session: Session, actor: Actor, volunteer_id: int, entry: PaperEntry) -> Changes:
    """Enter a paper; older ones of its kind become its history. Raises CaseworkError naming the field."""
    volunteer = not_forgotten(_volunteer(session, volunteer_id))
    entry = checked(entry, today(), kept_paper_settings(session))
    paper = VolunteerPaper(volunteer_id=volunteer.id, created_by=actor.user_id, **_values(entry))
    session.add(paper)
    session.flush()
    return Changes.of((Kind.VOLUNTEER, volunteer.id), made=paper.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.paper_edit")
def edit_paper(session: Session, actor: Actor, paper: PaperRow) -> Changes:
    """Put what was mistyped right. Raises CaseworkError, ChangedMeanwhileError when somebody else did so before."""
    kept = _paper(session, paper.id)
    if kept.row_version != paper.row_version:
        raise ChangedMeanwhileError("Diese Unterlage wurde inzwischen geändert. Bitte neu laden und neu eintragen.")
    entry = checked(replace(paper.entry, kind=kept.kind), today(), kept_paper_settings(session))
    for key, value in _values(entry).items():
        setattr(kept, key, value)
    return Changes.of((Kind.VOLUNTEER, kept.volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.paper_remove")
def remove_paper(session: Session, actor: Actor, paper_id: int) -> Changes:
    """Take an entry back that was a mistake; `add_paper` with its entry puts it back."""
    kept = _paper(session, paper_id)
    session.delete(kept)
    return Changes.of((Kind.VOLUNTEER, kept.volunteer_id))


@query(Right.READ_VOLUNTEERS)
def paper_settings(session: Session, actor: Actor) -> PaperSettings:
    """What the office decided about bridging and deleting."""
    return kept_paper_settings(session)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.paper_settings")
def save_paper_settings(session: Session, actor: Actor, settings: PaperSettings, before: PaperSettings) -> Changes:
    """Keep what the office decided; `before` is what was changed. Raises CaseworkError with the field of a number that
    cannot be, ChangedMeanwhileError when somebody saved other rules since."""
    if kept_paper_settings(session) != before:
        raise ChangedMeanwhileError("Die Regeln wurden inzwischen geändert. Bitte schließen, neu öffnen und noch "
                                    "einmal eintragen.")  # fmt: skip
    for key, (least, most) in LIMITS.items():
        if not least <= getattr(settings, key) <= most:
            raise CaseworkError(f"Bitte eine Zahl von {least} bis {most} angeben.", field=key)
    chosen = [kind.value for kind in OPTIONAL if kind in settings.before_ready]
    session.merge(Setting(key=_SETTINGS, value=asdict(settings) | {"before_ready": chosen}))
    return Changes.of((Kind.OFFICE, 1))


# --- for other use cases ------------------------------------------------------------------------------------------


def kept_paper_settings(session: Session) -> PaperSettings:
    """Inside a use case: see `paper_settings`."""
    kept = session.get(Setting, _SETTINGS)
    if kept is None or not isinstance(kept.value, dict):
        return PaperSettings()
    chosen = kept.value.get("before_ready", PaperSettings().before_ready)
    return PaperSettings(**kept.value | {"before_ready": tuple(map(PaperKind, chosen))})


def may_work_with_minors(session: Session, volunteer_id: int, day: dt.date) -> bool:
    """Inside a use case: whether nothing stands against accompanying somebody under age on `day`."""
    return not minors_block(session, volunteer_id, day)


def minors_block(session: Session, volunteer_id: int, day: dt.date) -> str:
    """Inside a use case: why not, in words; empty when nothing stands against it (`conduct_block`)."""
    volunteer = _volunteer(session, volunteer_id)
    rows = paper_rows(session, [volunteer_id]).get(volunteer_id, ())
    return conduct_block(rows, volunteer.works_with_minors, day, kept_paper_settings(session))


def paper_rows(session: Session, volunteer_ids: Collection[int]) -> dict[int, tuple[PaperRow, ...]]:
    """Inside a use case: all papers by volunteer, newest first; volunteers without any are left out."""
    found: dict[int, list[PaperRow]] = defaultdict(list)
    columns = [getattr(VolunteerPaper, key) for key in ("id", "row_version", "volunteer_id", *_COLUMNS)]
    for some in chunks(volunteer_ids):
        for id_, version, volunteer_id, *values in session.execute(
            select(*columns).where(VolunteerPaper.volunteer_id.in_(some))
        ):
            entry = PaperEntry(**dict(zip(_COLUMNS, values, strict=True)))
            found[volunteer_id].append(PaperRow(id_, version, entry))
    return {volunteer_id: newest_first(rows) for volunteer_id, rows in found.items()}


def standings(session: Session, day: dt.date, volunteer_ids: Collection[int]) -> dict[int, VolunteerStanding]:
    """Inside a use case: how the papers of these volunteers stand on `day`."""
    settings, leads = kept_paper_settings(session), _lead_days(session)
    papers, minors = paper_rows(session, volunteer_ids), with_minors(session, day)
    found = {}
    for some in chunks(volunteer_ids):
        for one in session.execute(select(
            Volunteer.id, Volunteer.family_name, Volunteer.given_names, Volunteer.status, Volunteer.status_since,
            Volunteer.activities, Volunteer.works_with_minors,
        ).where(Volunteer.id.in_(some))):  # fmt: skip
            subject = PaperSubject(one.status, frozenset(one.activities), one.works_with_minors, one.id in minors)
            rows = papers.get(one.id, ())
            name = ", ".join(part for part in (one.family_name, one.given_names) if part)
            states = paper_states(rows, subject, day, settings, leads)
            found[one.id] = VolunteerStanding(one.id, name, subject, one.status_since, rows, states)
    return found


def with_minors(session: Session, day: dt.date) -> frozenset[int]:
    """Inside a use case: volunteers who meet somebody under age in a running match, alone or in their family. Ages are
    those of `day`, so a birth date put right later counts at once."""
    needs = session.execute(
        select(VolunteerMatch.volunteer_id, VolunteerNeed.id, VolunteerNeed.activity, VolunteerNeed.with_children)
        .join(VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)
        .where(VolunteerMatch.stage.in_(WITH_EACH_OTHER))
    )
    births = _births(session)
    return frozenset(
        volunteer_id for volunteer_id, need_id, activity, children in needs
        if is_for_minors(activity, with_children=children, births=births[need_id], day=day)
    )  # fmt: skip


def _births(session: Session) -> dict[int, list[PartialDate | None]]:
    """Dates of birth of everybody a need with a running match is for: one person, or a family as it is now."""
    running = select(VolunteerNeed.id, Person.birth_date).join(
        VolunteerMatch, VolunteerMatch.need_id == VolunteerNeed.id
    ).where(VolunteerMatch.stage.in_(WITH_EACH_OTHER))  # fmt: skip
    one = running.join(Person, Person.id == VolunteerNeed.person_id)
    family = (
        running.join(Case, Case.id == VolunteerNeed.case_id)
        .join(FamilyMember, FamilyMember.family_id == Case.family_id).join(Person, Person.id == FamilyMember.person_id)
        .where(VolunteerNeed.person_id.is_(None), FamilyMember.until.is_(None))
    )  # fmt: skip
    alone = (
        running.join(Case, Case.id == VolunteerNeed.case_id)
        .join(Person, Person.id == Case.person_id)
        .where(VolunteerNeed.person_id.is_(None))
    )
    found: defaultdict[int, list[PartialDate | None]] = defaultdict(list)
    for asked in (one, family, alone):
        for need_id, birth in session.execute(asked):
            found[need_id].append(birth)
    return found


def _lead_days(session: Session) -> Mapping[str, int]:
    return {rule.key: rule.longest_lead.days for rule in kept_settings(session).rules}


def _values(entry: PaperEntry) -> dict[str, object]:
    return {key: getattr(entry, key) for key in _COLUMNS}


def _volunteer(session: Session, volunteer_id: int) -> Volunteer:
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise CaseworkError("Diese/n Ehrenamtliche/n gibt es nicht mehr.")
    return volunteer


def _paper(session: Session, paper_id: int) -> VolunteerPaper:
    paper = session.get(VolunteerPaper, paper_id)
    if paper is None:
        raise CaseworkError("Diese Unterlage gibt es nicht mehr.")
    return paper
