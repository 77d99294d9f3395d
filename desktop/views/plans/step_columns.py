"""The columns of a step: mark, words, who, until when, proof, menu; the same in every card for the eye to run down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views import icons, style

WHO, DUE, PROOF = 28, 18, 24
"""Widths in characters."""
_MARK, _LEAST_WORDS = 3, 30


class StepColumns(QWidget):
    """Base of a step's row; a subclass makes the parts and hands them to `place`.

    Where the words would get less than `_LEAST_WORDS` characters (large text, narrow window), who, when and proof stand
    below them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._words_row = QHBoxLayout()
        self._facts = QWidget()
        self._fact_row = QHBoxLayout(self._facts)
        self._fact_row.setContentsMargins(0, 0, 0, 0)
        self._fixed: list[tuple[QWidget, int]] = []
        self._narrow: bool | None = None
        style.notifier().changed.connect(self._fit)

    def place(self, mark: QWidget, words: QWidget, who: QWidget, due: QWidget, proof: QWidget, menu: QWidget) -> None:
        """Put the parts side by side; the words take the room that is left."""
        top = Qt.AlignmentFlag.AlignTop
        self._words_row.addWidget(words, 1, top)
        self._grid.addWidget(mark, 0, 0, top)
        self._grid.addLayout(self._words_row, 0, 1, top)
        for part, characters in ((who, WHO), (due, DUE), (proof, PROOF)):
            self._fact_row.addWidget(part, characters, top)
        self._fact_row.addStretch(1)
        self._fixed = [(who, WHO), (due, DUE), (proof, PROOF)]
        self._mark, self._menu = mark, menu
        self._fit()

    def add_beside_words(self, widget: QWidget) -> None:
        """Something small behind the words, which then take no more room than they need."""
        self._words_row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._words_row.addStretch(0)

    def gather_words(self, *, gathered: bool) -> None:
        """Whether the words stand close to what is beside them, or take the whole room."""
        self._words_row.setStretch(0, 0 if gathered else 1)
        self._words_row.setStretch(self._words_row.count() - 1, 1 if gathered else 0)

    def _fit(self) -> None:
        self._grid.setHorizontalSpacing(style.space(1))
        self._grid.setVerticalSpacing(0)
        self._words_row.setSpacing(style.space(2))
        self._fact_row.setSpacing(style.space(1))
        self._mark.setFixedWidth(style.text_width(_MARK) + style.space(2))
        self._narrow = None
        self._arrange()

    def _arrange(self) -> None:
        facts = sum(style.text_width(characters) + style.space(3) for _, characters in self._fixed)
        narrow = self.width() < facts + style.text_width(_LEAST_WORDS + 2 * _MARK) + style.space(8)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for fact, characters in self._fixed:
            full = style.text_width(characters) + style.space(2)
            fact.setMinimumWidth(style.text_width(8) if narrow else full)
            fact.setMaximumWidth(full)
        for part in (self._facts, self._menu):  # in this order Tab reaches them
            self._grid.removeWidget(part)
        line, place, span = (1, 1, 2) if narrow else (0, 2, 1)
        self._grid.addWidget(self._facts, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._menu, line, 3, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def row_height() -> int:
    """Height of one line of a step, inputs and words alike."""
    return round(style.line_height()) + 2 * style.space(1) + 2


class LowHeight(QObject):
    """Keeps an input or button as low as the words beside it, at every text size."""

    def __init__(self, widget: QWidget, selector: str, padding: float) -> None:
        super().__init__(widget)
        self._widget, self._selector, self._padding, self._base = widget, selector, padding, widget.styleSheet()
        style.notifier().changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Write the rule for the text size of now."""
        name, inner, room = self._selector, row_height() - 2, style.space(self._padding)
        self._widget.setStyleSheet(
            f"{self._base} {name} {{ min-height: {inner}px; max-height: {inner}px; padding: 0 {room}px; }}"
            f" {name}:focus, {name}[look='invalid'] {{"
            f" min-height: {inner - 2}px; max-height: {inner - 2}px; padding: 0 {room - 1}px; margin: 0; }}"
        )


def compact(line: QLineEdit) -> None:
    """An input as low as the words beside it."""
    LowHeight(line, "QLineEdit", 2)


def line_label(look: str = "", *, first: bool = True) -> QLabel:
    """Words in a column that wrap and stand on one line with inputs."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look:
        style.set_look(label, look)
    label.setContentsMargins(0, style.space(1) + 1 if first else 0, 0, style.space(0.5))
    return label


def stacked(*parts: QWidget) -> QWidget:
    """Parts below each other, without distance."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return box


def menu_button(name: str) -> QToolButton:
    """The three dots at the end of a line; `fill_menu` gives them commands."""
    button = QToolButton()
    style.set_look(button, "quiet")
    icons.set_icon(button, "ellipsis-vertical", "muted")
    button.setAccessibleName(name)
    button.setToolTip(name)
    LowHeight(button, "QToolButton", 1)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setMenu(QMenu(button))
    return button


def fill_menu(button: QToolButton, actions: list[QAction]) -> None:
    """Replace the commands behind the dots; without any the button is not there."""
    menu = button.menu()
    menu.clear()
    for action in actions:
        action.setParent(menu)
    menu.addActions(actions)
    keep = button.sizePolicy()
    keep.setRetainSizeWhenHidden(True)
    button.setSizePolicy(keep)
    button.setVisible(bool(actions))


def command(words: str, icon: str, slot: Callable[[], object], owner: QWidget) -> QAction:
    """An entry of a menu."""
    action = QAction(words, owner)
    icons.set_icon(action, icon, "muted")
    action.triggered.connect(lambda: slot())
    return action
