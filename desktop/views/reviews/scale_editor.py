"""Describing the five steps of a goal's attainment scale, with a proposal to begin with."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.casework.reviews.review_rows import LEVEL_WORDS, LEVELS, LevelRow
from desktop.views import style
from desktop.views.fields.text_field import TextField


class ScaleEditor(QWidget):
    """*Signals:* `saved(tuple of LevelRow)`. An empty line is a step that is not described."""

    saved = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {
            level: TextField(f"level{level}", f"{_signed(level)}  {LEVEL_WORDS[level]}") for level in reversed(LEVELS)
        }
        self._proposed: tuple[LevelRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        words = QLabel(_tr("Was sieht man bei welcher Stufe? So misst die Überprüfung, was vereinbart war."))
        words.setWordWrap(True)
        style.set_look(words, "muted")
        column.addWidget(words)
        for line in self.lines.values():
            column.addWidget(line)
        self.propose, self.save = QPushButton(_tr("Vorschlag einsetzen")), QPushButton(_tr("Stufen speichern"))
        self.propose.setAccessibleName(f"{name}: {self.propose.text()}")
        self.save.setAccessibleName(f"{name}: {self.save.text()}")
        row = QHBoxLayout()
        for button in (self.propose, self.save):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        self.propose.clicked.connect(self._on_propose)
        self.save.clicked.connect(self._on_save)

    def show_levels(self, levels: tuple[LevelRow, ...], proposed: tuple[LevelRow, ...]) -> None:
        """What is described, and what „Vorschlag einsetzen“ would put into the empty lines; typing is not disturbed."""
        self._proposed = proposed
        if self.isHidden():
            texts = {row.level: row.text for row in levels}
            for level, line in self.lines.items():
                line.set_value(texts.get(level))

    def focus_first(self) -> None:
        """Put the keyboard into the first line."""
        self.lines[LEVELS[-1]].focus_input()

    def _on_propose(self) -> None:
        for row in self._proposed:
            if self.lines[row.level].is_empty():
                self.lines[row.level].set_value(row.text)

    def _on_save(self) -> None:
        if not self.lines[0].is_empty() or all(line.is_empty() for line in self.lines.values()):
            self.saved.emit(tuple(LevelRow(level, line.value() or "") for level, line in self.lines.items()))
        else:
            self.lines[0].show_error(_tr("Bitte mindestens die Stufe 0 „wie vereinbart“ beschreiben."))


def _signed(level: int) -> str:
    return f"{level:+}".replace("-", "−") if level else "0"


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
