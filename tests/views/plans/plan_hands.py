"""Keys to whatever has the keyboard, and what the page says afterwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.casework.plans.plan_rows import GoalRow, PlanView
from desktop.views.plans.drawer_form import DrawerForm
from desktop.views.plans.goal_card import DraftCard, FrozenCard
from desktop.views.plans.plan_page import PlanPage

ENTER, TAB, SPACE, ESC, DOWN = (
    Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Down,
)


def press(*keys: Qt.Key) -> None:
    """An open list gets the key first, as on a real screen."""
    for key in keys:
        QTest.keyClick(QApplication.activePopupWidget() or focused(), key)
        QApplication.processEvents()


def type_text(text: str) -> None:
    """ASCII only: QTest knows no more."""
    QTest.keyClicks(focused(), text)
    QApplication.processEvents()


def replace_text(text: str) -> None:
    """Type over what stands in the input."""
    QTest.keyClick(focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(text)


def click(widget: QWidget) -> None:
    assert widget.isVisible()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def view(page: PlanPage) -> PlanView:
    assert page.board.view is not None
    return page.board.view


def goal(page: PlanPage, place: int = 0) -> GoalRow:
    return view(page).goals[place]


def draft_card(page: PlanPage, place: int = 0) -> DraftCard:
    card = page.cards[place]
    assert isinstance(card, DraftCard)
    return card


def frozen_card(page: PlanPage, place: int = 0) -> FrozenCard:
    card = page.cards[place]
    assert isinstance(card, FrozenCard)
    return card


def form(page: PlanPage) -> DrawerForm:
    assert page.forms.form is not None, "no form is open"
    return page.forms.form


def choose(page: PlanPage, words: str) -> None:
    """Take an entry of the plan's own menu."""
    entry = next(action for action in page.head.menu.menu().actions() if action.text() == words)
    entry.trigger()
    QApplication.processEvents()
