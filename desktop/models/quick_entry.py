"""The quick entry of a talk as it stands: the line, what was read from it, what was put right by hand, who is meant."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect
from desktop.casework.changes import Changes
from desktop.casework.deadlines.open_drafts import QUICK_TALK
from desktop.casework.talks.quick_line import Meaning
from desktop.casework.talks.quick_talk import QuickPick, QuickReading, QuickTalk, add_quick_talk, read_quick_line
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.talk_terms import ContactResult, TalkKind, TalkWay

ASSUMED: dict[Meaning, object] = {
    Meaning.WAY: TalkWay.OFFICE, Meaning.KIND: TalkKind.COUNSELLING, Meaning.MINUTES: None, Meaning.AREA: "",
    Meaning.RESULT: ContactResult.NOT_REACHED,
}  # fmt: skip
"""What holds as long as the line says nothing; the day is today."""


class QuickEntry(QObject):
    """Reads the line in the vault while it is typed. A save asked for before the answer is there waits for it.

    *Signals:* `changed` when something else is read; `sending` right before a save; `saved(Changes, QuickPick)`;
    `failed(CaseworkError)`.
    """

    changed = Signal()
    sending = Signal()
    saved = Signal(object, object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._line, self._asked, self._sent = "", "", ""
        self._reading: QuickReading | None = None
        self._put: dict[Meaning, object] = {}
        self._as_text: frozenset[Meaning] = frozenset()
        self._pick: QuickPick | None = None
        self._waiting, self._sending = False, False

    @property
    def line(self) -> str:
        """What is typed."""
        return self._line

    @property
    def picks(self) -> tuple[QuickPick, ...]:
        """Who may be meant."""
        return self._reading.picks if self._reading else ()

    @property
    def pick(self) -> QuickPick | None:
        """Who is meant: the only one, or the one chosen. Whose name was not typed so must be chosen."""
        if self._pick in self.picks:
            return self._pick
        return self.picks[0] if len(self.picks) == 1 and not self.picks[0].misspelt else None

    @property
    def text(self) -> str:
        """The note."""
        return self._reading.line.text if self._reading else ""

    @property
    def hint(self) -> str:
        """What the line says of a word it cannot read as it looks; empty for nothing."""
        return self._reading.line.hint if self._reading else ""

    @property
    def current(self) -> bool:
        """Whether what is read belongs to what is typed."""
        return self._asked == self._line and self._reading is not None

    def value(self, meaning: Meaning) -> object:
        """What will be kept: put right by hand, read from the line, or assumed."""
        if meaning in self._put:
            return self._put[meaning]
        read = self._reading.line.value(meaning) if self._reading else None
        if read is not None:
            return read
        return today() if meaning is Meaning.DAY else ASSUMED[meaning]

    def is_said(self, meaning: Meaning) -> bool:
        """Whether somebody said it, in the line or by hand; else it is assumed."""
        return meaning in self._put or self.is_read(meaning)

    def is_read(self, meaning: Meaning) -> bool:
        """Whether it was read from the line."""
        return self._reading is not None and self._reading.line.value(meaning) is not None

    def set_line(self, line: str) -> None:
        """Something else is typed."""
        self._line = line
        if not line.strip():
            self._put, self._as_text, self._pick = {}, frozenset(), None
        self._ask()

    def put(self, meaning: Meaning, value: object) -> None:
        """Put one thing right, whatever the line says."""
        self._put[meaning] = value
        self.changed.emit()

    def leave_as_text(self, meaning: Meaning) -> None:
        """Its words were meant as text."""
        self._put.pop(meaning, None)
        self._as_text |= {meaning}
        self._ask()

    def choose(self, pick: QuickPick) -> None:
        """This one is meant."""
        self._pick = pick
        self.changed.emit()

    def talk(self, *, late: bool = False) -> QuickTalk | None:
        """What would be kept now; None while nobody is chosen."""
        pick = self.pick
        if pick is None:
            return None
        kind = cast(TalkKind, self.value(Meaning.KIND))
        result = self.value(Meaning.RESULT) if kind is TalkKind.CONTACT_ATTEMPT else None
        return QuickTalk(
            pick.case_id, pick.person_id, cast(dt.date, self.value(Meaning.DAY)), kind,
            cast(TalkWay, self.value(Meaning.WAY)), cast("int | None", self.value(Meaning.MINUTES)),
            str(self.value(Meaning.AREA) or ""), cast("ContactResult | None", result), self.text, late,
        )  # fmt: skip

    def save(self, *, late: bool = False) -> None:
        """Keep the talk; `failed` where it cannot be, and nothing typed is lost."""
        if self._sending:
            return
        if not self.current:
            self._waiting = True
            return
        if self.picks and self.pick is None:
            self.failed.emit(CaseworkError(self._which(), field="person"))
            return
        pick, talk = self.pick, self.talk(late=late)
        self._sending, self._sent = True, self._line
        self.sending.emit()
        self._work.change(self, add_quick_talk, talk, QUICK_TALK, then=lambda changes: self._on_saved(changes, pick),
                          failed=self._on_failed)  # fmt: skip

    def draft(self) -> dict[str, Any] | None:
        """The line, to be kept while it is typed; what was put right by hand is read anew."""
        return {"line": self._line} if self._line.strip() else None

    def _which(self) -> str:
        if self.picks[0].misspelt:
            return self.tr("So heißt hier niemand. Bitte mit ↓ auswählen, wer gemeint ist, dann Enter.")
        return self.tr("Mehrere Personen passen. Bitte mit ↓ auswählen, dann Enter.")

    def _ask(self) -> None:
        self._asked = ""
        line = self._line
        if not line.strip():
            self._reading = None
            self.changed.emit()
            return
        self._work.read(self, read_quick_line, line, self._as_text, then=lambda found: self._on_read(line, found),
                        failed=self._on_failed)  # fmt: skip

    def _on_read(self, line: str, reading: QuickReading) -> None:
        if line != self._line:
            return  # typing has gone on
        self._asked, self._reading = line, reading
        self.changed.emit()
        if self._waiting:
            self._waiting = False
            self.save()

    def _on_saved(self, changes: Changes, pick: QuickPick | None) -> None:
        """What was typed behind the line since it was sent begins the next one."""
        self._sending = False
        rest = self._line.removeprefix(self._sent).lstrip()
        self.set_line("")
        if rest:
            self.set_line(rest)
        self.saved.emit(changes, pick)

    def _on_failed(self, error: CaseworkError) -> None:
        self._sending = self._waiting = False
        self.failed.emit(error)
