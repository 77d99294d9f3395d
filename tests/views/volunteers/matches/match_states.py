"""Matches as the page walk looks at them. All people are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.matches.match_life import end_match
from desktop.casework.volunteers.matches.match_rows import Ending
from desktop.casework.volunteers.matches.matches import match_detail, suggest
from desktop.clock import today
from desktop.records.people import Person
from desktop.views.volunteers.matches.match_sheet_page import MeetingSheetPage, VolunteerSheetPage
from desktop.views.volunteers.matches.matches_page import MatchesPage
from desktop.views.volunteers.matches.volunteer_matches_page import VolunteerMatchesPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import Activity, MatchEnd
from tests.casework.volunteers.matches.match_samples import (
    CHILD,
    REASONS,
    THURSDAY,
    add_case,
    add_need,
    add_volunteer,
    agreed,
    met,
    running,
    suggested,
)

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def six_matches(session: Session, actor: Actor) -> list[int]:
    """Suggested, agreed, on trial with a child by now, running, running elsewhere, ended; the first three by Gerda."""
    fresh, both, trying, active, ended = (suggested(session, actor) for _ in range(5))
    agreed(session, actor, both)
    met(session, actor, trying)
    running(session, actor, active)
    end_match(session, actor, ended, Ending(today(), MatchEnd.MOVED_AWAY, "nach Ulm gezogen"))
    case_id, person_id = add_case(session, actor, "Selamawit", "Habtemariam-Tesfamichael")
    hans = add_volunteer(session, family_name="Maier-Leutheusser", given_names="Hans-Joachim", most_matches=2)
    need = add_need(session, case_id, person_id, activity=Activity.OFFICES, task="Zum Jobcenter begleiten")
    other = suggest(session, actor, need, hans, REASONS).made or 0
    running(session, actor, other, (THURSDAY,))
    person = match_detail(session, actor, trying).consents[0].person_id
    session.connection(execution_options={"writing": True})
    session.get_one(Person, person).birth_date = CHILD
    session.commit()
    return [fresh, both, trying, active, other, ended]


def page_with(stage: Stage, place: int | None) -> MatchesPage:
    """The page; with `place` one of the six matches chosen."""
    with stage.vault.session() as session:
        made = six_matches(session, stage.work.actor)
    page = MatchesPage(stage.work, stage.drafts, stage.places)
    page.show_target(*(() if place is None else (made[place],)))
    return page


def at_no_matches(stage: Stage) -> MatchesPage:
    page = MatchesPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_matches(stage: Stage) -> MatchesPage:
    return page_with(stage, None)


def at_match_to_watch(stage: Stage) -> MatchesPage:
    return page_with(stage, 2)


def at_running_match(stage: Stage) -> MatchesPage:
    return page_with(stage, 3)


def at_ended_match(stage: Stage) -> MatchesPage:
    return page_with(stage, 5)


def at_consent(stage: Stage) -> MatchesPage:
    page = page_with(stage, 0)
    page.card.consent()
    return page


def at_agreement(stage: Stage) -> MatchesPage:
    """The child's file was put right: the agreement may be signed again."""
    with stage.vault.session() as session:
        match_id = suggested(session, stage.work.actor)
        met(session, stage.work.actor, match_id)
    page = MatchesPage(stage.work, stage.drafts, stage.places)
    page.show_target(match_id)
    page.card.open_next()
    return page


def at_end(stage: Stage) -> MatchesPage:
    page = page_with(stage, 3)
    page.card.end()
    return page


def at_check_in(stage: Stage) -> MatchesPage:
    page = page_with(stage, 3)
    page.card.check_in()
    return page


def at_file(stage: Stage) -> VolunteerMatchesPage:
    """In the file of who accompanies somebody."""
    with stage.vault.session() as session:
        made = six_matches(session, stage.work.actor)
        volunteer_id = match_detail(session, stage.work.actor, made[3]).row.volunteer_id
    return VolunteerMatchesPage(VolunteerFilePage(stage.work, volunteer_id, stage.places, stage.drafts))


def at_volunteer_sheet(stage: Stage) -> VolunteerSheetPage:
    page = VolunteerSheetPage(stage.work)
    page.show_target(_running_match(stage))
    return page


def at_meeting_sheet(stage: Stage) -> MeetingSheetPage:
    page = MeetingSheetPage(stage.work)
    page.show_target(_running_match(stage))
    return page


def _running_match(stage: Stage) -> int:
    with stage.vault.session() as session:
        match_id = suggested(session, stage.work.actor)
        running(session, stage.work.actor, match_id)
    return match_id
