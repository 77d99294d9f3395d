"""The family itself: its name, who is who in it, in which order, who has custody."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes
from desktop.casework.people.families import Membership, memberships, repair_family
from desktop.casework.people.household import family_history
from desktop.casework.people.people import PersonRow
from desktop.clock import today
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.person_terms import Custody, Relation
from desktop.views import icons, style
from desktop.views.components.editor_page import EditorPage
from desktop.views.components.section import Section
from desktop.views.fields.options import Option, term_options
from desktop.views.fields.pick_edit import PickEdit
from desktop.views.fields.text_field import TextField
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.household_forms import HouseholdHistory
from desktop.views.people.kept_input import KeptInput
from desktop.views.people.lines import emptied, flow, link, order_stops, rebuilt

_NO_CUSTODY = ""


class MemberLines(QWidget):
    """One line per member. *Signals:* edited()."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[int, PersonRow] = {}
        self._rows: list[Membership] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        style.notifier().changed.connect(self._refresh)

    def show_members(self, people: tuple[PersonRow, ...], rows: tuple[Membership, ...]) -> None:
        """Members in the family's order."""
        self._people = {person.id: person for person in people}
        self._rows = [row for row in rows if row.person_id in self._people]
        self._refresh()

    def rows(self) -> tuple[Membership, ...]:
        """What is entered, in the order shown."""
        return tuple(self._rows)

    def _refresh(self) -> None:
        rebuilt(self, self._build)

    def _build(self) -> None:
        emptied(self._column)
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.space(3))
        grid.setVerticalSpacing(style.space(2))
        for place, row in enumerate(self._rows):
            self._add_row(grid, place, row)
        self._column.addWidget(box)
        order_stops(self)

    def _add_row(self, grid: QGridLayout, place: int, row: Membership) -> None:
        """Name, arrows, relation, custody of a child, household; in two lines where the text is large."""
        person = self._people[row.person_id]
        large = style.text_scale() >= LARGE_FROM
        line = place * 2 if large else place
        name = QLabel(person.given)
        name.setWordWrap(True)
        style.set_look(name, "strong")
        parts: list[QWidget] = [
            name, self._arrows(place, person), self._relation(row, person), self._custody(row, person),
            self._household(row, person),
        ]
        for column, part in enumerate(parts):
            under = large and column > 1
            grid.addWidget(part, line + under, (column - 2 if under else column), Qt.AlignmentFlag.AlignVCenter)
        for column, stretch in enumerate((3, 2, 3, 0, 0) if large else (4, 0, 7, 7, 0)):
            grid.setColumnStretch(column, stretch)

    def _arrows(self, place: int, person: PersonRow) -> QWidget:
        up = self._arrow("arrow-up", self.tr("%1 nach oben"), person, place > 0, lambda: self._move(place, -1))
        down = self._arrow("arrow-down", self.tr("%1 nach unten"), person, place < len(self._rows) - 1,
                           lambda: self._move(place, 1))  # fmt: skip
        return flow(up, down, gap=1)

    def _arrow(self, icon: str, said: str, person: PersonRow, possible: bool, run: Any) -> QToolButton:  # noqa: ANN401  a slot
        button = QToolButton()
        style.set_look(button, "quiet")
        icons.set_icon(button, icon, "muted")
        button.setAccessibleName(said.replace("%1", person.given))
        button.setToolTip(button.accessibleName())
        button.setObjectName(f"{icon}_{person.id}")
        button.setEnabled(possible)
        button.clicked.connect(run)
        return button

    def _relation(self, row: Membership, person: PersonRow) -> PickEdit:
        pick = PickEdit(term_options(Relation))
        pick.setAccessibleName(self.tr("Beziehung von %1").replace("%1", person.given))
        pick.setObjectName(f"relation_{person.id}")
        pick.set_code(row.relation)
        pick.picked.connect(partial(self._put_relation, person.id))
        return pick

    def _custody(self, row: Membership, person: PersonRow) -> QWidget:
        if row.relation is not Relation.CHILD and not person.is_child_on(today()):
            return QWidget()
        options = (Option(_NO_CUSTODY, self.tr("Sorgerecht: –")),
                   *(Option(term, f"Sorgerecht: {term.label}") for term in Custody))  # fmt: skip
        pick = PickEdit(options)
        pick.setAccessibleName(self.tr("Sorgerecht für %1").replace("%1", person.given))
        pick.setObjectName(f"custody_{person.id}")
        pick.set_code(row.custody or _NO_CUSTODY)
        pick.picked.connect(partial(self._put_custody, person.id))
        return pick

    def _household(self, row: Membership, person: PersonRow) -> QCheckBox:
        box = QCheckBox(self.tr("im Haushalt"))
        box.setAccessibleName(self.tr("%1 lebt im Haushalt").replace("%1", person.given))
        box.setObjectName(f"household_{person.id}")
        box.setChecked(row.in_household)
        box.clicked.connect(partial(self._put_household, person.id))
        return box

    def _put_relation(self, person_id: int, code: object) -> None:
        if code is not None:
            self._put(person_id, relation=Relation(str(code)))

    def _put_custody(self, person_id: int, code: object) -> None:
        self._put(person_id, custody=Custody(str(code)) if code else None)

    def _put_household(self, person_id: int, lives_here: bool) -> None:
        self._put(person_id, in_household=lives_here)

    def _put(self, person_id: int, **changes: Any) -> None:  # noqa: ANN401  fields of a Membership
        place = next(place for place, row in enumerate(self._rows) if row.person_id == person_id)
        self._rows[place] = replace(self._rows[place], **changes)
        self.edited.emit()

    def _move(self, place: int, step: int) -> None:
        self._rows.insert(place + step, self._rows.pop(place))
        self._refresh()
        self.edited.emit()


