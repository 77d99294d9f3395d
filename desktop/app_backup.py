"""Joins the copies of a vault with the page „Sicherungen“; who makes them from itself is in `app_keeper.py`."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import CaseworkError
from desktop.models.copy_table import CopyRow, CopyState
from desktop.models.work import Progress
from desktop.settings import Settings

if TYPE_CHECKING:
    from desktop.app_doors import Opened
    from desktop.casework.drills import DrillResult, DrillRow
    from desktop.storage.backup.backup_generations import StoredCopy
    from desktop.storage.backup.backup_room import BackupRoom, Round
    from desktop.storage.backup.backup_target import Target
    from desktop.storage.files import VaultFiles
    from desktop.storage.keys.kdf import KeyCost
    from desktop.views.admin.backup_tools import BackupPicture, BackupTools, RoundDone

Get = Callable[[], Settings]
Put = Callable[[Settings], None]

# What loads SQLAlchemy is imported when it is called, so that the first page shows at once (decision 35).


def target_of(settings: Settings, database: Path) -> Target | None:
    """The second place chosen on this PC for a vault."""
    from desktop.storage.backup.backup_target import Target  # noqa: PLC0415  see above

    kept = _kept(settings).get(str(database))
    if not isinstance(kept, dict) or not all(isinstance(kept.get(name), str) for name in ("folder", "id")):
        return None
    return Target(Path(kept["folder"]), kept["id"], database.stem, tuple(kept.get("known", "").split()))


def with_target(settings: Settings, database: Path, kept: str) -> Settings:
    """Settings that know another second place; `kept` is what `BackupTools.choose` gave, empty for none."""
    known = {name: value for name, value in _kept(settings).items() if name != str(database)}
    if kept:
        before, chosen = _kept(settings).get(str(database), {}), json.loads(kept)
        media = dict.fromkeys((before.get("id", ""), *before.get("known", "").split()))
        others = " ".join(medium for medium in media if medium and medium != chosen["id"])
        known[str(database)] = before | chosen | {"known": others}
    return replace(settings, second_targets=json.dumps(known, ensure_ascii=False))


def back_up_now(room: BackupRoom, target: Target | None, progress: Progress) -> Round:
    """One round, told to the foot of the window."""
    return room.run(target, lambda share: progress.report(round(share * 100), 100), lambda: progress.cancelled)


def remember_carried(get: Get, put: Put, database: Path, made: dt.datetime) -> None:
    """While a stick is away its last copy is still told; called on the main thread."""
    kept = _kept(get()).get(str(database))
    if kept and kept.get("last") != made.isoformat():
        put(with_target(get(), database, json.dumps(kept | {"last": made.isoformat()}, ensure_ascii=False)))


class BackupDesk:
    """Everything the page „Sicherungen“ asks for, for one open vault."""

    def __init__(self, opened: Opened, cost: KeyCost, get: Get, put: Put, leave: Callable[[], None]) -> None:
        self._files: VaultFiles = opened.vault.files
        self._room = opened.vault.backups()
        self._cost, self._get, self._put, self._leave = cost, get, put, leave

    def tools(self) -> BackupTools:
        """The same as plain functions, for the page."""
        from desktop.views.admin.backup_tools import BackupTools  # noqa: PLC0415  see above

        return BackupTools(
            look=self._look, run=self._run, choose=self._choose, keep_target=self._keep_target, drill=self._drill,
            protocol=self._protocol, seen_there=self._seen_there, hour=lambda: self._get().backup_hour,
            set_hour=self._set_hour, leave=self._leave,
        )  # fmt: skip

    def back_up(self, progress: Progress) -> Path:
        """A copy now, for the card in „Verwaltung“; its folder."""
        return back_up_now(self._room, self.target(), progress).backup.folder

    def target(self) -> Target | None:
        """The second place of this vault."""
        return target_of(self._get(), self._files.database)

    def _look(self) -> BackupPicture:
        from desktop.storage.backup.backup_generations import last_good  # noqa: PLC0415  see above
        from desktop.storage.backup.put_aside import list_asides  # noqa: PLC0415  see above
        from desktop.views.admin.backup_tools import BackupPicture, TargetPicture  # noqa: PLC0415  see above

        copies, target, there = self._room.copies(), self.target(), None
        rows = copy_rows(copies, "dieser PC", self._cost, self._room.key_id)
        if target is not None:
            state, last, found = look_there(target)
            rows += copy_rows(found, "zweites Ziel", self._cost, self._room.key_id)
            there = TargetPicture(target.folder, state, last or self._last_known())
        newest, aside = last_good(copies), next(iter(list_asides(self._files)), None)
        return BackupPicture(
            tuple(sorted(rows, key=lambda row: row.made, reverse=True)), newest.made if newest else None,
            self._room.is_overdue(), there, (aside.at, aside.came) if aside else None,
        )  # fmt: skip

    def _run(self, progress: Progress) -> RoundDone:
        from desktop.views.admin.backup_tools import RoundDone  # noqa: PLC0415  see above

        done = back_up_now(self._room, self.target(), progress)
        return RoundDone(done.backup.folder.name, done.target_problem)

    def _choose(self, folder: Path) -> str:
        from desktop.storage.backup.backup_target import choose_target  # noqa: PLC0415  see above

        chosen = choose_target(self._files, folder)
        return json.dumps({"folder": str(chosen.folder), "id": chosen.id}, ensure_ascii=False)

    def _keep_target(self, kept: str) -> None:
        self._put(with_target(self._get(), self._files.database, kept))

    def _drill(self, progress: Progress) -> DrillResult:
        """A drill that fails is a result too; only stopping is none."""
        from desktop.casework.drills import DrillResult  # noqa: PLC0415  see above
        from desktop.storage.errors import BackupFailedError  # noqa: PLC0415  see above

        try:
            found = self._room.drill(lambda share: progress.report(round(share * 100), 100), lambda: progress.cancelled)
        except BackupFailedError as error:
            return DrillResult("", None, problem=str(error))
        return DrillResult(found.folder.name, found.made, found.seconds, found.size, found.counts, found.counts_now)

    def _protocol(self, drill: DrillRow, office: str) -> bytes:
        from desktop import __version__  # noqa: PLC0415  see above
        from desktop.models.copy_words import compared  # noqa: PLC0415  see above
        from desktop.printing.sheets.drill_protocol import DrillProtocol, drill_protocol_pdf  # noqa: PLC0415  see above

        result = drill.result
        return drill_protocol_pdf(DrillProtocol(
            office, self._files.name, drill.who, drill.at, result.copy, result.made, result.seconds, result.size,
            compared(result.counts, result.counts_now), f"Wegplan {__version__}", result.problem,
        ))  # fmt: skip

    def _set_hour(self, hour: int) -> None:
        self._put(replace(self._get(), backup_hour=hour))

    def _seen_there(self, made: dt.datetime) -> None:
        remember_carried(self._get, self._put, self._files.database, made)

    def _last_known(self) -> dt.datetime | None:
        """While the stick is away: this PC remembers when it was last written."""
        kept = _kept(self._get()).get(str(self._files.database), {})
        return dt.datetime.fromisoformat(kept["last"]) if kept.get("last") else None


def copy_rows(copies: tuple[StoredCopy, ...], place: str, cost: KeyCost, key_id: str = "") -> list[CopyRow]:
    """Copies as lists show them; `key_id` is the vault's key of today, empty where it is not known."""
    from desktop.storage.backup.backup_generations import roles  # noqa: PLC0415  see above

    why = roles(copies)
    return [_row(copy, place, why[copy.folder].value, cost, key_id) for copy in copies]


