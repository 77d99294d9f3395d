"""What the card „Gemeinsam arbeiten“ shows and can have done; put together in `desktop/app_writing.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from desktop.settings import Settings


@dataclass(frozen=True)
class ShareState:
    """Whether the vault lies on a network drive, when the last reading copy was made (aware UTC), why the next one was
    not, and how many notes of what was looked at cannot be read any more."""

    on_share: bool = False
    copy_made: dt.datetime | None = None
    problem: str = ""
    unreadable: int = 0


@dataclass(frozen=True)
class ShareTools:
    """`state` runs beside the main thread; `publish` makes a copy now; settings are those of this PC."""

    state: Callable[[], ShareState]
    publish: Callable[[], object]
    settings: Callable[[], Settings]
    change_settings: Callable[[Settings], None]
