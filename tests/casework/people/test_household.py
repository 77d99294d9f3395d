"""The household over time: moves, custody, newborns, and a family that parts; nothing of the past is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.appointments.appointment_rows import AppointmentEntry
from desktop.casework.appointments.appointments import make_appointment
from desktop.casework.cases.cases import case_head, enter_person_case
from desktop.casework.people.families import (
    Membership,
    Newcomer,
    Split,
    add_member,
    enter_member,
    memberships,
    put_together,
    repair_family,
    split_off,
)
from desktop.casework.people.household import (
    CustodyChange,
    HouseholdMove,
    change_custody,
    family_history,
    move_household,
    take_back_event,
)
from desktop.casework.people.people import PersonFacts, create_person
from desktop.casework.people.residence import AddressRow, move
from desktop.casework.plans.plan_views import list_plans
from desktop.casework.rights import Actor
from desktop.casework.search.search import search_vault
from desktop.casework.talks.private_notes import own_private_notes
from desktop.casework.talks.talk_rows import FollowUp, TalkEntry
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.talks.talks import add_talk
from desktop.casework.tasks import NewTask, add_task, tasks_of_case
from desktop.casework.timeline.timeline import timeline
from desktop.casework.timeline.timeline_sources import Happening
from desktop.errors import CaseworkError
from desktop.person_terms import Custody, Relation
from desktop.records.appointments import Appointment
from desktop.records.plans import Plan, PlanVersion
from desktop.records.tasks import Task
from desktop.talk_terms import TalkKind
from desktop.terms import PartialDate, PlanKind, PlanState
from tests.conftest import TODAY

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)
OPENED = TODAY - 200 * DAY
JUNE = dt.date(2026, 6, 15)


@pytest.fixture
def family(session: Session, actor: Actor) -> tuple[int, tuple[int, int, int]]:
    """Maryam, Farid and their child Zahra, together since half a year: case and persons."""
    births = {"Maryam": "1990-03-01", "Farid": "1985-01-02", "Zahra": "2015-05-04"}
    with clock.fixed(OPENED):
        cases = []
        for given, birth in births.items():
            facts = PersonFacts("Ahmadi", given, birth_date=PartialDate.parse(birth))
            cases.append(enter_person_case(session, actor, facts).made or 0)
        case_id = put_together(session, actor, tuple(cases)).made or 0
    found = {member.person.given: member.person.id for member in case_head(session, actor, case_id).members}
    return case_id, (found["Maryam"], found["Farid"], found["Zahra"])


def places(session: Session, actor: Actor, case_id: int) -> dict[int, Membership]:
    session.expire_all()
    family_id = case_head(session, actor, case_id).family_id or 0
    return {row.person_id: row for row in memberships(session, actor, family_id)}


def told(session: Session, actor: Actor, case_id: int) -> list[str]:
    """The history without those who came at the beginning."""
    session.expire_all()
    rows = family_history(session, actor, case_id)
    return [f"{row.on_date:%d.%m.} {row.person} {row.words} {row.note}".strip()
            for row in rows if row.on_date > OPENED]  # fmt: skip


def test_moves_have_their_day_and_reason_and_can_be_taken_back(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (_maryam, farid, zahra) = family
    move_household(session, actor, case_id, HouseholdMove((farid, zahra), False, JUNE, "Trennung\nder Eltern"))
    assert not places(session, actor, case_id)[farid].in_household
    move_household(session, actor, case_id, HouseholdMove((zahra,), True, TODAY))
    assert told(session, actor, case_id) == [
        "22.11. Zahra zieht ein", "15.06. Farid zieht aus Trennung der Eltern",
        "15.06. Zahra zieht aus Trennung der Eltern",
    ]  # fmt: skip
    take_back_event(session, actor, case_id, (zahra,))
    assert not places(session, actor, case_id)[zahra].in_household
    take_back_event(session, actor, case_id, (farid, zahra))
    assert told(session, actor, case_id) == []
    assert all(row.in_household for row in places(session, actor, case_id).values())


@pytest.mark.parametrize(("move", "words"), [
    (HouseholdMove((), False, TODAY), "um wen es geht"),
    (HouseholdMove((99,), False, TODAY), "gehört nicht mehr"),
    (HouseholdMove((2,), False, TODAY + DAY), "Zukunft"),
    (HouseholdMove((2,), False, dt.date(1980, 1, 1)), "geboren"),
    (HouseholdMove((2,), True, TODAY), "lebt schon im Haushalt"),
    (HouseholdMove((2,), False, TODAY, "x" * 201), "kürzer"),
])  # fmt: skip
def test_a_move_that_cannot_be_is_refused(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]], move: HouseholdMove, words: str
) -> None:
    case_id, persons = family
    assert persons[1] == 2
    with pytest.raises(CaseworkError, match=words):
        move_household(session, actor, case_id, move)
    assert told(session, actor, case_id) == []


def test_a_move_comes_after_the_one_before_and_is_final_tomorrow(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (_, farid, _) = family
    move_household(session, actor, case_id, HouseholdMove((farid,), False, JUNE))
    with pytest.raises(CaseworkError, match=r"15\.06\.2026"):
        move_household(session, actor, case_id, HouseholdMove((farid,), True, JUNE - DAY))
    with clock.fixed(TODAY + DAY), pytest.raises(CaseworkError, match="nicht mehr"):
        take_back_event(session, actor, case_id, (farid,))


def test_custody_has_a_history_and_what_held_before_is_kept(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (maryam, farid, zahra) = family
    rows = tuple(
        Membership(id_, Relation.CHILD if id_ == zahra else Relation.ADULT,
                   custody=Custody.BOTH if id_ == zahra else None)
        for id_ in (maryam, farid, zahra)
    )  # fmt: skip
    with clock.fixed(OPENED):
        repair_family(session, actor, case_head(session, actor, case_id).family_id or 0, "Ahmadi", rows)
    change_custody(session, actor, case_id, CustodyChange(zahra, Custody.ALONE, JUNE, "Mutter, Beschluss Amtsgericht"))
    assert places(session, actor, case_id)[zahra].custody is Custody.ALONE
    assert told(session, actor, case_id) == ["15.06. Zahra Sorgerecht: allein Mutter, Beschluss Amtsgericht"]
    assert any(row.words == "Sorgerecht: beide" for row in family_history(session, actor, case_id))
    take_back_event(session, actor, case_id, (zahra,))
    assert places(session, actor, case_id)[zahra].custody is Custody.BOTH


def test_repairing_by_hand_is_part_of_the_history_but_not_a_slip_of_the_first_day(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, persons = family
    family_id = case_head(session, actor, case_id).family_id or 0
    rows = tuple(Membership(id_, Relation.OTHER, in_household=id_ != persons[1]) for id_ in persons)
    repair_family(session, actor, family_id, "Ahmadi", rows)
    assert told(session, actor, case_id) == ["22.11. Farid zieht aus"]
    baby = create_person(session, actor, PersonFacts("Ahmadi", "Nila")).made or 0
    add_member(session, actor, case_id, Membership(baby, Relation.CHILD))
    repair_family(session, actor, family_id, "Ahmadi", (*rows, Membership(baby, Relation.CHILD, False)))
    assert sorted(told(session, actor, case_id)) == ["22.11. Farid zieht aus", "22.11. Nila kommt zur Familie (Kind)"]


def test_a_newborn_comes_on_the_day_of_birth(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, _ = family
    newborn = PersonFacts("Ahmadi", "Nila", birth_date=PartialDate.of(dt.date(2026, 11, 2)))
    enter_member(session, actor, case_id, Newcomer(newborn, Relation.CHILD))
    grown = PersonFacts("Ahmadi", "Omid", birth_date=PartialDate.of(dt.date(2001, 5, 4)))
    enter_member(session, actor, case_id, Newcomer(grown, Relation.SIBLING, since=dt.date(2026, 10, 1)))
    assert told(session, actor, case_id) == [
        "02.11. Nila kommt zur Familie (Kind)", "01.10. Omid kommt zur Familie (Geschwister)",
    ]  # fmt: skip
    with pytest.raises(CaseworkError, match="Zukunft"):
        enter_member(session, actor, case_id, Newcomer(grown, Relation.OTHER, since=TODAY + DAY))
    future = PersonFacts("Ahmadi", "N", birth_date=PartialDate.of(TODAY + DAY))
    with pytest.raises(CaseworkError):
        enter_member(session, actor, case_id, Newcomer(future, Relation.CHILD))


def test_a_family_that_parts_takes_along_what_is_each_ones_own(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (maryam, farid, zahra) = family
    change_custody(session, actor, case_id, CustodyChange(zahra, Custody.BOTH, OPENED))
    version = PlanVersion(version=1, state=PlanState.IN_FORCE, valid_from=JUNE)
    shared = PlanVersion(version=1, state=PlanState.IN_FORCE, valid_from=JUNE)
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.add_all((
            Plan(case_id=case_id, kind=PlanKind.SINGLE, person_id=maryam, number=1, versions=[version]),
            Plan(case_id=case_id, kind=PlanKind.FAMILY, number=2, versions=[shared]),
        ))
    own = add_task(session, actor, NewTask("Kurs suchen", case_id=case_id, person_id=maryam)).made
    add_task(session, actor, NewTask("Wohnung", case_id=case_id, person_id=farid))
    together = AppointmentEntry(TODAY + DAY, "09:00", 30, case_id, (maryam, farid))
    alone = AppointmentEntry(TODAY + DAY, "10:00", 30, case_id, (maryam,))
    dates = [make_appointment(session, actor, entry).made for entry in (together, alone)]
    fresh = split_off(session, actor, case_id, (maryam, zahra), Split(dt.date(2026, 11, 1), "Trennung")).made or 0
    head = case_head(session, actor, fresh)
    assert (head.title, head.statuses[0].since) == ("Familie Ahmadi", dt.date(2026, 11, 1))
    assert head.statuses[0].reason.endswith("herausgelöst: Trennung")
    assert places(session, actor, fresh)[zahra].custody is Custody.BOTH
    assert [plan.kind for plan in list_plans(session, actor, fresh)] == [PlanKind.SINGLE]
    assert [plan.kind for plan in list_plans(session, actor, case_id)] == [PlanKind.FAMILY]
    with session.begin():
        assert session.get_one(Task, own).case_id == fresh
        assert set(session.scalars(select(Task.case_id).where(Task.person_id == farid))) == {case_id}
        assert [session.get_one(Appointment, id_).case_id for id_ in dates] == [case_id, fresh]
    assert "01.11. Maryam verlässt die Familienakte" in told(session, actor, case_id)
    assert [row.person for row in family_history(session, actor, fresh)] == ["Maryam", "Zahra"]
    assert farid not in places(session, actor, fresh)


@pytest.mark.parametrize(("day", "words"), [(TODAY + DAY, "Zukunft"), (OPENED - DAY, "kam jemand davon erst")])
def test_a_family_cannot_part_tomorrow_or_before_it_was_one(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]], day: dt.date, words: str
) -> None:
    case_id, persons = family
    with pytest.raises(CaseworkError, match=words):
        split_off(session, actor, case_id, persons[:1], Split(day))
    with pytest.raises(CaseworkError, match="kürzer"):
        split_off(session, actor, case_id, persons[:1], Split(reason="x" * 200_000))
    assert len(places(session, actor, case_id)) == 3


def test_nothing_is_told_of_somebody_after_they_left(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    """Whoever left may have good reasons to keep the new address from the rest of the family."""
    case_id, (maryam, _, _) = family
    move(session, actor, (maryam,), AddressRow("Talstr. 7", "79999", "Altstadt", since=JUNE))
    split_off(session, actor, case_id, (maryam,), Split(JUNE + DAY))
    move(session, actor, (maryam,), AddressRow("Bergstr. 1", "79998", "Neustadt", since=JUNE + 2 * DAY))
    session.expire_all()
    shown = [row.title for row in timeline(session, actor, case_id, frozenset({Happening.MOVE})).rows]
    assert shown == ["nach Altstadt"]
    assert timeline(session, actor, case_id, frozenset({Happening.MOVE})).total == 1


def test_moves_and_custody_stand_in_the_verlauf(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (_, farid, zahra) = family
    move_household(session, actor, case_id, HouseholdMove((farid,), False, JUNE, "Trennung"))
    change_custody(session, actor, case_id, CustodyChange(zahra, Custody.ALONE, JUNE, "Mutter"))
    lines = {(row.title, row.detail) for row in timeline(session, actor, case_id).rows if row.day == JUNE}
    assert lines == {("zieht aus", "Trennung"), ("Sorgerecht: allein", "Mutter")}


def test_talks_with_those_who_leave_alone_go_along_and_shared_ones_stay(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    """DS-05: after a parting nobody of the former family reads along what was said to the other one alone."""
    case_id, (maryam, farid, _) = family
    alone, shared, other = (
        add_talk(session, actor, TalkEntry((case_id,), TODAY, who, content=words), follow_ups=(FollowUp(words),),
                 private_note=note).made or 0
        for who, words, note in (((maryam,), "Frauenhaus angefragt", "sehr belastet"), ((maryam, farid), "Kita", ""),
                                 ((farid,), "Führerschein", ""))
    )  # fmt: skip
    fresh = split_off(session, actor, case_id, (maryam,), Split(reason="Trennung")).made or 0
    assert [row.id for row in list_talks(session, actor, fresh)] == [alone]
    assert {row.id for row in list_talks(session, actor, case_id)} == {shared, other}
    assert "Frauenhaus angefragt" in {task.title for task in tasks_of_case(session, actor, fresh)}
    assert "Frauenhaus angefragt" not in {task.title for task in tasks_of_case(session, actor, case_id)}
    assert [note.talk_id for note in own_private_notes(session, actor, fresh)] == [alone]
    assert [hit.case_id for hit in search_vault(session, actor, "frauenhaus").texts] == [fresh]


def test_a_talk_of_several_files_goes_along_from_the_former_one_only(
    session: Session, actor: Actor, family: tuple[int, tuple[int, int, int]]
) -> None:
    case_id, (maryam, _, _) = family
    neighbour = enter_person_case(session, actor, PersonFacts("Habte")).made or 0
    (beside,) = (member.person.id for member in case_head(session, actor, neighbour).members)
    group = TalkEntry((case_id, neighbour), TODAY, (maryam, beside), TalkKind.GROUP, group_title="Energie")
    talk = add_talk(session, actor, group).made or 0
    fresh = split_off(session, actor, case_id, (maryam,)).made or 0
    assert [row.id for row in list_talks(session, actor, fresh)] == [talk]
    assert [row.id for row in list_talks(session, actor, neighbour)] == [talk]
    assert list_talks(session, actor, case_id) == ()


def test_what_was_said_before_the_families_were_put_together_goes_along_too(session: Session, actor: Actor) -> None:
    files = tuple(enter_person_case(session, actor, PersonFacts("Ahmadi", given)).made or 0 for given in ("M.", "F."))
    persons = [case_head(session, actor, file).members[0].person.id for file in files]
    talk = add_talk(session, actor, TalkEntry(files[:1], TODAY, (persons[0],), content="allein besprochen")).made
    both = put_together(session, actor, files).made or 0
    assert [row.id for row in list_talks(session, actor, both)] == [talk]
    fresh = split_off(session, actor, both, (persons[0],)).made or 0
    assert [row.id for row in list_talks(session, actor, fresh)] == [talk]
    assert list_talks(session, actor, both) == ()
