"""What every page of the program must keep: names for screen readers, reading order, room for 200 % text, German.

Add a page by adding a line to `PAGES`: its name and a function that makes it from a `Stage`. `test_page_walk.py` walks
them all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Self

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from desktop.app_doors import judge
from desktop.models.drafts import Drafts
from desktop.models.work import Progress, Runner, Work
from desktop.settings import Settings
from desktop.storage.keys.passphrases import new_passphrase
from desktop.storage.keys.passwords import check_password
from desktop.storage.keys.recovery import RecoverySheet, new_recovery_key
from desktop.storage.vault import OpenVault
from desktop.views.admin.access_log_page import AccessLogPage
from desktop.views.admin.admin_page import AdminPage
from desktop.views.admin.own_admin_page import OwnAdminPage
from desktop.views.admin.tools import AdminTools
from desktop.views.commands import Command, Commands
from desktop.views.crash_page import CrashPage
from desktop.views.desk import Desk
from desktop.views.places import Place, Places
from desktop.views.program_log import ProgramLogPage
from desktop.views.report_page import ReportPage
from desktop.views.start.doors import Doors
from desktop.views.start.new_vault_page import NewVaultPage
from desktop.views.start.office_page import OfficePage
from desktop.views.start.recover_page import RecoverPage
from desktop.views.start.sheet_page import SheetPage
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.start.welcome_page import WelcomePage
from tests.views.absence import absence_states
from tests.views.admin import backup_samples, first_steps_states, own_fields_states, users_samples
from tests.views.attachments import attachment_samples
from tests.views.calendar import calendar_pages
from tests.views.cases import case_pages, inactive_states, list_states
from tests.views.help import help_samples
from tests.views.imports import import_steps
from tests.views.merging import merging_samples
from tests.views.plans import plan_states
from tests.views.preview import plan_samples
from tests.views.reviews import review_states
from tests.views.share import share_samples
from tests.views.talks import talk_samples
from tests.views.tasks import task_pages
from tests.views.today import today_pages
from tests.views.volunteers.figures import overview_states
from tests.views.volunteers.hours import hours_states
from tests.views.volunteers.matches import match_states, reasons_states
from tests.views.volunteers.needs import need_pages
from tests.views.volunteers.papers import paper_states
from tests.views.volunteers.register import import_states, own_sheet_states, profile_states, register_states

SCREEN = (1366, 768)
INSIDE_DESK = (1366 - 120, 768 - 130)  # what rail, bar and foot leave at 200 %
LEAST = (1280, 640)  # the smallest window (decision 38)
_INPUTS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit)
_ENGLISH = frozenset((
    "cancel", "close", "open", "save", "yes", "no", "undo", "redo", "cut", "copy", "paste", "delete", "apply", "help",
    "discard", "reset", "retry", "ok", "abort", "ignore", "show details...", "restore defaults", "select all", "clear",
))  # fmt: skip


@dataclass
class Stage:
    """What pages are made from: an open vault, its work queue (results at once), drafts, places, commands."""

    vault: OpenVault
    work: Work
    runner: Runner
    settings: Settings = field(default_factory=Settings)

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.work, self.work)
        self.places = Places(self.work)
        self.commands = Commands(self.work)

    def sheet(self) -> RecoverySheet:
        return RecoverySheet(self.vault.files.name, dt.date(2026, 11, 22), new_recovery_key(), "WGP1")

    def doors(self, users: tuple[str, ...] = ("Petra Lang",)) -> Doors:
        return Doors(
            users=lambda _file: users, create=_never, unlock=_never, recover=_never, check_password=check_password,
            strength=judge, default_file=self.vault.files.database, versions=dict, sheet_pdf=lambda _sheet: b"%PDF",
            print_pdf=lambda _page, _pdf, _done, _failed: None, demo=_no_town, new_passphrase=new_passphrase,
        )  # fmt: skip

    def tools(self) -> AdminTools:
        def put(settings: Settings) -> None:
            self.settings = settings

        def back_up(progress: Progress) -> Path:
            return self.vault.back_up(cancelled=lambda: progress.cancelled).folder

        return AdminTools(
            vault_file=self.vault.files.database, backup_folder=self.vault.files.backup_folder,
            back_up=back_up, change_password=self.vault.change_password,
            check_password=check_password, strength=judge, settings=lambda: self.settings, change_settings=put,
            new_passphrase=new_passphrase, users=users_samples.users_tools(self.vault),
            share=share_samples.share_tools(self.vault, lambda: self.settings, put),
        )  # fmt: skip


def _no_town() -> tuple[object, Path]:
    raise AssertionError("the walk builds nothing")


def _never(*_: object) -> tuple[object, RecoverySheet]:
    raise AssertionError("the walk opens nothing")


def _admin(stage: Stage) -> AdminPage:
    page = AdminPage(stage.work, stage.drafts, stage.tools())
    page.show_target()
    return page


def _own_admin(stage: Stage) -> OwnAdminPage:
    page = OwnAdminPage(stage.work, stage.tools())
    page.show_target()
    return page


def _unlock(stage: Stage) -> UnlockPage:
    page = UnlockPage(stage.vault.files.database, stage.doors(("Petra Lang", "Jürgen Weiß-Öztürk")), stage.runner)
    page.show_target()
    page._read_users()  # else only after the page was seen
    page.password.show_error("Das Kennwort stimmt nicht – nächster Versuch in 5 Sekunden.")
    return page


def _desk(stage: Stage) -> Desk:
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, stage.vault.files.database.name)
    stage.places.add(Place("admin", "Verwaltung", "settings", lambda: _admin(stage)))
    stage.commands.add(Command("new-case", "Neuer Fall", "user-plus", lambda: None, makes_new=True))
    desk.go_first()
    desk.messages.show_warning("In diesem Tresor fehlen 12 Speicherungen, die auf diesem PC schon da waren.")
    return desk


def _program_log(stage: Stage) -> ProgramLogPage:
    page = ProgramLogPage(stage.places)
    page.show_target()
    return page


def _access(stage: Stage) -> AccessLogPage:
    page = AccessLogPage(stage.work, stage.places)
    page.show_target()
    return page


@dataclass(frozen=True)
class Page:
    """One page of the walk. `whole` pages fill the window, the others stand inside the desk."""

    name: str
    make: Callable[[Stage], QWidget]
    whole: bool = False


PAGES: list[Page] = [
    Page("welcome", lambda stage: WelcomePage(with_demo=True), whole=True),
    Page("new vault", lambda stage: NewVaultPage(stage.doors(), stage.runner), whole=True),
    Page("recovery sheet", lambda stage: SheetPage(stage.sheet(), stage.doors(), stage.runner), whole=True),
    Page("office", lambda stage: OfficePage(), whole=True),
    Page("unlock", _unlock, whole=True),
    Page("recover", lambda stage: RecoverPage(Path("M.wegplan"), stage.doors(), stage.runner), whole=True),
    Page("desk", _desk, whole=True),
    Page("unlock, in use elsewhere", share_samples.in_use, whole=True),
    Page("unlock, in a sync folder", share_samples.in_cloud, whole=True),
    Page("move the vault", share_samples.moving, whole=True),
    Page("desk, only reading", share_samples.only_reading, whole=True),
    Page("desk, somebody asks", share_samples.somebody_asks, whole=True),
    Page("crash", lambda stage: CrashPage("Wegplan 0.1\nbuiltins.KeyError"), whole=True),
    Page("admin", _admin),
    Page("admin of who administers nothing", _own_admin),
    Page("backups", backup_samples.at_backups),
    Page("restore", backup_samples.at_restore, whole=True),
    Page("finishing", backup_samples.at_finishing, whole=True),
    Page("own fields", own_fields_states.at_fields),
    Page("own fields, changing", own_fields_states.at_new_field),
    Page("own fields, person", own_fields_states.at_person),
    Page("own fields, case", own_fields_states.at_case),
    Page("own fields, assessment", own_fields_states.at_questions),
    Page("users", users_samples.at_users),
    Page("users, key change", users_samples.at_key_change),
    Page("users, sheets to hand out", users_samples.at_handout),
    Page("first password", users_samples.at_first_password, whole=True),
    Page("today", today_pages.at_today),
    Page("today, many new files", today_pages.at_many_new),
    Page("today, nothing", today_pages.at_nothing),
    Page("today, moving", today_pages.at_moving),
    Page("today, handing over", today_pages.at_handing_over),
    Page("today, task", today_pages.at_task),
    Page("work list", today_pages.at_work_list),
    Page("family, moving out", case_pages.at_move),
    Page("family, custody", case_pages.at_custody),
    Page("inactive files", inactive_states.at_list),
    Page("inactive files, none", inactive_states.at_nothing),
    Page("inactive files, deciding", inactive_states.at_form),
    Page("due rules", today_pages.at_rules),
    Page("first steps", first_steps_states.at_steps),
    Page("first steps, form", first_steps_states.at_form),
    Page("cases, empty", case_pages.at_empty_list),
    Page("cases", case_pages.at_list),
    Page("cases, view", list_states.at_views),
    Page("cases, saving a view", list_states.at_view_form),
    Page("cases, columns", list_states.at_columns),
    Page("cases, assigning", list_states.at_assigning),
    Page("cases, one task for many", list_states.at_task),
    Page("cases, moving reviews", list_states.at_reviews),
    Page("cases, status of many", list_states.at_status),
    Page("cases, sheets of many", list_states.at_sheets),
    Page("new person", case_pages.at_new_person),
    Page("new person, known already", list_states.at_duplicate),
    Page("case, overview", case_pages.at_overview),
    Page("case, person", case_pages.at_person),
    Page("case, family", case_pages.at_family),
    Page("case, long names", case_pages.at_long_names),
    Page("case, status", case_pages.at_status),
    Page("case, delete", case_pages.at_deletion),
    Page("case, delete a person", case_pages.at_person_deletion),
    Page("case, closing", case_pages.at_closing),
    Page("case, flags", case_pages.at_flags),
    Page("case, co-workers", case_pages.at_team),
    Page("case, timeline", case_pages.at_timeline),
    Page("absences", absence_states.at_absences),
    Page("merging", merging_samples.at_merging),
    Page("absence, form", absence_states.at_form),
    Page("assessment, not begun", case_pages.at_no_assessment),
    Page("assessment, questions", case_pages.at_questions),
    Page("assessment, result", case_pages.at_result),
    Page("volunteers, overview", overview_states.at_overview),
    Page("volunteers, overview of nothing", overview_states.at_empty_overview),
    Page("volunteers, thanks", overview_states.at_thanks),
    Page("volunteers, thanking", overview_states.at_thank_form),
    Page("calendar, week", calendar_pages.at_week),
    Page("calendar, day", calendar_pages.at_day),
    Page("calendar, month", calendar_pages.at_month),
    Page("calendar, appointment", calendar_pages.at_form),
    Page("case, appointments", calendar_pages.at_tab),
    Page("calendar, slip", calendar_pages.at_slip),
    Page("import, before a file", import_steps.at_file),
    Page("import, file", import_steps.with_file),
    Page("import, columns", import_steps.at_columns),
    Page("import, preview", import_steps.at_preview),
    Page("import, result", import_steps.at_result),
    Page("plan, not begun", plan_states.without_plan),
    Page("plan, draft", plan_states.draft_with_gaps),
    Page("plan, new goal", plan_states.taking),
    Page("plan, details", plan_states.details),
    Page("plan, details of a step", plan_states.step_details),
    Page("plan, signing", plan_states.signing),
    Page("plan, in force", plan_states.in_force),
    Page("review", review_states.at_review),
    Page("review, half way", review_states.half_way),
    Page("review, needs", review_states.at_needs),
    Page("review, outcome", review_states.at_outcome),
    Page("what changed", review_states.at_changes),
    Page("talks, none", talk_samples.at_no_talks),
    Page("talks", talk_samples.at_talks),
    Page("talks, new", talk_samples.at_new_talk),
    Page("talks, editing", talk_samples.at_edited_talk),
    Page("talks, text blocks", talk_samples.at_blocks),
    Page("talks, sheet", talk_samples.at_sheet),
    Page("talks, quick entry", talk_samples.at_quick_entry, whole=True),
    Page("case, no need for a volunteer", need_pages.at_no_need),
    Page("case, needs for a volunteer", need_pages.at_case),
    Page("case, reporting a need", need_pages.at_report),
    Page("case, closing a need", need_pages.at_closing),
    Page("needs, none", need_pages.at_no_needs),
    Page("needs", need_pages.at_needs),
    Page("needs, suggestions", need_pages.at_suggestions),
    Page("needs, filtered suggestions", need_pages.at_filtered_suggestions),
    Page("needs, comparing", need_pages.at_comparison),
    Page("needs, best assignment", need_pages.at_best),
    Page("matches, none", match_states.at_no_matches),
    Page("matches", match_states.at_matches),
    Page("matches, to watch", match_states.at_match_to_watch),
    Page("matches, running", match_states.at_running_match),
    Page("matches, ended", match_states.at_ended_match),
    Page("matches, consent", match_states.at_consent),
    Page("matches, agreement", match_states.at_agreement),
    Page("matches, talk between", match_states.at_check_in),
    Page("matches, ending", match_states.at_end),
    Page("match, reasons on paper", reasons_states.at_sheet),
    Page("volunteer, matches", match_states.at_file),
    Page("match, volunteer's sheet", match_states.at_volunteer_sheet),
    Page("match, meeting's sheet", match_states.at_meeting_sheet),
    Page("tasks", task_pages.at_tasks),
    Page("tasks, changing", task_pages.at_task_form),
    Page("tasks, steps of the plan", task_pages.at_steps),
    Page("tasks, approvals", task_pages.at_approvals),
    Page("tasks, own note", task_pages.at_own_note),
    Page("documents, none", attachment_samples.at_no_documents),
    Page("documents", attachment_samples.at_documents),
    Page("documents, adding", attachment_samples.at_adding),
    Page("documents, viewer", attachment_samples.at_viewer),
    Page("print preview", plan_samples.at_preview),
    Page("translations", plan_samples.at_wording),
    Page("volunteer hours", hours_states.at_hours),
    Page("volunteer hours, nobody", hours_states.at_no_hours),
    Page("volunteer, hours of a month", hours_states.at_month),
    Page("volunteer, entries", hours_states.at_entries),
    Page("volunteer, hours of a year", hours_states.at_year),
    Page("volunteer, hours form", hours_states.at_form),
    Page("volunteer hours, sheet", hours_states.at_sheet),
    Page("volunteer money", hours_states.at_money),
    Page("volunteer money, year", hours_states.at_money_form),
    Page("volunteer money, rates", hours_states.at_rates),
    Page("report", lambda stage: ReportPage("Bericht", "Nur Stellen im Programm.", "Zeile 1", "Bericht.txt")),
    Page("program log", _program_log),
    Page("access record", _access),
    Page("help", help_samples.at_help),
    Page("about", help_samples.at_about),
    Page("volunteer, profile", profile_states.at_profile),
    Page("volunteer, own data on paper", own_sheet_states.at_data_sheet),
    Page("volunteer, consent on paper", own_sheet_states.at_consent_sheet),
    Page("volunteers, list found", import_states.at_file),
    Page("volunteers, lists on two sheets", import_states.at_sheets),
    Page("volunteers, columns of a list", import_states.at_columns),
    Page("volunteers, preview of a list", import_states.at_preview),
    Page("volunteers, list taken over", import_states.at_result),
    Page("volunteers, register", register_states.at_register),
    Page("volunteers, nobody", register_states.at_empty_register),
    Page("volunteers, several marked", register_states.at_marked),
    Page("volunteers, new", register_states.at_new_volunteer),
    Page("volunteers, groups", register_states.at_groups),
    Page("volunteer, contacts", register_states.at_file),
    Page("volunteer, status", register_states.at_status_form),
    Page("volunteer, status refused", register_states.at_status_refused),
    Page("volunteer, papers", paper_states.at_papers),
    Page("volunteer, no papers", paper_states.at_no_papers),
    Page("volunteer, conduct certificate", paper_states.at_conduct_form),
    Page("volunteer, insurance", paper_states.at_insurance_form),
    Page("volunteer, sheet of papers", paper_states.at_sheet),
    Page("volunteer, ended with papers", paper_states.at_ended),
    Page("volunteer, deleted at own wish", paper_states.at_wish),
    Page("volunteer, forgotten", paper_states.at_forgotten),
    Page("volunteers, papers", paper_states.at_renewals),
    Page("volunteers, no papers due", paper_states.at_no_renewals),
    Page("volunteers, rules for papers", paper_states.at_rules),
    Page("volunteers, erasing", paper_states.at_erasing),
    Page("volunteer, contact form", register_states.at_contact_form),
    Page("volunteer, client too", register_states.at_client),
]


class StrayWindows(QObject):
    """Says what showed as a window of its own while it watched, other than popups.

    A part that is made visible before it stands in its page flashes as a window and takes the keyboard with it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def __enter__(self) -> Self:
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # pytest-qt made it
        return self

    def __exit__(self, *_: object) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as above

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and _is_own_window(watched):
            self.seen.append(watched)
        return False

    def beside(self, page: QWidget) -> list[str]:
        """Everything but the page itself; parts that stand in it by now are named as they are."""
        return [_said(widget) for widget in self.seen if widget is not page]


