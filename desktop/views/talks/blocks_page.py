"""Text blocks: one's own and the office's, each with the short form that gets it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.plans.catalogue_data import shipped_catalogue
from desktop.casework.talks.text_blocks import (
    LONGEST_BLOCK,
    TextBlockEntry,
    TextBlockRow,
    delete_text_block,
    list_text_blocks,
    save_text_block,
)
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.talk_words import area_text
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.empty_state import EmptyState
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.scroll_page import ScrollPage
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import emptied, flow, link, order_stops, words
from desktop.views.people.quick_form import FormDrawer, Job, QuickForm


class BlockForm(QuickForm):
    """A new block, or a changed one."""

    def __init__(self, block: TextBlockRow | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._block = block
        areas = [Option(area.key, area.name, search=area.short) for area in shipped_catalogue().areas]
        self.add(
            TextField("short", self.tr("Kürzel"), mandatory=True, longest=20,
                      help_text=self.tr("Im Gespräch tippen, dann Tab: schon steht der Text da.")),
            NoteField("text", self.tr("Text"), lines=4, longest=LONGEST_BLOCK, mandatory=True),
            CodeField("area", self.tr("Handlungsfeld"), areas),
            CheckField("office", self.tr("für alle in der Stelle")),
        )  # fmt: skip
        self.finish()
        if block is not None:
            values = (("short", block.short), ("text", block.text), ("area", block.area or None),
                      ("office", block.office))  # fmt: skip
            for key, value in values:
                self.field(key).set_value(value)

    def job(self) -> Job:
        entry = TextBlockEntry(self.text("short"), self.text("text"), self.text("area"), bool(self.value("office")))
        if self._block is None:
            return save_text_block, (entry,)
        return save_text_block, (entry, self._block.id, self._block.row_version)


class BlocksPage(QWidget):
    """All blocks with what can be done with each; deleting can be undone."""

    def __init__(self, work: Work, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.head, self.messages = PageHead(self.tr("Textbausteine")), MessageArea()
        self._page = ScrollPage(margin=0)
        self._add = QPushButton(self.tr("Neuer Textbaustein"))
        style.set_look(self._add, "primary")
        icons.set_icon(self._add, "plus", "on_accent")
        self._add.clicked.connect(self.new_block)
        self._column = QVBoxLayout(self)
        for widget in (self.head, self.messages, flow(self._add)):
            self._column.addWidget(widget)
        self._column.addWidget(self._page, 1)
        self.drawer = FormDrawer(self, work, drafts)
        work.announced.connect(self._on_announced)
        style.notifier().changed.connect(self._fit)
        self._fit()
        self._refresh()

    def new_block(self) -> None:
        """Open the form for a new block."""
        self.drawer.open_form(BlockForm(), self.tr("Neuer Textbaustein"), "block/0", self._on_saved)

    def _edit(self, block: TextBlockRow) -> None:
        self.drawer.open_form(BlockForm(block), self.tr("Textbaustein ändern"), f"block/{block.id}", self._on_saved)

    def _delete(self, block: TextBlockRow) -> None:
        def put_back() -> None:
            entry = TextBlockEntry(block.short, block.text, block.area, block.office)
            self._work.change(self, save_text_block, entry, failed=self._on_failed)

        def deleted(_changes: Changes) -> None:
            self.messages.show_undo(self.tr("Der Textbaustein ist gelöscht."), put_back)

        self._work.change(self, delete_text_block, block.id, then=deleted, failed=self._on_failed)

    def _refresh(self) -> None:
        self._work.read(self, list_text_blocks, then=self._show, failed=self._on_failed)

    def _show(self, blocks: tuple[TextBlockRow, ...]) -> None:
        emptied(self._page.body)
        for block in blocks:
            self._page.body.addWidget(self._card(block))
        if not blocks:
            self._page.body.addWidget(EmptyState(self.tr("Noch kein Textbaustein."), icon="type"))
        self._page.body.addStretch(1)
        order_stops(self)

    def _card(self, block: TextBlockRow) -> QFrame:
        card = QFrame()
        style.set_look(card, "card")
        column = QVBoxLayout(card)
        column.addWidget(words(block.short, "section"))
        column.addWidget(words(block.text))
        chips: list[QWidget] = [Chip(self.tr("ganze Stelle") if block.office else self.tr("nur ich"), Tone.NEUTRAL, "")]
        chips += [Chip(area_text(block.area), Tone.NEUTRAL, "")] if block.area else []
        edit = link(self.tr("Ändern"), partial(self._edit, block), f"edit/{block.id}", icon="pencil",
                    said=self.tr("%1 ändern").replace("%1", block.short))  # fmt: skip
        delete = link(self.tr("Löschen"), partial(self._delete, block), f"delete/{block.id}", icon="trash-2",
                      said=self.tr("%1 löschen").replace("%1", block.short))  # fmt: skip
        column.addWidget(flow(*chips, edit, delete))
        return card

    def _on_saved(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Gespeichert."))

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.TEXT_BLOCK):
            self._refresh()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(4), style.space(6), style.space(2))
        self._column.setSpacing(style.space(2))
