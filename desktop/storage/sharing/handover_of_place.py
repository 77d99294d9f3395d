"""Asking for the writing place and giving it: small files beside the vault, without anything of a case.

One file per asker, so that two who ask at once do not overwrite each other: `NAME.bitte/<id>.json` holds the request
and, once given, the answer. Nobody is forced out: who works decides, and only a free lock lets the next one in.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import secrets
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from desktop import clock
from desktop.storage.atomic import write_whole
from desktop.storage.files import VaultFiles
from desktop.storage.sharing.reach import reaching

#: A request whose asker went away without taking it back is passed over after this time.
FORGOTTEN_AFTER = dt.timedelta(hours=1)


class Answer(StrEnum):
    """What was answered; OPEN before."""

    OPEN = "open"
    LATER = "later"
    RELEASED = "released"


@dataclass(frozen=True)
class Request:
    """Somebody asks for the writing place: who, at which PC, since when (aware UTC), and what was answered."""

    id: str
    label: str
    computer: str
    made: dt.datetime
    answer: Answer = Answer.OPEN


def ask(files: VaultFiles, label: str) -> Request:
    """Put a request beside the vault. Raises VaultError when nothing can be written there."""
    request = Request(secrets.token_hex(8), label, platform.node(), clock.now())
    with reaching():
        files.request_folder.mkdir(exist_ok=True)
    _write(files, request)
    return request


def requests(files: VaultFiles) -> tuple[Request, ...]:
    """Requests without an answer, the earliest first; damaged and forgotten ones are passed over. Raises VaultError."""
    with reaching():
        found = [_read(files, path.stem) for path in sorted(files.request_folder.glob("*.json"))]
    waiting = (request for request in found if request is not None and request.answer is Answer.OPEN)
    return tuple(sorted(filter(_is_fresh, waiting), key=lambda request: request.made))


def answer(files: VaultFiles, request: Request, given: Answer) -> None:
    """Tell the asker; a request that was taken back meanwhile stays away. Raises VaultError."""
    if _read(files, request.id) is not None:
        _write(files, replace(request, answer=given))


def answered(files: VaultFiles, request: Request) -> Answer:
    """What was answered to a request; OPEN while nothing was."""
    found = _read(files, request.id)
    return found.answer if found is not None else request.answer


def take_back(files: VaultFiles, request: Request) -> None:
    """The asker does not wait any more. Raises VaultError."""
    with reaching():
        _path(files, request.id).unlink(missing_ok=True)


def clear_forgotten(files: VaultFiles) -> None:
    """Remove what askers left behind long ago. Raises VaultError."""
    with reaching():
        for path in files.request_folder.glob("*.json"):
            found = _read(files, path.stem)
            if found is None or not _is_fresh(found):
                path.unlink(missing_ok=True)


def _is_fresh(request: Request) -> bool:
    """The clocks of two PCs differ, so a request from the near future is as good as one from the near past."""
    return abs(clock.now() - request.made) < FORGOTTEN_AFTER


def _path(files: VaultFiles, id_: str) -> Path:
    return files.request_folder / f"{id_}.json"


def _write(files: VaultFiles, request: Request) -> None:
    content = {"label": request.label, "computer": request.computer, "made": request.made.isoformat(),
               "answer": request.answer}  # fmt: skip
    with reaching():
        write_whole(_path(files, request.id), json.dumps(content, ensure_ascii=False).encode("utf-8"))


def _read(files: VaultFiles, id_: str) -> Request | None:
    try:
        raw = json.loads(_path(files, id_).read_bytes())
        made = dt.datetime.fromisoformat(raw["made"])
        if made.tzinfo is None:
            return None
        return Request(id_, str(raw["label"])[:80], str(raw["computer"])[:80], made, Answer(raw["answer"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
