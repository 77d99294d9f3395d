"""The working screen of an open vault: rail, top bar, pages, foot."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.clock import now
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.busy import BusyLine
from desktop.views.commands import Command, Commands
from desktop.views.components.message_area import MessageArea
from desktop.views.navigation import Rail
from desktop.views.palette import Palette
from desktop.views.places import Places
from desktop.views.share.place_bar import PlaceBar
from desktop.views.top_bar import TopBar

_NARROW_BELOW = 300  # grid units of width (1200 px at 100 % text)


class Desk(QWidget):
    """*Signals:* `lock_wanted`."""

    lock_wanted = Signal()

    def __init__(self, work: Work, drafts: Drafts, places: Places, commands: Commands, vault_name: str,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self.places, self._commands = work, places, commands
        self._scopes: dict[str, QShortcut] = {}
        self._new_offered = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail()
        self.rail.chosen.connect(places.go)
        row.addWidget(self.rail)
        row.addLayout(self._build_middle(vault_name), 1)
        self.palette_box = Palette(commands, self)
        self._connect(drafts)
        self._on_places_changed()
        self._add_own_commands()

    def go_first(self) -> None:
        """Show the first place of the rail."""
        first = self.places.rail()
        if first:
            self.places.go(first[0].key)

    def open_palette(self) -> None:
        """Search or command (Strg+K)."""
        field = self._bar.search_field
        place = field.mapTo(self, QPoint(0, field.height() + style.space(1)))
        self.palette_box.open_at(place, max(field.width(), style.text_width(60)))

    def open_new_menu(self) -> None:
        """What can be made (Strg+N)."""
        self._bar.open_new_menu()

    def _build_middle(self, vault_name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = TopBar(self._commands)
        self._bar.search_wanted.connect(self.open_palette)
        self._bar.lock_wanted.connect(self.lock_wanted)
        self.messages = MessageArea()
        self.messages.setContentsMargins(style.space(6), style.space(2), style.space(6), 0)
        self._stack = QStackedWidget()
        self.place_bar = PlaceBar()
        for widget in (self._bar, self.place_bar, self.messages):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._build_foot(vault_name))
        return column

    def _build_foot(self, vault_name: str) -> QFrame:
        foot = QFrame()
        style.set_look(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(style.space(6), style.space(1), style.space(6), style.space(1))
        row.setSpacing(style.space(4))
        who = QLabel(f"{self._work.actor.name}  ·  {vault_name}")
        self._draft_icon, self._draft_text = QLabel(), QLabel()
        for label in (who, self._draft_text):
            style.set_look(label, "muted")
        row.addWidget(who)
        row.addStretch(1)
        row.addWidget(BusyLine(self._work))
        row.addWidget(self._draft_icon)
        row.addWidget(self._draft_text)
        return foot

    def _connect(self, drafts: Drafts) -> None:
        self.places.went.connect(self._on_went)
        self.places.changed.connect(self._on_places_changed)
        self._commands.changed.connect(self._on_commands_changed)
        self._work.failed_unheard.connect(self._on_failed)
        drafts.saved.connect(self._on_draft_saved)
        drafts.failed.connect(self._on_draft_failed)

    def _add_own_commands(self) -> None:
        self._commands.add(
            Command("search", self.tr("Suchen oder Befehl"), "search", self.open_palette, "Ctrl+K"),
            Command("lock", self.tr("Sperren"), "lock", self.lock_wanted.emit, "Ctrl+L", words="abmelden beenden"),
            Command("back", self.tr("Zurück zur vorigen Seite"), "arrow-left", self.places.back, "Alt+Left"),
        )

    def _on_places_changed(self) -> None:
        self.rail.set_places(self.places.rail())
        for place in self.places.rail():
            self._commands.add(
                Command(f"go-{place.key}", self.tr("Gehe zu: %1").replace("%1", place.title), place.icon,
                        partial(self.places.go, place.key))
            )
        self._fit_rail()

    def _on_commands_changed(self) -> None:
        if any(command.makes_new for command in self._commands.all()) and not self._new_offered:
            self._new_offered = True
            self._commands.add(Command("new", self.tr("Neu anlegen"), "plus", self.open_new_menu, "Ctrl+N"))
        wanted = {command.shortcut for command in self._commands.all() if command.shortcut}
        for keys in set(self._scopes) - wanted:
            self._scopes.pop(keys).deleteLater()
        for keys in wanted:
            if keys not in self._scopes:
                self._scopes[keys] = QShortcut(QKeySequence(keys), self)
                self._scopes[keys].activated.connect(partial(self._commands.run_shortcut, keys))

    def _on_went(self, key: str, page: QWidget) -> None:
        if self._stack.count():  # what was said before the first page came is still to be read
            self.messages.clear()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            self._order_stops()
        self._stack.setCurrentWidget(page)
        self.rail.mark(self.places.place(key).belongs_to or key)

    def _order_stops(self) -> None:
        """Tab goes through the rail, then the bar, then the page. The order is a ring: set once a page is in."""
        for before, after in pairwise([*self.rail.stops(), *self._bar.stops(), *self.place_bar.buttons]):
            QWidget.setTabOrder(before, after)

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _on_draft_saved(self) -> None:
        icons.set_icon(self._draft_icon, "check", "ok")
        moment = now().astimezone()
        self._draft_text.setText(self.tr("Entwurf gesichert %1").replace("%1", f"{moment:%H:%M}"))

    def _on_draft_failed(self, error: CaseworkError) -> None:
        icons.set_icon(self._draft_icon, "triangle-alert", "warn")
        self._draft_text.setText(self.tr("Entwurf nicht gesichert"))
        self.messages.show_error(str(error))

    def _fit_rail(self) -> None:
        self.rail.set_narrow(self.width() < _NARROW_BELOW * style.line_height() / 4.5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()
