"""The form for somebody who works on a case, too; below it everybody who did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.casework.cases.case_team import TeamEntry, TeamRow, add_to_team, edit_team_member
from desktop.casework.office import UserRow
from desktop.clock import today
from desktop.views.cases.team_card import time_words
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import words
from desktop.views.people.quick_form import Job, QuickForm

_TEXTS = ("name", "role", "organisation", "phone", "email", "note")


class TeamForm(QuickForm):
    """Somebody new, or `present` to be kept right. A user of the vault needs no name."""

    def __init__(
        self, case_id: int, users: tuple[UserRow, ...], responsible: int | None, rows: tuple[TeamRow, ...] = (),
        present: TeamRow | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._case_id, self._present = case_id, present
        self.set_save_words(self.tr("Mitwirkende eintragen") if present is None else self.tr("Änderungen speichern"))
        self._with_users = self._add_users(users, responsible)
        self.add(
            TextField("name", self.tr("Name")),
            TextField("role", self.tr("Rolle im Fall"), mandatory=True,
                      help_text=self.tr("Zum Beispiel Schulsozialarbeit, Ansprechperson im Jobcenter, Patin")),
            TextField("organisation", self.tr("Stelle oder Verein")),
            TextField("phone", self.tr("Telefon")),
            TextField("email", self.tr("E-Mail")),
            DateField("since", self.tr("seit"), mandatory=True),
            DateField("until", self.tr("bis (leer: bis auf Weiteres)"), lean=Lean.FUTURE),
            NoteField("note", self.tr("Notiz")),
        )  # fmt: skip
        if present is not None:
            self.add_words(self.tr("Eine andere Rolle, Stelle oder Person beendet den bisherigen Eintrag; er bleibt im "
                                   "Verlauf. Am Tag des Eintrags gilt es als Berichtigung."))  # fmt: skip
        self._show_former(rows)
        self.finish()
        self._fill()

    def job(self) -> Job:
        user = self.value("user") if self._with_users else None
        texts = {key: self.text(key) for key in _TEXTS}
        entry = TeamEntry(since=self.value("since"), until=self.value("until"),
                          user_id=int(user) if user is not None else None, **texts)  # fmt: skip
        if self._present is None:
            return add_to_team, (self._case_id, entry)
        return edit_team_member, (self._present.id, entry, self._present.row_version)

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        super().restore_draft(draft)
        self._fit_name()

    def _add_users(self, users: tuple[UserRow, ...], responsible: int | None) -> bool:
        known = {user.id: user.name for user in users if user.id != responsible}
        if self._present is not None and self._present.entry.user_id is not None:
            known.setdefault(self._present.entry.user_id, self._present.entry.name)
        if not known:
            return False
        field = choice_field("user", self.tr("Aus dem eigenen Team"), [Option(*user) for user in known.items()],
                             help_text=self.tr("Leer lassen bei anderen; dann den Namen eintragen."))  # fmt: skip
        self.add(field)
        field.changed.connect(self._fit_name)
        return True

    def _fill(self) -> None:
        if self._present is None:
            self.field("since").set_value(today())
            return
        entry = self._present.entry
        for key in (*_TEXTS, "since", "until"):
            self.field(key).set_value(getattr(entry, key))
        if entry.user_id is not None:
            self.field("user").set_value(entry.user_id)
        self._fit_name()

    def _fit_name(self) -> None:
        """A user's name is known."""
        self.field("name").setVisible(not self._with_users or self.value("user") is None)

    def _show_former(self, rows: tuple[TeamRow, ...]) -> None:
        former = [row for row in rows if not row.is_open(today())]
        if former:
            self.add_widget(words(self.tr("Früher"), "strong"))
        for row in former:
            self.add_widget(words(f"{row.words}: {time_words(row)}"))
