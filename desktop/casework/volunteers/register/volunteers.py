"""The register of volunteers: entering, changing, reading. Status, groups and contacts are in modules of their own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.caseload import user_names
from desktop.casework.gate import change, query
from desktop.casework.rights import Actor, Right
from desktop.casework.search.folding import fold
from desktop.casework.volunteers.forgotten import is_forgotten, not_forgotten
from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.casework.volunteers.papers.paper_summary import papers_in_words
from desktop.casework.volunteers.papers.papers import standings
from desktop.casework.volunteers.register.volunteer_checks import check_consent, check_facts
from desktop.casework.volunteers.register.volunteer_rows import (
    SpokenLanguage,
    VolunteerDetail,
    VolunteerFacts,
    VolunteerHead,
    VolunteerRow,
    consent_state,
    language_rows,
    time_rows,
)
from desktop.casework.volunteers.week_times import Span, merged
from desktop.clock import today
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.volunteer_matches import VolunteerMatch
from desktop.records.volunteers import (
    Volunteer,
    VolunteerContact,
    VolunteerGroup,
    VolunteerLanguage,
    VolunteerStatusEntry,
    VolunteerTime,
)
from desktop.volunteer_terms import Activity, VolunteerContactKind, VolunteerStatus

_LISTED = (
    select(Volunteer)
    .options(lazyload(Volunteer.languages), lazyload(Volunteer.times))
    .order_by(Volunteer.folded_name, Volunteer.id)
)
"""Languages and times of everybody are read as plain rows: thousands of mapped ones take their time."""


@change(Right.EDIT_VOLUNTEERS, record="volunteer.enter")
def create_volunteer(
    session: Session, actor: Actor, facts: VolunteerFacts, languages: tuple[SpokenLanguage, ...] = (),
    times: tuple[Span, ...] = (),
) -> Changes:
    """Enter somebody who is interested; `made` is the id. Who enters keeps in touch, unless somebody else is named.

    Raises CaseworkError for facts that cannot be.
    """
    facts = replace(facts.cleaned(), responsible_id=facts.responsible_id or actor.user_id)
    check_facts(session, facts)
    volunteer = Volunteer(
        **facts.columns(), status=VolunteerStatus.INTEREST, status_since=today(), folded_name=fold(facts.name),
        created_by=actor.user_id,
    )  # fmt: skip
    _put_languages(session, volunteer, languages)
    _put_times(session, volunteer, times)
    session.add(volunteer)
    session.flush()
    session.add(VolunteerStatusEntry(
        volunteer_id=volunteer.id, status=volunteer.status, since=today(), created_by=actor.user_id
    ))  # fmt: skip
    return Changes.of((Kind.VOLUNTEER, volunteer.id), made=volunteer.id)


@change(Right.EDIT_VOLUNTEERS, record="volunteer.save")
def save_volunteer(
    session: Session, actor: Actor, volunteer_id: int, facts: VolunteerFacts,
    languages: tuple[SpokenLanguage, ...], times: tuple[Span, ...], row_version: int,
) -> Changes:
    """Save what was edited; times that touch or overlap become one.

    Raises ChangedMeanwhileError when somebody saved since `row_version`, CaseworkError for facts that cannot be.
    """
    volunteer = not_forgotten(require_volunteer(session, volunteer_id))
    if volunteer.row_version != row_version:
        raise ChangedMeanwhileError("Diese Angaben wurden inzwischen geändert. Bitte neu laden und neu eintragen.")
    facts = facts.cleaned()
    check_facts(session, facts)
    check_consent(volunteer, facts)
    for name, value in facts.columns().items():
        setattr(volunteer, name, value)
    volunteer.folded_name = fold(facts.name)
    _put_languages(session, volunteer, languages)
    _put_times(session, volunteer, times)
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.consent_withdrawn")
def withdraw_consent(session: Session, actor: Actor, volunteer_id: int, on: dt.date) -> Changes:
    """The volunteer no longer wants the data to be kept: nothing new is suggested from now on.

    Who was ready or active pauses. Raises CaseworkError without a consent and for a day before it or to come.
    """
    volunteer = require_volunteer(session, volunteer_id)
    if volunteer.consent_on is None:
        raise CaseworkError("Es gibt keine Einwilligung, die widerrufen werden könnte.", field="on")
    if not volunteer.consent_on <= on <= today():
        raise CaseworkError("Der Widerruf liegt zwischen der Einwilligung und heute. Bitte den Tag prüfen.", field="on")
    volunteer.consent_withdrawn_on = on
    if volunteer.status in (VolunteerStatus.READY, VolunteerStatus.ACTIVE):
        put_status(session, actor, volunteer, VolunteerStatus.PAUSE, on, "Einwilligung widerrufen")
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@change(Right.EDIT_VOLUNTEERS, record="volunteer.consent_given")
def give_volunteer_consent(
    session: Session, actor: Actor, volunteer_id: int, on: dt.date, version: str, may_show_contact: bool
) -> Changes:
    """A signed consent, the first one or anew after a withdrawal. Raises CaseworkError for a day to come."""
    volunteer = not_forgotten(require_volunteer(session, volunteer_id))
    facts = VolunteerFacts(volunteer.family_name, consent_on=on, consent_version=version).cleaned()
    check_facts(session, facts)
    volunteer.consent_on, volunteer.consent_version = on, facts.consent_version
    volunteer.consent_withdrawn_on, volunteer.may_show_contact = None, may_show_contact
    return Changes.of((Kind.VOLUNTEER, volunteer_id))


@query(Right.READ_VOLUNTEERS, record="volunteer.read")
def volunteer_head(session: Session, actor: Actor, volunteer_id: int) -> VolunteerHead:
    """Open a volunteer's file. The reading is recorded (DS-06)."""
    volunteer = require_volunteer(session, volunteer_id)
    group = session.get(VolunteerGroup, volunteer.group_id) if volunteer.group_id else None
    papers = papers_in_words(standings(session, today(), (volunteer_id,))[volunteer_id].states)
    return VolunteerHead(
        volunteer.id, volunteer.name, volunteer.given_names or volunteer.family_name, volunteer.status,
        volunteer.status_since, volunteer.pause_until, volunteer.ended_on,
        VolunteerFacts.of(volunteer).activities, language_rows(volunteer), volunteer.town, volunteer.phone,
        volunteer.email, group.name if group else "", running_counts(session, volunteer_id)[volunteer_id],
        volunteer.most_matches, *papers, _overloads(session, volunteer_id).get(volunteer_id),
        consent_state(volunteer), volunteer.row_version, user_names(session).get(volunteer.responsible_id or 0, ""),
        is_forgotten(volunteer),
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS)
def volunteer_detail(session: Session, actor: Actor, volunteer_id: int) -> VolunteerDetail:
    """Everything that was entered of a volunteer."""
    volunteer = require_volunteer(session, volunteer_id)
    return VolunteerDetail(
        volunteer.id, VolunteerFacts.of(volunteer), language_rows(volunteer), time_rows(volunteer), volunteer.status,
        volunteer.consent_withdrawn_on, volunteer.row_version,
    )  # fmt: skip


