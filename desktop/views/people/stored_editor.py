"""Editing one stored object: what is typed is kept, saved with a version check, and never put over newer values."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes
from desktop.errors import CaseworkError, ChangedMeanwhileError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.components.editor_page import EditorPage
from desktop.views.people.kept_input import KeptInput


class Stored(Protocol):
    """What is read of the object: counts its savings."""

    @property
    def row_version(self) -> int: ...


D = TypeVar("D", bound=Stored)


class StoredEditor(EditorPage, Generic[D]):
    """Subclasses call `keep_input` when their fields are built, and say in `read_stored`, `show_stored` and
    `send` how the object is read, shown and saved.

    *Signals:* saved(); closed() by „Schließen“.
    """

    saved = Signal()
    closed = Signal()

    def __init__(self, title: str, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._work = work
        self._detail: D | None = None
        self._beside: dict[str, Any] = {}

    def keep_input(self, drafts: Drafts, key: str, **beside: object) -> None:
        """Keep what is typed under a key; `beside` says in the draft whose it is."""
        self._beside = beside
        self.kept = KeptInput(self._work, drafts, key, self._unsaved, self)
        self.edited.connect(self.kept.touched)
        self.save_wanted.connect(self._on_save_wanted)
        self.discard_wanted.connect(self._on_discard_wanted)

    def open_stored(self) -> None:
        """Read everything and offer what was left unsaved before."""
        self.read_stored(self._on_first_detail)
        self.read_beside()

    def refresh(self) -> None:
        """Something of the object changed elsewhere; what is typed here stays."""
        self.read_stored(self._on_detail_again)
        self.read_beside()

    # what a subclass says

    def read_stored(self, then: Callable[[D], object]) -> None:
        """Have the object read; `then` gets it."""
        raise NotImplementedError

    def show_stored(self, detail: D, typed: Collection[str]) -> None:
        """Load the values into the fields but for those in `typed`, and show what else there is to it."""
        raise NotImplementedError

    def send(self, detail: D, then: Callable[[Changes], object], failed: Callable[[CaseworkError], object]) -> None:
        """Have what is entered saved over `detail`, by a use case that is `kept.ended_by`."""
        raise NotImplementedError

    def read_beside(self) -> None:
        """Read what stands beside the fields."""

    def show_beside(self, detail: D) -> None:
        """Show what is not typed here, while the fields wait to be saved."""

    def changed_words(self) -> str:
        """The sentence for somebody whose object was saved elsewhere meanwhile."""
        return self.tr("Diese Angaben wurden inzwischen geändert. Ihre Eingaben bleiben beim Neuladen stehen.")

    # reading

    def _on_first_detail(self, detail: D) -> None:
        self._take(detail)
        self.kept.find(self._offer)

    def _on_detail_again(self, detail: D) -> None:
        stale = self._detail is not None and detail.row_version != self._detail.row_version
        if self.is_behind() or not self.is_dirty():
            self._take(detail, self.changed_fields() if self.is_dirty() else ())
        elif stale:
            self._say_changed()
        else:
            self.show_beside(detail)

    def _take(self, detail: D, typed: Collection[str] = ()) -> None:
        self._detail = detail
        self.show_stored(detail, typed)

    # drafts

    def _unsaved(self) -> dict[str, Any] | None:
        changed = self.changed_fields() if self.is_dirty() else {}
        return {**self._beside, "fields": changed} if changed else None

    def _offer(self, payload: dict[str, Any]) -> None:
        fields = payload.get("fields")
        if not isinstance(fields, dict) or self.is_dirty():
            return
        self.messages.show_info(
            self.tr("Hier sind noch ungesicherte Eingaben von Ihnen."),
            (self.tr("Übernehmen"), lambda: self.restore_draft(fields)),
            (self.tr("Verwerfen"), self.kept.forget),
        )

    # saving

    def _on_save_wanted(self) -> None:
        if self._detail is not None:
            self.send(self._detail, self._on_saved, self._on_failed)

    def _on_saved(self, _changes: Changes) -> None:
        self.kept.forget()
        self.mark_saved(self.tr("Gespeichert."))
        if self.is_dirty():
            self.kept.touched()
        self.refresh()
        self.saved.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        if isinstance(error, ChangedMeanwhileError):
            self._say_changed()
        else:
            self.show_failure(error)

    def _say_changed(self) -> None:
        self.messages.show_warning(self.changed_words(), (self.tr("Neu laden"), self._on_reload))

    def _on_reload(self) -> None:
        typed = self.changed_fields()

        def put_over(detail: D) -> None:
            self._take(detail)
            self.restore_draft(typed)

        self.read_stored(put_over)

    def _on_discard_wanted(self) -> None:
        """„Schließen“, or „Verwerfen“ back to what is stored."""
        if not self.is_dirty():
            self.closed.emit()
            return
        self.kept.forget()
        self.messages.clear()
        if self._detail is not None:
            self._take(self._detail)
            self.refresh()
