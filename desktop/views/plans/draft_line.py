"""A step of a draft, edited in place: type, Tab, Tab, Enter makes the next. What it lacks waits as an open input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.casework.plans.catalogue_data import placeholders, shipped_catalogue
from desktop.casework.plans.plan_rows import MeasureRow, NewMeasure
from desktop.terms import DueKind
from desktop.views import style
from desktop.views.components.inline_edit import InlinePick
from desktop.views.fields.options import Option
from desktop.views.plans.due_edit import DueEdit
from desktop.views.plans.ideas_button import IdeasButton
from desktop.views.plans.step_columns import StepColumns, compact, line_label, menu_button
from desktop.views.plans.step_words import StepWords
from desktop.views.plans.words import Who, step_text, who_of
from desktop.views.plans.wrapped_text import WrappedText


class DraftLine(StepColumns):
    """`row` None is the empty line at the end, which becomes a step as soon as it has words.

    *Signals:* born(line, NewMeasure) once, by the empty line; changed(step id, NewMeasure) after each change of a step;
    entered(line) for Enter in any of its inputs; refused(str).
    """

    born = Signal(object, object)
    changed = Signal(int, object)
    entered = Signal(object)
    refused = Signal(str)

    def __init__(self, number: str, options: Sequence[Option], fresh: NewMeasure) -> None:
        super().__init__()
        self.step_id: int | None = None
        self._number, self._content = number, fresh
        self._coming, self._again = False, False
        self.mark = line_label("muted")
        self.words = StepWords(self._named(self.tr("Schritt")))
        self.who = InlinePick(self._named(self.tr("Wer?")), options, self.tr("Wer?"))
        self.due = DueEdit(self._named(self.tr("Frist")))
        self.proof = WrappedText(self._named(self.tr("Nachweis")), self.tr("Nachweis"), longest=120)
        self.menu = menu_button(self._named(self.tr("Weitere Befehle")))
        compact(self.who)
        compact(self.due)
        self.place(self.mark, self.words, self.who, self.due, self.proof, self.menu)
        self.ideas = IdeasButton(self.tr("Vorschläge"))
        self.add_beside_words(self.ideas)
        self._connect()
        self._show_content()

    @property
    def is_new(self) -> bool:
        """Whether this is still the empty line."""
        return self.step_id is None and not self._coming

    def content(self) -> NewMeasure:
        """The step with everything committed so far."""
        return self._content

    def show_row(self, number: str, row: MeasureRow, options: Sequence[Option]) -> None:
        """The stored step; what is being typed stays."""
        self.step_id, self._coming = row.id, False
        self._content = row.content
        self.set_number(number)
        self.who.set_options(options)
        self._show_content()

    def set_number(self, number: str) -> None:
        """Another place in the plan."""
        self._number = number
        for part, name in ((self.words.text, self.tr("Schritt")), (self.who, self.tr("Wer?")),
                           (self.due, self.tr("Frist")), (self.proof, self.tr("Nachweis")),
                           (self.menu, self.tr("Weitere Befehle"))):  # fmt: skip
            part.setAccessibleName(self._named(name))

    def show_ideas(self, entries: list[QAction]) -> None:
        """Steps the empty line proposes."""
        self.ideas.set_entries(entries)
        self.ideas.setAccessibleName(self._named(self.tr("Vorschläge")))
        self._show_parts()

    def adopt(self, step_id: int) -> None:
        """The empty line was stored under this id; what was changed meanwhile follows."""
        self.step_id, self._coming = step_id, False
        if self._again:
            self._again = False
            self.changed.emit(step_id, self._content)

    def give_back(self) -> None:
        """Storing the empty line did not work: it is one again, with its words."""
        self._coming = self._again = False

    def focus_field(self, field: str) -> None:
        """Put the keyboard into the input that is missing."""
        waiting = self.words.fill if self.words.fill is not None and field == "text" else self.words.text
        targets: dict[str, QWidget] = {"text": waiting, "who": self.who, "due_on": self.due}
        targets.get(field, self.words.text).setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> str:
        """Words in the empty line, or changed and not committed ones in a step; empty for none."""
        typed = self.words.text.typed_text()
        return typed if typed != self.words.text.value() else ""

    def _connect(self) -> None:
        self.words.text.committed.connect(self._on_text)
        self.words.text.typed.connect(self._show_parts)
        self.words.filled.connect(self._on_filled)
        self.who.picked.connect(self._on_who)
        self.due.committed.connect(self._on_due)
        self.due.refused.connect(self.refused)
        self.proof.committed.connect(self._on_proof)
        for part in (self.words.text, self.who, self.due, self.proof):
            part.entered.connect(self._on_entered)

    def _named(self, what: str) -> str:
        return f"{self._number} {what}"

    def _show_content(self) -> None:
        """A step without an answer keeps its inputs open; the empty line only asks for words."""
        content = self._content
        stored = not self.is_new
        self.mark.setText(self._number if stored else "+")
        self.words.show_step(content)
        if not (self.who.hasFocus() and self.who.isModified()):
            self.who.set_code(who_of(content))
        self.due.set_value((content.due_kind, content.due_on))
        self.proof.set_value(content.proof)
        self.who.setToolTip(self.who.text())
        style.set_look(self.who, "waiting" if stored and not content.who else "")
        self._show_parts()

    def _show_parts(self) -> None:
        """The empty line is only a hint until words stand in it."""
        begun = not self.is_new or bool(self.words.text.typed_text())
        for part in (self.who, self.due, self.proof):
            part.setVisible(begun)
        self.menu.setEnabled(not self.is_new)
        self.menu.setVisible(begun)
        self.ideas.setVisible(not begun and self.ideas.has_entries())
        self.gather_words(gathered=not begun)

    def _take(self, content: NewMeasure) -> None:
        if content == self._content:
            return
        self._content = content
        if self.step_id is not None:
            self.changed.emit(self.step_id, content)
        elif self._coming:
            self._again = True
        elif content.text:
            self._coming = True
            self.born.emit(self, content)
            self._show_content()

    def _on_text(self, text: str) -> None:
        if not text and self.step_id is not None:
            self.words.text.set_value(step_text(self._content))  # a step without words is removed, not emptied
            self.refused.emit(self.tr("Ein Schritt braucht Worte. Entfernen geht über die drei Punkte."))
            return
        self._take(replace(self._content, text=text, catalogue_key="", fill_in=""))

    def _on_entered(self) -> None:
        self.entered.emit(self)

    def _on_filled(self, words: str) -> None:
        measure = next(row for row in shipped_catalogue().measures if row.key == self._content.catalogue_key)
        text = measure.text
        for name in placeholders(text):
            text = text.replace("{" + name + "}", words) if words else text
        self._take(replace(self._content, text=text, fill_in=words))

    def _on_who(self, code: object) -> None:
        who = code if isinstance(code, Who) else Who(())
        self._take(replace(self._content, who=who.parts, who_person_id=who.person_id, who_name=who.name))

    def _on_due(self, due: tuple[DueKind, dt.date | None]) -> None:
        self._take(replace(self._content, due_kind=due[0], due_on=due[1]))

    def _on_proof(self, proof: str) -> None:
        self._take(replace(self._content, proof=proof, proof_key=""))
