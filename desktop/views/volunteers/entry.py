"""Makes the Ehrenamt reachable: its place in the rail, the files of volunteers, and their commands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.casework.rights import Right
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command, Commands
from desktop.views.places import Place, Places
from desktop.views.volunteers.figures.thanks_entry import thanks_command, thanks_place
from desktop.views.volunteers.hours.hours_entry import hours_places, money_command
from desktop.views.volunteers.matches.match_reasons_entry import match_reasons_place
from desktop.views.volunteers.matches.match_sheet_entry import match_sheet_places
from desktop.views.volunteers.papers.paper_sheet_entry import paper_sheet_place
from desktop.views.volunteers.register.import_entry import volunteer_import_command, volunteer_import_place
from desktop.views.volunteers.register.own_sheet_entry import own_sheet_place

if TYPE_CHECKING:
    from desktop.views.filtered_list import ListMemory
    from desktop.views.volunteers.volunteers_page import VolunteersPage

PLACE, FILE_PLACE = "volunteers", "volunteer"


def add_volunteers(
    work: Work, drafts: Drafts, places: Places, commands: Commands, memory: ListMemory | None = None
) -> None:
    """Add „Ehrenamt“ to the rail, the file of one volunteer, and what both can do to the palette."""
    places.add(
        Place(PLACE, _tr("Ehrenamt"), "hand-heart", partial(_page, work, drafts, places, memory)),
        Place(FILE_PLACE, _tr("Ehrenamtliche"), "hand-heart", partial(_files, work, drafts, places), rail=False,
              belongs_to=PLACE),
        thanks_place(work, drafts, places), paper_sheet_place(work), own_sheet_place(work),
        match_reasons_place(work), *match_sheet_places(work),
    )  # fmt: skip
    commands.add(
        thanks_command(places),
        Command("volunteers", _tr("Ehrenamt"), "hand-heart", partial(places.go, PLACE),
                words=_tr("Freiwillige Helferkreis Patenschaft Register")),
        Command("volunteer-needs", _tr("Bedarf und Vorschläge im Ehrenamt"), "hand-heart",
                partial(places.go, PLACE, "needs"), words=_tr("Vermittlung Matching Begleitung beste Verteilung")),
        Command("volunteer-groups", _tr("Helferkreise"), "users-round", partial(_at_register, places, "open_groups"),
                words=_tr("Ehrenamt Gruppen Vereine Initiativen")),
    )  # fmt: skip
    places.add(*hours_places(work, drafts))
    commands.add(money_command(places))
    if work.actor.may(Right.EDIT_VOLUNTEERS):
        places.add(volunteer_import_place(work, drafts, places))
        commands.add(volunteer_import_command(places))
        commands.add(Command("new-volunteer", _tr("Neue/r Ehrenamtliche/r"), "user-plus",
                             partial(_at_register, places, "enter_volunteer"), makes_new=True,
                             words=_tr("Freiwillige eintragen Register Patin Pate")))  # fmt: skip


def _at_register(places: Places, begin: str) -> None:
    places.go(PLACE, "register")
    page = places.page(PLACE)
    getattr(page.page("register"), begin)()  # type: ignore[attr-defined]  # the page of this place, see `_page`


def _page(work: Work, drafts: Drafts, places: Places, memory: ListMemory | None) -> VolunteersPage:
    from desktop.views.volunteers.volunteers_page import VolunteersPage  # noqa: PLC0415  memory: at the first visit

    return VolunteersPage(work, drafts, places, memory=memory)


def _files(work: Work, drafts: Drafts, places: Places) -> QWidget:
    from desktop.views.volunteers.volunteer_files import VolunteerFiles  # noqa: PLC0415  memory: at the first visit

    return VolunteerFiles(work, drafts, places)


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteers_entry", text)
