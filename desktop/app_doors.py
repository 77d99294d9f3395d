"""The part of the composition that joins the store with the start pages and „Verwaltung“; imported by `app.py` only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from desktop import paths
from desktop.app_share import make_share_doors, move, require_good_place
from desktop.errors import CaseworkError
from desktop.models.work import Progress
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.keys.kdf import STANDARD_COST, KeyCost
from desktop.storage.keys.passwords import Level, check_password, strength
from desktop.storage.sharing.places import sync_service
from desktop.views.start.doors import Doors, Sheet, Strength

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app_writing import WritingWatch
    from desktop.casework.rights import Actor
    from desktop.models.drafts import Drafts
    from desktop.models.work import Work
    from desktop.storage.vault import OpenVault
    from desktop.views.admin.tools import AdminTools
    from desktop.views.desk import Desk

_TONES = {Level.WEAK: "bad", Level.FAIR: "warn", Level.STRONG: "ok"}


class Opened:
    """An open vault with its user, and the desk once it is built."""

    work: Work
    drafts: Drafts
    desk: Desk
    reading = False  # True for a reading copy, see `app_reading.py`
    watch: WritingWatch | None = None

    def __init__(self, vault: OpenVault, actor: Actor) -> None:
        self.vault = vault
        self.actor = actor
        self.before_close: list[Callable[[], object]] = []  # after the last save, while the vault is still open
        self._built = False

    def open_desk(self, tools: AdminTools, office: dict[str, str]) -> None:
        """Build work queue, drafts, places and desk; `office` comes from the first run and is saved."""
        from desktop.app_desk import build_desk  # noqa: PLC0415  loads SQLAlchemy: only after unlocking

        self.work, self.drafts, self.desk = build_desk(self.vault, self.actor, tools, office)
        self._built = True

    def say_lock_failed(self, error: CaseworkError, lock_anyway: Callable[[], object]) -> None:
        """Locking was wanted, but a draft could not be kept."""
        self.desk.messages.show_error(f"{error} Ihre letzten Eingaben sind noch nicht gesichert.",
                                      ("Trotzdem sperren", lock_anyway))

    def is_busy(self) -> bool:
        """Whether the storage thread or the pool still has work."""
        return self._built and bool(self.work.running)

    def close(self) -> None:
        """End the threads, then everything into the file, lock free, key gone."""
        if self._built:
            self.work.stop()
        for deed in self.before_close:
            deed()
        self.vault.close()


class FirstLogin(Opened):
    """Opened with a start password: nobody acts before `begin_first` has set an own one."""

    def __init__(self, vault: OpenVault) -> None:
        self.vault = vault
        self.before_close = []
        self._built = False


def make_doors(cost: KeyCost, demo: Callable[[], tuple[object, Path]] | None) -> Doors:
    """What the start pages can have done, with the store behind it."""
    return Doors(
        users=partial(_users, cost), create=partial(_create, cost), unlock=partial(_unlock, cost),
        recover=partial(_recover, cost), check_password=check_password, strength=judge, default_file=default_file(),
        versions=_versions, sheet_pdf=sheet_pdf, print_pdf=print_pdf, demo=demo, new_passphrase=_new_passphrase,
        needs_password=lambda opened: isinstance(opened, FirstLogin), begin=_begin_first,
        move=move, share=make_share_doors(cost),
    )


# What needs cryptography is loaded when it is called, so that the first page shows at once (decision 35).


def _users(cost: KeyCost, file: Path) -> tuple[str, ...]:
    from desktop.storage.vault import slot_labels  # noqa: PLC0415  see above

    require_good_place(VaultFiles(file))
    return slot_labels(VaultFiles(file), cost)


def _versions() -> dict[str, str]:
    from desktop.storage.health.versions import library_versions  # noqa: PLC0415  see above

    return library_versions()


def _new_passphrase() -> str:
    from desktop.storage.keys.passphrases import new_passphrase  # noqa: PLC0415  see above

    return new_passphrase()


def _create(cost: KeyCost, file: Path, name: str, password: str) -> tuple[Opened, Sheet]:
    from desktop.storage.vault import create_vault  # noqa: PLC0415  see above

    _make_folder(file.parent)
    vault, sheet = create_vault(VaultFiles(file), label=name, password=password, cost=cost)
    return _with_user(vault, first=True), sheet


def _unlock(cost: KeyCost, file: Path, name: str, password: str) -> Opened:
    from desktop.storage.vault import unlock  # noqa: PLC0415  see above

    vault = unlock(VaultFiles(file), name, password, cost=cost)
    return FirstLogin(vault) if vault.must_change_password else _with_user(vault)


def _begin_first(first: object, password: str) -> Opened:
    from desktop.casework.access.users import note_own_password  # noqa: PLC0415  loads SQLAlchemy: the vault is open

    assert isinstance(first, FirstLogin)
    first.vault.set_first_password(password)
    opened = _with_user(first.vault)
    with opened.vault.session() as session:
        note_own_password(session, opened.actor)
    return opened


def _recover(
    cost: KeyCost, file: Path, groups: str, name: str, password: str, slot_text: str | None
) -> tuple[Opened, Sheet]:
    from desktop.storage.vault import recover  # noqa: PLC0415  see above

    vault, sheet = recover(VaultFiles(file), groups, name, password, slot_text=slot_text, cost=cost)
    return _with_user(vault), sheet


def print_pdf(
    parent: QWidget, pdf: bytes, printed: Callable[[], object], failed: Callable[[CaseworkError], object]
) -> None:
    """Ask for a printer and print."""
    from desktop.views import print_pdf as printing  # noqa: PLC0415  see above

    printing.print_pdf(parent, pdf, printed, failed)


def demo_folder() -> Path:
    """Where Musterlingen is built anew each time; its vault is never remembered as the office's own."""
    return paths.data_folder() / "Musterlingen"


