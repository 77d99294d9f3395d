"""Pages about hours and money of volunteers as the page walk looks at them. All fictional."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from desktop.casework.rights import Actor
from desktop.casework.volunteers.hours.allowances import money_settings
from desktop.clock import today
from desktop.views.volunteers.file_tabs import FileTab
from desktop.views.volunteers.hours.hours_page import HoursPage
from desktop.views.volunteers.hours.hours_sheet_page import HoursSheetPage
from desktop.views.volunteers.hours.money_settings_page import MoneySettingsPage
from desktop.views.volunteers.hours.volunteer_hours_page import VolunteerHoursPage
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import Activity, Allowance, VolunteerStatus
from tests.casework.deadlines.due_samples import put
from tests.casework.volunteers.hours.hours_samples import Helper, family_match, helper, kept_hours, volunteer

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

HOURS_TAB = (FileTab("hours", "Stunden", VolunteerHoursPage),)


def enter_hours(session: Session, actor: Actor) -> Helper:
    """Gerda with two matches and hours of this month and before; others with nothing, or with too much money."""
    one = helper(session, actor, family_name="Weiß-Öztürk")
    family = family_match(session, actor, one.volunteer_id)
    first = today().replace(day=1)
    put(
        session, kept_hours(one.volunteer_id, first, 90, match_id=one.match_id, metres=12_400, expenses_cents=350),
        kept_hours(one.volunteer_id, first, 45, match_id=family, activity=Activity.EVERYDAY),
        kept_hours(one.volunteer_id, first, 15, match_id=family, activity=Activity.EVERYDAY),
        kept_hours(one.volunteer_id, today(), 120, activity=Activity.CAFE, allowance_cents=20_00,
                   allowance=Allowance.VOLUNTEER, note="Kuchen und Kaffee für das Begegnungscafé im Gemeindehaus"),
        kept_hours(one.volunteer_id, today().replace(month=1, day=5), 60, allowance_cents=780_00,
                   allowance=Allowance.VOLUNTEER),
    )  # fmt: skip
    rich = volunteer(session, "Brand", "Uwe", allowance=Allowance.TRAINER)
    put(session, kept_hours(rich, first, 600, allowance_cents=3400_00, allowance=Allowance.TRAINER))
    volunteer(session, "Neumann-Schwarzenberger", "Anna-Katharina", status=VolunteerStatus.READY)
    return one


def file_of(stage: Stage, volunteer_id: int) -> VolunteerFilePage:
    """The file with the tab of hours alone."""
    file = VolunteerFilePage(stage.work, volunteer_id, stage.places, stage.drafts, HOURS_TAB)
    file.show_page("hours")
    return file


def hours_of(file: VolunteerFilePage) -> VolunteerHoursPage:
    page = file.page("hours")
    assert isinstance(page, VolunteerHoursPage)
    return page


def _file(stage: Stage, view: str = "grid") -> VolunteerFilePage:
    with stage.vault.session() as session:
        one = enter_hours(session, stage.work.actor)
    file = file_of(stage, one.volunteer_id)
    page = hours_of(file)
    page.segments.set_value(view)
    page.segments.picked.emit(view)
    return file


def at_hours(stage: Stage) -> HoursPage:
    with stage.vault.session() as session:
        enter_hours(session, stage.work.actor)
    page = HoursPage(stage.work, stage.places)
    page.show_target()
    return page


def at_no_hours(stage: Stage) -> HoursPage:
    page = HoursPage(stage.work, stage.places)
    page.show_target(dt.date(2026, 1, 1))
    return page


def at_month(stage: Stage) -> VolunteerFilePage:
    return _file(stage)


def at_entries(stage: Stage) -> VolunteerFilePage:
    return _file(stage, "list")


def at_year(stage: Stage) -> VolunteerFilePage:
    return _file(stage, "year")


def at_form(stage: Stage) -> VolunteerFilePage:
    file = _file(stage, "list")
    page = hours_of(file)
    page.edit_entry(page.entries.row(0))
    return file


def at_money(stage: Stage) -> MoneySettingsPage:
    return MoneySettingsPage(stage.work, stage.drafts)


def at_money_form(stage: Stage) -> MoneySettingsPage:
    page = at_money(stage)
    with stage.vault.session() as session:
        page.edit_year(money_settings(session, stage.work.actor).years[0])
    return page


def at_rates(stage: Stage) -> MoneySettingsPage:
    page = at_money(stage)
    page.edit_rates()
    return page


def at_sheet(stage: Stage) -> HoursSheetPage:
    with stage.vault.session() as session:
        one = enter_hours(session, stage.work.actor)
    page = HoursSheetPage(stage.work)
    page.show_target(one.volunteer_id, "thanks")
    return page
