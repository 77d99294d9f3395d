"""The head of a page: title, name in the own script, chips, one primary action, a menu with the rest."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.tab_order import tab_before


class PageHead(QWidget):
    """Title and chips flow and wrap at the left, so a long name never pushes a chip or an action out.

    `primary` is hidden until `set_primary` was called.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[QWidget] = []
        self._brief = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._line = QHBoxLayout()
        self._outer.addLayout(self._line)
        self._build_words()
        self._build_actions()
        self._build_second_line()
        self.set_title(title)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def set_title(self, title: str, own_script: str = "") -> None:
        """The name in Latin letters, and as the person writes it (shown in its own direction)."""
        self._title.setText(title)
        self._own.setText(own_script)
        self._own.setVisible(bool(own_script))
        self.setAccessibleName(f"{title} {own_script}".strip())

    def title(self) -> str:
        """The name in Latin letters."""
        return self._title.text()

    def set_subtitle(self, text: str) -> None:
        """One muted line below: case number, dates, languages."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))

    def set_chips(self, chips: Iterable[QWidget]) -> None:
        """Replace the chips beside the title; they belong to the head from now on."""
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.setVisible(not self._brief)
            tab_before(chip, self.primary)
        self._words.updateGeometry()

    def set_brief(self, brief: bool) -> None:
        """The title alone, where large text leaves the page too little room."""
        self._brief = brief
        self._second_line.setVisible(not brief)
        for chip in self._chips:
            chip.setVisible(not brief)
        self._words.updateGeometry()

    def set_primary(self, text: str, icon: str = "", *, strong: bool = True) -> QPushButton:
        """The one action of this page; connect to its `clicked`."""
        self.primary.setText(text)
        self.primary.show()
        style.set_look(self.primary, "primary" if strong else "")
        if icon:
            icons.set_icon(self.primary, icon, "on_accent" if strong else "accent")
        return self.primary

    def add_widget(self, widget: QWidget) -> None:
        """A second button at the left of the primary action."""
        self._actions.insertWidget(0, widget)
        tab_before(widget, self.primary)

    def add_note(self, widget: QWidget) -> None:
        """Something small at the right of the subtitle, such as a period bar."""
        self._second.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_menu(self, actions: Iterable[QAction]) -> None:
        """Everything else, behind „⋯“; without actions the button is not there."""
        self._menu.clear()
        self._menu.addActions(list(actions))
        self._more.setVisible(not self._menu.isEmpty())

    def _build_words(self) -> None:
        self._words = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self._flow = FlowLayout(self._words, gap=2)
        self._title, self._own = TitleLabel(), TitleLabel()
        style.set_look(self._title, "title")
        style.set_look(self._own, "title")
        self._flow.addWidget(self._title)
        self._flow.addWidget(self._own)
        self._line.addWidget(self._words, 1)

    def _build_actions(self) -> None:
        self._actions = QHBoxLayout()
        self.primary = QPushButton()
        self.primary.hide()
        self._actions.addWidget(self.primary)
        self._more, self._menu = QToolButton(), QMenu(self)
        icons.set_icon(self._more, "ellipsis")
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setAccessibleName(self.tr("Weitere Befehle"))
        self._more.setToolTip(self.tr("Weitere Befehle"))
        self._more.hide()
        self._actions.addWidget(self._more)
        self._line.addLayout(self._actions)
        self._line.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)

    def _build_second_line(self) -> None:
        self._second_line = QWidget()
        self._second = QHBoxLayout(self._second_line)
        self._second.setContentsMargins(0, 0, 0, 0)
        self._subtitle = QLabel()
        self._subtitle.setWordWrap(True)
        self._subtitle.hide()
        style.set_look(self._subtitle, "muted")
        self._second.addWidget(self._subtitle, 1)
        self._outer.addWidget(self._second_line)

    def _fit(self) -> None:
        self._second.setSpacing(style.space(4))
        self._outer.setSpacing(style.space(0.5))
        self._line.setSpacing(style.space(4))
        self._actions.setSpacing(style.space(2))


class TitleLabel(QLabel):
    """A name as large as a title that wraps when the window is narrower than the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """One line, where there is room for it."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))  # fallback fonts stand higher than the first one

    def minimumSizeHint(self) -> QSize:
        return QSize(min(style.text_width(12), self.sizeHint().width()), self.fontMetrics().height())
