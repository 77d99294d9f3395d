"""Who has access: the list with what can be done about each person, somebody new, and the keys of the whole office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.casework.access.users import (
    LONGEST_NAME,
    ColleagueRow,
    KeyHistory,
    add_user,
    change_role,
    deactivate_user,
    key_history,
    list_colleagues,
    note_start_password,
)
from desktop.casework.changes import Changes
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.users_table import AccessState, UserAccess, UsersTable, user_accesses
from desktop.models.work import Work
from desktop.terms import Role
from desktop.views import icons, messages, style
from desktop.views.admin.users_copies import OldCopiesCard
from desktop.views.admin.users_tools import StartSheet, UsersTools
from desktop.views.components.card import Card
from desktop.views.components.data_table import DataTable
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.places import Places
from desktop.views.start.doors import Sheet
from desktop.views.start.start_page import button, words

_ROWS = 4
_LARGE_TEXT = 150
_LESS_COLUMNS = (3, 4, 5)


class UsersList(ScrollPage):
    """*Signals:* `start_given(sheet)`, `sheet_renewed(sheet)`, `key_change_wanted(row or None)`."""

    start_given = Signal(object)
    sheet_renewed = Signal(object)
    key_change_wanted = Signal(object)

    def __init__(self, work: Work, places: Places, tools: UsersTools, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._work, self._places, self._tools = work, places, tools
        self._colleagues: tuple[ColleagueRow, ...] = ()
        self.model, self.messages = UsersTable(self), MessageArea()
        self.table = DataTable(
            self.tr("Zugänge"), (self.tr("Person"), self.tr("Personen"), self.tr("Personen"))
        )
        self.name = TextField("name", self.tr("Name"), mandatory=True, longest=LONGEST_NAME, characters=40)
        self.role = choice_field("role", self.tr("Rolle"), term_options(Role), mandatory=True)
        self.role.set_value(Role.MANAGER)
        self._build()
        if tools.key_was_changing:
            self.messages.show_warning(self.tr(
                "Ein Wechsel des Schlüssels wurde unterbrochen und ist jetzt in Ordnung gebracht. Fehlen Blätter, "
                "stellen Sie neue Startkennwörter und ein neues Wiederherstellungsblatt aus."
            ))  # fmt: skip

    def load(self) -> None:
        """Read people and slots."""
        self._work.read(self, list_colleagues, then=self._on_colleagues, failed=self._on_failed)
        self._work.read(self, key_history, then=self._on_history, failed=self._on_failed)
        self.copies.load()

    def focus_list(self) -> None:
        """The keyboard goes to the list."""
        self.table.view.setFocus()

    def add(self) -> None:
        """Enter somebody new and give them a start password."""
        for field in (self.name, self.role):
            if field.check():
                field.focus_input()
                return
        self.add_button.setEnabled(False)
        role = Role(str(self.role.value()))
        self._work.change(self, add_user, self.name.value() or "", role, then=self._on_added, failed=self._on_failed)

    def renew_start_password(self) -> None:
        """Another start password for the marked person, after asking: their own one dies with it."""
        row = self._row()
        if row is None:
            return
        if row.state is AccessState.OWN:
            messages.confirm(
                self, self.tr("Neues Startkennwort für %1?").replace("%1", row.name),
                self.tr("Das jetzige Kennwort dieser Person gilt dann nicht mehr."), self.tr("Ausstellen"),
                partial(self._give, row.id, row.label),
            )  # fmt: skip
        else:
            self._give(row.id, row.label)

    def remove(self) -> None:
        """To the steps that take a person's access away; who has none any more is only taken from the list."""
        row = self._row()
        if row is None:
            return
        if row.state is AccessState.NONE:
            messages.confirm(
                self, self.tr("%1 aus der Liste nehmen?").replace("%1", row.name),
                self.tr("Diese Person hat keinen Zugang mehr. Was sie eingetragen hat, bleibt."), self.tr("Entfernen"),
                partial(self._forget, row.id),
            )  # fmt: skip
        else:
            self.key_change_wanted.emit(row)

    def change_role(self) -> None:
        """The other role for the marked person, after saying what it means; it holds from their next login on."""
        row = self._row()
        if row is None:
            return
        other = next(role for role in Role if role is not row.role)
        messages.confirm(
            self, self.tr("%1: %2?").replace("%1", row.name).replace("%2", other.label), self._meaning(other),
            self.tr("Rolle ändern"), partial(self._give_role, row.id, other),
        )

    def renew_sheet(self) -> None:
        """Another recovery sheet, after asking."""
        messages.confirm(
            self, self.tr("Wiederherstellungsblatt erneuern?"),
            self.tr("Das Blatt im Safe öffnet danach nichts mehr und muss durch das neue ersetzt werden."),
            self.tr("Erneuern"), self._on_renewal_confirmed,
        )  # fmt: skip

    # building

    def _build(self) -> None:
        head = PageHead(self.tr("Zugänge"))
        head.set_subtitle(self.tr("Wer den Tresor öffnen kann. Jede Person hat ein eigenes Kennwort."))
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(self._places.back)
        head.add_widget(back)
        self.table.set_model(self.model)
        self.table.picked.connect(self._show_possible)
        for widget in (head, self.messages, self.table):
            self.body.addWidget(widget)
        self.body.addLayout(self._build_actions())
        self.body.addWidget(self._build_new())
        self.body.addWidget(self._build_keys())
        self.copies = OldCopiesCard(self._work, self._tools)
        self.body.addWidget(self.copies)
        self.body.addStretch(1)
        self._dress()
        style.notifier().changed.connect(self._dress)
        self._show_possible()

    def _build_actions(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        self.start_button = button(self.tr("Neues Startkennwort"), "refresh-cw")
        self.remove_button = button(self.tr("Zugang entfernen …"), "log-out")
        self.start_button.clicked.connect(self.renew_start_password)
        self.remove_button.clicked.connect(self.remove)
        self.role_button = button(self.tr("Rolle ändern …"), "users")
        self.role_button.clicked.connect(self.change_role)
        row.addWidget(self.start_button)
        row.addWidget(self.role_button)
        row.addWidget(self.remove_button)
        return row

    def _build_new(self) -> Card:
        card = Card(self.tr("Kollegin oder Kollegen hinzufügen"), "user-plus")
        card.body.addWidget(words(self.tr(
            "Die Person bekommt ein Blatt mit einem Startkennwort und legt bei der ersten Anmeldung ein eigenes fest."
        )))  # fmt: skip
        card.body.addWidget(self.name)
        card.body.addWidget(self.role)
        card.body.addWidget(words(self._meaning(Role.COORDINATOR), "muted"))
        self.name.confirmed.connect(self.add)
        self.add_button = button(self.tr("Zugang anlegen"), "user-plus")
        self.add_button.clicked.connect(self.add)
        card.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _build_keys(self) -> Card:
        card = Card(self.tr("Schlüssel des Tresors"), "key-round")
        self.history = words("", "muted")
        card.body.addWidget(self.history)
        card.body.addWidget(words(self.tr(
            "Hat jemand ein Kennwort, das Wiederherstellungsblatt oder eine Kopie der Schlüsseldatei gesehen, wechseln "
            "Sie den Schlüssel: Ein geändertes Kennwort allein sperrt eine kopierte Schlüsseldatei nicht aus."
        )))  # fmt: skip
        row = FlowLayout(gap=2)
        self.sheet_button = button(self.tr("Wiederherstellungsblatt erneuern"), "file-plus")
        self.change_button = button(self.tr("Schlüssel wechseln (Verdacht) …"), "shield-alert")
        self.sheet_button.clicked.connect(self.renew_sheet)
        self.change_button.clicked.connect(self._on_suspicion_clicked)
        row.addWidget(self.sheet_button)
        row.addWidget(self.change_button)
        card.body.addLayout(row)
        return card

    def _dress(self) -> None:
        """With large text dates and numbers leave the room to name, state and role."""
        large = style.text_scale() > _LARGE_TEXT
        self.table.view.setMinimumHeight(round(style.line_height() * 1.78 * (_ROWS + 1)))
        for column in _LESS_COLUMNS:
            self.table.view.setColumnHidden(column, large)

    # what came back

    def _on_colleagues(self, rows: tuple[ColleagueRow, ...]) -> None:
        self._colleagues = rows
        self._work.compute(self, self._tools.by_start, then=self._on_slots, failed=self._on_failed)

    def _on_slots(self, by_start: dict[str, bool]) -> None:
        self.model.set_rows(user_accesses(self._colleagues, by_start, self._work.actor.user_id))
        self._show_possible()

    def _on_history(self, history: KeyHistory) -> None:
        parts = [
            f"{what}: {german_date(at.astimezone().date())}."
            for what, at in ((self.tr("Schlüssel zuletzt gewechselt"), history.key_changed),
                             (self.tr("Wiederherstellungsblatt erneuert"), history.sheet_renewed)) if at is not None
        ]  # fmt: skip
        self.history.setText(" ".join(parts) or self.tr("Der Schlüssel ist der vom Anlegen des Tresors."))

    def _on_added(self, changes: Changes) -> None:
        self.add_button.setEnabled(True)
        self.name.set_value(None)
        self._work.read(self, list_colleagues, then=partial(self._on_added_read, changes.made), failed=self._on_failed)

    def _on_added_read(self, made: int | None, rows: tuple[ColleagueRow, ...]) -> None:
        """Somebody who comes back keeps the name of their slot, so it is read and not guessed."""
        self._colleagues = rows
        row = next(row for row in rows if row.id == made)
        self._work.compute(self, self._tools.give_start_password, row.slot_label, then=self.start_given.emit,
                           failed=self._on_not_given)

    def _give(self, user_id: int, label: str) -> None:
        self._work.compute(self, self._tools.give_start_password, label, then=partial(self._on_given, user_id),
                           failed=self._on_failed)

    def _on_given(self, user_id: int, start: StartSheet) -> None:
        self._work.change(self, note_start_password, user_id)
        self.start_given.emit(start)

    def _give_role(self, user_id: int, role: Role) -> None:
        self._work.change(self, change_role, user_id, role, then=self._on_role_given, failed=self._on_failed)

    def _on_role_given(self, _changes: Changes) -> None:
        self.load()
        self.messages.show_ok(self.tr("Die Rolle ist geändert. Sie gilt ab der nächsten Anmeldung dieser Person."))

    def _meaning(self, role: Role) -> str:
        if role is Role.COORDINATOR:
            return self.tr("Die Ehrenamtskoordination arbeitet mit Ehrenamtlichen, Bedarf und Begleitungen; Fallakten "
                           "öffnet sie nicht und sieht von Klient/innen nur, was eine Vermittlung braucht.")
        return self.tr("Integrationsmanager/innen arbeiten mit allen Fallakten und verwalten den Tresor.")

    def _forget(self, user_id: int) -> None:
        self._work.change(self, deactivate_user, user_id, then=self._on_forgotten, failed=self._on_failed)

    def _on_forgotten(self, _changes: Changes) -> None:
        self.load()

    def _on_not_given(self, error: CaseworkError) -> None:
        self.load()
        self.messages.show_error(self.tr(
            "%1 Die Person steht in der Liste; mit „Neues Startkennwort“ bekommt sie ihren Zugang."
        ).replace("%1", str(error)))  # fmt: skip

    def _on_suspicion_clicked(self) -> None:
        self.key_change_wanted.emit(None)

    def _on_renewal_confirmed(self) -> None:
        def emit(sheet: Sheet) -> None:
            self.sheet_renewed.emit(sheet)

        self._work.compute(self, self._tools.renew_sheet, then=emit, failed=self._on_failed)

    def _on_failed(self, error: CaseworkError) -> None:
        self.add_button.setEnabled(True)
        if error.field == "name":
            self.name.show_error(str(error))
            self.name.focus_input()
        else:
            self.messages.show_error(str(error))

    # what is possible

    def _row(self) -> UserAccess | None:
        row = self.table.current_row()
        return row if isinstance(row, UserAccess) else None

    def _show_possible(self, _picked: object = None) -> None:
        row = self._row()
        other = row is not None and not row.is_self
        self.start_button.setEnabled(other)
        self.role_button.setEnabled(other)
        self.remove_button.setEnabled(other)
