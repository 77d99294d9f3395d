"""A step whose text stands fast: a box to tick once the Fassung is in force, the agreed and the present day, the rest
behind the dots."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from desktop.casework.plans.plan_rows import MeasureRow
from desktop.clock import german_date, today
from desktop.terms import DueKind, MeasureStatus, Obstacle, Responsible
from desktop.views import style
from desktop.views.plans.step_columns import StepColumns, command, fill_menu, line_label, menu_button, stacked
from desktop.views.plans.words import due_words, step_text


class FrozenLine(StepColumns):
    """*Signals:* ticked(row, bool) by the box; status_wanted(row, MeasureStatus) and move_wanted(row) from the menu;
    need_wanted(row) to look for a volunteer for it."""

    ticked = Signal(object, bool)
    status_wanted = Signal(object, object)
    move_wanted = Signal(object)
    need_wanted = Signal(object)

    def __init__(self, *, in_force: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: MeasureRow | None = None
        self._in_force = in_force
        self.box, self._number = QCheckBox(), line_label("muted")
        self.box.clicked.connect(self._on_clicked)
        self._words, self._who, self._volunteer = line_label(), line_label("muted"), line_label("muted", first=False)
        self._volunteer.hide()
        self._due, self._due_note = line_label(), line_label("muted", first=False)
        self._proof, self._note = line_label("muted"), line_label("muted", first=False)
        self.menu = menu_button("")
        mark = stacked(self.box) if in_force else self._number
        if in_force:
            mark.setContentsMargins(0, style.space(0.75), 0, 0)  # in line with the words
        self.place(mark, self._words, stacked(self._who, self._volunteer), stacked(self._due, self._due_note),
                   stacked(self._proof, self._note), self.menu)  # fmt: skip

    def show_row(self, number: str, row: MeasureRow) -> None:
        """The step with what has happened to it."""
        self._row = row
        text = step_text(row.content)
        self._number.setText(number)
        self._words.setText(text)
        self.box.setChecked(row.status is MeasureStatus.DONE)
        self.box.setAccessibleName(self.tr("%1 %2 erledigt").replace("%1", number).replace("%2", text))
        self.box.setToolTip(self.tr("Erledigt"))
        self._who.setText(row.who_text)
        self._show_due(row)
        self._show_proof(row)
        name = self.tr("%1 Weitere Befehle").replace("%1", number)
        self.menu.setAccessibleName(name)
        self.menu.setToolTip(name)
        fill_menu(self.menu, self._commands(row) if self._in_force else [])

    @property
    def row(self) -> MeasureRow | None:
        """The step shown."""
        return self._row

    def show_volunteer(self, words: str) -> None:
        """Who of the Ehrenamt takes it over, or that somebody is looked for; empty for neither."""
        _show(self._volunteer, words)

    def _show_due(self, row: MeasureRow) -> None:
        late = self._in_force and row.overdue_on(today())
        agreed = row.agreed_due_on
        if row.status is MeasureStatus.DONE:
            day = german_date(row.done_on) if row.done_on else ""
            self._due.setText(f"{row.status.label} {day}".strip())
            note = ""
        else:
            self._due.setText(due_words(row.content, row.due_on))
            note = self.tr("überfällig") if late else ""
            if agreed and row.due_on != agreed:
                moved = self.tr("vereinbart %1").replace("%1", german_date(agreed))
                note = f"{note}, {moved}" if note else moved
        style.set_look(self._due, "bad" if late else "ok" if row.status is MeasureStatus.DONE else "muted")
        font = self._due.font()
        font.setBold(late)
        self._due.setFont(font)
        _show(self._due_note, note)

    def _show_proof(self, row: MeasureRow) -> None:
        """What proves it; below, what came out or stood in the way."""
        self._proof.setText(row.content.proof)
        told = {MeasureStatus.OPEN, MeasureStatus.DONE, MeasureStatus.MOVED}
        parts = ["" if row.status in told else row.status.label, _obstacle(row.obstacle), row.result]
        _show(self._note, ", ".join(part for part in parts if part))

    def _commands(self, row: MeasureRow) -> list[QAction]:
        entries = [
            (MeasureStatus.DONE, self.tr("Erledigt am …"), "square-check"),
            (MeasureStatus.STARTED, self.tr("Begonnen am …"), "circle-dot"),
            (MeasureStatus.IMPOSSIBLE, self.tr("Nicht möglich …"), "ban"),
            (MeasureStatus.DROPPED, self.tr("Entfallen …"), "circle-x"),
        ]
        wanted = self.status_wanted.emit
        made = [command(words, icon, partial(wanted, row, status), self) for status, words, icon in entries]
        if row.content.due_kind is DueKind.DATE:
            move = partial(self.move_wanted.emit, row)
            made.insert(1, command(self.tr("Frist verschieben …"), "calendar-clock", move, self))
        if Responsible.VOLUNTEER in row.content.who:
            need = partial(self.need_wanted.emit, row)
            made.append(command(self.tr("Bedarf an Ehrenamt …"), "hand-heart", need, self))
        if row.status not in (MeasureStatus.OPEN, MeasureStatus.MOVED):
            again = partial(wanted, row, MeasureStatus.OPEN)
            made.append(command(self.tr("Wieder offen"), "rotate-ccw", again, self))
        return made

    def _on_clicked(self, done: bool) -> None:
        self.ticked.emit(self._row, done)


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)


def _obstacle(code: str) -> str:
    return Obstacle(code).label if code else ""
