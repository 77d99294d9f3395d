"""Where Tab goes: by default Qt follows the order of creation, people read from left to right and down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_before(widget: QWidget, follower: QWidget) -> None:
    """Make Tab reach `widget` just before `follower`; both are in the same window already."""
    before = follower.previousInFocusChain()
    if before is None or before is widget:
        return
    # Qt ignores a neighbour that takes no keyboard, as labels and boxes do, so it takes it for a moment.
    policy = before.focusPolicy()
    before.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    QWidget.setTabOrder(before, widget)
    before.setFocusPolicy(policy)
