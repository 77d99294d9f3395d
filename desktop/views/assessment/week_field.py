"""Half days of the week as a small table: one line per part of the day, one chip per day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.casework.forms.choices import DAY_PARTS, WEEKDAYS, Week
from desktop.views import style
from desktop.views.components.chip import ChipButton
from desktop.views.fields.form_row import FormRow


class WeekField(FormRow[tuple[str, ...]]):
    """The value is a tuple of codes as in `Week`, in the order of the week."""

    def __init__(self, key: str, label: str, kind: Week, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._order = tuple(option.code for option in kind.options)
        self._chips: dict[str, ChipButton] = {}
        box = QWidget()
        self._grid = QGridLayout(box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for line, (part, part_word) in enumerate(DAY_PARTS):
            words = QLabel(part_word)
            style.set_look(words, "muted")
            self._grid.addWidget(words, line, 0, Qt.AlignmentFlag.AlignVCenter)
            for column, (day, day_word) in enumerate(WEEKDAYS, 1):
                self._grid.addWidget(self._make_chip(f"{day}_{part}", day_word, part_word), line, column)
        self._grid.setColumnStretch(len(WEEKDAYS) + 1, 1)
        self._place(box, *self._chips.values())

    def value(self) -> tuple[str, ...] | None:
        return tuple(code for code in self._order if self._chips[code].isChecked()) or None

    def set_draft(self, draft: object) -> None:
        self.set_value(tuple(draft) if isinstance(draft, (list, tuple)) else None)

    def _show_value(self, value: tuple[str, ...] | None) -> None:
        for code, chip in self._chips.items():
            chip.setChecked(code in (value or ()))

    def _make_chip(self, code: str, day: str, part: str) -> ChipButton:
        chip = ChipButton(day[:2], checkable=True)
        chip.setAccessibleName(f"{self.label}: {day} {part}")
        chip.setToolTip(f"{day} {part}")
        chip.clicked.connect(self._on_chip_clicked)
        self._chips[code] = chip
        return chip

    def _on_chip_clicked(self) -> None:
        self._on_edited()

    def _fit(self) -> None:
        super()._fit()
        if self._inputs:
            self._grid.setSpacing(style.space(1.5))
