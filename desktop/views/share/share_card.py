"""„Gemeinsam arbeiten“ in „Verwaltung“: where the vault lies, whether others may read meanwhile, the last copy."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views.components.card import Card
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.options import Option
from desktop.views.share.share_tools import ShareState, ShareTools
from desktop.views.share.words import as_said
from desktop.views.start.start_page import button, words


class ShareCard(Card):
    """One works, others read: the reading copy and how often it is made."""

    def __init__(self, work: Work, tools: ShareTools, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Gemeinsam arbeiten"), "users-round", parent)
        self._work, self._tools = work, tools
        self._messages = MessageArea()
        self.place, self.state = words(""), words("", "muted")
        self.wish = choice_field("reading_copy", self.tr("Lesekopie bereitstellen"), (
            Option("auto", self.tr("auf Netzlaufwerken")), Option("always", self.tr("immer")),
            Option("never", self.tr("nie")),
        ))  # fmt: skip
        self.minutes = choice_field("reading_copy_minutes", self.tr("Neu, wenn sich etwas geändert hat, alle"), [
            Option(minutes, self.tr("%1 Minuten").replace("%1", str(minutes))) for minutes in (2, 5, 10, 30)
        ])  # fmt: skip
        self.now = button(self.tr("Lesekopie jetzt erneuern"), "refresh-cw")
        self.now.clicked.connect(self.publish)
        for part in (self._messages, self.place, self.wish, self.minutes, self.state):
            self.body.addWidget(part)
        self.body.addWidget(self.now, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_settings()
        self.wish.changed.connect(self._on_changed)
        self.minutes.changed.connect(self._on_changed)

    def load(self) -> None:
        """Show how things stand now; looking at a share may take a moment."""
        self._show_settings()
        self._work.compute(self, self._tools.state, then=self._on_state, failed=self._on_failed)

    def publish(self) -> None:
        """Make a copy now, for somebody who waits for it."""
        self.now.setEnabled(False)
        self._work.compute(self, self._tools.publish, then=self._on_published, failed=self._on_failed,
                           title=self.tr("Lesekopie"))

    def _show_settings(self) -> None:
        settings = self._tools.settings()
        self.wish.set_value(settings.reading_copy)
        self.minutes.set_value(settings.reading_copy_minutes)

    def _on_state(self, state: ShareState) -> None:
        self.place.setText(
            self.tr("Der Tresor liegt auf einem Netzlaufwerk: Eine Person arbeitet, die anderen lesen inzwischen die "
                    "Lesekopie und können um den Schreibplatz bitten.") if state.on_share else
            self.tr("Der Tresor liegt auf diesem PC. Eine Lesekopie braucht er nur, wenn andere den Ordner sehen.")
        )  # fmt: skip
        self.state.setText(" ".join(self._sentences(state)))

    def _sentences(self, state: ShareState) -> list[str]:
        said = [self.tr("Letzte Lesekopie: %1.").replace("%1", as_said(state.copy_made))] if state.copy_made else [
            self.tr("Es gibt keine Lesekopie.")]  # fmt: skip
        if state.problem:
            said.append(self.tr("Die nächste gelang nicht: %1").replace("%1", state.problem))
        if state.unreadable:
            notes = self.tr("Vermerke über Einsicht, die seit dem Wechsel des Schlüssels niemand mehr lesen kann: %1.")
            said.append(notes.replace("%1", str(state.unreadable)))
        return said

    def _on_published(self, _copy: object) -> None:
        self.now.setEnabled(True)
        self._messages.show_ok(self.tr("Die Lesekopie ist auf dem neuesten Stand."))
        self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.now.setEnabled(True)
        self._messages.show_error(str(error))

    def _on_changed(self) -> None:
        before = self._tools.settings()
        after = replace(before, reading_copy=str(self.wish.value() or before.reading_copy),
                        reading_copy_minutes=int(str(self.minutes.value() or before.reading_copy_minutes)))  # fmt: skip
        try:
            self._tools.change_settings(after)
        except CaseworkError as error:
            self._messages.show_warning(str(error))
        self._show_settings()
