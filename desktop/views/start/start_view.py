"""All start pages in one stack, from the first question to the open vault.

Most days only the page to unlock is seen: the pages of a new vault are loaded when they are wanted (decision 35).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Runner
from desktop.views import messages
from desktop.views.start.doors import Doors, Sheet
from desktop.views.start.start_page import StartPage
from desktop.views.start.unlock_page import UnlockPage
from desktop.views.start.welcome_page import WelcomePage


class StartView(QStackedWidget):
    """*Signals:* `opened(vault, file, office)` at the end; `office` is what was said about the office, if any."""

    opened = Signal(object, object, object)

    def __init__(self, doors: Doors, runner: Runner, last: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._runner, self._last = doors, runner, last
        self._vault: object = None
        self._file = Path()
        if last is not None:
            self.show_unlock(last)
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """The first question."""
        page = WelcomePage(with_demo=self._doors.demo is not None, with_restore=self._doors.restore is not None)
        page.restore_wanted.connect(partial(self.show_restore, None))
        page.new_wanted.connect(self.show_new)
        page.open_wanted.connect(self.choose_vault)
        page.demo_wanted.connect(self._on_demo_wanted)
        self._show(page)

    def show_new(self) -> None:
        """Step 1 of a new vault."""
        from desktop.views.start.new_vault_page import NewVaultPage  # noqa: PLC0415  see above

        page = NewVaultPage(self._doors, self._runner)
        page.made.connect(self._on_new_made)
        page.back_wanted.connect(self._on_back_wanted)
        self._show(page)

    def show_unlock(self, file: Path) -> None:
        """Ask for the password of a vault."""
        page = UnlockPage(file, self._doors, self._runner)
        page.opened.connect(self._on_opened)
        page.recover_wanted.connect(self.show_recover)
        page.restore_wanted.connect(self.show_restore)
        page.other_wanted.connect(self.show_welcome)
        page.move_wanted.connect(self.show_move)
        page.elsewhere_wanted.connect(self.show_unlock)
        self._file = file
        self._show(page)

    def show_recover(self, file: Path) -> None:
        """Ask for the recovery sheet of a vault."""
        from desktop.views.start.recover_page import RecoverPage  # noqa: PLC0415  see above

        page = RecoverPage(file, self._doors, self._runner)
        page.made.connect(self._on_recovered)
        page.back_wanted.connect(self._on_back_wanted)
        self._file = file
        self._show(page)

    def show_restore(self, file: Path | None) -> None:
        """Choose a copy to take the place of a vault, or to be the first one here."""
        from desktop.views.start.restore_page import RestorePage  # noqa: PLC0415  see above

        if self._doors.restore is None:
            return
        page = RestorePage(file, self._doors.restore, self._runner)
        page.restored.connect(self._on_moved)
        page.back_wanted.connect(partial(self.show_unlock, file) if file is not None else self.show_welcome)
        self._show(page)

    def show_move(self, file: Path) -> None:
        """Ask where the vault shall lie from now on."""
        from desktop.views.start.move_page import MovePage  # noqa: PLC0415  see above

        page = MovePage(file, self._doors, self._runner)
        page.moved.connect(self._on_moved)
        page.back_wanted.connect(partial(self.show_unlock, file))
        self._show(page)

    def choose_vault(self) -> None:
        """Let the user point at a vault."""
        messages.choose_file(self, self.tr("Tresor öffnen"), self.tr("Tresor (*.wegplan)"), self.show_unlock,
                             start=self._doors.default_file.parent)

    def show_notice(self, sentence: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Say something before the user begins, such as that the last run broke off."""
        page = self.currentWidget()
        if isinstance(page, StartPage):
            page.show_notice(sentence, "warn", *actions)

    def show_help(self) -> None:
        """The help over the page shown."""
        from desktop.views.start.start_help import StartHelp  # noqa: PLC0415  see above

        self._page_below = self.currentWidget()
        topic = "start.html" if isinstance(self._page_below, WelcomePage) else "tresor.html"
        self._help = StartHelp(self._doors.versions, topic, self)
        self._help.left.connect(self._leave_help)
        self.addWidget(self._help.page)
        self.setCurrentWidget(self._help.page)
        self._help.focus()

    def _leave_help(self) -> None:
        page = self._help.page
        if self._page_below is not None:
            self.setCurrentWidget(self._page_below)
            focused = self._page_below.focusWidget()
            (focused or self._page_below).setFocus()
        self.removeWidget(page)
        page.deleteLater()
        self._help.deleteLater()

    def _show(self, page: StartPage) -> None:
        page.add_help()
        page.help_wanted.connect(self.show_help)
        old = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if old is not None:
            self.removeWidget(old)
            old.deleteLater()
        show_target = getattr(page, "show_target", None)
        if show_target is not None:
            show_target()

    def _on_new_made(self, vault: object, sheet: Sheet, file: Path) -> None:
        self._vault, self._file = vault, file
        from desktop.views.start.sheet_page import SheetPage  # noqa: PLC0415  see above

        page = SheetPage(sheet, self._doors, self._runner, self.tr("Schritt 2 von 3. "))
        page.done.connect(self._on_sheet_kept)
        self._show(page)

    def _on_sheet_kept(self) -> None:
        from desktop.views.start.office_page import OfficePage  # noqa: PLC0415  see above

        page = OfficePage()
        page.given.connect(self._on_office_given)
        self._show(page)

    def _on_office_given(self, office: dict[str, str]) -> None:
        self._hand_over(self._vault, office)

    def _on_moved(self, file: Path, sentence: str) -> None:
        self._last = file
        self.show_unlock(file)
        page = self.currentWidget()
        if isinstance(page, StartPage):
            page.show_notice(sentence, "ok")

    def _on_recovered(self, vault: object, sheet: Sheet, file: Path) -> None:
        self._vault, self._file = vault, file
        from desktop.views.start.sheet_page import SheetPage  # noqa: PLC0415  see above

        page = SheetPage(sheet, self._doors, self._runner)
        page.done.connect(self._on_new_sheet_kept)
        self._show(page)

    def _on_new_sheet_kept(self) -> None:
        self._hand_over(self._vault)

    def _on_opened(self, vault: object) -> None:
        if self._doors.needs_password is not None and self._doors.needs_password(vault):
            self._ask_for_own_password(vault)
        else:
            self._hand_over(vault)

    def _hand_over(self, vault: object, office: dict[str, str] | None = None) -> None:
        """The steps are finished: whoever gets the vault closes it too."""
        self._vault = None
        self.opened.emit(vault, self._file, office or {})

    def _ask_for_own_password(self, vault: object) -> None:
        from desktop.views.start.first_password_page import FirstPasswordPage  # noqa: PLC0415  see above

        self._vault = vault
        page = FirstPasswordPage(vault, self._doors, self._runner)
        page.opened.connect(self._on_opened)
        self._show(page)

    def _on_back_wanted(self) -> None:
        if self._last is not None:
            self.show_unlock(self._last)
        else:
            self.show_welcome()

    def _on_demo_wanted(self) -> None:
        page = self.currentWidget()
        if self._doors.demo is not None and isinstance(page, WelcomePage):
            page.set_building(True)
            self._runner.compute(page, self._doors.demo, then=self._on_demo_made, failed=self._on_demo_failed)

    def _on_demo_made(self, made: tuple[object, Path]) -> None:
        vault, self._file = made
        self._hand_over(vault)

    def _on_demo_failed(self, error: CaseworkError) -> None:
        page = self.currentWidget()
        if isinstance(page, WelcomePage):
            page.set_building(False)
            page.show_error(error)

    def vault_in_hand(self) -> object:
        """A vault that is open although the steps are not finished; the program closes it when it ends."""
        return self._vault
