"""A group of lines („Überfällig“, „Heute“ …) as a quiet card; a long one shows its beginning first."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.people.lines import emptied, link, rebuilt
from desktop.views.today.due_line import DueLine

FIRST_SHOWN = 12
"""Lines of a group shown at once, and how many more each time."""
_TONES = {
    DueGroup.OVERDUE: Tone.BAD, DueGroup.TODAY: Tone.WARN, DueGroup.WEEK: Tone.NEUTRAL, DueGroup.SOON: Tone.NEUTRAL,
}  # fmt: skip
_ICONS = {
    DueGroup.OVERDUE: "circle-alert", DueGroup.TODAY: "sun", DueGroup.WEEK: "calendar", DueGroup.SOON: "calendar-clock",
}  # fmt: skip


class DueCard(Card):
    """*Signals:* with the row: open_wanted, done_wanted, move_wanted, hand_over_wanted; grown() when more are shown."""

    open_wanted = Signal(object)
    done_wanted = Signal(object)
    move_wanted = Signal(object)
    hand_over_wanted = Signal(object)
    grown = Signal()

    def __init__(self, group: DueGroup, parent: QWidget | None = None) -> None:
        super().__init__(group.value, _ICONS[group], parent)
        self._group, self._shown = group, FIRST_SHOWN
        self._rows: tuple[DueRow, ...] = ()
        self._day, self._with_user = dt.date.min, False
        self._count = Chip("0", _TONES[group], "")
        self.add_action(self._count)
        self.lines: list[DueLine] = []
        style.notifier().changed.connect(self._on_style_changed)

    def show_rows(self, rows: tuple[DueRow, ...], day: dt.date, *, with_user: bool) -> None:
        """Show these; the keyboard stays at its place in the list."""
        self._rows, self._day, self._with_user = rows, day, with_user
        self.setVisible(bool(rows))
        self._count.set_state(str(len(rows)), _TONES[self._group], "")
        said = self.tr("1 Eintrag") if len(rows) == 1 else self.tr("%1 Einträge").replace("%1", str(len(rows)))
        self._count.setAccessibleName(said)
        self.setAccessibleName(f"{self._group.value}, {said}")
        rebuilt(self, self._fill)

    def _fill(self) -> None:
        emptied(self.body)
        self.lines = []
        self.body.setSpacing(style.space(0.5))
        for place, row in enumerate(self._rows[: self._shown]):
            line = DueLine(row, self._day, f"due_{self._group.name}_{place}", with_user=self._with_user)
            line.open_wanted.connect(self.open_wanted)
            line.done_wanted.connect(self.done_wanted)
            line.move_wanted.connect(self.move_wanted)
            line.hand_over_wanted.connect(self.hand_over_wanted)
            line.step_wanted.connect(self._on_step_wanted)
            self.lines.append(line)
            self.body.addWidget(line)
            line.show()  # at once, so that it can take the keyboard of the line that went
        left = len(self._rows) - self._shown
        if left > 0:
            more = self.tr("Weitere %1 zeigen").replace("%1", str(min(left, 4 * FIRST_SHOWN)))
            words = self.tr("%1 (noch %2)").replace("%1", more).replace("%2", str(left))
            self.body.addWidget(link(words, self.show_more, f"more_{self._group.name}"), 0, Qt.AlignmentFlag.AlignLeft)

    def show_more(self) -> None:
        """The next lines; the keyboard goes to the first of them."""
        first = self._shown
        self._shown += 4 * FIRST_SHOWN
        self._fill()
        self.grown.emit()
        self.lines[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step_wanted(self, by: int) -> None:
        """Up and down go from line to line, across the groups too."""
        sender = self.sender()
        if isinstance(sender, DueLine):
            place = self.lines.index(sender) + by
            if 0 <= place < len(self.lines):
                self.lines[place].setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.focusNextPrevChild(by > 0)

    def _on_style_changed(self) -> None:
        if self._rows:
            self._fill()
            self.grown.emit()
