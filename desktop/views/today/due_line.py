"""One line of „Heute“: what, whose, when; done with Space, opened with Enter, moved with V, handed over with Ü."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from desktop.casework.deadlines.rows import DueGroup, DueRow
from desktop.models.today_board import read_aloud, when_words
from desktop.views import icons, style
from desktop.views.people.lines import words

_TONES = {DueGroup.OVERDUE: "bad", DueGroup.TODAY: "warn", DueGroup.WEEK: "", DueGroup.SOON: "muted"}
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LARGE = 150
_UE = "ü"


class DueLine(QFrame):
    """*Signals:* each with the row: open_wanted, done_wanted, move_wanted, hand_over_wanted; step_wanted(by)."""

    open_wanted = Signal(object)
    done_wanted = Signal(object)
    move_wanted = Signal(object)
    hand_over_wanted = Signal(object)
    step_wanted = Signal(int)

    def __init__(self, row: DueRow, day: dt.date, name: str, *, with_user: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row, self._day, self._with_user = row, day, with_user
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(read_aloud(row, day))
        if row.gathers:
            self.setAccessibleDescription(self.tr("Eingabe öffnet die Liste."))
            self._build()
            return
        done = self.tr("bleibt, bis der Grund behoben ist") if row.stays else self.tr("Leertaste erledigt")
        self.setAccessibleDescription(
            self.tr("Eingabe öffnet, %1, V verschiebt, Ü übergibt, Menütaste zeigt alles.").replace("%1", done)
        )
        self._build()

    def _build(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(style.space(1), style.space(0.5), style.space(1), style.space(0.5))
        line.setSpacing(style.space(2))
        tone = _TONES[self.row.group]
        picture = QLabel()
        icons.set_icon(picture, self.row.icon, tone or "accent")
        line.addWidget(picture)
        large = style.text_scale() >= _LARGE
        texts = QBoxLayout(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        texts.setSpacing(style.space(0.5 if large else 4))
        for widget, share in zip(self._texts(tone), (9, 6, 3), strict=True):
            texts.addWidget(widget, 0 if large else share)
        line.addLayout(texts, 1)
        if self.row.gathers:
            button, place = self._button("arrow-right", self.tr("Liste öffnen (Eingabe)"), self._on_open), QWidget()
            place.setFixedWidth(button.sizeHint().width())  # the columns of all lines stand below each other
            line.addWidget(place)
            line.addWidget(button)
        else:
            line.addWidget(self._done_button())
            line.addWidget(self._menu_button())

    def _texts(self, tone: str) -> tuple[QWidget, QWidget, QWidget]:
        what = QWidget()
        column = QBoxLayout(QBoxLayout.Direction.TopToBottom, what)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(self.row.title, "strong" if tone in ("bad", "warn") else ""))
        if self.row.detail:
            column.addWidget(words(self.row.detail, "muted"))
        who = self.row.case_title or self.row.whose or self.tr("Büro")
        if self._with_user and self.row.user:
            who = f"{who} · {self.row.user}"
        when = when_words(self.row, self._day)
        said = self.tr("%1 (verschoben)").replace("%1", when) if self.row.moved else when
        return what, words(who), words(said, tone)

    def _button(self, icon: str, said: str, run: object) -> QToolButton:
        """For the mouse; the keyboard has its keys on the line itself."""
        button = QToolButton()
        style.set_look(button, "quiet")
        icons.set_icon(button, icon, "muted")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(f"{said}: {self.row.title}")
        button.setToolTip(said)
        button.clicked.connect(run)
        return button

    def _done_button(self) -> QToolButton:
        """A lock that cannot be pressed but says why, where the line stays with its cause."""
        if not self.row.stays:
            return self._button("check", self.tr("Erledigt (Leertaste)"), self._on_done)
        button = self._button("lock", self.tr("Bleibt, bis der Grund behoben ist; verschieben geht."), self._on_done)
        button.setEnabled(False)
        return button

    def _menu_button(self) -> QToolButton:
        button = self._button("ellipsis", self.tr("Weitere Befehle (Menütaste)"), self.open_menu)
        self._more = button
        return button

    def open_menu(self) -> None:
        """Everything that can be done with this line."""
        menu = QMenu(self)
        for text, icon, run in (
            (self.tr("Öffnen\tEingabe"), "arrow-right", self._on_open),
            (self.tr("Erledigt\tLeertaste"), "check", self._on_done),
            (self.tr("Verschieben …\tV"), "calendar-clock", self._on_move),
            (self.tr("Übergeben …\tÜ"), "user-check", self._on_hand_over),
        ):
            action = menu.addAction(text)
            icons.set_icon(action, icon)
            action.setEnabled(icon != "check" or not self.row.stays)
            action.triggered.connect(run)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _on_open(self) -> None:
        self.open_wanted.emit(self.row)

    def _on_done(self) -> None:
        self.done_wanted.emit(self.row)

    def _on_move(self) -> None:
        self.move_wanted.emit(self.row)

    def _on_hand_over(self) -> None:
        self.hand_over_wanted.emit(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_open()
        elif key in _STEPS:
            self.step_wanted.emit(_STEPS[Qt.Key(key)])
        elif self.row.gathers:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self._on_done()
        elif key == Qt.Key.Key_V and not event.modifiers():
            self._on_move()
        elif (key == Qt.Key.Key_Udiaeresis or event.text() == _UE or key == Qt.Key.Key_U) and not event.modifiers():
            self._on_hand_over()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        if not self.row.gathers:
            self.open_menu()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on_open()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            pen = painter.pen()
            pen.setColor(style.current().color("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
            painter.end()
