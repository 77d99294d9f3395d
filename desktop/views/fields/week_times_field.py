"""Times of the week in a form, painted in a grid."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.casework.volunteers.week_times import DAY, WEEKDAYS, Span
from desktop.views.components.week_grid import WeekGrid
from desktop.views.fields.form_row import FormRow


class WeekTimesField(FormRow[tuple[Span, ...]]):
    """The value is a tuple of spans in order that neither touch nor overlap; empty for no time at all.

    `own` and `other` are the words of `WeekGrid`; the other side's times are laid over by `grid.set_other`.
    """

    def __init__(
        self, key: str, label: str, *, own: str = "frei", other: str = "gewünscht", help_text: str = "",
        mandatory: bool = False, parent: QWidget | None = None,
    ) -> None:
        super().__init__(key, label, help_text=help_text, mandatory=mandatory, parent=parent)
        self.grid = WeekGrid(label, own=own, other=other)
        self.grid.changed.connect(self._on_edited)
        self._place(self.grid, self.grid.canvas)

    def value(self) -> tuple[Span, ...]:
        return self.grid.times()

    def draft(self) -> object:
        return [[span.weekday, span.start, span.end] for span in self.value()]

    def set_draft(self, draft: object) -> None:
        """Anything that is no span is left out: a draft may come from another version."""
        spans = (_span(entry) for entry in draft) if isinstance(draft, list | tuple) else ()
        self.set_value(tuple(span for span in spans if span is not None))

    def _show_value(self, value: tuple[Span, ...] | None) -> None:
        self.grid.set_times(value or ())

    def _apply_read_only(self, read_only: bool) -> None:
        self.grid.set_read_only(read_only)

    def _describe(self) -> None:
        """The grid tells its keys itself; what this field adds stands behind them."""
        if self._inputs:
            self.grid.canvas.set_note(self._description())


def _span(entry: object) -> Span | None:
    if not isinstance(entry, list | tuple) or len(entry) != 3 or any(type(part) is not int for part in entry):
        return None
    weekday, start, end = entry
    return Span(weekday, start, end) if 0 <= weekday < len(WEEKDAYS) and 0 <= start < end <= DAY else None