def look_there(target: Target) -> tuple[str, dt.datetime | None, tuple[StoredCopy, ...]]:
    """State, newest good copy and all copies at the second place."""
    from desktop.storage.backup.backup_generations import last_good  # noqa: PLC0415  see above
    from desktop.storage.backup.backup_target import copies_there, state_of  # noqa: PLC0415  see above

    found = copies_there(target)
    newest = last_good(found)
    return state_of(target).value, newest.made if newest else None, found


def _row(copy: StoredCopy, place: str, role: str, cost: KeyCost, key_id: str) -> CopyRow:
    content = copy.content
    if content is None:
        return CopyRow(copy.folder, copy.made, place, role, copy.size, CopyState.SPOILED, problem=copy.spoiled)
    state = CopyState.FULL if copy.is_full else CopyState.FILES
    return CopyRow(
        copy.folder, copy.made, place, role, copy.size, state if copy.counts else CopyState.SPOILED,
        _people(copy, cost), bool(key_id) and content.key_id != key_id, tuple((content.counts or {}).items()),
        content.vault, content.program, copy.spoiled,
    )  # fmt: skip


def _people(copy: StoredCopy, cost: KeyCost) -> tuple[str, ...]:
    from desktop.storage.backup.restore_proof import slot_labels  # noqa: PLC0415  see above

    try:
        return slot_labels(copy, cost)
    except CaseworkError:
        return ()


def _kept(settings: Settings) -> dict[str, dict[str, str]]:
    try:
        known = json.loads(settings.second_targets or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}
