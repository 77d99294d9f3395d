"""Pages about the writing place, for the walk: somebody else works, only reading, somebody asks, moving the vault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import clock
from desktop.errors import CaseworkError
from desktop.settings import Settings
from desktop.storage.errors import CloudFolderError, VaultInUseError
from desktop.storage.open_vault import OpenVault
from desktop.views.components.page_head import PageHead
from desktop.views.desk import Desk
from desktop.views.places import Place
from desktop.views.share.doors import PlaceState, ShareDoors
from desktop.views.share.share_tools import ShareState, ShareTools
from desktop.views.start.doors import Doors
from desktop.views.start.move_page import MovePage
from desktop.views.start.unlock_page import UnlockPage

if TYPE_CHECKING:
    from tests.views.page_walk import Stage

FILE = Path("Musterlingen.wegplan")
HOLDER = "Jürgen Weiß-Öztürk an RATHAUS-INTEGRATION-PC-12"
IN_USE = VaultInUseError(f"Der Tresor „Musterlingen“ wird gerade von {HOLDER} bearbeitet (seit 22.11.2026, 14:10 Uhr); "
                         "bitte schließen Sie ihn dort zuerst.")  # fmt: skip
IN_CLOUD = CloudFolderError("Der Tresor liegt in einem Ordner von OneDrive - Stadt Musterlingen; das Abgleichen kann "
                            "ihn zerstören. Bitte verschieben Sie ihn in einen anderen Ordner.")  # fmt: skip


class Door:
    """Answers as a share would; `state` is what it says next."""

    def __init__(self, state: PlaceState) -> None:
        self.state = state
        self.asked: list[str] = []
        self.taken_back: list[object] = []

    def doors(self) -> ShareDoors:
        return ShareDoors(look=lambda _file, _request: self.state, ask=self._ask,
                          take_back=lambda _file, request: self.taken_back.append(request), open_copy=_never)

    def _ask(self, _file: Path, name: str) -> object:
        self.asked.append(name)
        return name


def _never(*_: object) -> object:
    raise AssertionError("the walk opens nothing")


def _nothing() -> None:
    """What the buttons of the samples do."""


def copy_from_before() -> PlaceState:
    return PlaceState(HOLDER, clock.now() - dt.timedelta(days=1), "later")


def with_share(doors: Doors, state: PlaceState) -> Doors:
    return replace(doors, share=Door(state).doors(), move=lambda _file, _folder, progress: (FILE, True))


def _unlock_with(stage: Stage, error: CaseworkError) -> UnlockPage:
    page = UnlockPage(FILE, with_share(stage.doors(("Petra Lang", "Jürgen Weiß-Öztürk")), copy_from_before()),
                      stage.runner)  # fmt: skip
    page.show_target()
    page._read_users()  # else only after the page was seen
    page.show_error(error)
    return page


def share_tools(vault: OpenVault, get: Callable[[], Settings], put: Callable[[Settings], None]) -> ShareTools:
    """With everything there is to say on the card."""
    state = ShareState(on_share=True, copy_made=clock.now(), problem=str(IN_CLOUD), unreadable=3)
    return ShareTools(lambda: state, lambda: vault.reading_place().publish_if_changed(), get, put)


def in_use(stage: Stage) -> UnlockPage:
    page = _unlock_with(stage, IN_USE)
    assert page.in_use is not None
    page.in_use.ask.click()
    return page


def in_cloud(stage: Stage) -> UnlockPage:
    return _unlock_with(stage, IN_CLOUD)


def moving(stage: Stage) -> MovePage:
    page = MovePage(Path("OneDrive - Stadt Musterlingen") / "Akten" / "Musterlingen.wegplan",
                    with_share(stage.doors(), PlaceState()), stage.runner)  # fmt: skip
    page.show_target()
    return page


def _desk(stage: Stage) -> Desk:
    desk = Desk(stage.work, stage.drafts, stage.places, stage.commands, stage.vault.files.database.name)
    stage.places.add(Place("cases", "Fälle", "folder-open", lambda: PageHead("Fälle")))
    desk.go_first()
    return desk


def only_reading(stage: Stage) -> Desk:
    desk = _desk(stage)
    desk.place_bar.say(f"Stand 21.11.2026, 14:35 Uhr – nur lesen. {HOLDER} braucht den Schreibplatz noch.",
                       ("Neu laden (Stand 14:40 Uhr)", _nothing), ("Bitte zurücknehmen", _nothing),
                       icon="eye")  # fmt: skip
    return desk


def somebody_asks(stage: Stage) -> Desk:
    desk = _desk(stage)
    desk.place_bar.say("Jürgen Weiß-Öztürk (RATHAUS-INTEGRATION-PC-12) bittet um den Schreibplatz.",
                       ("Jetzt abgeben", _nothing), ("Später", _nothing), icon="hand-helping", tone="warn")  # fmt: skip
    return desk
