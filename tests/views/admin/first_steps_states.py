"""The first steps of new files as the page walk looks at them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.casework.cases.first_steps import FirstStep, Since, save_first_steps, shipped_first_steps
from desktop.views.admin.first_steps_page import FirstStepsPage

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_steps(stage: Stage) -> FirstStepsPage:
    """One of one's own, one switched off."""
    first, *others = shipped_first_steps()
    own = FirstStep("", "Schlüssel, Hausordnung und Abfallkalender übergeben", 1, Since.ASSIGNMENT)
    with stage.vault.session() as session:
        save_first_steps(session, stage.work.actor, (replace(first, active=False), *others, own))
    page = FirstStepsPage(stage.work, stage.drafts, stage.places)
    page.show_target()
    return page


def at_form(stage: Stage) -> FirstStepsPage:
    """The form for one more."""
    page = at_steps(stage)
    page.new_step()
    return page
