"""A drawer at the right for quick things, so that the place behind it is not lost."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.views import icons, style

_WIDTH = 110  # grid units: 440 px at 100 %, never more than the host


class Drawer(QFrame):
    """Lies over the right edge of `host` and follows its size. Esc or the cross closes it; the widget inside is kept
    by its owner with all that was typed. The keyboard goes back to where it was.

    Signals: closed().
    """

    closed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._content: QWidget | None = None
        self._came_from: QWidget | None = None
        style.set_look(self, "card")
        self._column = QVBoxLayout(self)
        self._build_head()
        self.hide()
        host.installEventFilter(self)
        style.notifier().changed.connect(self._place)

    def open_with(self, widget: QWidget, title: str) -> None:
        """Show `widget` under a title and put the keyboard into it."""
        self.take_content()
        self._came_from = QApplication.focusWidget()
        self._content = widget
        self._title.setText(title)
        self.setAccessibleName(title)
        self._column.addWidget(widget, 1)
        widget.show()
        self._place()
        self.show()
        self.raise_()
        first_stop(widget).setFocus(Qt.FocusReason.TabFocusReason)

    def content(self) -> QWidget | None:
        """The widget inside."""
        return self._content

    def take_content(self) -> QWidget | None:
        """Hand the widget back to its owner, untouched."""
        widget, self._content = self._content, None
        if widget is not None:
            self._column.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
        return widget

    def close_drawer(self) -> None:
        """Hide; what was typed stays in the widget."""
        if self.isVisible():
            self.hide()
            if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
                self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
            self._came_from = None
            self.closed.emit()

    def _build_head(self) -> None:
        head = QHBoxLayout()
        self._title, cross = QLabel(), QToolButton()
        style.set_look(self._title, "section")
        self._title.setWordWrap(True)
        style.set_look(cross, "quiet")
        icons.set_icon(cross, "x", "muted")
        cross.setAccessibleName(self.tr("Schließen"))
        cross.setToolTip(self.tr("Schließen (Esc); die Eingabe bleibt erhalten"))
        cross.clicked.connect(self.close_drawer)
        head.addWidget(self._title, 1)
        head.addWidget(cross)
        self._column.addLayout(head)

    def _place(self) -> None:
        margin = style.space(4)
        self._column.setContentsMargins(margin, margin, margin, margin)
        width = min(self._host.width(), style.space(_WIDTH))
        self.setGeometry(self._host.width() - width, 0, width, self._host.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)


def first_stop(widget: QWidget) -> QWidget:
    """The first part of `widget` that Tab reaches; the widget itself where there is none."""
    tab = Qt.FocusPolicy.TabFocus
    parts = (part for part in widget.findChildren(QWidget) if part.focusPolicy() & tab == tab)
    return next((part for part in parts if part.isEnabled() and part.isVisibleTo(widget)), widget)
