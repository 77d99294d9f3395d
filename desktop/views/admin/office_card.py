"""The office as it prints on every sheet, with the IM's own name and phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.casework import drafts, office
from desktop.casework.changes import Changes
from desktop.casework.drafts import DraftRow
from desktop.casework.office import OfficeSettings, UserRow
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.card import Card
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.start.start_page import button

_KEY = "office"


class OfficeCard(Card):
    """*Signals:* `saved` after both the office and the own user are in the vault."""

    saved = Signal()

    def __init__(self, work: Work, kept: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Gemeinde und Ansprechperson"), "landmark", parent)
        self._work, self._drafts = work, kept
        self._settings, self._fields = OfficeSettings(), {field.key: field for field in self._make_fields()}
        self._own: dict[str, FormRow[str]] = {
            "own_name": TextField("own_name", self.tr("Ihr Name"), mandatory=True, longest=80),
            "own_phone": PhoneField("own_phone", self.tr("Ihr Telefon")),
        }
        self._shown: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._short = ""
        self._messages = MessageArea()
        self.body.addWidget(self._messages)
        self._build_grid()
        self._build_buttons()
        kept.register(self)

    def load(self) -> None:
        """Read the office, the own user, and a draft that was left; what is typed and not saved stays."""
        if self.draft() is not None:
            return
        self._work.read(self, office.office_settings, then=self._on_settings)
        self._work.read(self, office.list_users, then=self._on_users)
        self._work.read(self, drafts.find_draft, _KEY, then=self._on_draft)

    def save(self) -> None:
        """Check and save both, then forget the draft."""
        wrong = [field for field in self._all() if field.check()]
        if wrong:
            wrong[0].focus_input()
            return
        values = self._sent = self._values()
        printed: dict[str, Any] = {key: values[key] for key in self._fields}
        settings = replace(self._settings, **printed)
        self._work.change(self, office.save_office_settings, settings, failed=self._on_failed)
        save_own = self._drafts.ended_by(_KEY, office.save_own_user)
        self._work.change(self, save_own, values["own_name"], self._short, values["own_phone"],
                          then=self._on_saved, failed=self._on_failed)

    def draft_key(self) -> str:
        """Name of the draft."""
        return _KEY

    def draft(self) -> dict[str, Any] | None:
        """What is typed and not saved."""
        values = self._values()
        return dict(values) if self._shown and values != self._shown else None

    def _make_fields(self) -> list[FormRow[str]]:
        return [
            TextField("municipality", self.tr("Gemeinde oder Stadt"), placeholder=self.tr("Stadt Musterlingen")),
            TextField("office_name", self.tr("Stelle")),
            TextField("street", self.tr("Straße und Hausnummer")),
            TextField("room", self.tr("Zimmer"), characters=8, longest=20),
            TextField("postal_code", self.tr("Postleitzahl"), characters=8, longest=10),
            TextField("town", self.tr("Ort")),
            PhoneField("phone", self.tr("Telefon der Stelle")),
            TextField("email", self.tr("E-Mail")),
            NoteField("letterhead", self.tr("Weitere Zeilen im Briefkopf"), help_text=self.tr("Eine je Zeile.")),
        ]

    def _build_grid(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.space(6))
        grid.setVerticalSpacing(style.space(2))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        *pairs, last = self._fields.values()
        for place, field in enumerate([*self._own.values(), *pairs]):
            grid.addWidget(field, place // 2, place % 2)
            field.changed.connect(self._drafts.touched)
        grid.addWidget(last, grid.rowCount(), 0, 1, 2)
        last.changed.connect(self._drafts.touched)
        self.body.addLayout(grid)

    def _build_buttons(self) -> None:
        row = FlowLayout(gap=2)
        save, undo = button(self.tr("Speichern"), "check", "primary"), button(self.tr("Verwerfen"), "undo-2")
        save.clicked.connect(self.save)
        undo.clicked.connect(self._on_discard_clicked)
        row.addWidget(save)
        row.addWidget(undo)
        self.body.addLayout(row)

    def _all(self) -> list[FormRow[str]]:
        return [*self._own.values(), *self._fields.values()]

    def _values(self) -> dict[str, str]:
        return {field.key: str(field.value() or "") for field in self._all()}

    def _show(self, values: dict[str, str]) -> None:
        for field in self._all():
            if field.key in values:
                field.set_value(values[field.key] or None)

    def _on_settings(self, settings: OfficeSettings) -> None:
        self._settings = settings
        self._show({key: str(getattr(settings, key)) for key in self._fields})
        self._shown = self._values()

    def _on_users(self, users: tuple[UserRow, ...]) -> None:
        own = next(user for user in users if user.id == self._work.actor.user_id)
        self._short = own.short
        self._show({"own_name": own.name, "own_phone": own.phone})
        self._shown = self._values()

    def _on_draft(self, draft: DraftRow | None) -> None:
        if draft is None or draft.payload == self._shown:
            return
        payload = {key: str(value) for key, value in draft.payload.items()}

        def take() -> None:
            self._show(payload)

        def leave() -> None:
            self._drafts.drop(_KEY)

        self._messages.show_info(self.tr("Hier sind noch ungesicherte Eingaben von Ihnen."),
                                 (self.tr("Übernehmen"), take), (self.tr("Verwerfen"), leave))

    def _on_saved(self, _changes: Changes) -> None:
        """What was typed since it was sent is still to be saved."""
        self._shown = self._sent
        self._drafts.drop(_KEY)
        self._messages.show_ok(self.tr("Gespeichert. Neue Ausdrucke tragen diese Angaben."))
        self.saved.emit()

    def _on_failed(self, error: CaseworkError) -> None:
        field = self._own.get(f"own_{error.field}") or self._fields.get(error.field or "")
        if field is not None:
            field.show_error(str(error))
            field.focus_input()
        else:
            self._messages.show_error(str(error))

    def _on_discard_clicked(self) -> None:
        self._show(self._shown)
        self._drafts.drop(_KEY)
