"""State of one form while it is filled: values, what changed, what is shown, what must be answered. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

import desktop.models.emit_guard  # noqa: F401  imported for its effect

Answers = Mapping[str, object]
Condition = Callable[[Answers], bool]
Check = Callable[[object, Answers], str | None]


def always(_answers: Answers) -> bool:
    """Condition of a question that is asked of everybody."""
    return True


def never(_answers: Answers) -> bool:
    """Condition of a question that may stay empty."""
    return False


def is_answered(value: object) -> bool:
    """Whether `value` is an answer: False and 0 are, None and empty text or collection are not."""
    return value is not None and value not in ("", (), frozenset())


@dataclass(frozen=True)
class Rule:
    """What the form definition says about one question.

    `shown_if` and `mandatory_if` get the answers of the questions shown at that moment; `check` returns one German
    sentence or None for an answer.
    """

    key: str
    shown_if: Condition = always
    mandatory_if: Condition = never
    check: Check | None = None


class FormState(QObject):
    """The values of a form by question key, with what follows from them.

    A question that is not shown keeps its value (it comes back when the condition does) but is no answer: it is left
    out of `answers()`, never mandatory, never an error.

    Signals: value_changed(key, value) after any change of a value; visible_changed(key, bool) and
    mandatory_changed(key, bool) when a condition turns; dirty_changed(bool); loaded() when all values were replaced.
    """

    value_changed = Signal(str, object)
    visible_changed = Signal(str, bool)
    mandatory_changed = Signal(str, bool)
    dirty_changed = Signal(bool)
    loaded = Signal()

    def __init__(self, rules: Iterable[Rule], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rules = {rule.key: rule for rule in rules}
        self._values: dict[str, object] = {}
        self._saved: dict[str, object] = {}
        self._visible: dict[str, bool] = {}
        self._mandatory: dict[str, bool] = {}
        self._dirty = False
        self._follow_conditions()

    # values

    def keys(self) -> tuple[str, ...]:
        """All question keys in the order of the form."""
        return tuple(self._rules)

    def value(self, key: str) -> object:
        """The value of a question, None when unanswered. Raises KeyError for an unknown key."""
        return self._values.get(self._rules[key].key)

    def set_value(self, key: str, value: object) -> None:
        """Answer a question (None takes the answer back). Raises KeyError for an unknown key."""
        if self.value(key) == value and type(self.value(key)) is type(value):
            return
        self._put(key, value)
        self.value_changed.emit(key, value)
        self._follow_conditions()
        self._follow_dirty()

    def answers(self) -> dict[str, object]:
        """The answers given to the questions that are shown."""
        return {key: self._values[key] for key in self._rules if self._visible[key] and key in self._values}

    def draft(self) -> dict[str, object]:
        """Every value, hidden ones too, for the draft table; `restore()` takes it back."""
        return dict(self._values)

    # loading and saving

    def load(self, values: Answers) -> None:
        """Replace everything with what is stored; nothing is dirty afterwards."""
        self._replace(values)
        self._saved = dict(self._values)
        self._follow_dirty()
        self.loaded.emit()

    def restore(self, draft: Answers) -> None:
        """Put a draft over what was loaded; the differences are dirty."""
        self._replace(draft)
        self._follow_dirty()
        self.loaded.emit()

    def discard(self) -> None:
        """Go back to what was loaded or saved last."""
        self.restore(self._saved)

    def mark_saved(self) -> None:
        """The present values are stored now."""
        self._saved = dict(self._values)
        self._follow_dirty()

    def changes(self) -> dict[str, object]:
        """New value per key that differs from what is stored; None means the answer was taken back."""
        return {key: self._values.get(key) for key in self._rules if self._values.get(key) != self._saved.get(key)}

    # what follows

    def is_dirty(self) -> bool:
        """Whether something differs from what is stored."""
        return self._dirty

    def is_visible(self, key: str) -> bool:
        """Whether the question is asked with the present answers."""
        return self._visible[key]

    def is_mandatory(self, key: str) -> bool:
        """Whether the question is asked and must be answered."""
        return self._mandatory[key]

    def missing(self) -> tuple[str, ...]:
        """Keys of mandatory questions without answer, in the order of the form."""
        return tuple(key for key in self._rules if self._mandatory[key] and key not in self._values)

    def progress(self) -> tuple[int, int]:
        """(answered, asked) over the questions that are shown."""
        return len(self.answers()), sum(self._visible.values())

    def errors(self) -> dict[str, str]:
        """One German sentence per shown answer its check does not accept."""
        answers = self.answers()
        found = {
            key: rule.check(answers[key], answers)
            for key, rule in self._rules.items()
            if rule.check is not None and key in answers
        }
        return {key: sentence for key, sentence in found.items() if sentence}

    def _put(self, key: str, value: object) -> None:
        if is_answered(value):
            self._values[key] = value
        else:
            self._values.pop(key, None)

    def _replace(self, values: Answers) -> None:
        unknown = [key for key in values if key not in self._rules]
        if unknown:
            raise KeyError(f"not in this form: {', '.join(unknown)}")
        self._values = {}
        for key, value in values.items():
            self._put(key, value)
        self._follow_conditions()

    def _follow_conditions(self) -> None:
        visible = self._shown_keys()
        answers = {key: value for key, value in self._values.items() if visible[key]}
        mandatory = {key: visible[key] and rule.mandatory_if(answers) for key, rule in self._rules.items()}
        old_visible, self._visible = self._visible, visible
        old_mandatory, self._mandatory = self._mandatory, mandatory
        for key in self._rules:
            if old_visible.get(key) != visible[key]:
                self.visible_changed.emit(key, visible[key])
            if old_mandatory.get(key) != mandatory[key]:
                self.mandatory_changed.emit(key, mandatory[key])

    def _shown_keys(self) -> dict[str, bool]:
        """Hiding one answer can hide the next question, so repeat until nothing turns (at most once per key)."""
        visible = dict.fromkeys(self._rules, True)
        for _ in self._rules:
            answers = {key: value for key, value in self._values.items() if visible[key]}
            turned = {key: rule.shown_if(answers) for key, rule in self._rules.items()}
            if turned == visible:
                break
            visible = turned
        return visible

    def _follow_dirty(self) -> None:
        dirty = bool(self.changes())
        if dirty != self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
