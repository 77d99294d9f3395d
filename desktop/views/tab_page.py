"""The inside of a tab of a file: parts below each other that scroll; a part can be asked for before it is there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop.views import style
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import order_stops, rebuilt


class TabPage(QWidget):
    """`above` stays in sight, what is added with `add_parts` scrolls with `gap` grid units between."""

    def __init__(self, *above: QWidget, gap: float = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._wanted: tuple[str, ...] = ()
        self._page = ScrollPage(margin=0)
        self._parts: list[QLayout] = [self._page.body]
        self._column = QVBoxLayout(self)
        for widget in above:
            self._column.addWidget(widget)
        self._column.addWidget(self._page, 1)
        style.notifier().changed.connect(self._fit_parts)
        self._fit_parts()

    def add_parts(self, *parts: QWidget | QLayout) -> None:
        """All parts in their order; what is left of the page stays empty below them."""
        for part in parts:
            if isinstance(part, QLayout):
                self._parts.append(part)
                self._page.body.addLayout(part)
            else:
                self._page.body.addWidget(part)
        self._page.body.addStretch(1)
        self._fit_parts()

    def rebuild(self, build: Callable[[], object]) -> None:
        """Build parts anew, with the keyboard where it was or where it is wanted."""
        rebuilt(self._page, build)
        order_stops(self)
        self._go_to_wanted()

    def want(self, *names: str) -> None:
        """Give the keyboard to the first part with one of these names, now or as soon as it is there."""
        self._wanted = names
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._page.go_to(*self._wanted):
            self._wanted = ()

    def _fit_parts(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))
        for layout in self._parts:
            layout.setSpacing(style.space(self._gap))
