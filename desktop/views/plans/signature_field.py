"""One line of the signing form: did this person sign, and when."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework.plans.plan_rows import SignatureRow
from desktop.clock import german_date, today
from desktop.errors import CaseworkError
from desktop.views import style
from desktop.views.fields.date_reading import Lean, read_date
from desktop.views.fields.form_row import FormRow
from desktop.views.plans.choice_line import ChoiceLine


class SignatureField(FormRow[SignatureRow]):
    """Ticking proposes today. `part` is `person`, `im` or `interpreter`; without a `name` it is asked for."""

    def __init__(
        self, key: str, label: str, part: str, name: str, person_id: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(key, label, parent=parent)
        self._part, self._known_name, self._person_id = part, name, person_id
        self._line, self._day, self._name = ChoiceLine(label), QLineEdit(), QLineEdit()
        self._box = self._line.button
        self._label_text.hide()
        self._day.setAccessibleName(self.tr("%1, unterschrieben am").replace("%1", label))
        self._day.setPlaceholderText(self.tr("am"))
        self._name.setAccessibleName(self.tr("%1, Name").replace("%1", label))
        self._name.setPlaceholderText(self.tr("Name"))
        self._name.setMaxLength(200)
        self._box.toggled.connect(self._on_toggled)
        self._day.textEdited.connect(self._on_edited)
        self._name.textEdited.connect(self._on_edited)
        self._place(self._build(), self._box, self._day, self._name)
        self._show_value(None)

    def value(self) -> SignatureRow | None:
        day = self._read()
        if not self._box.isChecked() or day is None:
            return None
        return SignatureRow(self._part, self._known_name or self._name.text().strip(), day, self._person_id)

    def is_empty(self) -> bool:
        return not self._box.isChecked()

    def problem(self) -> str | None:
        if not self._box.isChecked():
            return None
        day = self._read()
        if day is None:
            return self.tr("Wann wurde unterschrieben? Bitte einen Tag eingeben.")
        if day > today():
            return self.tr("Eine Unterschrift kann nicht in der Zukunft liegen.")
        named = self._known_name or self._name.text().strip()
        return None if named else self.tr("Wer hat unterschrieben? Bitte den Namen eingeben.")

    def draft(self) -> object:
        return {"signed": self._box.isChecked(), "day": self._day.text(), "name": self._name.text()}

    def set_draft(self, draft: object) -> None:
        if isinstance(draft, dict):
            self._box.setChecked(bool(draft.get("signed")))
            self._day.setText(str(draft.get("day", "")))
            self._name.setText(str(draft.get("name", "")))

    def _build(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        row = QHBoxLayout()
        row.setSpacing(style.space(2))
        self._day.setFixedWidth(style.text_width(14))
        row.addWidget(self._line, 1)
        row.addWidget(self._day)
        column.addLayout(row)
        column.addWidget(self._name)
        return box

    def _show_value(self, value: SignatureRow | None) -> None:
        self._box.setChecked(value is not None)
        self._day.setText(german_date(value.signed_on) if value else "")
        self._name.setText(value.name if value else "")
        self._show_parts()

    def _show_parts(self) -> None:
        signed = self._box.isChecked()
        self._day.setVisible(signed)
        self._name.setVisible(signed and not self._known_name)

    def _read(self) -> dt.date | None:
        try:
            return read_date(self._day.text(), today(), Lean.PAST)
        except CaseworkError:
            return None

    def _on_toggled(self, signed: bool) -> None:
        if signed and not self._day.text():
            self._day.setText(german_date(today()))
        self._show_parts()
        self._on_edited()