@query(Right.READ_VOLUNTEERS)
def list_volunteers(session: Session, actor: Actor) -> tuple[VolunteerRow, ...]:
    """The whole register, ended ones too, by name; a handful of statements however many there are."""
    groups = dict(session.execute(select(VolunteerGroup.id, VolunteerGroup.name)).all())
    running, overloads, contacts = running_counts(session), _overloads(session), _last_contacts(session)
    volunteers = session.scalars(_LISTED).all()
    stand = standings(session, today(), [volunteer.id for volunteer in volunteers])
    languages, times, users = _spoken(session), _free_times(session), user_names(session)
    return tuple(
        replace(
            _row(volunteer, groups.get(volunteer.group_id or 0, ""), papers_in_words(stand[volunteer.id].states)),
            running=running[volunteer.id], overloaded=volunteer.id in overloads,
            last_contact_on=contacts.get(volunteer.id), languages=languages.get(volunteer.id, ()),
            times=times.get(volunteer.id, ()), responsible=users.get(volunteer.responsible_id or 0, ""),
        )
        for volunteer in volunteers
    )  # fmt: skip


def require_volunteer(session: Session, volunteer_id: int) -> Volunteer:
    """The volunteer, or a CaseworkError when it is gone."""
    volunteer = session.get(Volunteer, volunteer_id)
    if volunteer is None:
        raise CaseworkError("Diese Ehrenamtliche oder diesen Ehrenamtlichen gibt es nicht mehr.")
    return volunteer


