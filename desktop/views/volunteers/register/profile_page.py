"""The tab „Profil“: everything of a volunteer that is entered by hand, in sections, saved with a version check."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.office import UserRow, list_users
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.groups import GroupRow, list_groups
from desktop.casework.volunteers.register.volunteer_rows import VolunteerDetail
from desktop.casework.volunteers.register.volunteers import save_volunteer, volunteer_detail
from desktop.clock import german_date
from desktop.errors import CaseworkError
from desktop.models.drafts import Drafts
from desktop.models.volunteer_form import facts_of_form, languages_of_form, profile_values, times_of_form
from desktop.models.work import Work
from desktop.views import style
from desktop.views.components.editor_page import EditorPage
from desktop.views.components.section import Section
from desktop.views.fields.code_field import CodeField
from desktop.views.fields.options import Option
from desktop.views.people.field_grid import FieldGrid
from desktop.views.people.lines import flow, link, order_stops
from desktop.views.people.stored_editor import StoredEditor
from desktop.views.places import Places
from desktop.views.volunteers.entry import PLACE
from desktop.views.volunteers.register.own_sheet_entry import SHEETS
from desktop.views.volunteers.register.volunteer_fields import Part, profile_parts

_CONSENT = ("consent_on", "consent_version", "may_show_contact")


class ProfilePage(StoredEditor[VolunteerDetail]):
    """Reads and saves one volunteer. What is typed is kept, and stays when somebody else saved meanwhile."""

    def __init__(
        self, work: Work, drafts: Drafts, places: Places, volunteer_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__("", work, parent)
        self._places, self._volunteer_id = places, volunteer_id
        self._groups: tuple[GroupRow, ...] = ()
        self._users: tuple[UserRow, ...] = ()
        self.head.hide()
        for part in profile_parts():
            self.body.addWidget(_section(self, part))
            self.body.addSpacing(style.space(4))
        self._build_sheets()
        self.body.addStretch(1)
        self.set_read_only(not work.actor.may(Right.EDIT_VOLUNTEERS))
        self.keep_input(drafts, f"volunteer/{volunteer_id}")
        self.closed.connect(partial(places.go, PLACE, "register"))
        work.announced.connect(self._on_announced)
        self._read_groups()
        self._read_users()
        self.open_stored()

    def show_target(self, field: str = "") -> None:
        """Put the keyboard into a field, to be filled in next."""
        if field in self.keys():
            self.field(field).focus_input()

    def _build_sheets(self) -> None:
        section = Section(self.tr("Ausdrucke"), self.tr("Für die Ehrenamtliche oder den Ehrenamtlichen selbst."))
        section.body.addWidget(flow(
            link(self.tr("Auskunft über die eigenen Daten …"), partial(self._print, "data"), "data_sheet",
                 icon="printer"),
            link(self.tr("Einwilligung zum Unterschreiben …"), partial(self._print, "consent"), "consent_sheet",
                 icon="printer"),
        ))  # fmt: skip
        self.body.addWidget(section)

    def _print(self, sheet: str) -> None:
        self._places.go(SHEETS, self._volunteer_id, sheet)

    # loading

    def read_stored(self, then: Callable[[VolunteerDetail], object]) -> None:
        self._work.read(self, volunteer_detail, self._volunteer_id, then=then, failed=self.show_failure)

    def _read_groups(self) -> None:
        self._work.read(self, list_groups, then=self._on_groups, failed=self.show_failure)

    def _read_users(self) -> None:
        self._work.read(self, list_users, True, then=self._on_users, failed=self.show_failure)

    def _on_groups(self, rows: tuple[GroupRow, ...]) -> None:
        self._groups = rows
        self._offer_groups()

    def _offer_groups(self) -> None:
        """Groups in use, and the own one even where it is no longer."""
        field = self.field("group_id")
        own = self._detail.facts.group_id if self._detail else None
        assert isinstance(field, CodeField)
        chosen = field.value()
        field.set_options([Option(row.id, row.name) for row in self._groups if row.entry.active or row.id == own])
        field.set_value(chosen if self.is_dirty() else own)

    def _on_users(self, users: tuple[UserRow, ...]) -> None:
        self._users = users
        self._offer_users()

    def _offer_users(self) -> None:
        """Everybody of the office; somebody who left stays named until another one is chosen."""
        field = self.field("responsible_id")
        own = self._detail.facts.responsible_id if self._detail else None
        assert isinstance(field, CodeField)
        chosen = field.value()
        known = [Option(user.id, user.name) for user in self._users]
        gone = own is not None and own not in {user.id for user in self._users}
        field.set_options([*known, *([Option(own, self.tr("nicht mehr dabei"))] if gone else [])])
        field.set_value(chosen if self.is_dirty() else own)

    def show_stored(self, detail: VolunteerDetail, typed: Collection[str]) -> None:
        self._offer_groups()
        self._offer_users()
        self.load(profile_values(detail), typed)
        withdrawn = detail.consent_withdrawn_on
        told = self.tr("Am %1 widerrufen. Eine neue Einwilligung wird über „⋯“ erfasst.")
        self.field("consent_on").set_help(told.replace("%1", german_date(withdrawn)) if withdrawn else "")
        for key in _CONSENT:
            self.field(key).set_read_only(self._read_only or withdrawn is not None)
        order_stops(self)

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(Kind.VOLUNTEER, self._volunteer_id):
            self.refresh()
        if any(kind is Kind.OFFICE for kind, _id in changes.touched):
            self._read_groups()

    def send(
        self, detail: VolunteerDetail, then: Callable[[Changes], object], failed: Callable[[CaseworkError], object]
    ) -> None:
        values = self.values()
        self._work.change(
            self, self.kept.ended_by(save_volunteer), self._volunteer_id, facts_of_form(values, detail.facts),
            languages_of_form(values), times_of_form(values), detail.row_version, then=then, failed=failed,
        )  # fmt: skip


def _section(editor: EditorPage, part: Part) -> Section:
    section, grid = Section(part.title, part.help), FieldGrid()
    for field, whole in part.fields:
        editor.add(field, grid.lane)
        grid.put(field, whole=whole)
    section.body.addWidget(grid)
    return section
