"""The tab „Gespräche“ of a case file: the list, and the full page of a talk in its place while one is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.talks.quick_talk import QuickTalk
from desktop.casework.talks.talk_checks import ClosedCaseError
from desktop.casework.talks.talk_rows import FormerTalkText, KeptTalk, TalkChoices, TalkRow
from desktop.casework.talks.talk_views import (
    OpenedTalk,
    list_talks,
    open_talk,
    show_protected_topics,
    talk_choices,
    talk_history,
)
from desktop.casework.talks.talks import add_talk, delete_talk, edit_talk, kept_talk, restore_talk
from desktop.casework.talks.text_blocks import TextBlockRow, list_text_blocks
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.talk_words import former_text
from desktop.models.work import Work
from desktop.views import style
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.message_area import MessageArea
from desktop.views.people.kept_input import KeptInput
from desktop.views.talks.proposals import Proposer
from desktop.views.talks.talk_card import TalkCard
from desktop.views.talks.talk_form import TalkForm
from desktop.views.talks.talk_list import TalkList


class TalksPage(QWidget):
    """What is typed is kept under `talk/<case>` and offered again. A half-written talk that has to make room for
    another one waits and comes back when that is done.

    Signals: sheet_wanted(talk) to see the sheet of a talk.
    """

    sheet_wanted = Signal(int)

    def __init__(self, work: Work, drafts: Drafts, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._case_id = work, case_id
        self._form: TalkForm | None = None
        self._sending: TalkForm | None = None
        self._empty_draft: dict[str, object] = {}
        self._left: dict[str, Any] | None = None
        self._waiting: list[dict[str, Any]] = []
        self._blocks: tuple[TextBlockRow, ...] = ()
        self.messages, self.list, self._stack = MessageArea(), TalkList(), PageStack()
        self._stack.addWidget(self.list)
        self._stack.currentChanged.connect(self._on_stack_changed)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(self._stack, 1)
        self._proposer = Proposer(work, self.messages, self)
        self._kept = KeptInput(work, drafts, f"talk/{case_id}", self._typed, self)
        self.list.new_wanted.connect(self.new_talk)
        self.list.made.connect(self._on_card_made)
        work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)
        self._fit()
        work.read(self, list_text_blocks, then=self._on_blocks)
        self._refresh()
        self._kept.find(self._offer)

    @property
    def form(self) -> TalkForm | None:
        """The talk that is being written."""
        return self._form

    def show_target(self, *target: object) -> None:
        """Go on with a talk of the quick entry, or edit the talk of this id."""
        if target and isinstance(target[0], QuickTalk):
            quick = target[0]
            self._read_choices(lambda choices: self._open(choices).take(quick))
        elif target and isinstance(target[0], int):
            self.edit_talk(target[0])

    def new_talk(self) -> None:
        """Open the full page; a talk that was begun before goes on."""
        if self._form is not None:
            self._show_form()
        elif self._left is not None:
            self._put_back(self._left)
        else:
            self._read_choices(self._open)

    def edit_talk(self, talk_id: int) -> None:
        """Open a talk that was entered before."""
        self._work.read(self, open_talk, talk_id, self._case_id, failed=self._on_failed,
                        then=lambda opened: self._read_choices(partial(self._open, opened=opened)))  # fmt: skip

    # the form

    def _read_choices(self, then: Callable[[TalkChoices], object]) -> None:
        self._work.read(self, talk_choices, self._case_id, then=then, failed=self._on_failed)

    def _open(self, choices: TalkChoices, opened: OpenedTalk | None = None) -> TalkForm:
        self._set_aside()
        form = TalkForm(self._work, self._case_id, choices, opened, self._blocks)
        form.save_wanted.connect(self._on_save_wanted)
        form.discard_wanted.connect(self._on_discard_wanted)
        form.edited.connect(self._on_form_edited)
        self._form, self._empty_draft = form, form.draft()
        self._stack.addWidget(form)
        self._show_form()
        if choices.closed:
            form.messages.show_warning(self.tr("Der Fall ist „%1“.").replace("%1", choices.closed))
        elif self._waiting:
            form.messages.show_info(self.tr("Danach geht es mit dem angefangenen Gespräch weiter."))
        return form

    def _set_aside(self) -> None:
        """Make room: what is half written comes back when the other talk is done."""
        begun = [payload for payload in (self._half_written(), self._left) if payload is not None]
        self._waiting, self._left = begun + self._waiting, None
        self._drop_form()

    def _show_form(self) -> None:
        if self._form is not None:
            self.messages.clear()
            self._stack.setCurrentWidget(self._form)
            self._form.field("content" if self._form.talk_id else "held_on").focus_input()

    def _drop_form(self) -> None:
        form, self._form, self._sending = self._form, None, None
        if form is not None:
            self._stack.setCurrentWidget(self.list)
            self._stack.removeWidget(form)
            form.deleteLater()

    def _on_save_wanted(self) -> None:
        self._save(late=False)

    def _save(self, *, late: bool) -> None:
        form = self._form
        if form is None or form is self._sending:
            return
        self._sending = form
        entry, key = replace(form.entry(), late=late), "" if self._waiting else self._kept.draft_key()
        self._kept.keep_now()
        if form.talk_id is None:
            self._work.change(form, add_talk, entry, form.marks(), form.follow_ups(), form.private_note(), key,
                              then=self._on_added, failed=self._on_refused)  # fmt: skip
        else:
            self._work.change(form, edit_talk, form.talk_id, entry, form.row_version, form.reason(), form.marks(),
                              form.private_note(), form.follow_ups(), key, then=self._on_edited,
                              failed=self._on_refused)  # fmt: skip

    def _on_added(self, changes: Changes) -> None:
        self._finish(self.tr("Das Gespräch ist eingetragen."))
        if changes.made is not None:
            self._proposer.ask_for(changes.made)

    def _on_edited(self, _changes: Changes) -> None:
        self._finish(self.tr("Das Gespräch ist geändert."))

    def _finish(self, sentence: str) -> None:
        self._drop_form()
        self.messages.show_ok(sentence)
        self._go_on()

    def _go_on(self) -> None:
        """What waited comes back; otherwise nothing is half written any more."""
        if self._waiting:
            self._kept.touched()
            self._put_back(self._waiting[0])
        else:
            self._kept.forget()
            self.list.new_button.setFocus()

    def _on_refused(self, error: CaseworkError) -> None:
        form, self._sending = self._form, None
        if form is None:
            return
        form.show_failure(error)
        if isinstance(error, ClosedCaseError) and error.field is None:
            form.messages.show_warning(
                str(error), (self.tr("Nachträglich eintragen"), lambda: self._save(late=True))
            )

    def _on_discard_wanted(self) -> None:
        """What was typed can be had back for 8 seconds."""
        form = self._form
        if form is None:
            return
        payload = self._half_written()
        self._drop_form()
        self._go_on()
        if payload is not None:
            self.messages.show_undo(self.tr("Die Eingabe ist verworfen."), lambda: self._put_back(payload))

    # what was typed

    def _typed(self) -> dict[str, Any] | None:
        """What is half written now, and what waits for it to be done."""
        begun = [payload for payload in (self._half_written(), *self._waiting) if payload is not None]
        return {**begun[0], **({"waiting": begun[1:]} if begun[1:] else {})} if begun else None

    def _half_written(self) -> dict[str, Any] | None:
        form = self._form
        if form is None or not form.is_dirty():
            return None
        return {"talk_id": form.talk_id, "fields": form.draft()}

    def _offer(self, payload: dict[str, Any]) -> None:
        self._left = payload
        self.messages.show_info(
            self.tr("Ein angefangenes Gespräch ist wieder da."),
            (self.tr("Weiterschreiben"), lambda: self._put_back(payload)),
            (self.tr("Verwerfen"), self._on_left_discarded),
        )

    def _on_left_discarded(self) -> None:
        left, self._left = self._left or {}, None
        self._waiting += left.get("waiting", [])
        self._go_on()

    def _put_back(self, payload: dict[str, Any]) -> None:
        def restore(choices: TalkChoices, opened: OpenedTalk | None = None) -> None:
            self._waiting = [other for other in self._waiting if other is not payload] + payload.get("waiting", [])
            self._left = None if self._left is payload else self._left
            self._open(choices, opened).restore_draft(payload.get("fields", {}))
            self._kept.touched()

        talk_id = payload.get("talk_id")
        if talk_id is None:
            self._read_choices(restore)
        else:
            self._work.read(self, open_talk, talk_id, self._case_id, failed=lambda _error: self._read_choices(restore),
                            then=lambda opened: self._read_choices(partial(restore, opened=opened)))  # fmt: skip

    # the list

    def _refresh(self) -> None:
        self._work.read(self, list_talks, self._case_id, then=self._on_talks, failed=self._on_failed)

    def _on_talks(self, talks: tuple[TalkRow, ...]) -> None:
        self.list.show_talks(talks)

    def _on_blocks(self, blocks: tuple[TextBlockRow, ...]) -> None:
        self._blocks = blocks

    def _on_card_made(self, card: TalkCard) -> None:
        card.edit_wanted.connect(self.edit_talk)
        card.delete_wanted.connect(self._on_delete_wanted)
        card.print_wanted.connect(self.sheet_wanted)
        card.topics_wanted.connect(self._on_topics_wanted)
        card.history_wanted.connect(self._on_history_wanted)

    def _on_topics_wanted(self, talk_id: int) -> None:
        card = self.list.cards[talk_id]
        self._work.read(card, show_protected_topics, talk_id, self._case_id, then=card.show_topics,
                        failed=self._on_failed)  # fmt: skip

    def _on_history_wanted(self, talk_id: int) -> None:
        card = self.list.cards[talk_id]

        def show(former: tuple[FormerTalkText, ...]) -> None:
            card.show_former(tuple(former_text(one) for one in former))

        self._work.read(card, talk_history, talk_id, then=show, failed=self._on_failed)

    def _on_delete_wanted(self, talk_id: int) -> None:
        row_version = self.list.cards[talk_id].talk.row_version

        def deleted(kept: KeptTalk, _changes: Changes) -> None:
            self.messages.show_undo(
                self.tr("Das Gespräch ist gelöscht. Was es am Plan geändert hat, bleibt."),
                lambda: self._work.change(self, restore_talk, kept, failed=self._on_failed),
            )

        def delete(kept: KeptTalk) -> None:
            self._work.change(self, delete_talk, talk_id, row_version, then=partial(deleted, kept),
                              failed=self._on_failed)  # fmt: skip

        self._work.read(self, kept_talk, talk_id, then=delete, failed=self._on_failed)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.CASE, self._case_id) or changes.touches(Kind.CONSENT):
            self._refresh()
        if changes.touches(Kind.TEXT_BLOCK):
            self._work.read(self, list_text_blocks, then=self._on_blocks)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _on_form_edited(self, _key: str) -> None:
        self._kept.touched()

    def _on_stack_changed(self, _place: int) -> None:
        self._fit()

    def _fit(self) -> None:
        """The form brings its own margins."""
        margins = (style.space(6), style.space(3), style.space(6), style.space(2))
        self._column.setContentsMargins(*margins if self._stack.currentWidget() is self.list else (0, 0, 0, 0))
        self._column.setSpacing(style.space(2))
