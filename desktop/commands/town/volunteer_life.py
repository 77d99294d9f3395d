"""The Ehrenamt of Musterlingen, through the same use cases as the coordination's clicks, each on its own day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from desktop.casework.changes import Changes
from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours import add_hours
from desktop.casework.volunteers.hours.hours_rows import HoursEntry
from desktop.casework.volunteers.matches.match_life import (
    agree_person,
    agree_volunteer,
    begin_match,
    end_match,
    hold_check_in,
    plan_meeting,
    record_consent,
    sign_agreement,
)
from desktop.casework.volunteers.matches.match_rows import Agreement, CheckIn, Ending, Meeting
from desktop.casework.volunteers.matches.matches import match_detail, suggest
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import report_need
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.casework.volunteers.register.contacts import ContactEntry, add_contact
from desktop.casework.volunteers.register.groups import add_group
from desktop.casework.volunteers.register.volunteer_rows import VolunteerFacts
from desktop.casework.volunteers.register.volunteer_status import change_volunteer_status, end_volunteer
from desktop.casework.volunteers.register.volunteers import create_volunteer
from desktop.clock import add_months, fixed, today
from desktop.commands.town.building import TOWN, USER, BuiltFamily
from desktop.commands.town.volunteers import HoursStory, MatchStory, NeedStory, VolunteerStory, volunteer_stories
from desktop.volunteer_terms import Cover, MatchStage, OnBehalfOf, PaperKind, VolunteerContactKind, VolunteerStatus

CONSENT_EDITION = "2025-09"


@dataclass
class Made:
    """What the stories became: ids of groups by name, volunteers by given name, needs and matches by key."""

    groups: dict[str, int] = field(default_factory=dict)
    volunteers: dict[str, int] = field(default_factory=dict)
    needs: dict[str, int] = field(default_factory=dict)
    matches: dict[str, int] = field(default_factory=dict)


def give_time(session: Session, actor: Actor, families: Sequence[BuiltFamily]) -> Made:
    """Everybody with papers, every need, every match as far as it came, and the hours."""
    stories, made = volunteer_stories(), Made()
    known = {family.story.name: family for family in families}
    for entry in stories.groups:
        made.groups[entry.name] = _made(add_group(session, actor, entry))
    for volunteer in stories.volunteers:
        made.volunteers[volunteer.given] = _enter(session, actor, volunteer, made.groups)
    for need in stories.needs:
        made_id = _need(session, actor, need, known[need.family])
        if need.key:
            made.needs[need.key] = made_id
    for match in stories.matches:
        made.matches[match.need] = _match(session, actor, match, made)
    for hours in stories.hours:
        _hours(session, actor, hours, made)
    for volunteer in stories.volunteers:
        _leave(session, actor, volunteer, made.volunteers[volunteer.given])
    return made


def _enter(session: Session, actor: Actor, story: VolunteerStory, groups: Mapping[str, int]) -> int:
    first = max((months for _status, months in story.path), default=0)
    with fixed(_months_ago(first)):
        began = _months_ago(story.since_months - first) if story.since_months else None
        facts = VolunteerFacts(**story.facts, town=TOWN, postal_code="70000", group_id=groups.get(story.group),
                               active_since=began)  # fmt: skip
        if story.consents:
            facts = VolunteerFacts(**vars(facts) | {"consent_on": today(), "consent_version": CONSENT_EDITION})
        made = _made(create_volunteer(session, actor, facts, story.languages, story.times))
    for kind, months, title in story.papers:
        add_paper(session, actor, made, _paper(kind, months, title))
    for status, months in story.path:
        with fixed(_months_ago(months)):
            _reach(session, actor, made, status)
    for kind, months, text in story.contacts:
        add_contact(session, actor, made, ContactEntry(VolunteerContactKind(kind), _months_ago(months), text))
    return made


def _reach(session: Session, actor: Actor, volunteer_id: int, status: VolunteerStatus) -> None:
    if status is VolunteerStatus.FIRST_TALK:
        talk = ContactEntry(VolunteerContactKind.FIRST_TALK, today(), "Wünsche, Grenzen und Zeiten besprochen.")
        add_contact(session, actor, volunteer_id, talk)
    else:
        change_volunteer_status(session, actor, volunteer_id, status)


def _paper(kind: str, months: float, title: str) -> PaperEntry:
    day, code = _months_ago(int(months)) - dt.timedelta(days=round(months % 1 * 30)), PaperKind(kind)
    match code:
        case PaperKind.CONDUCT:
            return PaperEntry(code, issued_on=day, seen_on=day + dt.timedelta(days=12), seen_by=USER, no_entries=True)
        case PaperKind.INSURANCE:
            return PaperEntry(code, seen_on=day, on_behalf_of=OnBehalfOf.MUNICIPALITY, cover=Cover.MUNICIPAL)
        case PaperKind.LICENCE:
            return PaperEntry(code, seen_on=day, seen_by=USER)
        case PaperKind.MEASLES:
            return PaperEntry(code, seen_on=day, seen_by=USER, is_proven=True)
        case PaperKind.TRAINING:
            return PaperEntry(code, issued_on=day, title=title)
    return PaperEntry(code, issued_on=day)


def _leave(session: Session, actor: Actor, story: VolunteerStory, volunteer_id: int) -> None:
    """A pause or the end, after everything that came before it."""
    if story.pause is not None:
        weeks, days = story.pause
        until = today() + dt.timedelta(days=days)
        with fixed(_weeks_ago(weeks)):
            change_volunteer_status(session, actor, volunteer_id, VolunteerStatus.PAUSE, pause_until=until)
    if story.ended_months is not None:
        end_volunteer(session, actor, volunteer_id, _months_ago(story.ended_months), "Aus Altersgründen")


def _need(session: Session, actor: Actor, story: NeedStory, family: BuiltFamily) -> int:
    person = family.person_ids[story.person] if story.person is not None else None
    facts = NeedFacts(person_id=person, reported_on=_weeks_ago(story.weeks), place=TOWN, **story.facts)
    return _made(report_need(session, actor, family.case_id, facts))


def _match(session: Session, actor: Actor, story: MatchStory, made: Made) -> int:
    (_suggested, first), *steps = story.steps
    with fixed(_weeks_ago(first)):
        match_id = _made(suggest(session, actor, made.needs[story.need], made.volunteers[story.volunteer], {}))
    ended = [weeks for stage, weeks in steps if stage is MatchStage.ENDED]
    for stage, weeks in steps:
        if stage is not MatchStage.ENDED:
            with fixed(_weeks_ago(weeks)):
                _step(session, actor, story, match_id, stage)
    for weeks, said in story.check_ins:
        with fixed(_weeks_ago(weeks)):
            hold_check_in(session, actor, match_id, CheckIn(today(), said))
    if story.meeting_due_days is not None:
        plan_meeting(session, actor, match_id, Meeting(today() + dt.timedelta(days=story.meeting_due_days),
                                                       story.place))  # fmt: skip
    if ended and story.end is not None:
        with fixed(_weeks_ago(ended[0])):
            end_match(session, actor, match_id, Ending(today(), story.end, story.end_note, story.need_end))
    return match_id


def _step(session: Session, actor: Actor, story: MatchStory, match_id: int, stage: MatchStage) -> None:
    match stage:
        case MatchStage.PERSON_AGREED:
            consent = match_detail(session, actor, match_id).consents[0]
            record_consent(session, actor, match_id, consent.person_id, today())
            agree_person(session, actor, match_id, today())
        case MatchStage.VOLUNTEER_AGREED:
            agree_volunteer(session, actor, match_id, today())
        case MatchStage.MEETING:
            plan_meeting(session, actor, match_id, Meeting(today(), story.place))
        case MatchStage.AGREEMENT:
            sign_agreement(session, actor, match_id, Agreement(today(), story.task, story.times))
        case MatchStage.ACTIVE:
            begin_match(session, actor, match_id, today())


def _hours(session: Session, actor: Actor, story: HoursStory, made: Made) -> None:
    for weeks in story.weeks:
        monday = _weeks_ago(weeks) - dt.timedelta(days=_weeks_ago(weeks).weekday())
        entry = HoursEntry(
            made.volunteers[story.volunteer], monday + dt.timedelta(days=story.weekday), activity=story.activity,
            match_id=made.matches[story.match] if story.match else None, **story.facts,
        )  # fmt: skip
        add_hours(session, actor, entry)


def _months_ago(months: int) -> dt.date:
    return add_months(today(), -months)


def _weeks_ago(weeks: int) -> dt.date:
    return today() - dt.timedelta(weeks=weeks)


def _made(changes: Changes) -> int:
    if changes.made is None:
        raise AssertionError("the use case said it made nothing")
    return changes.made
