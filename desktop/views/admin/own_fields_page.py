"""„Eigene Felder“: what the office asks of every person or case beyond what the program knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.people.own_fields import (
    LONGEST_LABEL,
    AskedOf,
    OwnField,
    OwnFieldRow,
    OwnKind,
    move_own_field,
    own_fields,
    save_own_field,
)
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views.card_list_page import CardListPage, card
from desktop.views.components.chip import Chip, Tone
from desktop.views.fields.check_field import CheckField
from desktop.views.fields.choice_field import choice_field
from desktop.views.fields.note_field import NoteField
from desktop.views.fields.options import term_options
from desktop.views.fields.text_field import TextField
from desktop.views.people.lines import flow, link, words
from desktop.views.people.quick_form import Job, QuickForm


class OwnFieldForm(QuickForm):
    """A new field, or one being changed."""

    def __init__(self, field: OwnField | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._former = field
        asked_of = choice_field("asked_of", self.tr("Wozu gehört es?"), term_options(AskedOf), mandatory=True)
        kind = choice_field("kind", self.tr("Was wird eingegeben?"), term_options(OwnKind), mandatory=True)
        self.add(
            TextField("label", self.tr("Wie heißt das Feld?"), longest=LONGEST_LABEL, mandatory=True,
                      help_text=self.tr("Nur, was für die Begleitung nötig ist; nichts zu Gesundheit oder Religion.")),
            asked_of,
            CheckField("in_assessment", self.tr("Auch im Assessment fragen")),
            kind,
            NoteField("choices", self.tr("Möglichkeiten, jede in einer Zeile"), lines=4),
        )  # fmt: skip
        for field_before in (asked_of, kind):
            field_before.changed.connect(self._follow)
        if field is not None:
            self.field("label").set_value(field.label)
            self.field("asked_of").set_value(field.asked_of)
            self.field("in_assessment").set_value(field.in_assessment)
            kind.set_value(field.kind)
            self.field("choices").set_value("\n".join(field.choices) or None)
        self._follow()
        self.finish()

    def job(self) -> Job:
        kind = OwnKind(self.value("kind"))
        choices = tuple(self.text("choices").splitlines()) if kind is OwnKind.CHOICE else ()
        former, asked_of = self._former or OwnField("", "", kind), AskedOf(self.value("asked_of"))
        field = replace(former, label=self.text("label"), kind=kind, choices=choices, asked_of=asked_of,
                        in_assessment=self.value("in_assessment"))  # fmt: skip
        return save_own_field, (field,)

    def restore_draft(self, draft: Mapping[str, Any]) -> None:
        super().restore_draft(draft)
        self._follow()

    def _follow(self) -> None:
        self.field("in_assessment").setVisible(self.value("asked_of") == AskedOf.PERSON)
        self.field("choices").setVisible(self.value("kind") == OwnKind.CHOICE)


class OwnFieldsPage(CardListPage):
    """All fields in their order; one that was used is put away and can be taken up again."""

    def __init__(self, work: Work, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(work, drafts, self.tr("Eigene Felder"), Kind.OFFICE, parent)
        self.head.set_subtitle(self.tr("Stehen bei jeder Person oder in jedem Fall unter „Weitere Angaben“."))
        self.head.set_primary(self.tr("Neues Feld"), "plus").clicked.connect(self.new_field)
        self.show_target()

    def show_target(self) -> None:
        """Called on every visit."""
        self._work.read(self, own_fields, then=self._show, failed=self.show_failure)

    def new_field(self) -> None:
        """Open the form for a new field."""
        self.drawer.open_form(OwnFieldForm(), self.tr("Neues Feld"), "own-field/0", self._on_saved)

    def edit_field(self, field: OwnField) -> None:
        """Open the form of a field."""
        self.drawer.open_form(OwnFieldForm(field), self.tr("Feld ändern"), f"own-field/{field.key}", self._on_saved)

    def _show(self, rows: tuple[OwnFieldRow, ...]) -> None:
        self.put_cards((self._card(row) for row in rows), self.tr("Noch kein eigenes Feld."), "list")

    def _card(self, row: OwnFieldRow) -> QFrame:
        field = row.field
        choices = [words(", ".join(field.choices), "muted")] if field.choices else []
        chips: list[QWidget] = [Chip(text, Tone.NEUTRAL, "") for text in (field.kind.label, field.asked_of.label)]
        chips += [Chip(self.tr("auch im Assessment"), Tone.ACCENT, "")] if field.in_assessment else []
        chips += [Chip(self._used_words(row), Tone.NEUTRAL, "user")]
        chips += [Chip(self.tr("weggelegt"), Tone.WARN, "archive")] if field.put_away else []
        return card(words(field.label, "section"), *choices, flow(*chips, *self._actions(field)))

    def _used_words(self, row: OwnFieldRow) -> str:
        if row.field.asked_of is AskedOf.CASE:
            said = self.tr("bei 1 Fall") if row.used == 1 else self.tr("bei %1 Fällen")
        else:
            said = self.tr("bei 1 Person") if row.used == 1 else self.tr("bei %1 Personen")
        return said.replace("%1", str(row.used))

    def _actions(self, field: OwnField) -> tuple[QWidget, ...]:
        away = self.tr("Wieder benutzen") if field.put_away else self.tr("Weglegen")
        parts = (
            (self.tr("Ändern"), "pencil", "edit", partial(self.edit_field, field)),
            (self.tr("Nach oben"), "arrow-up", "up", partial(self._move, field, -1)),
            (self.tr("Nach unten"), "arrow-down", "down", partial(self._move, field, 1)),
            (away, "archive", "away", partial(self._put_away, field)),
        )
        return tuple(
            link(said, run, f"{name}/{field.key}", said=f"{said}: {field.label}", icon=icon)
            for said, icon, name, run in parts
        )

    def _move(self, field: OwnField, by: int) -> None:
        self._work.change(self, move_own_field, field.key, by, failed=self.show_failure)

    def _put_away(self, field: OwnField) -> None:
        changed = replace(field, put_away=not field.put_away)
        said = self.tr("„%1“ ist weggelegt; was eingetragen ist, bleibt.") if changed.put_away else self.tr(
            "„%1“ wird wieder gefragt."
        )

        def back() -> None:
            self._work.change(self, save_own_field, field, failed=self.show_failure)

        def done(_changes: Changes) -> None:
            self.messages.show_undo(said.replace("%1", field.label), back)

        self._work.change(self, save_own_field, changed, then=done, failed=self.show_failure)

    def _on_saved(self, _changes: Changes) -> None:
        self.messages.show_ok(self.tr("Gespeichert. Das Feld steht ab jetzt unter „Weitere Angaben“."))
