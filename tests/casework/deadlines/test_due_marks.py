"""Deciding about a date, taking it back, and whose line it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from desktop.casework.changes import Kind
from desktop.casework.deadlines.choices import due_settings, save_due_settings
from desktop.casework.deadlines.marks import DueKey, hand_over, mark_done, move_deadline, undo_mark
from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.casework.deadlines.rules import RuleChoice
from desktop.casework.deadlines.today import today_view
from desktop.casework.rights import Actor
from desktop.clock import add_months, fixed
from desktop.errors import CaseworkError
from desktop.records.appointments import Appointment
from desktop.records.care import Absence, CaseStandIn
from desktop.records.people import Person
from tests.casework.deadlines.due_samples import DAY, case_of, colleague, family_of, lines, put

TODAY = dt.date(2026, 11, 22)
RULE = "travel_document"
pytestmark = pytest.mark.usefixtures("fixed_clock")


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    """A case whose only date is today's."""
    return case_of(session, actor, travel_document_until=TODAY)[0]


def key_of(line: DueRow) -> DueKey:
    return DueKey(line.rule, line.subjects, line.mark_day, line.case_id)


def only(session: Session, actor: Actor, rule: str = RULE) -> DueRow:
    (line,) = lines(session, actor, rule)
    return line


def test_what_is_done_is_gone_and_comes_back_when_that_is_taken_back(
    session: Session, actor: Actor, case_id: int
) -> None:
    before = only(session, actor)
    changes = mark_done(session, actor, key_of(before))
    assert changes.touches(Kind.DEADLINE)
    assert changes.touches(Kind.CASE, case_id)
    assert lines(session, actor, RULE) == []
    undo_mark(session, actor, key_of(before))
    assert only(session, actor) == before


def test_a_line_of_a_family_is_done_for_everybody_in_it(session: Session, actor: Actor) -> None:
    family_of(session, actor, "Maryam", "Farid", travel_document_until=TODAY)
    mark_done(session, actor, key_of(only(session, actor)))
    assert lines(session, actor, RULE) == []


def test_a_new_day_of_the_rule_is_a_new_date(session: Session, actor: Actor, case_id: int) -> None:
    mark_done(session, actor, key_of(only(session, actor)))
    with session.begin():
        session.connection(execution_options={"writing": True})
        session.execute(update(Person).values(travel_document_until=TODAY + 5 * DAY))
    assert only(session, actor).due_on == TODAY + 5 * DAY


def test_what_reminds_several_times_comes_up_again_at_the_next_reminder(session: Session, actor: Actor) -> None:
    end = TODAY + 170 * DAY
    case_of(session, actor, assigned_on=add_months(end + DAY, -36))
    mark_done(session, actor, key_of(only(session, actor, "regular_end")))
    shown = {}
    for left in (170, 92, 91, 31, 30):
        with fixed(end - left * DAY):
            shown[left] = bool(lines(session, actor, "regular_end"))
    assert shown == {170: False, 92: False, 91: True, 31: True, 30: True}


def test_a_moved_date_rests_and_stands_under_its_new_day(session: Session, actor: Actor, case_id: int) -> None:
    move_deadline(session, actor, key_of(only(session, actor)), TODAY + 30 * DAY, "Botschaft schließt")
    assert lines(session, actor, RULE) == []
    with fixed(TODAY + 16 * DAY):
        line = only(session, actor)
    assert (line.shown_on, line.due_on, line.group, line.moved) == (TODAY + 30 * DAY, TODAY, DueGroup.SOON, True)


def test_moving_needs_a_reason_and_a_day_to_come(session: Session, actor: Actor, case_id: int) -> None:
    key = key_of(only(session, actor))
    for day, reason, said in ((TODAY, "später", "in der Zukunft"), (TODAY + DAY, " ", "begründen")):
        with pytest.raises(CaseworkError, match=said):
            move_deadline(session, actor, key, day, reason)
    assert not only(session, actor).moved


