"""How the program looks on this PC and when it locks. Applied at once, kept on this PC."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.views.admin.tools import AdminTools
from desktop.views.components.card import Card
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.options import Option


class PcCard(Card):
    """Colours, text size, minutes until the program locks itself."""

    def __init__(self, tools: AdminTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Dieser PC"), "monitor", parent)
        self._tools = tools
        self._messages = MessageArea()
        self.theme = choice_field("theme", self.tr("Farben"), (
            Option("system", self.tr("wie Windows")), Option("light", self.tr("hell")),
            Option("dark", self.tr("dunkel")), Option("contrast", self.tr("hoher Kontrast")),
        ))  # fmt: skip
        self.scale = choice_field("text_scale", self.tr("Schriftgröße"), [
            Option(percent, f"{percent} %") for percent in (100, 125, 150, 175, 200)
        ])  # fmt: skip
        self.minutes = choice_field("lock_after_minutes", self.tr("Sperren, wenn niemand tippt, nach"), [
            Option(minutes, self.tr("%1 Minuten").replace("%1", str(minutes))) for minutes in (5, 10, 15, 20, 30)
        ])  # fmt: skip
        self.body.addWidget(self._messages)
        for field in (self.theme, self.scale, self.minutes):
            self.body.addWidget(field)
        self.load()
        self.theme.changed.connect(self._on_changed)
        self.scale.changed.connect(self._on_changed)
        self.minutes.changed.connect(self._on_changed)

    def load(self) -> None:
        """Show what holds now."""
        settings = self._tools.settings()
        self.theme.set_value(settings.theme)
        self.scale.set_value(settings.text_scale)
        self.minutes.set_value(settings.lock_after_minutes)

    def _on_changed(self) -> None:
        before = self._tools.settings()
        after = replace(
            before, theme=str(self.theme.value() or before.theme),
            text_scale=int(str(self.scale.value() or before.text_scale)),
            lock_after_minutes=int(str(self.minutes.value() or before.lock_after_minutes)),
        )  # fmt: skip
        try:
            self._tools.change_settings(after)
        except CaseworkError as error:
            self._messages.show_warning(str(error))
        self.load()
