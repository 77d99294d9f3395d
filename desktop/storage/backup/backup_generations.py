"""The copies of a vault in one folder: which there are, which count, which may go (security.md 9: 14 days, 8 weeks)."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop import clock
from desktop.errors import VaultError
from desktop.storage import atomic
from desktop.storage.backup.backup_content import Checked, Content, read_content
from desktop.storage.errors import CopyUnusableError
from desktop.storage.file_copies import sha256_of
from desktop.storage.files import SUFFIX
from desktop.storage.watch import Watch

DAYS, WEEKS = 14, 8
SPOILED, PROVEN = "schadhaft.txt", "geprueft.txt"
PROVEN_FOR = dt.timedelta(days=7)
UNFINISHED, LEAVING, REPLACED = ".neu-", ".weg-", ".alt-"
ASIDE = "vor-Rückholung_"
"""Begins the folders in which the vault lies as it was before a copy took its place (restore.py)."""
_INCOMPLETE = "Die Sicherung ist nicht vollständig."
_CHANGED = "Die Sicherung ist beschädigt: Ihre Prüfsumme stimmt nicht mehr."


class Role(StrEnum):
    """Why a copy is kept; the value is its German word."""

    DAILY = "täglich"
    WEEKLY = "wöchentlich"
    EXTRA = "zusätzlich"
    SPOILED = "schadhaft"


@dataclass(frozen=True)
class StoredCopy:
    """A copy as it lies there. `spoiled` says why it does not count; `content` is None when nobody can read it."""

    folder: Path
    made: dt.datetime
    content: Content | None
    spoiled: str = ""

    @property
    def counts(self) -> bool:
        """Whether it may be relied on, as far as is known."""
        return not self.spoiled

    @property
    def is_full(self) -> bool:
        """Whether it was opened and checked when it was made."""
        return self.content is not None and self.content.checked is Checked.FULL

    @property
    def order(self) -> tuple[int, dt.datetime]:
        """Later copies are greater. The running number decides: a clock set back makes no copy old."""
        return (self.content.number if self.content else 0, self.made)

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file())


def list_copies(folder: Path, vault: str) -> tuple[StoredCopy, ...]:
    """All copies of the vault named `vault`, the newest first; spoiled ones are among them and say so.

    Reads descriptions and sizes only. Raises OSError when the folder cannot be read; a missing one has no copies.
    """
    if not folder.is_dir():
        return ()
    found = (read_copy(path) for path in folder.iterdir() if _is_copy(path, vault))
    return tuple(sorted(found, key=lambda copy: copy.order, reverse=True))


def read_copy(folder: Path) -> StoredCopy:
    """The copy in `folder` as far as it can be known without reading it whole."""
    try:
        content = read_content(folder)
    except CopyUnusableError as error:
        changed = dt.datetime.fromtimestamp(folder.stat().st_mtime, dt.UTC).replace(microsecond=0)
        return StoredCopy(folder, changed, None, str(error))
    return StoredCopy(folder, content.made, content, _noted(folder) or _incomplete(folder, content))


def prove_whole(copy: StoredCopy, watch: Watch | None = None) -> None:
    """Raise CopyUnusableError unless every file is there and has the sum its description says."""
    if copy.content is None or copy.spoiled:
        raise CopyUnusableError(copy.spoiled)
    for name, digest in copy.content.sha256.items():
        if sha256_of(copy.folder / name, watch) != digest:
            raise CopyUnusableError(_CHANGED)


def is_whole(copy: StoredCopy) -> bool:
    """Whether every file has the sum its description says; a copy that has not is marked and counts no longer."""
    try:
        prove_whole(copy)
    except CopyUnusableError as error:
        mark_spoiled(copy, str(error))
        return False
    return True


def mark_spoiled(copy: StoredCopy, why: str) -> None:
    """Keep with the copy that it does not count; on a medium that cannot be written it is found out anew each time."""
    try:
        atomic.write_whole(copy.folder / SPOILED, f"{why}\n".encode())
    except (OSError, VaultError):
        return


def next_number(folder: Path, vault: str) -> int:
    """The running number of the next copy."""
    return max((copy.order[0] for copy in list_copies(folder, vault)), default=0) + 1


def kept_daily(copies: Iterable[StoredCopy]) -> list[StoredCopy]:
    """The last copy of each of the latest 14 days that have one, and every copy of the newest day."""
    ordered = _newest_first(copies)
    newest_day = _day(ordered[0]) if ordered else None
    return [*(copy for copy in ordered if _day(copy) == newest_day), *_first_of(ordered, _day, DAYS)[1:]]


def kept_weekly(copies: Iterable[StoredCopy]) -> list[StoredCopy]:
    """The last copy of each of the latest 8 weeks that have one."""
    return _first_of(_newest_first(copies), _week, WEEKS)


def roles(copies: Iterable[StoredCopy]) -> dict[Path, Role]:
    """Why each copy is there, by its folder."""
    known = list(copies)
    good = [copy for copy in known if copy.counts]
    daily, weekly = ({copy.folder for copy in kept} for kept in (kept_daily(good), kept_weekly(good)))

    def role(copy: StoredCopy) -> Role:
        if not copy.counts:
            return Role.SPOILED
        if copy.folder in daily:
            return Role.DAILY
        return Role.WEEKLY if copy.folder in weekly else Role.EXTRA

    return {copy.folder: role(copy) for copy in known}


@dataclass(frozen=True)
class Retained:
    """What a run of `retain` did: folders removed, and copies that turned out not to count."""

    removed: tuple[Path, ...] = ()
    spoiled: tuple[Path, ...] = ()


def is_proven(copy: StoredCopy) -> bool:
    """As `is_whole`, read anew only when that was not done for a week, so that a day costs few copies."""
    try:
        proven = dt.datetime.fromisoformat((copy.folder / PROVEN).read_text(encoding="ascii").strip())
        fresh = dt.timedelta(0) <= clock.now() - proven < PROVEN_FOR
    except (OSError, ValueError, TypeError):
        fresh = False
    if fresh or not is_whole(copy):
        return fresh
    with suppress(OSError, VaultError):  # on a medium that cannot be written it is read each time
        atomic.write_whole(copy.folder / PROVEN, clock.now().isoformat().encode("ascii"))
    return True


def retain(folder: Path, vault: str, proves: Callable[[StoredCopy], bool] = is_proven) -> Retained:
    """Remove copies that newer ones stand for, and only after all the newer ones that stay passed `proves`.

    A copy checked only from outside never displaces one that was opened. Spoiled copies go once every generation
    lies after them. Raises OSError.
    """
    tidy(folder)
    spoiled: list[Path] = []
    while True:
        copies = list_copies(folder, vault)
        copies = tuple(copy for copy in copies if copy.folder not in spoiled)
        going = _going(copies)
        failed = [copy.folder for copy in _standing_for(going, copies) if not proves(copy)]
        if not failed:
            break
        spoiled += failed
    for copy in going:
        remove(copy)
    return Retained(tuple(copy.folder for copy in going), tuple(spoiled))


def remove(copy: StoredCopy) -> None:
    """Delete a copy; a kill in between leaves nothing that looks like one."""
    leaving = copy.folder.with_name(LEAVING + copy.folder.name)
    atomic.replace(copy.folder, leaving)
    shutil.rmtree(leaving)


def tidy(folder: Path) -> None:
    """Clear away what a killed run left: unfinished and leaving copies go, a copy being replaced comes back."""
    if not folder.is_dir():
        return
    for stray in folder.glob(f"{REPLACED}*"):
        own_place = stray.with_name(stray.name.removeprefix(REPLACED))
        if own_place.exists():
            shutil.rmtree(stray)
        else:
            atomic.replace(stray, own_place)
    for pattern in (UNFINISHED, LEAVING):
        for stray in folder.glob(f"{pattern}*"):
            shutil.rmtree(stray)


def free_folder(parent: Path, made: dt.datetime) -> Path:
    """A folder named by the local time; numbered when two copies fall into one second or the clock was set back."""
    stamp = f"{made.astimezone():%Y-%m-%d_%H%M%S}"
    target, number = parent / stamp, 2
    while target.exists():
        target, number = parent / f"{stamp}-{number}", number + 1
    return target


def last_good(copies: Iterable[StoredCopy]) -> StoredCopy | None:
    """The newest copy that counts."""
    return next((copy for copy in _newest_first(copies) if copy.counts), None)


def is_due(last: StoredCopy | None, saves: int, *, at_close: bool, hour: int) -> bool:
    """Whether a copy is to be made: something was saved since the last one, and none was made today (at closing), or
    the last is a day old or `hour` of the local day has struck since. A last copy from the future counts as none."""
    if last is None or last.content is None:
        return saves > 0
    now, made = clock.now().astimezone(), last.made.astimezone()
    if last.content.saves == saves:
        return False
    if made > now:
        return True
    if at_close:
        return made.date() < now.date()
    struck = now.replace(hour=hour, minute=0, second=0)
    return now - made >= dt.timedelta(days=1) or made < struck <= now


def is_overdue(last: StoredCopy | None, saves: int, days: int = 3) -> bool:
    """Whether the user must be told: something was saved, and the last good copy is older than `days` days."""
    if last is None or last.content is None:
        return saves > 0
    return last.content.saves != saves and abs(clock.now() - last.made) > dt.timedelta(days=days)


def _going(copies: tuple[StoredCopy, ...]) -> list[StoredCopy]:
    good = [copy for copy in copies if copy.counts]
    full = [copy for copy in good if copy.is_full]
    kept = {copy.folder for group in (full, good) for copy in (*kept_daily(group), *kept_weekly(group))}
    # A copy checked from outside stays only where it is one of the generations of all copies together.
    going = [copy for copy in good if copy.folder not in kept]
    oldest = min((copy.order for copy in full if copy.folder in kept), default=None)
    if oldest is not None and len({_day(copy) for copy in full}) >= DAYS:
        going += [copy for copy in copies if not copy.counts and copy.order < oldest]
    return going


def _standing_for(going: list[StoredCopy], copies: tuple[StoredCopy, ...]) -> list[StoredCopy]:
    """The copies that stay and are why others may go: a bad one among them would count as a day it does not have."""
    oldest = min((copy.order for copy in going), default=None)
    if oldest is None:
        return []
    return [copy for copy in copies if copy.counts and copy not in going and copy.order > oldest]


def _newest_first(copies: Iterable[StoredCopy]) -> list[StoredCopy]:
    return sorted(copies, key=lambda copy: copy.order, reverse=True)


def _first_of(ordered: list[StoredCopy], key: Callable[[StoredCopy], object], most: int) -> list[StoredCopy]:
    found: dict[object, StoredCopy] = {}
    for copy in ordered:
        if len(found) < most:
            found.setdefault(key(copy), copy)
    return list(found.values())


def _day(copy: StoredCopy) -> dt.date:
    return copy.made.astimezone().date()


def _week(copy: StoredCopy) -> tuple[int, int]:
    return _day(copy).isocalendar()[:2]


def _is_copy(path: Path, vault: str) -> bool:
    if not path.is_dir() or path.name.startswith((".", ASIDE)):
        return False
    if (path / (vault + SUFFIX)).is_file():
        return True
    try:
        return read_content(path).vault == vault
    except CopyUnusableError:
        return False


def _noted(folder: Path) -> str:
    try:
        return (folder / SPOILED).read_text(encoding="utf-8").strip() or _CHANGED
    except OSError:
        return ""


def _incomplete(folder: Path, content: Content) -> str:
    for name in content.sha256:
        path = folder / name
        if not path.is_file() or content.sizes.get(name, path.stat().st_size) != path.stat().st_size:
            return _INCOMPLETE
    return ""
