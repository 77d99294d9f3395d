"""Unsaved input of the open pages: kept in the vault while it is typed and before the screen is locked."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any, ParamSpec, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework import drafts
from desktop.casework.changes import Changes
from desktop.casework.drafts import UseCase
from desktop.errors import CaseworkError
from desktop.models.work import Work

P = ParamSpec("P")
_REST_MS = 2000  # after so long without typing the draft is saved
_LATEST_MS = 10_000  # and after so long even if the typing never rests


class Drafting(Protocol):
    """A page with unsaved input. Also a QObject, because it may be destroyed while its draft is on the way."""

    def draft_key(self) -> str:
        """Names page and object, such as `person/12`."""

    def draft(self) -> dict[str, Any] | None:
        """What is not saved yet as plain JSON values; None when nothing is."""


class Drafts(QObject):
    """Saves the drafts of all registered pages.

    *Signals:* `saved` after a draft reached the vault; `failed(CaseworkError)`.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._pages: list[Drafting] = []
        self._kept: dict[str, dict[str, Any]] = {}
        self._there: set[str] = set()
        self._timer, self._latest = QTimer(self), QTimer(self)
        for timer, milliseconds in ((self._timer, _REST_MS), (self._latest, _LATEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(self._on_rest)

    def register(self, page: Drafting) -> None:
        """From now on the page's input is looked after until it is destroyed."""
        self._pages.append(page)
        self._kept.pop(page.draft_key(), None)

    def touched(self) -> None:
        """A registered page was typed into: save when the user rests, and now and then while they do not."""
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()

    def found(self, key: str) -> None:
        """A draft from before lies under this key."""
        self._there.add(key)

    def is_kept(self, key: str) -> bool:
        """Whether the vault may hold a draft under this key."""
        return key in self._there

    def drop(self, key: str) -> None:
        """The input was saved or discarded: forget its draft."""
        self._kept.pop(key, None)
        self._there.discard(key)
        self._work.change(self, drafts.drop_draft, key)

    def ended_by(self, key: str, use_case: UseCase[P]) -> UseCase[P]:
        """`use_case` so that its transaction ends the draft under `key` as well.

        What is typed until now is kept before: whatever happens meanwhile finds nothing new to keep, so no timer and
        no lock puts the draft back behind the save. `drop` follows once it is saved.
        """
        self.flush()
        return drafts.ended_by(use_case, key)

    def left_by(self, key: str, use_case: UseCase[P], rest: dict[str, Any] | None) -> UseCase[P]:
        """`use_case` so that its transaction leaves `rest` as the draft under `key`: it saves a part of a page."""
        self._kept.pop(key, None)
        if rest is not None:
            self._kept[key] = rest
        return drafts.ended_by(use_case, key, rest)

    def flush(self) -> list[Future[Changes]]:
        """Hand every unsaved input to the vault now; the futures tell when it is there."""
        self._timer.stop()
        self._latest.stop()
        self._pages = [page for page in self._pages if not isinstance(page, QObject) or isValid(page)]
        futures = []
        for page in self._pages:
            payload, key = page.draft(), page.draft_key()
            if payload is not None and payload != self._kept.get(key):
                self._kept[key] = payload
                self._there.add(key)
                futures.append(self._save(key, payload))
        return futures

    def _save(self, key: str, payload: dict[str, Any]) -> Future[Changes]:
        def failed(error: CaseworkError) -> None:
            self._kept.pop(key, None)
            self.failed.emit(error)

        return self._work.change(self, drafts.save_draft, key, payload, then=self._on_saved, failed=failed)

    def _on_saved(self, _changes: Changes) -> None:
        self.saved.emit()

    def _on_rest(self) -> None:
        self.flush()
