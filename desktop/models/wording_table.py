"""The fixed texts of a print language with their review marks, as the list in „Verwaltung“ shows them (decision 22)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.casework.plans.catalogue_data import placeholders, shipped_catalogue
from desktop.casework.plans.wording_checks import CheckedText
from desktop.models.columns import Column
from desktop.models.table import RowTable
from desktop.printing.wording import LANGUAGE_NAMES, Wording, direction

Checks = Mapping[tuple[str, str], CheckedText]
_TRANSLATION = 1
_SHEET = "blatt"
_RIGHT_TO_LEFT, _END = "\u2067", "\u2069"  # isolate, UAX #9


class WordingState(enum.StrEnum):
    """How far a translation may be trusted; the value is its German word."""

    CHECKED = "geprüft"
    UNCHECKED = "ungeprüft"
    STALE = "veraltet"
    MISSING = "fehlt"


@dataclass(frozen=True)
class WordingRow:
    """One German text and its translation. `by_office` says that the check was made here and can be taken back."""

    key: str
    group: str
    german: str
    translation: str
    state: WordingState
    reviewer: str = ""
    checked_on: dt.date | None = None
    by_office: bool = False


class WordingTable(RowTable[WordingRow]):
    """The texts of one language; the column of a language written from right to left stands at the right."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_COLUMNS, key=lambda row: row.key, parent=parent)
        self.language = ""

    def show_language(self, language: str, checks: Checks) -> None:
        """Fill the list. Raises PrintError when the texts of the language are missing in the program."""
        rows = wording_rows(language, checks)
        self.language = language
        self.set_rows(rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  as Qt's own
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _TRANSLATION and is_rtl(self.language):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        found = super().data(index, role)
        if role == Qt.ItemDataRole.DisplayRole and index.column() == _TRANSLATION and is_rtl(self.language):
            return f"{_RIGHT_TO_LEFT}{found}{_END}"  # a cell of a German list would order the words from the left
        return found


def wording_rows(language: str, checks: Checks) -> tuple[WordingRow, ...]:
    """All texts in the order of the sheets and the catalogue. Raises PrintError."""
    wording = Wording.load(language)
    return tuple(_row(wording, key, german, checks.get((language, key))) for key, german in wording.german.items())


def texts_to_check(language: str, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Key → (German, translation) of the texts that have a translation of today's German text. Raises PrintError."""
    rows = {row.key: row for row in wording_rows(language, {})}
    wanted = (rows[key] for key in keys if key in rows)
    return {row.key: (row.german, row.translation) for row in wanted if row.state in _READABLE}


def groups() -> tuple[tuple[str, str], ...]:
    """(code, words) of the parts the texts belong to: the sheets themselves, then the twelve areas."""
    return ((_SHEET, "Texte der Blätter"), *((area.key, area.name) for area in shipped_catalogue().areas))


def is_rtl(language: str) -> bool:
    """Whether the language is written from right to left."""
    return bool(language) and direction(language) == "rtl"


def language_words(language: str) -> str:
    """„Dari · دری“; the code where the program has no such print language."""
    names = LANGUAGE_NAMES.get(language)
    return f"{names.german} · {names.own}" if names else language


_READABLE = (WordingState.CHECKED, WordingState.UNCHECKED)


def _row(wording: Wording, key: str, german: str, check: CheckedText | None) -> WordingRow:
    """The same order of trust as `Wording.text`: the office's check, then what came with the program."""
    if check and check.german == german and placeholders(check.text) == placeholders(german):
        return WordingRow(
            key, _group(key), german, check.text, WordingState.CHECKED, check.reviewer, check.checked_on, True
        )
    found = wording.translations.get(key)
    if found and found.source == german:
        if found.reviewed is None:
            return WordingRow(key, _group(key), german, found.text, WordingState.UNCHECKED)
        return WordingRow(
            key, _group(key), german, found.text, WordingState.CHECKED, found.reviewed.reviewer, found.reviewed.on
        )
    old = check.text if check else found.text if found else ""
    return WordingRow(key, _group(key), german, old, WordingState.STALE if old else WordingState.MISSING)


def _group(key: str) -> str:
    first, _, rest = key.partition(".")
    area = rest.partition(".")[0] if first == "bereich" else first
    return area if area in {area.key for area in shipped_catalogue().areas} else _SHEET


_ICONS = {
    WordingState.CHECKED: ("circle-check", "ok"), WordingState.UNCHECKED: ("circle-help", "warn"),
    WordingState.STALE: ("history", "bad"), WordingState.MISSING: ("circle-x", "bad"),
}  # fmt: skip
_COLUMNS: tuple[Column[WordingRow], ...] = (
    Column("Deutsch", lambda row: row.german, tooltip=lambda row: row.german),
    Column("Übersetzung", lambda row: row.translation, tooltip=lambda row: row.translation),
    Column("Stand", lambda row: row.state.value, width=13, icon=lambda row: _ICONS[row.state]),
    Column("Geprüft von", lambda row: row.reviewer, width=16, tooltip=lambda row: row.reviewer),
    Column("Geprüft am", lambda row: row.checked_on, width=11),
)
