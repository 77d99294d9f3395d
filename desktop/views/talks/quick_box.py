"""The quick entry of a talk: one line, whom it means, and chips with what was read from it. All by keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.casework.talks.quick_line import Meaning
from desktop.casework.talks.quick_talk import QuickPick
from desktop.casework.talks.talk_checks import ClosedCaseError
from desktop.errors import CaseworkError
from desktop.models.quick_entry import QuickEntry
from desktop.models.talk_words import MEANINGS, choices, value_text
from desktop.talk_terms import TalkKind
from desktop.views import icons, style
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea

_WIDTH = 170  # grid units: 680 px at 100 %, never more than the window
_ROWS = 6
_ARROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuickBox(QFrame):
    """Lies over the page at the top. Esc closes it and keeps what was typed; Strg+Enter opens the full page instead.

    *Signals:* `full_wanted` with the QuickTalk as it stands; `opened`; `closed`.
    """

    full_wanted = Signal(object)
    opened = Signal()
    closed = Signal()

    def __init__(self, entry: QuickEntry, over: QWidget) -> None:
        super().__init__(over)
        self.entry, self._over = entry, over
        self._before: QWidget | None = None
        style.set_look(self, "palette")
        self.setAccessibleName(self.tr("Gespräch schnell eintragen"))
        self.messages = MessageArea()
        self._chips: dict[Meaning, ChipButton] = {}
        self._build()
        entry.changed.connect(self._show_state)
        entry.failed.connect(self._on_failed)
        over.installEventFilter(self)
        style.notifier().changed.connect(self._place)
        self._show_state()
        self.hide()

    def open_box(self, start: str = "") -> None:
        """Show it with what was typed before, or with `start`, and take the keyboard."""
        if not self.isVisible():
            self._before = self._over.focusWidget()
        if start and not self.entry.line.strip():
            self.input.setText(start)
        self.messages.clear()
        self._place()
        self.show()
        self.raise_()
        self.input.setFocus()
        self.input.end(False)
        self.opened.emit()

    def close_box(self) -> None:
        """Hide; what was typed stays."""
        if self.isVisible():
            self.hide()
            if self._before is not None and isValid(self._before):  # a line of „Heute“ may be gone meanwhile
                self._before.setFocus()
            self.closed.emit()

    def set_line(self, line: str) -> None:
        """Put back what was typed before."""
        self.input.setText(line)

    def menu_of(self, meaning: Meaning) -> QMenu:
        """What can be chosen for a chip, with „als Text lesen“ where it was read from the line."""
        menu = QMenu(self)
        now = self.entry.value(meaning)
        for value in choices(meaning):
            action = menu.addAction(value_text(meaning, value), partial(self.entry.put, meaning, value))
            action.setCheckable(True)
            action.setChecked(value == now)
            if value == now:
                menu.setActiveAction(action)
        if self.entry.is_read(meaning):
            menu.addSeparator()
            menu.addAction(self.tr("als Text lesen"), partial(self.entry.leave_as_text, meaning))
        return menu

    # building

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(4)] * 4)
        column.setSpacing(style.space(2))
        title = QLabel(self.tr("Gespräch schnell eintragen"))
        style.set_look(title, "section")
        self.input = QLineEdit()
        self.input.setAccessibleName(self.tr("Name, Kürzel, Notiz in einer Zeile"))
        self.input.setPlaceholderText(self.tr("Ahmadi Tel 10 Wohnen Vermieter ruft zurück"))
        self.input.setMaxLength(1_000_000)  # too much is told on saving, never cut off silently
        self.input.installEventFilter(self)
        self.input.textChanged.connect(self._on_typed)
        self._hint = QLabel()
        self._hint.setObjectName("hint")
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        style.set_look(self._hint, "warn")
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Wer ist gemeint?"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemClicked.connect(self._on_item_clicked)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (title, self.messages, self.input, self._hint, self._list, self._build_chips(), self._note):
            column.addWidget(widget)
        column.addLayout(self._build_foot())

    def _build_chips(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=1.5)
        for meaning in MEANINGS:
            chip = ChipButton("", Tone.ACCENT, parent=box)
            chip.clicked.connect(partial(self._open_menu, meaning))
            self._chips[meaning] = chip
            flow.addWidget(chip)
        return box

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self._save = QPushButton(self.tr("Eintragen"))
        style.set_look(self._save, "primary")
        icons.set_icon(self._save, "check", "on_accent")
        self._save.setToolTip(self.tr("Eintragen (Enter)"))
        self._save.clicked.connect(self._on_save_clicked)
        self._full = QPushButton(self.tr("Ausführlich …"))
        self._full.setToolTip(self.tr("Mit dem ganzen Formular weiter (Strg+Enter)"))
        self._full.clicked.connect(self._ask_full)
        hint = QLabel(self.tr("Name, dann Kürzel, dann Text · Tab zu den Angaben · F1 zeigt alle Kürzel"))
        style.set_look(hint, "muted")
        hint.setWordWrap(True)
        foot.addWidget(self._save)
        foot.addWidget(self._full)
        foot.addWidget(hint, 1)
        foot.setSpacing(style.space(2))
        return foot

    # showing

    def _show_state(self) -> None:
        self._show_picks()
        for meaning, chip in self._chips.items():
            self._show_chip(meaning, chip)
        text = self.entry.text
        shown = text if len(text) <= 300 else f"{text[:300]} …"
        self._note.setText(self.tr("Notiz: %1").replace("%1", shown) if text else "")
        self._note.setVisible(bool(text))
        self._show_hint(self.entry.hint)
        self._full.setEnabled(self.entry.pick is not None)
        self._place()

    def _show_hint(self, hint: str) -> None:
        """Beside the line, and told with it by a screen reader."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.input.setAccessibleDescription(hint)

    def _show_chip(self, meaning: Meaning, chip: ChipButton) -> None:
        words = value_text(meaning, self.entry.value(meaning))
        said = self.entry.is_said(meaning)
        chip.setText(words)
        chip.set_tone(Tone.ACCENT if said else Tone.NEUTRAL)
        assumed = "" if said else self.tr(" (angenommen)")
        chip.setAccessibleName(f"{MEANINGS[meaning]}: {words}{assumed}")
        chip.setToolTip(f"{MEANINGS[meaning]}{assumed}. " + self.tr("Leertaste ändert die Angabe."))
        if meaning is Meaning.RESULT:
            chip.setVisible(self.entry.value(Meaning.KIND) is TalkKind.CONTACT_ATTEMPT)
        chip.updateGeometry()

    def _show_picks(self) -> None:
        self._list.clear()
        for pick in self.entry.picks:
            far = self.tr("ähnlich geschrieben") if pick.misspelt else ""
            said = "   ".join(part for part in (pick.name, pick.number, far) if part)
            item = QListWidgetItem(icons.icon("user", "muted"), said)
            item.setData(Qt.ItemDataRole.UserRole, pick)
            self._list.addItem(item)
            if pick == self.entry.pick:
                self._list.setCurrentItem(item)
        if self.entry.current and not self.entry.picks:
            none = QListWidgetItem(icons.icon("circle-alert", "warn"), self.tr("Zu diesem Namen gibt es keinen Fall."))
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(none)
        self._list.setVisible(self._list.count() > 0)
        rows = sum(self._list.sizeHintForRow(row) for row in range(min(_ROWS, self._list.count())))
        self._list.setIconSize(QSize(icons.default_size(), icons.default_size()))
        self._list.setFixedHeight(rows + style.space(2))

    def _place(self) -> None:
        margin = style.space(4)
        width = min(self._over.width() - 2 * margin, style.space(_WIDTH))
        self.setFixedWidth(max(width, 1))
        self._column.activate()
        self.resize(width, max(self._column.totalHeightForWidth(width), self._column.totalMinimumSize().height()))
        self.move((self._over.width() - width) // 2, min(style.space(16), max(0, self._over.height() - self.height())))

    # acting

    def _on_typed(self, text: str) -> None:
        self.messages.clear()
        self.entry.set_line(text)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        pick = item.data(Qt.ItemDataRole.UserRole)
        if isinstance(pick, QuickPick):
            self.entry.choose(pick)
            self.input.setFocus()

    def _open_menu(self, meaning: Meaning) -> None:
        chip = self._chips[meaning]
        menu = self.menu_of(meaning)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _ask_full(self) -> None:
        if self.entry.pick is not None:
            self.full_wanted.emit(self.entry.talk())

    def _move(self, step: int) -> None:
        picks = self.entry.picks
        if picks:
            now = picks.index(self.entry.pick) if self.entry.pick in picks else (-1 if step > 0 else len(picks))
            self.entry.choose(picks[min(max(now + step, 0), len(picks) - 1)])

    def _on_failed(self, error: CaseworkError) -> None:
        if isinstance(error, ClosedCaseError) and error.field is None:
            self.messages.show_warning(str(error), (self.tr("Nachträglich eintragen"), self._save_late))
        else:
            self.messages.show_error(str(error))
        self._place()

    def _on_save_clicked(self) -> None:
        self.entry.save()

    def _save_late(self) -> None:
        self.entry.save(late=True)

    def _on_input_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._move(_ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self._ask_full() if control else self.entry.save()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_box()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and isinstance(event, QResizeEvent):
            self._place()
        if watched is self.input and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_input_key(event)
        return super().eventFilter(watched, event)
