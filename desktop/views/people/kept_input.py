"""Input of one page or form that survives locking and crashes (style.md rule 16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec

from PySide6.QtCore import QObject

from desktop.casework.drafts import DraftRow, UseCase, find_draft
from desktop.models.drafts import Drafts
from desktop.models.work import Work

P = ParamSpec("P")


class KeptInput(QObject):
    """Watches over what `typed` gives (None when nothing is unsaved) under a key, as long as `parent` lives."""

    def __init__(
        self, work: Work, drafts: Drafts, key: str, typed: Callable[[], dict[str, Any] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._key, self._typed = work, drafts, key, typed
        self._over = False
        drafts.register(self)

    def draft_key(self) -> str:
        """Names page and object."""
        return self._key

    def draft(self) -> dict[str, Any] | None:
        """What is not saved yet."""
        return None if self._over else self._typed()

    def touched(self) -> None:
        """Something was typed."""
        self._drafts.touched()

    def keep_now(self) -> None:
        """Before saving: the draft is complete then, and no timer writes it anew behind the save that ends it."""
        self._drafts.flush()

    def find(self, found: Callable[[dict[str, Any]], object]) -> None:
        """Look whether something was left from before; `found` gets it."""

        def take(row: DraftRow | None) -> None:
            if row is not None:
                self._drafts.found(self._key)
                found(row.payload)

        self._work.read(self, find_draft, self._key, then=take)

    def ended_by(self, use_case: UseCase[P]) -> UseCase[P]:
        """`use_case` as what saves this input: its transaction forgets the draft as well."""
        return self._drafts.ended_by(self._key, use_case)

    def left_by(self, use_case: UseCase[P], rest: dict[str, Any] | None) -> UseCase[P]:
        """`use_case` as what saves a part of this input: its transaction leaves the `rest` as the draft."""
        return self._drafts.left_by(self._key, use_case, rest)

    def is_kept(self) -> bool:
        """Whether the vault may hold a draft of it."""
        return self._drafts.is_kept(self._key)

    def forget(self) -> None:
        """The input was saved or discarded."""
        self._drafts.drop(self._key)

    def end(self) -> None:
        """The input was saved and its form is done with: what still stands in it is nothing unsaved any more."""
        self._over = True
        self.forget()
