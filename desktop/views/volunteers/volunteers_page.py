"""The place „Ehrenamt“: head, tabs, and the inner pages behind them, each made at its first visit."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.filtered_list import ListMemory
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import order_stops
from desktop.views.places import Places
from desktop.views.volunteers.entry import PLACE
from desktop.views.volunteers.place_tabs import PlaceTab, place_tabs


class VolunteersPage(QWidget):
    """Keeps the tab that was open. Each inner page brings its own messages, margins follow the head's.

    An inner page may have `head_buttons()`: they stand beside the tabs while it is shown, the primary one last.
    """

    def __init__(
        self, work: Work, drafts: Drafts, places: Places, tabs: tuple[PlaceTab, ...] | None = None,
        memory: ListMemory | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._places = work, drafts, places
        self._from_elsewhere = {tab.key: tab for tab in (place_tabs(memory) if tabs is None else tabs)}
        self._pages: dict[str, QWidget] = {}
        self.head, self.tabs, self._stack = PageHead(self.tr("Ehrenamt")), PageTabs(self), PageStack()
        self._buttons: dict[str, tuple[tuple[QPushButton, str], ...]] = {}
        self._top, self._line = QVBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.head)
        self._line.addWidget(self.tabs, 1)
        self._top.addLayout(self._line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)
        for tab in self._from_elsewhere.values():
            self.tabs.add_page(tab.key, tab.words)
        self.tabs.chosen.connect(self._on_tab_chosen)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_target(self, key: str = "", *target: object) -> None:
        """Called on every visit: the tab `key`, or the one that was open."""
        key = key or self.tabs.current_key()
        self.tabs.choose(key)
        self._show(key, *target)

    def tab_keys(self) -> tuple[str, ...]:
        """Keys of all inner pages, in their order."""
        return tuple(self._from_elsewhere)

    def page(self, key: str) -> QWidget:
        """The inner page behind a tab; KeyError for one that is not there."""
        if key not in self._pages:
            self._pages[key] = self._from_elsewhere[key].make(self._work, self._drafts, self._places)
            self._stack.addWidget(self._pages[key])
            self._take_buttons(key)
        return self._pages[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _take_buttons(self, key: str) -> None:
        """Buttons keep their words for screen readers and tooltips where there is room for the icon alone."""
        buttons: tuple[QPushButton, ...] = getattr(self._pages[key], "head_buttons", tuple)()
        for button in buttons:
            button.setAccessibleName(button.text())
            button.hide()
            self._line.addWidget(button)
        self._buttons[key] = tuple((button, button.text()) for button in buttons)

    def _fit_buttons(self) -> None:
        shown = self._buttons.get(self.tabs.current_key(), ())
        for button, words in (each for buttons in self._buttons.values() for each in buttons):
            button.setText(words)
            button.setVisible((button, words) in shown)
        self._line.setSpacing(style.space(2))
        wanted = self.tabs.sizeHint().width() + sum(button.sizeHint().width() + style.space(2) for button, _ in shown)
        if wanted > self.width() - 2 * style.space(6):
            for button, words in shown:
                button.setText("")
                button.setToolTip(words)

    def _on_tab_chosen(self, key: str) -> None:
        """A tab chosen by hand is a visit like any other; the keyboard stays in the row of tabs."""
        place, target = self._places.where
        if place == PLACE and target[:1] != (key,):
            self._places.go(PLACE, key)
            self.tabs.setFocus()
        elif place != PLACE:
            self._show(key)

    def _show(self, key: str, *target: object) -> None:
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        self._fit_buttons()
        if (show_target := getattr(page, "show_target", None)) is not None:
            show_target(*target)
        order_stops(self)

    def _fit(self) -> None:
        margin = style.space(6)
        self._top.setContentsMargins(margin, style.space(4), margin, 0)
        self._top.setSpacing(style.space(1))
        self.head.setVisible(style.text_scale() < LARGE_FROM)  # the rail says it, too
        self._fit_buttons()