class FamilyEditor(EditorPage):
    """*Signals:* form_wanted(kind, None) with `newborn`, `known`, `split`, `merge`, `move` or `custody`; saved();
    closed()."""

    form_wanted = Signal(str, object)
    saved = Signal()
    closed = Signal()

    def __init__(self, work: Work, drafts: Drafts, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._work, self._case_id = work, case_id
        self._family_id: int | None = None
        self.head.set_title(self.tr("Familie"))
        self.add(TextField("name", self.tr("Name der Familie"), mandatory=True))
        self._section = Section(self.tr("Wer gehört dazu?"), self.tr("Die Reihenfolge gilt überall im Programm."))
        self.lines = MemberLines()
        self._section.body.addWidget(self.lines)
        self.body.addSpacing(style.space(3))
        self.body.addWidget(self._section)
        self._split = self._link(self.tr("Familie teilen …"), "split", "split")
        changing = Section(self.tr("Wer kommt, wer geht?"))
        for part in (
            self._link(self.tr("Neue Person, Neugeborenes …"), "newborn", "baby"),
            self._link(self.tr("Person aus dem Tresor …"), "known", "user-plus"),
            self._split,
            self._link(self.tr("Mit anderem Fall zusammenführen …"), "merge", "merge"),
        ):
            changing.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(style.space(3))
        self.body.addWidget(changing)
        self._build_household()
        self.body.addStretch(1)
        self.kept = KeptInput(work, drafts, f"family/{case_id}", self._unsaved, self)
        self.edited.connect(self.kept.touched)
        self.lines.edited.connect(self._on_lines_edited)
        self.save_wanted.connect(self._on_save_wanted)
        self.discard_wanted.connect(self._on_discard_wanted)
        self._people: tuple[PersonRow, ...] = ()
        self._name = ""

    def _build_household(self) -> None:
        self._household = Section(self.tr("Haushalt und Sorgerecht im Lauf der Zeit"))
        self._household.body.addWidget(flow(
            self._link(self.tr("Ein- oder Auszug …"), "move", "house"),
            self._link(self.tr("Sorgerecht …"), "custody", "scale"),
        ))  # fmt: skip
        self.history = HouseholdHistory()
        self._household.body.addWidget(self.history)
        self.body.addSpacing(style.space(3))
        self.body.addWidget(self._household)

    def show_family(self, family_id: int | None, name: str, people: tuple[PersonRow, ...]) -> None:
        """The family of the case, or (no family yet) its only person; what is typed stays."""
        self._people, self._name, self._family_id = people, name, family_id
        for part in (self.field("name"), self._section, self._split, self._household):
            part.setVisible(family_id is not None)
        alone = self.tr("Noch ein Einzelfall. Wer dazukommt, macht ihn zur Familie.")
        self.head.set_subtitle("" if family_id else alone)
        if family_id is not None:
            self._work.read(self, family_history, self._case_id, then=self.history.show_rows, failed=self.show_failure)
        if not self.is_dirty():
            self._reload()

    def _reload(self) -> None:
        self.load({"name": self._name})
        if self._family_id is not None:
            self._work.read(self, memberships, self._family_id, then=self._on_memberships, failed=self.show_failure)
            self.kept.find(self._offer)

    def _on_memberships(self, rows: tuple[Membership, ...]) -> None:
        self.lines.show_members(self._people, rows)

    def _unsaved(self) -> dict[str, Any] | None:
        if not self.is_dirty():
            return None
        rows = [[row.person_id, row.relation, row.in_household, row.custody] for row in self.lines.rows()]
        return {"case": self._case_id, "fields": self.draft(), "rows": rows}

    def _offer(self, payload: dict[str, Any]) -> None:
        def take() -> None:
            rows = tuple(
                Membership(id_, Relation(relation), at_home, Custody(custody) if custody else None)
                for id_, relation, at_home, custody in payload["rows"]
            )
            self.restore_draft(payload["fields"])
            self.lines.show_members(self._people, rows)

        same = {row[0] for row in payload.get("rows", [])} == {person.id for person in self._people}
        if same:
            self.messages.show_info(self.tr("Hier sind noch ungesicherte Eingaben von Ihnen."),
                                    (self.tr("Übernehmen"), take), (self.tr("Verwerfen"), self.kept.forget))

    def _on_lines_edited(self) -> None:
        self._set_dirty(True)
        self.kept.touched()

    def _on_save_wanted(self) -> None:
        rows = self.lines.rows()
        self._work.change(
            self, self.kept.ended_by(repair_family), self._family_id, str(self.field("name").value() or ""),
            rows, then=partial(self._on_saved, rows), failed=self.show_failure,
        )

    def _on_saved(self, rows: tuple[Membership, ...], _changes: Changes) -> None:
        """What was done while it was saved is still to be saved."""
        self.kept.forget()
        self.mark_saved(self.tr("Gespeichert."))
        if self.is_dirty() or self.lines.rows() != rows:
            self._on_lines_edited()
        self.saved.emit()

    def _on_discard_wanted(self) -> None:
        if not self.is_dirty():
            self.closed.emit()
            return
        self.kept.forget()
        self.messages.clear()
        self._reload()

    def _link(self, text: str, kind: str, icon: str) -> QWidget:
        return link(text, lambda: self.form_wanted.emit(kind, None), f"family_{kind}", icon=icon)
