"""Puts the program together: settings, style, start pages, vault, work, desk; and takes it apart in reverse.

Nothing of SQLAlchemy or reportlab, and nothing that works only with an open vault, is imported before one is opened
(decision 35): that is imported inside functions here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent import futures
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop import logs, settings
from desktop.app_doors import Opened, demo_folder, make_doors, make_tools, show_demo
from desktop.app_lock import (
    AFTER_LOCK,
    at_the_latest,
    conceal,
    doors_of_return,
    end_this_process,
    go_where_the_lock_came,
    remember_place,
    start_fresh_process,
)
from desktop.app_restore import with_restore
from desktop.app_share import where_it_lies_now
from desktop.errors import CaseworkError
from desktop.models.garbage import MainThreadGarbage
from desktop.models.work import Runner
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.views.lock import LockGuard
from desktop.views.main_window import MainWindow
from desktop.views.start.start_view import StartView
from desktop.views.style import apply_style

if TYPE_CHECKING:
    from desktop.app_keeper import BackupKeeper

_BROKE_OFF = "Wegplan ist beim letzten Mal unerwartet beendet worden. Gespeichertes und Entwürfe sind im Tresor."
_MISSING = "In diesem Tresor fehlen %1 Speicherungen, die auf diesem PC schon da waren. Liegt hier eine ältere Kopie?"


def run(argv: list[str]) -> int:
    """Open the window and stay until it is closed; the exit code."""
    fault = logs.previous_fault()
    app = make_application(argv)
    bell = BugBell()
    with logs.active(bell.rang.emit):
        program = Program(app, demo=show_demo, after_lock=AFTER_LOCK in argv)
        bell.rang.connect(program.on_bug)
        program.start(fault)
        return app.exec()


def make_application(argv: list[str]) -> QApplication:
    """A QApplication that speaks German, also in Qt's own buttons and menus."""
    app = QApplication(argv)
    app.setApplicationName("Wegplan")
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    translator = QTranslator(app)
    if translator.load("qtbase_de", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class BugBell(QObject):
    """Brings the report of a bug from whatever thread to the main one."""

    rang = Signal(str)


class Program(QObject):
    """The running program. `start_process` and `end_process` are what locking does at its end (decision 26)."""

    def __init__(
        self,
        app: QApplication,
        *,
        start_process: Callable[[], object] = start_fresh_process,
        end_process: Callable[[], object] = end_this_process,
        demo: Callable[[], tuple[object, Path]] | None = None,
        cost: KeyCost = STANDARD_COST,
        folder: Path | None = None,
        after_lock: bool = False,
    ) -> None:
        super().__init__()
        self._app, self._folder = app, folder
        self._start_process, self._end_process = start_process, end_process
        self._settings, self._complaint = settings.load(folder)
        apply_style(app, self._settings.theme, self._settings.text_scale)
        self._runner = Runner()
        self._garbage = MainThreadGarbage(self)
        self._cost = cost
        doors = with_restore(make_doors(cost, demo), cost, lambda: self._settings)
        self._doors = doors_of_return(doors, lambda: self._settings.last_user, patient=after_lock)
        self._keeper: BackupKeeper | None = None
        self._opened: Opened | None = None
        self._locking = False
        self._desk: object = None
        self._guard = LockGuard(self._settings.lock_after_minutes, parent=self)
        self._guard.lock_wanted.connect(self.lock_anyway)
        self.window = MainWindow()
        self.window.closing.connect(self.close)
        self.window.restart_wanted.connect(self.lock_anyway)

    def start(self, fault: str | None = None) -> None:
        """Show the window with the page to unlock the last vault, or the first-run pages; `fault` is the trace of the
        hard crash that ended the last run."""
        last = Path(self._settings.last_vault) if self._settings.last_vault else None
        view = StartView(self._doors, self._runner, where_it_lies_now(last))
        view.opened.connect(self._on_opened)
        self._start_view = view
        self.window.show_screen(view)
        self.window.restore(self._settings.window_geometry)
        self.window.show()
        if self._settings.start_page == "restore":
            self._remember(start_page="")
            view.show_restore(where_it_lies_now(last))
        if fault is not None:
            view.show_notice(_BROKE_OFF, (self.tr("Bericht ansehen"), partial(self.window.show_report, fault)))
        elif self._complaint:
            view.show_notice(self._complaint)

    def lock(self) -> None:
        """The user wants to lock: drafts first; if one cannot be kept, say so and let the user decide."""
        problem = self._keep_drafts(wait=1.0)
        if problem is not None and self._opened is not None:
            self._opened.say_lock_failed(problem, self.lock_anyway)
            return
        self.lock_anyway()

    def lock_anyway(self) -> None:
        """Clear the screen, start a fresh process that asks for the password, keep what can be kept, end this one.

        Nothing asks and nothing waits: a file chooser, a box or work under way do not hold it up.
        """
        if self._locking:
            return
        self._locking = True
        self._remember(window_geometry=self.window.geometry_text())
        conceal()
        self._start_process()
        with at_the_latest(self._end_process):
            if self._opened is not None:
                remember_place(self._opened)
            self._keep_drafts()
            self._end_session()
        self._end_process()

    def is_busy(self) -> bool:
        """Whether something still runs beside the main thread."""
        return bool(self._runner.running or (self._opened is not None and self._opened.is_busy()))

    def close(self) -> None:
        """The window closes: keep drafts, remember the window, close the vault. Asks nothing, loses nothing."""
        self._remember(window_geometry=self.window.geometry_text())
        self._keep_drafts()
        if self._keeper is not None and self._keeper.finish_then(self._end_session):
            self._guard.lock_wanted.disconnect(self.lock_anyway)  # no fresh login for somebody who has left
            self._guard.lock_wanted.connect(self._keeper.finish)
        else:
            self._end_session()

    def leave_to_restore(self) -> None:
        """Close the vault as locking does; the fresh process shows the page for bringing a copy back."""
        self._remember(start_page="restore")
        self.lock_anyway()

    def on_bug(self, report: str) -> None:
        """Something unexpected happened: write nothing any more and show the report."""
        try:
            if self._opened is not None and not self._opened.work.frozen:
                self._keep_drafts(wait=2.0)  # what was typed last; the page with the bug may fail again here
        finally:
            if self._opened is not None:
                self._opened.work.freeze()
            self.window.show_crash(report)

    def _on_opened(self, opened: Opened, file: Path, office: dict[str, str]) -> None:
        from desktop.app_writing import watch_place  # noqa: PLC0415  see above

        self._opened = opened
        if file.parent != demo_folder():
            self._remember(last_vault=str(file), last_user=opened.vault.label)
        if opened.reading:
            self._open_reading_desk(opened)
        else:
            self._open_desk(opened, office)
        opened.work.setParent(self)  # its timers end with the program, on this thread
        opened.desk.lock_wanted.connect(self.lock)
        self.window.show_screen(opened.desk)
        if opened.reading:
            opened.desk.go_first()
        else:
            self._watch_from_the_start(opened)
        watch_place(opened, lambda: self._settings, self.lock, self._on_renewed)
        handle = self.window.windowHandle()
        if handle is not None:
            self._guard.start(handle)

    def _open_desk(self, opened: Opened, office: dict[str, str]) -> None:
        from desktop.app_keeper import BackupKeeper  # noqa: PLC0415  see above

        self._keeper = BackupKeeper(opened, self._cost, lambda: self._settings, self._change_settings,
                                    self.leave_to_restore, self)  # fmt: skip
        tools = make_tools(opened, lambda: self._settings, self._change_settings)
        opened.open_desk(self._keeper.with_backups(tools), office)

    def _open_reading_desk(self, opened: Opened) -> None:
        from desktop.app_writing import open_reading_desk  # noqa: PLC0415  see above

        open_reading_desk(opened, lambda: self._settings, self._change_settings)

    def _watch_from_the_start(self, opened: Opened) -> None:
        from desktop.app_record import watch_record  # noqa: PLC0415  see above

        go_where_the_lock_came(opened, partial(self._say_what_is_missing, opened))
        watch_record(opened)
        if self._keeper is not None:
            self._keeper.start()

    def _say_what_is_missing(self, opened: Opened) -> None:
        if opened.vault.missing_saves:
            opened.desk.messages.show_warning(_MISSING.replace("%1", str(opened.vault.missing_saves)))

    def _on_renewed(self, newer: Opened) -> None:
        """A newer reading copy takes the place of the one shown."""
        older = self._opened
        self._on_opened(newer, newer.vault.files.database, {})
        if older is not None:
            older.close()

    def _keep_drafts(self, wait: float | None = None) -> CaseworkError | None:
        """Wait until every draft is in the vault, or so many seconds; the first error, if any."""
        if self._opened is None or self._opened.reading:
            return None
        done, _ = futures.wait(self._opened.drafts.flush(), wait)
        errors = [future.exception() for future in done]
        return next((error for error in errors if isinstance(error, CaseworkError)), None)

    def _end_session(self) -> None:
        """Close in reverse order: guard, threads, vault."""
        if self._keeper is not None:
            self._keeper.stop()
            self._keeper = None
        self._guard.stop()
        self._garbage.stop()
        self._runner.stop()
        unfinished = self._start_view.vault_in_hand() if self._opened is None else None
        opened = self._opened or unfinished
        self._opened = None
        if isinstance(opened, Opened):
            opened.close()

    def _change_settings(self, wanted: settings.Settings) -> None:
        """Apply at once, then save; CaseworkError when this PC does not keep it."""
        before, self._settings = self._settings, wanted
        if wanted == before:
            return  # a list tells its filters at every key
        if (wanted.theme, wanted.text_scale) != (before.theme, before.text_scale):  # dressing all pages takes a second
            apply_style(self._app, wanted.theme, wanted.text_scale)
        self._guard.set_minutes(wanted.lock_after_minutes)
        settings.save(wanted, self._folder)

    def _remember(self, **values: str) -> None:
        self._settings = replace(self._settings, **values)  # type: ignore[arg-type]  # only text settings come here
        try:
            settings.save(self._settings, self._folder)
        except CaseworkError as error:
            logging.getLogger(__name__).info("settings not saved: %s", error)
