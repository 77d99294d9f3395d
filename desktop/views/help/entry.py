"""Makes the help reachable: a place, F1 for the page shown, and every topic in the palette."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.views.commands import Command
from desktop.views.help.library import Versions
from desktop.views.help.topics import ABOUT, PLACE, TOPICS, page_for
from desktop.views.places import Place, Places


def help_place(places: Places, versions: Versions) -> Place:
    """The page „Hilfe“; `places.go("help", "plan.html")` opens it at a topic."""

    def make() -> QWidget:
        from desktop.views.help.help_page import HelpPage  # noqa: PLC0415  seldom wanted

        return HelpPage(places, versions)

    return Place(PLACE, _tr("Hilfe"), "circle-help", make, rail=False)


def help_commands(places: Places) -> tuple[Command, ...]:
    """„Hilfe“ for where the user is, each topic by name, and „Über Wegplan“."""
    topics = [
        Command(f"help-{topic.file}", _tr("Hilfe: %1").replace("%1", topic.title), "circle-help",
                partial(places.go, PLACE, topic.file), words=topic.words)
        for topic in TOPICS if topic.file != ABOUT
    ]  # fmt: skip
    about = Command("about", TOPICS[-1].title, "info", partial(places.go, PLACE, ABOUT), words=TOPICS[-1].words)
    here = Command("help", _tr("Hilfe"), "circle-help", partial(show_help, places), "F1",
                   words=_tr("Handbuch Anleitung"))
    return here, about, *topics


def show_help(places: Places) -> None:
    """The page of the help that fits what is shown."""
    places.go(PLACE, page_for(shown_place(places)))


def shown_place(places: Places) -> str:
    """Key of the place shown; in a case file and in „Ehrenamt“ with its tab behind a slash."""
    if places.current == "volunteers":
        from desktop.views.volunteers.volunteers_page import VolunteersPage  # noqa: PLC0415  memory: as below

        page = places.page("volunteers")
        return f"volunteers/{page.tabs.current_key()}" if isinstance(page, VolunteersPage) else "volunteers"
    if places.current != "case":
        return places.current
    from desktop.views.cases.case_files import CaseFiles  # noqa: PLC0415  memory: it is loaded with the first file

    files = places.page("case")
    file = files.shown() if isinstance(files, CaseFiles) else None
    return f"case/{file.tabs.current_key()}" if file is not None else "case"


def _tr(text: str) -> str:
    return QCoreApplication.translate("help", text)
