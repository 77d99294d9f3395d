"""„Register“: every volunteer with filters that stay; Enter opens the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.casework.cases.saved_views import beginning
from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.groups import GroupRow, groups_of, list_groups, put_in_groups
from desktop.casework.volunteers.register.volunteer_rows import VolunteerRow
from desktop.casework.volunteers.register.volunteers import list_volunteers
from desktop.clock import today
from desktop.errors import CaseworkError
from desktop.models.case_table import KeptList, kept_filters, read_kept
from desktop.models.drafts import Drafts
from desktop.models.volunteer_table import LEAST_NEEDED, keeper, options_of, volunteer_table
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.case_list_page import ListMemory
from desktop.views.components.data_table import DataTable
from desktop.views.components.message_area import MessageArea
from desktop.views.list_export import ListExport
from desktop.views.list_views import ListViews
from desktop.views.people.lines import order_stops
from desktop.views.people.quick_form import FormDrawer
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.import_entry import IMPORT_PLACE
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
        self._memory = memory or ListMemory()
        self._loaded, self._look_chosen = False, False
        self._all: tuple[VolunteerRow, ...] = ()
        self._groups: tuple[GroupRow, ...] = ()
        self.model = volunteer_table(self)
        self.messages = MessageArea()
        noun = (self.tr("Ehrenamtliche/r"), self.tr("Ehrenamtliche"), self.tr("Ehrenamtlichen"))
        self.table = DataTable(self.tr("Register"), noun, self.tr("Name, Ort oder Helferkreis"))
        self._build()
        self.drawer = FormDrawer(self, work, drafts)  # after the page: Tab comes to it last
        self.views = ListViews(self, work, self.drawer, self.messages, "volunteers", self._state)
        self.views.chosen.connect(self._on_view_chosen)
        if work.actor.may(Right.EXPORT):
            self.export = ListExport(self, work, self.table, self.messages, self.tr("Ehrenamtliche"), self._objects)
        self._add_chips()
        work.announced.connect(self._on_announced)

    def show_target(self, *_target: object) -> None:
        """Called on every visit: the register as it is now, with the keyboard in it."""
        self.load()
        self.table.view.setFocus()

    def load(self) -> None:
        """Read everybody and the groups; marked ones stay marked."""
        if not self._loaded:
            self.views.load()
        self._work.read(self, list_groups, then=self._on_groups, failed=self._on_failed)
        self._work.read(self, list_volunteers, then=self._on_rows, failed=self._on_failed)

    def enter_volunteer(self) -> None:
        """Open the form for somebody new."""
        from desktop.views.volunteers.new_volunteer_form import NewVolunteerForm  # noqa: PLC0415  memory

        form = NewVolunteerForm(self._work, self._places)
        self.drawer.open_form(form, self.tr("Neue/r Ehrenamtliche/r"), "volunteer/new", self._on_entered)

    def open_groups(self) -> None:
        """Show the Helferkreise beside the list."""
        from desktop.views.volunteers.groups_panel import GroupsPanel  # noqa: PLC0415  memory

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
        self.table.state_changed.connect(self._on_look_chosen)
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
        filters.changed.connect(self._on_filters_changed)

    def _add_chips(self) -> None:
        layout = self.table.filters.layout()
        assert layout is not None
        layout.addWidget(self.views.button)

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
        if self._loaded and not self._look_chosen:
            self._leave_out_columns()
    # rows and filters

    def _on_groups(self, groups: tuple[GroupRow, ...]) -> None:
        self._groups = groups

    def _on_rows(self, rows: tuple[VolunteerRow, ...]) -> None:
        self._all = rows
        self._offer(self.table.filters.values())
        self._take_rows()
        if not self._loaded:
            self._begin()
        order_stops(self)

    def _begin(self) -> None:
        """The first visit: the view the day begins with, or the register as it was."""
        kept, first = read_kept(self._memory.read()), beginning(self.views.rows)
        if first is not None and kept.day != today().isoformat():
            self.views.mark(first.id)
            self._show_state(first.state)
        else:
            self.views.mark(kept.view_id)
            self._show_state({"filters": kept.filters, "look": kept.look})
        self._loaded = True
        self._keep()
        self.views.changed()
        if self.model.rows:
            self.table.choose(self.model.rows[0].id)

    def _state(self) -> dict[str, Any]:
        """Filters and look as a view keeps them, without the text searched for: it is somebody's name."""
        look = self.table.state() if self._look_chosen else {}
        return {"filters": kept_filters(self.table.filters.values()), "look": look}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        filters, look = dict(state.get("filters") or {}), dict(state.get("look") or {})
        self._look_chosen = bool(look)
        self.table.restore(look or self.table.first_state)
        if not look:
            self._leave_out_columns()
        self._offer(filters)
        self.table.filters.set_values(filters)

    def _offer(self, values: Mapping[str, object]) -> None:
        for key, options in options_of(self._all, self._groups, values).items():
            self.table.filters.set_options(key, options)

    def _take_rows(self) -> None:
        """Ended ones count only when somebody wants to see them."""
        values = self.table.filters.values()
        ended = bool(values.get("ended")) or values.get("status") == VolunteerStatus.ENDED.value
        self.model.set_rows(row for row in self._all if ended or row.status is not VolunteerStatus.ENDED)

    def _on_filters_changed(self) -> None:
        self._take_rows()
        self.model.set_filter(keeper(self.table.filters.values(), self._work.actor.user_id))
        self._keep()

    def _on_view_chosen(self, state: dict[str, Any]) -> None:
        self._show_state(state)
        self._keep()

    def _on_look_chosen(self) -> None:
        self._look_chosen = self._look_chosen or self._loaded
        self._keep()

    def _keep(self) -> None:
        if self._loaded:
            state, view = self._state(), self.views.current
            self.views.changed()
            kept = KeptList(state["filters"], state["look"], view.id if view else None, today().isoformat())
            self._memory.keep(kept.text())

    def _leave_out_columns(self) -> None:
        """As long as nobody chose columns: those that fit beside a name that can be read."""
        columns, gap = self.model.columns, style.space(6)
        widths = {place: style.text_width(column.width) + gap for place, column in enumerate(columns) if column.width}
        hidden: list[int] = []
        room = self.width() - style.space(16) - style.text_width(_LEAST_NAME)  # margins, scroll bar
        for place in LEAST_NEEDED:
            if sum(width for at, width in widths.items() if at not in hidden) <= room:
                break
            hidden.append(place)
        state = self.table.state() | {"hidden": hidden}
        self.table.restore({key: state[key] for key in ("hidden", "widths", "compact")})

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
        if self._loaded and any(kind in _KINDS for kind, _ in changes.touched):
            self.load()

    def _on_failed(self, error: CaseworkError) -> None:
        self.messages.show_error(str(error))
