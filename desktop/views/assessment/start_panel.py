"""What the page shows before there is an assessment: the two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.terms import AssessmentKind
from desktop.views import icons, style
from desktop.views.components.scroll_page import ScrollPage


class StartPanel(ScrollPage):
    """Scrolls where the text is large. *Signals:* `start_wanted(AssessmentKind)`."""

    start_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(margin=2, parent=parent)
        column = self.body
        picture, sentence, more = QLabel(), QLabel(), QLabel()
        icons.set_icon(picture, "clipboard-list", "muted", 2)
        sentence.setText(self.tr("In diesem Fall gibt es noch kein Assessment."))
        more.setText(self.tr("Kurz: etwa 25 Fragen je Person, für das erste Gespräch. Später lässt es sich "
                             "ausführlich weiterführen, alle Antworten bleiben."))  # fmt: skip
        style.set_look(more, "muted")
        for label in (sentence, more):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.short = self._make_button(AssessmentKind.SHORT, self.tr("Kurz-Assessment beginnen"), "primary")
        self.full = self._make_button(AssessmentKind.FULL, self.tr("Ausführlich beginnen"), "")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.short)
        buttons.addWidget(self.full)
        buttons.addStretch(1)
        column.addStretch(1)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        column.addWidget(more)
        column.addLayout(buttons)
        column.addStretch(2)

    def _make_button(self, kind: AssessmentKind, words: str, look: str) -> QPushButton:
        button = QPushButton(words)
        style.set_look(button, look)
        button.setObjectName(f"start_{kind.value}")
        button.setProperty("kind", kind.value)
        button.clicked.connect(self._on_clicked)
        return button

    def _on_clicked(self) -> None:
        self.start_wanted.emit(AssessmentKind(str(self.sender().property("kind"))))
