"""Co-workers of a case: entered, kept right, ended with history, taken back, in the Verlauf, gone with the case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import clock
from desktop.casework.access.access_log import AccessFilter, list_access
from desktop.casework.access.users import add_user, deactivate_user
from desktop.casework.cases.case_team import (
    TeamEntry,
    TeamRow,
    add_to_team,
    edit_team_member,
    end_team_member,
    list_team,
    take_back_end,
    take_out_of_team,
)
from desktop.casework.cases.cases import case_head
from desktop.casework.cases.overview import case_overview
from desktop.casework.deletion.deletion import delete_case
from desktop.casework.export import export_all
from desktop.casework.people.families import put_together
from desktop.casework.rights import Actor
from desktop.casework.timeline.timeline import timeline
from desktop.casework.timeline.timeline_sources import Happening
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.records.care import CaseTeamMember
from tests.conftest import TODAY
from tests.views.cases import case_samples

pytestmark = pytest.mark.usefixtures("fixed_clock")
DAY = dt.timedelta(days=1)
SCHOOL = TeamEntry(
    "Schulsozialarbeit", TODAY, name="Ines Roth", organisation="Talschule", phone="07000 123", note="nur dienstags"
)


@pytest.fixture
def jonas(session: Session, actor: Actor) -> int:
    return add_user(session, actor, "Jonas Weiß").made or 0


@pytest.fixture
def case_id(session: Session, actor: Actor) -> int:
    return case_samples.single(session, actor)


@pytest.fixture
def ines(session: Session, actor: Actor, case_id: int) -> int:
    return add_to_team(session, actor, case_id, SCHOOL).made or 0


def team(session: Session, actor: Actor, case_id: int) -> dict[str, TeamRow]:
    return {row.words: row for row in list_team(session, actor, case_id)}


def told(session: Session, actor: Actor, case_id: int) -> list[tuple[Happening, dt.date, str, str]]:
    chosen = frozenset({Happening.TEAM, Happening.TEAM_OVER})
    rows = timeline(session, actor, case_id, chosen).rows
    return sorted((row.kind, row.day, row.title, row.detail) for row in rows)


def test_users_and_others_work_on_a_case_side_by_side(
    session: Session, actor: Actor, case_id: int, ines: int, jonas: int
) -> None:
    add_to_team(session, actor, case_id, TeamEntry("Kollege", TODAY, jonas))
    add_to_team(session, actor, case_id, TeamEntry("Patin", TODAY, name="  Eva\u200b  Lang "))
    rows = team(session, actor, case_id)
    assert list(rows) == ["Ines Roth (Schulsozialarbeit, Talschule)", "Jonas Weiß (Kollege)", "Eva Lang (Patin)"]
    assert rows["Ines Roth (Schulsozialarbeit, Talschule)"].entry == SCHOOL
    assert rows["Jonas Weiß (Kollege)"].entry.user_id == jonas
    minute = case_overview(session, actor, case_id).minute
    assert [row.words for row in minute.team] == list(rows)


def test_contact_and_note_are_kept_right_in_place(session: Session, actor: Actor, case_id: int, ines: int) -> None:
    with clock.fixed(TODAY + 9 * DAY):
        row = list_team(session, actor, case_id)[0]
        edit_team_member(session, actor, ines, replace(row.entry, phone="07000 9", email="roth@example.org"), 1)
        assert [(row.id, row.contact, row.entry.until) for row in list_team(session, actor, case_id)] == [
            (ines, "07000 9 · roth@example.org", None)
        ]
        with pytest.raises(ChangedMeanwhileError):
            edit_team_member(session, actor, ines, SCHOOL, 1)


def test_another_role_ends_the_former_entry_and_begins_a_new_one(
    session: Session, actor: Actor, case_id: int, ines: int
) -> None:
    later = TODAY + 30 * DAY
    with clock.fixed(later):
        fresh = edit_team_member(session, actor, ines, replace(SCHOOL, role="Vormundin"), 1).made
        rows = team(session, actor, case_id)
    former, present = rows["Ines Roth (Schulsozialarbeit, Talschule)"], rows["Ines Roth (Vormundin, Talschule)"]
    assert (former.id, former.entry.since, former.entry.until) == (ines, TODAY, later)
    assert (present.id, present.entry.since, present.entry.until) == (fresh, later, None)


def test_on_the_day_of_the_entry_everything_is_a_correction(
    session: Session, actor: Actor, case_id: int, ines: int
) -> None:
    entry = replace(SCHOOL, name="Ines Rot", since=TODAY - 90 * DAY)
    edit_team_member(session, actor, ines, entry, 1)
    assert [row.entry for row in list_team(session, actor, case_id)] == [entry]
    with clock.fixed(TODAY + DAY), pytest.raises(CaseworkError, match="gehört schon zum Verlauf") as failed:
        edit_team_member(session, actor, ines, replace(entry, since=TODAY), 2)
    assert failed.value.field == "since"


def test_who_leaves_stays_in_the_history_and_the_end_can_be_taken_back(
    session: Session, actor: Actor, case_id: int, ines: int
) -> None:
    later = TODAY + 30 * DAY
    with clock.fixed(later):
        end_team_member(session, actor, ines)
        assert case_overview(session, actor, case_id).minute.team == ()
        assert [row.entry.until for row in list_team(session, actor, case_id)] == [later]
        with pytest.raises(CaseworkError, match="bleibt, wie sie war"):
            edit_team_member(session, actor, ines, SCHOOL, 2)
        with pytest.raises(CaseworkError, match="schon beendet"):
            end_team_member(session, actor, ines)
        assert told(session, actor, case_id) == [
            (Happening.TEAM, TODAY, "Ines Roth", "Schulsozialarbeit, Talschule"),
            (Happening.TEAM_OVER, later, "Ines Roth", "Schulsozialarbeit, Talschule"),
        ]
        take_back_end(session, actor, ines, None)
        assert [row.id for row in case_overview(session, actor, case_id).minute.team] == [ines]
        assert [kind for kind, *_rest in told(session, actor, case_id)] == [Happening.TEAM]


def test_an_agreed_end_is_no_event_before_its_day(session: Session, actor: Actor, case_id: int) -> None:
    add_to_team(session, actor, case_id, replace(SCHOOL, until=TODAY + DAY))
    assert [kind for kind, *_rest in told(session, actor, case_id)] == [Happening.TEAM]
    with clock.fixed(TODAY + DAY):
        assert len(told(session, actor, case_id)) == 2
        assert case_overview(session, actor, case_id).minute.team == ()


def test_an_entry_is_taken_back_on_its_day_only(session: Session, actor: Actor, case_id: int, ines: int) -> None:
    with clock.fixed(TODAY + DAY), pytest.raises(CaseworkError, match="Verlauf"):
        take_out_of_team(session, actor, ines)
    take_out_of_team(session, actor, ines)
    assert list_team(session, actor, case_id) == ()


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (TeamEntry("Patin", TODAY, name="  "), "name"),
        (TeamEntry("\u200b", TODAY, name="Eva Lang"), "role"),
        (SCHOOL, "role"),
        (replace(SCHOOL, since=TODAY + DAY), "role"),
    ],
)  # fmt: skip
def test_what_is_no_entry_is_refused(
    session: Session, actor: Actor, case_id: int, ines: int, entry: TeamEntry, field: str
) -> None:
    with pytest.raises(CaseworkError) as failed:
        add_to_team(session, actor, case_id, entry)
    assert failed.value.field == field
    assert [row.id for row in list_team(session, actor, case_id)] == [ines]


def test_a_colleague_who_left_the_vault_stays_but_is_not_entered_anew(
    session: Session, actor: Actor, case_id: int, jonas: int
) -> None:
    entry = TeamEntry("Kollege", TODAY, jonas)
    made = add_to_team(session, actor, case_id, entry).made or 0
    deactivate_user(session, actor, jonas)
    edit_team_member(session, actor, made, replace(entry, note="bis Ende des Jahres erreichbar"), 1)
    assert [row.entry.note for row in list_team(session, actor, case_id)] == ["bis Ende des Jahres erreichbar"]
    with pytest.raises(CaseworkError, match="nicht mehr mit dem Tresor"):
        add_to_team(session, actor, case_id, replace(entry, role="Vertrauter"))


def test_files_put_together_keep_everybody(session: Session, actor: Actor, case_id: int, ines: int) -> None:
    other = case_samples.family(session, actor, size=2)
    add_to_team(session, actor, other, TeamEntry("Patin", TODAY, name="Eva Lang"))
    kept = put_together(session, actor, (case_id, other)).made or 0
    assert set(team(session, actor, kept)) == {"Ines Roth (Schulsozialarbeit, Talschule)", "Eva Lang (Patin)"}
    assert len(session.scalars(select(CaseTeamMember)).all()) == 2


def test_it_is_in_the_export_and_goes_with_the_case(session: Session, actor: Actor, case_id: int, ines: int) -> None:
    rows = export_all(session, actor)["tables"]["case_team"]
    assert [(row["name"], row["role"], row["note"]) for row in rows] == [
        ("Ines Roth", "Schulsozialarbeit", "nur dienstags")
    ]
    delete_case(session, actor, case_id, case_head(session, actor, case_id).number)
    assert session.scalars(select(CaseTeamMember)).all() == []


def test_every_change_is_in_the_access_record(session: Session, actor: Actor, case_id: int, ines: int) -> None:
    edit_team_member(session, actor, ines, replace(SCHOOL, note="auch freitags"), 1)
    end_team_member(session, actor, ines)
    take_back_end(session, actor, ines, None)
    take_out_of_team(session, actor, ines)
    actions = [row.action for row in list_access(session, actor, AccessFilter())]
    assert [action for action in reversed(actions) if "itwirk" in action] == [
        "Mitwirkende eines Falls eingetragen", "Angaben zu Mitwirkenden geändert", "Mitwirkung an einem Fall beendet",
        "Ende einer Mitwirkung zurückgenommen", "Eintrag von Mitwirkenden zurückgenommen",
    ]
