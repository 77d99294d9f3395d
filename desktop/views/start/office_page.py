"""Step 3: what prints at the head of every sheet. Everything can be filled in later."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.fields.phone_field import PhoneField
from desktop.views.fields.text_field import TextField
from desktop.views.start.start_page import StartPage, button


class OfficePage(StartPage):
    """*Signals:* `given(values)` with a dict of text by name of the office's setting; empty when left for later."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Ihre Gemeinde"),
            self.tr("Schritt 3 von 3. Diese Angaben stehen oben auf den Ausdrucken. Ändern können Sie sie jederzeit "
                    "unter „Verwaltung“."),
            icon="landmark", parent=parent,
        )  # fmt: skip
        for field in (
            TextField("municipality", self.tr("Gemeinde oder Stadt"), placeholder=self.tr("Stadt Musterlingen")),
            TextField("street", self.tr("Straße und Hausnummer")),
            TextField("postal_code", self.tr("Postleitzahl"), characters=8, longest=10),
            TextField("town", self.tr("Ort")),
            TextField("room", self.tr("Zimmer"), characters=8, longest=20),
            PhoneField("phone", self.tr("Telefon")),
        ):
            self._add_field(field)
        done = button(self.tr("Fertig"), "check", "primary")
        done.clicked.connect(self.finish)
        later = button(self.tr("Später ausfüllen"))
        later.clicked.connect(self._on_later_clicked)
        self._add_buttons(done, later)

    def show_target(self) -> None:
        """Called when the page is shown."""
        self._fields[0].focus_input()

    def finish(self) -> None:
        """Hand over what is filled in."""
        if self._fields_are_right():
            self.given.emit({field.key: str(field.value() or "") for field in self._fields})

    def _on_later_clicked(self) -> None:
        self.given.emit({})
