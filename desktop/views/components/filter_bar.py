"""Filters above a list: a search line and chips that are on or off, or hold one of several values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QWidget

from desktop.views import style
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.fields.line_button import LineButton


class FilterBar(QWidget):
    """Values by key: the search text under „text“, True or False of a toggle, a code or None of a choice.

    Signals: changed() after any filter turned.
    """

    changed = Signal()

    def __init__(self, search_hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._filters: dict[str, _Toggle | _Choice] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText(search_hint)
        self.search.setAccessibleName(search_hint or self.tr("Liste durchsuchen"))
        LineButton(self.search, "search", left=True)
        self._clear = LineButton(self.search, "x", self.tr("Suche leeren"))
        self._clear.set_shown(False)
        self._clear.clicked.connect(self.search.clear)
        self.search.textChanged.connect(self._on_text_changed)
        self._flow.addWidget(self.search)
        self.search.setVisible(bool(search_hint))
        self._fit()
        style.notifier().changed.connect(self._fit)

    def add_toggle(self, key: str, words: str, *, on: bool = False, icon: str = "") -> ChipButton:
        """A filter that is on or off."""
        toggle = _Toggle(words, icon, on, self)
        self._add(key, toggle)
        return toggle

    def add_choice(self, key: str, label: str, options: Sequence[tuple[object, str]]) -> ChipButton:
        """A filter with one of several values or none („alle“); `options` are (code, words)."""
        choice = _Choice(label, options, self)
        self._add(key, choice)
        return choice

    def set_options(self, key: str, options: Sequence[tuple[object, str]]) -> None:
        """Other values for a choice; the chosen one stays when it is still among them, else all are shown again."""
        choice = self._filters[key]
        if isinstance(choice, _Choice):
            choice.set_options(options)

    def values(self) -> dict[str, object]:
        """What is filtered for."""
        return {"text": self.search.text().strip()} | {key: each.value() for key, each in self._filters.items()}

    def set_values(self, values: Mapping[str, object]) -> None:
        """Put filters as they were kept; says `changed` once, unknown keys are left out."""
        self.blockSignals(True)
        self.search.setText(str(values.get("text", "")))
        for key, each in self._filters.items():
            each.set_value(values.get(key))
        self.blockSignals(False)
        self.changed.emit()

    def reset(self) -> None:
        """Take every filter back."""
        self.set_values({})

    def is_active(self) -> bool:
        """Whether anything is filtered."""
        return any(value not in (None, "", False) for value in self.values().values())

    def _add(self, key: str, chip: _Toggle | _Choice) -> None:
        chip.setObjectName(key)
        chip.turned.connect(self.changed)
        before = list(self._filters.values())[-1] if self._filters else self.search
        self._filters[key] = chip
        self._flow.addWidget(chip)
        self.setTabOrder(before, chip)

    def _on_text_changed(self, text: str) -> None:
        self._clear.set_shown(bool(text))
        self.changed.emit()

    def _fit(self) -> None:
        self.search.setFixedWidth(style.text_width(34))


class _Toggle(ChipButton):
    turned = Signal()

    def __init__(self, words: str, icon: str, on: bool, parent: QWidget) -> None:
        super().__init__(words, Tone.ACCENT, icon, checkable=True, parent=parent)
        self.setChecked(on)
        self.toggled.connect(self.turned)

    def value(self) -> object:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))


class _Choice(ChipButton):
    turned = Signal()

    def __init__(self, label: str, options: Sequence[tuple[object, str]], parent: QWidget) -> None:
        super().__init__(label, Tone.NEUTRAL, "chevron-down", parent=parent)
        self._label, self._code = label, None
        self._menu, self._group = QMenu(self), QActionGroup(self)
        self._group.triggered.connect(self._on_picked)
        self.clicked.connect(self._open)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Other values to choose from."""
        for action in self._group.actions():
            self._menu.removeAction(action)
            self._group.removeAction(action)
            action.deleteLater()
        for code, words in [(None, self.tr("alle")), *options]:
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setData((code,))
            self._group.addAction(action)
        self.set_value(self._code)

    def value(self) -> object:
        return self._code

    def set_value(self, value: object) -> None:
        """Choose without asking; an unknown code means all."""
        actions = self._group.actions()
        chosen = next((action for action in actions if action.data() == (value,)), actions[0])
        chosen.setChecked(True)
        before, (self._code,) = self._code, chosen.data()
        self.setText(self._label if self._code is None else f"{self._label}: {chosen.text()}")
        self.setAccessibleName(f"{self._label}: {chosen.text()}")
        self.set_tone(Tone.NEUTRAL if self._code is None else Tone.ACCENT)
        self.updateGeometry()
        if before != self._code:
            self.turned.emit()

    def _on_picked(self, action: QAction) -> None:
        (code,) = action.data()
        self.set_value(code)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self._menu.setFocus(Qt.FocusReason.PopupFocusReason)
