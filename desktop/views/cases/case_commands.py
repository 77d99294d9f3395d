"""What can be done with the case file shown, by name: its commands are in the palette while it is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from desktop.casework.cases.case_moves import CLOSED, OVER
from desktop.casework.plans.plan_rows import PlanBriefRow
from desktop.casework.plans.plan_views import list_plans
from desktop.terms import PlanState
from desktop.views.commands import Command, Commands

if TYPE_CHECKING:
    from desktop.views.cases.case_file_page import CaseFilePage

_PREFIX = "this-case-"


class CaseCommands(QObject):
    """`show_file` puts a file's commands into the palette, None takes them out."""

    def __init__(self, commands: Commands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands = commands

    def show_file(self, file: CaseFilePage | None) -> None:
        """The commands are about this file from now on; to be called again once its status is read or changed."""
        self._commands.remove(*(command.key for command in self._commands.all() if command.key.startswith(_PREFIX)))
        if file is not None:
            self._commands.add(*_of_life(file), *_of_tabs(file))


def review_plan(file: CaseFilePage) -> None:
    """Go to the review of the plan in force; to the plan where there is none or more than one of them."""

    def go(plans: tuple[PlanBriefRow, ...]) -> None:
        in_force = [plan for plan in plans if plan.state is PlanState.IN_FORCE]
        if len(in_force) == 1:
            file.places.go("review", file.case_id, in_force[0].version_id)
            return
        file.show_page("plan")
        if not in_force:
            file.messages.show_info(_tr("Überprüft wird ein Plan, der in Kraft ist. Hier gibt es noch keinen."))

    file.work.read(file, list_plans, file.case_id, then=go, failed=file.show_failure)


def show_changes(file: CaseFilePage) -> None:
    """Go to what changed in the plan and its Fortschreibungsblatt; to the plan where there are several."""

    def go(plans: tuple[PlanBriefRow, ...]) -> None:
        followed = [plan for plan in plans if plan.version > 1]
        if len(followed) == 1:
            file.places.go("changes", file.case_id, followed[0].plan_id, followed[0].version_id)
            return
        file.show_page("plan")
        if not followed:
            file.messages.show_info(_tr("Vergleichen lassen sich zwei Fassungen. Hier gibt es noch keine zweite."))

    file.work.read(file, list_plans, file.case_id, then=go, failed=file.show_failure)


def _of_life(file: CaseFilePage) -> list[Command]:
    """What the menu of the head offers, too; ending and taking up again as it fits."""
    life, head = file.life, file.shown_head
    commands = [
        _command("status", _tr("Status des Falls ändern"), "circle-dot", life.change_status,
                 _tr("ruht Pause Angebot angenommen abgelehnt")),
        _command("flag", _tr("Hinweis in diesem Fall setzen"), "flag", life.set_flag,
                 _tr("Warnung Achtung Sicherheit")),
        _command("stand-in", _tr("Vertretung in diesem Fall eintragen"), "users", life.put_stand_in,
                 _tr("Stellvertretung Urlaub")),
        _command("team", _tr("Mitwirkende in diesem Fall eintragen"), "users-round", file.team.add,
                 _tr("Helfernetz Schulsozialarbeit Jobcenter Ehrenamtliche Patin Kollegin")),
        _command("responsible", _tr("Zuständigkeit für diesen Fall ändern"), "user-check", file.change_responsible,
                 _tr("übergeben zuweisen")),
    ]  # fmt: skip
    if head is not None and head.status not in CLOSED:
        commands.append(_command("close", _tr("Diesen Fall abschließen"), "archive", life.close_case,
                                 _tr("beenden Abschluss Endgrund")))  # fmt: skip
    if head is not None and head.status in OVER:
        commands.append(_command("reopen", _tr("Diesen Fall wieder aufnehmen"), "rotate-ccw", life.reopen,
                                 _tr("öffnen fortsetzen")))  # fmt: skip
    return commands


def _of_tabs(file: CaseFilePage) -> list[Command]:
    """What is entered on its pages."""
    commands = []
    if "talks" in file.tab_keys():
        commands.append(_command("talk", _tr("Gespräch in diesem Fall eintragen"), "message-square-plus",
                                 partial(_new, file, "talks", "new_talk"), _tr("Notiz Protokoll Beratung")))
    if "appointments" in file.tab_keys():
        commands.append(_command("appointment", _tr("Termin in diesem Fall eintragen"), "calendar-clock",
                                 partial(_new, file, "appointments", "new_appointment"), _tr("Verabredung")))
    if "volunteer" in file.tab_keys():
        commands.append(_command("volunteer-need", _tr("Bedarf an Ehrenamt in diesem Fall melden"), "hand-heart",
                                 partial(_new, file, "volunteer", "report"), _tr("Patin Pate Begleitung Freiwillige")))
    if "plan" in file.tab_keys():
        commands.append(_command("review", _tr("Plan dieses Falls überprüfen"), "clipboard-check",
                                 partial(review_plan, file), _tr("Überprüfung Fortschreibung neue Fassung")))
        commands.append(_command("changes", _tr("Fortschreibungsblatt, Änderungen am Plan dieses Falls"), "split",
                                 partial(show_changes, file), _tr("Was hat sich geändert drucken Vergleich Verlauf")))
    return commands


def _new(file: CaseFilePage, tab: str, begin: str) -> None:
    file.show_page(tab)
    getattr(file.page(tab), begin)()


def _command(key: str, title: str, icon: str, run: Callable[[], object], words: str) -> Command:
    return Command(_PREFIX + key, title, icon, run, words=words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("case_commands", text)
