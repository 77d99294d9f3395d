"""Text blocks: one's own and the office's, each with the short form that gets it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

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
from desktop.models.drafts import Drafts
from desktop.models.talk_words import area_text
from desktop.models.work import Work
from desktop.views.card_list_page import CardListPage, card
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import Option
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


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


class BlocksPage(CardListPage):
    """All blocks with what can be done with each; deleting can be undone."""

    def __init__(self, work: Work, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(work, drafts, self.tr("Textbausteine"), Kind.TEXT_BLOCK, parent)
        self.head.set_primary(self.tr("Neuer Textbaustein"), "plus").clicked.connect(self.new_block)
        self.show_target()

    def show_target(self) -> None:
        """Called on every visit."""
        self._work.read(self, list_text_blocks, then=self._show, failed=self.show_failure)

    def new_block(self) -> None:
        """Open the form for a new block."""
        self.drawer.open_form(BlockForm(), self.tr("Neuer Textbaustein"), "block/0", self._on_saved)

    def _edit(self, block: TextBlockRow) -> None:
        self.drawer.open_form(BlockForm(block), self.tr("Textbaustein ändern"), f"block/{block.id}", self._on_saved)

    def _delete(self, block: TextBlockRow) -> None:
        def put_back() -> None:
            entry = TextBlockEntry(block.short, block.text, block.area, block.office)
            self._work.change(self, save_text_block, entry, failed=self.show_failure)

        def deleted(_changes: Changes) -> None:
            self.messages.show_undo(self.tr("Der Textbaustein ist gelöscht."), put_back)

        self._work.change(self, delete_text_block, block.id, then=deleted, failed=self.show_failure)

    def _show(self, blocks: tuple[TextBlockRow, ...]) -> None:
        self.put_cards((self._card(block) for block in blocks), self.tr("Noch kein Textbaustein."), "type")

    def _card(self, block: TextBlockRow) -> QFrame:
        chips: list[QWidget] = [Chip(self.tr("ganze Stelle") if block.office else self.tr("nur ich"), Tone.NEUTRAL, "")]
        chips += [Chip(area_text(block.area), Tone.NEUTRAL, "")] if block.area else []
        edit = link(self.tr("Ändern"), partial(self._edit, block), f"edit/{block.id}", icon="pencil",
                    said=self.tr("%1 ändern").replace("%1", block.short))  # fmt: skip
        delete = link(self.tr("Löschen"), partial(self._delete, block), f"delete/{block.id}", icon="trash-2",
                      said=self.tr("%1 löschen").replace("%1", block.short))  # fmt: skip
        return card(words(block.short, "section"), words(block.text), flow(*chips, edit, delete))

    def _on_saved(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Gespeichert."))
