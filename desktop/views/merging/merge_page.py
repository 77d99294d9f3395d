"""„Personen zusammenführen“: choose two, compare, put together; for 30 days it is taken back here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.merging.merge_preview import MergePreview, OpenMerge, merge_preview, open_merges
from desktop.casework.merging.merging import MergeOrder, merge_persons, undo_merge
from desktop.casework.people.people import PersonRow
from desktop.casework.search.search import FoundPerson
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.merging.comparison import Comparison
from desktop.views.people.lines import order_stops, words
from desktop.views.people.person_finder import PersonFinder


class MergePage(QWidget):
    """`show_target(kept_id, gone_id)` compares these two; without ids both are chosen here."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._preview: MergePreview | None = None
        self.comparison: Comparison | None = None
        self.head, self.messages = PageHead(self.tr("Personen zusammenführen")), MessageArea()
        self.kept = PersonFinder("kept", self.tr("Diese Person bleibt"), work)
        self.gone = PersonFinder("gone", self.tr("Diese geht darin auf"), work)
        self.swap = QPushButton(self.tr("Tauschen"))
        self.join = QCheckBox(self.tr("Auch die Fälle zusammenführen (der neuere endet)"))
        self._page, self._compared, self._former = ScrollPage(margin=0), QVBoxLayout(), QVBoxLayout()
        self._build()

    def show_target(self, kept_id: int = 0, gone_id: int = 0) -> None:
        """Called on every visit."""
        self._load_former()
        if kept_id and gone_id:
            self._compare(kept_id, gone_id)

    def merge(self) -> None:
        """Put the two together as chosen."""
        if self._preview is None or self.comparison is None:
            self.messages.show_info(self.tr("Bitte zuerst zwei Personen auswählen."))
            return
        join = self.join.isChecked() and self._preview.both_have_cases
        order = MergeOrder(self._preview.kept.id, self._preview.gone.id, self.comparison.from_gone(), join)
        self._work.change(self, merge_persons, order, then=self._on_merged, failed=self._on_failed)

    def take_back(self, merge_id: int) -> None:
        """Make two of one again."""
        self._work.change(self, undo_merge, merge_id, then=self._on_taken_back, failed=self._on_failed)

    def _build(self) -> None:
        button = self.head.set_primary(self.tr("Zusammenführen"), "merge")
        button.setToolTip(self.tr("Zusammenführen (Strg+S)"))
        button.clicked.connect(self.merge)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.activated.connect(self.merge)
        icons.set_icon(self.swap, "arrow-right", "accent")
        self.swap.clicked.connect(self._on_swap)
        finders = QHBoxLayout()
        for finder in (self.kept, self.gone):
            finder.changed.connect(self._on_chosen)
            finders.addWidget(finder, 1)
        body = self._page.body
        sentence = self.tr("Ist jemand doppelt erfasst, werden beide hier zu einer Person. Nichts geht verloren, und "
                           "30 Tage lang lässt es sich zurücknehmen.")  # fmt: skip
        body.addWidget(words(sentence, "muted"))
        body.addLayout(finders)
        for part in (self._compared, self._former):
            part.setSpacing(style.space(2))
            body.addLayout(part)
        for widget in (self.swap, self.join):
            widget.hide()
            body.insertWidget(body.count() - 1, widget, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.space(6), style.space(4), style.space(6), style.space(3))
        for shown in (self.head, self.messages, self._page):
            column.addWidget(shown)
        order_stops(self)

    def _on_chosen(self) -> None:
        kept, gone = self.kept.value(), self.gone.value()
        if kept is not None and gone is not None:
            self._compare(kept.person_id, gone.person_id)

    def _on_swap(self) -> None:
        if self._preview is not None:
            self._compare(self._preview.gone.id, self._preview.kept.id)

    def _compare(self, kept_id: int, gone_id: int) -> None:
        self._work.read(self, merge_preview, kept_id, gone_id, then=self._on_preview, failed=self._on_failed)

    def _on_preview(self, preview: MergePreview) -> None:
        self._show_nothing()
        self._preview, self.comparison = preview, Comparison(preview)
        self.kept.set_value(_found(preview.kept))
        self.gone.set_value(_found(preview.gone))
        moving = ", ".join(f"{count} {label}" for label, count in preview.moving) or self.tr("nichts weiter")
        if not preview.fields:
            self._compared.addWidget(words(self.tr("Die Angaben beider Personen sind gleich.")))
        self._compared.addWidget(self.comparison)
        self._compared.addWidget(words(self.tr("Es gehen mit: %1").replace("%1", moving), "muted"))
        self.swap.show()
        self.join.setVisible(preview.both_have_cases)
        if preview.warning:
            self.messages.show_warning(preview.warning)
        order_stops(self)

    def _show_nothing(self) -> None:
        self._preview = self.comparison = None
        _empty(self._compared)
        for widget in (self.swap, self.join):
            widget.hide()
        self.messages.clear()

    def _on_merged(self, changes: Changes) -> None:
        made = changes.made or 0
        self._show_nothing()
        for finder in (self.kept, self.gone):
            finder.set_value(None)
        self.messages.show_undo(self.tr("Aus zwei Personen ist eine geworden."), lambda: self.take_back(made))
        self._load_former()

    def _on_taken_back(self, changes: Changes) -> None:
        self.messages.show_ok(self.tr("Es sind wieder zwei Personen."))
        self._load_former()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _load_former(self) -> None:
        self._work.read(self, open_merges, then=self._on_former, failed=self._on_failed)

    def _on_former(self, merges: tuple[OpenMerge, ...]) -> None:
        _empty(self._former)
        if merges:
            self._former.addWidget(words(self.tr("In den letzten 30 Tagen zusammengeführt"), "section"))
        for merge in merges:
            self._former.addWidget(self._former_line(merge))
        order_stops(self)

    def _former_line(self, merge: OpenMerge) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        said = self.tr("%1 ging auf in %2").replace("%1", merge.gone).replace("%2", merge.kept)
        row.addWidget(words(f"{german_date(merge.on.astimezone().date())}: {said}"), 1)
        button = QPushButton(self.tr("Rückgängig"))
        button.setAccessibleName(self.tr("Rückgängig: %1").replace("%1", said))
        icons.set_icon(button, "undo-2", "accent")
        button.clicked.connect(partial(self.take_back, merge.merge_id))
        row.addWidget(button)
        return line


def _found(person: PersonRow) -> FoundPerson:
    return FoundPerson(person.id, person.name, person.own_script_name, person.birth_date, None, "")


def _empty(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
