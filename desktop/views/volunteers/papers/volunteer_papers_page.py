"""The tab „Unterlagen“ of a volunteer's file: a card per kind with its state, its history and its form."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.forgotten import FORGOTTEN
from desktop.casework.volunteers.papers.paper_lists import PaperSheet
from desktop.casework.volunteers.papers.paper_rows import PaperRow, PaperState, VolunteerPapers
from desktop.casework.volunteers.papers.paper_rules import PaperSettings, paper_rules
from desktop.casework.volunteers.papers.papers import add_paper, paper_settings, remove_paper, volunteer_papers
from desktop.models.volunteer_papers import entry_words, kind_title, standing_mark
from desktop.views import style
from desktop.views.cases.deletion_form import clear_remains
from desktop.views.components.card import Card
from desktop.views.components.chip import Chip, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.section import Section
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.lines import emptied, flow, link, words
from desktop.views.tab_page import TabPage
from desktop.views.volunteers.papers.paper_forms import EraseWishForm, PaperForm
from desktop.views.volunteers.papers.paper_sheet_entry import PLACE as SHEET_PLACE
from desktop.views.volunteers.volunteer_file_page import VolunteerFilePage
from desktop.volunteer_terms import PaperKind, VolunteerStatus

TONES = {"ok": Tone.OK, "warn": Tone.WARN, "bad": Tone.BAD, "muted": Tone.NEUTRAL}


class VolunteerPapersPage(TabPage):
    """Reads when it is made and whenever something of the volunteer changes."""

    def __init__(self, file: VolunteerFilePage, parent: QWidget | None = None) -> None:
        alarm = MessageArea()
        super().__init__(alarm, parent=parent)
        self.alarm = alarm
        self._file, self._work = file, file.work
        self._papers: VolunteerPapers | None = None
        self._settings = PaperSettings()
        self._may_edit = file.work.actor.may(Right.EDIT_VOLUNTEERS)
        self._sheets = QVBoxLayout()
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides = (QVBoxLayout(), QVBoxLayout())
        for side in self._sides:
            self._cards.addLayout(side, 1)
        self.add_parts(self._cards, self._sheets)
        style.notifier().changed.connect(self._fit)
        self._fit()
        self._work.announced.connect(self._on_announced)
        self.load()

    def load(self) -> None:
        """Read papers and rules."""
        failed = self._file.show_failure
        self._work.read(self, paper_settings, then=self._on_settings, failed=failed)
        self._work.read(self, volunteer_papers, self._file.volunteer_id, then=self._on_papers, failed=failed)

    def show_target(self, kind: str = "") -> None:
        """Give the keyboard to the card of this kind, where one is meant."""
        self.want(*([f"enter_{PaperKind(kind).value}"] if kind else []))

    def enter(self, kind: PaperKind) -> None:
        """Open the form for a paper of this kind."""
        form = PaperForm(self._file.volunteer_id, kind, self._work.actor.name, self._settings)
        said = self.tr("%1: eingetragen.").replace("%1", kind_title(kind))
        self._file.open_form(form, kind_title(kind), f"volunteer-paper/{kind.value}", said)

    def edit(self, row: PaperRow) -> None:
        """Open the form of a paper that was mistyped."""
        form = PaperForm(self._file.volunteer_id, row.kind, self._work.actor.name, self._settings, row)
        said = self.tr("%1: geändert.").replace("%1", kind_title(row.kind))
        self._file.open_form(form, kind_title(row.kind), f"volunteer-paper/{row.id}", said)

    def remove(self, row: PaperRow) -> None:
        """Take an entry back that was a mistake; it can be put back for a while."""
        volunteer_id, failed = self._file.volunteer_id, self._file.show_failure

        def back() -> None:
            self._work.change(self, add_paper, volunteer_id, row.entry, failed=failed)

        def gone(_changes: Changes) -> None:
            said = self.tr("%1: der Eintrag ist gelöscht.").replace("%1", kind_title(row.kind))
            self._file.messages.show_undo(said, back)

        self._work.change(self, remove_paper, row.id, then=gone, failed=failed)

    def erase(self) -> None:
        """Ask for the name, then delete everything about this volunteer."""
        if self._papers is not None:
            form = EraseWishForm(self._file.volunteer_id, self._papers.name)
            self._file.drawer.open_form(form, self.tr("Alles löschen"), f"volunteer-erase/{self._file.volunteer_id}",
                                        self._on_erased)  # fmt: skip

    # showing

    def _on_erased(self, _changes: Changes) -> None:
        said = self.tr("Alle Angaben sind gelöscht. Im Protokoll steht, wer es war.")
        clear_remains(self._work, self, self._file.messages, said)

    def _on_settings(self, settings: PaperSettings) -> None:
        self._settings = settings

    def _on_papers(self, papers: VolunteerPapers) -> None:
        self._papers = papers
        self._show_alarm(papers)
        self.rebuild(self._build)

    def _show_alarm(self, papers: VolunteerPapers) -> None:
        if papers.name == FORGOTTEN:
            self.alarm.show_info(self.tr("Alle persönlichen Angaben sind gelöscht. Wer wieder mitmachen möchte, wird "
                                         "neu eingetragen."))  # fmt: skip
        elif papers.accompanies_minors and papers.minors_block:
            said = self.tr("Begleitet Minderjährige und darf es nicht: %1")
            self.alarm.show_error(said.replace("%1", papers.minors_block))
        elif papers.status is VolunteerStatus.ENDED and papers.rows:
            self.alarm.show_info(self.tr("Das Ehrenamt ist beendet. Was zu löschen ist, steht im Ehrenamt unter "
                                         "„Unterlagen“."))  # fmt: skip
        else:
            self.alarm.clear()

    def _build(self) -> None:
        emptied(self._sheets)
        for side in self._sides:
            emptied(side)
        if self._papers is None:
            return
        half = (len(self._papers.states) + 1) // 2
        for place, state in enumerate(self._papers.states):
            self._sides[place >= half].addWidget(self._card(state, self._papers.of(state.kind)))
        for side in self._sides:
            side.addStretch(1)
        if self._papers.name != FORGOTTEN:
            section = Section(self.tr("Zum Ausdrucken und Unterschreiben"))
            section.body.addWidget(flow(*(self._sheet_link(sheet) for sheet in PaperSheet)))
            self._sheets.addWidget(section)
        if self._papers.status is VolunteerStatus.ENDED and self._may_enter():
            self._sheets.addWidget(flow(link(self.tr("Auf Wunsch sofort alles löschen …"), self.erase, "erase_wish",
                                             icon="trash-2")))  # fmt: skip

    def _may_enter(self) -> bool:
        """Nothing is kept again of somebody whose data were deleted."""
        return self._may_edit and self._papers is not None and self._papers.name != FORGOTTEN

    def _sheet_link(self, sheet: PaperSheet) -> QWidget:
        return link(sheet.label, partial(self._file.places.go, SHEET_PLACE, self._file.volunteer_id, sheet.value),
                    f"sheet_{sheet.value}", icon="printer")  # fmt: skip

    def _card(self, state: PaperState, rows: tuple[PaperRow, ...]) -> Card:
        rule = paper_rules()[state.kind]
        icon, role = standing_mark(state.standing)
        card = Card(kind_title(state.kind), rule.icon)
        card.add_action(Chip(state.standing.label, TONES[role], icon))
        card.setAccessibleDescription(f"{state.standing.label}. {state.words}")
        card.body.addWidget(words(state.words, "bad" if role == "bad" else "warn" if role == "warn" else ""))
        if state.row is not None:
            card.body.addWidget(words(entry_words(state.row), "muted"))
        if self._may_enter():
            card.body.addWidget(flow(*self._links(state)))
        for row in rows:
            if row != state.row:
                card.body.addWidget(self._history_line(row))
        return card

    def _links(self, state: PaperState) -> list[QWidget]:
        kind, row = state.kind, state.row
        word = self.tr("Eintragen …") if row is None else self.tr("Neu eintragen …")
        links: list[QWidget] = [
            link(word, partial(self.enter, kind), f"enter_{kind.value}", icon="plus",
                 said=self.tr("%1 eintragen").replace("%1", kind.label))
        ]  # fmt: skip
        return links + (self._row_links(row) if row is not None else [])

    def _row_links(self, row: PaperRow) -> list[QWidget]:
        return [
            link(self.tr("Ändern …"), partial(self.edit, row), f"edit_{row.id}", icon="pencil",
                 said=self.tr("%1 ändern").replace("%1", entry_words(row))),
            link(self.tr("Löschen"), partial(self.remove, row), f"remove_{row.id}", icon="trash-2",
                 said=self.tr("%1 löschen").replace("%1", entry_words(row))),
        ]  # fmt: skip

    def _history_line(self, row: PaperRow) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words(self.tr("Weiterer Eintrag: %1").replace("%1", entry_words(row)), "muted"))
        if self._may_edit:
            column.addWidget(flow(*self._row_links(row)))
        return box

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.VOLUNTEER, self._file.volunteer_id) or changes.touches(Kind.MATCH):
            self.load()

    def _fit(self) -> None:
        """Two columns of cards, one where the text is large."""
        large = style.text_scale() >= LARGE_FROM
        self._cards.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        for side in self._sides:
            side.setSpacing(style.space(4))
