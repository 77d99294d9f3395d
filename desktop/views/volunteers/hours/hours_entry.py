"""Makes the sheets about hours and the amounts of the Ehrenamt reachable: places, a card in „Verwaltung“, a command."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.admin.door_card import DoorCard
from desktop.views.commands import Command
from desktop.views.places import Place, Places

SHEET_PLACE = "volunteer-hours-sheet"
"""`places.go(SHEET_PLACE, volunteer_id, "month" | "empty" | "year" | "thanks", first day of the month or year)`."""
MONEY_PLACE = "volunteer-money"


def money_card() -> DoorCard:
    """For „Verwaltung“."""
    return DoorCard(_tr("Geld im Ehrenamt"), "wallet",
                    _tr("Grenzen der Pauschalen je Jahr, Betrag je Kilometer, Sätze."),
                    _tr("Beträge ansehen und ändern"), "wallet")  # fmt: skip


def hours_places(work: Work, drafts: Drafts) -> tuple[Place, ...]:
    """The sheets as they will be on paper, and the amounts."""
    return (
        Place(SHEET_PLACE, _tr("Druckvorschau"), "printer", partial(_sheet_page, work), rail=False,
              belongs_to="volunteers"),
        Place(MONEY_PLACE, _tr("Geld im Ehrenamt"), "wallet", partial(_money_page, work, drafts), rail=False,
              belongs_to="volunteers"),
    )  # fmt: skip


def money_command(places: Places) -> Command:
    """For the palette."""
    return Command(MONEY_PLACE, _tr("Geld im Ehrenamt"), "wallet", partial(places.go, MONEY_PLACE),
                   words=_tr("Pauschale Übungsleiter Grenze Kilometer Sprachmittlung Satz"))  # fmt: skip


def _sheet_page(work: Work) -> QWidget:
    from desktop.views.volunteers.hours.hours_sheet_page import HoursSheetPage  # noqa: PLC0415  memory: when printed

    return HoursSheetPage(work)


def _money_page(work: Work, drafts: Drafts) -> QWidget:
    from desktop.views.volunteers.hours.money_settings_page import MoneySettingsPage  # noqa: PLC0415  seldom wanted

    return MoneySettingsPage(work, drafts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("volunteer_hours", text)
