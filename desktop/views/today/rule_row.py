"""One rule of the dates in „Verwaltung“: on or off, its numbers, and where it comes from."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.casework.deadlines.rules import Rule, RuleChoice
from desktop.errors import CaseworkError
from desktop.views import style
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, words


class RuleRow(QWidget):
    """*Signals:* edited() on each change by the user."""

    edited = Signal()

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rule = rule
        self.on = CheckField(f"{rule.key}_on", rule.title)
        self.lead = TextField(f"{rule.key}_lead", self.tr("Tage vorher"), characters=14, longest=30)
        self.after = TextField(f"{rule.key}_after", self.tr("Tage danach"), characters=14, longest=30)
        self.day = TextField(f"{rule.key}_day", self.tr("Tag"), characters=14, longest=12)
        self._fields: list[TextField] = [self.lead]
        self._fields += [self.after] if rule.after_days else []
        self._fields += [self.day] if rule.day else []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(style.space(1))
        head = QHBoxLayout()
        head.addWidget(self.on, 1)
        box.addLayout(head)
        box.addWidget(words(rule.source, "muted"))
        box.addWidget(flow(*self._fields, gap=4))
        for field in self._fields:
            for line in field.findChildren(QLineEdit):
                line.setAccessibleName(f"{rule.title}: {field.label}")
            field.changed.connect(self.edited)
        self.on.changed.connect(self.edited)
        self.show_rule(rule)

    def show_rule(self, rule: Rule) -> None:
        """Put in what is kept."""
        self.on.set_value(rule.active)
        self.lead.set_value(_said(rule.lead_days))
        self.after.set_value(_said(rule.after_days))
        self.day.set_value(rule.day)

    def choice(self) -> RuleChoice:
        """What is entered. Raises CaseworkError with the rule's key as its field."""
        return RuleChoice(
            self.rule.key, self.on.value(), self._numbers(self.lead),
            self._numbers(self.after) if self.rule.after_days else (), self.day.value() or "",
        )  # fmt: skip

    def show_problem(self, sentence: str) -> None:
        """At the field that is wrong first; the keyboard goes there."""
        field = self.day if self.rule.day and sentence.startswith(self.tr("Bitte einen Tag")) else self.lead
        field.show_error(sentence)
        field.focus_input()

    def _numbers(self, field: TextField) -> tuple[int, ...]:
        try:
            return tuple(int(part) for part in (field.value() or "").replace(";", ",").split(",") if part.strip())
        except ValueError as error:
            sentence = self.tr("Bitte ganze Zahlen eingeben, durch Kommas getrennt.")
            raise CaseworkError(sentence, field=self.rule.key) from error


def _said(days: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in days)
