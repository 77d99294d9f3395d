"""The row of pages of a case file: arrows and Strg+Tab move, the present page is bold, coloured and underlined."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QTabBar, QWidget

from desktop.views import style


class PageTabs(QTabBar):
    """Pages by key. Strg+Tab and Strg+Umschalt+Tab work anywhere inside `scope` (default: the parent).

    Signals: chosen(key) when the user or `choose` moved to another page.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None, scope: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        for arrow in self.findChildren(QAbstractButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrow keys move the row; the buttons are for the mouse
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Seiten"))
        self.currentChanged.connect(self._on_current_changed)
        self._add_shortcut("Ctrl+Tab", scope or parent or self).activated.connect(self.go_next)
        self._add_shortcut("Ctrl+Shift+Tab", scope or parent or self).activated.connect(self.go_back)
        style.notifier().changed.connect(self.updateGeometry)

    def add_page(self, key: str, words: str) -> None:
        """One more page at the right; the first one is chosen without being announced."""
        self.blockSignals(True)
        self.setTabData(self.addTab(words), key)
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """Go to a page; KeyError for one that is not there."""
        place = next((place for place in range(self.count()) if self.tabData(place) == key), None)
        if place is None:
            raise KeyError(key)
        self.setCurrentIndex(place)

    def current_key(self) -> str:
        """Key of the page shown, empty when there is none."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_note(self, key: str, note: str) -> None:
        """A short word behind the page's name („3“), empty to take it away; read aloud with the name."""
        for place in range(self.count()):
            if self.tabData(place) == key:
                base = self.tabText(place).partition(" · ")[0]
                self.setTabText(place, f"{base} · {note}" if note else base)

    def go_next(self) -> None:
        """The page to the right, from the last to the first."""
        self.setCurrentIndex((self.currentIndex() + 1) % max(1, self.count()))

    def go_back(self) -> None:
        """The page to the left, from the first to the last."""
        self.setCurrentIndex((self.currentIndex() - 1) % max(1, self.count()))

    def _add_shortcut(self, keys: str, scope: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), scope)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def _on_current_changed(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.current_key())

    def _paint_tab(self, painter: QPainter, place: int) -> None:
        rect, tokens, here = self.tabRect(place), style.current(), place == self.currentIndex()
        words = QRect(rect).adjusted(0, 0, 0, -style.space(1))
        painter.setFont(style.font("strong" if here else "body"))
        painter.setPen(tokens.color("accent" if here else "muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.tabText(place))
        if here:
            bar = QRect(rect.left() + style.space(2), rect.bottom() - 2, rect.width() - 2 * style.space(2), 3)
            painter.fillRect(bar, tokens.color("accent"))
        if here and self.hasFocus():
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.drawRoundedRect(rect.adjusted(2, 2, -2, -style.space(1.5)), style.space(1), style.space(1))

    def tabSizeHint(self, index: int) -> QSize:
        metrics = QFontMetrics(style.font("strong"))
        width = metrics.horizontalAdvance(self.tabText(index)) + 2 * style.space(2.5)
        return QSize(width, round(metrics.height() * 1.7) + style.space(1))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.space(30), self.tabSizeHint(0).height() if self.count() else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            self._paint_tab(painter, place)
        painter.end()
