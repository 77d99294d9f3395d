"""Changing the key: what happens, the own password, progress. For somebody who leaves, or on suspicion."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.users_table import UserAccess
from desktop.models.work import Work
from desktop.views import style
from desktop.views.admin.users_tools import Handout, UsersTools
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.start.password_field import PasswordField
from desktop.views.start.start_page import button, words


class KeyChangePage(ScrollPage):
    """*Signals:* `done(handout, leaving or None)`, `back_wanted`. Progress and „Abbrechen“ stand in the foot of the
    window and here."""

    done = Signal(object, object)
    back_wanted = Signal()

    def __init__(
        self, work: Work, tools: UsersTools, leaving: UserAccess | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(form=True, parent=parent)
        self._work, self._tools, self._leaving = work, tools, leaving
        remove = self.tr("Zugang entfernen: %1")
        title = remove.replace("%1", leaving.name) if leaving else self.tr("Schlüssel wechseln")
        self.messages = MessageArea()
        self.password = PasswordField("password", self.tr("Ihr eigenes Kennwort"), mandatory=True)
        self.password.line.returnPressed.connect(self.change)
        for widget in (PageHead(title), self.messages, self._build_words(), self.password):
            self.body.addWidget(widget)
        self._build_buttons()
        work.busy_changed.connect(self._on_busy_changed)

    def change(self) -> None:
        """Change the key; no other work on the vault goes on meanwhile."""
        if not self.change_button.isEnabled():
            return
        if self.password.check():
            self.password.focus_input()
            return
        self._set_running(True)
        label = self._leaving.label if self._leaving is not None else None
        self._work.alone(self, self._tools.change_key, self.password.value() or "", label, then=self._on_changed,
                         failed=self._on_failed, title=self._title())

    def _title(self) -> str:
        return self.tr("Schlüssel wird gewechselt")

    def _build_words(self) -> Card:
        card = Card(self.tr("Was jetzt geschieht"), "info")
        for sentence in self._sentences():
            card.body.addWidget(words(f"• {sentence}"))
        return card

    def _sentences(self) -> list[str]:
        found = [
            self.tr("Alle Daten werden mit einem neuen Schlüssel verschlüsselt und geprüft. Das dauert je nach Größe "
                    "Sekunden bis Minuten; bis kurz vor dem Ende können Sie abbrechen."),
            self.tr("Ihr eigenes Kennwort bleibt. Alle anderen bekommen ein Startkennwort auf Papier."),
            self.tr("Das Wiederherstellungsblatt im Safe gilt nicht mehr, Sie bekommen ein neues."),
            self.tr("Sicherungen von früher öffnet weiter das Kennwort von damals; danach können Sie sie neu "
                    "verschlüsseln oder löschen."),
        ]  # fmt: skip
        if self._leaving is None:
            return found
        found.insert(0, self.tr("%1 kommt nicht mehr in den Tresor, auch nicht mit einer kopierten Schlüsseldatei.")
                     .replace("%1", self._leaving.name))  # fmt: skip
        if self._leaving.open_cases:
            found.append(self._handing_over(self._leaving.open_cases))
        return found

    def _handing_over(self, cases: int) -> str:
        many = self.tr("%1 offene Fälle sind").replace("%1", str(cases))
        start = self.tr("1 offener Fall ist") if cases == 1 else many
        return start + self.tr(" dieser Person zugeordnet und bleibt es; bitte übergeben Sie sie in „Fälle“.")

    def _build_buttons(self) -> None:
        row = FlowLayout(gap=2)
        text = self.tr("Zugang entfernen") if self._leaving else self.tr("Schlüssel wechseln")
        self.change_button = button(text, "key-round", "primary")
        self.cancel_button = button(self.tr("Abbrechen"), "x")
        self.back_button = button(self.tr("Zurück"), "arrow-left")
        self.change_button.clicked.connect(self.change)
        self.cancel_button.clicked.connect(self._on_cancel_clicked)
        self.back_button.clicked.connect(self.back_wanted)
        for each in (self.change_button, self.cancel_button, self.back_button):
            row.addWidget(each)
        self.body.addSpacing(style.space(2))
        self.body.addLayout(row)
        self._set_running(False)

    def _set_running(self, running: bool) -> None:
        self.change_button.setEnabled(not running)
        self.back_button.setEnabled(not running)
        self.password.setEnabled(not running)
        self.cancel_button.setVisible(running)
        self.cancel_button.setEnabled(running)

    def _on_busy_changed(self) -> None:
        own = next((running for running in self._work.running if running.title == self._title()), None)
        percent = own.progress.percent if own is not None else None
        if percent is not None:
            self.messages.show_info(self.tr("%1 … %2 %").replace("%1", self._title()).replace("%2", str(percent)))

    def _on_cancel_clicked(self) -> None:
        self.cancel_button.setEnabled(False)
        for running in self._work.running:
            if running.title == self._title():
                running.progress.cancel()

    def _on_changed(self, handout: Handout) -> None:
        self.done.emit(handout, self._leaving)

    def _on_failed(self, error: CaseworkError) -> None:
        self._set_running(False)
        self.messages.clear()
        if error.field == "password":
            self.password.set_value(None)
            self.password.show_error(str(error))
            self.password.focus_input()
        else:
            self.messages.show_error(str(error))


