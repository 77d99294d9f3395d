"""„Als geprüft markieren“: somebody who reads the language answers for the texts of this sheet (decision 22)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.errors import CaseworkError
from desktop.views import icons, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.text_field import TextField

_LONGEST = 80


class CheckForm(QWidget):
    """A button that unfolds into the name of who has read the sheet.

    Signals: marked(str) with the name; list_wanted() to see all texts in „Verwaltung“.
    """

    marked = Signal(str)
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(2))
        self.open_button = QPushButton(self.tr("Als geprüft markieren …"))
        icons.set_icon(self.open_button, "badge-check", "accent")
        self.reviewer = TextField(
            "reviewer", self.tr("Wer hat dieses Blatt gelesen?"), mandatory=True, longest=_LONGEST,
            help_text=self.tr("Name der Person, die die Sprache gut kann. Er wird mit dem heutigen Tag gemerkt; der "
                              "Hinweis auf dem Blatt fällt weg."),
        )  # fmt: skip
        self.mark_button, self.list_button = QPushButton(self.tr("Geprüft")), QPushButton(self.tr("Alle Texte ansehen"))
        icons.set_icon(self.mark_button, "check", "accent")
        style.set_look(self.list_button, "link")
        self._fields = QWidget()
        self._build()
        self.fold()

    def fold(self) -> None:
        """Back to the one button."""
        self._fields.hide()
        self.open_button.show()

    def show_error(self, error: CaseworkError) -> None:
        """Beside the name."""
        self.reviewer.show_error(str(error))

    def _build(self) -> None:
        fields, buttons = QVBoxLayout(self._fields), FlowLayout(gap=2)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(style.space(2))
        fields.addWidget(self.reviewer)
        buttons.addWidget(self.mark_button)
        buttons.addWidget(self.list_button)
        fields.addLayout(buttons)
        self._column.addWidget(self.open_button)
        self._column.addWidget(self._fields)
        self.open_button.clicked.connect(self._on_open_clicked)
        self.mark_button.clicked.connect(self._on_mark_clicked)
        self.list_button.clicked.connect(self.list_wanted)

    def _on_open_clicked(self) -> None:
        self._fields.show()
        self.open_button.hide()
        self.reviewer.focus_input()

    def _on_mark_clicked(self) -> None:
        if self.reviewer.check():
            self.reviewer.focus_input()
        else:
            self.marked.emit(self.reviewer.value() or "")
