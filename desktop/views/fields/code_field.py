"""Coded values found by typing: one (`CodeField`) or several as chips (`CodesField`); languages and countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.views import style
from desktop.views.components.chip import ChipButton
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.tab_order import tab_before
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.options import Option
from desktop.views.fields.pick_edit import PickEdit

T = TypeVar("T")


class PickRow(FormRow[T]):
    """What both have: a line with a list of options of any length behind it."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[Option] = (),
        *,
        placeholder: str = "",
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._options = tuple(options)
        self._edit = PickEdit(options)
        self._edit.setPlaceholderText(placeholder or self._invitation())
        self._edit.picked.connect(self._on_picked)
        self._edit.left.connect(self._on_left)
        self._build()

    def set_options(self, options: Sequence[Option]) -> None:
        """Other values to choose from."""
        self._options = tuple(options)
        self._edit.set_options(options)

    def problem(self) -> str | None:
        if not self._edit.is_unreadable():
            return None
        sentence = self._edit.tr("„%1“ steht nicht in der Liste. Bitte einen Eintrag wählen.")
        return sentence.replace("%1", self._edit.text())

    def _invitation(self) -> str:
        """What the empty line says."""
        raise NotImplementedError

    def _build(self) -> None:
        """Put the line into the row."""
        raise NotImplementedError

    def _on_picked(self, code: object) -> None:
        """Slot: this value was chosen, None when it was taken back."""
        raise NotImplementedError


class CodeField(PickRow[object]):
    """One value out of a list of any length."""

    def value(self) -> object:
        return self._edit.code()

    def is_empty(self) -> bool:
        return not self._edit.text().strip()

    def _invitation(self) -> str:
        return self.tr("Tippen oder wählen")

    def _build(self) -> None:
        self._place(self._edit)

    def _show_value(self, value: object) -> None:
        self._edit.set_code(value)

    def _apply_read_only(self, read_only: bool) -> None:
        self._edit.set_read_only(read_only)

    def _description(self) -> str:
        return f"{super()._description()} {self.tr('Pfeil nach unten zeigt die Liste.')}".strip()

    def _on_picked(self, _code: object) -> None:
        self._on_edited()


class CodesField(PickRow[tuple[object, ...]]):
    """Several values in the order they were chosen, each a chip above the line; Backspace in the empty line takes the
    last one back."""

    def _invitation(self) -> str:
        return self.tr("Hinzufügen")

    def _build(self) -> None:
        self._codes: tuple[object, ...] = ()
        self._edit.emptied_again.connect(self._on_backspace)
        self._box, self._chips = QWidget(), QWidget()
        self._flow = FlowLayout(self._chips, gap=1)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._chips)
        self._column.addWidget(self._edit)
        self._chips.hide()
        self._place(self._box, self._edit)

    def value(self) -> tuple[object, ...]:
        return self._codes

    def is_empty(self) -> bool:
        return not self._codes and not self._edit.text().strip()

    def draft(self) -> object:
        return list(self._codes)

    def set_draft(self, draft: object) -> None:
        self.set_value(tuple(draft) if isinstance(draft, (list, tuple)) else ())

    def _show_value(self, value: tuple[object, ...] | None) -> None:
        known = {option.code: option.code for option in self._options}
        self._codes = tuple(known.get(code, code) for code in value or ())
        self._edit.set_code(None)
        self._rebuild_chips()

    def _apply_read_only(self, read_only: bool) -> None:
        self._edit.set_read_only(read_only)
        self._edit.setVisible(not read_only or not self._codes)
        self._rebuild_chips()

    def _description(self) -> str:
        chosen = ", ".join(self._word(code) for code in self._codes)
        said = self.tr("Gewählt: %1.").replace("%1", chosen) if chosen else ""
        return f"{super()._description()} {said}".strip()

    def _word(self, code: object) -> str:
        return next((option.text for option in self._options if option.code == code), str(code))

    def _rebuild_chips(self) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, code in enumerate(self._codes):
            chip = self._make_chip(place, code)
            self._flow.addWidget(chip)
            tab_before(chip, self._edit)
        self._chips.setVisible(bool(self._codes))
        self._chips.updateGeometry()
        self._describe()

    def _make_chip(self, place: int, code: object) -> ChipButton:
        chip = ChipButton(self._word(code), removable=not self._read_only, parent=self._chips)
        chip.setAccessibleName(f"{self._label}: {self._word(code)}")
        chip.setProperty("place", place)
        chip.removed.connect(self._on_chip_removed)
        if self._read_only:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return chip

    def _take_out(self, place: int) -> None:
        self._codes = self._codes[:place] + self._codes[place + 1 :]
        self._rebuild_chips()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _on_picked(self, code: object) -> None:
        if code is not None:
            if code not in self._codes:
                self._codes = (*self._codes, code)
            self._edit.set_code(None)
            self._rebuild_chips()
            self._on_edited()

    def _on_chip_removed(self) -> None:
        self._take_out(int(self.sender().property("place")))

    def _on_backspace(self) -> None:
        if self._codes:
            self._take_out(len(self._codes) - 1)

    def _fit(self) -> None:
        super()._fit()
        if self._inputs:
            self._column.setSpacing(style.space(1))
