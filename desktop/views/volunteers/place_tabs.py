"""Inner pages of the place „Ehrenamt“. Each is loaded at its first visit: until then it costs neither memory nor time.

An inner page may have `show_target(*target)`, called on every visit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.places import Places

if TYPE_CHECKING:
    from desktop.views.filtered_list import ListMemory

MakeTab = Callable[[Work, Drafts, Places], QWidget]


@dataclass(frozen=True)
class PlaceTab:
    """A page of the place made elsewhere."""

    key: str
    words: str
    make: MakeTab


def place_tabs(memory: ListMemory | None = None) -> tuple[PlaceTab, ...]:
    """All inner pages in their order. `memory` keeps how the register looked on this PC."""
    return (
        PlaceTab("register", _tr("Register"), partial(make_register, memory)),
        PlaceTab("needs", _tr("Bedarf und Vorschläge"), make_needs),
        PlaceTab("matches", _tr("Begleitungen"), make_matches),
        PlaceTab("papers", _tr("Unterlagen"), make_papers),
        PlaceTab("hours", _tr("Stunden"), make_hours),
        PlaceTab("overview", _tr("Übersicht"), make_overview),
    )  # fmt: skip


def make_register(memory: ListMemory | None, work: Work, drafts: Drafts, places: Places) -> QWidget:
    """Everybody in the register."""
    from desktop.views.volunteers.register.register_page import RegisterPage  # noqa: PLC0415  see above

    return RegisterPage(work, drafts, places, memory)


def make_needs(work: Work, drafts: Drafts, places: Places) -> QWidget:
    """Who waits for somebody, and who would fit."""
    from desktop.views.volunteers.needs.needs_page import NeedsPage  # noqa: PLC0415  see above

    return NeedsPage(work, drafts, places)


def make_papers(work: Work, drafts: Drafts, places: Places) -> QWidget:
    """Whose papers run out or are missing."""
    from desktop.views.volunteers.papers.papers_page import PapersPage  # noqa: PLC0415  see above

    return PapersPage(work, drafts, places)


def make_hours(work: Work, drafts: Drafts, places: Places) -> QWidget:
    """Everybody's month."""
    from desktop.views.volunteers.hours.hours_page import HoursPage  # noqa: PLC0415  see above

    return HoursPage(work, places)


def make_overview(work: Work, drafts: Drafts, places: Places) -> QWidget:
    """All of it in numbers."""
    from desktop.views.volunteers.figures.overview_page import OverviewPage  # noqa: PLC0415  see above

    return OverviewPage(work, places)


def make_matches(work: Work, drafts: Drafts, places: Places) -> QWidget:
    """Who accompanies whom, and what comes next."""
    from desktop.views.volunteers.matches.matches_page import MatchesPage  # noqa: PLC0415  see above

    return MatchesPage(work, drafts, places)


def _tr(text: str) -> str:
    return QCoreApplication.translate("place_tabs", text)
