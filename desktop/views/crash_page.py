"""After a bug: nothing is written any more, the report can be copied, the program can be started anew."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, style


class CrashPage(QWidget):
    """Shows the report in full, so that everybody can see that it says nothing about a case.

    *Signals:* `restart_wanted`, `back_wanted` (look at the page once more; it can only be read).
    """

    restart_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(*[style.space(8)] * 4)
        column.setSpacing(style.space(3))
        self._build_words(column)
        self._build_report(column)
        self._build_buttons(column)

    def _build_words(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        mark, title = QLabel(), QLabel(self.tr("Hier ist ein Fehler im Programm"))
        icons.set_icon(mark, "triangle-alert", "warn", 1.6)
        style.set_look(title, "title")
        head.addWidget(mark)
        head.addWidget(title, 1)
        column.addLayout(head)
        for text in (
            self.tr("Was Sie gespeichert haben, ist sicher. Damit nichts Falsches dazukommt, wird bis zum Neustart "
                    "nichts mehr gespeichert. Angefangene Eingaben liegen als Entwurf im Tresor."),
            self.tr("Der Bericht enthält nur Stellen im Programm, keine Angaben zu Menschen. "
                    "Er wird nirgendwohin geschickt."),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            column.addWidget(label)

    def _build_report(self, column: QVBoxLayout) -> None:
        view = QPlainTextEdit(self._report)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        view.setAccessibleName(self.tr("Fehlerbericht"))
        column.addWidget(view, 1)

    def _build_buttons(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        restart = QPushButton(self.tr("Wegplan neu starten"))
        style.set_look(restart, "primary")
        icons.set_icon(restart, "rotate-ccw", "on_accent")
        restart.clicked.connect(self.restart_wanted)
        copy = QPushButton(self.tr("Bericht kopieren"))
        icons.set_icon(copy, "copy", "accent")
        copy.clicked.connect(self._on_copy_clicked)
        back = QPushButton(self.tr("Seite noch einmal ansehen"))
        back.clicked.connect(self.back_wanted)
        self._copied = QLabel(self.tr("Kopiert."))
        style.set_look(self._copied, "ok")
        self._copied.hide()
        for widget in (restart, copy, back, self._copied):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(restart)
        restart.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._copied.show()
