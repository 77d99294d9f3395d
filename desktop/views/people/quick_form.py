"""Short forms for the drawer: a few fields and one button. What is typed is kept like everything else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.drawer import Drawer
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.form_row import FormRow
from desktop.views.people.kept_input import KeptInput
from desktop.views.people.lines import order_stops

Job = tuple[Callable[..., Changes], tuple[object, ...]]
"""A use case and what it is called with after session and actor."""


class QuickForm(QWidget):
    """Fields below each other. A subclass adds fields and answers `job()`; Strg+S or Strg+Enter saves.

    *Signals:* save_wanted() after every field was checked; edited() on each change by the user.
    """

    save_wanted = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, FormRow[Any]] = {}
        self.under_way = False
        """Whether what was entered is being saved."""
        self.messages = MessageArea()
        self._page = ScrollPage(margin=0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.messages)
        self._column.addWidget(self._page, 1)
        self._save = QPushButton()
        style.set_look(self._save, "primary")
        self.set_save_words(self.tr("Speichern"))
        self._save.clicked.connect(self.save)
        self._column.addWidget(self._save)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self.save)

    def job(self) -> Job:
        """The use case this form is for, with what was entered."""
        raise NotImplementedError

    def set_save_words(self, text: str) -> None:
        """What the button says („Umzug eintragen“)."""
        self._save.setText(text)
        icons.set_icon(self._save, "check", "on_accent")
        self._save.setToolTip(self.tr("%1 (Strg+S)").replace("%1", text))

    def add(self, *fields: FormRow[Any]) -> None:
        """Put fields at the end."""
        for field in fields:
            self._fields[field.key] = field
            field.changed.connect(self._on_field_changed)
            self._page.body.addWidget(field)

    def add_words(self, text: str) -> QLabel:
        """Muted words between fields."""
        words = QLabel(text)
        words.setWordWrap(True)
        style.set_look(words, "muted")
        self._page.body.addWidget(words)
        return words

    def add_widget(self, widget: QWidget) -> None:
        """Something else than a field."""
        self._page.body.addWidget(widget)

    def add_foot(self, widget: QWidget) -> None:
        """Something that is always in sight, above the button, however long the form is."""
        self._column.insertWidget(self._column.indexOf(self._save), widget)

    def finish(self) -> None:
        """All fields are in: they stand at the top."""
        self._page.body.addStretch(1)

    def field(self, key: str) -> FormRow[Any]:
        """The field with that key; KeyError for none."""
        return self._fields[key]

    def value(self, key: str) -> Any:  # noqa: ANN401  each field has its own type
        """What is entered there."""
        return self._fields[key].value()

    def text(self, key: str) -> str:
        """What is entered in a text field, empty for nothing."""
        return str(self._fields[key].value() or "")

    def draft(self) -> dict[str, Any]:
        """Everything entered as JSON values."""
        return {key: field.draft() for key, field in self._fields.items()}

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        """Put back what `draft()` gave."""
        for key, field in self._fields.items():
            if key in draft:
                field.set_draft(draft[key])

    def save(self) -> None:
        """Check, then ask the owner to save; the first wrong field gets the keyboard."""
        wrong = [field for field in self._fields.values() if not field.isHidden() and field.check() is not None]
        if wrong:
            wrong[0].focus_input()
        else:
            self.save_wanted.emit()

    def show_failure(self, error: CaseworkError) -> None:
        """Say what was not accepted, at its field where the error names one."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.messages.show_error(str(error))
        else:
            field.show_error(str(error))
            field.focus_input()

    def _on_field_changed(self) -> None:
        self.edited.emit()


class FormDrawer(Drawer):
    """Opens quick forms beside the page, saves them, and keeps what was typed when it is closed half-way."""

    def __init__(self, host: QWidget, work: Work, drafts: Drafts) -> None:
        super().__init__(host)
        self._work, self._drafts = work, drafts

    def open_form(self, form: QuickForm, title: str, key: str, done: Callable[[Changes], object]) -> None:
        """Show `form`; `done` gets the changes when it was saved. `key` names what is kept („consent/12“)."""
        former = self.take_content()
        if former is not None:
            self._drafts.flush()
            former.deleteLater()
        form.setParent(self)
        empty = form.draft()
        kept = KeptInput(self._work, self._drafts, key, lambda: _differing(form.draft(), empty), form)

        def saved(changes: Changes) -> None:
            kept.end()
            self.close_drawer()
            done(changes)

        def save() -> None:
            """Once at a time: whoever presses twice while the storage is slow means one entry."""
            if form.under_way:
                return
            use_case, arguments = form.job()
            form.under_way = True
            self._work.change(form, kept.ended_by(use_case), *arguments, then=saved, failed=refused)

        def refused(error: CaseworkError) -> None:
            form.under_way = False
            form.show_failure(error)

        def put_back(payload: dict[str, Any]) -> None:
            form.restore_draft(payload)
            form.messages.show_info(self.tr("Ihre angefangene Eingabe ist wieder da."),
                                    (self.tr("Verwerfen"), lambda: _start_again(form, empty, kept)))

        form.save_wanted.connect(save)
        form.edited.connect(kept.touched)
        self.open_with(form, title)
        order_stops(form)
        kept.find(put_back)


def _start_again(form: QuickForm, empty: dict[str, Any], kept: KeptInput) -> None:
    form.restore_draft(empty)
    kept.forget()


def _differing(now: dict[str, Any], empty: dict[str, Any]) -> dict[str, Any] | None:
    return None if now == empty else now
