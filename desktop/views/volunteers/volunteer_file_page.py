"""The file of one volunteer: head, tabs, and the pages behind them, each made at its first visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.casework.changes import Changes, Kind
from desktop.casework.rights import Right
from desktop.casework.volunteers.register.same_people import ClientLink, linked_client, similar_clients
from desktop.casework.volunteers.register.volunteer_rows import VolunteerHead
from desktop.casework.volunteers.register.volunteers import volunteer_head
from desktop.models.drafts import Drafts
from desktop.models.work import Work
from desktop.views import style
from desktop.views.cases.page_stack import PageStack
from desktop.views.components.chip import ChipButton, Tone
from desktop.views.components.message_area import MessageArea
from desktop.views.components.page_head import PageHead
from desktop.views.components.page_tabs import PageTabs
from desktop.views.people.field_grid import LARGE_FROM
from desktop.views.people.quick_form import FormDrawer, QuickForm
from desktop.views.places import Places
from desktop.views.volunteers.entry import FILE_PLACE
from desktop.views.volunteers.file_tabs import FileTab, file_tabs
from desktop.views.volunteers.register.status_actions import StatusActions
from desktop.views.volunteers.volunteer_head_view import head_chips, head_subtitle

_KINDS = (Kind.VOLUNTEER, Kind.MATCH, Kind.OFFICE)


class VolunteerFilePage(QWidget):
    """Keeps the tab that is open. Opening it is recorded (DS-06).

    *Signals:* head_read() whenever `shown_head` is new.
    """

    head_read = Signal()

    def __init__(
        self, work: Work, volunteer_id: int, places: Places, drafts: Drafts | None = None,
        tabs: tuple[FileTab, ...] | None = None, parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.work, self.places, self._volunteer_id = work, places, volunteer_id
        self.drafts = drafts or Drafts(work, self)
        self._from_elsewhere = {tab.key: tab for tab in (file_tabs() if tabs is None else tabs)}
        self._pages: dict[str, QWidget] = {}
        self._head: VolunteerHead | None = None
        self.head, self.messages = PageHead(), MessageArea()
        self.tabs, self._stack = PageTabs(self), PageStack()
        self.status = StatusActions(self)
        self._build()
        self.drawer = FormDrawer(self, work, self.drafts)
        self.tabs.chosen.connect(self._on_tab_chosen)
        work.announced.connect(self._on_announced)
        self.refresh()

    @property
    def volunteer_id(self) -> int:
        """Whose file this is."""
        return self._volunteer_id

    @property
    def shown_head(self) -> VolunteerHead | None:
        """The head as read last; None before the first time."""
        return self._head

    def show_page(self, key: str, *target: object) -> None:
        """Go to a tab; `target` says what there, as its `show_target` takes it."""
        self.tabs.choose(key)
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        if target and (show_target := getattr(page, "show_target", None)) is not None:
            show_target(*target)

    def tab_keys(self) -> tuple[str, ...]:
        """Keys of all pages of the file, in their order."""
        return tuple(self._from_elsewhere)

    def page(self, key: str) -> QWidget:
        """The page behind a tab; KeyError for one that is not there."""
        if key not in self._pages:
            self._pages[key] = self._from_elsewhere[key].make(self)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def open_form(self, form: QuickForm, title: str, key: str, said: str) -> None:
        """Show a form beside the page; `said` once it was saved."""
        self.drawer.open_form(form, title, f"{key}/{self._volunteer_id}",
                              lambda _changes: self.messages.show_ok(said))  # fmt: skip

    def refresh(self) -> None:
        """Read the head anew."""
        self.work.read(self, volunteer_head, self._volunteer_id, then=self._on_head, failed=self.show_failure)

    def show_failure(self, error: Exception) -> None:
        """Say why something did not go."""
        self.messages.show_error(str(error))

    # building

    def _build(self) -> None:
        self._top = QVBoxLayout()
        for part in (self.head, self.messages, self.tabs):
            self._top.addWidget(part)
        for tab in self._from_elsewhere.values():
            self.tabs.add_page(tab.key, tab.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._stack, 1)
        self._fit()
        style.notifier().changed.connect(self._fit)

    def _fit(self) -> None:
        margin = style.space(6)
        self._top.setContentsMargins(margin, style.space(4), margin, 0)
        self._top.setSpacing(style.space(1))
        self._show_subtitle()

    def _show_subtitle(self) -> None:
        """Large text leaves no room for it; all of it stands in the profile."""
        large = style.text_scale() >= LARGE_FROM
        self.head.set_subtitle("" if large or self._head is None else head_subtitle(self._head))

    # reading

    def _on_head(self, head: VolunteerHead) -> None:
        self._head = head
        self.status.show_head(head)
        self.head.set_menu(self.status.actions())
        self.head.set_title(head.name)
        self.head.set_chips(head_chips(head))
        self._show_subtitle()
        self.head_read.emit()

        if self.work.actor.may(Right.READ_CASE):
            self.work.read(self, linked_client, self._volunteer_id, then=partial(self._on_client, head),
                           failed=self.show_failure)  # fmt: skip

    def _on_client(self, head: VolunteerHead, client: ClientLink | None) -> None:
        """Whoever may read case files is told that somebody is a client, too, or that one has this name."""
        if client is None:
            self.work.read(self, similar_clients, self._volunteer_id, then=partial(self._on_similar, head),
                           failed=self.show_failure)  # fmt: skip
        else:
            self._add_chip(head, self.tr("auch Klient/in"), Tone.ACCENT)

    def _on_similar(self, head: VolunteerHead, found: tuple[ClientLink, ...]) -> None:
        if found:
            self._add_chip(head, self.tr("Klient/in gleichen Namens"), Tone.NEUTRAL)

    def _add_chip(self, head: VolunteerHead, words: str, tone: Tone) -> None:
        chip = ChipButton(words, tone, "link")
        chip.setObjectName("client")
        chip.clicked.connect(self.status.link_client)
        self.head.set_chips([*head_chips(head), chip])

    def _on_announced(self, changes: Changes, _initiator: object) -> None:
        if any(kind in _KINDS and (kind is not Kind.VOLUNTEER or id_ == self._volunteer_id)
               for kind, id_ in changes.touched):
            self.refresh()

    def _on_tab_chosen(self, key: str) -> None:
        self._stack.setCurrentWidget(self.page(key))
        if self.places.where[1][1:2] != (key,):
            self.places.went_on(FILE_PLACE, self._volunteer_id, key)
