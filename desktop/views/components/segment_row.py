"""A row of buttons of which one or none is chosen: choices of up to five values, scales, marks of the result page."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout

_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip


@dataclass(frozen=True)
class Segment:
    """One value to choose. `mark` (a number) or `icon` stands large above `word` in a tall row; a compact row shows the
    mark only and tells the word as tooltip; a plain row shows the word. `tone` is the token it is filled with.
    `about` is a sentence that describes the step, told as tooltip and read aloud."""

    code: object
    word: str
    mark: str = ""
    icon: str = ""
    tone: str = "accent"
    about: str = ""

    @property
    def described(self) -> str:
        """„hoch: kommt ohne Unterstützung nicht weiter“."""
        return ": ".join(part for part in (self.word, self.about) if part)


class SegmentSize(enum.Enum):
    """How much room a row takes: COMPACT fits twelve rows on a result page (at most 32 px at 100 %)."""

    COMPACT = enum.auto()
    PLAIN = enum.auto()
    TALL = enum.auto()


class SegmentRow(QWidget):
    """Chosen with click, arrow keys, or the mark's own key („3“, „!“); Del, Backspace or a second click un-chooses.

    The row is one tab stop. A dot below a segment marks the value of an earlier time.
    Signals: picked(code or None) by the user only; left() when the keyboard leaves the row.
    """

    picked = Signal(object)
    left = Signal()

    def __init__(
        self,
        segments: Sequence[Segment],
        name: str,
        size: SegmentSize = SegmentSize.PLAIN,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._name, self._read_only = size, name, False
        self._previous: object = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = self._make_layout()
        self.buttons = tuple(SegmentButton(segment, size, self) for segment in segments)
        for button in self.buttons:
            layout.addWidget(button)
            button.clicked.connect(self._on_button_clicked)
        if isinstance(layout, QHBoxLayout):
            layout.addStretch()
        self.set_name(name)
        self._move_tab_stop()

    def value(self) -> object:
        """Code of the chosen segment, None for none."""
        return next((button.segment.code for button in self.buttons if button.isChecked()), None)

    def set_value(self, code: object) -> None:
        """Choose without saying so; an unknown code chooses nothing."""
        for button in self.buttons:
            button.set_chosen(code is not None and button.segment.code == code)
        self._move_tab_stop()

    def set_previous(self, code: object, when: str = "") -> None:
        """Mark the value of an earlier time with a dot; `when` is told with it („14.08.2026“)."""
        self._previous = code
        for button in self.buttons:
            button.show_previous(code is not None and button.segment.code == code, when)
        self.set_name(self._name)

    def set_name(self, name: str) -> None:
        """What is chosen here; every segment is read aloud as „name: word“."""
        self._name = name
        self.setAccessibleName(name)
        for button in self.buttons:
            button.setAccessibleName(f"{name}: {button.spoken()}")

    def set_description(self, text: str) -> None:
        """Help and error, read aloud after the name."""
        for button in self.buttons:
            button.setAccessibleDescription(" ".join(part for part in (text, button.previous_words()) if part))

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice without letting it be changed."""
        self._read_only = read_only
        for button in self.buttons:
            button.set_quiet(read_only)

    def is_read_only(self) -> bool:
        """Whether the choice can only be looked at."""
        return self._read_only

    def tab_stop(self) -> QWidget:
        """The segment that takes the keyboard: the chosen one or the first."""
        return next((button for button in self.buttons if button.isChecked()), self.buttons[0])

    def pick(self, code: object) -> None:
        """Choose as the user would."""
        if not self._read_only and code != self.value():
            self.set_value(code)
            self.picked.emit(code)

    def step(self, button: SegmentButton, by: int) -> None:
        """Go to the neighbour of `button` and choose it, as radio buttons do; stops at both ends.

        In an unanswered row the first arrow chooses where the keyboard stands.
        """
        place = self.buttons.index(button) + (by if self.value() is not None else 0)
        if 0 <= place < len(self.buttons):
            self.jump(place)

    def jump(self, place: int) -> None:
        """Choose the segment at `place` (-1 is the last) and put the keyboard there."""
        button = self.buttons[place]
        self.pick(button.segment.code)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def pick_by_mark(self, mark: str) -> bool:
        """Choose the segment with that mark; False where there is none."""
        place = next((i for i, button in enumerate(self.buttons) if mark and button.segment.mark == mark), None)
        if place is None:
            return False
        self.jump(place)
        return True

    def _make_layout(self) -> FlowLayout | QHBoxLayout:
        if self._size is not SegmentSize.COMPACT:
            return FlowLayout(self, gap=1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.space(0.5))
        return layout

    def _move_tab_stop(self) -> None:
        stop = self.tab_stop()
        for button in self.buttons:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_button_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, SegmentButton):
            self.pick(None if button.isChecked() else button.segment.code)


