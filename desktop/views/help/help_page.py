"""„Hilfe“: topics at the left, the page read at the right. Every page shown is a step of the way back."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, style
from desktop.views.components.page_head import PageHead
from desktop.views.help.help_browser import HelpBrowser
from desktop.views.help.library import Library, Versions
from desktop.views.help.topics import PLACE, TOPICS

_LIST_CHARACTERS, _LIST_AT_LARGE_TEXT = 36, 23
_TEXT_CHARACTERS = 125  # longer lines are hard to read
_LARGE_TEXT = 125


class Way(Protocol):
    """How the help goes to another of its pages and back to where the user came from."""

    def go(self, key: str, target: str) -> object:
        """Show the page `target` of the place `key`."""

    def back(self) -> object:
        """One step back."""


class HelpPage(QWidget):
    """Enter or a click on a topic opens it; the keyboard is in the text at once, to read on and follow links."""

    def __init__(self, way: Way, versions: Versions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way, self._library = way, Library(versions)
        self.head, self.topics, self.browser = PageHead(self.tr("Hilfe")), QListWidget(), HelpBrowser()
        self.back_button = QPushButton(self.tr("Zurück"))
        icons.set_icon(self.back_button, "arrow-left", "accent")
        self.back_button.clicked.connect(way.back)
        self.head.add_widget(self.back_button)
        self._build_topics()
        self.browser.wanted.connect(self._on_wanted)
        self._outer, self._row = QVBoxLayout(self), QHBoxLayout()
        self._row.addWidget(self.topics)
        self._row.addWidget(self.browser, 1)
        self._row.addStretch()
        self._outer.addWidget(self.head)
        self._outer.addLayout(self._row, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_target(self, address: str = TOPICS[0].file) -> None:
        """Show a page; `address` may name a spot in it behind #. KeyError for a page that is not there."""
        file, _, spot = address.partition("#")
        page = self._library.read(file)
        self.browser.show_page(page, spot)
        place = next(number for number, topic in enumerate(TOPICS) if topic.file == page.topic)
        self.topics.setCurrentRow(place)
        self.browser.setAccessibleName(self.tr("Hilfe: %1").replace("%1", TOPICS[place].title))
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_topics(self) -> None:
        self.topics.setAccessibleName(self.tr("Themen"))
        self.topics.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.topics.setWordWrap(True)
        self.topics.setResizeMode(QListView.ResizeMode.Adjust)  # lines again when the scroll bar takes room
        style.set_look(self.topics, "pages")
        for topic in TOPICS:
            item = QListWidgetItem(topic.title)
            item.setToolTip(topic.title)
            self.topics.addItem(item)
        self.topics.itemClicked.connect(self._on_topic)
        self.topics.itemActivated.connect(self._on_topic)

    def _on_topic(self, item: QListWidgetItem) -> None:
        self._way.go(PLACE, TOPICS[self.topics.row(item)].file)

    def _on_wanted(self, address: str) -> None:
        file, _, spot = address.partition("#")
        here = self._library.read(file).file if file else TOPICS[self.topics.currentRow()].file
        self._way.go(PLACE, f"{here}#{spot}" if spot else here)

    def _fit(self) -> None:
        self._outer.setContentsMargins(style.space(6), style.space(4), style.space(6), style.space(3))
        self._outer.setSpacing(style.space(3))
        self._row.setSpacing(style.space(4))
        large = style.text_scale() > _LARGE_TEXT
        self.topics.setSpacing(style.space(0.5))
        self.topics.setFixedWidth(style.text_width(_LIST_AT_LARGE_TEXT if large else _LIST_CHARACTERS))
        self.browser.setMaximumWidth(style.text_width(_TEXT_CHARACTERS))
