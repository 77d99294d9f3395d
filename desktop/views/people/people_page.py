"""The page „Personen“ of a case file: members at the left, one of them (or the family) at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.casework.cases.case_list import CaseFilter, CaseRow, list_cases
from desktop.casework.cases.cases import CaseHead, MemberRow
from desktop.casework.changes import Changes
from desktop.casework.deletion.deletion import Deletion, person_deletion
from desktop.casework.people.consents import ConsentRow, withdraw_consent
from desktop.casework.people.facts import FormerValue, Subject, all_history
from desktop.casework.people.families import Membership, memberships
from desktop.casework.people.household import take_back_event
from desktop.casework.people.people import PersonRow
from desktop.casework.people.residence import AddressRow, TitleRow
from desktop.clock import german_date, today
from desktop.models.drafts import Drafts
from desktop.models.person_words import age_words
from desktop.models.work import Work
from desktop.views import icons, messages, style
from desktop.views.cases.deletion_form import DeletionForm, clear_remains
from desktop.views.cases.page_stack import PageStack
from desktop.views.people.address_panel import AddressForm
from desktop.views.people.consent_panel import ConsentFormular
from desktop.views.people.family_forms import KnownMemberForm, MergeForm, NewMemberForm, SplitForm
from desktop.views.people.family_panel import FamilyEditor
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.history_view import HistoryView
from desktop.views.people.household_forms import CustodyForm, MoveForm
from desktop.views.people.lines import order_stops
from desktop.views.people.person_editor import PersonEditor
from desktop.views.people.quick_form import FormDrawer, QuickForm
from desktop.views.people.title_panel import TitleForm

_FAMILY = 0
"""Item data of the line „Familie“; persons have their id."""
_WORDS = Qt.ItemDataRole.UserRole + 1


class PeoplePage(QWidget):
    """*Signals:* case_made(id) after putting together led to another file; closed() by „Schließen“."""

    case_made = Signal(int)
    closed = Signal()

    def __init__(self, work: Work, drafts: Drafts, case_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._case_id = work, drafts, case_id
        self._head: CaseHead | None = None
        self._editors: dict[int, PersonEditor] = {}
        self.members, self._stack = QListWidget(), PageStack()
        style.set_look(self.members, "members")
        self.members.setAccessibleName(self.tr("Personen des Falls"))
        self.members.currentItemChanged.connect(self._on_item_changed)
        self.family = FamilyEditor(work, drafts, case_id)
        self.family.form_wanted.connect(self._on_family_form)
        self.family.closed.connect(self.closed)
        self._stack.addWidget(self.family)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._left = QVBoxLayout()
        self._left.addWidget(self.members)
        self._row.addLayout(self._left)
        self._row.addWidget(self._stack, 1)
        self.drawer = FormDrawer(self, work, drafts)
        work.announced.connect(self._on_announced)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def show_head(self, head: CaseHead) -> None:
        """The members as they are now; whoever was chosen stays chosen."""
        chosen = self.chosen()
        self._head = head
        self.members.blockSignals(True)
        self.members.clear()
        for member in head.members:
            self._add_item(member.person.id, _item_words(member), "user")
        self._add_item(_FAMILY, self.tr("Familie …"), "users")
        self.members.blockSignals(False)
        self.family.show_family(head.family_id, head.title.removeprefix("Familie "), self._people())
        self._fit()
        self.show_person(chosen if chosen is not None else head.members[0].person.id if head.members else _FAMILY)

    def chosen(self) -> int | None:
        """Id of the person shown, 0 for the family, None before anything is shown."""
        item = self.members.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None

    def show_person(self, person_id: int) -> None:
        """Choose a person (0: the family); somebody who is no longer here gives way to the first."""
        items = [self.members.item(place) for place in range(self.members.count())]
        found = next((item for item in items if item.data(Qt.ItemDataRole.UserRole) == person_id), items[0])
        self.members.setCurrentItem(found)

    def show_family(self) -> None:
        """Choose the family."""
        self.show_person(_FAMILY)

    def open_form(self, kind: str) -> None:
        """Open one of the family's forms: `newborn`, `known`, `split`, `merge`."""
        self.show_family()
        self._on_family_form(kind, None)

    def editor(self) -> PersonEditor | None:
        """The editor shown, None while the family is."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PersonEditor) else None

    # members

    def _people(self) -> tuple[PersonRow, ...]:
        return tuple(member.person for member in self._head.members) if self._head else ()

    def _add_item(self, id_: int, text: str, icon: str) -> None:
        item = QListWidgetItem(icons.icon(icon, "muted"), text)
        item.setData(Qt.ItemDataRole.UserRole, id_)
        item.setData(_WORDS, text)
        item.setToolTip(text.replace("\n", ", "))
        self.members.addItem(item)

    def _on_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        id_ = int(item.data(Qt.ItemDataRole.UserRole))
        self._stack.setCurrentWidget(self.family if id_ == _FAMILY else self._editor(id_))

    def _editor(self, person_id: int) -> PersonEditor:
        if person_id not in self._editors:
            person = next(person for person in self._people() if person.id == person_id)
            editor = PersonEditor(self._work, self._drafts, self._case_id, person)
            editor.form_wanted.connect(self._on_person_form)
            editor.history_wanted.connect(self._on_history_wanted)
            editor.care.form_wanted.connect(self._open_care)
            editor.care.failed.connect(editor.show_failure)
            editor.closed.connect(self.closed)
            editor.head.setVisible(style.text_scale() < LARGE_FROM)
            self._editors[person_id] = editor
            self._stack.addWidget(editor)
            editor.open_stored()
            order_stops(self)
        return self._editors[person_id]

    def _on_announced(self, changes: Changes, initiator: object) -> None:
        for editor in self._editors.values():
            if editor is not initiator and editor.touches(changes):
                editor.refresh()

    def _fit(self) -> None:
        """The list stands at the left, or above where the text is large."""
        large = style.text_scale() >= LARGE_FROM
        self._row.setDirection(QHBoxLayout.Direction.TopToBottom if large else QHBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        margin = style.space(6)
        self._left.setContentsMargins(margin, style.space(1 if large else 4), margin if large else 0, 0)
        self._row.setAlignment(self._left, Qt.AlignmentFlag(0) if large else Qt.AlignmentFlag.AlignTop)
        self.members.setFlow(QListView.Flow.LeftToRight if large else QListView.Flow.TopToBottom)
        self.members.setWrapping(large)
        self.members.setResizeMode(QListView.ResizeMode.Adjust)
        self.members.setWordWrap(True)
        self.members.setIconSize(QSize(icons.default_size(), icons.default_size()))
        self.members.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        wide = style.text_width(28)
        self.members.setMinimumWidth(wide if not large else 0)
        self.members.setMaximumWidth(wide if not large else 16_777_215)
        for place in range(self.members.count()):
            item = self.members.item(place)
            words = str(item.data(_WORDS))
            item.setText(words.partition("\n")[0] if large else words)
        self._fit_height(large=large)
        for editor in (self.family, *self._editors.values()):
            editor.head.setVisible(not large)

    def _fit_height(self, *, large: bool) -> None:
        """As high as the lines; where the text is large, as many rows as the width asks for, at most two."""
        hints = [self.members.sizeHintForIndex(self.members.indexFromItem(self.members.item(place)))
                 for place in range(self.members.count())]  # fmt: skip
        if large:
            rows = 1 if sum(hint.width() for hint in hints) < self.width() - 2 * style.space(6) else 2
            self.members.setFixedHeight(rows * max((hint.height() for hint in hints), default=0) + 2)
        else:
            self.members.setFixedHeight(sum(hint.height() for hint in hints) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height(large=style.text_scale() >= LARGE_FROM)

    # forms of a person

    def _on_person_form(self, kind: str, row: object) -> None:
        editor = self.editor()
        if editor is None:
            return
        who = next((person for person in self._people() if person.id == editor.person_id), None)
        name = who.given if who else ""
        if kind == "title":
            form: QuickForm = TitleForm(editor.person_id, row if isinstance(row, TitleRow) else None)
            self._open(form, self.tr("Aufenthalt: %1").replace("%1", name), f"title/{editor.person_id}", row)
        elif kind == "address":
            form = AddressForm(editor.person_id, self._people(), row if isinstance(row, AddressRow) else None)
            self._open(form, self.tr("Anschrift: %1").replace("%1", name), f"address/{editor.person_id}", row)
        elif kind == "consent":
            form = ConsentFormular(editor.person_id, editor.print_language)
            self._open(form, self.tr("Einwilligung: %1").replace("%1", name), f"consent/{editor.person_id}", None)
        elif kind == "delete":
            self._work.read(self, person_deletion, self._case_id, editor.person_id, then=self._open_deletion,
                            failed=editor.show_failure)  # fmt: skip
        elif isinstance(row, ConsentRow):
            self._withdraw(editor, row)

    def _open(self, form: QuickForm, title: str, key: str, row: object) -> None:
        correcting = getattr(row, "id", None)
        full_key = f"{key}/{correcting}" if correcting else key
        self.drawer.open_form(form, title, full_key, lambda changes: self._said(self.tr("Gespeichert."), changes))

    def _open_care(self, form: QuickForm, title: str, key: str) -> None:
        self._open(form, title, key, None)

    def _open_deletion(self, deletion: Deletion) -> None:
        editor = self.editor()
        if editor is None:
            return
        title = self.tr("%1 endgültig löschen").replace("%1", deletion.title)
        form = DeletionForm(deletion, self._case_id, editor.person_id)
        key = f"delete/{editor.person_id}/{self._case_id}"
        self.drawer.open_form(form, title, key, lambda _changes: self._on_person_deleted(editor))

    def _on_person_deleted(self, editor: PersonEditor) -> None:
        del self._editors[editor.person_id]
        self.show_family()
        self._stack.removeWidget(editor)
        editor.deleteLater()
        done = self.tr("Die Person ist endgültig gelöscht.")
        clear_remains(self._work, self, self.family.messages, done)

    def _withdraw(self, editor: PersonEditor, row: ConsentRow) -> None:
        def withdraw() -> None:
            self._work.change(self, withdraw_consent, row.id, then=done, failed=editor.show_failure)

        def done(_changes: Changes) -> None:
            editor.messages.show_ok(self.tr("Widerruf zum %1 vermerkt.").replace("%1", german_date(today())))

        messages.confirm(
            self, self.tr("Einwilligung „%1“ widerrufen?").replace("%1", row.purpose.label),
            self.tr("Der Widerruf gilt ab heute und lässt sich nicht zurücknehmen."), self.tr("Widerrufen"), withdraw,
        )  # fmt: skip

    def _on_history_wanted(self) -> None:
        editor = self.editor()
        if editor is None:
            return

        def show(history: tuple[tuple[str, FormerValue], ...]) -> None:
            self.drawer.open_with(HistoryView(history, editor.label_of), self.tr("Frühere Angaben"))

        self._work.read(self, all_history, Subject.PERSON, editor.person_id, then=show)

    # forms of the family

    def _on_family_form(self, kind: str, _row: object) -> None:
        if self._head is None:
            return
        if kind == "merge":
            self._work.read(self, list_cases, CaseFilter(), then=self._open_merge)
            return
        if kind == "custody" and self._head.family_id is not None:
            self._work.read(self, memberships, self._head.family_id, then=self._open_custody)
            return
        if kind == "move":
            self._open_household(MoveForm(self._case_id, self._people()), self.tr("Ein- oder Auszug"), kind)
            return
        title, form = self._family_form(kind, self._head)
        self.drawer.open_form(form, title, f"{kind}/{self._case_id}", self._on_family_changed)

    def _open_custody(self, rows: tuple[Membership, ...]) -> None:
        self._open_household(CustodyForm(self._case_id, self._people(), rows), self.tr("Sorgerecht"), "custody")

    def _open_household(self, form: MoveForm | CustodyForm, title: str, kind: str) -> None:
        self.drawer.open_form(form, title, f"{kind}/{self._case_id}", partial(self._on_household_changed, form))

    def _on_household_changed(self, form: MoveForm | CustodyForm, _changes: Changes) -> None:
        persons = form.persons

        def undo() -> None:
            self._work.change(self, take_back_event, self._case_id, persons, failed=self.family.show_failure)

        self.family.messages.show_undo(self.tr("Eingetragen."), undo)

    def _family_form(self, kind: str, head: CaseHead) -> tuple[str, QuickForm]:
        if kind == "newborn":
            family_name = head.members[0].person.name.partition(",")[0] if head.members else ""
            return self.tr("Neue Person in der Familie"), NewMemberForm(self._case_id, family_name)
        if kind == "known":
            return self.tr("Person aus dem Tresor"), KnownMemberForm(self._work, self._case_id)
        return self.tr("Familie teilen"), SplitForm(self._case_id, self._people())

    def _open_merge(self, cases: tuple[CaseRow, ...]) -> None:
        form = MergeForm(self._case_id, cases)
        self.drawer.open_form(form, self.tr("Zusammenführen"), f"merge/{self._case_id}", self._on_case_made)

    def _on_family_changed(self, changes: Changes) -> None:
        self._said(self.tr("Die Familie ist geändert."), changes)

    def _on_case_made(self, changes: Changes) -> None:
        if changes.made is not None:
            self.case_made.emit(changes.made)

    def _said(self, sentence: str, _changes: Changes) -> None:
        shown = self._stack.currentWidget()
        if isinstance(shown, PersonEditor | FamilyEditor):
            shown.messages.show_ok(sentence)


def _item_words(member: MemberRow) -> str:
    age = age_words(member.person, today())
    return f"{member.person.given}\n{age}" if age else member.person.given
