"""The sheets to a volunteer about the own data as the page walk looks at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.volunteers.register.own_sheet_page import CONSENT, DATA, OwnSheetPage
from tests.views.volunteers.register.profile_states import enter_gerda

if TYPE_CHECKING:
    from tests.views.page_walk import Stage


def at_data_sheet(stage: Stage) -> OwnSheetPage:
    """What is kept about Gerda."""
    return _at(stage, DATA)


def at_consent_sheet(stage: Stage) -> OwnSheetPage:
    """The consent for Gerda to sign."""
    return _at(stage, CONSENT)


def _at(stage: Stage, sheet: str) -> OwnSheetPage:
    with stage.vault.session() as session:
        gerda = enter_gerda(session, stage.work.actor)
    page = OwnSheetPage(stage.work)
    page.show_target(gerda, sheet)
    return page
