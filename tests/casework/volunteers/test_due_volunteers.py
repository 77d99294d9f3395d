"""Dates about volunteers in „Heute“: once they are near, until settled, also without the right to open cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.casework.access.users import add_user
from desktop.casework.deadlines.acting import finish_due, move_line
from desktop.casework.deadlines.marks import DueKey
from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.casework.deadlines.rules import shipped_rules
from desktop.casework.deadlines.today import today_view
from desktop.casework.deadlines.week import week_plan
from desktop.casework.office import actor_for
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.tasks import NewTask, add_task
from desktop.casework.volunteers.papers.paper_rows import PaperEntry
from desktop.casework.volunteers.papers.papers import add_paper
from desktop.clock import add_months, fixed
from desktop.errors import CaseworkError
from desktop.records.people import Person
from desktop.records.tasks import DeadlineMark
from desktop.records.volunteers import Volunteer, VolunteerPaper
from desktop.talk_terms import DeadlineAnswer
from desktop.terms import PartialDate, Role
from desktop.volunteer_terms import Activity, Cover, MatchStage, PaperKind, VolunteerStatus
from tests.casework.volunteers.papers.paper_samples import (
    ADULT,
    AGREEMENT,
    CHILD,
    COMMITMENT,
    CONDUCT,
    DAY,
    INSURANCE,
    SECRECY,
    TRAINING,
    change,
    lapsed,
    match_for,
    volunteer,
    with_papers,
    write,
)
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
EARLY = replace(CONDUCT, issued_on=TODAY - 250 * DAY, seen_on=TODAY - 200 * DAY)
"""A certificate that was seen long before and counts for years."""
Prepare = Callable[[Session, Actor, dt.date], int]


def lines(session: Session, actor: Actor, rule: str) -> list[DueRow]:
    return [line for line in today_view(session, actor, False).lines if line.rule == rule]


def kept(session: Session, volunteer_id: int, entry: PaperEntry) -> None:
    """A paper of long ago, which could not be entered today."""
    write(session, VolunteerPaper(
        volunteer_id=volunteer_id, kind=entry.kind, issued_on=entry.issued_on, seen_on=entry.seen_on,
        seen_by=entry.seen_by, no_entries=entry.no_entries, valid_until=entry.valid_until, title=entry.title,
    ))  # fmt: skip


def child_without_certificate(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session)
    kept(session, made, replace(lapsed(), valid_until=due))
    match_for(session, made, CHILD)
    return made


def conduct_inspection(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session, works_with_minors=True)
    kept(session, made, replace(lapsed(), issued_on=add_months(due, -60), valid_until=due))
    renewed = volunteer(session, "Neu", works_with_minors=True)
    kept(session, renewed, replace(lapsed(), valid_until=due))
    kept(session, renewed, EARLY)
    return made


def commitment_ends(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session, works_with_minors=True)
    kept(session, made, replace(COMMITMENT, issued_on=due - 30 * DAY, valid_until=due))
    there = volunteer(session, "Gesehen", works_with_minors=True)
    kept(session, there, EARLY)
    kept(session, there, replace(COMMITMENT, issued_on=due - 30 * DAY, valid_until=due))
    return made


def agreement_ends(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session)
    kept(session, made, replace(AGREEMENT, issued_on=due - 300 * DAY, valid_until=due))
    over = volunteer(session, "Schluss", status=VolunteerStatus.ENDED, ended_on=TODAY)
    kept(session, over, replace(AGREEMENT, issued_on=due - 300 * DAY, valid_until=due))
    return made


def training_repeat(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session)
    kept(session, made, replace(TRAINING, issued_on=due - 700 * DAY, valid_until=due))
    kept(session, made, replace(TRAINING, title="Erste Hilfe", valid_until=due + 900 * DAY))
    return made


def papers_missing(session: Session, actor: Actor, due: dt.date) -> int:
    made = volunteer(session, status_since=due - 14 * DAY)
    with_papers(session, actor, SECRECY, AGREEMENT, INSURANCE, status_since=due - 14 * DAY)
    volunteer(session, "Fragt nur", status=VolunteerStatus.INTEREST, status_since=due - 14 * DAY)
    return made


def conduct_erasure(session: Session, actor: Actor, due: dt.date) -> int:
    ended = add_months(due, -3)
    made = with_papers(session, actor, CONDUCT, status=VolunteerStatus.ENDED, ended_on=ended, active_since=TODAY)
    with_papers(session, actor, SECRECY, status=VolunteerStatus.ENDED, ended_on=ended, active_since=TODAY)
    return made


def volunteer_erasure(session: Session, actor: Actor, due: dt.date) -> int:
    volunteer(session, "Geht noch nicht", status=VolunteerStatus.ENDED, ended_on=add_months(due, 12))
    return volunteer(session, status=VolunteerStatus.ENDED, ended_on=add_months(due, -12))


WATCHED: dict[str, Prepare] = {
    prepare.__name__: prepare
    for prepare in (
        child_without_certificate, conduct_inspection, commitment_ends, agreement_ends, training_repeat,
        papers_missing, conduct_erasure, volunteer_erasure,
    )
}  # fmt: skip
TRIED_ELSEWHERE = frozenset((
    "volunteer_birthday", "volunteer_anniversary", "volunteer_overload", "volunteer_contact",
    "volunteer_waits", "volunteer_pause", "volunteer_withdrawn",
    "match_meeting", "match_trial", "match_check_in", "match_agreement",
))  # fmt: skip
"""Keys of rules about matches and hours, which have tests of their own."""


def test_every_rule_about_volunteers_is_tried_here_or_named() -> None:
    keys = {rule.key for rule in shipped_rules() if rule.who == "volunteers"}
    assert keys == set(WATCHED) | TRIED_ELSEWHERE


@pytest.mark.parametrize("key", [key for key in WATCHED if key != "child_without_certificate"])
def test_a_rule_finds_its_date_once_it_is_near_and_never_what_is_settled(
    key: str, session: Session, actor: Actor
) -> None:
    due = TODAY + 3 * DAY
    made = WATCHED[key](session, actor, due)
    rule = next(rule for rule in shipped_rules() if rule.key == key)
    first = due - rule.longest_lead
    shown = {}
    for day in (first - DAY, first, due, due + DAY):
        with fixed(day):
            shown[day] = [(line.due_on, line.subjects) for line in lines(session, actor, key)]
    found = [(due, (made,))]
    assert shown == {first - DAY: []} | dict.fromkeys((first, due, due + DAY), found)


@pytest.mark.parametrize("key", WATCHED)
def test_a_line_names_the_volunteer_and_opens_the_papers(key: str, session: Session, actor: Actor) -> None:
    made = WATCHED[key](session, actor, TODAY - DAY)
    (line,) = lines(session, actor, key)
    assert line.whose == "Weiß, Gerda"
    assert (line.case_id, line.group) == (None, DueGroup.OVERDUE)
    erasing = key.endswith("erasure")
    assert line.opens == (("volunteers", "papers", "erase") if erasing else ("volunteer", made, "papers"))


def test_a_lapsed_certificate_with_a_match_to_a_child_is_overdue_and_on_top(session: Session, actor: Actor) -> None:
    agreement_ends(session, actor, TODAY - 400 * DAY)
    made = child_without_certificate(session, actor, TODAY - DAY)
    first = today_view(session, actor, False).lines[0]
    assert (first.rule, first.subjects, first.group) == ("child_without_certificate", (made,), DueGroup.OVERDUE)
    assert "abgelaufen" in first.detail
    assert lines(session, actor, "conduct_inspection") == []  # said once


def test_as_long_as_the_certificate_is_missing_the_line_is_moved_at_most(session: Session, actor: Actor) -> None:
    child_without_certificate(session, actor, TODAY - DAY)
    (line,) = lines(session, actor, "child_without_certificate")
    key = DueKey(line.rule, line.subjects, line.mark_day)
    assert line.stays
    with pytest.raises(CaseworkError, match="solange der Grund besteht"):
        finish_due(session, actor, key)
    write(session, DeadlineMark(  # as it could be ticked off before
        rule=line.rule, subject_id=line.subjects[0], due_on=line.mark_day, answer=DeadlineAnswer.DONE,
    ))  # fmt: skip
    assert lines(session, actor, "child_without_certificate") == [line]
    move_line(session, actor, key, TODAY + 2 * DAY, "Termin zur Einsicht")
    (moved,) = lines(session, actor, "child_without_certificate")
    assert (moved.moved, moved.shown_on) == (True, TODAY + 2 * DAY)


@pytest.mark.parametrize("stage", [MatchStage.SUGGESTED, MatchStage.ENDED])
def test_a_match_that_does_not_run_alarms_nobody(session: Session, actor: Actor, stage: MatchStage) -> None:
    match_for(session, volunteer(session), CHILD, stage)
    assert lines(session, actor, "child_without_certificate") == []


def test_a_valid_certificate_alarms_nobody_until_its_last_day(session: Session, actor: Actor) -> None:
    made = with_papers(session, actor, CONDUCT)
    match_for(session, made, CHILD)
    last = add_months(CONDUCT.issued_on or TODAY, 60)
    with fixed(last):
        assert lines(session, actor, "child_without_certificate") == []
    with fixed(last + DAY):
        (line,) = lines(session, actor, "child_without_certificate")
        assert line.due_on == last


def test_a_birth_date_put_right_after_the_match_alarms_at_once(session: Session, actor: Actor) -> None:
    _, person = match_for(session, volunteer(session), ADULT)
    assert lines(session, actor, "child_without_certificate") == []
    change(session, Person, person, birth_date=PartialDate(2011, 2, 3))
    assert [line.group for line in lines(session, actor, "child_without_certificate")] == [DueGroup.TODAY]


@pytest.mark.parametrize("need", [{"with_children": True}, {"activity": Activity.LEARNING}])
def test_a_match_with_children_by_its_task_counts_too(
    session: Session, actor: Actor, need: dict[str, Any]
) -> None:
    match_for(session, volunteer(session), ADULT, **need)
    assert len(lines(session, actor, "child_without_certificate")) == 1


def test_certificates_of_who_never_came_to_work_go_at_once(session: Session, actor: Actor) -> None:
    with_papers(session, actor, CONDUCT, status=VolunteerStatus.ENDED, ended_on=TODAY)
    assert [line.group for line in lines(session, actor, "conduct_erasure")] == [DueGroup.TODAY]


def test_after_a_withdrawn_consent_nothing_waits(session: Session, actor: Actor) -> None:
    volunteer(session, status=VolunteerStatus.ENDED, ended_on=TODAY - 9 * DAY, consent_withdrawn_on=TODAY - DAY)
    (line,) = lines(session, actor, "volunteer_erasure")
    assert line.due_on == TODAY - DAY
    assert "widerrufen" in line.detail


def test_two_volunteers_with_the_same_day_are_two_lines(session: Session, actor: Actor) -> None:
    for name in ("Weiß", "Adler"):
        made = volunteer(session, name)
        kept(session, made, replace(AGREEMENT, issued_on=TODAY - 300 * DAY, valid_until=TODAY))
    assert [line.whose for line in lines(session, actor, "agreement_ends")] == ["Adler, Gerda", "Weiß, Gerda"]


def test_who_may_not_open_case_files_sees_the_same(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_without_certificate(session, actor, TODAY - DAY)
    seen = lines(session, actor, "child_without_certificate")
    rights = RIGHTS[Role.MANAGER] - {Right.READ_CASE, Right.LIST_CASES, Right.EDIT_CASE}
    monkeypatch.setitem(RIGHTS, Role.MANAGER, rights)
    assert lines(session, actor, "child_without_certificate") == seen
    monkeypatch.setitem(RIGHTS, Role.MANAGER, rights - {Right.READ_VOLUNTEERS})
    assert lines(session, actor, "child_without_certificate") == []


def test_the_week_on_paper_names_volunteers_as_it_names_clients(session: Session, actor: Actor) -> None:
    agreement_ends(session, actor, TODAY + DAY)
    (worker,) = week_plan(session, actor).workers
    assert ("Vereinbarung mit Ehrenamtlichen endet", "G. Weiß") in {(line.what, line.who) for line in worker.lines}


def test_what_is_missing_is_named(session: Session, actor: Actor) -> None:
    with_papers(session, actor, SECRECY, status_since=TODAY - 14 * DAY, activities=[Activity.RIDES.value])
    (line,) = lines(session, actor, "papers_missing")
    assert line.detail == "Vereinbarung, Versicherung, Führerschein und Kfz"
    change(session, Volunteer, line.subjects[0], status=VolunteerStatus.PAUSE)
    assert lines(session, actor, "papers_missing") == []


def test_a_paper_of_another_kind_changes_nothing(session: Session, actor: Actor) -> None:
    """Negative control: the certificate alone settles it."""
    made = child_without_certificate(session, actor, TODAY - DAY)
    for kind in set(PaperKind) - {PaperKind.CONDUCT}:
        kept(session, made, PaperEntry(kind, TODAY, TODAY, "Petra Lang"))
    assert len(lines(session, actor, "child_without_certificate")) == 1
    kept(session, made, replace(CONDUCT, valid_until=TODAY + 900 * DAY))
    assert lines(session, actor, "child_without_certificate") == []


def test_an_insurance_that_became_unclear_is_missing_again(session: Session, actor: Actor) -> None:
    """Whoever has everything is not looked at closely; a newer doubt brings them back."""
    made = with_papers(session, actor, SECRECY, AGREEMENT, INSURANCE, status_since=TODAY - 14 * DAY)
    assert lines(session, actor, "papers_missing") == []
    add_paper(session, actor, made, replace(INSURANCE, seen_on=TODAY, cover=Cover.UNCLEAR))
    assert [line.detail for line in lines(session, actor, "papers_missing")] == ["Versicherung"]
    add_paper(session, actor, made, replace(INSURANCE, seen_on=TODAY))
    assert lines(session, actor, "papers_missing") == []


def test_a_date_is_of_whoever_keeps_in_touch_and_of_everybody_where_nobody_does(
    session: Session, actor: Actor
) -> None:
    heike = add_user(session, actor, "Heike Sommer", Role.COORDINATOR).made
    made = agreement_ends(session, actor, TODAY + 5 * DAY)
    (line,) = lines(session, actor, "agreement_ends")
    assert (line.own, line.user) == (True, "")
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(Volunteer, made).responsible_id = heike
    (line,) = lines(session, actor, "agreement_ends")
    assert (line.own, line.user) == (False, "Heike Sommer")
    hers = actor_for(session, "Heike Sommer")
    assert [each.own for each in lines(session, hers, "agreement_ends")] == [True]


def test_the_week_on_paper_of_the_coordination_names_her_volunteers_and_no_case(
    session: Session, actor: Actor
) -> None:
    add_user(session, actor, "Heike Sommer", Role.COORDINATOR)
    add_task(session, actor, NewTask("Amal anrufen", TODAY))
    agreement_ends(session, actor, TODAY)
    week = week_plan(session, actor_for(session, "Heike Sommer"), mine=True)
    (worker,) = week.workers
    titles = {line.what for line in worker.lines}
    assert "Amal anrufen" not in titles
    assert worker.appointments == ()
    assert any("Vereinbarung" in title for title in titles)
