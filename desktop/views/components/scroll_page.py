"""A page that scrolls vertically only, with the page margin and a readable width for forms."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.views import style

FORM_WIDTH = 180  # grid units: 720 px at 100 %


class ScrollPage(QScrollArea):
    """Put content into `body` (a vertical layout). What takes the keyboard is scrolled into view.

    `form` bounds the body to a readable form column; `margin` is in grid units.
    """

    def __init__(self, *, form: bool = False, margin: float = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form, self._margin = form, margin
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget()
        style.set_look(self._page, "page")
        self._outer = QVBoxLayout(self._page)
        self.body = QVBoxLayout()
        self._outer.addLayout(self.body)
        if form:
            self._outer.addStretch()  # fields keep their height, what is left stays below them
        self.setWidget(self._page)
        self._fit()
        style.notifier().changed.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def go_to(self, *names: str) -> bool:
        """Give the keyboard to the first part with one of these names; False when none is there."""
        part = next((found for name in names if name and (found := self._page.findChild(QWidget, name))), None)
        if part is not None:
            self.give_keyboard(part)
        return part is not None

    def give_keyboard(self, part: QWidget) -> None:
        """The keyboard to a part of the page, and the page to where it stands."""
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(part)

    def _fit(self) -> None:
        self._outer.setContentsMargins(*[style.space(self._margin)] * 4)
        self._outer.setSpacing(0)
        self.body.setSpacing(style.space(2))
        if self._form:
            self._page.setMaximumWidth(style.space(FORM_WIDTH + 2 * self._margin))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What takes the keyboard stays in view when something below takes its room."""
        super().resizeEvent(event)
        self._on_focus_changed(None, QApplication.focusWidget())

    def _on_focus_changed(self, _old: QObject | None, now: QObject | None) -> None:
        if isinstance(now, QWidget) and self._page.isAncestorOf(now):
            self.ensureWidgetVisible(now, style.space(4), style.space(12))
