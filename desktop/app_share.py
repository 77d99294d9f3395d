"""One writes, others read, put together: what the start pages can do about the writing place.

What the writing place itself does while the vault is open is in `app_writing.py`. What touches locks and notes is
loaded when it is called, so that the first page shows at once (decision 35).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.storage.files import VaultFiles
from desktop.storage.sharing.places import require_no_sync
from desktop.views.share.doors import PlaceState, ShareDoors

if TYPE_CHECKING:
    from desktop.models.work import Progress
    from desktop.storage.keys.kdf import KeyCost


def make_share_doors(cost: KeyCost) -> ShareDoors:
    """What pages can have done about the writing place, with the store behind it."""
    return ShareDoors(look=look, ask=_ask, take_back=_take_back, open_copy=partial(_open_copy, cost))


def require_good_place(files: VaultFiles) -> None:
    """Say at once, before a password is typed, that a vault must not be worked with where it lies."""
    from desktop.storage.sharing.moved import require_not_moved  # noqa: PLC0415  see above

    require_no_sync(files)
    require_not_moved(files)


def where_it_lies_now(file: Path | None) -> Path | None:
    """The vault of last time, followed to where it was moved; None when it is nowhere."""
    if file is None or file.exists():
        return file
    from desktop.storage.sharing.moved import read_note  # noqa: PLC0415  see above

    note = read_note(VaultFiles(file)) if file.name.casefold().endswith(".wegplan") else None
    return note.target if note is not None and note.target.exists() else None


def move(file: Path, folder: Path, progress: Progress) -> tuple[Path, bool]:
    """Move a closed vault; its database in the new place, and whether nothing was left in the old one."""
    from desktop.storage.sharing.moving import move_vault  # noqa: PLC0415  see above

    done = move_vault(
        VaultFiles(file), folder, progress=lambda share: progress.report(round(share * 100), 100),
        cancelled=lambda: progress.cancelled,
    )  # fmt: skip
    return done.files.database, not done.left


def look(file: Path, request: object) -> PlaceState:
    """Who works, how old the reading copy is, what was answered to `request`."""
    from desktop.storage.sharing import handover_of_place, reading_copy  # noqa: PLC0415  see above
    from desktop.storage.sharing.lock import holder  # noqa: PLC0415  see above

    files = VaultFiles(file)
    at_work, copy = holder(files), reading_copy.latest(files)
    answer = handover_of_place.answered(files, request) if isinstance(request, handover_of_place.Request) else ""
    name = f"{at_work.label} an {at_work.computer}" if at_work is not None and at_work.label else "Jemand"
    return PlaceState(name if at_work is not None else "", copy.made if copy is not None else None, answer)


def _ask(file: Path, name: str) -> object:
    from desktop.storage.sharing import handover_of_place  # noqa: PLC0415  see above

    return handover_of_place.ask(VaultFiles(file), name)


def _take_back(file: Path, request: object) -> None:
    from desktop.storage.sharing import handover_of_place  # noqa: PLC0415  see above

    if isinstance(request, handover_of_place.Request):
        handover_of_place.take_back(VaultFiles(file), request)


def _open_copy(cost: KeyCost, file: Path, name: str, password: str, request: object) -> object:
    from desktop.app_reading import open_reading  # noqa: PLC0415  loads SQLAlchemy: only when it is wanted
    from desktop.storage.sharing.handover_of_place import Request  # noqa: PLC0415  see above

    return open_reading(VaultFiles(file), name, password, cost, request if isinstance(request, Request) else None)
