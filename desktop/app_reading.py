"""The working screen of a reading copy: cases and help, nothing that changes, and a bar that says how things stand."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.app_doors import Opened
from desktop.app_share import look
from desktop.casework.office import actor_for
from desktop.casework.rights import Actor
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.settings import Settings
from desktop.storage.files import VaultFiles
from desktop.storage.health.versions import library_versions
from desktop.storage.keys.kdf import KeyCost
from desktop.storage.sharing import handover_of_place
from desktop.storage.sharing.handover_of_place import Request
from desktop.storage.sharing.reading_copy import ReadingCopy
from desktop.storage.sharing.reading_vault import ReadingVault, open_copy
from desktop.views.cases.case_places import add_cases
from desktop.views.cases.case_tabs import case_tabs
from desktop.views.commands import Commands
from desktop.views.desk import Desk
from desktop.views.filtered_list import ListMemory
from desktop.views.help.entry import help_commands, help_place
from desktop.views.places import Place, Places
from desktop.views.search import VaultSearch
from desktop.views.share.doors import PlaceState
from desktop.views.share.words import as_said, waiting_sentence

if TYPE_CHECKING:
    from desktop.storage.vault import OpenVault
    from desktop.views.preview.preview_page import PreviewPage

_LOOK_EVERY_MS = 5000
_MAKES_NEW = ("new-person",)


class OpenedCopy(Opened):
    """A reading copy with its user; `request` is the wish for the writing place that is under way."""

    reading = True

    def __init__(self, copy: ReadingVault, actor: Actor, request: Request | None = None) -> None:
        super().__init__(cast("OpenVault", copy), actor)  # the desk of a copy uses only what both have
        self.copy = copy
        self.request = request

    def open_reading_desk(self, get: Callable[[], Settings], put: Callable[[Settings], None]) -> None:
        """Build work queue and desk; settings of this PC still say which cases the list shows."""
        self.work = Work(self.copy, self.actor)
        self.drafts = Drafts(self.work, self.work)
        places, commands = Places(self.work), Commands(self.work)
        self.desk = Desk(self.work, self.drafts, places, commands, self.copy.files.database.name)
        memory = ListMemory(lambda: get().case_list, lambda text: put(replace(get(), case_list=text)))
        add_cases(self.work, places, self.drafts, commands, memory, case_tabs())
        places.add(Place("preview", "Druckvorschau", "printer", partial(_preview, self.work, places), rail=False,
                         belongs_to="cases"), help_place(places, library_versions))  # fmt: skip
        commands.remove(*_MAKES_NEW)
        commands.add(*help_commands(places))
        self.desk.palette_box.set_search(VaultSearch(self.work, places))
        self._built = True


def open_reading(files: VaultFiles, name: str, password: str, cost: KeyCost, request: Request | None) -> OpenedCopy:
    """Open the newest reading copy with its user. Raises VaultError subclasses."""
    return _with_user(open_copy(files, name, password, cost=cost), request)


def _with_user(copy: ReadingVault, request: Request | None) -> OpenedCopy:
    try:
        with copy.session() as session:
            return OpenedCopy(copy, actor_for(session, copy.label), request)
    except BaseException:
        copy.close()
        raise


def _preview(work: Work, places: Places) -> PreviewPage:
    from desktop.views.preview.preview_page import PreviewPage  # noqa: PLC0415  memory: only when somebody prints

    return PreviewPage(work, None, places)


class ReadingWatch(QObject):
    """Keeps the bar over the pages true: how old the copy is, who works, whether a newer one or the place is there.

    `leave` closes the copy and asks for the password of the vault itself; `renew(OpenedCopy)` shows a newer copy.
    """

    def __init__(
        self, opened: OpenedCopy, leave: Callable[[], object], renew: Callable[[OpenedCopy], object]
    ) -> None:
        super().__init__(opened.desk)
        self._opened, self._leave, self._renew = opened, leave, renew
        self._file = opened.copy.files.database
        self._looking = False
        self._newer: ReadingCopy | None = None
        self._state = PlaceState(holder=self.tr("Jemand"))
        opened.before_close.append(self._leave_no_request)
        self._show()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask how things stand, beside the main thread."""
        if not self._looking:
            self._looking = True
            self._opened.work.compute(self, self._looked, then=self._on_looked, failed=self._on_failed)

    def _looked(self) -> tuple[PlaceState, ReadingCopy | None]:
        return look(self._file, self._opened.request), self._opened.copy.newer()

    def _on_looked(self, found: tuple[PlaceState, ReadingCopy | None]) -> None:
        self._looking = False
        self._state, self._newer = found
        self._show()

    def _on_failed(self, error: CaseworkError) -> None:
        self._looking = False
        self._opened.desk.messages.show_error(str(error))

    def _show(self) -> None:
        state, asked = self._state, self._opened.request is not None
        words = [self.tr("Stand %1 – nur lesen.").replace("%1", as_said(self._opened.copy.copy.made))]
        if not state.holder:
            words.append(self.tr("Der Schreibplatz ist frei."))
        else:
            at_work = self.tr("%1 arbeitet im Tresor.").replace("%1", state.holder)
            words.append(waiting_sentence(state, asked=asked) or at_work)
        self._opened.desk.place_bar.say(" ".join(words), *self._actions(), icon="eye")

    def _actions(self) -> list[tuple[str, Callable[[], object]]]:
        actions: list[tuple[str, Callable[[], object]]] = []
        if self._newer is not None:
            actions.append((self.tr("Neu laden (Stand %1)").replace("%1", as_said(self._newer.made)), self.reload))
        if not self._state.holder:
            actions.append((self.tr("Im Tresor weiterarbeiten"), self._leave))
        elif self._opened.request is None:
            actions.append((self.tr("Um Schreibplatz bitten"), self.ask))
        else:
            actions.append((self.tr("Bitte zurücknehmen"), self.take_back))
        return actions

    def reload(self) -> None:
        """Show the newer copy; the key is the same unless it was changed meanwhile."""
        self._opened.work.compute(self, self._reopened, then=self._renew, failed=self._on_failed)

    def _reopened(self) -> OpenedCopy:
        request, self._opened.request = self._opened.request, None  # goes on with the newer copy
        return _with_user(self._opened.copy.renewed(), request)

    def ask(self) -> None:
        """Ask whoever works for the writing place."""
        self._opened.work.compute(self, handover_of_place.ask, self._opened.copy.files, self._opened.actor.name,
                                  then=self._on_asked, failed=self._on_failed)

    def _on_asked(self, request: Request) -> None:
        self._opened.request = request
        self._show()
        self.look()

    def take_back(self) -> None:
        """Ask no longer."""
        self._opened.work.compute(self, self._take_back, then=lambda _: self._show(), failed=self._on_failed)

    def _leave_no_request(self) -> None:
        self._timer.stop()
        with suppress(CaseworkError):  # it is forgotten after an hour
            self._take_back()

    def _take_back(self) -> None:
        request, self._opened.request = self._opened.request, None
        if request is not None:
            handover_of_place.take_back(self._opened.copy.files, request)
