"""Everything the program can do at this moment, by name: shortcuts, „Neu“ menu and palette read this one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

import desktop.models.emit_guard  # noqa: F401  imported for its effect


@dataclass(frozen=True)
class Command:
    """One thing to do. `title` is said as the user would („Plan drucken“); `makes_new` puts it into the „Neu“ menu;
    `words` are further words the palette finds it by."""

    key: str
    title: str
    icon: str
    run: Callable[[], object]
    shortcut: str = ""
    makes_new: bool = False
    words: str = ""


class Commands(QObject):
    """The commands in their order.

    *Signals:* `changed` when commands came or went (a page brings its own while it is shown).
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}

    def add(self, *commands: Command) -> None:
        """Add commands or replace those with the same key."""
        for command in commands:
            self._commands[command.key] = command
        self.changed.emit()

    def remove(self, *keys: str) -> None:
        """Take commands away; unknown keys do not matter."""
        for key in keys:
            self._commands.pop(key, None)
        self.changed.emit()

    def all(self) -> tuple[Command, ...]:
        """All commands, in the order they were added."""
        return tuple(self._commands.values())

    def run_shortcut(self, shortcut: str) -> None:
        """Do what these keys mean now: the command that came last wins, so a page may use them while it is shown."""
        for command in reversed(self._commands.values()):
            if command.shortcut == shortcut:
                command.run()
                return

    def run(self, key: str) -> None:
        """Do it; KeyError for an unknown key."""
        self._commands[key].run()


def keys_as_said(shortcut: str) -> str:
    """A shortcut as it stands on a German keyboard: „Strg+K“, „Alt+Links“."""
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText).replace("Ctrl", "Strg")
