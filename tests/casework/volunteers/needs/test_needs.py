"""Needs: reported, changed, closed, opened again; what cannot be; what becomes of them with their case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.casework.cases.case_closing import Closing, close_case, open_ends
from desktop.casework.cases.closing_undo import before_closing, take_back_closing
from desktop.casework.changes import Kind
from desktop.casework.deletion.deletion import case_deletion, delete_case
from desktop.casework.merging.merging import MergeOrder, merge_persons, undo_merge
from desktop.casework.people.families import put_together, split_off
from desktop.casework.rights import RIGHTS, Actor, Right
from desktop.casework.volunteers.needs.need_lists import demand, find_need, list_needs, needs_of_case, needs_of_steps
from desktop.casework.volunteers.needs.need_rows import NeedFacts
from desktop.casework.volunteers.needs.needs import (
    close_need,
    edit_need,
    reopen_need,
    report_need,
    restore_need,
    take_back_need,
)
from desktop.casework.volunteers.week_times import Span
from desktop.clock import fixed
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.plans import Goal, Measure, Plan, PlanVersion
from desktop.records.volunteer_matches import VolunteerNeed
from desktop.terms import EndReason, PlanKind, PlanState, Role
from desktop.volunteer_terms import Activity, GenderWish, MatchStage, NeedEnd, NeedStatus, Sponsorship
from tests.casework.deadlines.due_samples import case_of, family_of, plan_in_force, put
from tests.casework.volunteers.needs.need_samples import arabic_case, match_of, need_of, volunteer_of

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return arabic_case(session, actor)[0]


def test_everything_that_was_said_is_kept(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(session, actor)
    facts = NeedFacts(
        Activity.LANGUAGE, person_id, "Deutsch üben,\nam liebsten im Café", Sponsorship.SINGLE, ("ar", "ti"),
        (Span(1, 960, 1020), Span(1, 1000, 1080), Span(3, 600, 660)), 120, " Musterlingen ", GenderWish.WOMAN,
        with_children=True, interests=("Fußball", "Kochen", "Fußball"), reported_on=TODAY - 30 * DAY,
        wanted_by=TODAY + 10 * DAY, note="nur nachmittags",
    )  # fmt: skip
    changes = report_need(session, actor, case_id, facts)
    assert changes.made is not None
    assert changes.touches(Kind.NEED, changes.made)
    assert changes.touches(Kind.CASE, case_id)
    row = find_need(session, actor, changes.made)
    assert row.facts == replace(
        facts, times=(Span(1, 960, 1080), Span(3, 600, 660)), place="Musterlingen", interests=("Fußball", "Kochen")
    )
    assert (row.client, row.age, row.case_number, row.reported_by) == ("Habte, Filmon", 34, "F-2026-001", "Petra Lang")
    assert (row.status, row.waiting_days, row.open) == (NeedStatus.OPEN, 30, True)


def test_in_a_file_of_one_nobody_need_be_chosen(session: Session, actor: Actor) -> None:
    case_id, person_id = arabic_case(session, actor)
    assert find_need(session, actor, need_of(session, actor, case_id)).facts.person_id == person_id


def test_a_need_of_the_whole_family_names_nobody_alone(session: Session, actor: Actor) -> None:
    case_id, (one, _) = family_of(session, actor, "Maryam", "Reza")
    need = need_of(session, actor, case_id, person_id=one, sponsorship=Sponsorship.FAMILY)
    row = find_need(session, actor, need)
    assert (row.facts.person_id, row.client, row.age) == (None, "Familie Ahmadi, 2 Personen", None)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"wanted_by": TODAY - 2 * DAY, "reported_on": TODAY - DAY}, "vor dem Tag der Meldung"),
        ({"reported_on": TODAY + DAY}, "Zukunft"),
        ({"minutes_per_week": 0}, "40 Stunden"),
        ({"minutes_per_week": 40 * 60 + 1}, "40 Stunden"),
        ({"times": (Span(1, 960, 960),)}, "Ende liegt vor dem Beginn"),
        ({"times": (Span(7, 960, 970),)}, "innerhalb eines Tages"),
        ({"person_id": 4711}, "gehört nicht zu diesem Fall"),
        ({"sponsorship": Sponsorship.FAMILY}, "nur eine Person"),
        ({"interests": tuple(f"Interesse {place}" for place in range(21))}, "höchstens 20"),
        ({"task": "x" * 501}, "kürzen"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    session: Session, actor: Actor, case_id: int, facts: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CaseworkError, match=sentence) as refused:
        need_of(session, actor, case_id, **facts)
    assert refused.value.field in facts
    assert needs_of_case(session, actor, case_id) == ()


def test_in_a_family_it_must_be_said_for_whom(session: Session, actor: Actor) -> None:
    case_id, _ = family_of(session, actor, "Maryam", "Reza")
    with pytest.raises(CaseworkError, match="für wen"):
        need_of(session, actor, case_id)


def test_a_case_that_has_ended_has_no_new_needs(session: Session, actor: Actor, case_id: int) -> None:
    close_case(session, actor, case_id, Closing(TODAY, EndReason.REACHED, final_talk=True))
    with pytest.raises(CaseworkError, match="niemand mehr gesucht"):
        need_of(session, actor, case_id)


def test_editing_notices_that_somebody_else_saved(session: Session, actor: Actor, case_id: int) -> None:
    row = find_need(session, actor, need_of(session, actor, case_id))
    edit_need(session, actor, row.id, replace(row.facts, task="Behördenpost lesen"), row.row_version)
    assert find_need(session, actor, row.id).facts.task == "Behördenpost lesen"
    with pytest.raises(ChangedMeanwhileError):
        edit_need(session, actor, row.id, row.facts, row.row_version)


def test_closing_says_why_and_can_be_taken_back(session: Session, actor: Actor, case_id: int) -> None:
    before = find_need(session, actor, need_of(session, actor, case_id))
    close_need(session, actor, before.id, NeedEnd.ELSEWHERE, before.row_version)
    closed = find_need(session, actor, before.id)
    assert (closed.status, closed.end_reason, closed.closed_on) == (NeedStatus.CLOSED, NeedEnd.ELSEWHERE, TODAY)
    with pytest.raises(CaseworkError, match="abgeschlossen"):
        edit_need(session, actor, closed.id, closed.facts, closed.row_version)
    with pytest.raises(CaseworkError, match="schon abgeschlossen"):
        close_need(session, actor, closed.id, NeedEnd.NOBODY, closed.row_version)
    restore_need(session, actor, before, closed.row_version)
    again = find_need(session, actor, before.id)
    assert replace(again, row_version=before.row_version) == before


def test_a_need_opened_again_knows_its_matches(session: Session, actor: Actor, case_id: int) -> None:
    need_id = need_of(session, actor, case_id)
    row = find_need(session, actor, need_id)
    with pytest.raises(CaseworkError, match="noch offen"):
        reopen_need(session, actor, need_id, row.row_version)
    close_need(session, actor, need_id, NeedEnd.NOBODY, row.row_version)
    match_of(session, need_id, volunteer_of(session), MatchStage.MEETING)
    reopen_need(session, actor, need_id, find_need(session, actor, need_id).row_version)
    row = find_need(session, actor, need_id)
    assert (row.status, row.end_reason, row.closed_on) == (NeedStatus.MATCHING, None, None)
    assert [(match.volunteer, match.stage) for match in row.matches] == [("Gerda W.", "Kennenlernen")]


def test_a_need_somebody_serves_is_not_closed_over_their_heads(session: Session, actor: Actor, case_id: int) -> None:
    need_id = need_of(session, actor, case_id)
    match_of(session, need_id, volunteer_of(session))
    row = find_need(session, actor, need_id)
    with pytest.raises(CaseworkError, match=r"Gerda W\. läuft noch"):
        close_need(session, actor, need_id, NeedEnd.REACHED, row.row_version)


def test_a_report_is_taken_back_until_somebody_was_suggested(session: Session, actor: Actor, case_id: int) -> None:
    slip, other = need_of(session, actor, case_id), need_of(session, actor, case_id)
    take_back_need(session, actor, slip)
    match_of(session, other, volunteer_of(session), MatchStage.ENDED)
    with pytest.raises(CaseworkError, match="schon einen Vorschlag"):
        take_back_need(session, actor, other)
    assert [row.id for row in needs_of_case(session, actor, case_id)] == [other]


# lists


def test_who_waits_longest_stands_first_and_closed_ones_last(session: Session, actor: Actor, case_id: int) -> None:
    young = need_of(session, actor, case_id, reported_on=TODAY - 3 * DAY)
    old = need_of(session, actor, case_id, reported_on=TODAY - 90 * DAY)
    oldest = need_of(session, actor, case_id, reported_on=TODAY - 200 * DAY)
    close_need(session, actor, oldest, NeedEnd.NOBODY, find_need(session, actor, oldest).row_version)
    assert [(row.id, row.waiting_days) for row in list_needs(session, actor)] == [(old, 90), (young, 3)]
    assert [row.id for row in list_needs(session, actor, with_closed=True)] == [old, young, oldest]


def test_served_needs_are_asked_for_no_more(session: Session, actor: Actor, case_id: int) -> None:
    need_of(session, actor, case_id, languages=("ar", "ti"), reported_on=TODAY - 40 * DAY)
    need_of(session, actor, case_id, languages=("ar",))
    need_of(session, actor, case_id, activity=Activity.RIDES, reported_on=TODAY - 5 * DAY)
    served = need_of(session, actor, case_id, activity=Activity.CAFE)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.get_one(VolunteerNeed, served).status = NeedStatus.SERVED
    asked = demand(session, actor)
    assert [(row.key, row.count, row.longest) for row in asked.activities] == [("language", 2, 40), ("rides", 1, 5)]
    assert [(row.key, row.count) for row in asked.languages] == [("ar", 2), ("ti", 1)]


def test_without_the_right_to_cases_only_the_given_name_is_told(
    session: Session, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _ = arabic_case(session, actor, call_name="Fili")
    need_of(session, actor, case_id)
    family, _ = family_of(session, actor, "Maryam", "Reza")
    need_of(session, actor, family, sponsorship=Sponsorship.FAMILY)
    monkeypatch.setitem(RIGHTS, Role.MANAGER, frozenset({Right.READ_MATCHES, Right.EDIT_MATCHES}))
    rows = list_needs(session, actor)
    assert [row.client for row in rows] == ["Fili", "Familie, 2 Personen"]
    assert "Habte" not in repr(rows)
    assert "Ahmadi" not in repr(rows)


def test_a_step_of_the_plan_knows_its_need_in_later_editions_too(session: Session, actor: Actor) -> None:
    case_id, _ = arabic_case(session, actor)
    _, (step, other) = plan_in_force(session, case_id, None, ("Sprachpatin suchen", None), ("Post", None))
    made = report_need(session, actor, case_id, NeedFacts(Activity.LANGUAGE), step).made or 0
    later = Measure(position=0, text="Sprachpatin suchen", previous_measure_id=step)
    goal = Goal(position=0, area="sprache", text="Ziel", measures=[later])
    put(session, Plan(case_id=case_id, kind=PlanKind.SINGLE, number=2, versions=[
        PlanVersion(version=2, state=PlanState.DRAFT, goals=[goal])]))  # fmt: skip
    found = needs_of_steps(session, actor, case_id)
    assert {key: (need.need_id, need.volunteer) for key, need in found.items()} == {
        step: (made, ""), later.id: (made, ""),
    }  # fmt: skip
    assert other not in found
    match_of(session, made, volunteer_of(session))
    assert needs_of_steps(session, actor, case_id)[later.id].volunteer == "Gerda W."


def test_a_step_of_another_case_is_refused(session: Session, actor: Actor, case_id: int) -> None:
    elsewhere, _ = case_of(session, actor)
    _, (step,) = plan_in_force(session, elsewhere, None, ("Sprachpatin suchen", None))
    with pytest.raises(CaseworkError, match="gehört nicht zu einem Plan"):
        report_need(session, actor, case_id, NeedFacts(Activity.LANGUAGE), step)


# with the case


@pytest.mark.parametrize(
    ("reason", "end"),
    [(EndReason.REACHED, NeedEnd.REACHED), (EndReason.MOVED, NeedEnd.MOVED_AWAY), (EndReason.DIED, NeedEnd.CASE_OVER)],
)
def test_needs_end_with_their_case_which_says_so(
    session: Session, actor: Actor, case_id: int, reason: EndReason, end: NeedEnd
) -> None:
    need_id = need_of(session, actor, case_id, task="Deutsch üben")
    assert open_ends(session, actor, case_id).needs == ("Sprachpatenschaft: Deutsch üben",)
    before = before_closing(session, actor, case_id)
    close_case(session, actor, case_id, Closing(TODAY, reason, final_talk=False, passed_on_to="Ulm"))
    row = find_need(session, actor, need_id)
    assert (row.status, row.end_reason, row.closed_on) == (NeedStatus.CLOSED, end, TODAY)
    with pytest.raises(CaseworkError, match="niemand mehr gesucht"):
        reopen_need(session, actor, need_id, row.row_version)
    take_back_closing(session, actor, case_id, before)
    assert find_need(session, actor, need_id).status is NeedStatus.OPEN


def test_taking_an_end_back_does_not_open_what_was_closed_before(session: Session, actor: Actor, case_id: int) -> None:
    need_id = need_of(session, actor, case_id)
    close_need(session, actor, need_id, NeedEnd.ELSEWHERE, find_need(session, actor, need_id).row_version)
    before = before_closing(session, actor, case_id)
    close_case(session, actor, case_id, Closing(TODAY, EndReason.REACHED, final_talk=False))
    take_back_closing(session, actor, case_id, before)
    assert find_need(session, actor, need_id).end_reason is NeedEnd.ELSEWHERE


def test_who_leaves_the_family_takes_their_need_along(session: Session, actor: Actor) -> None:
    case_id, (one, other) = family_of(session, actor, "Maryam", "Reza")
    hers, his = need_of(session, actor, case_id, person_id=one), need_of(session, actor, case_id, person_id=other)
    fresh = split_off(session, actor, case_id, (one,)).made
    assert find_need(session, actor, hers).case_id == fresh
    assert find_need(session, actor, his).case_id == case_id


def test_files_put_together_go_on_with_the_needs_of_both(session: Session, actor: Actor, case_id: int) -> None:
    other, _ = case_of(session, actor)
    need_id = need_of(session, actor, other)
    target = put_together(session, actor, (case_id, other)).made
    assert find_need(session, actor, need_id).case_id == target


def test_persons_put_together_keep_the_need_and_get_it_back(session: Session, actor: Actor) -> None:
    (kept, kept_person), (gone, gone_person) = arabic_case(session, actor), arabic_case(session, actor)
    need_id = need_of(session, actor, gone)
    order = MergeOrder(kept_person, gone_person, join_cases=True)
    merge_id = merge_persons(session, actor, order).made or 0
    row = find_need(session, actor, need_id)
    assert (row.case_id, row.facts.person_id) == (kept, kept_person)
    undo_merge(session, actor, merge_id)
    row = find_need(session, actor, need_id)
    assert (row.case_id, row.facts.person_id) == (gone, gone_person)


def test_a_deleted_case_takes_its_needs_along_and_tells_it(session: Session, actor: Actor, case_id: int) -> None:
    need_id = need_of(session, actor, case_id)
    match_of(session, need_id, volunteer_of(session))
    told = {part.label: part.count for part in case_deletion(session, actor, case_id).going}
    assert told["Bedarfe für das Ehrenamt"] == 1
    delete_case(session, actor, case_id, "F-2026-001")
    with pytest.raises(CaseworkError, match="nicht mehr"):
        find_need(session, actor, need_id)


def test_waiting_is_counted_by_the_day_of_reading(session: Session, actor: Actor, case_id: int) -> None:
    need_id = need_of(session, actor, case_id)
    with fixed(TODAY + 12 * DAY):
        assert find_need(session, actor, need_id).waiting_days == 12

