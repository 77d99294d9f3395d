"""Above the pages: which page, forward and back, how large."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from desktop.views import icons, style
from desktop.views.commands import keys_as_said
from desktop.views.components.flow_layout import FlowLayout


class PageBar(QWidget):
    """*Signals:* page_wanted(±1), zoom_wanted(±1), fit_wanted(whole page)."""

    page_wanted = Signal(int)
    zoom_wanted = Signal(int)
    fit_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, gap=1)
        self._page, self._size = QLabel(), QLabel()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(self.tr("Die Vorschau wird gemacht."))
        self._busy.setToolTip(self.tr("Die Vorschau wird gemacht."))
        self.previous = self._button("chevron-up", self.tr("Vorige Seite"), "Ctrl+PgUp")
        self.next = self._button("chevron-down", self.tr("Nächste Seite"), "Ctrl+PgDown")
        self.smaller = self._button("zoom-out", self.tr("Kleiner"), "Ctrl+-")
        self.larger = self._button("zoom-in", self.tr("Größer"), "Ctrl++")
        self.width_fit = self._button("", self.tr("Seitenbreite"), "Ctrl+0")
        self.whole_fit = self._button("", self.tr("Ganze Seite"), "Ctrl+9")
        for widget in (self.previous, self.next, self._page, self.smaller, self._size, self.larger, self.width_fit,
                       self.whole_fit, self._busy):  # fmt: skip
            self._flow.addWidget(widget)
        self._connect()
        self.set_busy(False)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_state(self, page: int, pages: int, percent: int) -> None:
        """The words of the bar, none before there is a page; buttons that lead nowhere are off."""
        words = self.tr("Seite %1 von %2").replace("%1", str(page)).replace("%2", str(pages))
        self._page.setText(words if pages else "")
        self._size.setText(f"{percent} %")
        self.previous.setEnabled(page > 1)
        self.next.setEnabled(page < pages)
        self._flow.invalidate()

    def set_busy(self, busy: bool) -> None:
        """A moving bar while a sheet is being made."""
        self._busy.setVisible(busy)

    def is_busy(self) -> bool:
        """Whether the moving bar is there."""
        return not self._busy.isHidden()

    def page_words(self) -> str:
        """„Seite 2 von 4“."""
        return self._page.text()

    def _connect(self) -> None:
        self.previous.clicked.connect(self._on_previous_clicked)
        self.next.clicked.connect(self._on_next_clicked)
        self.smaller.clicked.connect(self._on_smaller_clicked)
        self.larger.clicked.connect(self._on_larger_clicked)
        self.width_fit.clicked.connect(self._on_width_clicked)
        self.whole_fit.clicked.connect(self._on_whole_clicked)

    def _on_previous_clicked(self) -> None:
        self.page_wanted.emit(-1)

    def _on_next_clicked(self) -> None:
        self.page_wanted.emit(1)

    def _on_smaller_clicked(self) -> None:
        self.zoom_wanted.emit(-1)

    def _on_larger_clicked(self) -> None:
        self.zoom_wanted.emit(1)

    def _on_width_clicked(self) -> None:
        self.fit_wanted.emit(False)

    def _on_whole_clicked(self) -> None:
        self.fit_wanted.emit(True)

    def _button(self, icon: str, words: str, keys: str) -> QToolButton:
        button = QToolButton()
        style.set_look(button, "quiet")
        if icon:
            icons.set_icon(button, icon, "accent")
        else:
            button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys_as_said(keys)})")
        button.setProperty("keys", keys)
        return button

    def add_shortcuts(self, scope: QWidget) -> None:
        """Let the keys of the buttons work anywhere in `scope`."""
        for button in self.findChildren(QToolButton):
            keys = QShortcut(QKeySequence(str(button.property("keys"))), scope)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(button.click)

    def _fit(self) -> None:
        self._busy.setFixedWidth(style.text_width(12))
