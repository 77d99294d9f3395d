"""The list of thanks: everybody who was active in the period and nobody else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.casework.changes import Kind
from desktop.casework.rights import Actor, Right
from desktop.casework.volunteers.figures.guests import mark_guests
from desktop.casework.volunteers.figures.thanks_list import note_thanks_print, take_back_thanks, thank, thanks_list
from desktop.casework.volunteers.figures.volunteer_figures import volunteer_figures
from desktop.casework.volunteers.papers.paper_deletion import erase_at_wish
from desktop.errors import CaseworkError
from desktop.records.office import AccessEntry, Setting
from desktop.records.volunteers import VolunteerContact, VolunteerGroup, VolunteerStatusEntry
from desktop.terms import Role
from desktop.volunteer_terms import Activity, MatchStage, VolunteerContactKind, VolunteerStatus
from tests.casework.volunteers.figures.figure_samples import case, hours, match, need, put, step, volunteer
from tests.casework.volunteers.matches.match_samples import coordinator
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
FIRST, LAST = dt.date(TODAY.year, 1, 1), dt.date(TODAY.year, 6, 30)
DAY = dt.timedelta(days=1)


def guests(session: Session, actor: Actor) -> list[str]:
    return [row.name for row in thanks_list(session, actor, FIRST, LAST).rows]


def test_hours_on_the_first_and_the_last_day_count(session: Session, actor: Actor) -> None:
    ids = put(session, volunteer("Ä"), volunteer("B"), volunteer("C"), volunteer("D"), volunteer("E"))
    days = (FIRST, LAST, FIRST - DAY, LAST + DAY)
    put(session, *(hours(id_, Activity.CAFE, day, 90) for id_, day in zip(ids, days, strict=False)))
    assert set(guests(session, actor)) == {"Ä", "B"}
    assert {row.minutes for row in thanks_list(session, actor, FIRST, LAST).rows} == {90}


@pytest.mark.parametrize(("begun", "ended", "on_list"), [
    (FIRST - 90 * DAY, None, True), (FIRST - 90 * DAY, FIRST, True), (FIRST - 90 * DAY, FIRST - DAY, False),
    (LAST, None, True), (LAST + DAY, None, False),
])  # fmt: skip
def test_a_match_counts_that_ran_on_a_day_of_the_period(
    session: Session, actor: Actor, begun: dt.date, ended: dt.date | None, on_list: bool
) -> None:
    (volunteer_id,) = put(session, volunteer("Weiß"))
    (need_id,) = put(session, need(case(session, actor), Activity.FORMS, 400))
    stage = MatchStage.ENDED if ended else MatchStage.ACTIVE
    (match_id,) = put(session, match(need_id, volunteer_id, stage, ended_on=ended))
    put(session, step(match_id, MatchStage.SUGGESTED, begun - 99 * DAY), step(match_id, MatchStage.MEETING, begun))
    assert guests(session, actor) == (["Weiß"] if on_list else [])


def test_a_suggestion_alone_is_no_reason_for_thanks(session: Session, actor: Actor) -> None:
    (volunteer_id,) = put(session, volunteer("Weiß"))
    (need_id,) = put(session, need(case(session, actor), Activity.FORMS, 400))
    (match_id,) = put(session, match(need_id, volunteer_id, MatchStage.SUGGESTED))
    put(session, step(match_id, MatchStage.SUGGESTED, FIRST))
    assert guests(session, actor) == []


@pytest.mark.parametrize(("since", "until", "on_list"), [
    (FIRST - 90 * DAY, None, True), (FIRST - 90 * DAY, FIRST, False), (FIRST - 90 * DAY, FIRST + DAY, True),
    (LAST, None, True), (LAST + DAY, None, False),
])  # fmt: skip
def test_the_status_counts_from_its_day_to_the_next_one(
    session: Session, actor: Actor, since: dt.date, until: dt.date | None, on_list: bool
) -> None:
    one, other = put(session, volunteer("Weiß"), volunteer("Braun"))
    put(session, VolunteerStatusEntry(volunteer_id=one, status=VolunteerStatus.ACTIVE, since=since),
        VolunteerStatusEntry(volunteer_id=other, status=VolunteerStatus.READY, since=FIRST))  # fmt: skip
    if until is not None:
        put(session, VolunteerStatusEntry(volunteer_id=one, status=VolunteerStatus.PAUSE, since=until))
    assert guests(session, actor) == (["Weiß"] if on_list else [])


def test_who_withdrew_the_consent_is_left_out(session: Session, actor: Actor) -> None:
    (volunteer_id,) = put(session, volunteer("Weiß", consent_withdrawn_on=LAST))
    put(session, hours(volunteer_id, Activity.CAFE, LAST, 60))
    assert guests(session, actor) == []


def test_a_row_says_what_the_door_needs(session: Session, actor: Actor) -> None:
    (group,) = put(session, VolunteerGroup(name="Helferkreis Altstadt"))
    (volunteer_id,) = put(session, volunteer("Weiß", given_names="Gerda", group_id=group, activities=["cafe", "forms"],
                          phone="07000 6", active_since=FIRST, ended_on=LAST))  # fmt: skip
    put(session, hours(volunteer_id, Activity.CAFE, LAST, 60))
    (row,) = thanks_list(session, actor, FIRST, LAST).rows
    assert (row.name, row.spoken_name, row.group) == ("Weiß, Gerda", "Gerda Weiß", "Helferkreis Altstadt")
    assert (row.contact, row.activities) == ("07000 6", (Activity.FORMS, Activity.CAFE))
    assert (row.since, row.ended_on, row.thanked_on) == (FIRST, LAST, None)


def test_a_period_that_ends_before_it_begins_is_refused(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="vor seinem Beginn"):
        thanks_list(session, actor, LAST, FIRST)


def test_thanks_stand_in_the_course_once_and_can_be_taken_back(session: Session, actor: Actor) -> None:
    ids = tuple(put(session, volunteer("Weiß"), volunteer("Braun")))
    put(session, *(hours(id_, Activity.CAFE, LAST, 60) for id_ in ids))
    first = thank(session, actor, ids[:1], TODAY, "Dankfest")
    second = thank(session, actor, ids, TODAY, " Dankfest ")
    assert [list(changes.touched) for changes in (first, second)] == [[(Kind.VOLUNTEER, id_)] for id_ in ids]
    assert [row.thanked_on for row in thanks_list(session, actor, FIRST, LAST).rows] == [TODAY, TODAY]
    take_back_thanks(session, actor, ids[1:], TODAY, "Dankfest")
    left = list(session.scalars(select(VolunteerContact)))
    assert [(contact.volunteer_id, contact.kind) for contact in left] == [(ids[0], VolunteerContactKind.THANKS)]
    session.rollback()


@pytest.mark.parametrize(("nobody", "day", "text", "said"), [
    (True, TODAY, "Dankfest", "ankreuzen"), (False, TODAY + DAY, "Dankfest", "Zukunft"), (False, TODAY, " ", "wofür"),
])  # fmt: skip
def test_thanks_need_somebody_a_day_and_an_occasion(
    session: Session, actor: Actor, nobody: bool, day: dt.date, text: str, said: str
) -> None:
    (volunteer_id,) = put(session, volunteer("Weiß"))
    with pytest.raises(CaseworkError, match=said):
        thank(session, actor, () if nobody else (volunteer_id,), day, text)


def test_the_coordination_counts_thanks_and_prints_without_any_case_file(session: Session, actor: Actor) -> None:
    ids = tuple(put(session, volunteer("Weiß")))
    put(session, hours(ids[0], Activity.CAFE, LAST, 60))
    coordinator = replace(actor, role=Role.COORDINATOR)
    assert not coordinator.may(Right.READ_CASE)
    assert volunteer_figures(session, coordinator).volunteers == 1
    assert [row.id for row in thanks_list(session, coordinator, FIRST, LAST).rows] == list(ids)
    thank(session, coordinator, ids, TODAY, "Dankfest")
    note_thanks_print(session, coordinator, ids)


def test_a_printed_list_is_noted_with_everybody_on_it(session: Session, actor: Actor) -> None:
    ids = tuple(put(session, volunteer("Weiß"), volunteer("Braun")))
    note_thanks_print(session, actor, ids)
    entry = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.objects) == ("volunteer.thanks_print", [["volunteer", id_] for id_ in ids])
    session.rollback()
    with pytest.raises(CaseworkError, match="leer"):
        note_thanks_print(session, actor, ())


def test_ticks_are_of_the_office_and_of_one_year(session: Session, actor: Actor) -> None:
    ids = put(session, volunteer("Weiß"), volunteer("Roth"))
    mark_guests(session, actor, FIRST.year, tuple(ids), True)
    heike = coordinator(actor)
    assert thanks_list(session, heike, FIRST, LAST).coming == set(ids)
    mark_guests(session, heike, FIRST.year, tuple(ids[:1]), False)
    assert thanks_list(session, actor, FIRST, LAST).coming == {ids[1]}
    assert thanks_list(session, actor, FIRST, LAST.replace(year=LAST.year + 1)).coming == frozenset()


def test_two_who_tick_at_the_same_time_lose_nothing(session: Session, actor: Actor) -> None:
    ids = put(session, volunteer("Weiß"), volunteer("Roth"))
    for id_ in ids:  # each of them saw nobody ticked
        mark_guests(session, actor, FIRST.year, (id_,), True)
    assert thanks_list(session, actor, FIRST, LAST).coming == set(ids)


def test_ticks_of_years_long_past_do_not_pile_up(session: Session, actor: Actor) -> None:
    ids = put(session, volunteer("Weiß"))
    for year in range(2020, 2027):
        mark_guests(session, actor, year, tuple(ids), True)
    with session.begin():
        kept = session.get_one(Setting, "volunteer_guests").value
    assert sorted(kept) == ["2024", "2025", "2026"]
    mark_guests(session, actor, 2020, tuple(ids), True)  # looked at again, not yet past for who does
    assert thanks_list(session, actor, FIRST.replace(year=2020), LAST.replace(year=2020)).coming == set(ids)


def test_a_tick_is_recorded_and_only_for_who_may_edit(session: Session, actor: Actor) -> None:
    ids = put(session, volunteer("Weiß"))
    for wrong in ((), (4711,)):
        with pytest.raises(CaseworkError):
            mark_guests(session, actor, FIRST.year, wrong, True)
    with pytest.raises(CaseworkError, match="Jahr"):
        mark_guests(session, actor, 20_266, tuple(ids), True)
    mark_guests(session, actor, FIRST.year, tuple(ids), True)
    with session.begin():
        entry = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.objects) == ("volunteer.guests", [["volunteer", ids[0]]])


def test_nobody_without_a_name_is_invited(session: Session, actor: Actor) -> None:
    (gone,) = put(session, volunteer("Weiß", status=VolunteerStatus.ENDED, ended_on=LAST))
    put(session, hours(gone, Activity.CAFE, FIRST, 90))
    assert guests(session, actor) == ["Weiß"]
    erase_at_wish(session, actor, gone, "Weiß")
    assert guests(session, actor) == []
