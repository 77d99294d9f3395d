"""`inhalt.json` of a copy: what is in it, how it was checked. Readable without a password; names no person."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.storage import atomic
from desktop.storage.errors import CopyUnusableError
from desktop.storage.files import SUFFIX

CONTENT = "inhalt.json"
_FORMAT, _VERSION = "wegplan-sicherung", 1
_LARGEST = 1024 * 1024
# PRIVACY: a planted description must not make us read or write anywhere else.
_FILE_NAME = re.compile(r"[^/\\:]+(?:\.wegplan|\.wegplan-wal|\.schluessel|\.schluessel\.bak)")


class Checked(StrEnum):
    """How a copy was checked when it was made."""

    FULL = "full"
    """Opened with its key: every page, structure and search index, rows against the vault."""
    FILES = "files"
    """Without a password: sizes, beginning of the database, sums."""


@dataclass(frozen=True)
class Content:
    """One copy. `made` is aware UTC; `number` runs on through all copies of a vault, whatever the clock says (0 in
    copies of version 0.1); `saves` and `counts` are unknown in a copy made without a password."""

    made: dt.datetime
    program: str
    key_id: str
    sha256: dict[str, str]
    number: int = 0
    checked: Checked = Checked.FULL
    saves: int | None = None
    counts: dict[str, int] | None = None
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def database(self) -> str:
        """Name of the database among the files."""
        return next(name for name in self.sha256 if name.endswith(SUFFIX))

    @property
    def vault(self) -> str:
        """Name of the vault the copy was made of."""
        return self.database.removesuffix(SUFFIX)


def write_content(folder: Path, content: Content) -> None:
    """Write the description of a copy, last of its files."""
    raw = {
        "format": _FORMAT,
        "version": _VERSION,
        "program": content.program,
        "made": content.made.isoformat(),
        "number": content.number,
        "checked": content.checked.value,
        "key_id": content.key_id,
        "saves": content.saves,
        "counts": content.counts,
        "bytes": content.sizes,
        "sha256": content.sha256,
    }
    atomic.write_whole(folder / CONTENT, json.dumps(raw, ensure_ascii=False, indent=1).encode("utf-8"))


def read_content(folder: Path) -> Content:
    """The description of a copy. Raises CopyUnusableError when there is none or it is not one."""
    try:
        with (folder / CONTENT).open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        raw = json.loads(data) if len(data) <= _LARGEST else None
        return _content(raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        raise CopyUnusableError("Die Beschreibung der Sicherung (inhalt.json) fehlt oder ist unlesbar.") from None


def _content(raw: Any) -> Content:  # noqa: ANN401 - whatever stood in the file
    if raw["format"] != _FORMAT:
        raise ValueError("not the description of a copy")
    made = dt.datetime.fromisoformat(raw["made"])
    sums = {str(name): str(digest) for name, digest in raw["sha256"].items()}
    if made.tzinfo is None or not all(_FILE_NAME.fullmatch(name) for name in sums):
        raise ValueError("a moment without zone or a file elsewhere")
    content = Content(
        made, str(raw["program"]), str(raw["key_id"]), sums, int(raw.get("number", 0)),
        Checked(raw.get("checked", Checked.FULL)), _whole(raw["saves"]), _counts(raw["counts"]),
        _counts(raw.get("bytes")) or {},
    )  # fmt: skip
    if content.vault:  # finds the database or raises
        return content
    raise ValueError("a database without a name")


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _counts(value: Any) -> dict[str, int] | None:  # noqa: ANN401 - see _content
    return None if value is None else {str(name): int(number) for name, number in value.items()}
