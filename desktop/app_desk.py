"""The working screen put together for one open vault: its places and commands. Loaded after unlocking only."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from desktop.casework import office as office_cases
from desktop.casework.office import OfficeSettings
from desktop.casework.rights import Actor, Right
from desktop.models.drafts import Drafts
from desktop.models.garbage import forget_sources, spare_what_is_loaded
from desktop.models.work import Store, Work
from desktop.storage.health.versions import library_versions
from desktop.views.absence.entry import PLACE as ABSENCE_PLACE
from desktop.views.absence.entry import absence_command, absence_place
from desktop.views.admin.access_log_entry import PLACE as ACCESS_LOG_PLACE
from desktop.views.admin.access_log_entry import access_log_command, access_log_place
from desktop.views.admin.backup_entry import PLACE as BACKUP_PLACE
from desktop.views.admin.backup_entry import backup_commands, backup_place
from desktop.views.admin.first_steps_entry import PLACE as FIRST_STEPS_PLACE
from desktop.views.admin.first_steps_entry import first_steps_command, first_steps_place
from desktop.views.admin.own_fields_entry import PLACE as OWN_FIELDS_PLACE
from desktop.views.admin.own_fields_entry import own_fields_command, own_fields_place
from desktop.views.admin.tools import AdminTools
from desktop.views.admin.users_entry import PLACE as USERS_PLACE
from desktop.views.admin.users_entry import users_command, users_place
from desktop.views.admin.wording_entry import PLACE as WORDING_PLACE
from desktop.views.admin.wording_entry import wording_command, wording_place
from desktop.views.calendar.entry import calendar_commands, calendar_places
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.cases.inactive_entry import inactive_command, inactive_place
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.filtered_list import ListMemory
from desktop.views.help.entry import help_commands, help_place
from desktop.views.imports.entry import PLACE as IMPORT_PLACE
from desktop.views.imports.entry import import_command, import_place
from desktop.views.merging.entry import merging_command, merging_place
from desktop.views.places import Place, Places
from desktop.views.program_log import log_command, log_place
from desktop.views.reviews.entry import review_places
from desktop.views.search import VaultSearch
from desktop.views.talks.entry import add_quick_talks
from desktop.views.today.entry import add_today
from desktop.views.today.rules_entry import PLACE as RULES_PLACE
from desktop.views.today.rules_entry import rules_command, rules_place
from desktop.views.volunteers.entry import add_volunteers
from desktop.views.volunteers.hours.hours_entry import MONEY_PLACE

if TYPE_CHECKING:
    from desktop.views.admin.admin_page import AdminPage
    from desktop.views.admin.own_admin_page import OwnAdminPage
    from desktop.views.preview.preview_page import PreviewPage

_PREPARE_AFTER_MS = 1000
"""„Heute“ stands by then."""


def build_desk(vault: Store, actor: Actor, tools: AdminTools, office: dict[str, Any]) -> tuple[Work, Drafts, Desk]:
    """Work queue, drafts and desk of a vault. `office` are settings from the first run, saved at once."""
    forget_sources()
    work = Work(vault, actor)
    drafts = Drafts(work, work)
    places, commands = Places(work), Commands(work)
    desk = Desk(work, drafts, places, commands, tools.vault_file.name)
    add_today(work, drafts, places, commands, desk)
    if actor.may(Right.LIST_CASES):
        _add_case_files(work, drafts, places, commands, tools)
    if actor.may(Right.READ_VOLUNTEERS):
        add_volunteers(work, drafts, places, commands, _register_memory(tools))
    if actor.may(Right.EDIT_OFFICE):
        _add_office(work, drafts, places, commands, tools)
    else:
        places.add(Place("admin", "Verwaltung", "settings", partial(_own_admin, work, tools)))
    places.add(log_place(places))
    commands.add(log_command(places))
    places.add(help_place(places, library_versions))
    commands.add(*help_commands(places))
    desk.palette_box.set_search(VaultSearch(work, places))
    if actor.may(Right.EDIT_CASE):
        add_quick_talks(work, drafts, places, commands, desk)
    QTimer.singleShot(_PREPARE_AFTER_MS, desk, partial(_prepare, work, desk))
    if office:
        work.change(desk, office_cases.save_office_settings, replace(OfficeSettings(), **office))
    return work, drafts, desk


def _add_case_files(work: Work, drafts: Drafts, places: Places, commands: Commands, tools: AdminTools) -> None:
    """The list of cases, the files, the calendar, and what leads into them."""
    add_cases(
        work, places, drafts, commands, _list_memory(tools), case_tabs(), open_import=partial(places.go, IMPORT_PLACE)
    )
    places.add(
        import_place(work, drafts, places),
        Place("preview", "Druckvorschau", "printer", partial(_preview, work, places), rail=False,
              belongs_to="cases"),
    )  # fmt: skip
    places.add(*calendar_places(work, drafts, places), inactive_place(work, drafts, places), merging_place(work),
               *review_places(work, drafts, places))
    commands.add(import_command(places), *calendar_commands(places), inactive_command(places), merging_command(places))


def _add_office(work: Work, drafts: Drafts, places: Places, commands: Commands, tools: AdminTools) -> None:
    """What the office as a whole is about: settings, people with access, translations, rules, backups."""
    places.add(Place("admin", "Verwaltung", "settings", partial(_admin, work, drafts, tools, places)),
               wording_place(work, places), access_log_place(work, places))  # fmt: skip
    commands.add(wording_command(places), access_log_command(places))
    places.add(users_place(work, places, tools.users), own_fields_place(work, drafts))
    commands.add(users_command(places), own_fields_command(places))
    places.add(absence_place(work, drafts), rules_place(work, places), first_steps_place(work, drafts, places))
    commands.add(absence_command(places), rules_command(places), first_steps_command(places))
    if tools.backups is not None:
        places.add(backup_place(work, places, tools.backups))
        commands.add(*backup_commands(places))


def _prepare(work: Work, desk: Desk) -> None:
    """While the user looks at „Heute“: what opening the first file needs, so that it is no slower than the others."""
    from desktop.casework.cases.overview import prepare_overview  # noqa: PLC0415  start

    forget_sources()
    spare_what_is_loaded()
    if work.actor.may(Right.READ_CASE) and not work.stopped:  # locked meanwhile
        work.read(desk, prepare_overview)


def _admin(work: Work, drafts: Drafts, tools: AdminTools, places: Places) -> AdminPage:
    from desktop.views.admin.admin_page import AdminPage  # noqa: PLC0415  memory: built at the first visit

    page = AdminPage(work, drafts, tools)
    page.wording_wanted.connect(partial(places.go, WORDING_PLACE))
    page.backups_wanted.connect(partial(places.go, BACKUP_PLACE))
    page.access_log_wanted.connect(partial(places.go, ACCESS_LOG_PLACE))
    page.users_wanted.connect(partial(places.go, USERS_PLACE))
    page.absence.wanted.connect(partial(places.go, ABSENCE_PLACE))
    page.own_fields.wanted.connect(partial(places.go, OWN_FIELDS_PLACE))
    page.due_rules.wanted.connect(partial(places.go, RULES_PLACE))
    page.first_steps.wanted.connect(partial(places.go, FIRST_STEPS_PLACE))
    page.volunteer_money.wanted.connect(partial(places.go, MONEY_PLACE))
    return page


def _own_admin(work: Work, tools: AdminTools) -> OwnAdminPage:
    from desktop.views.admin.own_admin_page import OwnAdminPage  # noqa: PLC0415  memory: built at the first visit

    return OwnAdminPage(work, tools)


def _preview(work: Work, places: Places) -> PreviewPage:
    from desktop.views.preview.preview_page import PreviewPage  # noqa: PLC0415  memory: only when somebody prints

    return PreviewPage(work, None, places)


def _list_memory(tools: AdminTools) -> ListMemory:
    """Filters and columns of the list of cases stay on this PC, without what was searched for."""

    def keep(text: str) -> None:
        tools.change_settings(replace(tools.settings(), case_list=text))

    return ListMemory(lambda: tools.settings().case_list, keep)


def _register_memory(tools: AdminTools) -> ListMemory:
    """The same of the register of volunteers."""

    def keep(text: str) -> None:
        tools.change_settings(replace(tools.settings(), volunteer_list=text))

    return ListMemory(lambda: tools.settings().volunteer_list, keep)


def _back_up(places: Places) -> None:
    from desktop.views.admin.admin_page import AdminPage  # noqa: PLC0415  as in `_admin`

    places.go("admin")
    page = places.page("admin")
    assert isinstance(page, AdminPage)
    page.vault.start_backup()
