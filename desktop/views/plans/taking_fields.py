"""The two choices of „Ziel daraus machen“: which goal, and which of its steps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.casework.plans.catalogue_data import DueRule, GoalData, MeasureData, shipped_catalogue
from desktop.casework.plans.proposals import DEFAULT_STEPS
from desktop.views import style
from desktop.views.fields.form_row import FormRow
from desktop.views.plans.choice_line import ChoiceLine

GoalChoice = tuple[str, str]
"""Catalogue key or "", and own words or ""."""


class GoalField(FormRow[GoalChoice]):
    """The catalogue's goals of an area to choose from, and a line for own words, which win as soon as there are any."""

    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._box, self._group = QWidget(), QButtonGroup(self)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1))
        self._lines: dict[str, ChoiceLine] = {}
        self._own = QLineEdit()
        self._own.setMaxLength(300)
        self._own.setAccessibleName(self.tr("Ziel in eigenen Worten"))
        self._own.setPlaceholderText(self.tr("oder in eigenen Worten"))
        self._own.textEdited.connect(self._on_own_edited)
        self._column.addWidget(self._own)
        self._place(self._box, self._own)

    def set_goals(self, goals: Sequence[GoalData]) -> None:
        """Other goals to choose from; the first one is chosen unless own words stand there."""
        for line in self._lines.values():
            self._group.removeButton(line.button)
            line.hide()
            line.deleteLater()
        self._lines = {goal.key: ChoiceLine(goal.text, goal.indicator, one_of_many=True) for goal in goals}
        for place, line in enumerate(self._lines.values()):
            self._group.addButton(line.button)
            self._column.insertWidget(place, line)
            line.button.setChecked(place == 0 and not self._own.text().strip())
            line.button.clicked.connect(self._on_goal_clicked)

    def value(self) -> GoalChoice | None:
        own = " ".join(self._own.text().split())
        if own:
            return ("", own)
        chosen = next((key for key, line in self._lines.items() if line.button.isChecked()), "")
        return (chosen, "") if chosen else None

    def problem(self) -> str | None:
        return None if self.value() else self.tr("Bitte ein Ziel wählen oder in eigenen Worten aufschreiben.")

    def draft(self) -> object:
        return list(self.value() or ("", ""))

    def set_draft(self, draft: object) -> None:
        if isinstance(draft, list | tuple) and len(draft) == 2:
            self.set_value((str(draft[0]), str(draft[1])))

    def focus_own_words(self) -> None:
        """Put the keyboard into the line for own words."""
        self._own.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_value(self, value: GoalChoice | None) -> None:
        key, own = value or ("", "")
        self._own.setText(own)
        self._choose(key)

    def _choose(self, key: str) -> None:
        """Qt keeps one of an exclusive group chosen; here own words may stand alone."""
        self._group.setExclusive(False)
        for name, line in self._lines.items():
            line.button.setChecked(name == key)
        self._group.setExclusive(True)

    def _focus_target(self) -> QWidget:
        chosen = next((line.button for line in self._lines.values() if line.button.isChecked()), None)
        return chosen or self._own

    def _on_goal_clicked(self) -> None:
        self._own.clear()
        self._on_edited()

    def _on_own_edited(self, text: str) -> None:
        first = next(iter(self._lines), "")
        self._choose("" if text.strip() else first)
        self._on_edited()


class StepsField(FormRow[tuple[str, ...]]):
    """The steps the catalogue proposes, the first ones ticked. A step that leaves something open asks „Was?“."""

    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(key, label, parent=parent)
        self._box = QWidget()
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(1.5))
        self._lines: dict[str, ChoiceLine] = {}
        self._fills: dict[str, QComboBox] = {}
        self._place(self._box)

    def set_steps(self, steps: Sequence[MeasureData], *, tick: bool = True) -> None:
        """Other steps; with `tick` the first `DEFAULT_STEPS` are taken."""
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines, self._fills = {}, {}
        for place, step in enumerate(steps):
            self._add(step, ticked=tick and place < DEFAULT_STEPS)

    def value(self) -> tuple[str, ...]:
        return tuple(key for key, line in self._lines.items() if line.button.isChecked())

    def fills(self) -> dict[str, str]:
        """What was entered for the open places, by step."""
        return {key: fill.currentText().strip() for key, fill in self._fills.items() if fill.currentText().strip()}

    def draft(self) -> object:
        return {"steps": list(self.value()), "fills": self.fills()}

    def set_draft(self, draft: object) -> None:
        if isinstance(draft, dict):
            self.set_value(tuple(draft.get("steps", ())))
            for key, words in draft.get("fills", {}).items():
                if key in self._fills:
                    self._fills[key].setCurrentText(str(words))

    def _add(self, step: MeasureData, *, ticked: bool) -> None:
        line = ChoiceLine(_readable(step.text), _brings(step))
        self._lines[step.key] = line
        if step.fill:
            self._add_fill(line, step)
        line.button.setChecked(ticked)
        line.button.clicked.connect(self._on_edited)
        self._column.addWidget(line)

    def _add_fill(self, line: ChoiceLine, step: MeasureData) -> None:
        fill = FillBox([word for words in step.fill.values() for word in words], step.text)
        fill.setVisible(False)
        line.button.toggled.connect(fill.setVisible)
        fill.editTextChanged.connect(self._on_filled)
        line.column.addWidget(fill)
        self._fills[step.key] = fill

    def _show_value(self, value: tuple[str, ...] | None) -> None:
        for key, line in self._lines.items():
            line.button.setChecked(key in (value or ()))

    def _focus_target(self) -> QWidget:
        return next((line.button for line in self._lines.values()), self._box)

    def _on_filled(self, _text: str) -> None:
        self._on_edited()


class FillBox(QComboBox):
    """What stands for „…“ in a step: suggestions, or anything typed."""

    def __init__(self, words: Sequence[str], text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems(list(words))
        self.setCurrentIndex(-1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("Was? z. B. %1").replace("%1", words[0] if words else ""))
        self.setAccessibleName(self.tr("Was? – %1").replace("%1", _readable(text)))
        self.setMinimumWidth(style.text_width(24))
        self.setMaximumWidth(style.text_width(40))


def _readable(text: str) -> str:
    return text.replace("{was}", "…").replace("….", "…")


def _brings(step: MeasureData) -> str:
    """„Klient/in + Ehrenamt · 4 Wochen · Nachweis: Anmeldung“."""
    proof = shipped_catalogue().proofs.get(step.proof, "")
    parts = (" + ".join(who.label for who in step.who), _when(step),
             _tr("Nachweis: %1").replace("%1", proof) if proof else "")  # fmt: skip
    return " · ".join(part for part in parts if part)


def _when(step: MeasureData) -> str:
    amount, one = str(step.due.amount), step.due.amount == 1
    words = {
        DueRule.WEEKS: _tr("1 Woche") if one else _tr("%1 Wochen"),
        DueRule.ONGOING: _tr("laufend"), DueRule.AT_ONCE: _tr("sofort"), DueRule.COURSE_END: _tr("zum Kursende"),
        DueRule.HOUSING_OFFER: _tr("nach dem Wohnungsangebot"),
        DueRule.WEEKS_BEFORE_EXPIRY: _tr("1 Woche vor Ablauf") if one else _tr("%1 Wochen vor Ablauf"),
        DueRule.MONTHS_AFTER_RECOGNITION:
            _tr("1 Monat nach der Anerkennung") if one else _tr("%1 Monate nach der Anerkennung"),
    }
    return words[step.due.rule].replace("%1", amount)


def _tr(text: str) -> str:
    return QCoreApplication.translate("plans", text)
