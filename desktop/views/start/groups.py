"""The eight groups of a recovery sheet on screen, and the proof that two of them stand on paper."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.views import style
from desktop.views.fields.text_field import TextField

_GROUP_ROWS = 4
_WORD_COLUMNS = 3


class SecretGrid(QWidget):
    """Numbered parts of a secret that stands on paper: nothing of it can be selected or copied."""

    def __init__(self, parts: Iterable[tuple[str, int, int]], parent: QWidget | None = None) -> None:
        """`parts` are (text, row, column)."""
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(8))
        grid.setVerticalSpacing(style.space(2))
        for text, row, column in parts:
            label = QLabel(text, self)
            style.set_look(label, "section")
            label.setFont(style.font("tabular"))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # PRIVACY: not for the clipboard
            grid.addWidget(label, row, column)
        grid.setColumnStretch(grid.columnCount(), 1)


def groups_grid(groups: tuple[str, ...]) -> SecretGrid:
    """Two columns to be read downwards; three and three digits are compared at a glance."""
    said = (f"{number}:  {group[:3]} {group[3:]}" for number, group in enumerate(groups, 1))
    return SecretGrid((text, place % _GROUP_ROWS, place // _GROUP_ROWS) for place, text in enumerate(said))


def words_grid(phrase: str) -> SecretGrid:
    """The words of a passphrase, to be read row by row."""
    said = (f"{number}:  {word}" for number, word in enumerate(phrase.split("-"), 1))
    return SecretGrid((text, place // _WORD_COLUMNS, place % _WORD_COLUMNS) for place, text in enumerate(said))


class GroupsProof(TextField):
    """Asks for two of the groups, drawn by chance, to be typed from paper."""

    def __init__(self, groups: tuple[str, ...], parent: QWidget | None = None) -> None:
        asked = sorted(secrets.SystemRandom().sample(range(1, len(groups) + 1), 2))
        numbers = _tr("Gruppe %1 und Gruppe %2").replace("%1", str(asked[0])).replace("%2", str(asked[1]))
        super().__init__(
            "proof", _tr("Oder abgeschrieben? Dann bitte %1 vom Papier").replace("%1", numbers), characters=24,
            help_text=_tr("Zweimal sechs Ziffern, zum Beispiel 123456 234567."), parent=parent,
        )  # fmt: skip
        self.asked, self._groups = asked, groups

    def is_right(self) -> bool:
        """Whether both groups were typed; blanks and hyphens do not matter."""
        typed = re.sub(r"\D", "", self.value() or "")
        return typed == "".join(self._groups[number - 1] for number in self.asked)

    def say_wrong(self) -> None:
        """Tell that these are other digits and give the keyboard back."""
        self.show_error(_tr("Das sind nicht diese beiden Gruppen. Bitte vom Papier ablesen."))
        self.focus_input()


def _tr(text: str) -> str:
    return QCoreApplication.translate("groups", text)
