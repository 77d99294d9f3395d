"""Makes the quick entry reachable from anywhere (Strg+G), keeps its line, and says what was entered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from desktop.casework.changes import Changes
from desktop.casework.deadlines.open_drafts import QUICK_TALK
from desktop.casework.talks.quick_talk import QuickPick, QuickTalk, case_number
from desktop.models.drafts import Drafts
from desktop.models.quick_entry import QuickEntry
from desktop.models.work import Work
from desktop.views.commands import Command, Commands
from desktop.views.desk import Desk
from desktop.views.people.kept_input import KeptInput
from desktop.views.places import Places
from desktop.views.talks.blocks_entry import blocks_command, blocks_place
from desktop.views.talks.proposals import Proposer
from desktop.views.talks.quick_box import QuickBox
from desktop.views.talks.sheet_entry import talk_sheet_place

DRAFT_KEY = QUICK_TALK
SHORTCUT = "Ctrl+G"
_HELP = "quick-talk-help"


class QuickTalks(QObject):
    """Holds the box over the desk. What was left half-typed by locking or a crash is offered again."""

    def __init__(self, work: Work, drafts: Drafts, places: Places, commands: Commands, desk: Desk) -> None:
        super().__init__(desk)
        self._work, self._places, self._commands, self._desk = work, places, commands, desk
        self.entry = QuickEntry(work, self)
        self.box = QuickBox(self.entry, desk)
        self._proposer = Proposer(work, desk.messages, self)
        self._kept = KeptInput(work, drafts, DRAFT_KEY, self.entry.draft, self.entry)
        self.entry.changed.connect(self._kept.touched)
        self.entry.sending.connect(self._kept.keep_now)
        self.entry.saved.connect(self._on_saved)
        self.box.full_wanted.connect(self._on_full_wanted)
        self.box.opened.connect(self._on_opened)
        self.box.closed.connect(self._on_closed)
        self._kept.find(self._on_found)

    def open_box(self) -> None:
        """Show the quick entry; in a case file it begins with the number of the case."""
        key, target = self._places.where
        if key == "case" and target and isinstance(target[0], int) and not self.entry.line.strip():
            self._work.read(self, case_number, target[0], then=lambda number: self.box.open_box(f"{number} "))
        else:
            self.box.open_box()

    def _on_found(self, payload: dict[str, Any]) -> None:
        line = str(payload.get("line", ""))
        if line.strip() and not self.entry.line:
            self.box.set_line(line)
            self._desk.messages.show_info(self.tr("Ein angefangener Gesprächseintrag ist wieder da."),
                                          (self.tr("Weiterschreiben"), self.open_box))  # fmt: skip

    def _on_saved(self, changes: Changes, pick: QuickPick) -> None:
        """The box closes unless the next talk is being typed already."""
        if self.entry.line:
            self._kept.forget()
            self.box.set_line(self.entry.line)
            self._kept.touched()
        else:
            self._finish()
        words = self.tr("Gespräch mit %1 eingetragen.").replace("%1", pick.name)
        self._desk.messages.show_ok(
            words, (self.tr("Öffnen"), lambda: self._places.open_case(pick.case_id, "talks"))
        )
        if changes.made is not None:
            self._proposer.ask_for(changes.made)

    def _on_full_wanted(self, talk: QuickTalk) -> None:
        self._finish()
        self._places.go("case", talk.case_id, "talks", talk)

    def _on_opened(self) -> None:
        """While the line is open, F1 tells its abbreviations."""
        self._commands.add(Command(_HELP, self.tr("Hilfe: Kürzel für Gespräche"), "circle-help", self._show_help, "F1"))

    def _on_closed(self) -> None:
        self._commands.remove(_HELP)

    def _show_help(self) -> None:
        self.box.close_box()
        self._places.go("help", "gespraeche.html#kuerzel")

    def _finish(self) -> None:
        self.box.input.clear()
        self.box.close_box()
        self._kept.forget()


def add_quick_talks(work: Work, drafts: Drafts, places: Places, commands: Commands, desk: Desk) -> QuickTalks:
    """Add „Gespräch schnell eintragen“ to keys, palette and „Neu“, and the text blocks to the palette."""
    quick = QuickTalks(work, drafts, places, commands, desk)
    commands.add(
        Command(QUICK_TALK, quick.tr("Gespräch schnell eintragen"), "message-square-plus", quick.open_box, SHORTCUT,
                makes_new=True, words=quick.tr("Notiz Telefonat Anruf Protokoll Schnelleintrag")),
        blocks_command(places),
    )  # fmt: skip
    places.add(blocks_place(work, drafts), talk_sheet_place(work))
    return quick
