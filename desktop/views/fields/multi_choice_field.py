"""Any number of a few values, as chips with a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.views.components.chip import ChipButton
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.options import Option


class MultiChoiceField(FormRow[tuple[object, ...]]):
    """The value is the tuple of chosen codes in the order of the options; Space or a click turns a chip."""

    def __init__(
        self,
        key: str,
        label: str,
        options: Sequence[Option],
        *,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._options = tuple(options)
        box = QWidget()
        flow = FlowLayout(box, gap=1.5)
        self._chips = tuple(ChipButton(option.text, checkable=True, parent=box) for option in options)
        for chip in self._chips:
            chip.setAccessibleName(f"{label}: {chip.text()}")
            chip.clicked.connect(self._on_chip_clicked)
            flow.addWidget(chip)
        self._place(box, *self._chips)

    def value(self) -> tuple[object, ...]:
        return tuple(
            option.code for option, chip in zip(self._options, self._chips, strict=True) if chip.isChecked()
        )

    def draft(self) -> object:
        return list(self.value())

    def set_draft(self, draft: object) -> None:
        self.set_value(tuple(draft) if isinstance(draft, (list, tuple)) else ())

    def _show_value(self, value: tuple[object, ...] | None) -> None:
        for option, chip in zip(self._options, self._chips, strict=True):
            chip.setChecked(option.code in (value or ()))

    def _on_chip_clicked(self) -> None:
        self._on_edited()
