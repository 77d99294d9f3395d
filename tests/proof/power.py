"""Power cuts replayed: what recorder.c noted is done again up to some call, and then the power fails.

The model of the medium: a file holds what was synced; of everything written since, any part may have arrived, in any
order, torn at sectors of 512 bytes. Entries of folders arrive in order, and syncing a file brings the entry that made
it (ext4, NTFS); only syncing a folder brings all of them.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(__file__).with_name("recorder.c")
ACKNOWLEDGED = "bestaetigt"
"""File inside the recorded folder whose lines are acknowledgements; it takes no part in the replay."""

SECTOR = 512
_HEAD = struct.Struct("<cHqq")
_MODES = ("nothing", "everything", "the first", "some", "some torn", "the first, the last torn")


@dataclass(frozen=True)
class Call:
    """One recorded change, see recorder.c."""

    operation: str
    name: str
    offset: int
    data: bytes


def compile_recorder(folder: Path, compiler: str) -> Path:
    """The library for LD_PRELOAD. Raises CalledProcessError with the compiler's words."""
    library = folder / "recorder.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True)
    return library


def record(library: Path, folder: Path, script: Path, *arguments: str) -> list[Call]:
    """Run a Python script to its end and return what it changed in `folder`, in order."""
    notes = folder.with_name(folder.name + ".aufnahme")
    hooks = {"LD_PRELOAD": str(library), "RECORDED_FOLDER": str(folder), "RECORD": str(notes)}
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, str(script), *arguments], check=True, cwd=ROOT, env={**here, **hooks})
    calls = list(_parsed(notes.read_bytes()))
    notes.unlink()
    unseen = {call.name for call in calls if call.operation == "x"}
    if unseen or not calls:
        raise AssertionError(f"the recording is incomplete: {unseen or 'nothing recorded'}")
    return calls


def _parsed(data: bytes) -> Iterator[Call]:
    place = 0
    while place < len(data):
        operation, name_length, offset, length = _HEAD.unpack_from(data, place)
        place += _HEAD.size
        name = data[place : place + name_length].decode("utf-8")
        place += name_length
        yield Call(operation.decode("ascii"), name, offset, data[place : place + length])
        place += length


@dataclass
class _File:
    """What arrived for certain, and the changes since (offset and bytes; bytes None: cut to that size)."""

    is_folder: bool = False
    arrived: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.since:
            _apply(self.arrived, change)
        self.since.clear()

    def after_cut(self, mode: str, rng: random.Random) -> bytes:
        content = bytearray(self.arrived)
        kept = self._kept(mode, rng)
        for number, (offset, data) in enumerate(kept):
            tears = rng.random() < 0.5 if mode == "some torn" else number == len(kept) - 1
            torn = data is not None and "torn" in mode and tears
            for change in _sectors(offset, data, rng) if torn and data is not None else [(offset, data)]:
                _apply(content, change)
        return bytes(content)

    def _kept(self, mode: str, rng: random.Random) -> list[tuple[int, bytes | None]]:
        if mode == "nothing":
            return []
        if mode.startswith("the first"):
            return self.since[: rng.randrange(len(self.since) + 1)]
        if mode.startswith("some"):
            return [change for change in self.since if rng.random() < 0.5]
        return self.since


