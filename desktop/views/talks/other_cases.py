"""Further files a group talk belongs to, found by the names of their persons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.work import Work
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.form_row import FormRow
from desktop.views.people.person_finder import PersonFinder


@dataclass(frozen=True)
class OtherPerson:
    """Somebody of another file who took part."""

    case_id: int
    person_id: int
    words: str


class OtherCasesField(FormRow[tuple[OtherPerson, ...]]):
    """Each found person becomes a chip; Entf on it takes the person out again."""

    def __init__(self, key: str, label: str, work: Work, *, help_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(key, label, help_text=help_text, parent=parent)
        self._others: tuple[OtherPerson, ...] = ()
        self._finder = PersonFinder(f"{key}_finder", "", work)
        self._finder.changed.connect(self._on_found)
        box, self._chips = QWidget(), QWidget()
        self._flow = FlowLayout(self._chips, gap=1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._chips)
        column.addWidget(self._finder)
        self._chips.hide()
        self._place(box, self._finder._line)

    def value(self) -> tuple[OtherPerson, ...]:
        return self._others

    def draft(self) -> object:
        return [[other.case_id, other.person_id, other.words] for other in self._others]

    def set_draft(self, draft: object) -> None:
        self.set_value(tuple(OtherPerson(*cells) for cells in draft) if isinstance(draft, list) else ())

    def _show_value(self, value: tuple[OtherPerson, ...] | None) -> None:
        self._others = tuple(value or ())
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for other in self._others:
            chip = ChipButton(other.words, Tone.NEUTRAL, "user", removable=True, parent=self._chips)
            chip.removed.connect(partial(self._on_removed, other))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._others))
        self._chips.updateGeometry()

    def _on_found(self) -> None:
        hit = self._finder.value()
        self._finder.set_value(None)
        if hit is not None and hit.case_id is not None:
            other = OtherPerson(hit.case_id, hit.person_id, f"{hit.name} ({hit.number})")
            self._show_value(tuple(dict.fromkeys((*self._others, other))))
            self._on_edited()
        elif hit is not None:
            self.show_error(self.tr("Diese Person hat keinen Fall."))

    def _on_removed(self, other: OtherPerson) -> None:
        self._show_value(tuple(one for one in self._others if one != other))
        self._finder.focus_input()
        self._on_edited()
