"""The bar above every page: search field (opens the palette), „Neu“, help, lock."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from desktop.views import icons, style
from desktop.views.commands import Commands

HELP = "help"
"""Key of the command that shows the help for where the user is."""


class TopBar(QFrame):
    """*Signals:* `search_wanted` when the user clicks or enters the search field; `lock_wanted`."""

    search_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commands = commands
        style.set_look(self, "bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.space(6), style.space(2.5), style.space(6), style.space(2.5))
        row.setSpacing(style.space(3))
        row.addWidget(self._build_search(), 2)
        hint = QLabel(self.tr("Strg+K"))
        style.set_look(hint, "muted")
        row.addWidget(hint)
        row.addStretch(1)
        row.addWidget(self._build_new())
        row.addWidget(self._build_help())
        row.addWidget(self._build_lock())
        commands.changed.connect(self._on_commands_changed)
        self._on_commands_changed()

    @property
    def search_field(self) -> QPushButton:
        """Where the palette opens."""
        return self._search

    def stops(self) -> list[QWidget]:
        """What takes the keyboard, from left to right."""
        return [self._search, self._new, self._help, self._lock]

    def open_new_menu(self) -> None:
        """Show what can be made (Strg+N)."""
        if self._new.isVisibleTo(self):
            self._menu.popup(self._new.mapToGlobal(QPoint(0, self._new.height())))

    def _build_search(self) -> QPushButton:
        self._search = QPushButton(self.tr("Suchen oder Befehl …"))
        self._search.setAccessibleName(self.tr("Suchen: Person, Fall oder Befehl"))
        self._search.setToolTip(self.tr("Person, Fall oder Befehl suchen (Strg+K)"))
        self._search.setMaximumWidth(style.text_width(64))
        self._search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.set_look(self._search, "search")
        icons.set_icon(self._search, "search", "muted")
        self._search.setCursor(Qt.CursorShape.IBeamCursor)
        self._search.clicked.connect(self.search_wanted)
        return self._search

    def _build_new(self) -> QPushButton:
        self._new = QPushButton(self.tr("Neu"))
        self._new.setToolTip(self.tr("Neu anlegen (Strg+N)"))
        icons.set_icon(self._new, "plus", "accent")
        self._menu = QMenu(self._new)
        self._new.clicked.connect(self.open_new_menu)
        return self._new

    def _build_lock(self) -> QPushButton:
        self._lock = lock = QPushButton(self.tr("Sperren"))
        lock.setToolTip(self.tr("Sperren (Strg+L); angefangene Eingaben bleiben erhalten"))
        icons.set_icon(lock, "lock", "accent")
        lock.clicked.connect(self.lock_wanted)
        return lock

    def _build_help(self) -> QPushButton:
        self._help = QPushButton()
        self._help.setAccessibleName(self.tr("Hilfe zu dieser Seite"))
        self._help.setToolTip(self.tr("Hilfe zu dieser Seite (F1)"))
        icons.set_icon(self._help, "circle-help", "accent")
        self._help.clicked.connect(self._on_help_clicked)
        return self._help

    def _on_help_clicked(self) -> None:
        self._commands.run(HELP)

    def _on_commands_changed(self) -> None:
        self._help.setVisible(any(command.key == HELP for command in self._commands.all()))
        self._menu.clear()
        for command in self._commands.all():
            if command.makes_new:
                action = self._menu.addAction(command.title)
                icons.set_icon(action, command.icon)
                action.triggered.connect(command.run)
        self._new.setVisible(not self._menu.isEmpty())
