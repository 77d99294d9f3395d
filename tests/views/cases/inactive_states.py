"""The page of files without contact as the page walk looks at it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.casework.cases.cases import enter_person_case
from desktop.casework.cases.inactive_cases import Decision
from desktop.casework.people.people import PersonFacts
from desktop.casework.rights import Actor
from desktop.clock import fixed, today
from desktop.views.cases.inactive_form import InactiveForm
from desktop.views.cases.inactive_page import InactivePage
from tests.casework.deadlines.due_samples import plan_in_force
from tests.views.cases import case_samples

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def silent_files(session: Session, actor: Actor) -> tuple[int, ...]:
    """Three files, nobody spoken to."""
    names = ("Habte", case_samples.LONG_FAMILY, "Noor")
    return tuple(enter_person_case(session, actor, PersonFacts(name, "F")).made or 0 for name in names)


def at_nothing(stage: Stage) -> InactivePage:
    """Everybody was spoken to."""
    page = InactivePage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_list(stage: Stage) -> InactivePage:
    """Three files opened long ago, one of them with a plan; two are marked."""
    with fixed(today() - dt.timedelta(days=200)), stage.vault.session() as session:
        plan_in_force(session, silent_files(session, stage.work.actor)[1], None)
    page = InactivePage(stage.work, stage.drafts, stage.places)
    page.show_target()
    page.table.view.selectAll()
    return page


def at_form(stage: Stage) -> InactivePage:
    """The form that ends all of them."""
    page = at_list(stage)
    page.decide()
    form = page.drawer.content()
    assert isinstance(form, InactiveForm)
    form.field("decision").set_value(Decision.CLOSE)
    form.field("decision").changed.emit()
    return page
