"""Filters above the suggestions of a need, with how many of those who are possible are shown. They stay when another
need is chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.volunteers.matching.matching_rows import Suggestion
from desktop.models.suggestion_filters import count_words, keeper, options_of
from desktop.views import style
from desktop.views.components.filter_bar import FilterBar
from desktop.views.people.lines import flow, link, short_words


class SuggestionFilters(QWidget):
    """*Signals:* changed() after a filter turned."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._possible: tuple[Suggestion, ...] = ()
        self.bar = FilterBar()
        for key, label in (("within", self.tr("Entfernung")), ("language", self.tr("Sprache")),
                           ("sex", self.tr("Frau oder Mann")), ("group", self.tr("Helferkreis"))):  # fmt: skip
            self.bar.add_choice(key, label, ())
        self.bar.add_toggle("time", self.tr("Zeit passt"), icon="clock")
        self.bar.add_toggle("car", self.tr("Mit Auto"))
        self.bar.add_toggle("certificate", self.tr("Führungszeugnis gilt"), icon="file-check")
        self.count = short_words("", "muted")
        self.reset = link(self.tr("Filter aufheben"), self._reset, "reset_filters", icon="x")
        self._below = flow(self.count, self.reset)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.bar)
        self._column.addWidget(self._below)
        self.bar.changed.connect(self._on_changed)
        style.notifier().changed.connect(self._fit)
        self._fit()
        self._say()

    def offer(self, found: tuple[Suggestion, ...]) -> None:
        """Choose among what occurs in these suggestions; what is chosen stays."""
        self._possible = tuple(one for one in found if not one.fit.blocked)
        for key, options in options_of(found, self.bar.values()).items():
            self.bar.set_options(key, options)
        self._say()

    def kept(self, found: Iterable[Suggestion]) -> list[Suggestion]:
        """Those the filters keep, in the same order."""
        return list(filter(keeper(self.bar.values()), found))

    def _reset(self) -> None:
        """The link goes with the filters; the keyboard stays with them."""
        self.bar.reset()
        first = self.bar.findChild(QWidget, "within")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.count.setText(count_words(self._possible, self.bar.values()))
        self._below.setVisible(self.bar.is_active())

    def _fit(self) -> None:
        self._column.setSpacing(style.space(1))
