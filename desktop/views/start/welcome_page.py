"""The very first page: a new vault, one that exists, or the demo town."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, style
from desktop.views.start.start_page import StartPage, words


class ChoiceButton(QPushButton):
    """A large button: icon, title and what it means."""

    def __init__(self, title: str, meaning: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.set_look(self, "choice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(meaning)
        column = QVBoxLayout(self)
        side = icons.default_size() * 2
        column.setContentsMargins(side + style.space(10), style.space(4), style.space(6), style.space(4))
        column.setSpacing(style.space(1))
        for text, look in ((title, "section"), (meaning, "muted")):
            label = words(text, look)
            column.addWidget(label)
        self._mark = QLabel(self)
        icons.set_icon(self._mark, icon, "accent", 1.8)
        self._mark.move(style.space(6), style.space(5))
        self.setMinimumHeight(self._needed_height())

    def _needed_height(self) -> int:
        return round(style.line_height("section") + style.line_height("muted") * 2) + style.space(11)


class WelcomePage(StartPage):
    """*Signals:* `new_wanted`, `open_wanted`, `demo_wanted`."""

    new_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, *, with_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            "Wegplan", self.tr("Integrationsmanagement am Arbeitsplatz. Alles bleibt verschlüsselt auf diesem PC."),
            icon="signpost", parent=parent,
        )  # fmt: skip
        self._add(self.tr("Neuer Tresor"), self.tr("Für eine Gemeinde, die mit Wegplan beginnt. Dauert drei Minuten."),
                  "plus", self.new_wanted)
        self._add(self.tr("Tresor öffnen"), self.tr("Wenn es auf diesem PC oder im Netzlaufwerk schon einen gibt."),
                  "folder-open", self.open_wanted)
        if with_demo:
            self._add(self.tr("Musterlingen ansehen"),
                      self.tr("Eine erfundene Gemeinde zum Ausprobieren. Nichts davon ist echt."), "map-pin",
                      self.demo_wanted)

    def _add(self, title: str, meaning: str, icon: str, signal: SignalInstance) -> None:
        choice = ChoiceButton(title, meaning, icon)
        choice.clicked.connect(signal)
        self.body.addWidget(choice)
