"""One of several values: up to five as buttons side by side, more in a searchable list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop.views.components.segment_row import Segment, SegmentSize
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.form_row import FormRow
from desktop.views.fields.options import Option
from desktop.views.fields.scale_field import SegmentField

MOST_BUTTONS = 5


def choice_field(
    key: str,
    label: str,
    options: Sequence[Option],
    *,
    help_text: str = "",
    mandatory: bool = False,
    parent: QWidget | None = None,
) -> FormRow[object]:
    """The field for these options. It starts unanswered and can go back to it (Del, second click, emptied text)."""
    if len(options) > MOST_BUTTONS:
        return CodeField(key, label, options, help_text=help_text, mandatory=mandatory, parent=parent)
    segments = [Segment(option.code, option.text) for option in options]
    return SegmentField(
        key, label, segments, SegmentSize.PLAIN, help_text=help_text, mandatory=mandatory, parent=parent
    )
