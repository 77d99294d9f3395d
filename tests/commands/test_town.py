"""Musterlingen: every story becomes a file through the use cases."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from sqlalchemy.orm import Session

from desktop.casework.attachments.attachment_content import read_attachment
from desktop.casework.attachments.attachments import list_attachments
from desktop.casework.cases.case_list import list_cases
from desktop.casework.cases.stand_ins import list_absences
from desktop.casework.deadlines.today import today_view
from desktop.casework.office import office_settings
from desktop.casework.plans.plan_views import plan_view
from desktop.casework.rights import Actor
from desktop.casework.talks.talk_views import list_talks
from desktop.casework.volunteers.figures.thanks_list import thanks_list
from desktop.casework.volunteers.figures.volunteer_figures import volunteer_figures
from desktop.casework.volunteers.matches.matches import list_matches
from desktop.clock import today
from desktop.commands.town.building import furnish_office, tell_stories
from desktop.commands.town.casework import COLLEAGUE, live, share_work
from desktop.commands.town.crowd import add_crowd
from desktop.commands.town.documents import file_documents, without_picture
from desktop.commands.town.stories import stories
from desktop.commands.town.volunteer_life import give_time
from desktop.commands.town.volunteers import volunteer_stories
from desktop.terms import PRINT_LANGUAGES, AttachmentKind, PlanState
from desktop.volunteer_terms import Activity, MatchStage, VolunteerStatus

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


def test_the_first_family_has_papers_that_say_that_they_are_made_up(session: Session, actor: Actor) -> None:
    built = tell_stories(session, actor)
    file_documents(session, actor, built, without_picture)
    rows = list_attachments(session, actor, built[0].case_id)
    assert {row.facts.title for row in rows} == {document.title for document in stories()[0].documents}
    assert [row.measure != "" for row in rows if row.facts.kind is AttachmentKind.REGISTRATION] == [True]
    content: list[bytes] = []
    read_attachment(session, actor, rows[0].id, content.append)
    with pypdfium2.PdfDocument(b"".join(content)) as pdf:
        assert len(pdf) == rows[0].pages
        assert all("frei erfunden" in page.get_textpage().get_text_range() for page in pdf)


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


def test_a_working_day_can_be_tried_out(session: Session, actor: Actor) -> None:
    built = {family.story.name: family for family in live(session, actor, tell_stories(session, actor))}
    first = list_talks(session, actor, built["Ahmadi"].case_id)
    assert len(first) == len(built["Ahmadi"].story.course.talks)
    assert plan_view(session, actor, built["Rostami"].version_id or 0).version == 3
    lines = today_view(session, actor).lines
    assert {"Überfällig", "Heute"} <= {line.group.value for line in lines}
    assert any(line.title == "Krippenplatz für Omid nachfragen" for line in lines)
    share_work(session, actor, tuple(built.values()))
    assert [row.name for row in list_absences(session, actor)] == [COLLEAGUE]


def test_the_ehrenamt_has_every_status_and_stage_and_a_lapsed_certificate(session: Session, actor: Actor) -> None:
    made = give_time(session, actor, tell_stories(session, actor))
    assert len(made.volunteers) == len(volunteer_stories().volunteers) >= 14
    figures = volunteer_figures(session, actor)
    assert all(number for _status, number in figures.statuses), "each status of the register is there"
    assert all(number for _stage, number in figures.stages), "each stage of a match is there"
    assert len(figures.statuses) == len(VolunteerStatus)
    assert figures.waiting > 3
    assert all(minutes for _month, minutes in figures.months[:-1])
    names = [row.name for row in thanks_list(session, actor, today().replace(month=1, day=1), today()).rows]
    assert {"Weiß, Gerda", "Schmid, Helga"} <= set(names)
    assert "Neumann, Peter" not in names
    rows = list_matches(session, actor)
    blocked = [row for row in rows if row.blocks and row.stage is MatchStage.ACTIVE]
    assert [(row.volunteer, row.activity) for row in blocked] == [("Keller, Thomas", Activity.LEARNING)]
    sound = next(row for row in rows if row.volunteer == "Hoffmann, Lena")
    assert (sound.stage, sound.activity, sound.blocks) == (MatchStage.ACTIVE, Activity.LEARNING, ())
    lines = today_view(session, actor).lines
    assert any("ohne gültiges Führungszeugnis" in line.title for line in lines)