def show_demo() -> tuple[object, Path]:
    """Build Musterlingen and open it."""
    from desktop.commands.town.making import make_town  # noqa: PLC0415  loads SQLAlchemy: only when it is wanted
    from desktop.models.attachment_pictures import pdf_picture  # noqa: PLC0415  see above

    town = make_town(demo_folder(), picture=pdf_picture)
    return _unlock(STANDARD_COST, town.files.database, town.label, town.password), town.files.database


def make_tools(opened: Opened, get: Callable[[], Settings], put: Callable[[Settings], None]) -> AdminTools:
    """What the page „Verwaltung“ can have done."""
    from desktop.app_users import make_users_tools  # noqa: PLC0415  beside the desk, only after unlocking
    from desktop.app_writing import make_share_tools  # noqa: PLC0415  see above
    from desktop.storage.sharing.drive_protection import is_unprotected  # noqa: PLC0415  see above
    from desktop.views.admin.tools import AdminTools  # noqa: PLC0415  see above

    vault = opened.vault

    def back_up(progress: Progress) -> Path:
        return vault.back_up(lambda share: progress.report(round(share * 100), 100), lambda: progress.cancelled).folder

    return AdminTools(
        vault_file=vault.files.database, backup_folder=vault.files.backup_folder, back_up=back_up,
        change_password=vault.change_password, check_password=check_password, strength=judge, settings=get,
        change_settings=put, new_passphrase=_new_passphrase, users=make_users_tools(opened, get),
        share=make_share_tools(opened, get, put),
        is_drive_unprotected=partial(is_unprotected, PureWindowsPath(vault.files.database)),
    )  # fmt: skip


def judge(password: str) -> Strength:
    """How strong a password is, for the screen."""
    found = strength(password)
    return Strength(found.bits, found.level.value, _TONES[found.level])


def default_file() -> Path:
    """Where a new vault is proposed: the user's documents, unless a sync program copies that folder."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    folder = paths.data_folder() if sync_service(documents) else documents / "Wegplan"
    return folder / "Wegplan.wegplan"


def sheet_pdf(sheet: Sheet) -> bytes:
    """The recovery sheet for the safe."""
    from desktop.printing.sheets.recovery_sheet import recovery_sheet_pdf  # noqa: PLC0415  loads reportlab: vault is open
    from desktop.storage.keys.recovery import RecoverySheet  # noqa: PLC0415  loads cryptography

    return recovery_sheet_pdf(RecoverySheet(sheet.vault_name, sheet.made, sheet.groups, sheet.slot_text))


def _with_user(vault: OpenVault, *, first: bool = False) -> Opened:
    """The vault with its acting user; it is closed again when there is none."""
    from desktop.casework.office import actor_for, first_actor  # noqa: PLC0415  loads SQLAlchemy: the vault is open

    try:
        with vault.session() as session:
            actor = first_actor(session, vault.label, vault.label) if first else actor_for(session, vault.label)
    except BaseException:
        vault.flush_and_release()
        raise
    return Opened(vault, actor)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseworkError("Der Ordner lässt sich nicht anlegen; bitte einen anderen wählen.", field="path") from error