def _apply(content: bytearray, change: tuple[int, bytes | None]) -> None:
    offset, data = change
    missing = offset - len(content)
    content.extend(bytes(max(0, missing)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes, rng: random.Random) -> list[tuple[int, bytes | None]]:
    """Half of the sectors of one write."""
    starts = range(0, len(data), SECTOR)
    return [(offset + start, data[start : start + SECTOR]) for start in starts if rng.random() < 0.5]


class Medium:
    """A folder on a disk that can lose its power. `acknowledged` are the lines told before this moment."""

    def __init__(self, folder: Path) -> None:
        """Starts with the files as they lie in `folder` now, all arrived."""
        present = {path.relative_to(folder).as_posix(): _as_found(path) for path in sorted(folder.rglob("*"))}
        self._entries = dict(present)
        self._arrived = dict(present)
        self._since: list[tuple[str, str, str | _File]] = []
        self.acknowledged: list[bytes] = []

    def do(self, call: Call) -> None:
        """Repeat one recorded change."""
        if call.name == ACKNOWLEDGED:
            self.acknowledged += [line for line in call.data.split(b"\n") if line]
        elif not call.name.endswith("-shm"):  # shared memory, made anew at every start
            _STEPS[call.operation](self, call)

    def after_cut(self, rng: random.Random) -> dict[str, bytes]:
        """What lies in the folder when the power comes back: content by name; a name with a slash is a folder's."""
        entries = dict(self._arrived)
        for change in self._since[: rng.randrange(len(self._since) + 1)]:
            _enter(entries, change)
        mode = rng.choice(_MODES)
        return {
            name + "/" * file.is_folder: b"" if file.is_folder else file.after_cut(mode, rng)
            for name, file in entries.items()
        }

    def _change(self, *change: str | _File) -> None:
        entry: tuple[str, str, str | _File] = (str(change[0]), str(change[1]), change[2])
        _enter(self._entries, entry)
        self._since.append(entry)

    def _create(self, call: Call) -> None:
        self._change("c", call.name, _File())

    def _make_folder(self, call: Call) -> None:
        self._change("c", call.name, _File(is_folder=True))

    def _remove(self, call: Call) -> None:
        self._change("u", call.name, "")

    def _rename(self, call: Call) -> None:
        self._change("r", call.name, call.data.decode("utf-8"))

    def _write(self, call: Call) -> None:
        self._entries[call.name].since.append((call.offset, call.data))

    def _truncate(self, call: Call) -> None:
        self._entries[call.name].since.append((call.offset, None))

    def _sync_file(self, call: Call) -> None:
        file = self._entries.get(call.name)
        if file is None:  # removed while still open
            return
        file.sync()
        made = [place for place, change in enumerate(self._since) if change[2] is file]
        self._arrive(made[-1] + 1 if made else 0)

    def _sync_folder(self, _: Call) -> None:
        self._arrive(len(self._since))

    def _arrive(self, changes: int) -> None:
        for change in self._since[:changes]:
            _enter(self._arrived, change)
        del self._since[:changes]


_STEPS: dict[str, Callable[[Medium, Call], None]] = {
    "c": Medium._create, "m": Medium._make_folder, "u": Medium._remove, "r": Medium._rename,
    "w": Medium._write, "t": Medium._truncate, "s": Medium._sync_file, "d": Medium._sync_folder,
}


def _enter(entries: dict[str, _File], change: tuple[str, str, str | _File]) -> None:
    operation, name, other = change
    if isinstance(other, _File):
        entries[name] = other
    elif operation == "u":
        entries.pop(name, None)
    else:
        _move(entries, name, other)


def _move(entries: dict[str, _File], name: str, new: str) -> None:
    """A folder takes along what is in it."""
    entries[new] = entries.pop(name)
    for inner in [other for other in entries if other.startswith(name + "/")] if entries[new].is_folder else []:
        entries[new + inner.removeprefix(name)] = entries.pop(inner)


def _as_found(path: Path) -> _File:
    return _File(is_folder=True) if path.is_dir() else _File(arrived=bytearray(path.read_bytes()))


def cuts(
    medium: Medium, calls: list[Call], count: int, rng: random.Random, first: int = 0
) -> Iterator[dict[str, bytes]]:
    """`count` power cuts at random calls from `first` on, in order; `medium.acknowledged` is up to date at each."""
    done = 0
    for moment in sorted(rng.randrange(first + 1, len(calls) + 1) for _ in range(count)):
        for call in calls[done:moment]:
            medium.do(call)
        done = moment
        yield medium.after_cut(rng)


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Put a state into `folder`, in place of what was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.write_bytes(content)
