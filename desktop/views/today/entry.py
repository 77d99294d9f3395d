"""Makes „Heute“ reachable: first place of the rail with its counter, the work lists behind it, commands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.deadlines.open_drafts import QUICK_TALK
from desktop.casework.deadlines.rows import TodayView
from desktop.casework.deadlines.today import today_view
from desktop.casework.rights import Right
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.commands import Command, Commands
from desktop.views.desk import Desk
from desktop.views.places import Place, Places

PLACE = "today"
_REST_MS = 1500
_QUIET = {Kind.DRAFT, Kind.USER, Kind.WORDING}
"""Changes that cannot make anything due."""


class TodayCounter(QObject):
    """Keeps the number of overdue and today's own lines at the rail."""

    def __init__(self, work: Work, desk: Desk) -> None:
        super().__init__(desk)
        self._work, self._desk = work, desk
        self._urgent = 0
        desk.places.changed.connect(self._show)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.count)
        work.announced.connect(self._on_announced)

    def count(self) -> None:
        """Read it now, unless the program ends."""
        if self._work.stopped:
            return
        self._work.read(self, today_view, True, then=self._on_view)

    def _on_view(self, view: TodayView) -> None:
        self._urgent = view.urgent
        self._show()

    def _show(self) -> None:
        """Also after places came: the rail is built anew then."""
        self._desk.rail.set_count(PLACE, self._urgent)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if any(kind not in _QUIET for kind, _ in changes.touched):
            self._rest.start()


def add_today(work: Work, drafts: Drafts, places: Places, commands: Commands, desk: Desk) -> None:
    """Call before the other places: „Heute“ is the first of the rail, the program opens there."""

    def make_page() -> QWidget:
        from desktop.views.today.today_page import TodayPage  # noqa: PLC0415  built at the first visit

        page = TodayPage(work, drafts, places)
        page.quick_wanted.connect(partial(commands.run, QUICK_TALK))
        return page

    def make_list() -> QWidget:
        from desktop.views.today.work_list_page import WorkListPage  # noqa: PLC0415  built at the first visit

        return WorkListPage(work, places)

    places.add(Place(PLACE, _tr("Heute"), "sun", make_page))
    commands.add(Command("week-list", _tr("Wochenliste drucken"), "printer", partial(_print_week, places),
                         words=_tr("Montag Woche Termine Fristen Ausdruck")))  # fmt: skip
    TodayCounter(work, desk).count()
    if not work.actor.may(Right.LIST_CASES):
        return
    places.add(Place("work_list", _tr("Arbeitsliste"), "list", make_list, rail=False, belongs_to=PLACE))
    commands.add(
        Command("new-task", _tr("Aufgabe eintragen"), "square-check", partial(_add_task, places), makes_new=True,
                words=_tr("To-do erinnern Wiedervorlage Frist")),
    )  # fmt: skip


def _add_task(places: Places) -> None:
    """In a case file for that case, elsewhere in „Heute“."""
    from desktop.views.cases.case_files import CaseFiles  # noqa: PLC0415  built at the first visit, as the next two
    from desktop.views.tasks.tasks_page import TasksPage  # noqa: PLC0415
    from desktop.views.today.today_page import TodayPage  # noqa: PLC0415

    files = places.page("case") if places.current == "case" else None
    file = files.shown() if isinstance(files, CaseFiles) else None
    if file is not None:
        file.show_page("tasks")
        page = file.page("tasks")
        assert isinstance(page, TasksPage)
        page.new_task()
        return
    places.go(PLACE)
    page = places.page(PLACE)
    assert isinstance(page, TodayPage)
    page.add_task()


def _print_week(places: Places) -> None:
    from desktop.views.today.today_page import TodayPage  # noqa: PLC0415  built at the first visit

    places.go(PLACE)
    page = places.page(PLACE)
    assert isinstance(page, TodayPage)
    page.week.start(mine=page.board.mine)


def _tr(text: str) -> str:
    return QCoreApplication.translate("today", text)
