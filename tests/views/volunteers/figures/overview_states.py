"""Overview of the Ehrenamt and list of thanks as the page walk looks at them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.records.volunteers import VolunteerGroup
from desktop.views.volunteers.figures.overview_page import OverviewPage
from desktop.views.volunteers.figures.thanks_form import ThankForm
from desktop.views.volunteers.figures.thanks_page import ThanksPage
from desktop.volunteer_terms import Activity, MatchStage, VolunteerStatus
from tests.casework.volunteers.figures.figure_samples import case, hours, match, need, put, volunteer
from tests.conftest import TODAY

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

DAY = dt.timedelta(days=1)


def small_register(session: Session, actor: Actor) -> tuple[int, ...]:
    """Three who gave hours, one who is only interested; two needs, one of them served."""
    case_id = case(session, actor)
    (group,) = put(session, VolunteerGroup(name="Helferkreis Altstadt und Weststadt"))
    ids = put(session,
              volunteer("Weiß", "de", "uk", given_names="Gerda", activities=["language", "cafe"], group_id=group,
                        active_since=dt.date(2015, 3, 1), phone="07000 6", most_matches=2),
              volunteer("Braun-Schwarzenberger", "de", given_names="Maximilian", activities=["rides", "job"],
                        email="maximilian.braun-schwarzenberger@example.org", organisation="Sportverein"),
              volunteer("Arslan", "tr", given_names="Deniz", activities=["learning"], status=VolunteerStatus.ACTIVE),
              volunteer("Neu", given_names="Ina", status=VolunteerStatus.INTEREST))  # fmt: skip
    open_need, served = put(session, need(case_id, Activity.RIDES, 1, languages=["fa"]),
                            need(case_id, Activity.LEARNING, 40))  # fmt: skip
    put(session, match(served, ids[2], MatchStage.ACTIVE, meeting_on=TODAY - 10 * DAY),
        match(open_need, ids[1], MatchStage.SUGGESTED),
        *(hours(id_, Activity.CAFE, TODAY - back * DAY, 75 + 40 * place)
          for place, id_ in enumerate(ids[:3]) for back in (0, 33, 70, 120)))  # fmt: skip
    return tuple(ids)


def at_empty_overview(stage: Stage) -> OverviewPage:
    """The first day."""
    page = OverviewPage(stage.work, stage.places)
    page.show_target()
    return page


def at_overview(stage: Stage) -> OverviewPage:
    """Numbers in every card."""
    with stage.vault.session() as session:
        small_register(session, stage.work.actor)
    return at_empty_overview(stage)


def at_thanks(stage: Stage) -> ThanksPage:
    """Three guests, one ticked."""
    with stage.vault.session() as session:
        small_register(session, stage.work.actor)
    page = ThanksPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    page.table.view.selectRow(0)
    page.turn()
    return page


def at_thank_form(stage: Stage) -> ThanksPage:
    """Day and occasion are asked for."""
    page = at_thanks(stage)
    page.thank()
    form = page.drawer.content()
    assert isinstance(form, ThankForm)
    return page
