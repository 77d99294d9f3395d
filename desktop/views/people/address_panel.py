"""Addresses of one person: where they live, moving (alone or the whole family), a correction, addresses before."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.casework.people.people import PersonRow
from desktop.casework.people.residence import AddressRow, correct_address, move
from desktop.clock import german_date, today
from desktop.person_terms import Housing, Tenancy
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.date_field import DateField
from desktop.views.fields.date_reading import Lean
from desktop.views.fields.multi_choice_field import MultiChoiceField
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.history_panel import HistoryPanel
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


class AddressPanel(HistoryPanel[AddressRow]):
    """*Signals:* move_wanted(), correct_wanted(AddressRow)."""

    move_wanted = Signal()
    correct_wanted = Signal(object)

    def _build(self) -> None:
        present = next((row for row in self._rows if row.until is None), None)
        former = [row for row in self._rows if row.until is not None]
        if present is None:
            self._column.addWidget(words(self.tr("Noch keine Anschrift eingetragen."), "muted"))
        else:
            self._column.addWidget(words(present.line or present.accommodation, "strong"))
            details = address_details(present)
            if details:
                self._column.addWidget(words(details, "muted"))
        self._column.addWidget(self._links(present, len(former)))
        for row in former if self._all else ():
            self._column.addWidget(words(former_address(row), "muted"))

    def _links(self, present: AddressRow | None, former: int) -> QWidget:
        first = self.tr("Umzug …") if present else self.tr("Anschrift eintragen …")
        buttons = [link(first, self.move_wanted.emit, "address_move", icon="house")]
        if present is not None:
            buttons.append(
                link(self.tr("Berichtigen …"), lambda: self.correct_wanted.emit(present), "address_correct",
                     said=self.tr("Anschrift berichtigen"), icon="pencil")
            )  # fmt: skip
        show, hide = self.tr("Frühere zeigen (%1)"), self.tr("Frühere ausblenden")
        buttons += self._turning_link("address_former", former, show, hide)
        return flow(*buttons)


class AddressForm(QuickForm):
    """A move of one or several members (`row` None), or the correction of one person's address."""

    def __init__(self, person_id: int, members: tuple[PersonRow, ...], row: AddressRow | None = None) -> None:
        super().__init__()
        self._person_id, self._row = person_id, row
        self.set_save_words(self.tr("Umzug eintragen") if row is None else self.tr("Berichtigung speichern"))
        if row is None and len(members) > 1:
            who = MultiChoiceField("who", self.tr("Wer zieht um?"), [Option(m.id, m.given) for m in members],
                                   mandatory=True)  # fmt: skip
            who.set_value(tuple(member.id for member in members))
            self.add(who)
        self._add_fields()
        self.finish()
        for key in ("street", "postal_code", "town", "housing", "tenancy", "accommodation", "since"):
            self.field(key).set_value(getattr(row, key) if row else None)
        if row is None:
            self.field("since").set_value(today())

    def job(self) -> Job:
        if self._row is not None:
            return correct_address, (self._person_id, replace(self.row(), id=self._row.id, origin=self._row.origin))
        chosen = self.value("who") if "who" in self._fields else (self._person_id,)
        return move, (tuple(chosen), self.row())

    def row(self) -> AddressRow:
        """What is entered."""
        housing, tenancy = self.value("housing"), self.value("tenancy")
        return AddressRow(
            self.text("street"), self.text("postal_code"), self.text("town"), Housing(housing) if housing else None,
            Tenancy(tenancy) if tenancy else None, self.text("accommodation"), self.value("since"),
        )

    def _add_fields(self) -> None:
        self.add(
            TextField("street", self.tr("Straße und Hausnummer"), mandatory=True),
            TextField("postal_code", self.tr("Postleitzahl"), characters=8, longest=10),
            TextField("town", self.tr("Ort"), mandatory=True),
            choice_field("housing", self.tr("Wohnform"), term_options(Housing)),
            choice_field("tenancy", self.tr("Nutzungsverhältnis"), term_options(Tenancy)),
            TextField("accommodation", self.tr("Name der Unterkunft")),
            DateField("since", self.tr("seit"), lean=Lean.NEAREST),
        )


def address_details(row: AddressRow) -> str:
    """Housing, building, since when, on one line."""
    since = f"seit {german_date(row.since)}" if row.since else ""
    parts = (
        row.housing.label if row.housing else "", row.tenancy.label if row.tenancy else "",
        row.accommodation if row.line else "", since,
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def former_address(row: AddressRow) -> str:
    """A former address with the time it was lived at."""
    since = german_date(row.since) if row.since else "?"
    return f"{row.line} ({since} – {german_date(row.until) if row.until else ''})"