def put_status(
    session: Session, actor: Actor, volunteer: Volunteer, status: VolunteerStatus, since: dt.date, note: str = "",
) -> VolunteerStatusEntry:
    """A new status with its entry in the history. Whether it may be is asked before, see `volunteer_status.py`."""
    volunteer.status, volunteer.status_since = status, since
    if status is not VolunteerStatus.PAUSE:
        volunteer.pause_until = None
    if status is VolunteerStatus.ACTIVE and volunteer.active_since is None:
        volunteer.active_since = since
    entry = VolunteerStatusEntry(
        volunteer_id=volunteer.id, status=status, since=since, note=note, created_by=actor.user_id
    )  # fmt: skip
    session.add(entry)
    session.flush()
    return entry


def running_counts(session: Session, volunteer_id: int | None = None) -> Counter[int]:
    """How many matches take time of each volunteer now."""
    asked = select(VolunteerMatch.volunteer_id, func.count()).where(VolunteerMatch.stage.in_(RUNNING))
    if volunteer_id is not None:
        asked = asked.where(VolunteerMatch.volunteer_id == volunteer_id)
    return Counter(dict(session.execute(asked.group_by(VolunteerMatch.volunteer_id)).all()))


def _put_languages(session: Session, volunteer: Volunteer, languages: Iterable[SpokenLanguage]) -> None:
    wanted = tuple({spoken.code: spoken for spoken in languages if spoken.code.strip()}.values())
    if language_rows(volunteer) == wanted:
        return
    if volunteer.languages:
        volunteer.languages.clear()
        session.flush()
    volunteer.languages = [
        VolunteerLanguage(position=place, code=spoken.code.strip(), skill=spoken.skill)
        for place, spoken in enumerate(wanted)
    ]


def _put_times(session: Session, volunteer: Volunteer, times: Iterable[Span]) -> None:
    wanted = merged(times)
    if time_rows(volunteer) != wanted:
        volunteer.times = [VolunteerTime(weekday=span.weekday, start=span.start, end=span.end) for span in wanted]


def _overloads(session: Session, volunteer_id: int | None = None) -> Mapping[int, dt.date]:
    """Oldest note of overload of each volunteer that is not settled."""
    asked = select(VolunteerContact.volunteer_id, func.min(VolunteerContact.on_date)).where(
        VolunteerContact.kind == VolunteerContactKind.OVERLOAD, VolunteerContact.resolved_on.is_(None)
    )
    if volunteer_id is not None:
        asked = asked.where(VolunteerContact.volunteer_id == volunteer_id)
    return dict(session.execute(asked.group_by(VolunteerContact.volunteer_id)).all())


def _last_contacts(session: Session) -> Mapping[int, dt.date]:
    asked = select(VolunteerContact.volunteer_id, func.max(VolunteerContact.on_date))
    return dict(session.execute(asked.group_by(VolunteerContact.volunteer_id)).all())


def _spoken(session: Session) -> Mapping[int, tuple[SpokenLanguage, ...]]:
    found: dict[int, tuple[SpokenLanguage, ...]] = {}
    asked = select(VolunteerLanguage.volunteer_id, VolunteerLanguage.code, VolunteerLanguage.skill)
    for id_, code, skill in session.execute(asked.order_by(VolunteerLanguage.position)):
        found[id_] = (*found.get(id_, ()), SpokenLanguage(code, skill))
    return found


def _free_times(session: Session) -> Mapping[int, tuple[Span, ...]]:
    found: dict[int, tuple[Span, ...]] = {}
    asked = select(VolunteerTime.volunteer_id, VolunteerTime.weekday, VolunteerTime.start, VolunteerTime.end)
    for id_, *span in session.execute(asked.order_by(VolunteerTime.weekday, VolunteerTime.start)):
        found[id_] = (*found.get(id_, ()), Span(*span))
    return found


def _row(volunteer: Volunteer, group: str, papers: tuple[str, bool]) -> VolunteerRow:
    return VolunteerRow(
        volunteer.id, volunteer.name, volunteer.status, volunteer.status_since, volunteer.pause_until,
        tuple(map(Activity, volunteer.activities)), volunteer.town, volunteer.group_id, group, volunteer.organisation,
        volunteer.phone, volunteer.email, volunteer.most_matches, *papers, consent_state(volunteer),
        responsible_id=volunteer.responsible_id,
    )  # fmt: skip
