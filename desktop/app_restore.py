"""Joins bringing a copy back with the start pages. Everything that loads SQLAlchemy is imported when it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import CaseworkError
from desktop.models.copy_words import moment
from desktop.models.work import Cancelled, Progress
from desktop.settings import Settings
from desktop.storage.files import SUFFIX, VaultFiles
from desktop.storage.keys.kdf import KeyCost
from desktop.views.start.doors import Doors
from desktop.views.start.restore_doors import RestoreDoors

if TYPE_CHECKING:
    from desktop.models.copy_table import CopyRow
    from desktop.storage.backup.put_aside import Aside
    from desktop.storage.backup.restore_proof import Proven


def with_restore(doors: Doors, cost: KeyCost, get: Callable[[], Settings]) -> Doors:
    """The start pages' doors with bringing a copy back, and with finishing what a kill interrupted."""

    def users(file: Path) -> tuple[str, ...]:
        from desktop.storage.backup.restore import settle  # noqa: PLC0415  loads cryptography: once the page is seen

        settle(VaultFiles(file))
        return doors.users(file)

    return replace(doors, users=users, restore=make_restore_doors(cost, get, doors.default_file))


def make_restore_doors(cost: KeyCost, get: Callable[[], Settings], default_file: Path) -> RestoreDoors:
    """For the page „Sicherung zurückholen“; `get` gives this PC's settings, which know the second place."""
    return RestoreDoors(
        copies=partial(_copies, cost, get), copy_in=partial(_copy_in, cost), restore=partial(_restore, cost),
        place_for=partial(_place_for, default_file), undoable=_undoable, undo=_undo,
    )  # fmt: skip


def _copies(cost: KeyCost, get: Callable[[], Settings], file: Path) -> tuple[CopyRow, ...]:
    from desktop.app_backup import copy_rows, look_there, target_of  # noqa: PLC0415  see above
    from desktop.storage.backup.backup_generations import list_copies  # noqa: PLC0415  see above
    from desktop.storage.errors import translated  # noqa: PLC0415  see above

    files = VaultFiles(file)
    with translated():
        rows = copy_rows(list_copies(files.backup_folder, files.name), "dieser PC", cost)
    target = target_of(get(), file)
    if target is not None:
        rows += copy_rows(look_there(target)[2], "zweites Ziel", cost)
    return tuple(sorted(rows, key=lambda row: row.made, reverse=True))


def _copy_in(cost: KeyCost, folder: Path) -> CopyRow:
    from desktop.app_backup import copy_rows  # noqa: PLC0415  see above
    from desktop.storage.backup.backup_content import CONTENT  # noqa: PLC0415  see above
    from desktop.storage.backup.backup_generations import read_copy  # noqa: PLC0415  see above

    if not (folder / CONTENT).is_file():
        raise CaseworkError(
            f"In „{folder.name}“ liegt keine Sicherung von Wegplan; bitte wählen Sie den Ordner mit Datum und Uhrzeit."
        )
    (row,) = copy_rows((read_copy(folder),), "anderer Ordner", cost)
    return row


def _place_for(default_file: Path, copy: CopyRow) -> Path:
    return default_file.with_name(copy.vault + SUFFIX) if copy.vault else default_file


def _restore(cost: KeyCost, file: Path, row: CopyRow, name: str, password: str, progress: Progress) -> str:
    from desktop.storage.backup.backup_generations import read_copy  # noqa: PLC0415  see above
    from desktop.storage.backup.restore import restore  # noqa: PLC0415  see above
    from desktop.storage.backup.restore_proof import prove_opens, tell_last_seen  # noqa: PLC0415  see above
    from desktop.storage.watch import Watch  # noqa: PLC0415  see above

    files, copy = VaultFiles(file), read_copy(row.folder)
    watch = Watch(lambda share: progress.report(round(share * 100), 100), lambda: progress.cancelled)
    try:
        _make_folder(files.folder)
        proven = prove_opens(copy, files, name, password, cost, watch.part(0.0, 0.5))
        half = watch.part(0.5, 0.5)
        aside = restore(files, copy, progress=half.reached, cancelled=half.stop_wanted)
    except CaseworkError as error:
        if watch.stopped:
            raise Cancelled(str(error)) from error
        raise
    tell_last_seen(files, name, password, cost)
    return _done(row, proven, aside)


def _done(row: CopyRow, proven: Proven, aside: Aside | None) -> str:
    said = f"Zurückgeholt ist der Stand: {moment(row.made)}."
    if proven.lost_saves is None and aside is not None:
        said += " Was danach gespeichert wurde, ist darin nicht enthalten."
    elif proven.lost_saves:
        missing = "fehlt 1 Speicherung" if proven.lost_saves == 1 else f"fehlen {proven.lost_saves} Speicherungen"
        said += f" Gegenüber dem Tresor von vorher {missing}."
    if aside is not None:
        said += f" Der Tresor von vorher liegt unverändert in „{aside.folder.name}“."
    return said


def _undoable(file: Path) -> str:
    aside = _last_aside(file)
    if aside is None:
        return ""
    return f"Zuletzt wurde {moment(aside.at)} eine Sicherung zurückgeholt (Stand: {moment(aside.came)})."


def _undo(file: Path) -> str:
    from desktop.storage.backup.restore import undo  # noqa: PLC0415  see above

    aside = _last_aside(file)
    if aside is None:
        raise CaseworkError("Hier wurde nichts zurückgeholt, was sich zurücknehmen ließe.")
    undo(VaultFiles(file), aside)
    return f"Der Tresor ist wieder, wie er vor dem Zurückholen war ({moment(aside.at)})."


def _last_aside(file: Path) -> Aside | None:
    from desktop.storage.backup.put_aside import list_asides  # noqa: PLC0415  see above

    return next(iter(list_asides(VaultFiles(file))), None)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseworkError("Der Ordner für den Tresor lässt sich nicht anlegen; bitte Rechte prüfen.") from error
