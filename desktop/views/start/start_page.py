"""The frame of every start page: a quiet column in the middle with title, words, fields and one main button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import CaseworkError
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.form_row import FormRow

_CHARACTERS = 104  # width of the card in characters of body text


class StartPage(QScrollArea):
    """Base of the start pages. Subclasses fill `body`; errors of a field go to the field, all others to the notice.

    *Signals:* `help_wanted`.
    """

    help_wanted = Signal()

    def __init__(self, title: str, intro: str = "", *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        self._fields: list[FormRow[str]] = []
        self.setWidget(_Middle(self._build_card(title, intro, icon)))

    def show_notice(self, text: str, tone: str = "bad", *actions: tuple[str, Callable[[], object]]) -> None:
        """One sentence above the fields; empty takes it away. `tone` is bad, warn or ok; a warning may have links."""
        if not text:
            self._notice.clear()
        elif tone == "bad":
            self._notice.show_error(text)
        elif tone == "warn":
            self._notice.show_warning(text, *actions)
        else:
            self._notice.show_ok(text)

    def notice(self) -> str:
        """The sentence shown above the fields."""
        return self._notice.text()

    def show_error(self, error: CaseworkError) -> None:
        """Beside the field the error names, else above all fields."""
        for field in self._fields:
            if field.key == error.field:
                field.show_error(str(error))
                field.focus_input()
                return
        self.show_notice(str(error))

    def add_help(self) -> None:
        """A button for the help beside the title; added last, so that the keyboard begins in the fields."""
        button = QPushButton()
        button.setAccessibleName(self.tr("Hilfe"))
        button.setToolTip(self.tr("Hilfe (F1)"))
        button.setShortcut("F1")
        style.set_look(button, "quiet")
        icons.set_icon(button, "circle-help", "accent")
        button.clicked.connect(self.help_wanted)
        self._head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _build_card(self, title: str, intro: str, icon: str) -> QFrame:
        card = QFrame()
        style.set_look(card, "card")
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(*[style.space(8)] * 4)
        self.body.setSpacing(style.space(3))
        head = QHBoxLayout()
        head.setSpacing(style.space(3))
        if icon:
            mark = QLabel()
            icons.set_icon(mark, icon, "accent", 1.6)
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(words(title, "title"), 1)
        self._head = head
        self.body.addLayout(head)
        if intro:
            self.body.addWidget(words(intro))
        self._notice = MessageArea()
        self.body.addWidget(self._notice)
        return card

    def _add_field(self, field: FormRow[str]) -> None:
        self._fields.append(field)
        self.body.addWidget(field)

    def _add_buttons(self, *buttons: QPushButton) -> None:
        """The first is the main one: Enter in a field presses it."""
        row = FlowLayout(gap=2)
        for button in buttons:
            row.addWidget(button)
        style.set_look(buttons[0], "primary")
        self.body.addSpacing(style.space(2))
        self.body.addLayout(row)

    def _fields_are_right(self) -> bool:
        """Check all fields; the first wrong one gets the keyboard."""
        wrong = [field for field in self._fields if not field.isHidden() and field.check()]
        if wrong:
            wrong[0].focus_input()
        return not wrong


class _Middle(QWidget):
    """Holds the card in the middle, as high as its wrapped words need at this width."""

    def __init__(self, card: QFrame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_look(self, "page")
        self._card = card
        card.setParent(self)
        card.installEventFilter(self)
        self._arrange()

    def _arrange(self) -> None:
        margin = style.space(6)
        width = min(style.text_width(_CHARACTERS), self.width() - 2 * margin)
        layout = self._card.layout()
        height = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()) if layout else 0
        self.setMinimumHeight(height + 2 * margin)
        top = max(margin, (self.height() - height) * 2 // 5)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def words(text: str, look: str = "") -> QLabel:
    """A label that wraps and takes text as it is."""
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    style.set_look(label, look)
    return label


def button(text: str, icon: str = "", look: str = "") -> QPushButton:
    """A button with an icon of its own colour."""
    made = QPushButton(text)
    style.set_look(made, look)
    if icon:
        icons.set_icon(made, icon, "on_accent" if look == "primary" else "accent")
    return made
