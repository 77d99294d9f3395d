"""Small parts of pages: words, links, rows that wrap, and rebuilding without losing the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.views import icons, style
from desktop.views.components.drawer import Drawer
from desktop.views.components.flow_layout import flow as flow  # part of what pages put together
from desktop.views.components.section import Section


def words(text: str, look: str = "") -> QLabel:
    """Plain words that wrap; they begin at the left whatever script they are in."""
    label = short_words(text, look)
    label.setWordWrap(True)
    return label


def short_words(text: str, look: str = "") -> QLabel:
    """Plain words on one line."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    style.set_look(label, look)
    return label


def among_links(label: QLabel) -> QLabel:
    """It begins where the words of links above and below do: those keep clear of the frame of their focus."""
    label.setIndent(style.space(1) + 1)
    return label


class ElidedLink(QPushButton):
    """A link that is cut where there is no room; the tooltip and screen readers tell all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        style.set_look(self, "link")
        self.setStyleSheet("font-weight: 600; min-height: 0;")

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + style.space(4), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(style.text_width(10), self.sizeHint().width()), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - style.space(3)
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))


def link(text: str, run: Callable[[], object], name: str = "", *, said: str = "", icon: str = "") -> QPushButton:
    """A button that looks like a link; `name` finds it again after a refresh, `said` is for screen readers."""
    button = QPushButton(text)
    style.set_look(button, "link")
    button.setObjectName(name)
    button.setAccessibleName(said or text)
    if icon:
        icons.set_icon(button, icon, "accent")
    button.clicked.connect(lambda: run())
    return button


def stacked(*parts: QWidget, gap: float = 0, below: float = 0) -> QWidget:
    """Parts close below each other, as one entry of a list; `gap` between and `below` them in grid units."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, style.space(below))
    column.setSpacing(style.space(gap))
    for part in parts:
        column.addWidget(part)
    return box


def counted_section(title: str, entries: Sequence[QWidget], empty: str = "", help_text: str = "") -> Section:
    """A section of entries with their number beside the headline; the sentence `empty` for none."""
    section = Section(title, help_text)
    section.set_note(str(len(entries)) if entries else "")
    for entry in entries or ([words(empty, "muted")] if empty else []):
        section.body.addWidget(entry)
    return section


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and destroy it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)


def stops_of(part: QWidget) -> Iterator[QWidget]:
    """Everything Tab can reach inside `part`, in reading order: as the layouts have it, not as it was made."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus and part.focusProxy() is None:
        yield part
    layout = part.layout()
    if isinstance(part, QScrollArea):
        inner = part.widget()
        yield from stops_of(inner) if inner is not None else ()
    elif isinstance(part, QStackedWidget):
        for page in (part.widget(place) for place in range(part.count())):
            yield from stops_of(page) if page is not None else ()
    elif layout is not None:
        yield from _stops_in(layout)
    for over in part.children():  # a drawer lies over its host and stands in no layout
        if isinstance(over, Drawer) and not over.isHidden():
            yield from stops_of(over)


def order_stops(part: QWidget) -> None:
    """Let Tab follow the reading order inside `part`; to be called after parts came or went."""
    for before, after in pairwise(list(stops_of(part))):
        QWidget.setTabOrder(before, after)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from stops_of(widget)
        elif inner is not None:
            yield from _stops_in(inner)


def rebuilt(part: QWidget, build: Callable[[], object]) -> None:
    """Build the inside of `part` anew; the keyboard comes back to the part of the same name, or to its first stop."""
    focused = QApplication.focusWidget()
    inside = focused is not None and part.isAncestorOf(focused)
    name = focused.objectName() if focused is not None and inside else ""
    build()
    if not inside:
        return
    again = part.findChild(QWidget, name) if name else None
    target = again or next((stop for stop in stops_of(part) if stop.isEnabled() and not stop.isHidden()), None)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
