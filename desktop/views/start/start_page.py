"""The frame of every start page: a quiet column in the middle with title, words, fields and one main button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import CaseworkError
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.form_row import FormRow


class StartPage(QScrollArea):
    """Base of the start pages. Subclasses fill `body`; errors of a field go to the field, all others to the notice."""

    def __init__(self, title: str, intro: str = "", *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        self._fields: list[FormRow[str]] = []
        outer = QWidget()
        style.set_look(outer, "page")
        row = QHBoxLayout(outer)
        row.setContentsMargins(*[style.space(6)] * 4)
        row.addStretch(1)
        row.addWidget(self._build_card(title, intro, icon), 8)
        row.addStretch(1)
        self.setWidget(outer)

    def show_notice(self, text: str, tone: str = "bad") -> None:
        """One sentence above the fields; empty takes it away. `tone` is bad, warn or ok."""
        if not text:
            self._notice.clear()
        elif tone == "bad":
            self._notice.show_error(text)
        elif tone == "warn":
            self._notice.show_warning(text)
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

    def _build_card(self, title: str, intro: str, icon: str) -> QFrame:
        card = QFrame()
        style.set_look(card, "card")
        card.setMaximumWidth(style.text_width(104))
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(*[style.space(8)] * 4)
        self.body.setSpacing(style.space(3))
        head = QHBoxLayout()
        head.setSpacing(style.space(3))
        if icon:
            mark = QLabel()
            icons.set_icon(mark, icon, "accent", 1.6)
            head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words(title, "title"), 1)
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
