"""Musterlingen: every story becomes a file through the use cases."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from desktop.casework.case_list import list_cases
from desktop.casework.office import office_settings
from desktop.casework.plan_views import plan_view
from desktop.casework.rights import Actor
from desktop.commands.town.building import furnish_office, tell_stories
from desktop.commands.town.crowd import add_crowd
from desktop.commands.town.stories import stories
from desktop.terms import PRINT_LANGUAGES, PlanState

pytestmark = pytest.mark.usefixtures("fixed_clock")


def test_there_is_a_family_for_every_print_language() -> None:
    assert {story.language for story in stories()} == set(PRINT_LANGUAGES)


def test_every_story_becomes_a_file_with_its_plan(session: Session, actor: Actor) -> None:
    furnish_office(session, actor)
    built = tell_stories(session, actor)
    assert len(list_cases(session, actor)) == len(stories()) == len(built)
    states = {family.story.name: plan_view(session, actor, family.version_id).state
              for family in built if family.version_id}
    assert states["Ahmadi"] is PlanState.IN_FORCE
    assert states["Al-Khatib"] is PlanState.AGREEING
    assert states["Stanikzai"] is PlanState.DRAFT
    assert office_settings(session, actor).place == "Rathausplatz 1, Zimmer 12"


def test_a_plan_in_force_shows_what_was_done(session: Session, actor: Actor) -> None:
    ahmadi = tell_stories(session, actor)[0]
    view = plan_view(session, actor, ahmadi.version_id or 0)
    first = view.goals[0]
    assert (first.value_now, first.content.value_target) == (5, 8)
    assert first.measures[0].done_on is not None
    assert view.missing == ()


def test_a_crowd_of_any_size_comes_with_families_and_files(session: Session, actor: Actor) -> None:
    tell_stories(session, actor)
    before = list_cases(session, actor)
    add_crowd(session, actor, 500)
    rows = list_cases(session, actor)
    known = {row.id for row in before}
    crowd = [row for row in rows if row.id not in known]
    assert sum(row.persons for row in crowd) == 500
    assert any(row.persons > 2 for row in crowd)
    assert all(row.languages and row.place and row.period_end for row in crowd)
    assert [row for row in rows if row.id in known] == list(before)
