"""A value on a scale: 0–3, 0–10, 1–3, need, or five faces, as a row of large buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.views.components.segment_row import Segment, SegmentRow, SegmentSize
from desktop.views.fields.form_row import FormRow


class SegmentField(FormRow[object]):
    """A question answered with one segment or none; base of scale and choice."""

    def __init__(
        self,
        key: str,
        label: str,
        segments: Sequence[Segment],
        size: SegmentSize,
        *,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self._row = SegmentRow(segments, label, size)
        self._row.picked.connect(self._on_picked)
        self._place(self._row)

    def value(self) -> object:
        return self._row.value()

    def is_empty(self) -> bool:
        return self._row.value() is None

    def set_previous_value(self, code: object, when: str = "") -> None:
        """Mark the answer of an earlier time with a dot below its button; `when` is a date in words."""
        self._row.set_previous(code, when)
        self._describe()

    def _show_value(self, value: object) -> None:
        self._row.set_value(value)

    def _apply_read_only(self, read_only: bool) -> None:
        self._row.set_read_only(read_only)

    def _focus_target(self) -> QWidget:
        return self._row.tab_stop()

    def _describe(self) -> None:
        super()._describe()
        if self._inputs:
            self._row.set_description(self._description())

    def _on_picked(self, _code: object) -> None:
        self._on_edited()


class ScaleField(SegmentField):
    """Use with the segments of `components/mark_button.py`; a number key answers, arrows move, Del takes it back."""

    def __init__(
        self,
        key: str,
        label: str,
        segments: Sequence[Segment],
        *,
        help_text: str = "",
        mandatory: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            key, label, segments, SegmentSize.TALL, help_text=help_text, mandatory=mandatory, parent=parent
        )
