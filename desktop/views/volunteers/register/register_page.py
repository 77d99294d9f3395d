"""„Register“: every volunteer with filters that stay; Enter opens the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.groups import GroupRow, groups_of, list_groups, put_in_groups
from desktop.casework.volunteers.register.volunteer_rows import VolunteerRow
from desktop.casework.volunteers.register.volunteers import list_volunteers
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.kept_list import Values
from desktop.models.volunteer_table import LEAST_NEEDED, keeper, options_of, volunteer_table
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.filtered_list import FilteredList, ListKind, ListMemory, Options
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.register.import_entry import IMPORT_PLACE
from desktop.views.volunteers.register.volunteer_export import VolunteerExport
from desktop.volunteer_terms import VolunteerStatus

_KINDS = (Kind.VOLUNTEER, Kind.MATCH, Kind.OFFICE)
_LEAST_NAME = 26
"""Characters of a name that must be seen in the list."""


class RegisterPage(QWidget):
    """Reads everybody at once and filters here, so that typing shows at once."""

    def __init__(
        self, work: Work, drafts: Drafts, places: Places, memory: ListMemory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._drafts, self._places = work, drafts, places
        self._groups: tuple[GroupRow, ...] = ()
        self.model = volunteer_table(self)
        self.messages = MessageArea()
        noun = (self.tr("Ehrenamtliche/r"), self.tr("Ehrenamtliche"), self.tr("Ehrenamtlichen"))
        self.table = DataTable(self.tr("Register"), noun, self.tr("Name, Ort oder Helferkreis"))
        self._build()
        self.drawer = FormDrawer(self, work, drafts)  # after the page: Tab comes to it last
        kind = ListKind("volunteers", self._options, _counting, self._keeping, LEAST_NEEDED, _LEAST_NAME)
        self.list = FilteredList(self, work, self.table, self.model, self.drawer, self.messages, kind, memory)
        self.views = self.list.views
        if work.actor.may(Right.EXPORT_VOLUNTEERS):
            title = self.tr("Ehrenamtliche")
            self.export = VolunteerExport(self, work, self.table, self.messages, title, self._objects)
        work.announced.connect(self._on_announced)

    def show_target(self, *_target: object) -> None:
        """Called on every visit: the register as it is now, with the keyboard in it."""
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read everybody and the groups; marked ones stay marked."""
        self.list.begin_visit()
        self._work.read(self, list_groups, then=self._on_groups, failed=self._on_failed)
        self._work.read(self, list_volunteers, then=self.list.take, failed=self._on_failed)

    def enter_volunteer(self) -> None:
        """Open the form for somebody new."""
        from desktop.views.volunteers.register.new_volunteer_form import NewVolunteerForm  # noqa: PLC0415  memory

        form = NewVolunteerForm(self._work, self._places)
        self.drawer.open_form(form, self.tr("Neue/r Ehrenamtliche/r"), "volunteer/new", self._on_entered)

    def open_groups(self) -> None:
        """Show the Helferkreise beside the list."""
        from desktop.views.volunteers.register.groups_panel import GroupsPanel  # noqa: PLC0415  memory

        panel = GroupsPanel(self._work, self.drawer, self.messages)
        self.drawer.open_with(panel, self.tr("Helferkreise"))
        panel.load()

    # building

    def _build(self) -> None:
        self.table.set_model(self.model)
        self.table.set_many(True)
        words = self.tr("Noch niemand im Register. Wer mithelfen möchte, lässt sich gleich eintragen.")
        self.table.set_empty(words, self.tr("Neue/r Ehrenamtliche/r"), "hand-heart")
        self.table.fill_wanted.connect(self.enter_volunteer)
        self._build_filters()
        self.table.activated.connect(self._on_activated)
        self._build_buttons()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.messages)
        self._column.addWidget(self.table, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def head_buttons(self) -> tuple[QPushButton, ...]:
        """What the place shows beside its tabs while this page is open."""
        return tuple(self._buttons)

    def _build_buttons(self) -> None:
        self._buttons = [self._button(self.tr("Helferkreise"), "users-round", self.open_group_menu)]
        if any(place.key == IMPORT_PLACE for place in self._places.all()):
            go = partial(self._places.go, IMPORT_PLACE)
            self._buttons.append(self._button(self.tr("Liste einlesen …"), "file-input", go))
        if self._work.actor.may(Right.EDIT_VOLUNTEERS):
            new = self._button(self.tr("Neue/r Ehrenamtliche/r"), "user-plus", self.enter_volunteer)
            style.set_look(new, "primary")
            icons.set_icon(new, "user-plus", "on_accent")
            self._buttons.append(new)
        self.group_menu = QMenu(self)
        self.group_menu.triggered.connect(self._on_group_picked)

    def _build_filters(self) -> None:
        filters = self.table.filters
        filters.add_choice("status", self.tr("Status"), [])
        filters.add_choice("activity", self.tr("Tätigkeit"), [])
        filters.add_choice("language", self.tr("Sprache"), [])
        filters.add_choice("day", self.tr("Tag"), [])
        filters.add_choice("part", self.tr("Zeit"), [])
        filters.add_choice("group", self.tr("Helferkreis"), [])
        filters.add_toggle("mine", self.tr("Meine"), icon="user")
        filters.add_toggle("free", self.tr("Noch frei"), icon="user-check")
        filters.add_toggle("ended", self.tr("Beendete"), icon="archive")

    def _button(self, text: str, icon: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        icons.set_icon(button, icon, "accent")
        button.clicked.connect(lambda: run())
        return button

    def _fit(self) -> None:
        self._column.setContentsMargins(style.space(6), style.space(3), style.space(6), style.space(3))
        self._column.setSpacing(style.space(3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.fit_columns()

    # rows and filters

    def _on_groups(self, groups: tuple[GroupRow, ...]) -> None:
        self._groups = groups

    def _options(self, rows: tuple[VolunteerRow, ...], values: Values) -> Options:
        return options_of(rows, self._groups, values)

    def _keeping(self, values: Values) -> Callable[[VolunteerRow], bool]:
        return keeper(values, self._work.actor.user_id)

    # what the user does

    def chosen(self) -> tuple[VolunteerRow, ...]:
        """Marked rows, from top to bottom."""
        return tuple(row for row in self.table.selected_rows() if isinstance(row, VolunteerRow))

    def open_group_menu(self) -> None:
        """See to the Helferkreise, or choose the one the marked ones belong to."""
        self.fill_group_menu()
        button = self._buttons[0]
        self.group_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def fill_group_menu(self) -> None:
        """The menu as it is now."""
        self.group_menu.clear()
        self.group_menu.addAction(self.tr("Helferkreise ansehen …")).setData("open")
        marked = len(self.chosen())
        if marked and self._work.actor.may(Right.EDIT_VOLUNTEERS):
            self.group_menu.addSeparator()
            for group in (group for group in self._groups if group.entry.active):
                self._into_action(self.tr("Markierte (%1) in „%2“"), marked, group.name, group.id)
            self._into_action(self.tr("Markierte (%1) in keinen"), marked, "", None)

    def put_into(self, group_id: int | None) -> None:
        """The marked ones belong to this Helferkreis from now on; taken back for a while."""
        marked = tuple(row.id for row in self.chosen())
        new = tuple((id_, group_id) for id_ in marked)

        def put(before: tuple[tuple[int, int | None], ...]) -> None:
            self._work.change(self, put_in_groups, new, failed=self._on_failed, then=lambda _changes: said(before))

        def said(before: tuple[tuple[int, int | None], ...]) -> None:
            back = partial(self._work.change, self, put_in_groups, before, failed=self._on_failed)
            self.messages.show_undo(self.tr("Der Helferkreis ist geändert: %1.").replace(
                "%1", self.table.counted(len(marked))), back)

        self._work.read(self, groups_of, marked, then=put, failed=self._on_failed)

    def _into_action(self, words: str, marked: int, name: str, group_id: int | None) -> None:
        said = words.replace("%1", str(marked)).replace("%2", name.replace("&", "&&"))
        self.group_menu.addAction(said).setData((group_id,))

    def _on_group_picked(self, action: QAction) -> None:
        if action.data() == "open":
            self.open_groups()
        else:
            (group_id,) = action.data()
            self.put_into(group_id)

    def _objects(self) -> tuple[tuple[Kind, int], ...]:
        return tuple((Kind.VOLUNTEER, row.id) for row in self.model.rows)

    def _on_activated(self, row: object) -> None:
        if isinstance(row, VolunteerRow):
            self._places.go(FILE_PLACE, row.id)

    def _on_entered(self, changes: Changes) -> None:
        if changes.made is not None:
            self._places.go(FILE_PLACE, changes.made)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if self.list.loaded and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))


def _counting(values: Values) -> Callable[[VolunteerRow], bool]:
    """Ended ones count only when somebody wants to see them."""
    ended = bool(values.get("ended")) or values.get("status") == VolunteerStatus.ENDED.value
    return lambda row: ended or row.status is not VolunteerStatus.ENDED
