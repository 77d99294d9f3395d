"""The tab „Dokumente“ of a case file: the list, adding by button, mouse and clipboard, and the viewer behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.attachments.attachment_choices import AttachmentChoices
from desktop.casework.attachments.attachments import AttachmentRow
from desktop.casework.changes import Changes
from desktop.casework.office import OfficeSettings, office_settings
from desktop.errors import CaseworkError
from desktop.models.attachment_adding import Added, AttachmentAdding, Source
from desktop.models.attachment_board import AttachmentBoard
from desktop.models.attachment_table import LEAST_NEEDED, keeper, kind_options, person_options
from desktop.models.attachment_view import AttachmentView, export_name
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import messages, style
from desktop.views.attachments.added_words import added_words, space_words
from desktop.views.attachments.adding_row import AddingRow
from desktop.views.attachments.attachment_form import AddForm, DescribeForm
from desktop.views.attachments.incoming import may_hold, pasted_sources, sources_of
from desktop.views.attachments.space_form import SpaceForm
from desktop.views.attachments.thumb_delegate import LINES, ThumbDelegate
from desktop.views.attachments.tool_row import ToolRow
from desktop.views.attachments.viewer import AttachmentViewer
from desktop.views.cases.deletion_form import clear_remains
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer

KINDS = "Dokumente (*.pdf *.jpg *.jpeg *.png *.tif *.tiff);;Alle Dateien (*)"
_COLUMNS_AT = ((175, 4), (140, 3), (115, 2), (0, 1))
"""From this text size in percent on so many of the least needed columns are left out; they can be shown again."""


class AttachmentsPage(QWidget):
    """Documents of one case. Enter opens, F2 describes, Del deletes; Strg+V adds what was copied."""

    def __init__(self, work: Work, case_id: int, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._drafts = work, drafts
        self._newest: int | None = None
        self.board, self.adding = AttachmentBoard(work, case_id, self), AttachmentAdding(work, case_id, self)
        self.view = AttachmentView(work, self)
        self._outer, self._stack, self._list = QVBoxLayout(self), PageStack(), ScrollPage(margin=0)
        self.messages, self.progress = MessageArea(), AddingRow()
        noun = self.tr("Dokument"), self.tr("Dokumente"), self.tr("Dokumenten")
        self.table = DataTable(self.tr("Dokumente"), noun, self.tr("Titel, Notiz, Person"))
        self.viewer = AttachmentViewer(self.view)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self._hide_columns()
        self._fit()

    def load(self) -> None:
        """Read the list."""
        self.board.load()

    def choose_files(self) -> None:
        """Let the user choose one or several files."""
        messages.choose_files(self, self.tr("Dokumente hinzufügen"), KINDS, self._on_chosen)

    def paste(self) -> None:
        """Add the files or the picture in the clipboard."""
        sources = pasted_sources()
        if sources:
            self.ask_about(sources)
        else:
            self.messages.show_info(self.tr("In der Zwischenablage ist weder eine Datei noch ein Bild."))

    def ask_about(self, sources: tuple[Source, ...]) -> None:
        """Open the form for files that are to be added."""
        if self.adding.running:
            self.messages.show_info(self.tr("Es werden noch Dateien hinzugefügt. Bitte einen Augenblick warten."))
            return
        self.board.ask_choices(partial(self._open_adding, sources))

    def open_current(self) -> None:
        """Show the marked document large."""
        self._open(self.table.current_row())

    def describe(self) -> None:
        """Open the form for the marked document."""
        row = self.table.current_row()
        if isinstance(row, AttachmentRow) and not row.locked:
            self.board.ask_choices(partial(self._open_describing, row))

    def save_current(self) -> None:
        """Ask where to and write the marked document there."""
        row = self.table.current_row()
        if isinstance(row, AttachmentRow) and not row.locked:
            self._save(row)

    def delete(self) -> None:
        """Ask, then remove the marked document."""
        row = self.table.current_row()
        if isinstance(row, AttachmentRow):
            messages.confirm(
                self, self.tr("„%1“ löschen?").replace("%1", row.facts.title),
                self.tr("Es wird aus dem Tresor entfernt und lässt sich nur aus einer Sicherung zurückholen."),
                self.tr("Löschen"), lambda: self.board.delete(row.id, self._on_deleted),
            )

    def change_space(self) -> None:
        """Open the form for the sum from which on the office is warned."""
        self._work.read(self, office_settings, then=self._open_space, failed=self._on_failed)

    # building

    def _build(self) -> None:
        self._column, tools = self._list.body, ToolRow(self._list)
        add = self.tr("Dokument hinzufügen …")
        self.add_button = tools.add("file-plus", add, self.choose_files, "Ctrl+Shift+A", primary=True)
        self.paste_button = tools.add("clipboard-copy", self.tr("Einfügen"), self.paste, "Ctrl+V")
        self.open_button = tools.add("eye", self.tr("Öffnen"), self.open_current)
        self.describe_button = tools.add("pencil", self.tr("Angaben …"), self.describe, "F2")
        self.save_button = tools.add("download", self.tr("Speichern unter …"), self.save_current)
        self.delete_button = tools.add("trash-2", self.tr("Löschen …"), self.delete)
        for part in (tools, self.messages, self.progress):
            self._column.addWidget(part)
        self._column.addWidget(self.table, 1)
        self._build_table()
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.viewer)
        self._outer.addWidget(self._stack)
        self.drawer = FormDrawer(self, self._work, self._drafts)  # last, so that Tab comes to it last

    def _build_table(self) -> None:
        self.table.set_model(self.board.table)
        self.table.filters.add_choice("kind", self.tr("Art"), ())
        self.table.filters.add_choice("person", self.tr("Betrifft"), ())
        self.table.set_empty(
            self.tr("Noch keine Dokumente. Hierher ziehen, mit Strg+V einfügen oder auswählen: PDF, JPEG, PNG, TIFF."),
            self.tr("Dokument hinzufügen …"), "file-plus",
        )  # fmt: skip
        self._thumbs = ThumbDelegate(self.table.view, self.board.pictures)
        self.table.view.setItemDelegateForColumn(0, self._thumbs)

    def _connect(self) -> None:
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.delete)
        self.board.shown.connect(self._on_rows)
        self.board.pictured.connect(self._on_pictured)
        self.board.failed.connect(self._on_failed)
        self.table.activated.connect(self._open)
        self.table.picked.connect(self._show_possible)
        self.table.fill_wanted.connect(self.choose_files)
        self.table.filters.changed.connect(self._on_filters_changed)
        self.table.state_changed.connect(self._fit)
        self.adding.progressed.connect(self._on_progressed)
        self.adding.finished.connect(self._on_added)
        self.adding.refused.connect(self._on_refused)
        self.progress.cancel_wanted.connect(self.adding.cancel)
        self.view.failed.connect(self._on_failed)
        self.viewer.closed.connect(self._on_viewer_closed)
        self.viewer.save_wanted.connect(self._save)
        style.notifier().changed.connect(self._fit)
        style.notifier().changed.connect(self._hide_columns)

    def _hide_columns(self) -> None:
        count = next(count for scale, count in _COLUMNS_AT if style.text_scale() >= scale)
        for place in LEAST_NEEDED:
            self.table.view.setColumnHidden(place, place in LEAST_NEEDED[:count])

    def _fit(self) -> None:
        """Two documents are always seen; where there is less room the page scrolls."""
        height = round(style.line_height() * LINES)
        self.table.view.verticalHeader().setDefaultSectionSize(height)
        self.table.view.setMinimumHeight(round(2.7 * height))

    # slots

    def _on_rows(self) -> None:
        self.table.filters.set_options("kind", kind_options(self.board.rows))
        self.table.filters.set_options("person", person_options(self.board.rows))
        self.table.filters.setVisible(bool(self.board.rows))
        self._choose_newest()
        self._show_possible()

    def _choose_newest(self) -> None:
        """Mark what was just added, as soon as it is in the list."""
        if self._newest is not None and self.table.choose(self._newest):
            self._newest = None

    def _on_pictured(self) -> None:
        self._thumbs.show_pictures(self.board.pictures)

    def _on_filters_changed(self) -> None:
        filters = self.table.filters
        self.board.table.set_filter(keeper(filters.values()) if filters.is_active() else None)
        self._show_possible()

    def _show_possible(self, _row: object = None) -> None:
        row = self.table.current_row()
        for button in (self.open_button, self.describe_button, self.save_button):
            button.setEnabled(isinstance(row, AttachmentRow) and not row.locked)
        self.delete_button.setEnabled(isinstance(row, AttachmentRow))

    def _open(self, row: object) -> None:
        if isinstance(row, AttachmentRow) and row.locked:
            self.messages.show_warning(self.tr("Gesperrt: Die Einwilligung der Person gilt nicht oder nicht mehr."))
        elif isinstance(row, AttachmentRow):
            self.drawer.close_drawer()
            self._stack.setCurrentWidget(self.viewer)
            self.viewer.open(row, pictured=row.id in self.board.pictures)

    def _on_viewer_closed(self) -> None:
        self._stack.setCurrentWidget(self._list)
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, row: AttachmentRow) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        name = export_name(row)
        ending = name.rpartition(".")[2]

        def chosen(path: Path) -> None:
            self.view.export(row, path, lambda: self._shown_messages().show_ok(
                self.tr("Gespeichert: „%1“. Die Datei ist nicht verschlüsselt.").replace("%1", path.name)
            ))  # fmt: skip

        kinds = f"{ending.upper()} (*.{ending})"
        messages.choose_target(self, self.tr("Dokument speichern"), kinds, ending, chosen, start=folder / name)

    def _shown_messages(self) -> MessageArea:
        return self.viewer.messages if self._stack.currentWidget() is self.viewer else self.messages

    def _on_chosen(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self.ask_about(tuple(Source(path.name, path) for path in paths))

    def _on_add_wanted(self) -> None:
        form = self.drawer.content()
        if isinstance(form, AddForm):
            self.adding.start(form.sources, form.facts())

    def _on_progressed(self, done: int, total: int) -> None:
        """The form stays until the first file is through: its facts may be refused."""
        self.progress.show_progress(done, total)
        if done and isinstance(self.drawer.content(), AddForm):
            self.drawer.close_drawer()

    def _on_added(self, added: Added) -> None:
        self.progress.hide()
        self._newest = added.ids[-1] if added.ids else self._newest
        self._choose_newest()
        told = added_words(added)
        if added.refusals:
            self.messages.show_warning(told)
        elif self.board.space is not None and self.board.space.is_much:
            much = f"{told} {space_words(self.board.space)}"
            self.messages.show_warning(much, (self.tr("Grenze ändern …"), self.change_space))
        else:
            self.messages.show_info(told)

    def _on_refused(self, error: CaseworkError) -> None:
        self.progress.hide()
        form = self.drawer.content()
        if isinstance(form, AddForm) and self.drawer.isVisible():
            form.show_failure(error)
        else:
            self._on_failed(error)

    def _open_adding(self, sources: tuple[Source, ...], choices: AttachmentChoices) -> None:
        form = AddForm(sources, choices)
        form.save_wanted.connect(self._on_add_wanted)
        title = self.tr("Dokument hinzufügen") if len(sources) == 1 else self.tr("Dokumente hinzufügen")
        self.drawer.open_with(form, title)
        order_stops(form)

    def _open_describing(self, row: AttachmentRow, choices: AttachmentChoices) -> None:
        key = f"documents/{row.id}/{self.board.case_id}"
        self.drawer.open_form(DescribeForm(row, choices), self.tr("Angaben zum Dokument"), key, self._on_described)

    def _open_space(self, settings: OfficeSettings) -> None:
        self.drawer.open_form(SpaceForm(settings), self.tr("Speicherplatz"), "attachments_space", self._on_described)

    def _on_described(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Gespeichert."))

    def _on_deleted(self, _changes: Changes) -> None:
        clear_remains(self._work, self, self.messages, self.tr("Das Dokument ist gelöscht."))

    def _on_failed(self, error: CaseworkError) -> None:
        if self._stack.currentWidget() is self._list:
            self.messages.show_error(str(error))

    # dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_hold(event.mimeData()):
            self.messages.show_info(self.tr("Loslassen, um das Gezogene zu diesem Fall hinzuzufügen."))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.messages.clear()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.messages.clear()
        event.acceptProposedAction()
        sources = sources_of(event.mimeData())
        if sources:
            self.ask_about(sources)
