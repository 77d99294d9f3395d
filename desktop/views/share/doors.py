"""What pages can have done about the writing place; put together in `desktop/app_share.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class PlaceState:
    """What is known of a vault's writing place.

    `holder` is person and PC, empty when the place is free; `copy_made` when the reading copy was made (aware UTC);
    `answer` what was answered to the own request: open, later, released, or empty without a request.
    """

    holder: str = ""
    copy_made: dt.datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class ShareDoors:
    """`look(file, request or None)` is asked again and again; `ask(file, name)` returns the request, which `take_back`
    withdraws; `open_copy(file, name, password, request or None)` returns the copy, open. All run beside the main
    thread and raise CaseworkError."""

    look: Callable[[Path, object], PlaceState]
    ask: Callable[[Path, str], object]
    take_back: Callable[[Path, object], None]
    open_copy: Callable[[Path, str, str, object], object]
