"""„Zugänge“ in its states, for its tests and the walk over all pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.casework.access.users import add_user
from desktop.models.work import Progress
from desktop.storage.keys.enrolment import Handout, StartPassword
from desktop.storage.keys.recovery import RecoverySheet, new_recovery_key
from desktop.storage.vault import OpenVault
from desktop.views.admin.users_handout import HandoutPage
from desktop.views.admin.users_key_page import KeyChangePage
from desktop.views.admin.users_page import UsersPage
from desktop.views.admin.users_tools import OldCopy, UsersTools
from desktop.views.start.first_password_page import FirstPasswordPage
from desktop.views.start.suggestion import Suggestion

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

PASSWORD = "Birne-Laterne-Ofen-47"
AYSE, UWE = "Ayşe Yılmaz", "Uwe Fort"
DAY = dt.datetime(2026, 11, 22, 17, 30, tzinfo=dt.UTC)


@dataclass
class Printer:
    """Takes what is printed; `jam` makes it fail."""

    pages: list[bytes]

    def __call__(self, _page: object, pdf: bytes, done: Callable[[], object], _failed: object) -> None:
        self.pages.append(pdf)
        done()


def users_tools(vault: OpenVault, printer: Printer | None = None, *, key_was_changing: bool = False) -> UsersTools:
    """The page's tools on a real vault; sheets are made in a moment."""

    def change_key(password: str, leaving: str | None, progress: Progress) -> Handout:
        return vault.change_key(password, leaving, lambda share: progress.report(round(share * 100), 100),
                                lambda: progress.cancelled)  # fmt: skip

    def rekey(copies: tuple[OldCopy, ...], progress: Progress) -> None:
        for wanted in copies:
            vault.rekey_copy(wanted.copy, cancelled=lambda: progress.cancelled)  # type: ignore[arg-type]  # a StoredCopy

    return UsersTools(
        by_start=lambda: {access.label: access.by_start_password for access in vault.accesses()},
        give_start_password=vault.give_start_password, renew_sheet=vault.renew_recovery_sheet, change_key=change_key,
        old_copies=lambda: tuple(
            OldCopy(copy.folder.name, copy.made, vault.can_rekey(copy), copy) for copy in vault.old_copies()
        ),
        rekey=rekey, expire=lambda copies: vault.expire_copies(tuple(copy.copy for copy in copies)),  # type: ignore[misc]
        start_pdf=lambda start: f"%PDF {start.label}".encode(), sheet_pdf=lambda _sheet: b"%PDF sheet",
        print_pdf=printer or Printer([]), key_was_changing=key_was_changing,
    )  # fmt: skip


def at_users(stage: Stage) -> UsersPage:
    """Three people: the acting one, one who has not logged in yet, one without a way in."""
    with stage.vault.session() as session:
        for name in (AYSE, UWE):
            add_user(session, stage.work.actor, name)
    stage.vault.give_start_password(AYSE)
    page = UsersPage(stage.work, stage.places, users_tools(stage.vault, key_was_changing=True))
    page.show_target()
    page.list.table.choose(page.list.model.row(1).id)
    return page


def at_key_change(stage: Stage) -> KeyChangePage:
    """Somebody leaves who is responsible for cases."""
    page = at_users(stage)
    tools, row = users_tools(stage.vault), page.list.model.row(1)
    page.deleteLater()
    return KeyChangePage(stage.work, tools, row)


def at_first_password(stage: Stage) -> FirstPasswordPage:
    """With a proposal taken."""
    page = FirstPasswordPage(stage.vault, stage.doors(), stage.runner)
    suggestion = page.findChild(Suggestion)
    assert isinstance(suggestion, Suggestion)
    suggestion.suggest()
    return page


def at_handout(stage: Stage) -> HandoutPage:
    """One colleague's start password and the new sheet."""
    words = "verlagerung-zweiteiliger-sitzheizung-darstellen-korbdeckel-neuheit"
    start = StartPassword("Musterlingen", "Annemarie-Sophie Weiß-Öztürk", words, DAY.date())
    sheet = RecoverySheet("Musterlingen", DAY.date(), new_recovery_key(), "WGP1")
    page = HandoutPage(stage.work, users_tools(stage.vault), (start,), sheet, after_change=True)
    page.finish()
    return page
