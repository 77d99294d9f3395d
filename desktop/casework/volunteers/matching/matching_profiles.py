"""Profiles for matching from the records: plain columns in a few statements, whatever the number of volunteers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.casework.volunteers.matches.match_rows import RUNNING
from desktop.casework.volunteers.matching.matching_rows import NeedProfile, VolunteerProfile
from desktop.casework.volunteers.matching.need_places import Dwellings, dwellings
from desktop.casework.volunteers.papers.paper_rows import PaperEntry, PaperRow
from desktop.casework.volunteers.papers.paper_rules import conduct_block
from desktop.casework.volunteers.papers.papers import kept_paper_settings
from desktop.casework.volunteers.week_times import Span
from desktop.errors import CaseworkError
from desktop.person_terms import Salutation, Sex
from desktop.records.cases import Case
from desktop.records.people import FamilyMember, Person
from desktop.records.volunteer_matches import MatchTime, VolunteerHours, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer, VolunteerGroup, VolunteerLanguage, VolunteerPaper, VolunteerTime
from desktop.terms import PartialDate
from desktop.volunteer_terms import (
    Activity,
    LanguageSkill,
    MatchStage,
    NeedStatus,
    PaperKind,
    TargetGroup,
    VolunteerStatus,
)

_Columns = TypeVarTuple("_Columns")
_Code = TypeVar("_Code", Activity, TargetGroup)
_ADDRESSED = {Salutation.MS: Sex.FEMALE, Salutation.MR: Sex.MALE}
_GONE = "Diesen Bedarf gibt es nicht mehr. Bitte die Liste neu laden."
_CLOSED = "Dieser Bedarf ist inzwischen abgeschlossen. Bitte die Liste neu laden."
_MANY = 500
"""Ids in one statement; from there on reading everybody is quicker."""


def need_profiles(
    session: Session, need_ids: Sequence[int], day: dt.date, *, closed: bool = False
) -> tuple[NeedProfile, ...]:
    """Profiles of these needs on `day`, in order of their ids.

    Raises CaseworkError when one is gone, or closed while only open ones are asked for.
    """
    wanted = sorted(set(need_ids))
    needs = session.scalars(select(VolunteerNeed).where(VolunteerNeed.id.in_(wanted)).order_by(VolunteerNeed.id)).all()
    if len(needs) < len(wanted):
        raise CaseworkError(_GONE)
    if not closed and any(need.status is NeedStatus.CLOSED for need in needs):
        raise CaseworkError(_CLOSED)
    families, persons = _people(session, {need.case_id for need in needs}), _persons(session, needs)
    everybody = {one.id for family in families.values() for one in family} | persons.keys()
    homes = dwellings(session, everybody, day)
    return tuple(_need(need, families[need.case_id], persons.get(need.person_id or 0), day, homes) for need in needs)


def volunteer_profiles(
    session: Session, day: dt.date, volunteer_ids: Collection[int] | None = None
) -> tuple[VolunteerProfile, ...]:
    """Profiles of these volunteers, or of all who have not ended, as of `day`; those that are gone are left out."""
    only = volunteer_ids if volunteer_ids is not None and len(volunteer_ids) <= _MANY else None
    facts = _Facts(session, day, only)
    asked = _only(select(*_COLUMNS), Volunteer.id, only).order_by(Volunteer.id)
    if volunteer_ids is None:
        asked = asked.where(Volunteer.status != VolunteerStatus.ENDED)
    wanted = None if volunteer_ids is None else set(volunteer_ids)
    return tuple(facts.profile(row) for row in session.execute(asked) if wanted is None or row.id in wanted)


_COLUMNS = (
    Volunteer.id, Volunteer.family_name, Volunteer.given_names, Volunteer.status, Volunteer.pause_until,
    Volunteer.consent_on, Volunteer.consent_withdrawn_on, Volunteer.available_from, Volunteer.available_until,
    Volunteer.activities, Volunteer.target_groups, Volunteer.excluded_groups, Volunteer.excluded_activities,
    Volunteer.exclusions, Volunteer.minutes_per_week, Volunteer.sex, Volunteer.salutation, Volunteer.area,
    Volunteer.postal_code, Volunteer.town, Volunteer.radius_km, Volunteer.has_car, Volunteer.interests,
    Volunteer.profession, Volunteer.most_matches, Volunteer.works_with_minors, Volunteer.person_id, Volunteer.group_id,
)  # fmt: skip


class _Facts:
    """What hangs on the volunteers, by their ids."""

    def __init__(self, session: Session, day: dt.date, only: Collection[int] | None) -> None:
        self._day = day
        self._settings = kept_paper_settings(session)
        self._languages = _languages(session, only)
        self._times = _times(session, only)
        self._papers = _conduct(session, only)
        self._done = _done_by_hours(session, only)
        self._groups = _groups(session)
        self._unwilling = conduct_block((), works_with_minors=False, day=day)
        self._needs: defaultdict[int, set[int]] = defaultdict(set)
        self._running: defaultdict[int, list[int]] = defaultdict(list)
        self._read_matches(session, only)
        self._taken = _taken(session, only)

    def profile(self, row: Any) -> VolunteerProfile:  # noqa: ANN401 - a row of _COLUMNS
        name = ", ".join(part for part in (row.family_name, row.given_names) if part)
        running = self._running[row.id]
        missing = conduct_block(self._papers[row.id], None, self._day, self._settings)
        withdrawn = row.consent_withdrawn_on is not None and row.consent_withdrawn_on <= self._day
        return VolunteerProfile(
            id=row.id, name=name, status=row.status, pause_until=row.pause_until,
            has_consent=row.consent_on is not None and not withdrawn, available_from=row.available_from,
            available_until=row.available_until, activities=_codes(Activity, row.activities),
            target_groups=_codes(TargetGroup, row.target_groups),
            excluded_groups=_codes(TargetGroup, row.excluded_groups),
            excluded_activities=_codes(Activity, row.excluded_activities), exclusions=row.exclusions,
            done=frozenset(self._done[row.id]), languages=tuple(self._languages[row.id]),
            times=tuple(self._times[row.id]), taken=tuple(span for one in running for span in self._taken[one]),
            minutes_per_week=row.minutes_per_week, sex=row.sex or _ADDRESSED.get(row.salutation), area=row.area,
            postal_code=row.postal_code, town=row.town, radius_km=row.radius_km, has_car=row.has_car,
            interests=tuple(row.interests), profession=row.profession, most_matches=row.most_matches,
            running=len(running), group=self._groups.get(row.group_id, ""),
            is_certified=not missing, minors_block=missing if row.works_with_minors is not False else self._unwilling,
            person_id=row.person_id, needs=frozenset(self._needs[row.id]),
        )  # fmt: skip

    def _read_matches(self, session: Session, only: Collection[int] | None) -> None:
        """Needs with a match that has not ended, running matches, and what was done in any that ran."""
        asked = select(VolunteerMatch.id, VolunteerMatch.volunteer_id, VolunteerMatch.need_id, VolunteerMatch.stage,
                       VolunteerMatch.agreed_on, VolunteerNeed.activity).join(
            VolunteerNeed, VolunteerNeed.id == VolunteerMatch.need_id)  # fmt: skip
        for id_, volunteer, need, stage, agreed_on, activity in session.execute(
            _only(asked, VolunteerMatch.volunteer_id, only)
        ):
            if agreed_on is not None and agreed_on <= self._day:
                self._done[volunteer].add(activity)
            if stage is MatchStage.ENDED:
                continue
            self._needs[volunteer].add(need)
            if stage in RUNNING:
                self._running[volunteer].append(id_)


class _One(NamedTuple):
    """Of a client what limits and target groups need."""

    id: int
    birth_date: PartialDate | None
    sex: Sex | None


def _need(
    need: VolunteerNeed, family: Sequence[_One], own: _One | None, day: dt.date, homes: Dwellings
) -> NeedProfile:
    """`family` are those of the case, `own` is the one it is for; None for all of them."""
    whom = family if own is None else (own,)
    around = frozenset(one.id for one in (*family, *whom))
    return NeedProfile(
        id=need.id, day=day, activity=need.activity, reported_on=need.reported_on, wanted_by=need.wanted_by,
        languages=tuple(need.languages), times=tuple(Span(*time) for time in need.times),
        minutes_per_week=need.minutes_per_week, place=need.place,
        postal_code=homes.code_for(need.place, [one.id for one in whom], around), gender_wish=need.gender_wish,
        sponsorship=need.sponsorship, with_children=need.with_children, interests=tuple(need.interests),
        for_one=own is not None, births=tuple(one.birth_date for one in whom), sex=own.sex if own is not None else None,
        persons=around,
    )  # fmt: skip


def _persons(session: Session, needs: Sequence[VolunteerNeed]) -> dict[int, _One]:
    ids = {need.person_id for need in needs} - {None}
    found = session.execute(select(Person.id, Person.birth_date, Person.sex).where(Person.id.in_(ids)))
    return {id_: _One(id_, birth, sex) for id_, birth, sex in found}


def _people(session: Session, case_ids: Collection[int]) -> dict[int, list[_One]]:
    """Who is in each case: the person, or whoever belongs to the family now."""
    columns = (Case.id, Person.id, Person.birth_date, Person.sex)
    alone = select(*columns).join(Person, Person.id == Case.person_id)
    members = (
        select(*columns).join(FamilyMember, FamilyMember.family_id == Case.family_id)
        .join(Person, Person.id == FamilyMember.person_id).where(FamilyMember.until.is_(None))
    )  # fmt: skip
    found: defaultdict[int, list[_One]] = defaultdict(list)
    for asked in (alone, members):
        for case_id, id_, birth, sex in session.execute(asked.where(Case.id.in_(case_ids))):
            found[case_id].append(_One(id_, birth, sex))
    return found


def _groups(session: Session) -> dict[int, str]:
    return {one.id: one.name for one in session.execute(select(VolunteerGroup.id, VolunteerGroup.name))}


def _languages(session: Session, only: Collection[int] | None) -> dict[int, list[tuple[str, LanguageSkill]]]:
    found: defaultdict[int, list[tuple[str, LanguageSkill]]] = defaultdict(list)
    owner = VolunteerLanguage.volunteer_id
    asked = select(owner, VolunteerLanguage.code, VolunteerLanguage.skill).order_by(VolunteerLanguage.position)
    for volunteer, code, skill in session.execute(_only(asked, owner, only)):
        found[volunteer].append((code, skill))
    return found


def _times(session: Session, only: Collection[int] | None) -> dict[int, list[Span]]:
    owner = VolunteerTime.volunteer_id
    asked = select(owner, VolunteerTime.weekday, VolunteerTime.start, VolunteerTime.end)
    return _spans(session, _only(asked, owner, only))


def _taken(session: Session, only: Collection[int] | None) -> dict[int, list[Span]]:
    """Times of running matches by match."""
    asked = select(MatchTime.match_id, MatchTime.weekday, MatchTime.start, MatchTime.end)
    running = asked.join(VolunteerMatch, VolunteerMatch.id == MatchTime.match_id).where(
        VolunteerMatch.stage.in_(RUNNING)
    )
    return _spans(session, _only(running, VolunteerMatch.volunteer_id, only))


def _spans(session: Session, asked: Select[int, int, int, int]) -> dict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for owner, weekday, start, end in session.execute(asked):
        found[owner].append(Span(weekday, start, end))
    return found


def _conduct(session: Session, only: Collection[int] | None) -> dict[int, list[PaperRow]]:
    """Certificates of conduct alone: of all papers they are what matching asks for."""
    owner, found = VolunteerPaper.volunteer_id, defaultdict[int, list[PaperRow]](list)
    asked = select(owner, VolunteerPaper.id, VolunteerPaper.row_version, VolunteerPaper.issued_on,
                   VolunteerPaper.seen_on, VolunteerPaper.no_entries, VolunteerPaper.valid_until)  # fmt: skip
    of_kind = asked.where(VolunteerPaper.kind == PaperKind.CONDUCT)
    for volunteer, id_, version, issued, seen, clean, until in session.execute(_only(of_kind, owner, only)):
        entry = PaperEntry(PaperKind.CONDUCT, issued, seen, no_entries=clean, valid_until=until)
        found[volunteer].append(PaperRow(id_, version, entry))
    return found


def _done_by_hours(session: Session, only: Collection[int] | None) -> dict[int, set[Activity]]:
    found: defaultdict[int, set[Activity]] = defaultdict(set)
    owner = VolunteerHours.volunteer_id
    for volunteer, activity in session.execute(_only(select(owner, VolunteerHours.activity).distinct(), owner, only)):
        found[volunteer].add(activity)
    return found


def _only(
    asked: Select[*_Columns], owner: InstrumentedAttribute[int], only: Collection[int] | None
) -> Select[*_Columns]:
    return asked if only is None else asked.where(owner.in_(only))


def _codes(term: type[_Code], codes: Iterable[str]) -> frozenset[_Code]:
    return frozenset(map(term, codes)) if codes else frozenset()
