"""What a list tells differently from the vault, old → new, each to be taken or not."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.list_rows import FieldChange
from desktop.views import style
from desktop.views.fields.check_field import CheckField

_NAMES = ("family_name", "given_names")


class ChangeList(QWidget):
    """*Signals:* `chosen(frozenset of names)` when the user ticked or cleared a change."""

    chosen = Signal(object)

    def __init__(self, changes: tuple[FieldChange, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, CheckField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.space(1))
        for change in changes:
            self._add(column, change)

    def set_chosen(self, names: frozenset[str]) -> None:
        """Show which changes are taken."""
        for name, field in self.fields.items():
            field.set_value(name in names)

    def names(self) -> frozenset[str]:
        """The changes that are ticked."""
        return frozenset(name for name, field in self.fields.items() if field.value())

    def _add(self, column: QVBoxLayout, change: FieldChange) -> None:
        label = self.tr("%1, Schreibweise").replace("%1", change.label) if change.name in _NAMES else change.label
        old = change.old or self.tr("(leer)")
        told = self.tr("%1  →  %2").replace("%1", old).replace("%2", change.new)
        field = CheckField(f"change_{change.name}", label, help_text=f"{told}\n{change.why}".strip())
        field.changed.connect(self._on_changed)
        self.fields[change.name] = field
        column.addWidget(field)

    def _on_changed(self) -> None:
        self.chosen.emit(self.names())