def test_what_is_handed_over_is_the_other_ones_line(session: Session, actor: Actor, case_id: int) -> None:
    other = colleague(session)
    key = key_of(only(session, actor))
    hand_over(session, actor, key, other.user_id)
    assert lines(session, actor, RULE) == []
    assert only(session, other).user == "Jonas Weber"
    (in_team,) = lines(session, actor, RULE, mine=False)
    assert not in_team.own
    move_deadline(session, other, key, TODAY + 3 * DAY, "Termin erst dann")
    assert only(session, other).shown_on == TODAY + 3 * DAY


def test_nobody_can_be_handed_a_date_who_is_not_there(session: Session, actor: Actor, case_id: int) -> None:
    with pytest.raises(CaseworkError, match="wer es übernimmt"):
        hand_over(session, actor, key_of(only(session, actor)), 4711)


def test_a_rule_that_does_not_exist_cannot_be_marked(session: Session, actor: Actor) -> None:
    with pytest.raises(CaseworkError, match="gibt es nicht mehr"):
        mark_done(session, actor, DueKey("unbekannt", (1,), TODAY))


def test_a_stand_in_sees_the_line_for_as_long_as_it_lasts(session: Session, actor: Actor, case_id: int) -> None:
    case, person = CaseStandIn, Absence
    one, all_, none = colleague(session, "Eine"), colleague(session, "Alle"), colleague(session, "Niemand")
    put(
        session,
        case(case_id=case_id, user_id=one.user_id, since=TODAY - DAY, until=TODAY),
        person(user_id=actor.user_id, deputy_id=all_.user_id, since=TODAY, until=TODAY + DAY),
    )
    assert [len(lines(session, who, RULE)) for who in (actor, one, all_, none)] == [1, 1, 1, 0]
    with fixed(TODAY + 2 * DAY):
        assert [len(lines(session, who, RULE)) for who in (actor, one, all_)] == [1, 0, 0]


def test_a_case_of_nobody_is_everybodys(session: Session, actor: Actor) -> None:
    case_of(session, None, travel_document_until=TODAY)
    assert only(session, actor).own
    assert only(session, colleague(session)).own


def test_the_office_switches_a_rule_off_and_changes_its_days(session: Session, actor: Actor, case_id: int) -> None:
    def choose(**fields: object) -> None:
        settings = due_settings(session, actor)
        choices = tuple(
            RuleChoice(rule.key, rule.active, rule.lead_days, rule.after_days, rule.day) for rule in settings.rules
        )
        chosen = tuple(replace(c, **fields) if c.key == RULE else c for c in choices)  # type: ignore[arg-type]
        save_due_settings(session, actor, chosen, {"no_contact": 60}, False)

    choose(active=False)
    assert lines(session, actor, RULE) == []
    choose(active=True, lead_days=(5,))
    with fixed(TODAY - 6 * DAY):
        assert lines(session, actor, RULE) == []
    with fixed(TODAY - 5 * DAY):
        assert len(lines(session, actor, RULE)) == 1
    settings = due_settings(session, actor)
    assert (settings.list_days, settings.names_on_paper) == ({"no_contact": 60}, False)


@pytest.mark.parametrize("choice", [
    RuleChoice(RULE, True, ()), RuleChoice(RULE, True, (-1,)), RuleChoice(RULE, True, (5000,)),
    RuleChoice("figures_county", True, (30,), (), "31.02."), RuleChoice("gibt_es_nicht", True, (1,)),
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused(session: Session, actor: Actor, choice: RuleChoice) -> None:
    with pytest.raises(CaseworkError):
        save_due_settings(session, actor, (choice,), {}, True)


def test_appointments_of_the_day_stand_by_their_time(session: Session, actor: Actor, case_id: int) -> None:
    for time, day in (("14:00", TODAY), ("09:00", TODAY), ("08:00", TODAY + DAY)):
        put(session, Appointment(uid=f"{time}{day}", on_date=day, start_time=time, minutes=30, title="Gespräch",
                                 case_id=case_id, user_id=actor.user_id))  # fmt: skip
    view = today_view(session, actor)
    assert [(line.start_time, line.case_title) for line in view.appointments] == [
        ("09:00", "Habte, Filmon"), ("14:00", "Habte, Filmon"),
    ]  # fmt: skip
    assert len(today_view(session, actor, until=TODAY + 6 * DAY).appointments) == 3
