"""Puts the Tab order of a page right after inputs were added or moved: as the layouts stand, so one reads."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QRadioButton, QScrollArea, QWidget


def chain_in_layout_order(page: QWidget) -> None:
    """Chain everything in `page` that Tab can reach, in the order of its layouts."""
    for before, after in pairwise(_stops(page)):
        if before.nextInFocusChain() is not after:
            QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    # Qt takes Tab from rings that are not chosen and gives it back to the one that will be: all keep their place.
    wants_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QRadioButton)
    if wants_tab and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if content is not None:
        yield from _stops(content)
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        widget = item.widget() if item is not None else None
        if inner is not None:
            yield from _in_layout(inner)
        elif widget is not None:
            yield from _stops(widget)
