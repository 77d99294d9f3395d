"""The sheet with the reasons of a match as the page walk looks at it. All people are invented."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.matches.match_rows import Reasons
from desktop.clock import today
from desktop.models.work import Work
from desktop.records.volunteer_matches import MatchStep, VolunteerMatch, VolunteerNeed
from desktop.records.volunteers import Volunteer
from desktop.views.volunteers.matches.match_reasons_page import MatchReasonsPage
from desktop.volunteer_terms import Activity, MatchStage, VolunteerStatus
from tests.casework.deadlines.due_samples import case_of, put

REASONS = Reasons(83, ("Sprache: spricht Arabisch (fließend)",), ("Ort: gebraucht in Altdorf, ohne Auto",),
                  ("Erfahrung: ob schon einmal gemacht, ist nicht eingetragen",))  # fmt: skip


class Offers(Protocol):
    """What pages are made from; the stage of the walk has it."""

    work: Work


def suggested_match(work: Work) -> int:
    """Gerda Weiß for Filmon, suggested today."""
    with work.store.session() as session:
        case_id, person_id = case_of(session, work.actor)
        need = VolunteerNeed(case_id=case_id, person_id=person_id, activity=Activity.EVERYDAY, task="Briefe lesen",
                             reported_on=today() - dt.timedelta(days=20))  # fmt: skip
        gerda = Volunteer(family_name="Weiß", given_names="Gerda", status=VolunteerStatus.READY, status_since=today())
        put(session, need, gerda)
        step = MatchStep(stage=MatchStage.SUGGESTED, on_date=today(), created_by=work.actor.user_id)
        match = VolunteerMatch(need_id=need.id, volunteer_id=gerda.id, reasons=REASONS.columns(), steps=[step])
        put(session, match)
        return match.id


def at_sheet(stage: Offers) -> QWidget:
    page = MatchReasonsPage(stage.work)
    page.show_target(suggested_match(stage.work))
    return page