class SegmentButton(QPushButton):
    """One segment; painted here because number, word, tone, dot and focus belong together."""

    def __init__(self, segment: Segment, size: SegmentSize, row: SegmentRow) -> None:
        super().__init__(row)
        self.segment, self._size, self._row = segment, size, row
        self._dot, self._when, self._quiet = False, "", False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(segment.word if size is SegmentSize.PLAIN else "")
        self.setToolTip(segment.described if size is SegmentSize.COMPACT or segment.about else "")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        style.notifier().changed.connect(self.updateGeometry)

    def spoken(self) -> str:
        """Number, word and what the step means, whichever there is."""
        return " ".join(part for part in (self.segment.mark, self.segment.described) if part)

    def set_chosen(self, chosen: bool) -> None:
        """Qt keeps one of an exclusive group checked; ours may all be off."""
        self.setAutoExclusive(False)
        self.setChecked(chosen)
        self.setAutoExclusive(True)

    def show_previous(self, dot: bool, when: str) -> None:
        """Paint the dot of an earlier time, or not."""
        self._dot, self._when = dot, when
        self.update()

    def previous_words(self) -> str:
        """The dot in words."""
        if not self._dot:
            return ""
        return self.tr("Früherer Wert (%1).").replace("%1", self._when) if self._when else self.tr("Früherer Wert.")

    def set_quiet(self, quiet: bool) -> None:
        """Look like something to read, not to press."""
        self._quiet = quiet
        self.update()

    def _large_font(self) -> QFont:
        font = style.font("section" if self._size is SegmentSize.TALL else "body")
        font.setBold(self.isChecked())
        return font

    def _box(self) -> QRect:
        """The button without the strips above and below, the lower of which holds the dot."""
        return self.rect().adjusted(0, style.space(0.75), 0, -style.space(0.75))

    def _paint_box(self, painter: QPainter) -> None:
        tokens, focus = style.current(), self.hasFocus()
        if self.isChecked():
            painter.setBrush(tokens.color(self.segment.tone))
        else:
            hot = self.underMouse() and not self._quiet
            painter.setBrush(tokens.color("accent_soft" if hot else "surface"))
        painter.setPen(QPen(tokens.color("line" if self._quiet or self._size is SegmentSize.COMPACT else "control"), 1))
        box = QRectF(self._box()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(box, style.space(1), style.space(1))
        if focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.color("text" if self.isChecked() else "accent"), 2))
            painter.drawRoundedRect(box.adjusted(-0.5, -0.5, 0.5, 0.5), style.space(1), style.space(1))

    def _ink(self) -> str:
        if self.isChecked():
            return "on_accent"
        return "muted" if self._quiet or self._size is SegmentSize.COMPACT else "text"

    def _paint_words(self, painter: QPainter) -> None:
        painter.setPen(style.current().color(self._ink()))
        if self._size is SegmentSize.TALL:
            self._paint_tall(painter)
            return
        painter.setFont(self._large_font())
        if self._size is SegmentSize.PLAIN:
            painter.drawText(self._box(), Qt.AlignmentFlag.AlignCenter, self.segment.word)
        else:
            self._paint_mark(painter, self._box(), 0.95)

    def _paint_tall(self, painter: QPainter) -> None:
        upper, lower = self._box(), self._box()
        if self.segment.word and (self.segment.mark or self.segment.icon):
            upper.setBottom(upper.top() + round(upper.height() * 0.6))
            lower.setTop(upper.bottom() - style.space(0.5))
        painter.setFont(self._large_font())
        self._paint_mark(painter, upper.adjusted(0, style.space(0.5), 0, 0), 1.3)
        painter.setFont(style.font("muted"))
        if self.segment.word:
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self.segment.word)

    def _paint_mark(self, painter: QPainter, box: QRect, lines: float) -> None:
        """The picture, `lines` text lines high, or the number."""
        if not self.segment.icon:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.segment.mark)
            return
        side = round(style.line_height() * lines)
        spot = QRectF(box).center() - QPointF(side / 2, side / 2)
        painter.drawPixmap(spot, icons.pixmap(self.segment.icon, self._ink(), side))

    def _paint_dot(self, painter: QPainter) -> None:
        radius = style.space(0.5)
        tokens = style.current()
        painter.setPen(QPen(tokens.color("surface"), 1))
        painter.setBrush(tokens.color("text"))
        centre = QPointF(self.rect().center().x() + 0.5, self.height() - radius - 1)
        painter.drawEllipse(centre, radius + 0.5, radius + 0.5)

    def sizeHint(self) -> QSize:
        strip = style.space(1.5)
        word = QFontMetrics(style.font("muted")).horizontalAdvance(self.segment.word)
        match self._size:
            case SegmentSize.COMPACT:
                side = round(style.line_height() * 1.25)
                return QSize(round(side * 1.35), side + strip)
            case SegmentSize.PLAIN:
                strong = QFontMetrics(style.font("strong")).horizontalAdvance(self.segment.word)
                return QSize(strong + 2 * style.space(3) + 4, round(style.line_height() * 1.7) + strip)
            case SegmentSize.TALL:
                both = self.segment.word and (self.segment.mark or self.segment.icon)
                height = round(style.line_height() * (2.9 if both else 2)) + strip
                return QSize(max(word + 2 * style.space(2) + 4, round(style.line_height() * 2.1)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def nextCheckState(self) -> None:
        """The row decides what is checked."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        step = _STEPS.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._row.jump(0 if event.key() == Qt.Key.Key_Home else -1)
        elif step is not None:
            sideways = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self._row.step(self, step if forward or not sideways else -step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._row.pick(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif not self._row.pick_by_mark(event.text()):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not any(button.hasFocus() for button in self._row.buttons):
            self._row.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        self._paint_words(painter)
        if self._dot:
            self._paint_dot(painter)
        painter.end()
