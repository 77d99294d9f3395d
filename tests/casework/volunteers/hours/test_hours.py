"""Hours of volunteers: what is kept, what is refused, what is only remarked, and who may see what (domain 6.3)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.hours import (
    add_hours,
    check_hours,
    delete_hours,
    edit_hours,
    put_cells,
    restore_hours,
)
from desktop.casework.volunteers.hours.hours_lists import hours_choices, list_hours, month_grid
from desktop.casework.volunteers.hours.hours_rows import CellEdit, HoursEntry, HoursRow
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.volunteer_terms import Activity, Allowance, MatchStage
from tests.casework.deadlines.due_samples import put
from tests.casework.volunteers.hours.hours_samples import (
    SINCE,
    TODAY,
    Helper,
    coordinator,
    family_match,
    helper,
    kept_hours,
    match_of,
    volunteer,
)

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)
NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture
def gerda(session: Session, actor: Actor) -> Helper:
    return helper(session, actor)


def rows(session: Session, actor: Actor, one: Helper) -> tuple[HoursRow, ...]:
    return list_hours(session, actor, one.volunteer_id, dt.date(2000, 1, 1), TODAY)


def entry(one: Helper, **facts: Any) -> HoursEntry:
    return replace(HoursEntry(one.volunteer_id, TODAY, 90, match_id=one.match_id), **facts)


def test_an_entry_takes_its_activity_from_the_match(session: Session, actor: Actor, gerda: Helper) -> None:
    made = add_hours(session, actor, entry(gerda, metres=12_400, expenses_cents=350, note="Bus\x00 hin\u202e")).made
    (row,) = rows(session, actor, gerda)
    assert (row.id, row.activity, row.match) == (made, Activity.LANGUAGE, "Habte, Filmon")
    assert row.entry == entry(gerda, activity=Activity.LANGUAGE, metres=12_400, expenses_cents=350, note="Bus hin")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on_date": TODAY + DAY}, "on_date"), ({"on_date": dt.date(1026, 11, 22)}, "on_date"),
        ({"minutes": -1}, "minutes"), ({"minutes": 25 * 60}, "minutes"), ({"minutes": 0}, "minutes"),
        ({"metres": -1}, "metres"), ({"metres": 3_000_000}, "metres"), ({"expenses_cents": -1}, "expenses_cents"),
        ({"allowance_cents": -1}, "allowance_cents"), ({"match_id": None}, "activity"),
        ({"match_id": 4711}, "match_id"), ({"note": "x" * 501}, "note"),
        ({"allowance_cents": 100, "allowance": Allowance.EXPENSES}, "allowance"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_input(
    session: Session, actor: Actor, gerda: Helper, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(CaseworkError) as refused:
        add_hours(session, actor, entry(gerda, **wrong))
    assert refused.value.field == field
    assert rows(session, actor, gerda) == ()


def test_a_day_never_has_25_hours_over_all_entries(session: Session, actor: Actor, gerda: Helper) -> None:
    first = add_hours(session, actor, entry(gerda, minutes=20 * 60)).made or 0
    add_hours(session, actor, entry(gerda, minutes=4 * 60, match_id=None, activity=Activity.CAFE))
    with pytest.raises(CaseworkError, match=r"Am 22\.11\.2026 wären es 24:01 Stunden; ein Tag hat 24"):
        add_hours(session, actor, entry(gerda, minutes=1))
    with pytest.raises(CaseworkError, match="ein Tag hat 24"):
        edit_hours(session, actor, first, entry(gerda, minutes=21 * 60), 1)
    assert sum(row.entry.minutes for row in rows(session, actor, gerda)) == 24 * 60


def test_the_match_of_somebody_else_is_refused(session: Session, actor: Actor, gerda: Helper) -> None:
    other = volunteer(session, "Brand", "Uwe")
    with pytest.raises(CaseworkError, match="gehört nicht zu dieser Person"):
        add_hours(session, actor, entry(gerda, volunteer_id=other))


def test_hours_outside_the_ehrenamt_are_remarked_and_kept(session: Session, actor: Actor, gerda: Helper) -> None:
    early = entry(gerda, on_date=SINCE - DAY)
    notes = check_hours(session, actor, early).notes
    assert notes == (
        "Das liegt vor dem Beginn des Ehrenamts am 01.03.2026.", "Das liegt vor dem Kennenlernen am 01.03.2026.",
    )  # fmt: skip
    assert add_hours(session, actor, early).made
    assert check_hours(session, actor, entry(gerda)).notes == ()


def test_an_ended_match_is_remarked(session: Session, actor: Actor, gerda: Helper) -> None:
    over = match_of(session, gerda.volunteer_id, gerda.case_id, stage=MatchStage.ENDED, ended_on=TODAY - DAY)
    assert check_hours(session, actor, entry(gerda, match_id=over)).notes == (
        "Diese Begleitung endete am 21.11.2026.",
    )  # fmt: skip
    assert check_hours(session, actor, entry(gerda, match_id=over, on_date=TODAY - DAY)).notes == ()


def test_the_same_entry_twice_is_noticed(session: Session, actor: Actor, gerda: Helper) -> None:
    made = add_hours(session, actor, entry(gerda)).made or 0
    assert check_hours(session, actor, entry(gerda), made).notes == ()
    assert "doppelt" in check_hours(session, actor, entry(gerda)).notes[0]
    assert check_hours(session, actor, entry(gerda, minutes=60)).notes == ()
    add_hours(session, actor, entry(gerda, match_id=None, activity=Activity.CAFE))
    assert "doppelt" in check_hours(session, actor, entry(gerda, match_id=None, activity=Activity.CAFE)).notes[0]


def test_money_is_counted_against_the_limit_before_it_is_kept(session: Session, actor: Actor, gerda: Helper) -> None:
    put(session, kept_hours(gerda.volunteer_id, TODAY - DAY, 60, allowance_cents=900_00, allowance=Allowance.VOLUNTEER))
    put(session, kept_hours(gerda.volunteer_id, dt.date(2025, 12, 31), 60, allowance_cents=800_00,
                            allowance=Allowance.VOLUNTEER))  # fmt: skip
    paid = entry(gerda, allowance_cents=100_00)
    before = check_hours(session, actor, paid)
    assert [row.spent for row in before.allowances] == [1000_00]
    assert "40,00 € zu viel" in before.notes[-1]
    made = add_hours(session, actor, paid).made or 0
    assert check_hours(session, actor, paid, made).notes == before.notes
    assert check_hours(session, actor, entry(gerda, minutes=60, expenses_cents=5000_00)).notes == ()


def test_money_needs_to_say_as_what_it_is_paid(session: Session, actor: Actor) -> None:
    one = helper(session, actor, allowance=Allowance.EXPENSES)
    with pytest.raises(CaseworkError, match="als welche Pauschale") as refused:
        add_hours(session, actor, entry(one, allowance_cents=100))
    assert refused.value.field == "allowance"
    add_hours(session, actor, entry(one, allowance_cents=100, allowance=Allowance.TRAINER))
    assert rows(session, actor, one)[0].entry.allowance is Allowance.TRAINER


def test_an_entry_somebody_else_changed_is_not_overwritten(session: Session, actor: Actor, gerda: Helper) -> None:
    made = add_hours(session, actor, entry(gerda)).made or 0
    edit_hours(session, actor, made, entry(gerda, minutes=60), 1)
    with pytest.raises(ChangedMeanwhileError):
        edit_hours(session, actor, made, entry(gerda, minutes=30), 1)
    assert rows(session, actor, gerda)[0].entry.minutes == 60


def test_deleted_entries_come_back_as_they_were(session: Session, actor: Actor, gerda: Helper) -> None:
    ids = tuple(
        add_hours(session, actor, entry(gerda, minutes=minutes, allowance_cents=500, note="Café")).made or 0
        for minutes in (30, 45)
    )
    before = rows(session, actor, gerda)
    delete_hours(session, actor, ids)
    assert rows(session, actor, gerda) == ()
    restore_hours(session, actor, tuple(row.entry for row in before))
    assert {row.entry for row in rows(session, actor, gerda)} == {row.entry for row in before}


def cell(one: Helper, minutes: int, before: int = 0, on_date: dt.date = TODAY) -> CellEdit:
    return CellEdit(on_date, Activity.LANGUAGE, one.match_id, minutes, before)


def test_the_grid_has_matches_first_then_own_activities(session: Session, actor: Actor, gerda: Helper) -> None:
    family_match(session, actor, gerda.volunteer_id)
    match_of(session, gerda.volunteer_id, gerda.case_id, stage=MatchStage.SUGGESTED)
    match_of(session, gerda.volunteer_id, gerda.case_id, stage=MatchStage.ENDED, ended_on=dt.date(2026, 10, 31))
    grid = month_grid(session, actor, gerda.volunteer_id, NOVEMBER)
    assert [column.label for column in grid.columns] == [
        "Habte, Filmon · Sprachpatenschaft", "Familie Ahmadi, 2 Personen · Alltagsbegleitung", "Begegnungscafé",
    ]  # fmt: skip
    assert (grid.days, grid.name) == (30, "Weiß, Gerda")


def test_without_the_right_to_read_cases_only_given_names_show(session: Session, actor: Actor, gerda: Helper) -> None:
    family_match(session, actor, gerda.volunteer_id)
    add_hours(session, actor, entry(gerda))
    colleague = coordinator(actor)
    grid = month_grid(session, colleague, gerda.volunteer_id, NOVEMBER)
    choices = hours_choices(session, colleague, gerda.volunteer_id, TODAY)
    told = repr((grid, choices, rows(session, colleague, gerda)))
    assert "Filmon" in told
    assert "Habte" not in told
    assert "Ahmadi" not in told


def test_cells_are_kept_changed_and_emptied(session: Session, actor: Actor, gerda: Helper) -> None:
    cafe = CellEdit(TODAY, Activity.CAFE, None, 45, 0)
    put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 90), cafe))
    grid = month_grid(session, actor, gerda.volunteer_id, NOVEMBER)
    assert {key: found.minutes for key, found in grid.cells.items()} == {
        (22, (gerda.match_id, Activity.LANGUAGE)): 90, (22, (None, Activity.CAFE)): 45,
    }  # fmt: skip
    put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 60, 90), replace(cafe, minutes=0, before=45)))
    (row,) = rows(session, actor, gerda)
    assert (row.entry.minutes, row.row_version) == (60, 2)


def test_an_emptied_cell_keeps_money_and_way(session: Session, actor: Actor, gerda: Helper) -> None:
    add_hours(session, actor, entry(gerda, metres=5000))
    put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 0, 90),))
    assert [(row.entry.minutes, row.entry.metres) for row in rows(session, actor, gerda)] == [(0, 5000)]


def test_a_cell_changed_meanwhile_or_with_several_entries_is_left_alone(
    session: Session, actor: Actor, gerda: Helper
) -> None:
    add_hours(session, actor, entry(gerda))
    with pytest.raises(ChangedMeanwhileError):
        put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 30, 0),))
    add_hours(session, actor, entry(gerda, minutes=15))
    with pytest.raises(CaseworkError, match="mehrere Einträge"):
        put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 30, 105),))
    assert sorted(row.entry.minutes for row in rows(session, actor, gerda)) == [15, 90]


@pytest.mark.parametrize(
    ("minutes", "on_date"), [(24 * 60 + 1, TODAY), (-5, TODAY), (60, TODAY + DAY), (60, dt.date(1026, 11, 22))]
)
def test_cells_are_kept_all_or_none(
    session: Session, actor: Actor, gerda: Helper, minutes: int, on_date: dt.date
) -> None:
    good, wrong = cell(gerda, 60, on_date=TODAY - DAY), cell(gerda, minutes, on_date=on_date)
    with pytest.raises(CaseworkError):
        put_cells(session, actor, gerda.volunteer_id, (good, wrong))
    assert rows(session, actor, gerda) == ()


def test_cells_of_one_day_share_its_24_hours(session: Session, actor: Actor, gerda: Helper) -> None:
    cafe = CellEdit(TODAY, Activity.CAFE, None, 13 * 60, 0)
    with pytest.raises(CaseworkError, match="wären es 25:00 Stunden"):
        put_cells(session, actor, gerda.volunteer_id, (cell(gerda, 12 * 60), cafe))
    assert rows(session, actor, gerda) == ()
