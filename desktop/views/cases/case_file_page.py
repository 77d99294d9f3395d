"""One case file: head, tabs, and the pages behind them, each made at its first visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.cases.cases import CaseHead, case_head
from desktop.casework.cases.overview import CaseOverview, case_overview
from desktop.casework.changes import Changes, Kind
from desktop.casework.deletion.deletion import Deletion, case_deletion
from desktop.casework.office import UserRow, list_users
from desktop.casework.people.periods import PeriodRow, set_period
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import icons, style
from desktop.views.cases.case_head_view import date_chips, head_chips, head_period, head_subtitle
from desktop.views.cases.file_tab import Tab
from desktop.views.cases.life_actions import LifeActions
from desktop.views.cases.overview_page import OverviewPage
from desktop.views.cases.own_card import OwnActions
from desktop.views.cases.page_stack import PageStack
from desktop.views.cases.team_actions import TeamActions
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.components.period_bar import PeriodBar
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.quick_form import FormDrawer, QuickForm
from desktop.views.places import Places

if TYPE_CHECKING:
    from desktop.views.people.people_page import PeoplePage

# Forms and the page „Personen“ are loaded when somebody asks for them: the overview is what has to be there at once.
_KINDS = (Kind.PERSON, Kind.FAMILY, Kind.CASE, Kind.PLAN, Kind.ASSESSMENT, Kind.CONSENT, Kind.USER, Kind.OFFICE)


class CaseFilePage(QWidget):
    """Keeps the tab that is open. Reads the head once on opening (recorded, DS-06), then only what the page needs.

    *Signals:* deleted() once the case is gone for good; head_read() whenever `shown_head` is new.
    """

    deleted = Signal()
    head_read = Signal()

    def __init__(
        self, work: Work, case_id: int, places: Places, drafts: Drafts | None = None, tabs: tuple[Tab, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.work, self.places, self._case_id = work, places, case_id
        self.drafts = drafts or Drafts(work, self)
        self._tabs_from_elsewhere = {tab.key: tab for tab in tabs}
        self._pages: dict[str, QWidget] = {}
        self._people: PeoplePage | None = None
        self._case: CaseHead | None = None
        self._bar: PeriodBar | None = None
        self.head, self.messages = PageHead(), MessageArea()
        self.tabs, self._stack = PageTabs(self), PageStack()
        self.life = LifeActions(self)
        self.team, self.own = TeamActions(self), OwnActions(self)
        self._build()
        self.drawer = FormDrawer(self, work, self.drafts)
        self.overview = self._make_overview()
        self._pages["overview"] = self.overview
        self._stack.addWidget(self.overview)
        self.tabs.chosen.connect(self._on_tab_chosen)
        work.announced.connect(self._on_announced)
        work.read(self, case_head, case_id, then=self._on_head, failed=self.show_failure)

    @property
    def case_id(self) -> int:
        """Which case this is."""
        return self._case_id

    @property
    def shown_head(self) -> CaseHead | None:
        """The head as read last; None before the first time."""
        return self._case

    @property
    def people(self) -> PeoplePage:
        """The page „Personen“, made when it was not yet."""
        self.page("people")
        assert self._people is not None
        return self._people

    def show_page(self, key: str, *target: object) -> None:
        """Go to a tab; `target` says what there: for „people“ a person's id, else what its `show_target` takes."""
        self.tabs.choose(key)
        if key == "people" and target and isinstance(target[0], int):
            self.people.show_person(target[0])
        elif target and (show_target := getattr(self.page(key), "show_target", None)) is not None:
            show_target(*target)

    def tab_keys(self) -> frozenset[str]:
        """Keys of all pages of the file."""
        return frozenset({"overview", "people"} | set(self._tabs_from_elsewhere))

    def show_person(self, person_id: int) -> None:
        """Go to a person's facts."""
        self.show_page("people", person_id)

    def page(self, key: str) -> QWidget:
        """The page behind a tab; KeyError for one that is not there."""
        if key not in self._pages:
            page = self._make_people() if key == "people" else self._tabs_from_elsewhere[key].make(self)
            self._pages[key] = page
            self._stack.addWidget(page)
        return self._pages[key]

    # building

    def _build(self) -> None:
        self._top = QVBoxLayout()
        self._top.addWidget(self.head)
        self._top.addWidget(self.messages)
        self._top.addWidget(self.tabs)
        self.tabs.add_page("overview", self.tr("Überblick"))
        self.tabs.add_page("people", self.tr("Personen"))
        for tab in self._tabs_from_elsewhere.values():
            self.tabs.add_page(tab.key, tab.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)
        self.head.set_menu(self._actions())
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _actions(self) -> list[QAction]:
        return [
            *self.life.actions(),
            self.team.action,
            self._action(self.tr("Zuständigkeit ändern …"), "user-check", self.change_responsible),
            self._action(self.tr("Neue Person in der Familie …"), "baby", lambda: self._open_family("newborn")),
            self._action(self.tr("Mit anderem Fall zusammenführen …"), "merge", lambda: self._open_family("merge")),
            self._action(self.tr("Fall endgültig löschen …"), "trash-2", self.delete_case),
        ]

    def _action(self, words: str, icon: str, run: Callable[[], object]) -> QAction:
        action = QAction(words, self)
        icons.set_icon(action, icon)
        action.triggered.connect(lambda: run())
        return action

    def _make_overview(self) -> OverviewPage:
        page = OverviewPage(frozenset(self._tabs_from_elsewhere))
        page.page_wanted.connect(self.show_page)
        page.person_wanted.connect(self.show_person)
        page.members.confirm_wanted.connect(self._on_confirm_wanted)
        page.members.start_wanted.connect(self._on_start_wanted)
        page.members.extension_wanted.connect(self._on_extension_wanted)
        page.course.status_wanted.connect(self.change_status)
        page.course.responsible_wanted.connect(self.change_responsible)
        page.minute.proposal_wanted.connect(self.life.take_proposal)
        page.minute.resolve_wanted.connect(self.life.resolve_flag)
        page.team.list_wanted.connect(self.team.add)
        page.team.edit_wanted.connect(self.team.edit)
        page.team.end_wanted.connect(self.team.end)
        page.own.edit_wanted.connect(self.own.edit)
        return page

    def _make_people(self) -> PeoplePage:
        from desktop.views.people.people_page import PeoplePage  # noqa: PLC0415  start

        self._people = page = PeoplePage(self.work, self.drafts, self._case_id)
        page.case_made.connect(self.places.open_case)
        page.closed.connect(self._on_people_closed)
        if self._case is not None:
            page.show_head(self._case)
        return page

    def _fit(self) -> None:
        margin = style.space(6)
        self._top.setContentsMargins(margin, style.space(4), margin, 0)
        self._top.setSpacing(style.space(1))
        if self._case is not None:
            self.head.set_subtitle(head_subtitle(self._case))
        self._fit_head()

    def _fit_head(self) -> None:
        """Where the text is large, dates and state stand on the overview alone; the other pages get their room."""
        elsewhere = self._stack.currentWidget() is not self._pages.get("overview")
        self.head.set_brief(style.text_scale() >= LARGE_FROM and elsewhere)

    # reading

    def refresh(self) -> None:
        """Read the head and the overview anew."""
        self.work.read(self, case_head, self._case_id, then=self._on_head, failed=self.show_failure)

    def _on_head(self, head: CaseHead) -> None:
        self._case = head
        self.life.show_head(head)
        self.head.set_title(head.title, head.own_script_name)
        self.head.set_chips(head_chips(head))
        self.head.set_subtitle(head_subtitle(head))
        self._show_bar(head)
        self.overview.show_head(head)
        if self._people is not None:
            self._people.show_head(head)
        self.tabs.set_note("people", str(len(head.members)) if len(head.members) > 1 else "")
        self.head_read.emit()
        self.work.read(self, case_overview, self._case_id, then=self._on_overview, failed=self.show_failure)

    def _show_bar(self, head: CaseHead) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
        self._bar = head_period(head)
        if self._bar is not None:
            self.head.add_note(self._bar)

    def _on_overview(self, overview: CaseOverview) -> None:
        if self._case is not None:
            self.overview.show_overview(self._case, overview)
            self.head.set_chips([*head_chips(self._case), *date_chips(overview.minute)])

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        members = {member.person.id for member in self._case.members} if self._case else set()
        own = changes.touches(Kind.CASE, self._case_id) or any(
            kind is not Kind.PERSON or id_ in members for kind, id_ in changes.touched if kind in _KINDS
        )
        if own:
            self.refresh()

    def show_failure(self, error: Exception) -> None:
        """Say why something did not go."""
        self.messages.show_error(str(error))

    def _on_tab_chosen(self, key: str) -> None:
        self._stack.setCurrentWidget(self.page(key))
        if self.places.where[1][1:2] != (key,):
            self.places.went_on("case", self._case_id, key)
        self._fit_head()

    # changing

    def change_status(self) -> None:
        """Open the form for another status."""
        self.life.change_status()

    def change_responsible(self) -> None:
        """Open the form for another responsible person."""
        self.work.read(self, list_users, then=self._open_responsible)

    def _open_responsible(self, users: tuple[UserRow, ...]) -> None:
        from desktop.views.cases.case_forms import ResponsibleForm  # noqa: PLC0415  start

        if self._case is not None:
            form = ResponsibleForm(self._case_id, users, self._case.responsible_id)
            self._open(form, self.tr("Zuständigkeit"), "responsible")

    def delete_case(self) -> None:
        """Open the form that says what would go and deletes it."""
        self.work.read(self, case_deletion, self._case_id, then=self._open_deletion, failed=self.show_failure)

    def _open_deletion(self, deletion: Deletion) -> None:
        from desktop.views.cases.deletion_form import DeletionForm  # noqa: PLC0415  start

        title = self.tr("%1 endgültig löschen").replace("%1", deletion.title)
        form = DeletionForm(deletion, self._case_id)
        self.drawer.open_form(form, title, f"delete/{self._case_id}", lambda _changes: self.deleted.emit())

    def _on_confirm_wanted(self, period: PeriodRow) -> None:
        def done(_changes: Changes) -> None:
            self.messages.show_ok(self.tr("Der Beginn des Beratungszeitraums ist bestätigt."))

        self.work.change(self, set_period, period.person_id, period.start, period.basis, then=done,
                         failed=self.show_failure)  # fmt: skip

    def _on_start_wanted(self, person_id: int) -> None:
        from desktop.views.cases.case_forms import PeriodForm  # noqa: PLC0415  start

        member = next((m for m in self._case.members if m.person.id == person_id), None) if self._case else None
        if member is not None:
            form = PeriodForm(person_id, member.period, member.assigned_on)
            self._open(form, self.tr("Beratung: %1").replace("%1", member.person.given), f"period/{person_id}")

    def _on_extension_wanted(self, period: PeriodRow) -> None:
        from desktop.views.cases.case_forms import ExtensionForm  # noqa: PLC0415  start

        self._open(ExtensionForm(period), self.tr("Beratung verlängern"), f"extension/{period.person_id}")

    def _open(self, form: QuickForm, title: str, key: str) -> None:
        def done(_changes: Changes) -> None:
            self.messages.show_ok(self.tr("Gespeichert."))

        self.drawer.open_form(form, title, f"{key}/{self._case_id}", done)

    def _on_people_closed(self) -> None:
        self.show_page("overview")

    def _open_family(self, kind: str) -> None:
        self.show_page("people")
        self.people.open_form(kind)
