"""The page of absences as the page walk looks at it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from desktop.casework.access.users import add_user
from desktop.casework.cases.stand_ins import HandOver, enter_absence
from desktop.clock import today
from desktop.views.absence.absence_page import AbsencePage
from tests.views.cases import case_samples

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_absences(stage: Stage) -> AbsencePage:
    """Petra Lang is away for two weeks."""
    with stage.vault.session() as session:
        actor = stage.work.actor
        case_samples.single(session, actor)
        case_samples.family(session, actor, size=2)
        jonas = add_user(session, actor, "Jonas Weiß-Öztürk").made or 0
        until = today() + dt.timedelta(days=14)
        enter_absence(session, actor, HandOver(actor.user_id, jonas, today(), until, "Bitte bei Habte anrufen"))
    page = AbsencePage(stage.work, stage.drafts)
    page.show_target()
    return page


def at_form(stage: Stage) -> AbsencePage:
    """The form with the cases it is about."""
    page = at_absences(stage)
    page.open_form()
    return page
