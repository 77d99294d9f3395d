"""The very first page: a new vault, one that exists, or the demo town."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views import icons, style
from desktop.views.start.start_page import StartPage, button, words


class WelcomePage(StartPage):
    """*Signals:* `new_wanted`, `open_wanted`, `restore_wanted`, `demo_wanted`."""

    new_wanted = Signal()
    open_wanted = Signal()
    restore_wanted = Signal()
    demo_wanted = Signal()

    def __init__(self, *, with_demo: bool, with_restore: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(
            "Wegplan", self.tr("Integrationsmanagement am Arbeitsplatz. Alles bleibt verschlüsselt auf diesem PC."),
            icon="signpost", parent=parent,
        )  # fmt: skip
        self._add("shield-check", self.tr("Neuer Tresor"),
                  self.tr("Für eine Gemeinde, die mit Wegplan beginnt. Dauert etwa drei Minuten."),
                  self.tr("Anlegen"), "primary", self.new_wanted)
        self._add("folder-open", self.tr("Tresor öffnen"),
                  self.tr("Wenn es auf diesem PC oder im Netzlaufwerk schon einen gibt."),
                  self.tr("Öffnen …"), "", self.open_wanted)
        if with_restore:
            self._add("history", self.tr("Sicherung zurückholen"),
                      self.tr("Wenn der PC neu ist oder der Tresor verloren ging."),
                      self.tr("Zurückholen …"), "", self.restore_wanted)
        if with_demo:
            self._add("map-pin", self.tr("Musterlingen"),
                      self.tr("Eine erfundene Gemeinde zum Ausprobieren. Nichts davon ist echt."),
                      self.tr("Ansehen"), "", self.demo_wanted)

    def set_building(self, building: bool) -> None:
        """While Musterlingen is being built nothing else can be begun."""
        for begin in self.findChildren(QPushButton):
            begin.setEnabled(not building)
        self.show_notice(self.tr("Musterlingen wird gebaut; das dauert einige Sekunden.") if building else "", "ok")

    def _add(self, icon: str, title: str, meaning: str, action: str, look: str, signal: SignalInstance) -> None:
        """One way to begin, with a line above it."""
        line = QFrame()
        style.set_look(line, "divider")
        mark, text, row = QLabel(), QVBoxLayout(), QHBoxLayout()
        icons.set_icon(mark, icon, "accent", 1.6)
        text.setSpacing(style.space(0.5))
        text.addWidget(words(title, "section"))
        text.addWidget(words(meaning, "muted"))
        begin = button(action, look=look)
        begin.setAccessibleName(f"{title}: {action}")
        begin.setAccessibleDescription(meaning)
        begin.clicked.connect(signal)
        row.setSpacing(style.space(4))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(begin, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(line)
        self.body.addLayout(row)
