"""What somebody should know before handing a sheet out: what is not on it, and what is not right yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.casework.plans.plan_print import PlanPrint
from desktop.clock import german_date
from desktop.models.preview_board import ShownSheet
from desktop.printing.sheets.printed import PrintedSheet
from desktop.terms import PlanKind, PlanState
from desktop.views import icons, style

_MOST_CHARACTERS = 8


@dataclass(frozen=True)
class Hint:
    """One sentence; `tone` is a colour token, and the icon says the same without colour."""

    text: str
    icon: str = "info"
    tone: str = "accent"


def hints_of(data: PlanPrint, sheet: ShownSheet) -> tuple[Hint, ...]:
    """All hints of a sheet, what needs doing first."""
    found = [*_of_texts(sheet.made)] if sheet.made else []
    if sheet.kept_at is not None:
        day = german_date(sheet.kept_at.astimezone().date())
        found.append(Hint(_tr("Aufbewahrter Ausdruck vom %1, unverändert.").replace("%1", day), "archive"))
    elif data.view.state is PlanState.DRAFT:
        found.append(Hint(_tr("Das ist ein Entwurf; so steht es auch auf dem Blatt."), "file-text"))
    if data.left_out and sheet.kept_at is None:
        found.append(Hint(_left_out(data), "eye-off", "warn"))
    found.append(Hint(_tr("Nie auf dem Blatt: Aufenthaltsdaten, Geldbeträge, Diagnosen, Namen anderer Personen."),
                      "shield-check", "muted"))  # fmt: skip
    return tuple(found)


def _of_texts(made: PrintedSheet) -> list[Hint]:
    found = []
    if made.missing:
        found.append(Hint(_missing(made.missing), "circle-alert", "bad"))
    if count := len(made.unreviewed):
        one, many = _tr("1 Text ist"), _tr("%1 Texte sind").replace("%1", str(count))
        rest = _tr(" maschinell übersetzt und noch nicht geprüft; das Blatt sagt das.")
        found.append(Hint((one if count == 1 else many) + rest, "triangle-alert", "warn"))
    if count := len(made.untranslated):
        one, many = _tr("1 fester Text steht"), _tr("%1 feste Texte stehen").replace("%1", str(count))
        rest = _tr(" auf Deutsch da, weil die Übersetzung noch fehlt.")
        found.append(Hint((one if count == 1 else many) + rest, "triangle-alert", "warn"))
    if count := made.untranslated_own:
        one, many = _tr("1 eigener Text ist"), _tr("%1 eigene Texte sind").replace("%1", str(count))
        rest = _tr(" noch nicht übersetzt. Die Übersetzung können Sie im Plan daneben schreiben.")
        found.append(Hint((one if count == 1 else many) + rest, "languages", "warn"))
    return found


def _left_out(data: PlanPrint) -> str:
    """Which areas are left out and why (decision 21)."""
    printed = {goal.id for goal in data.goals}
    keys = dict.fromkeys(goal.content.area for goal in data.view.goals if goal.id not in printed)
    areas = _tr(" und ").join(f"„{data.areas[key].name}“" for key in keys)
    goals = _tr("1 Ziel") if data.left_out == 1 else _tr("%1 Ziele").replace("%1", str(data.left_out))
    reason = (
        _tr("Auf einem Familienplan steht das nie.") if data.view.kind is PlanKind.FAMILY
        else _tr("Es steht nur auf dem eigenen Blatt, wenn das im Plan angekreuzt ist.")
    )  # fmt: skip
    return _tr("Nicht auf dem Blatt: %1 aus %2. %3").replace("%1", goals).replace("%2", areas).replace("%3", reason)


def _missing(characters: Sequence[str]) -> str:
    """Each character with its name, as it may look like nothing on the screen too."""
    named = [f"{character} ({_code(character)})" for character in characters[:_MOST_CHARACTERS]]
    more = len(characters) - len(named)
    if more:
        named.append(_tr("%1 weitere").replace("%1", str(more)))
    rest = _tr("Diese Zeichen kann keine Schrift drucken: %1. Auf dem Papier steht dafür ein Ersatzzeichen.")
    return rest.replace("%1", ", ".join(named))


def _code(character: str) -> str:
    name = unicodedata.name(character, "").title()
    return f"U+{ord(character):04X} {name}".strip()


class HintList(QWidget):
    """The hints below each other, each with its icon."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.space(2))
        self._lines: list[QWidget] = []

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Replace what is said."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_Line(hint) for hint in hints]
        for line in self._lines:
            self._column.addWidget(line)

    def texts(self) -> tuple[str, ...]:
        """The sentences shown."""
        return tuple(line.accessibleName() for line in self._lines)


class _Line(QWidget):
    def __init__(self, hint: Hint) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.space(2))
        icon, words = QLabel(), QLabel(hint.text)
        icons.set_icon(icon, hint.icon, hint.tone)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        style.set_look(words, "muted" if hint.tone == "muted" else "")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.setAccessibleName(hint.text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("preview", text)