def problems(page: QWidget) -> list[str]:
    """Everything the walk finds on a page that is shown; empty is what it must be."""
    found = [f"kein Name für Screenreader: {_said(widget)}" for widget in nameless(page)]
    found += [f"Tab springt zurück: {_said(a)} → {_said(b)}" for a, b in out_of_order(page)]
    found += [f"abgeschnitten: {_said(widget)}" for widget in clipped(page)]
    found += [f"waagrecht zu rollen: {_said(area)}" for area in sideways(page)]
    found += [f"englisch: {text}" for text in english(page)]
    return found


def nameless(page: QWidget) -> list[QWidget]:
    """Widgets that take the keyboard and have nothing a screen reader could say."""
    return [widget for widget in _tab_stops(page) if not _accessible_name(widget)]


def out_of_order(page: QWidget) -> list[tuple[QWidget, QWidget]]:
    """Neighbours in the Tab order of which the second stands before the first in reading order.

    Going from the foot of one column to the head of the next is reading order too.
    """
    stops = _tab_stops(page)
    return [(a, b) for a, b in pairwise(stops) if _before(_read_at(b, a, page), _read_at(a, b, page))]


def clipped(page: QWidget) -> list[QWidget]:
    """Words that do not fit their widget and no tooltip tells them, or widgets that stick out of their parent."""
    return [widget for widget in _visible(page) if _words_cut(widget) or _sticks_out(widget)]


