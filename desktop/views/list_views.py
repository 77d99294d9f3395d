"""Saved views of a list: a chip beside the filters, with everything that can be done with them in its menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.casework.cases.saved_views import (
    LONGEST_NAME,
    NewView,
    ViewRow,
    delete_view,
    list_views,
    rename_view,
    replace_view,
    save_view,
    set_default_view,
)
from desktop.casework.changes import Changes, Kind
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.text_field import TextField
from desktop.views.people.quick_form import FormDrawer, Job, QuickForm

State = dict[str, Any]


class ListViews(QObject):
    """Belongs to a page. `state` gives the list as it is, without what was searched for.

    *Signals:* chosen(state) when the list is to look so; loaded() after each reading.
    """

    chosen = Signal(object)
    loaded = Signal()

    def __init__(
        self, page: QWidget, work: Work, drawer: FormDrawer, area: MessageArea, list_key: str,
        state: Callable[[], State],
    ) -> None:
        super().__init__(page)
        self._page, self._work, self._drawer, self._area = page, work, drawer, area
        self._key, self._state = list_key, state
        self._current_id: int | None = None
        self.rows: tuple[ViewRow, ...] = ()
        self.button = ChipButton(self.tr("Ansicht"), Tone.NEUTRAL, "chevron-down", parent=page)
        self.button.setObjectName("view")
        self.button.clicked.connect(self.open_menu)
        self.menu = QMenu(page)
        self.changed()
        work.announced.connect(self._on_announced)

    def load(self) -> None:
        """Read which views there are."""
        self._work.read(self._page, list_views, self._key, then=self._on_rows, failed=self._on_failed)

    @property
    def current(self) -> ViewRow | None:
        """The view chosen last, changed meanwhile or not; None for none."""
        return next((row for row in self.rows if row.id == self._current_id), None)

    def choose(self, view: ViewRow | None) -> None:
        """Show the list so; None takes every filter and choice back."""
        self.mark(view.id if view else None)
        self.chosen.emit(dict(view.state) if view else {})
        self.changed()

    def mark(self, view_id: int | None) -> None:
        """The list looks like this view already, or began with it."""
        self._current_id = view_id
        self.changed()

    def changed(self) -> None:
        """The list looks different now: say whether it still is the view."""
        view = self.current
        name = view.name if view else ""
        if view is not None and self._differs(view):
            name = self.tr("%1 (geändert)").replace("%1", name)
        self.button.setText(self.tr("Ansicht: %1").replace("%1", name) if name else self.tr("Ansicht"))
        self.button.setAccessibleName(self.tr("Ansicht: %1").replace("%1", name or self.tr("keine gespeicherte")))
        self.button.set_tone(Tone.ACCENT if name else Tone.NEUTRAL)
        self.button.updateGeometry()

    def open_menu(self) -> None:
        """All views, and what can be done with the chosen one."""
        self.fill_menu()
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        self.menu.setFocus(Qt.FocusReason.PopupFocusReason)

    def fill_menu(self) -> None:
        """The menu as it is now."""
        self.menu.clear()
        for row in self.rows:
            words = self.tr("%1 (für alle)").replace("%1", row.name) if row.office else row.name
            action = self._entry(words.replace("&", "&&"), partial(self.choose, row))
            action.setCheckable(True)
            action.setChecked(row.id == self._current_id)
        if self.rows:
            self._entry(self.tr("Ohne Ansicht: alles wie am Anfang"), partial(self.choose, None))
            self.menu.addSeparator()
        self._entry(self.tr("Als Ansicht speichern …"), self.ask_name)
        if self.current is not None:
            self._fill_for(self.current)

    def ask_name(self) -> None:
        """Keep the list as it is under a name."""
        form = NewViewForm(self._key, self._state())
        self._drawer.open_form(form, self.tr("Ansicht speichern"), f"view/{self._key}", self._on_saved)

    def ask_other_name(self, view: ViewRow) -> None:
        """Another name for a view."""
        form = ViewNameForm(view)
        self._drawer.open_form(form, self.tr("Ansicht umbenennen"), f"view/{self._key}/{view.id}", self._on_changed)

    def replace(self, view: ViewRow) -> None:
        """The view becomes what the list is now; taken back for a while."""
        back = partial(self._work.change, self._page, replace_view, view.id, view.state, failed=self._on_failed)
        said = self.tr("Die Ansicht „%1“ zeigt jetzt diese Liste.").replace("%1", view.name)
        self._work.change(self._page, replace_view, view.id, self._state(), failed=self._on_failed,
                          then=lambda _changes: self._area.show_undo(said, back))  # fmt: skip

    def delete(self, view: ViewRow) -> None:
        """Take a view away; the list stays as it is. Taken back for a while."""
        new = NewView(view.list_key, view.name, view.state, view.office, view.is_default)
        back = partial(self._work.change, self._page, save_view, new, then=self._on_saved, failed=self._on_failed)
        said = self.tr("Die Ansicht „%1“ ist gelöscht.").replace("%1", view.name)
        self._work.change(self._page, delete_view, view.id, failed=self._on_failed,
                          then=lambda _changes: self._area.show_undo(said, back))  # fmt: skip

    def begin_day_with(self, view: ViewRow, *, wanted: bool) -> None:
        """Whether the first look of a day shows this view."""
        self._work.change(self._page, set_default_view, view.id, wanted, failed=self._on_failed)

    def _fill_for(self, view: ViewRow) -> None:
        quoted = view.name.replace("&", "&&")
        if self._differs(view):
            words = self.tr("„%1“ mit dieser Liste überschreiben").replace("%1", quoted)
            self._entry(words, partial(self.replace, view))
        self._entry(self.tr("„%1“ umbenennen …").replace("%1", quoted), partial(self.ask_other_name, view))
        begin = self._entry(self.tr("Jeden Tag mit „%1“ beginnen").replace("%1", quoted),
                            partial(self.begin_day_with, view, wanted=not view.is_default))  # fmt: skip
        begin.setCheckable(True)
        begin.setChecked(view.is_default)
        self._entry(self.tr("„%1“ löschen").replace("%1", quoted), partial(self.delete, view))

    def _differs(self, view: ViewRow) -> bool:
        """Widths do not count: they follow the window."""
        return _essence(self._state()) != _essence(view.state)

    def _entry(self, words: str, run: Callable[[], object]) -> QAction:
        action = self.menu.addAction(words)
        action.triggered.connect(lambda: run())
        return action

    def _on_rows(self, rows: tuple[ViewRow, ...]) -> None:
        self.rows = rows
        self.changed()
        self.loaded.emit()

    def _on_saved(self, changes: Changes) -> None:
        """The list is the new view from now on; the announcement has it read already."""
        self.mark(changes.made)

    def _on_changed(self, _changes: Changes) -> None:
        self.changed()

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.VIEW):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self._area.show_error(str(error))


def _essence(state: Mapping[str, Any]) -> tuple[object, object]:
    look = state.get("look") or {}
    return state.get("filters"), {key: value for key, value in look.items() if key != "widths"}


class NewViewForm(QuickForm):
    """A name for the list as it is."""

    def __init__(self, list_key: str, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key, self._state = list_key, state
        self.set_save_words(self.tr("Ansicht speichern"))
        self.add(
            TextField("name", self.tr("Name"), mandatory=True, longest=LONGEST_NAME),
            CheckField("office", self.tr("Für alle in der Dienststelle")),
            CheckField("is_default", self.tr("Jeden Tag damit beginnen")),
        )
        self.add_words(self.tr("Gemerkt werden Filter, Spalten, Reihenfolge und Sortierung, nicht der Suchtext."))
        self.finish()

    def job(self) -> Job:
        new = NewView(self._key, self.text("name"), self._state, bool(self.value("office")),
                      bool(self.value("is_default")))  # fmt: skip
        return save_view, (new,)


class ViewNameForm(QuickForm):
    """Another name for a view."""

    def __init__(self, view: ViewRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view_id = view.id
        self.set_save_words(self.tr("Umbenennen"))
        self.add(TextField("name", self.tr("Name"), mandatory=True, longest=LONGEST_NAME))
        self.finish()
        self.field("name").set_value(view.name)

    def job(self) -> Job:
        return rename_view, (self._view_id, self.text("name"))
