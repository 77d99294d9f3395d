"""„Übersetzungen prüfen“: the fixed texts of a print language, who has checked them, and marking them (decision 22)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.casework.changes import Changes
from desktop.casework.plans.wording_checks import checked_texts, mark_checked, unmark
from desktop.errors import CaseworkError
from desktop.models.wording_table import Checks, WordingRow, WordingState, WordingTable, groups, language_words
from desktop.models.work import Work
from desktop.terms import PRINT_LANGUAGES
from desktop.views import icons, style
from desktop.views.admin.wording_detail import WordingDetail
from desktop.views.commands import keys_as_said
from desktop.views.components.data_table import DataTable
from desktop.views.components.flow_layout import FlowLayout
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.text_field import TextField
from desktop.views.places import Places
from desktop.views.preview.options_panel import PrintLanguageField

_LONGEST = 80
_LARGE_TEXT = 150
_ROWS = 5
_NAME_COLUMNS = (3, 4)
_MARK = "Ctrl+Return"


class WordingPage(ScrollPage):
    """`show_target(language)` shows another language; without one it stays where it was."""

    def __init__(self, work: Work, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._work, self._places = work, places
        self._line = 0
        self.model = WordingTable(self)
        self.head, self.messages = PageHead(self.tr("Übersetzungen prüfen")), MessageArea()
        self.language = PrintLanguageField("language", self.tr("Sprache"))
        self.reviewer = TextField(
            "reviewer", self.tr("Geprüft von"), mandatory=True, longest=_LONGEST,
            placeholder=self.tr("Name der Person, die die Sprache gut kann"),
        )  # fmt: skip
        noun = (self.tr("Text"), self.tr("Texte"), self.tr("Texten"))
        self.table = DataTable(self.tr("Texte"), noun, self.tr("Text suchen"))
        self.detail = WordingDetail()
        self._build()
        self._connect()
        self.language.keep(PRINT_LANGUAGES[0])

    def show_target(self, language: str = "") -> None:
        """Called on every visit: checks may have been made in the preview meanwhile."""
        if language in PRINT_LANGUAGES:
            self.language.keep(language)
        self.messages.clear()
        self._read()

    def mark_selected(self) -> None:
        """Mark the chosen rows as checked by the name above."""
        self._mark(row for row in self.table.selected_rows() if isinstance(row, WordingRow))

    def mark_shown(self) -> None:
        """Mark every row the filters leave as checked."""
        self._mark(self.model.rows)

    def unmark_selected(self) -> None:
        """Take the office's own checks of the chosen rows back."""
        rows = [row for row in self.table.selected_rows() if isinstance(row, WordingRow) and row.by_office]
        if rows:
            done = partial(self._on_unmarked, len(rows))
            keys = tuple(row.key for row in rows)
            self._work.change(self, unmark, self._code(), keys, then=done, failed=self._on_failed)
        else:
            self.messages.show_info(self.tr("Hier ist keine Prüfung, die Sie zurücknehmen könnten."))

    # building

    def _build(self) -> None:
        self.head.set_subtitle(self.tr("Was auf den Blättern gedruckt wird, je Sprache. Ändert sich der deutsche Text, "
                                       "gilt die Prüfung nicht mehr."))  # fmt: skip
        back = QPushButton(self.tr("Zurück"))
        icons.set_icon(back, "arrow-left", "accent")
        back.clicked.connect(self._places.back)
        self.head.add_widget(back)
        self._top = QHBoxLayout()
        self._top.setSpacing(style.space(6))
        self._top.addWidget(self.language, 1)
        self._top.addWidget(self.reviewer, 1)
        self.table.set_model(self.model)
        self.table.set_many(True)
        self.table.filters.add_toggle("open", self.tr("ungeprüft"))
        self.table.filters.add_choice("group", self.tr("Teil"), groups())
        for widget in (self.head, self.messages):
            self.body.addWidget(widget)
        self.body.addLayout(self._top)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addLayout(self._build_buttons())
        self._dress()

    def _build_buttons(self) -> FlowLayout:
        row = FlowLayout(gap=2)
        self.mark_button = QPushButton(self.tr("Als geprüft markieren"))
        self.all_button = QPushButton(self.tr("Alle gezeigten als geprüft markieren"))
        self.undo_button = QPushButton(self.tr("Prüfung zurücknehmen"))
        style.set_look(self.mark_button, "primary")
        self.mark_button.setToolTip(f"{self.mark_button.text()} ({keys_as_said(_MARK)})")
        for button, icon, tone in ((self.mark_button, "badge-check", "on_accent"),
                                   (self.all_button, "clipboard-check", "accent"),
                                   (self.undo_button, "undo-2", "accent")):  # fmt: skip
            icons.set_icon(button, icon, tone)
            row.addWidget(button)
        return row

    def _connect(self) -> None:
        self.language.changed.connect(self._on_language_changed)
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.picked.connect(self._on_picked)
        self.table.view.selectionModel().selectionChanged.connect(self._show_possible)
        self.mark_button.clicked.connect(self.mark_selected)
        self.all_button.clicked.connect(self.mark_shown)
        self.undo_button.clicked.connect(self.unmark_selected)
        keys = QShortcut(QKeySequence(_MARK), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.mark_selected)
        style.notifier().changed.connect(self._dress)

    def _dress(self) -> None:
        """Some rows are always seen; with large text the page scrolls and the names leave the room to the texts."""
        large = style.text_scale() > _LARGE_TEXT
        self.table.view.setMinimumHeight(round(style.line_height() * 1.78 * (_ROWS + 1)))
        for column in _NAME_COLUMNS:
            self.table.view.setColumnHidden(column, large)

    # reading

    def _code(self) -> str:
        return str(self.language.value() or self.model.language)

    def _read(self) -> None:
        self._work.read(self, checked_texts, then=self._on_checks, failed=self._on_failed)

    def _on_checks(self, checks: Checks) -> None:
        try:
            self.model.show_language(self._code(), checks)
        except CaseworkError as error:
            self._on_failed(error)
            return
        self._take_up()
        self._on_picked(self.table.current_row())

    def _take_up(self) -> None:
        """The keyboard stays in the list where a row went away."""
        if self.table.current_row() is None and self.model.rows:
            line = min(self._line, len(self.model.rows) - 1)
            flag = QItemSelectionModel.SelectionFlag  # said outright: a held Strg key would mean something else
            rows = flag.ClearAndSelect | flag.Rows
            self.table.view.selectionModel().setCurrentIndex(self.model.index(line, 0), rows)
        self._show_possible()

    # marking

    def _mark(self, rows: Iterable[WordingRow]) -> None:
        texts = {row.key: (row.german, row.translation) for row in rows if row.state is WordingState.UNCHECKED}
        if not texts:
            self.messages.show_info(self.tr("Hier ist nichts zu prüfen."))
        elif self.reviewer.check():
            self.reviewer.focus_input()
        else:
            done = partial(self._on_marked, self._code(), tuple(texts))
            self._work.change(self, mark_checked, self._code(), texts, self.reviewer.value() or "", then=done,
                              failed=self._on_failed)

    def _on_marked(self, language: str, keys: tuple[str, ...], _changes: Changes) -> None:
        self._read()

        def undo() -> None:
            self._work.change(self, unmark, language, keys, then=self._on_undone, failed=self._on_failed)

        self.messages.show_undo(self._counted(len(keys), self.tr("als geprüft gemerkt")), undo)

    def _on_undone(self, _changes: Changes) -> None:
        self._read()

    def _on_unmarked(self, count: int, _changes: Changes) -> None:
        self._read()
        self.messages.show_ok(self._counted(count, self.tr("wieder ungeprüft")))

    def _counted(self, count: int, words: str) -> str:
        start = self.tr("1 Text ist") if count == 1 else self.tr("%1 Texte sind").replace("%1", str(count))
        return f"{start} {words} ({language_words(self._code())})."

    def _on_failed(self, error: CaseworkError) -> None:
        if error.field == "reviewer":
            self.reviewer.show_error(str(error))
        else:
            self.messages.show_error(str(error))

    # slots

    def _on_language_changed(self) -> None:
        if self.language.value() is not None:
            self.language.keep(str(self.language.value()))
            self._line = 0
            self._read()

    def _on_filters_changed(self) -> None:
        values = self.table.filters.values()
        text, group = str(values["text"]).casefold(), values["group"]

        def wanted(row: WordingRow) -> bool:
            found = text in row.german.casefold() or text in row.translation.casefold()
            open_ = row.state is not WordingState.CHECKED
            return found and (open_ or not values["open"]) and group in (None, row.group)

        self.model.set_filter(wanted if self.table.filters.is_active() else None)
        self._take_up()

    def _on_picked(self, row: object) -> None:
        if isinstance(row, WordingRow):
            self._line = self.table.view.currentIndex().row()
            self.detail.show_row(row, self._code())
        self._show_possible()

    def _show_possible(self) -> None:
        rows = [row for row in self.table.selected_rows() if isinstance(row, WordingRow)]
        self.mark_button.setEnabled(any(row.state is WordingState.UNCHECKED for row in rows))
        self.all_button.setEnabled(any(row.state is WordingState.UNCHECKED for row in self.model.rows))
        self.undo_button.setEnabled(any(row.by_office for row in rows))
