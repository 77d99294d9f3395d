"""A text of the program about itself – the trace of a hard crash, its log – to be read, copied and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, messages, style
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead


class ReportPage(QWidget):
    """Shows the whole text, so that everybody can see that it says nothing about a case.

    *Signals:* `back_wanted`.
    """

    back_wanted = Signal()

    def __init__(self, title: str, intro: str, text: str, name: str, parent: QWidget | None = None) -> None:
        """`name` is the file name proposed when the text is saved."""
        super().__init__(parent)
        self._name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(6)] * 4)
        column.setSpacing(style.space(3))
        head, self.messages = PageHead(title), MessageArea()
        head.set_subtitle(intro)
        self.view = QPlainTextEdit(text)
        self.view.setReadOnly(True)
        self.view.setTabChangesFocus(True)
        self.view.setAccessibleName(title)
        for widget in (head, self.messages):
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        column.addLayout(self._build_buttons())

    def set_text(self, text: str) -> None:
        """Show another text, from its end: the newest lines are there."""
        self.view.setPlainText(text)
        self.view.verticalScrollBar().setValue(self.view.verticalScrollBar().maximum())

    def copy(self) -> None:
        """Put the text into the clipboard."""
        QGuiApplication.clipboard().setText(self.view.toPlainText())
        self.messages.show_ok(self.tr("Kopiert."))

    def save(self) -> None:
        """Ask where to, and write the text as it is shown."""
        messages.choose_target(self, self.tr("Bericht speichern"), self.tr("Text (*.txt)"), "txt", self._on_target,
                               start=Path.home() / self._name)

    def _build_buttons(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        for words, icon, slot in (
            (self.tr("Kopieren"), "copy", self.copy), (self.tr("Als Datei speichern …"), "save", self.save),
            (self.tr("Zurück"), "arrow-left", self.back_wanted.emit),
        ):  # fmt: skip
            button = QPushButton(words)
            icons.set_icon(button, icon, "accent")
            button.clicked.connect(slot)
            row.addWidget(button)
            if icon == "copy":
                self.setFocusProxy(button)
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        return row

    def _on_target(self, path: Path) -> None:
        try:
            path.write_text(self.view.toPlainText(), encoding="utf-8")
        except OSError:
            self.messages.show_error(self.tr("Dort lässt sich nichts speichern; bitte einen anderen Ort wählen."))
        else:
            self.messages.show_ok(self.tr("Gespeichert als „%1“.").replace("%1", path.name))
