"""The kind of answer that is a table: several rows with named columns."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.casework.forms.choices import Choice, OneLanguage
from desktop.casework.forms.kinds import MOST_ENTRIES, AnswerKind, Stored, Value


@dataclass(frozen=True)
class Column:
    """A column of a table question; its kind is any but a table."""

    key: str
    title: str
    kind: AnswerKind


@dataclass(frozen=True)
class Table(AnswerKind):
    """Rows with named columns; a row needs at least one cell, empty cells are left out of its dict."""

    columns: tuple[Column, ...]
    row_word: str = "Zeile"
    """Word for „… hinzufügen“."""

    def problem(self, value: Value) -> str | None:
        if not isinstance(value, tuple) or not value or len(value) > MOST_ENTRIES:
            return "Bitte mindestens eine Zeile ausfüllen."
        kinds = {column.key: column.kind for column in self.columns}
        for row in value:
            if not row or not set(row) <= set(kinds):
                return "Bitte jede Zeile ausfüllen oder entfernen."
            found = next((sentence for key, cell in row.items() if (sentence := kinds[key].problem(cell))), None)
            if found:
                return found
        return None

    def store(self, value: Value) -> Stored:
        return [{column.key: column.kind.store(row[column.key]) for column in self._filled(row)} for row in value]

    def restore(self, stored: Stored) -> Value:
        return tuple(
            {column.key: column.kind.restore(row[column.key]) for column in self._filled(row)} for row in stored
        )

    def german(self, value: Value) -> str:
        rows = (", ".join(column.kind.german(row[column.key]) for column in self._filled(row)) for row in value)
        return "; ".join(rows)

    def codes(self, value: Value) -> tuple[str, ...]:
        """Codes of the first column that can be counted, one per row."""
        first = next((column for column in self.columns if isinstance(column.kind, Choice | OneLanguage)), None)
        return tuple(str(row[first.key]) for row in value if first.key in row) if first else ()

    def _filled(self, row: dict[str, Value]) -> list[Column]:
        return [column for column in self.columns if column.key in row]