def sideways(page: QWidget) -> list[QAbstractScrollArea]:
    """Areas that have to be scrolled to the side."""
    areas = [page, *page.findChildren(QScrollArea)]
    return [a for a in areas if isinstance(a, QScrollArea) and a.isVisible() and a.horizontalScrollBar().maximum() > 0]


def english(page: QWidget) -> list[str]:
    """Words of Qt's own that were not translated."""
    texts = [child.text() for child in page.findChildren(QAbstractButton)]
    texts += [action.text() for widget in page.findChildren(QWidget) for action in widget.actions()]
    return [text for text in texts if text.replace("&", "").split("\t")[0].strip().casefold() in _ENGLISH]


def _is_own_window(widget: QWidget) -> bool:
    return widget.isWindow() and widget.windowType() not in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def _tab_stops(page: QWidget) -> list[QWidget]:
    stops, widget = [], page.nextInFocusChain()
    while widget is not page and widget is not None:
        wants_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wants_tab and page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            stops.append(widget)
        widget = widget.nextInFocusChain()
    return [stop for stop in stops if stop.focusProxy() is None]


def _accessible_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def _place(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def _read_at(widget: QWidget, other: QWidget, page: QWidget) -> QRect:
    """Where it is read seen from `other`: what can be scrolled away stands where the area that scrolls it stands."""
    area = widget.parentWidget()
    while area is not None and area is not page:
        if isinstance(area, QScrollArea) and not area.isAncestorOf(other):
            return _place(area, page)
        area = area.parentWidget()
    return _place(widget, page)


def _before(first: QRect, second: QRect) -> bool:
    """Whether `first` is read before `second`: in the same row further left, or above and not further right."""
    same_row = first.top() < second.bottom() and second.top() < first.bottom()
    if same_row:
        return first.right() <= second.left()
    return first.bottom() <= second.top() and first.left() <= second.left()


def _visible(page: QWidget) -> Iterator[QWidget]:
    return (w for w in page.findChildren(QWidget) if isinstance(w, _INPUTS) and w.isVisible() and w.width() > 0)


def _words_cut(widget: QWidget) -> bool:
    if widget.toolTip():
        return False
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.minimumSizeHint().width() > widget.width() + 1 or widget.sizeHint().height() > widget.height() + 1
    if isinstance(widget, QPushButton) and widget.text():
        needed = widget.fontMetrics().horizontalAdvance(widget.text())
        return needed > widget.width() or widget.fontMetrics().height() > widget.height()
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().height() > widget.height()
    return False


def _sticks_out(widget: QWidget) -> bool:
    """Scrolled content may be larger than what shows it; everything else must lie inside its parent."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return not parent.rect().adjusted(-2, -2, 2, 2).contains(widget.geometry())


def _said(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.objectName()!r} {text!r} {widget.geometry().getRect()}"


def settle() -> None:
    """Let layouts and style reach their final sizes."""
    for _ in range(6):
        QApplication.processEvents()
