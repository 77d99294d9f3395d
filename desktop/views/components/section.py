"""A section of a form or page: headline, optional words below, content, and it can be folded."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.views import icons, style


class Section(QWidget):
    """Put content into `body`; `note` says something at the right of the headline („4 von 9“).

    Signals: folded(bool) when the user folds or unfolds it.
    """

    folded = Signal(bool)

    def __init__(
        self, title: str, help_text: str = "", *, foldable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._build_head(title, foldable)
        self._help = QLabel(help_text)
        self._help.setWordWrap(True)
        style.set_look(self._help, "muted")
        self._outer.addWidget(self._help)
        self._help.setVisible(bool(help_text))
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._content)
        self.setAccessibleName(title)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def set_note(self, text: str) -> None:
        """Muted words at the right of the headline."""
        self._note.setText(text)

    def is_folded(self) -> bool:
        """Whether the content is hidden."""
        return self._content.isHidden()

    def set_folded(self, folded: bool) -> None:
        """Hide or show the content without saying so."""
        self._content.setVisible(not folded)
        icons.set_icon(self._fold, "chevron-right" if folded else "chevron-down", "muted")
        said = self.tr("%1 ausklappen") if folded else self.tr("%1 einklappen")
        self._fold.setAccessibleName(said.replace("%1", self._title.text()))
        self._fold.setToolTip(self._fold.accessibleName())

    def _build_head(self, title: str, foldable: bool) -> None:
        self._head = QHBoxLayout()
        self._fold, self._title, self._note = QToolButton(), QLabel(title), QLabel()
        style.set_look(self._fold, "quiet")
        style.set_look(self._title, "section")
        style.set_look(self._note, "muted")
        self._title.setWordWrap(True)
        self._fold.clicked.connect(self._on_fold_clicked)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._note, 0, Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._fold)
        self._outer.addLayout(self._head)
        self._fold.setVisible(foldable)  # in its place first: shown without a parent it would be a window for a moment
        icons.set_icon(self._fold, "chevron-down", "muted")
        self._fold.setAccessibleName(self.tr("%1 einklappen").replace("%1", title))

    def _fit(self) -> None:
        self._outer.setSpacing(style.space(1.5))
        self._head.setSpacing(style.space(1))
        self.body.setSpacing(style.space(2))

    def _on_fold_clicked(self) -> None:
        self.set_folded(not self.is_folded())
        self.folded.emit(self.is_folded())
