"""Times of the week painted with mouse or keyboard, and two sides' times laid over each other."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.casework.volunteers.week_times import Span, shared
from desktop.models.volunteer_week import WeekBoard, length_words, week_words
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.week_canvas import Swatch, WeekCanvas


class WeekGrid(QWidget):
    """Seven days by half hours. Dragging paints or clears; arrows move, Umschalt+arrows choose, Space turns over, Entf
    clears, Strg+Z takes back; the heads of days and hours stand for the whole line.

    `own` and `other` are the words of a marked half hour („frei“, „gewünscht“). The sentence below tells the same as
    the picture. *Signals:* changed() by the user only.
    """

    changed = Signal()

    def __init__(
        self,
        name: str = "",
        *,
        own: str = "frei",
        other: str = "gewünscht",
        read_only: bool = False,
        dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._board, self._read_only = WeekBoard(own, other), False
        self.canvas = WeekCanvas(self._board, name or self.tr("Zeiten der Woche"), dense=dense)
        self.canvas.painted.connect(self._on_painted)
        self.canvas.undo_wanted.connect(self.undo)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.canvas)
        self._build_legend()
        self._column.addWidget(self.summary)
        self._build_tools()
        self.set_read_only(read_only)
        style.notifier().changed.connect(self._fit)
        self._fit()
        self._tell()

    # what a form uses

    def times(self) -> tuple[Span, ...]:
        """What is marked, in order; spans neither touch nor overlap."""
        return self._board.times

    def set_times(self, spans: Iterable[Span]) -> None:
        """Show stored times without saying `changed`. Raises CaseworkError for a span that is none."""
        self._board.load(spans)
        self._tell()

    def set_other(self, spans: Iterable[Span]) -> None:
        """Lay the other side's times over: hatched, with what both have named below."""
        self._board.lay_over(spans)
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        """Only look; the mark can still be moved and read aloud."""
        self._read_only = read_only
        self.canvas.set_read_only(read_only)
        self._tools.setVisible(not read_only)

    def undo(self) -> None:
        """Take the last painting back; nothing where there was none."""
        if not self._read_only and self._board.undo():
            self._on_painted()

    def clear(self) -> None:
        """Clear the whole week; it can be undone."""
        if self._board.empty():
            self._on_painted()

    # building

    def _build_legend(self) -> None:
        self._legend = QWidget()
        flow = FlowLayout(self._legend, gap=3)
        self._swatches = []
        words = {"own": self._board.own_word, "other": self._board.other_word, "both": self.tr("beide")}
        for role, word in words.items():
            item = QWidget()
            row = QHBoxLayout(item)
            row.setContentsMargins(0, 0, 0, 0)
            label = QLabel(word)
            style.set_look(label, "muted")
            row.addWidget(Swatch(role))
            row.addWidget(label)
            flow.addWidget(item)
            self._swatches.append(item)
        self._column.addWidget(self._legend)

    def _build_tools(self) -> None:
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=1.5)
        self.undo_button = self._tool(self.tr("Zurücknehmen"), "undo-2", self.tr("Die letzte Änderung zurücknehmen"))
        self.clear_button = self._tool(self.tr("Alles leeren"), "x", self.tr("Alle Zeiten der Woche leeren"))
        self.whole_day = self._tool(self.tr("0 bis 24 Uhr zeigen"), "clock", "")
        self.whole_day.setCheckable(True)
        self.undo_button.clicked.connect(self.undo)
        self.clear_button.clicked.connect(self.clear)
        self.whole_day.toggled.connect(self._on_whole_day_toggled)
        for button in (self.undo_button, self.clear_button, self.whole_day):
            flow.addWidget(button)
        self._column.addWidget(self._tools)

    def _tool(self, words: str, icon: str, said: str) -> QPushButton:
        button = QPushButton(words)
        icons.set_icon(button, icon, "muted")
        style.set_look(button, "quiet")
        button.setToolTip(said)
        button.setAccessibleName(said or words)
        return button

    # following

    def _on_painted(self) -> None:
        self._tell()
        self.changed.emit()

    def _on_whole_day_toggled(self, whole: bool) -> None:
        self._board.show_whole_day(whole)
        self._tell()

    def _tell(self) -> None:
        """Everything beside the picture that depends on the times."""
        self.canvas.refresh()
        self.summary.setText(self._sentence())
        self.undo_button.setEnabled(self._board.can_undo())
        self.clear_button.setEnabled(bool(self._board.times))
        both = bool(shared(self._board.times, self._board.other))
        for item, seen in zip(self._swatches, (True, bool(self._board.other), both), strict=True):
            item.setVisible(seen)
        self._legend.setVisible(bool(self._board.other))

    def _sentence(self) -> str:
        times, other = self._board.times, self._board.other
        if other:
            both = shared(times, other)
            none = self.tr("Keine gemeinsame Zeit.")
            return f"{self.tr('Gemeinsam')}: {week_words(both)} ({length_words(both)})." if both else none
        if not times:
            return self.tr("Noch keine Zeiten eingetragen.")
        return f"{week_words(times)} ({length_words(times)} {self.tr('in der Woche')})"

    def _fit(self) -> None:
        self._column.setSpacing(style.space(1.5))
