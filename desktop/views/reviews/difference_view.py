"""Two Fassungen compared on screen: signs and words beside the colours, texts word by word."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.casework.plans.plan_comparing import Fate, FieldChange, GoalDifference, PlanDifference, StepDifference
from desktop.casework.plans.word_diff import Mark, Piece
from desktop.views import style
from desktop.views.components.card import Card

_SIGNS = {Fate.ADDED: "+", Fate.REMOVED: "−", Fate.CHANGED: "≠", Fate.SAME: "="}
_LOOKS = {Fate.ADDED: "ok", Fate.REMOVED: "bad", Fate.CHANGED: "accent", Fate.SAME: "muted"}


class DifferenceView(QWidget):
    """Cards: the Fassung as a whole, then each goal that is different; unchanged goals in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._difference: PlanDifference | None = None
        style.notifier().changed.connect(self._show)

    def show_difference(self, difference: PlanDifference) -> None:
        """Replace what is shown."""
        self._difference = difference
        self._show()

    def words(self) -> list[str]:
        """Every line as it is read aloud."""
        return [label.accessibleName() or label.text() for label in self.findChildren(QLabel) if not label.isHidden()]

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        difference = self._difference
        if difference is None:
            return
        if difference.is_empty:
            self._column.addWidget(_label(_tr("Nichts: Beide Fassungen sagen dasselbe."), "muted"))
        if difference.header:
            card = Card(_tr("Zum Plan als Ganzem"), "file-text")
            _add_fields(card, difference.header)
            self._column.addWidget(card)
        for goal in difference.goals:
            if goal.touched:
                self._column.addWidget(_goal_card(goal))
        same = [goal.text for goal in difference.goals if not goal.touched]
        if same:
            words = _tr("Unverändert: %1").replace("%1", "; ".join(f"„{text}“" for text in same))
            self._column.addWidget(_label(words, "muted"))
        self._column.setSpacing(style.space(2))


def _goal_card(goal: GoalDifference) -> Card:
    card = Card(f"{_SIGNS[goal.fate]}  „{goal.text}“")
    card.body.addWidget(_label(f"{goal.area} · {fate_words(goal.fate, goal.note)}", _LOOKS[goal.fate]))
    _add_fields(card, goal.changes)
    for step in goal.steps:
        _add_step(card, step)
    return card


def _add_step(card: Card, step: StepDifference) -> None:
    if step.fate is Fate.SAME:
        return
    words = _tr("%1 Schritt „%2“ – %3").replace("%1", _SIGNS[step.fate]).replace("%2", step.text)
    card.body.addWidget(_label(words.replace("%3", fate_words(step.fate, step.note)), _LOOKS[step.fate]))
    _add_fields(card, step.changes)


def _add_fields(card: Card, changes: Iterable[FieldChange]) -> None:
    for change in changes:
        label = QLabel(f"{escape(change.label)}: {rich_pieces(change)}")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        spoken = _tr("%1: bisher %2, jetzt %3").replace("%1", change.label)
        spoken = spoken.replace("%2", change.before or _tr("ohne Angabe"))
        label.setAccessibleName(spoken.replace("%3", change.after or _tr("ohne Angabe")))
        label.setContentsMargins(style.space(4), 0, 0, 0)
        card.body.addWidget(label)


def rich_pieces(change: FieldChange) -> str:
    """Removed words struck out in [− −], added ones underlined in [+ +]; short values as „alt → neu“."""
    tokens = style.current()
    pieces = change.pieces
    if not any(piece.mark is Mark.SAME and piece.text.strip() for piece in pieces):
        pieces = tuple(piece for piece in (Piece(Mark.REMOVED, change.before), Piece(Mark.ADDED, change.after))
                       if piece.text)  # fmt: skip
    parts = []
    for piece in pieces:
        text = escape(piece.text).replace("\n", "<br>")
        if piece.mark is Mark.REMOVED:
            text = f'<span style="color:{tokens.bad}">[−<s>{text}</s>−]</span> '
        elif piece.mark is Mark.ADDED:
            text = f'<span style="color:{tokens.ok}">[+<u>{text}</u>+]</span>'
        parts.append(text)
    return "".join(parts)


def fate_words(fate: Fate, note: str) -> str:
    """What happened, in words: „neu“, „nicht mehr dabei (erreicht)“."""
    words = {Fate.ADDED: _tr("neu"), Fate.REMOVED: _tr("nicht mehr dabei"), Fate.CHANGED: _tr("geändert"),
             Fate.SAME: _tr("Ziel unverändert, Schritte geändert")}[fate]  # fmt: skip
    return f"{words} ({note})" if note else words


def _label(words: str, look: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    style.set_look(label, look)
    return label


def _tr(text: str) -> str:
    return QCoreApplication.translate("reviews", text)
