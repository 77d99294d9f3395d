"""The head of a goal: number and area, the goal in quotes, for whom, values, status, and the rest behind the dots."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.casework.plans.plan_rows import GoalRow
from desktop.terms import GoalStatus
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.inline_edit import InlinePick
from desktop.views.components.page_head import TitleLabel
from desktop.views.fields.options import Option
from desktop.views.plans.step_columns import compact, menu_button
from desktop.views.plans.words import FAMILY, area_of, consent_words, for_whom, value_words
from desktop.views.plans.wrapped_text import WrappedText

_TONES = {
    GoalStatus.PLANNED: (Tone.NEUTRAL, ""), GoalStatus.RUNNING: (Tone.OK, ""), GoalStatus.REACHED: (Tone.OK, "check"),
    GoalStatus.PARTLY: (Tone.ACCENT, "trending-up"), GoalStatus.CHANGED: (Tone.ACCENT, "pencil"),
    GoalStatus.POSTPONED: (Tone.WARN, "hourglass"), GoalStatus.GIVEN_UP: (Tone.NEUTRAL, "x"),
}  # fmt: skip


class GoalHead(QWidget):
    """Base of both heads. *Signals:* value_wanted(GoalRow) by the values."""

    value_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.space(1.5))
        self._picture, self._area = QLabel(), QLabel()
        style.set_look(self._area, "accent")
        self.values = QPushButton()
        style.set_look(self.values, "link")
        self.values.clicked.connect(self._on_values_clicked)
        self._goal: GoalRow | None = None
        self.status, self.consent, self.menu = Chip(""), Chip(""), menu_button("")
        self._row.addWidget(self._picture)
        self._row.addWidget(self._area)

    def show_row(self, row: GoalRow) -> None:
        """What both heads say."""
        self._goal = row
        area = area_of(row.content.area)
        number = str(row.position + 1)
        icons.set_icon(self._picture, area.icon, "accent", 1.2)
        self._area.setText(f"{number}  {area.short}")
        self._area.setToolTip(area.name)
        name = self.tr("Ziel %1: weitere Befehle").replace("%1", number)
        self.menu.setAccessibleName(name)
        self.menu.setToolTip(name)
        self.values.setText(value_words(row) or self.tr("Werte angeben"))
        self.values.setAccessibleName(self.tr("Ziel %1: %2").replace("%1", number).replace("%2", self.values.text()))
        tone, icon = _TONES[row.status]
        self.status.set_state(row.status.label, tone, icon)
        self._show_consent(row)

    def _show_consent(self, row: GoalRow) -> None:
        """Who said yes or no; a goal somebody refused stays, struck out and with the word."""
        said = [(consent.agreed, consent_words(consent)) for consent in row.consents]
        against = [words for agreed, words in said if not agreed]
        words = against or [words for _, words in said]
        short = self.tr("abgelehnt") if against else self.tr("zugestimmt")
        self.consent.set_state(short if words else "", Tone.WARN if against else Tone.OK, "ban" if against else "check")
        self.consent.setToolTip("\n".join(words))
        self.consent.setVisible(bool(words))

    def _on_values_clicked(self) -> None:
        self.value_wanted.emit(self._goal)

    def _add_end(self) -> None:
        self._row.addStretch(1)
        for part in (self.values, self.consent, self.status, self.menu):
            self._row.addWidget(part)


class DraftHead(GoalHead):
    """The goal can be rewritten in place. *Signals:* reworded(GoalRow, str); given_to(GoalRow, person id or None)."""

    reworded = Signal(object, str)
    given_to = Signal(object, object)

    def __init__(self, options: tuple[Option, ...], parent: QWidget | None = None) -> None:
        """`options` name for whom a goal can be; empty where the plan is one person's."""
        super().__init__(parent)
        self.text = WrappedText("", self.tr("Ziel in eigenen Worten"), quoted=True, role="strong")
        self.text.fit_to_words()
        self.text.committed.connect(self._on_text)
        self.whom = InlinePick("", options)
        compact(self.whom)
        self.whom.picked.connect(self._on_picked)
        self._row.addWidget(self.text, 100)
        self._row.addWidget(self.whom)
        self.whom.setVisible(bool(options))  # shown before it has a parent it would be a window
        self._add_end()
        self.status.hide()

    def show_row(self, row: GoalRow) -> None:
        super().show_row(row)
        number = str(row.position + 1)
        self.text.setAccessibleName(self.tr("Ziel %1").replace("%1", number))
        self.text.set_value(row.content.text)
        self.text.set_struck(row.refused)
        self.whom.setAccessibleName(self.tr("Ziel %1: für wen?").replace("%1", number))
        if not (self.whom.hasFocus() and self.whom.isModified()):
            self.whom.set_code(row.content.person_id or FAMILY)
        words = self.whom.fontMetrics().horizontalAdvance(self.whom.text())
        self.whom.setFixedWidth(min(words, style.text_width(30)) + 6 * style.space(1) + 4)
        self.whom.setToolTip(self.whom.text())

    def _on_text(self, text: str) -> None:
        if text:
            self.reworded.emit(self._goal, text)
        elif self._goal is not None:
            self.text.set_value(self._goal.content.text)  # a goal without words is removed, not emptied

    def _on_picked(self, code: object) -> None:
        if isinstance(code, int):
            self.given_to.emit(self._goal, code or None)


class FrozenHead(GoalHead):
    """The goal as it was agreed."""

    def __init__(self, *, alone: bool, parent: QWidget | None = None) -> None:
        """`alone`: the plan is one person's, so it need not be said for whom."""
        super().__init__(parent)
        self._text, self._whom = TitleLabel(), Chip("", Tone.NEUTRAL, "")
        style.set_look(self._text, "strong")
        self._text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._row.addWidget(self._text, 100)
        self._row.addWidget(self._whom)
        if alone:
            self._whom.hide()
        self._add_end()

    def show_row(self, row: GoalRow) -> None:
        super().show_row(row)
        self._text.setText(f"„{row.content.text}“")
        strike(self._text, row.refused)
        self._text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._whom.set_state(for_whom(row), Tone.NEUTRAL, "")
        self.values.setVisible(bool(value_words(row)) or self.values.isEnabled())


def strike(widget: QWidget, struck: bool) -> None:
    """Draw the words struck out, or not. A rule of its own, because the program's style sheet sets fonts anew."""
    rule = "text-decoration: line-through;" if struck else ""
    if widget.styleSheet() != rule:
        widget.setStyleSheet(rule)
